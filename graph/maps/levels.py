"""How deep each concept of a map goes: the focus on top, and below it what hangs on it.

As in Novak's maps, what is nearer to the focus stands higher.  A concept with many others
below it would make one endless row; so a level takes only what fits its width, and the rest
goes deeper, the more telling first.
"""

from collections.abc import Mapping

from relatum.graph.maps.conceptmap import ConceptMap, Joint

#: What an arrow takes that only passes through a level, beside the boxes there.
PASSING = 10.0


class Ranks:
    """Rows of a map, counted from 0 on top: concepts in even rows, linking phrases in odd ones."""

    def __init__(
        self,
        concept_map: ConceptMap,
        widths: Mapping[str, float],
        room: float,
        gap: float,
        *,
        branches: bool = True,
    ) -> None:
        """Settles the rows.

        Args:
            concept_map: what is to be drawn.
            widths: how wide each box is.
            room: how wide a level may be.
            gap: what is left free between two boxes.
            branches: whether a level first takes what hangs on the level above, and not
                what hangs higher and found no room there.
        """
        self.map = concept_map
        self.levels: dict[str, int] = {}
        self.used: list[float] = []
        self._branches = branches
        self._widths, self._room, self._gap = widths, room, gap
        self._near = _neighbours(concept_map)
        self._fill()

    def phrase(self, joint: Joint) -> int:
        """The row of a linking phrase: just above what it leads down to, so that arrows stay short.

        Args:
            joint: the phrase with what it joins.
        """
        subjects = [self.levels[key] for key in joint.subjects]
        objects = [self.levels[key] for key in joint.objects]
        if min(objects) > max(subjects):
            return 2 * min(objects) - 1
        if min(subjects) > max(objects):
            return 2 * min(subjects) - 1
        ends = subjects + objects
        rows = range(1, 2 * max(1, len(self.used) - 1), 2)
        return min(rows, key=lambda row: (sum(abs(row - 2 * level) for level in ends), -row))

    def _fill(self) -> None:
        """Level by level from the focus: first what hangs on the level above, as far as it fits."""
        roots = self.map.focus[:1] if self.map.chain else self.map.focus
        order = {concept.key: at for at, concept in enumerate(self.map.concepts)}
        parents = _parents(roots, self._near, order)
        hanging = set(parents.values())
        for root in roots:
            self._put(root, 0)
        together = _together(self.map.joints(), parents)
        waiting, level = sorted(parents, key=order.__getitem__), 0
        while waiting:
            level += 1
            ready = [key for key in waiting if parents[key] in self.levels]
            ready.sort(
                key=lambda key: (
                    self.levels[parents[key]] * (-1 if self._branches else 1),
                    key not in hanging,
                    order[key],
                )
            )
            self._take(ready, together, level)
            waiting = [key for key in waiting if key not in self.levels]
            self.used[level] += PASSING * len({*ready} & {*waiting})
        for key in order:  # what nothing joins to the focus goes on a level of its own
            if key not in self.levels:
                self._put(key, len(self.used))

    def _take(self, ready: list[str], together: Mapping[str, list[str]], level: int) -> None:
        """Puts on a level what it has room for, at least one; what belongs together stays so."""
        for key in ready:
            if key in self.levels:
                continue
            group = [one for one in together.get(key, [key]) if one not in self.levels]
            whole = self._width(group) <= self._room
            for some in [group] if whole else [[one] for one in group]:
                if self._fits(some, level) or len(self.used) <= level:
                    for one in some:
                        self._put(one, level)

    def _fits(self, group: list[str], level: int) -> bool:
        used = self.used[level] if level < len(self.used) else 0.0
        return used + self._width(group) <= self._room

    def _width(self, group: list[str]) -> float:
        return sum(self._widths[key] + self._gap for key in group)

    def _put(self, key: str, level: int) -> None:
        while len(self.used) <= level:
            self.used.append(0.0)
        self.levels[key] = level
        self.used[level] += self._widths[key] + self._gap


def _neighbours(concept_map: ConceptMap) -> dict[str, list[str]]:
    near: dict[str, list[str]] = {concept.key: [] for concept in concept_map.concepts}
    for link in concept_map.propositions:
        near[link.subject].append(link.object)
        near[link.object].append(link.subject)
    return near


def _parents(
    roots: tuple[str, ...], near: Mapping[str, list[str]], order: Mapping[str, int]
) -> dict[str, str]:
    """What each concept hangs on: the neighbour by which it is nearest to the focus."""
    parents: dict[str, str] = {}
    ring, seen = list(roots), set(roots)
    while ring:
        following = []
        for key in ring:
            for other in sorted(set(near[key]) - seen, key=order.__getitem__):
                seen.add(other)
                parents[other] = key
                following.append(other)
        ring = following
    return parents


def _together(joints: list[Joint], parents: Mapping[str, str]) -> dict[str, list[str]]:
    """Concepts that one phrase joins to the same parent, each with all of them."""
    together: dict[str, list[str]] = {}
    for joint in joints:
        for ends in (joint.objects, joint.subjects):
            for key in ends:
                group = [one for one in ends if parents.get(one) == parents.get(key, "")]
                if key in parents and len(group) > len(together.get(key, ())):
                    together[key] = group
    return together

"""How a map grows: from its focus outwards, what matters most next, and the claims between."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from relatum.graph.maps.conceptmap import Proposition
from relatum.graph.maps.propositions import CITED, weight
from relatum.graph.maps.relevance import Ties, relevance
from relatum.graph.web import Thing

#: What one more tie to what is on the map already adds to a concept's relevance.
_CROSS_LINK = 0.35
#: How many things one concept is tied to before more that hang on it alone count less: they fill
#: one row of a page, and more of them would be a star rather than a tree.  How much less.
_MANY, _CROWDED = 9, 3.0
#: How many claims a map has for each concept, and what a claim beyond a tree must weigh.
CLAIMS_A_CONCEPT, _LITTLE = 1.25, 0.4
#: Relations whose objects belong together where one sentence names them.
_PARTS = frozenset(("has-part", "begins-with", "means"))


class Pool(NamedTuple):
    """What a map is chosen from: all things, and the claims that it may show with their ties."""

    things: Mapping[str, Thing]
    links: Sequence[Proposition]
    ties: Ties


class Growth:
    """A map that grows from its focus; `why` has what is on it, with the reason."""

    def __init__(self, pool: Pool, *, kinds: Collection[str], depth: int) -> None:
        """Begins with nothing.

        Args:
            pool: what can be taken.
            kinds: the only kinds of concept to take; all where there are none.
            depth: how many claims away from the focus a concept may be, 0 for any.
        """
        self.things, self.links, self.ties = pool.things, pool.links, pool.ties
        self.named = len({one.source for link in pool.links for one in link.evidence}) > 1
        self.why: dict[str, str] = {}
        self.ranks: dict[str, float] = {}
        self._kinds, self._depth = kinds, depth
        self._together = _parts(self.links)
        self._far: set[str] = set()

    def begin(self, focus: Sequence[str], chain: Sequence[str]) -> None:
        """Takes the focus and what joins it, and weighs all else from there.

        Args:
            focus: what the map is about.
            chain: the concepts that join those of the focus.
        """
        for key in focus:
            self.why[key] = "what the map is about"
        ends = " and ".join(f"'{self.things[key].label}'" for key in focus)
        for key in chain:
            self.why.setdefault(key, f"it joins {ends}")
        self.ranks = relevance(self.ties, self.why)
        self._far = set(self.ties) - _within(self.ties, self.why, self._depth)
        self._begun = dict(self.why)

    def again(self) -> None:
        """Goes back to the focus and what joins it."""
        self.why = dict(self._begun)

    def grow(self, concepts: int) -> None:
        """Takes concepts, with what belongs to them, until there are so many.

        Args:
            concepts: how many in all.
        """
        while len(self.why) < concepts:
            options = [
                (self._worth(group), group)
                for group in self._groups()
                if len(self.why) + len(group) <= concepts
            ]
            if not options:
                return
            _, group = max(options, key=lambda option: (option[0], option[1]))
            for key in group:
                self.why[key] = self._reason(key, group)

    def accompany(self, boxes: int, kinds: Collection[str]) -> None:
        """Takes the people and works that are cited for most of what is on the map.

        Args:
            boxes: how many in all, with the concepts.
            kinds: `theorist`, `work` or both.
        """
        tied = {
            key: sum(self.ranks.get(near, 0.0) for near in self.ties[key] if near in self.why)
            for key in self.ties
            if self.things[key].kind in kinds and key not in self.why
        }
        for key in sorted(tied, key=lambda key: (-tied[key], key)):
            works = [near for near in self.ties[key] if self.things[near].kind == "work"]
            if len(self.why) + 1 > boxes or not (tied[key] or set(works) & set(self.why)):
                continue
            self.why[key] = self._tied_to(key)

    def claims(self) -> list[Proposition]:
        """What is claimed between the concepts: what joins all, then the most telling of the rest.

        First the heaviest claims that make one map of it (a maximum spanning tree; Kruskal,
        1956), so that nothing hangs loose; then those that join its branches.  One that says
        little is only taken where nothing else joins its two ends.
        """
        between = [k for k in self.links if k.subject in self.why and k.object in self.why]
        told = {(link.subject, link.object) for link in between if link.relation != CITED}
        # What somebody is cited for goes without saying where it is said what they said of it.
        between = [k for k in between if k.relation != CITED or (k.subject, k.object) not in told]
        between.sort(key=lambda link: (-self._tells(link), link[:4]))
        trees = {key: key for key in self.why}
        needed = [link for link in between if _united(trees, link.subject, link.object)]
        room = round(CLAIMS_A_CONCEPT * len(self.why)) - len(needed)
        others = [link for link in between if link not in needed and weight(link) > _LITTLE]
        return needed + others[: max(room, 0)]

    def _tells(self, link: Proposition) -> float:
        """What a claim weighs on this map, more where it joins what matters more."""
        ends = self.ranks.get(link.subject, 0.0) * self.ranks.get(link.object, 0.0)
        return weight(link) * float(ends**0.25)

    def _groups(self) -> Iterable[tuple[str, ...]]:
        """What can come next: a concept that is tied to the map, with what belongs to it."""
        near = {key for one in self.why for key in self.ties.get(one, ())} - set(self.why)
        for key in near - self._far:
            if not self._fits(key):
                continue
            whole = {key}
            for one in self.why:
                for parts in self._together.get((one, key), ()):
                    whole |= {part for part in parts if self._fits(part)}
            yield tuple(sorted(whole - set(self.why), key=lambda one: (one != key, one)))

    def _fits(self, key: str) -> bool:
        kind = self.things[key].kind
        return kind not in ("theorist", "work") and (not self._kinds or kind in self._kinds)

    def _worth(self, group: tuple[str, ...]) -> float:
        """What a group adds, for each of its concepts."""
        worth = 0.0
        for key in group:
            tied = [near for near in self.ties[key] if near in self.why]
            share = min(self._room(near) for near in tied) if tied else 1.0
            worth += share * self.ranks.get(key, 0.0) * (1 + _CROSS_LINK * (len(tied) - 1))
        return worth / len(group)

    def _room(self, key: str) -> float:
        """What one more counts that hangs on a concept alone: less where many are tied to it."""
        many = sum(1 for near in self.ties[key] if near in self.why)
        return float(min(1.0, _MANY / (many + 1)) ** _CROWDED)

    def _reason(self, key: str, group: tuple[str, ...]) -> str:
        place = 1 + sum(1 for rank in self.ranks.values() if rank > self.ranks.get(key, 0.0))
        if key != group[0]:
            return f"one sentence names it with '{self.things[group[0]].label}'"
        return f"relevance {self.ranks.get(key, 0.0):.3f} (rank {place}); {self._tied_to(key)}"

    def _tied_to(self, key: str) -> str:
        """The strongest tie to what is on the map, as a sentence or a name, and how many more."""
        tied = [
            link
            for link in self.links
            if (link.subject == key and link.object in self.why)
            or (link.object == key and link.subject in self.why)
        ]
        if not tied:
            return "what is shown of it"
        best = max(tied, key=lambda link: (weight(link), link[:4]))
        names = (self.things[best.subject].label, best.phrase, self.things[best.object].label)
        more = f", and {len(tied) - 1} more" if len(tied) > 1 else ""
        place = best.evidence[0]
        at = f"{place.source} {place.at}" if self.named else place.at
        return f"{' '.join(names)} [{at}]{more}"


def _parts(links: Iterable[Proposition]) -> dict[tuple[str, str], list[tuple[str, ...]]]:
    """What belongs together by subject and any of it: parts that one sentence names of it."""
    named: dict[tuple[str, str, str], list[str]] = {}
    for link in links:
        if link.relation in _PARTS and not link.negated:
            for evidence in link.evidence:
                named.setdefault((link.subject, evidence.source, evidence.at), []).append(
                    link.object
                )
    together: dict[tuple[str, str], list[tuple[str, ...]]] = {}
    for (subject, _, _), parts in named.items():
        for part in parts:
            together.setdefault((subject, part), []).append(tuple(parts))
    return together


def _united(trees: dict[str, str], one: str, other: str) -> bool:
    """Makes one tree of the two that hold these, and says whether they were two."""

    def root(key: str) -> str:
        while trees[key] != key:
            key = trees[key]
        return key

    first, second = root(one), root(other)
    trees[second] = first
    return first != second


def _within(ties: Ties, start: Iterable[str], depth: int) -> set[str]:
    """What can be reached in so many claims; everything where no number is given."""
    if not depth:
        return set(ties)
    reached = set(start)
    for _ in range(depth):
        reached |= {near for key in reached for near in ties.get(key, ())}
    return reached

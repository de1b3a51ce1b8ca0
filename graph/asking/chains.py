"""From idea to idea along what causes, allows, needs or stops what."""

from collections import defaultdict
from collections.abc import Iterable
from heapq import heappop, heappush

from relatum.graph.asking.retrieval import Claim

#: Relations that lead from their subject to their object, and those read the other way round.
_ALONG = frozenset(
    ("leads-to", "enables", "impedes", "satisfies", "defends-against", "is-evident-in", "addresses")
)
_AGAINST = frozenset(("emerges-from", "requires"))
#: Relations that keep the same thing in view: its parts and kinds.
_WITHIN = frozenset(("has-part", "is-a", "means", "begins-with"))

#: How long a chain may be before it joins anything with anything.
_LONGEST = 4


def leads(claim: Claim) -> bool:
    """Whether a claim says what causes, allows, needs or stops what."""
    return claim.relation in _ALONG or claim.relation in _AGAINST


class Chains:
    """The claims as steps from one thing to the next."""

    def __init__(self, claims: Iterable[Claim]) -> None:
        """Sorts the claims by the thing they start from, and by the one they end in."""
        self.after: dict[str, list[tuple[str, Claim]]] = defaultdict(list)
        self.before: dict[str, list[tuple[str, Claim]]] = defaultdict(list)
        self.beside: dict[str, list[tuple[str, Claim]]] = defaultdict(list)
        for claim in claims:
            start, end = claim.subject, claim.object
            if claim.relation in _AGAINST:
                start, end = end, start
            if leads(claim):
                self.after[start].append((end, claim))
                self.before[end].append((start, claim))
            elif claim.relation == "is-about":
                self.beside[end].append((start, claim))
            elif claim.relation in _WITHIN:
                self.beside[start].append((end, claim))
                if claim.relation != "is-a":  # what is true of a kind need not be true of another
                    self.beside[end].append((start, claim))

    def path(self, start: str, end: str) -> list[Claim]:
        """The shortest chain from a thing to another; a step by part or kind counts double."""
        came: dict[str, tuple[str, Claim] | None] = {}
        queue: list[tuple[int, int, str, tuple[str, Claim] | None]] = [(0, 0, start, None)]
        order = 0
        while queue:
            length, _, here, step = heappop(queue)
            if here in came:
                continue
            came[here] = step
            if here == end:
                return _back(came, here)
            for table, cost in ((self.after, 1), (self.beside, 2)):
                for there, claim in table.get(here, ()):
                    if there not in came and length + cost <= _LONGEST:
                        order += 1
                        heappush(queue, (length + cost, order, there, (here, claim)))
        return []

    def onward(self, start: str, *, back: bool = False, steps: int = 3) -> list[Claim]:
        """The claims that lead on from a thing, or to it, nearest first."""
        table = self.before if back else self.after
        seen, ring, found = {start}, [start], []
        for _ in range(steps):
            following = []
            for thing in ring:
                for other, claim in table.get(thing, ()):
                    found.append(claim)
                    if other not in seen:
                        seen.add(other)
                        following.append(other)
            ring = following
        return list(dict.fromkeys(found))


def _back(came: dict[str, tuple[str, Claim] | None], end: str) -> list[Claim]:
    path, here = [], end
    while (step := came[here]) is not None:
        here, claim = step
        path.append(claim)
    return path[::-1]

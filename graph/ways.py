"""The cheapest way from one thing to another, looked for from both of its ends."""

from collections.abc import Collection, Iterator, Mapping

from relatum.graph.web import CHEAPEST, Step, Web

#: What a way costs, its steps, and the keys on it: so ways are compared.
Way = tuple[float, int, tuple[str, ...]]


class _Side:
    """The cheapest ways between one end and what is near it, grown a step at a time."""

    def __init__(
        self,
        near: Mapping[str, Mapping[str, Step]],
        ways: dict[str, Way],
        closed: Collection[str],
        *,
        forwards: bool,
    ) -> None:
        """Takes the steps, the ways that there are already, and the things not to go by."""
        self.near, self.ways, self.closed, self.forwards = near, ways, closed, forwards
        #: What the last step reached, or reached by a cheaper way.
        self.new = ways

    def grow(self) -> None:
        """Takes one more step from what is new."""
        grown: dict[str, Way] = {}
        for key, (so_far, steps, keys) in self.new.items():
            for other, step in self.near[key].items():
                if other in self.closed:
                    continue
                cost = plus(so_far, step.cost)
                known = grown.get(other) or self.ways.get(other)
                if not known or cost <= known[0]:
                    way = cost, steps + 1, ((*keys, other) if self.forwards else (other, *keys))
                    if not known or way < known:
                        grown[other] = way
        self.ways.update(grown)
        self.new = grown


def cheapest(
    web: Web, before: tuple[str, ...], end: str, *, shut: Collection[str], longest: int
) -> Way | None:
    """The cheapest way from the last of some things to another, by none of the others.

    Of ways that cost the same the shortest, and then the first by its keys. The side that
    has reached less takes the next step, so that in a large web only little of it is looked
    at, and a thing with a single neighbour ends the search at once.

    Args:
        web: the steps that may be taken.
        before: what the chain begins with; at least one thing.
        end: where the way leads.
        shut: what the first step may not lead to.
        longest: how many steps the way may have.
    """
    closed = {*before, end}
    first = {key: step for key, step in web.ahead[before[-1]].items() if key not in shut}
    best: Way | None = (plus(0.0, first[end].cost), 1, (end,)) if end in first else None
    ways: dict[str, Way] = {
        key: (plus(0.0, step.cost), 1, (key,)) for key, step in first.items() if key not in closed
    }
    ahead = _Side(web.ahead, ways, closed, forwards=True)
    back = _Side(web.back, {end: (0.0, 0, (end,))}, closed, forwards=False)
    grown = back
    for steps in range(2, longest + 1):
        if best and best[0] <= steps * CHEAPEST:
            break  # what is longer costs as much at least
        if steps > 2:
            grown = min(ahead, back, key=lambda side: len(side.new))
            grown.grow()
        if not grown.new:
            break  # one side has reached all that it can
        best = min(_joints(web, ahead, back, grown, best), default=best)
    return best


def plus(cost: float, more: float) -> float:
    """A sum of costs, the same in whatever order they are added."""
    return round(cost + more, 2)


def _joints(web: Web, ahead: _Side, back: _Side, grown: _Side, best: Way | None) -> Iterator[Way]:
    """The best way so far, and those by a step from one side to the other, if as cheap.

    What was there before the last step has been joined already.
    """
    if best:
        yield best
    left = ahead.new if grown is ahead else ahead.ways
    right = back.new if grown is back else back.ways
    if len(left) < len(right):
        pairs = ((one, other) for one in left for other in web.ahead[one].keys() & right.keys())
    else:
        pairs = ((one, other) for other in right for one in web.back[other].keys() & left.keys())
    for one, other in pairs:
        (before, m, keys), (after, n, rest) = left[one], right[other]
        cost = plus(plus(before, web.ahead[one][other].cost), after)
        if not best or cost <= best[0]:
            yield cost, m + 1 + n, keys + rest

"""Where arrows meet their boxes: side by side below or above, in the order in which they come.

A line leaves towards the next bend of its way; so the ends are spread first where the ways from
the middles would have them, and the ways follow.
"""

from collections.abc import Callable, Mapping, Sequence

from relatum.graph.maps.grid import Grid
from relatum.graph.maps.places import Arrow, Box, Name, Point
from relatum.graph.maps.routes import tight

#: How far apart ends are at most, and how far from a corner.
_APART, _CORNER = 9.0, 6.0
#: How far towards what it comes from an arrow leaves the middle of a concept, and of a phrase.
_PULL, _PULL_PHRASE = 0.5, 0.25


def lines(grid: Grid, arrows: Sequence[Arrow]) -> list[list[Point]]:
    """The ways of arrows by their bends, each from its upper end to its lower one.

    Args:
        grid: the boxes in their places.
        arrows: what is to be drawn.
    """
    boxes = grid.boxes
    doors = [grid.doors(arrow) for arrow in arrows]
    aims = []
    for arrow, passed in zip(arrows, doors, strict=True):
        upper, lower = (boxes[name] for name in grid.ends[arrow])
        aims.append(tight(_foot(upper, upper.x), passed, _head(lower, lower.x)))
    uppers = [grid.ends[arrow][0] for arrow in arrows]
    lowers = [grid.ends[arrow][1] for arrow in arrows]
    starts = _spots(boxes, uppers, [aim[1] for aim in aims], [aim[-1][0] for aim in aims], _foot)
    finals = _spots(boxes, lowers, [aim[-2] for aim in aims], [aim[0][0] for aim in aims], _head)
    return [
        tight(start, passed, final)
        for start, passed, final in zip(starts, doors, finals, strict=True)
    ]


def room(ends: int) -> float:
    """How broad a box is to be where so many arrows meet at one edge.

    Args:
        ends: how many.
    """
    return max(0, ends - 1) * _APART + 2 * _CORNER


def _foot(box: Box, x: float) -> Point:
    return x, round(box.y + box.height / 2, 2)


def _head(box: Box, x: float) -> Point:
    return x, round(box.y - box.height / 2, 2)


def _spots(
    boxes: Mapping[Name, Box],
    names: Sequence[Name],
    aims: Sequence[Point],
    far: Sequence[float],
    edge: Callable[[Box, float], Point],
) -> list[Point]:
    """For each line the spot where it meets its box, on the upper or the lower edge.

    Args:
        boxes: the boxes.
        names: the box of each line.
        aims: the next bend of each line.
        far: where each line ends, from left to right.
        edge: gives a spot of that edge.
    """
    coming: dict[Name, list[int]] = {}
    for at, name in enumerate(names):
        coming.setdefault(name, []).append(at)
    found: dict[int, Point] = {}
    for name, ends in coming.items():
        box = boxes[name]
        y = edge(box, 0)[1]

        def bearing(at: int, box: Box = box, y: float = y) -> tuple[float, float]:
            return (aims[at][0] - box.x) / max(abs(aims[at][1] - y), 1), far[at]

        ends.sort(key=bearing)
        pull = _PULL if isinstance(name, str) else _PULL_PHRASE
        wanted = [box.x + pull * (aims[at][0] - box.x) for at in ends]
        for at, x in zip(ends, _spread(box, wanted), strict=True):
            found[at] = edge(box, x)
    return [found[at] for at in range(len(names))]


def _spread(box: Box, wanted: Sequence[float]) -> list[float]:
    """Places along an edge, in order, each near the one that is wanted."""
    low, high = box.x - box.width / 2 + _CORNER, box.x + box.width / 2 - _CORNER
    apart = min(_APART, (high - low) / max(len(wanted) - 1, 1))
    placed: list[float] = []
    for at, place in enumerate(wanted):
        least = placed[-1] + apart if placed else low
        most = high - apart * (len(wanted) - 1 - at)
        placed.append(round(min(max(place, least), max(most, least)), 2))
    return placed

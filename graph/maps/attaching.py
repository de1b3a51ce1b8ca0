"""Where arrows meet their boxes: side by side along an edge, in the order in which they come.

Graphviz lets every arrow aim at the middle of its box, so that many of them meet in one spot and
cross on the way there.  Here their ends are spread, and the arrows' ways follow.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from relatum.graph.maps.dot import ends
from relatum.graph.maps.places import Box, Layout, Name, Point

#: How far apart ends are at most, how far from a corner, and from how far aside an arrow may come
#: for each step down.
_APART, _CORNER, _SLANTED = 9.0, 5.0, 2.5
#: How far towards what it comes from an arrow leaves the middle of a concept, and of a phrase.
_PULL, _PULL_PHRASE = 0.7, 0.3
#: How much of the way to the next bend an arrow leads straight on.
_STRAIGHT = 0.4


class _End(NamedTuple):
    """An arrow's end: which arrow, whether it is the last point, and where it comes from."""

    arrow: int
    last: bool
    comes_from: Point


def attached(layout: Layout) -> Layout:
    """A layout whose arrows touch their boxes, spread along their edges.

    An arrow that comes from far aside ends at the side, any other above or below.

    Args:
        layout: as Graphviz made it, with a margin around the boxes.
    """
    boxes: Mapping[Name, Box] = {**layout.concepts, **layout.phrases}  # type: ignore[dict-item]
    sides: dict[tuple[Name, str], list[_End]] = {}
    for at, arrow in enumerate(layout.arrows):
        for name, last in zip(ends(arrow), (False, True), strict=True):
            away = arrow.route[-4 if last else 3]
            sides.setdefault((name, _side(boxes[name], away)), []).append(_End(at, last, away))
    routes = [list(arrow.route) for arrow in layout.arrows]
    for (name, side), coming in sides.items():
        for end, spot in _spots(name, boxes[name], side, coming):
            _moved(routes[end.arrow], spot, aside=side in "<>", last=end.last)
    arrows = (a._replace(route=tuple(r)) for a, r in zip(layout.arrows, routes, strict=True))
    return layout._replace(arrows=tuple(arrows))


def touching(layout: Layout) -> Layout:
    """A layout whose arrows go as Graphviz has them, and on through the margin to their boxes.

    Args:
        layout: as Graphviz made it, with a margin around the boxes.
    """
    boxes: Mapping[Name, Box] = {**layout.concepts, **layout.phrases}  # type: ignore[dict-item]
    arrows = []
    for arrow in layout.arrows:
        start, end = (boxes[name] for name in ends(arrow))
        route = (
            _nearest(start, arrow.route[0]),
            *arrow.route[1:-1],
            _nearest(end, arrow.route[-1]),
        )
        arrows.append(arrow._replace(route=route))
    return layout._replace(arrows=tuple(arrows))


def _nearest(box: Box, point: Point) -> Point:
    """The spot of a box that is nearest to a point in its margin."""
    half, high = box.width / 2, box.height / 2
    x = min(max(point[0], box.x - half), box.x + half)
    return round(x, 2), round(min(max(point[1], box.y - high), box.y + high), 2)


def _side(box: Box, point: Point) -> str:
    """The side of a box that an arrow from a point comes to: `^` upper, `v` lower, `<`, `>`."""
    x, y = point[0] - box.x, point[1] - box.y
    aside, away = abs(x) - box.width / 2, abs(y) - box.height / 2
    if aside > max(away, 0.01) * _SLANTED:
        return "<" if x < 0 else ">"
    return "^" if y < 0 else "v"


def _spots(ends_at: Name, box: Box, side: str, coming: list[_End]) -> Iterator[tuple[_End, Point]]:
    """The ends on a side of a box in the order in which they come, each with its spot."""
    half, high = box.width / 2, box.height / 2
    if side in "^v":
        edge = box.y + (high if side == "v" else -high)
        ordered = sorted(
            coming, key=lambda e: (e.comes_from[0] - box.x) / max(abs(e.comes_from[1] - edge), 1)
        )
        pull = _PULL if isinstance(ends_at, str) else _PULL_PHRASE
        wanted = [box.x + pull * (end.comes_from[0] - box.x) for end in ordered]
        places = _spread(box.x - half, box.x + half, wanted)
        yield from zip(ordered, ((x, edge) for x in places), strict=True)
        return
    edge = box.x + (half if side == ">" else -half)
    slopes = {e: (e.comes_from[1] - box.y) / max(abs(e.comes_from[0] - edge), 1) for e in coming}
    ordered = sorted(coming, key=lambda end: (slopes[end], end))
    places = _spread(box.y - high, box.y + high, [box.y + high * slopes[e] for e in ordered])
    yield from zip(ordered, ((edge, y) for y in places), strict=True)


def _spread(start: float, end: float, wanted: list[float]) -> list[float]:
    """Places along an edge, in order, each near the one that is wanted."""
    low, high = start + _CORNER, end - _CORNER
    apart = min(_APART, (high - low) / max(len(wanted) - 1, 1))
    placed: list[float] = []
    for at, place in enumerate(wanted):
        least = placed[-1] + apart if placed else low
        most = high - apart * (len(wanted) - 1 - at)
        placed.append(round(min(max(place, least), max(most, least)), 2))
    return placed


def _moved(route: list[Point], to: Point, *, aside: bool, last: bool) -> None:
    """Moves an end of a way, and the bend next to it, so that it leads there smoothly."""
    first, near, far = (-1, -2, -3) if last else (0, 1, 2)
    across, down = route[far][0] - to[0], route[far][1] - to[1]
    to = (round(to[0], 2), round(to[1], 2))
    route[first] = to
    shares = (_STRAIGHT, 0.7 * _STRAIGHT) if aside else (0.7 * _STRAIGHT, _STRAIGHT)
    route[near] = (round(to[0] + shares[0] * across, 2), round(to[1] + shares[1] * down, 2))

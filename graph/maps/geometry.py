"""What can be told of a laid-out map: where arrows cross, and whether one runs through a box."""

from collections.abc import Collection, Iterable, Sequence
from itertools import pairwise

from relatum.graph.maps.places import Point

Rectangle = tuple[float, float, float, float]

#: Into how many straight pieces a curve is taken apart.
_PIECES = 4


def flattened(route: Sequence[Point]) -> list[Point]:
    """Joined cubic Bézier curves as a line of straight pieces.

    >>> flattened([(0, 0), (1, 0), (2, 0), (3, 0)])[-1]
    (3.0, 0.0)

    Args:
        route: a start, then three points for each curve.
    """
    line = [route[0]]
    for at in range(0, len(route) - 1, 3):
        (x0, y0), (x1, y1), (x2, y2), (x3, y3) = route[at : at + 4]
        for piece in range(1, _PIECES + 1):
            t = piece / _PIECES
            u = 1 - t
            a, b, c, d = u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t
            line.append((a * x0 + b * x1 + c * x2 + d * x3, a * y0 + b * y1 + c * y2 + d * y3))
    return line


def crossings(lines: Sequence[Sequence[Point]]) -> set[tuple[int, int]]:
    """Which lines cross, as pairs of their places; lines that only touch at an end do not.

    Args:
        lines: each a row of points.
    """
    pieces = [
        (min(a[0], b[0]), max(a[0], b[0]), a, b, at)
        for at, line in enumerate(lines)
        for a, b in pairwise(line)
    ]
    pieces.sort(key=lambda piece: piece[:2])
    found: set[tuple[int, int]] = set()
    waiting: list[tuple[float, float, Point, Point, int]] = []
    for piece in pieces:
        waiting = [other for other in waiting if other[1] >= piece[0]]
        for other in waiting:
            pair = (piece[4], other[4]) if piece[4] < other[4] else (other[4], piece[4])
            if pair[0] != pair[1] and pair not in found and _cross(*piece[2:4], *other[2:4]):
                found.add(pair)
        waiting.append(piece)
    return found


def runs_through(
    line: Sequence[Point], boxes: Iterable[Rectangle], *, but: Collection[Rectangle] = ()
) -> bool:
    """Whether a line enters any of some rectangles, each by left, top, right and bottom.

    Args:
        line: a row of points.
        boxes: the rectangles.
        but: those that it may enter.
    """
    xs, ys = [x for x, _ in line], [y for _, y in line]
    left, right, top, bottom = min(xs), max(xs), min(ys), max(ys)
    near = [
        b
        for b in boxes
        if b[0] < right and b[2] > left and b[1] < bottom and b[3] > top and b not in but
    ]
    for a, b in pairwise(line) if near else ():
        west, east = (a[0], b[0]) if a[0] < b[0] else (b[0], a[0])
        north, south = (a[1], b[1]) if a[1] < b[1] else (b[1], a[1])
        for box in near:
            beside = box[0] >= east or box[2] <= west or box[1] >= south or box[3] <= north
            if not beside and _enters(a, b, box):
                return True
    return False


def _cross(a: Point, b: Point, c: Point, d: Point) -> bool:
    """Whether two pieces cross properly, each having the other's ends on both its sides."""
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = a, b, c, d
    if (ay if ay > by else by) < (cy if cy < dy else dy):
        return False
    if (cy if cy > dy else dy) < (ay if ay < by else by):
        return False
    across, down = bx - ax, by - ay
    if (across * (cy - ay) - down * (cx - ax)) * (across * (dy - ay) - down * (dx - ax)) >= 0:
        return False
    across, down = dx - cx, dy - cy
    return (across * (ay - cy) - down * (ax - cx)) * (across * (by - cy) - down * (bx - cx)) < 0


def _enters(a: Point, b: Point, box: Rectangle) -> bool:
    """Whether a piece has a part inside a rectangle (Liang and Barsky, 1984)."""
    start, end = 0.0, 1.0
    for low, high, from_, step in (
        (box[0], box[2], a[0], b[0] - a[0]),
        (box[1], box[3], a[1], b[1] - a[1]),
    ):
        if abs(step) < 1e-9:
            if not low < from_ < high:
                return False
            continue
        one, other = sorted(((low - from_) / step, (high - from_) / step))
        start, end = max(start, one), min(end, other)
    return end - start > 1e-9

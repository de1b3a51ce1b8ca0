"""The ways of arrows: as straight as the gaps between the boxes of each row allow.

The gap of a row that an arrow passes through is a door.  Its way is the shortest line through its
doors, as a string that is pulled tight (Lee and Preparata, "Euclidean shortest paths in the
presence of rectilinear barriers", Networks 14, 1984), and is rounded where it bends.
"""

from collections.abc import Sequence
from itertools import pairwise
from math import hypot
from typing import NamedTuple

from relatum.graph.maps.places import Point

#: How much of a piece its bends may round, and how many points of it at most.
_ROUND, _ROUNDEST = 0.4, 34.0


class Door(NamedTuple):
    """A level gap that a way leads down through: its height, and where it begins and ends."""

    y: float
    left: float
    right: float


def tight(start: Point, doors: Sequence[Door], end: Point) -> list[Point]:
    """The shortest line from a point down through doors to another, by its bends.

    The doors' ends are looked at in turn, each narrowing what can be seen from the last bend;
    where nothing is left to be seen, the line bends (Lee and Preparata's funnel).

    >>> tight((0, 0), [Door(1, 2, 3), Door(2, -1, 5)], (4, 4))
    [(0, 0), (2, 1), (4, 4)]

    Args:
        start: where it begins.
        doors: the doors from the top down.
        end: where it ends, below the last.
    """
    gates = [*doors, Door(end[1], end[0], end[0])]
    bends, at = [start], 0
    while at < len(gates):
        bend, following = _seen(bends[-1], gates, at)
        if bend is None:
            break
        bends.append(bend)
        at = following
    return [*bends, end] if bends[-1] != end else bends


def _seen(eye: Point, gates: Sequence[Door], at: int) -> tuple[Point | None, int]:
    """The next bend from a point, and the gate after it; none where the last gate is seen."""
    low, high = float("-inf"), float("inf")
    left_at = right_at = at
    for place in range(at, len(gates)):
        gate = gates[place]
        down = gate.y - eye[1]
        if down <= 0:
            continue
        left, right = (gate.left - eye[0]) / down, (gate.right - eye[0]) / down
        if left > high:
            gate = gates[right_at]
            return (gate.right, gate.y), right_at + 1
        if right < low:
            gate = gates[left_at]
            return (gate.left, gate.y), left_at + 1
        if left >= low:
            low, left_at = left, place
        if right <= high:
            high, right_at = right, place
    return None, len(gates)


def straight(line: Sequence[Point]) -> tuple[Point, ...]:
    """A line of straight pieces as Bézier curves.

    Args:
        line: its bends.
    """
    route = [line[0]]
    for (ax, ay), (bx, by) in pairwise(line):
        across, down = (bx - ax) / 3, (by - ay) / 3
        route += [(ax + across, ay + down), (bx - across, by - down), (bx, by)]
    return tuple((round(x, 2), round(y, 2)) for x, y in route)


def rounded(line: Sequence[Point]) -> tuple[Point, ...]:
    """A line of straight pieces as Bézier curves that go through its bends smoothly.

    Args:
        line: its bends.
    """
    if len(line) < 3:
        return straight(line)
    ways = [_unit(a, b) for a, b in pairwise(line)]
    bearings = [ways[0], *(_unit((0, 0), (a[0] + b[0], a[1] + b[1])) for a, b in
                           pairwise(ways)), ways[-1]]  # fmt: skip
    route = [line[0]]
    for at, (a, b) in enumerate(pairwise(line)):
        reach = min(_ROUND * hypot(b[0] - a[0], b[1] - a[1]), _ROUNDEST)
        (ax, ay), (bx, by) = bearings[at], bearings[at + 1]
        route += [
            (a[0] + reach * ax, a[1] + reach * ay),
            (b[0] - reach * bx, b[1] - reach * by),
            b,
        ]
    return tuple((round(x, 2), round(y, 2)) for x, y in route)


def _unit(a: Point, b: Point) -> Point:
    far = hypot(b[0] - a[0], b[1] - a[1]) or 1.0
    return (b[0] - a[0]) / far, (b[1] - a[1]) / far

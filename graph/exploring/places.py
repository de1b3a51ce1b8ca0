"""Where everything stands in the network layout: near to what it is tied to, nothing covered.

The places are those of Graphviz's `sfdp` (Hu, "Efficient, high-quality force-directed graph
drawing", The Mathematica Journal 10(1), 2005), drawn apart until no box covers another.
"""

import ctypes
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, redirect_stderr, suppress
from io import StringIO
from math import copysign, hypot
from statistics import median

from relatum.graph.maps.relevance import Ties
from relatum.graph.maps.typeface import LEADING, lines, width

Place = tuple[int, int]
#: How large labels are drawn at most, in pixels: letters, the width of a line, and what is
#: free around a label with the mark before it.
_SIZE, _WIDEST, _AROUND = 17.0, 118.0, (44.0, 22.0)
#: How far neighbours stand from each other at first, in pixels, and how much further aside
#: than down, for boxes are wider than high.
_APART, _WIDER = 75.0, 1.6
#: How often boxes are moved apart at most, and by how much more than they cover each other.
_ROUNDS, _AIR = 400, 2.0
#: With so many things fewer rounds must do.
_MANY, _FEW_ROUNDS = 1500, 60


class _Box:
    """A box that moves: its middle and its size."""

    __slots__ = ("height", "width", "x", "y")

    def __init__(self, label: str, place: tuple[float, float]) -> None:
        """Stands at a place, as large as its label needs."""
        words = lines(label, _SIZE, _WIDEST, bold=True)
        self.x, self.y = place
        self.width = max(width(line, _SIZE, bold=True) for line in words) + _AROUND[0]
        self.height = len(words) * _SIZE * LEADING + _AROUND[1]


def places(labels: Mapping[str, str], ties: Ties) -> dict[str, Place]:
    """A place for each thing, in pixels.

    Args:
        labels: what each thing is called, by key.
        ties: what is tied to what.
    """
    if not labels:
        return {}
    drawn = _spread(_drawn(list(labels), ties))
    boxes = [_Box(label[:200], drawn[at]) for at, label in enumerate(labels.values())]
    _cleared(boxes, _ROUNDS if len(boxes) < _MANY else _FEW_ROUNDS)
    return {key: (round(box.x), round(box.y)) for key, box in zip(labels, boxes, strict=True)}


def _drawn(keys: list[str], ties: Ties) -> list[tuple[float, float]]:
    """Where `sfdp` puts things, in inches; no label is ever written in its language."""
    import pygraphviz

    numbers = {key: number for number, key in enumerate(keys)}
    body = [f"n{number}" for number in range(len(keys))]
    for one in sorted(ties, key=numbers.__getitem__):
        body += [
            f"n{numbers[one]} -- n{numbers[other]}"
            for other in sorted(ties[one], key=numbers.__getitem__)
            if numbers[one] < numbers[other]
        ]
    begin = 'graph { graph [start=1 overlap=true splines=none] node [shape=point label=""]'
    graph = pygraphviz.AGraph(string="\n".join([begin, *body, "}"]))
    _begin_again()
    with _silence():
        text: str = graph.draw(format="plain", prog="sfdp").decode()
    rows = (line.split() for line in text.replace("\\\n", "").splitlines())
    at = {row[1]: (float(row[2]), -float(row[3])) for row in rows if row[0] == "node"}
    return [at[f"n{number}"] for number in range(len(keys))]


def _begin_again() -> None:
    """Begins the C library's chance anew: `sfdp` takes from it before it sets its own seed.

    Windows names that library otherwise; there a second layout in one process may differ.
    """
    with suppress(AttributeError, OSError, TypeError):
        ctypes.CDLL(None).srand(1)


@contextmanager
def _silence() -> Iterator[None]:
    """Keeps from the terminal that Graphviz was built without a part that is not used here."""
    sys.stderr.flush()
    kept, nowhere = os.dup(2), os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 2)
        with redirect_stderr(StringIO()):
            yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nowhere)


def _spread(drawn: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Places in pixels, with most things about a box from the nearest other."""
    wide = max(x for x, _ in drawn) - min(x for x, _ in drawn)
    high = max(y for _, y in drawn) - min(y for _, y in drawn)
    side = max(wide, high) / len(drawn) ** 0.5 or 1.0
    cells = _cells(drawn, side, side)
    near = []
    for at, (x, y) in enumerate(drawn):
        beside = [drawn[other] for other in _around(cells, x, y, side, side) if other != at]
        if beside:
            near.append(min(hypot(x - other, y - another) for other, another in beside))
    typical = median(near) if near else 0.0
    scale = _APART / typical if typical else 1.0
    return [(x * scale * _WIDER, y * scale) for x, y in drawn]


def _cells(
    points: Sequence[tuple[float, float]], wide: float, high: float
) -> dict[tuple[int, int], list[int]]:
    """Which points are in each cell of a grid."""
    cells: dict[tuple[int, int], list[int]] = {}
    for at, (x, y) in enumerate(points):
        cells.setdefault((int(x // wide), int(y // high)), []).append(at)
    return cells


def _around(
    cells: Mapping[tuple[int, int], list[int]], x: float, y: float, wide: float, high: float
) -> Iterator[int]:
    """The points in a cell and the eight around it."""
    column, row = int(x // wide), int(y // high)
    for across in (column - 1, column, column + 1):
        for down in (row - 1, row, row + 1):
            yield from cells.get((across, down), ())


def _cleared(boxes: list[_Box], rounds: int) -> None:
    """Moves boxes aside, the shorter way, until none covers another or the rounds end."""
    wide, high = max(box.width for box in boxes), max(box.height for box in boxes)
    moved = set(range(len(boxes)))
    for _ in range(rounds):
        cells = _cells([(box.x, box.y) for box in boxes], wide, high)
        again: set[int] = set()
        for at in sorted(moved):
            box = boxes[at]
            for other in _around(cells, box.x, box.y, wide, high):
                if other != at and _parted(box, boxes[other], -1 if at < other else 1):
                    again |= {at, other}
        if not again:
            return
        moved = again


def _parted(one: _Box, other: _Box, turn: int) -> bool:
    """Moves two boxes apart if one covers the other, and says so.

    Which of two in one place goes which way, `turn` says.
    """
    over_x = (one.width + other.width) / 2 - abs(one.x - other.x)
    if over_x <= 0:
        return False
    over_y = (one.height + other.height) / 2 - abs(one.y - other.y)
    if over_y <= 0:
        return False
    if over_x < over_y:
        aside = copysign((over_x + _AIR) / 2, one.x - other.x or turn)
        one.x, other.x = one.x + aside, other.x - aside
    else:
        aside = copysign((over_y + _AIR) / 2, one.y - other.y or turn)
        one.y, other.y = one.y + aside, other.y - aside
    return True

"""Where everything stands in the network layout: near to what it is tied to, nothing covered.

The places are those of Graphviz's `sfdp` (Hu, "Efficient, high-quality force-directed graph
drawing", The Mathematica Journal 10(1), 2005), drawn apart until no box covers another.
"""

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, redirect_stderr
from io import StringIO
from statistics import median
from typing import NamedTuple

from relatum.graph.maps.relevance import Ties
from relatum.graph.maps.typeface import LEADING, lines, width

Place = tuple[int, int]
#: How large labels are drawn at most, in pixels: letters, the width of a line, and what is
#: free around a label with the mark before it.
_SIZE, _WIDEST, _AROUND = 17.0, 118.0, (44.0, 22.0)
#: How far neighbours stand from each other at first, in pixels.
_APART = 120.0
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


class _Reach(NamedTuple):
    """How far apart two boxes can be and still cover each other."""

    width: float
    height: float


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
    with _silence():
        text: str = graph.draw(format="plain", prog="sfdp").decode()
    rows = (line.split() for line in text.replace("\\\n", "").splitlines())
    at = {row[1]: (float(row[2]), -float(row[3])) for row in rows if row[0] == "node"}
    return [at[f"n{number}"] for number in range(len(keys))]


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
    """Places in pixels, with most neighbours about a box from each other."""
    ordered = sorted(drawn)
    near = [
        min(
            (abs(x - ordered[at + by][0]) + abs(y - ordered[at + by][1]))
            for by in range(-8, 9)
            if by and 0 <= at + by < len(ordered)
        )
        for at, (x, y) in enumerate(ordered)
        if len(ordered) > 1
    ]
    typical = median(near) if near else 0.0
    scale = _APART / typical if typical else 1.0
    return [(x * scale * 1.5, y * scale) for x, y in drawn]


def _cleared(boxes: list[_Box], rounds: int) -> None:
    """Moves boxes aside, the shorter way, until none covers another or the rounds end."""
    reach = _Reach(max(box.width for box in boxes), max(box.height for box in boxes))
    moved = set(range(len(boxes)))
    for _ in range(rounds):
        cells: dict[tuple[int, int], list[int]] = {}
        for at, box in enumerate(boxes):
            cell = int(box.x // reach.width), int(box.y // reach.height)
            cells.setdefault(cell, []).append(at)
        again: set[int] = set()
        for at in sorted(moved):
            box = boxes[at]
            column, row = int(box.x // reach.width), int(box.y // reach.height)
            for cell in ((column + i, row + j) for i in (-1, 0, 1) for j in (-1, 0, 1)):
                for other in cells.get(cell, ()):
                    if other != at and _parted(box, boxes[other], at < other):
                        again |= {at, other}
        if not again:
            return
        moved = again


def _parted(one: _Box, other: _Box, first: bool) -> bool:
    """Moves two boxes apart if one covers the other, and says so."""
    over_x = (one.width + other.width) / 2 - abs(one.x - other.x)
    over_y = (one.height + other.height) / 2 - abs(one.y - other.y)
    if over_x <= 0 or over_y <= 0:
        return False
    turn = 1.0 if first else -1.0
    if over_x < over_y:
        aside = (over_x + _AIR) / 2 * (-1 if one.x < other.x else 1 if one.x > other.x else -turn)
        one.x, other.x = one.x + aside, other.x - aside
    else:
        aside = (over_y + _AIR) / 2 * (-1 if one.y < other.y else 1 if one.y > other.y else -turn)
        one.y, other.y = one.y + aside, other.y - aside
    return True

"""Places and ways by Graphviz's `dot`, for boxes whose rows may be settled.

`dot` is the layered layout of Gansner, Koutsofios, North and Vo, "A technique for drawing directed
graphs", IEEE Trans. Software Eng. 19(3), 1993.  It gets sizes and no text, so that it asks for no
fonts, and it takes boxes and phrases alike as things that arrows go round.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from relatum.graph.maps.conceptmap import Joint, surest
from relatum.graph.maps.places import Arrow, Box, Name, Point

#: Free space in points: on each side of a box, between what is in a row, and for a passing line.
_MARGIN, _APART, _PASSING = 3.0, 2.0, 5.0
#: How much more it counts that a box is near to its phrase than where a long line begins.
_NEAR = 2


class Parts(NamedTuple):
    """What is to be placed: concepts and phrases with their sizes, and the lines between."""

    concepts: Mapping[str, Box]
    phrases: Mapping[tuple[str, str], Box]
    joints: Sequence[Joint]
    lines: Sequence[Arrow]

    @property
    def boxes(self) -> dict[Name, Box]:
        """Concepts and phrases."""
        return {**self.concepts, **self.phrases}  # type: ignore[dict-item]

    @property
    def ids(self) -> dict[Name, str]:
        """What they are called in Graphviz's language, in which no label is ever written."""
        return {name: f"n{at}" for at, name in enumerate(self.boxes)}


class Columns(NamedTuple):
    """How far to the right things stand, and how wide they are in all.

    `boxes` has the middles of concepts and phrases, `passing` for each line the places where
    it passes through the rows between its ends, from the top down.
    """

    width: float
    boxes: dict[Name, float]
    passing: Mapping[Arrow, Sequence[float]]


def columns(parts: Parts, rows: Mapping[Name, int], *, turn: int = 0) -> Columns:
    """The order in each row, and the places from left to right, that Graphviz finds.

    Args:
        parts: what is to be placed.
        rows: the row of each concept and phrase, from 0 on top.
        turn: another number makes Graphviz begin from another order, which may end better.
    """
    ids = parts.ids
    passing: dict[Arrow, list[str]] = {}
    joined: list[str] = []
    for arrow in _turned(parts.lines, turn):
        upper, lower = sorted(ends(arrow), key=rows.__getitem__)
        passing[arrow] = [f"p{len(passing)}_{row}" for row in range(rows[upper] + 1, rows[lower])]
        chain = [ids[upper], *passing[arrow], ids[lower]]
        for one, other in pairwise(chain):
            joined.append(f"{one} -> {other} [weight={_weight(one, other)}]")
    nodes = [
        f"{ids[name]} [width={(box.width + 2 * _MARGIN) / 72:.4f} height={box.height / 72:.4f}]"
        for name, box in _turned(list(parts.boxes.items()), turn)
    ]
    ways = [
        f"{name} [width={_PASSING / 72:.4f} height=.01]"
        for names in passing.values()
        for name in names
    ]
    first = [ids[name] for name in parts.boxes if rows[name] == 0]
    same = f"{{rank=same; {'; '.join(first)}}}"
    begin = f"graph [nodesep={_APART / 72:.4f} ranksep=.1 splines=none]"
    drawn = _run([begin, *nodes, *ways, *joined, same, *_held(parts, rows)])
    at = {row[1]: round(float(row[2]) * 72, 2) for row in drawn if row[0] == "node"}
    return Columns(
        round(float(drawn[0][2]) * 72, 2),
        {name: at[ids[name]] for name in parts.boxes},
        {arrow: [at[name] for name in names] for arrow, names in passing.items()},
    )


def _weight(one: str, other: str) -> int:
    """How near to each other two things are to stand; what only passes can lead aside."""
    return 1 if (one[0] == "p") != (other[0] == "p") else _NEAR


def _held(parts: Parts, rows: Mapping[Name, int]) -> list[str]:
    """Unseen lines that keep what nothing joins to the first row in its rows."""
    ids, trees = parts.ids, {name: name for name in parts.boxes}

    def root(name: Name) -> Name:
        while trees[name] != name:
            name = trees[name]
        return name

    for arrow in parts.lines:
        one, other = sorted(map(root, ends(arrow)), key=rows.__getitem__)
        trees[other] = one
    first = min(parts.boxes, key=rows.__getitem__)
    loose = {root(name) for name in parts.boxes if rows[root(name)] > 0}
    return [f"{ids[first]} -> {ids[name]} [minlen={rows[name]}]" for name in sorted(loose, key=str)]


def plain(parts: Parts) -> list[tuple[Point, ...]]:
    """The ways that `dot` finds by itself, with nothing settled: what a layout is measured by.

    Args:
        parts: what is to be placed.
    """
    ids = parts.ids
    nodes = [
        f"{ids[name]} [width={box.width / 72} height={box.height / 72}]"
        for name, box in parts.boxes.items()
    ]
    lines = [" -> ".join(ids[end] for end in ends(arrow)) for arrow in parts.lines]
    return [_way(row, 0.0) for row in _run([*nodes, *lines]) if row[0] == "edge"]


def ends(arrow: Arrow) -> tuple[Name, Name]:
    """What a line joins, in the direction in which it is read."""
    return (arrow.joint, arrow.object) if arrow.object else (arrow.subject, arrow.joint)


def _run(body: Iterable[str]) -> list[list[str]]:
    """What Graphviz makes of a graph, as the words of the lines of its `plain` format."""
    import pygraphviz

    begin = 'digraph { node [shape=box fixedsize=true label=""] edge [dir=none]'
    graph = pygraphviz.AGraph(string="\n".join([begin, *body, "}"]))
    text: str = graph.draw(format="plain", prog="dot").decode()
    return [line.split() for line in text.replace("\\\n", "").splitlines()]


def _way(row: Sequence[str], high: float) -> tuple[Point, ...]:
    return _points(row[4 : 4 + 2 * int(row[3])], high)


def _points(numbers: Sequence[str], high: float) -> tuple[Point, ...]:
    values = [float(number) for number in numbers]
    return tuple(
        (round(x * 72, 2), round((high - y) * 72, 2))
        for x, y in zip(values[::2], values[1::2], strict=True)
    )


def _turned(items: Sequence[Any], turn: int) -> list[Any]:
    """The items in another order: from another place on, and every second time backwards."""
    start = (turn + 1) // 2 * 7 % len(items) if items else 0
    turned = [*items[start:], *items[:start]]
    return turned[::-1] if turn % 2 else turned


def lines_of(joint: Joint) -> Iterator[Arrow]:
    """The lines of a linking phrase, without their ways: from its subjects and to its objects.

    Args:
        joint: the phrase with what it joins.
    """
    for subject in joint.subjects:
        said = [link for link in joint.links if link.subject == subject]
        yield Arrow(subject, joint.key, "", surest(said), ())
    for object_ in joint.objects:
        said = [link for link in joint.links if link.object == object_]
        yield Arrow("", joint.key, object_, surest(said), ())

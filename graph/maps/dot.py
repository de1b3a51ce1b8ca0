"""Places and ways by Graphviz's `dot`, for boxes whose rows may be settled.

`dot` is the layered layout of Gansner, Koutsofios, North and Vo, "A technique for drawing directed
graphs", IEEE Trans. Software Eng. 19(3), 1993.  It gets sizes and no text, so that it asks for no
fonts, and it takes boxes and phrases alike as things that arrows go round.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from relatum.graph.maps.conceptmap import Joint, surest
from relatum.graph.maps.places import Arrow, Box, Layout, Name, Point

#: Free space in points: on each side of a box, between what is in a row, and between rows.
_MARGIN, _APART, _ROWS_APART = 3.0, 2.0, 12.0
#: More room above and below where more than a few arrows meet, for each of them, and at most.
_FEW, _AIR, _MOST_AIR = 4, 1.5, 14.0


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


def arranged(
    parts: Parts, rows: Mapping[Name, int], *, turn: int = 0, apart: float = 0.0
) -> Layout:
    """The places and ways that Graphviz finds where the row of everything is settled.

    Args:
        parts: what is to be placed.
        rows: the row of each concept and phrase, from 0 on top.
        turn: another number makes Graphviz begin from another order, which may end better.
        apart: how much more is left free between rows than at least.
    """
    body, arrows = _settled(parts, rows, turn)
    wider = f"graph [ranksep={(_ROWS_APART + apart) / 72:.4f}]"
    return _read(_run([*body, wider]), parts, arrows)


def measured(parts: Parts, rows: Mapping[Name, int], *, turn: int = 0) -> tuple[float, float]:
    """How wide and high `arranged` becomes, in a quarter of its time: most goes into the ways.

    Args:
        parts: what is to be placed.
        rows: the row of each concept and phrase.
        turn: as for `arranged`.
    """
    body, _ = _settled(parts, rows, turn)
    drawn = _run(["graph [splines=none]", *body])
    return float(drawn[0][2]) * 72, float(drawn[0][3]) * 72


def _settled(
    parts: Parts, rows: Mapping[Name, int], turn: int
) -> tuple[list[str], dict[tuple[str, str], Arrow]]:
    """The graph in Graphviz's language, all lines leading down; and the line of each edge."""
    ids = parts.ids
    arrows: dict[tuple[str, str], Arrow] = {}
    spans: list[str] = []
    joined = Counter(end for arrow in parts.lines for end in ends(arrow))
    for arrow in _turned(parts.lines, turn):
        upper, lower = sorted(ends(arrow), key=rows.__getitem__)
        arrows[ids[upper], ids[lower]] = arrow
        span = rows[lower] - rows[upper]
        # A long way need not be straight: so the map stays narrow.
        spans.append(f"{ids[upper]} -> {ids[lower]} [minlen={span} weight={int(span == 1)}]")
    nodes = [
        f"{ids[name]} [width={(box.width + 2 * _MARGIN) / 72:.4f} "
        f"height={(box.height + 2 * _air(joined[name])) / 72:.4f}]"
        for name, box in _turned(list(parts.boxes.items()), turn)
    ]
    apart = f"graph [nodesep={_APART / 72:.4f} ranksep={_ROWS_APART / 72:.4f}]"
    return [apart, *nodes, *spans], arrows


def _air(joined: int) -> float:
    """What is left free above and below a box that so many arrows join."""
    return min(_MOST_AIR, max(0.0, (joined - _FEW) * _AIR))


def plain(parts: Parts) -> list[tuple[Point, ...]]:
    """The ways that `dot` finds by itself, with nothing settled: what a layout is measured by.

    Args:
        parts: what is to be placed.
    """
    ids = parts.ids
    nodes = [
        f"{ids[name]} [width={box.width / 72:.4f} height={box.height / 72:.4f}]"
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


def _read(drawn: list[list[str]], parts: Parts, arrows: Mapping[tuple[str, str], Arrow]) -> Layout:
    """A layout from the `plain` format, which counts in inches from the bottom left."""
    ids = parts.ids
    wide, high = (float(number) for number in drawn[0][2:4])
    at = {row[1]: _points(row[2:4], high)[0] for row in drawn if row[0] == "node"}
    routed = []
    for row in drawn:
        if row[0] == "edge":
            arrow, way = arrows[row[1], row[2]], _way(row, high)
            upwards = ids[ends(arrow)[0]] == row[2]
            routed.append(arrow._replace(route=way[::-1] if upwards else way))

    def placed(name: Name, box: Box) -> Box:
        x, y = at[ids[name]]
        return box._replace(x=x, y=y)

    return Layout(
        round(wide * 72, 2),
        round(high * 72, 2),
        {key: placed(key, box) for key, box in parts.concepts.items()},
        {
            (subject, joint.phrase): placed(joint.key, parts.phrases[joint.key])
            for joint in parts.joints
            for subject in joint.subjects
        },
        tuple(sorted(routed)),
    )


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

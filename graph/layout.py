"""Where everything of a concept map goes: boxes in levels, linking phrases, and the arrows' ways.

The levels are Novak's: the focus on top, what is nearer to it higher.  How deep each concept
goes is settled in `levels`; the order within a level, the places and the ways of the arrows are
Graphviz's `dot` (Gansner, Koutsofios, North and Vo, "A technique for drawing directed graphs",
IEEE Trans. Software Eng. 19(3), 1993), which takes boxes and phrases alike as things to go round.
"""

from collections.abc import Mapping
from typing import NamedTuple

from relatum.graph.conceptmap import ConceptMap, surest
from relatum.graph.levels import Ranks
from relatum.graph.typeface import LEADING, lines, width

Point = tuple[float, float]
#: A concept by its key, or a linking phrase by its subject and phrase.
Name = str | tuple[str, str]


class Box(NamedTuple):
    """A concept or linking phrase as it is drawn: its middle, its size, and its lines of text.

    `size` is that of the letters.
    """

    x: float
    y: float
    width: float
    height: float
    lines: tuple[str, ...]
    size: float


class Arrow(NamedTuple):
    """A drawn line: from a concept to its phrase (`object` is empty), or on to the object.

    `route` are the points of cubic Bézier curves joined end to end: a start, then three for
    each curve.  A line to an object ends where the tip of its arrowhead is.
    """

    subject: str
    phrase: str
    object: str
    certainty: str
    route: tuple[Point, ...]


class Layout(NamedTuple):
    """A map with a place for everything, in points from the top left, y downwards.

    `concepts` has the boxes by key, `phrases` those of the linking phrases by subject and phrase.
    """

    width: float
    height: float
    concepts: Mapping[str, Box]
    phrases: Mapping[tuple[str, str], Box]
    arrows: tuple[Arrow, ...]


#: Sizes of letters and free space, in points; a page may make all of it larger or smaller.
CONCEPT_SIZE, FOCUS_SIZE, PHRASE_SIZE = 10.5, 12.5, 9.5
_WIDEST, _WIDEST_PHRASE = 84.0, 72.0
_PADDING, _MARK = (7.0, 5.0), 11.0
_PHRASE_PADDING = (2.5, 1.5)
_GAP, _ROW_GAP = 10.0, 13.0


def place(concept_map: ConceptMap, *, room: float = 760.0) -> Layout:
    """Lays a map out.

    Args:
        concept_map: what is to be drawn.
        room: about how wide it may become.
    """
    boxes = {c.key: _sized(c.label, focus=c.key in concept_map.focus) for c in concept_map.concepts}
    phrases = {key: _phrase(key[1]) for key in concept_map.phrases()}
    ranks = Ranks(concept_map, {key: box.width for key, box in boxes.items()}, room, _GAP)
    return _dot(concept_map, ranks, boxes, phrases)


def _sized(label: str, *, focus: bool) -> Box:
    """A concept's box without a place; the focus is larger and bold."""
    size = FOCUS_SIZE if focus else CONCEPT_SIZE
    text = lines(label, size, _WIDEST * size / CONCEPT_SIZE, bold=focus)
    wide = max(width(line, size, bold=focus) for line in text)
    return Box(
        0,
        0,
        round(wide + 2 * _PADDING[0] + _MARK, 1),
        round(len(text) * size * LEADING + 2 * _PADDING[1], 1),
        text,
        size,
    )


def _phrase(phrase: str) -> Box:
    text = lines(phrase, PHRASE_SIZE, _WIDEST_PHRASE)
    wide = max(width(line, PHRASE_SIZE) for line in text)
    return Box(
        0,
        0,
        round(wide + 2 * _PHRASE_PADDING[0], 1),
        round(len(text) * PHRASE_SIZE * LEADING + 2 * _PHRASE_PADDING[1], 1),
        text,
        PHRASE_SIZE,
    )


def _dot(
    concept_map: ConceptMap,
    ranks: Ranks,
    boxes: Mapping[str, Box],
    phrases: Mapping[tuple[str, str], Box],
) -> Layout:
    """The places and ways that Graphviz finds for boxes whose rows are settled."""
    import pygraphviz

    names: list[Name] = [*boxes, *phrases]
    ids = {name: f"n{at}" for at, name in enumerate(names)}
    rows: dict[Name, int] = {key: 2 * level for key, level in ranks.levels.items()}
    arrows: dict[tuple[str, str], Arrow] = {}
    for key, links in concept_map.phrases().items():
        rows[key] = ranks.phrase(links)
        stem = Arrow(*key, "", surest(links), ())
        for arrow in (stem, *(Arrow(*key, link.object, link.certainty, ()) for link in links)):
            upper, lower = sorted(_ends(arrow), key=rows.__getitem__)
            arrows.setdefault((ids[upper], ids[lower]), arrow)
    text = ["digraph {", f"graph [nodesep={_GAP / 72:.4f} ranksep={_ROW_GAP / 72:.4f}]",
            'node [shape=box fixedsize=true label=""] edge [dir=none]']  # fmt: skip
    for name, box in zip(names, (*boxes.values(), *phrases.values()), strict=True):
        text.append(f"{ids[name]} [width={box.width / 72:.4f} height={box.height / 72:.4f}]")
    height = {ids[name]: row for name, row in rows.items()}
    for upper, lower in arrows:
        text.append(f"{upper} -> {lower} [minlen={height[lower] - height[upper]}]")
    graph = pygraphviz.AGraph(string="\n".join([*text, "}"]))
    return _read(graph.draw(format="plain", prog="dot").decode(), ids, boxes, phrases, arrows)


def _read(
    plain: str,
    ids: Mapping[Name, str],
    boxes: Mapping[str, Box],
    phrases: Mapping[tuple[str, str], Box],
    arrows: Mapping[tuple[str, str], Arrow],
) -> Layout:
    """A layout from Graphviz's `plain` format, which counts in inches from the bottom left."""
    rows = [line.split() for line in plain.replace("\\\n", "").splitlines()]
    high = float(rows[0][3])
    at = {row[1]: _points(row[2:4], high)[0] for row in rows if row[0] == "node"}
    drawn = []
    for row in rows:
        if row[0] == "edge":
            arrow = arrows[row[1], row[2]]
            route = _points(row[4 : 4 + 2 * int(row[3])], high)
            upwards = ids[_ends(arrow)[0]] == row[2]
            drawn.append(arrow._replace(route=route[::-1] if upwards else route))

    def placed(name: Name, box: Box) -> Box:
        x, y = at[ids[name]]
        return box._replace(x=x, y=y)

    return Layout(
        round(float(rows[0][2]) * 72, 2),
        round(high * 72, 2),
        {key: placed(key, box) for key, box in boxes.items()},
        {key: placed(key, box) for key, box in phrases.items()},
        tuple(drawn),
    )


def _ends(arrow: Arrow) -> tuple[Name, Name]:
    """What a line joins, in the direction in which it is read."""
    phrase = (arrow.subject, arrow.phrase)
    return (phrase, arrow.object) if arrow.object else (arrow.subject, phrase)


def _points(numbers: list[str], high: float) -> tuple[Point, ...]:
    values = [float(number) for number in numbers]
    return tuple(
        (round(x * 72, 2), round((high - y) * 72, 2))
        for x, y in zip(values[::2], values[1::2], strict=True)
    )

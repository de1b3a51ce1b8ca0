"""Where everything of a concept map goes: boxes in levels, linking phrases, and the arrows' ways.

The levels are Novak's: the focus on top, what is nearer to it higher (`levels`).  Everything else
is Graphviz's work (`dot`).  Several layouts are tried, with wider and narrower levels, and the one
is taken that fits the page in the largest letters among those whose arrows cross least.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import hypot
from typing import NamedTuple

from relatum.graph.maps import attaching, dot, routes
from relatum.graph.maps.conceptmap import ConceptMap
from relatum.graph.maps.geometry import Rectangle, crossings, flattened, runs_through
from relatum.graph.maps.grid import Grid
from relatum.graph.maps.levels import Ranks
from relatum.graph.maps.places import Arrow, Box, Layout, Name, Point
from relatum.graph.maps.typeface import LEADING, lines, width

__all__ = ["A4", "Arrow", "Box", "Frame", "Layout", "Point", "place"]

#: Sizes of letters, in points; a page may make all of it larger or smaller.
CONCEPT_SIZE, FOCUS_SIZE, PHRASE_SIZE = 10.0, 12.5, 9.5
#: How wide a line of a label may be, and what is free around it; a mark stands before a label.
_WIDEST, _WIDEST_PHRASE, _WIDER_PHRASE = 76.0, 62.0, 80.0
_PADDING, MARK = (6.0, 4.5), 11.0
#: How much more air the focus has above and below, for most arrows meet there.
_STATELY = 1.8
_PHRASE_PADDING = (2.5, 1.5)
#: How wide a phrase is at least: students write some of them.
_NARROWEST = 30.0
_GAP = 8.0
#: What is tried: how wide a level is, as a share of what a page has, from which order, and
#: whether levels take branches first.
_TRIES = (
    (0.65, 3, True), (0.8, 0, True), (0.72, 2, True), (0.55, 3, False), (0.8, 0, False),
    (0.72, 0, False), (0.8, 1, False), (1.15, 3, True), (1.0, 3, False), (0.45, 0, False),
    (0.9, 2, True), (0.72, 2, False),
)  # fmt: skip
#: What else is tried for a map that is tangled still.
_MORE_TRIES = tuple(
    (share, turn, turn % 2 == 0) for turn in range(7) for share in (0.9, 0.5, 0.72, 1.3)
)
#: How much larger than on the drawing board a map is shown at most.
LARGEST = 1.3
#: How much more a way costs that leads further aside than so many times down.
_FLAT, _FLATTER = 0.3, 3.0
#: How many levels a map has below its focus as a rule, and what each further one costs.
_LEVELS, _DEEP = 3, 20.0
#: What a bend, a row that is passed and a crossing cost beside the length of ways, and what
#: small letters do.
_BEND, _PASSED, _CROSSING, _SMALL = 40.0, 35.0, 60.0, 60.0
#: No letters are smaller than this on a page of the smallest size, in points.
SMALLEST = 9.0


class Frame(NamedTuple):
    """The part of a page that a map may fill, in points."""

    width: float
    height: float

    def scale(self, wide: float, high: float) -> float:
        """How much larger or smaller a drawing becomes to fill it."""
        return min(self.width / wide, self.height / high)


#: What A4 leaves, lying and standing, beside title, legend and source.
A4 = (Frame(785.9, 417.3), Frame(539.3, 663.9))


def place(
    concept_map: ConceptMap, *, frames: Sequence[Frame] = A4, patient: bool = False
) -> Layout:
    """Lays a map out.

    No arrow runs through a box, and if it can be no more of them cross than where plain `dot`
    lays out the same map.

    Args:
        concept_map: what is to be drawn.
        frames: what it is to fit in; the one is meant in which it is larger.
        patient: whether to go on trying for longer.
    """
    parts = parts_of(concept_map)
    if not parts.concepts:
        return Layout(0, 0, {}, {}, ())
    tries = _TRIES + _MORE_TRIES if patient else _TRIES
    bar = least(parts)
    options: list[tuple[tuple[float, ...], int, Grid, list[list[Point]]]] = []
    for rows, turn in _rows(concept_map, parts, tries, max(frame.width for frame in frames)):
        grid = Grid(parts, rows, dot.columns(parts, rows, turn=turn))
        scale = _stretched(grid, frames)
        bent = attaching.lines(grid, parts.lines)
        options.append((_cost(grid, bent, scale, bar), len(options), grid, bent))
        if patient and options[-1][0][:2] == (0, 0):
            break
    options.sort(key=lambda option: option[:2])
    best: tuple[tuple[int, int], Layout] | None = None
    for cost, _, grid, bent in options:
        layout = _drawn(parts, grid, bent)
        excess = max(0, len(crossings(ways(layout))) - bar)
        if best is None or (int(cost[0]), excess) < best[0]:
            best = (int(cost[0]), excess), layout
        if excess <= cost[1]:
            break
    return best[1] if best else Layout(0, 0, {}, {}, ())


def _stretched(grid: Grid, frames: Sequence[Frame]) -> float:
    """Makes a grid as high as suits the page; gives how much larger it is shown there."""
    wide = grid.columns.width
    frame = max(frames, key=lambda one: one.scale(wide, grid.height))
    high = grid.stretched(frame.height / min(frame.scale(wide, grid.height), LARGEST))
    return min(LARGEST, frame.scale(wide, high))


def _cost(grid: Grid, bent: Sequence[Sequence[Point]], scale: float, bar: int) -> tuple[float, ...]:
    """How bad a layout is: letters too small, crossings; then long and bent ways, small letters."""
    crossed = len(crossings(bent))
    far = sum(_long(b[0] - a[0], b[1] - a[1]) for line in bent for a, b in pairwise(line))
    bends = sum(len(line) - 2 for line in bent)
    passed = sum(map(len, grid.columns.passing.values()))
    ugly = (far + _BEND * bends + _PASSED * passed + _CROSSING * crossed) / max(1, len(bent))
    deep = _DEEP * max(0, max(grid.rows.values()) // 2 - _LEVELS)
    return scale * PHRASE_SIZE < SMALLEST, max(0, crossed - bar), ugly + deep + _SMALL / scale


def _long(across: float, down: float) -> float:
    """How long a piece of a way is, and more where it is flat."""
    return hypot(across, down) + _FLAT * max(0.0, abs(across) - _FLATTER * abs(down))


def _drawn(parts: dot.Parts, grid: Grid, bent: Sequence[Sequence[Point]]) -> Layout:
    """The boxes of a grid with their arrows, rounded where that leads through no box."""
    turned = [
        line if grid.ends[arrow] == dot.ends(arrow) else line[::-1]
        for arrow, line in zip(parts.lines, bent, strict=True)
    ]
    arrows = [
        arrow._replace(route=routes.rounded(line))
        for arrow, line in zip(parts.lines, turned, strict=True)
    ]
    layout = Layout(
        grid.columns.width,
        grid.height,
        {key: grid.boxes[key] for key in parts.concepts},
        {
            (subject, joint.phrase): grid.boxes[joint.key]
            for joint in parts.joints
            for subject in joint.subjects
        },
        tuple(arrows),
    )
    for at in struck(layout):
        arrows[at] = arrows[at]._replace(route=routes.straight(turned[at]))
    return layout._replace(arrows=tuple(sorted(arrows)))


def parts_of(concept_map: ConceptMap) -> dot.Parts:
    """The boxes and phrases of a map with their sizes.

    Args:
        concept_map: what is to be drawn.
    """
    joints = concept_map.joints()
    arrows = [line for joint in joints for line in dot.lines_of(joint)]
    meeting = Counter(end for line in arrows for end in dot.ends(line))
    boxes = {}
    for concept in concept_map.concepts:
        boxes[concept.key] = _concept(concept.label, focus=concept.key in concept_map.focus)
        if concept.key in concept_map.focus:
            broad = attaching.room(meeting[concept.key])
            boxes[concept.key] = _broader(boxes[concept.key], broad)
    return dot.Parts(boxes, {joint.key: _phrase(joint.phrase) for joint in joints}, joints, arrows)


def least(parts: dot.Parts) -> int:
    """How many arrows cross where plain `dot` lays a map out."""
    return len(crossings([flattened(way) for way in dot.plain(parts)]))


def fits(layout: Layout, frames: Sequence[Frame]) -> bool:
    """Whether a layout can be shown in one of the frames without letters that are too small."""
    return max(f.scale(layout.width, layout.height) for f in frames) * PHRASE_SIZE >= SMALLEST


def ways(layout: Layout) -> list[list[Point]]:
    """The arrows as lines of straight pieces."""
    return [flattened(arrow.route) for arrow in layout.arrows]


def _rows(
    concept_map: ConceptMap, parts: dot.Parts, tries: Sequence[tuple[float, int, bool]], wide: float
) -> Iterator[tuple[dict[Name, int], int]]:
    """The rows of everything for each try that differs, and the order to begin from."""
    widths = {key: box.width for key, box in parts.concepts.items()}
    seen: list[tuple[dict[Name, int], int]] = []
    for share, turn, branches in tries:
        ranks = Ranks(concept_map, widths, wide * share, _GAP, branches=branches)
        rows: dict[Name, int] = {key: 2 * level for key, level in ranks.levels.items()}
        rows |= {joint.key: ranks.phrase(joint) for joint in parts.joints}
        if (rows, turn) not in seen:
            seen.append((rows, turn))
            yield rows, turn


def struck(layout: Layout) -> list[int]:
    """Which arrows run through a box or phrase that they do not join, by their places.

    Args:
        layout: a map as it is to be drawn.
    """
    boxes = {edges(box) for box in (*layout.concepts.values(), *layout.phrases.values())}
    found = []
    for at, (arrow, route) in enumerate(zip(layout.arrows, ways(layout), strict=True)):
        joined = (layout.phrases[arrow.joint], layout.concepts[arrow.object or arrow.subject])
        if runs_through(route, boxes, but=[edges(box) for box in joined]):
            found.append(at)
    return found


def edges(box: Box) -> Rectangle:
    """The left, top, right and bottom of a box."""
    half, high = box.width / 2, box.height / 2
    return box.x - half, box.y - high, box.x + half, box.y + high


def _concept(label: str, *, focus: bool) -> Box:
    """A concept's box without a place; the focus is larger and bold."""
    size = FOCUS_SIZE if focus else CONCEPT_SIZE
    text = lines(label, size, _WIDEST * size / CONCEPT_SIZE, bold=focus)
    wide = max(width(line, size, bold=focus) for line in text) + 2 * _PADDING[0] + MARK
    high = len(text) * size * LEADING + 2 * _PADDING[1] * (_STATELY if focus else 1)
    return Box(0, 0, round(wide, 1), round(high, 1), text, size)


def _broader(box: Box, broad: float) -> Box:
    """A box that is so broad at least: many arrows meet below the focus."""
    return box._replace(width=max(box.width, broad))


def _phrase(phrase: str) -> Box:
    text = lines(phrase, PHRASE_SIZE, _WIDEST_PHRASE)
    if len(text) > 1:
        # A little wider is better than one line more.
        wider = lines(phrase, PHRASE_SIZE, _WIDER_PHRASE)
        text = wider if len(wider) < len(text) else text
    wide = max(width(line, PHRASE_SIZE) for line in text) + 2 * _PHRASE_PADDING[0]
    high = len(text) * PHRASE_SIZE * LEADING + 2 * _PHRASE_PADDING[1]
    return Box(0, 0, round(max(wide, _NARROWEST), 1), round(high, 1), text, PHRASE_SIZE)

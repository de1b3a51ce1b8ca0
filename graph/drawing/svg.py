"""A map as an SVG picture: text that can be selected, searched and read aloud, in an order to read.

Boxes have their definitions and arrows their sentences as titles.  Only shapes, paths and text are
written, nothing that runs or is fetched.
"""

from collections.abc import Iterable, Iterator, Sequence
from math import atan2, cos, hypot, sin
from xml.sax.saxutils import escape

from relatum.graph.drawing.marks import Mark
from relatum.graph.drawing.sheet import (
    BANK,
    BANK_LEADING,
    MARGIN,
    NOTE,
    NOTE_LEADING,
    QUESTION,
    SWATCH,
    TITLE,
    Sheet,
)
from relatum.graph.drawing.style import DASHES, LINE, TEXT, look
from relatum.graph.maps.conceptmap import ConceptMap, Joint, MapConcept, Proposition
from relatum.graph.maps.exercises import Exercise
from relatum.graph.maps.layout import MARK, Arrow, Box, Layout, Point
from relatum.graph.maps.typeface import FAMILIES, LEADING, width

#: The corners of boxes, the lengths of arrowheads, and how far a line goes under its head.
_CORNER, _HEAD, _UNDER = 5.0, 6.5, 4.0
#: From the top of a line of text to its baseline, as a share of the size.
_BASELINE = 0.93


def picture(
    concept_map: ConceptMap,
    layout: Layout,
    page: Sheet,
    *,
    marks: Sequence[Mark] = (),
    inks: Sequence[str] = (),
    fixed: bool = True,
    below: tuple[str, float] = ("", 0.0),
    exercise: Exercise | None = None,
) -> str:
    """The whole picture.

    Args:
        concept_map: the map.
        layout: where everything of it goes.
        page: the page that it is on.
        marks: the numbers on its arrows.
        inks: the colours of its lines, where they are not all the same.
        fixed: whether each line of text is held to its width, so that a viewer without the
            typeface, or one like it, clips nothing.
        below: what else is drawn under the page, and how much room that takes.
        exercise: what students are to add, which is not shown.
    """
    pen, exercise = Pen(fixed=fixed), exercise or Exercise()
    body = [
        *_head(page, pen),
        f'<g transform="translate({page.x} {page.y}) scale({page.scale})">',
        '<g fill="none">',
        *map(_line, layout.arrows, inks or [LINE] * len(layout.arrows)),
        "</g>",
        *_lot(layout, exercise, pen),
        *_boxes(concept_map, layout, pen, exercise),
        *(pen.text((m.text,), m.x, m.y, m.size, fill=TEXT, halo=True) for m in marks),
        "</g>",
        *_foot(page, pen),
        below[0],
    ]
    high = round(page.height + below[1], 2)
    title = f"{concept_map.title}: concept map"
    words = concept_map.question if exercise != Exercise() else described(concept_map)
    return framed(page.width, high, title, body, words)


def framed(wide: float, high: float, title: str, body: Iterable[str], words: str = "") -> str:
    """A picture of a size around what is drawn in it.

    Args:
        wide: its width in points.
        high: its height.
        title: what it is called.
        body: what is drawn.
        words: what it shows, in words.
    """
    described_by = f'<desc id="desc">{plain(words)}</desc>\n' if words else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide}pt" height="{high}pt" '
        f'viewBox="0 0 {wide} {high}" role="img" '
        f'aria-labelledby="title{" desc" if words else ""}" '
        f'lang="en" font-family="{FAMILIES}" fill="{TEXT}">\n'
        f'<title id="title">{plain(title)}</title>\n{described_by}'
        f'<rect width="{wide}" height="{high}" fill="#ffffff"/>\n'
        + "\n".join(filter(None, body))
        + "\n</svg>\n"
    )


def described(concept_map: ConceptMap) -> str:
    """What a map says, in words: its question and its propositions as sentences.

    Args:
        concept_map: the map.
    """
    said = [f"{sentence(concept_map, link)}." for link in concept_map.propositions]
    return " ".join([concept_map.question, *said])


def sentence(concept_map: ConceptMap, link: Proposition) -> str:
    """A proposition as it is read: concept, linking phrase, concept.

    Args:
        concept_map: the map that it is on.
        link: the proposition.
    """
    labels = concept_map.labels
    return f"{labels[link.subject]} {link.phrase} {labels[link.object]}"


class Pen:
    """Writes text; `fixed` holds each line to its width."""

    def __init__(self, *, fixed: bool) -> None:
        """Takes whether lines are held to their widths."""
        self.fixed = fixed

    def text(
        self,
        rows: tuple[str, ...],
        x: float,
        top: float,
        size: float,
        *,
        anchor: str = "middle",
        bold: bool = False,
        fill: str = "",
        leading: float = LEADING,
        halo: bool = False,
    ) -> str:
        """Rows of text under each other, the first with its top at a height.

        Args:
            rows: the lines.
            x: where they begin, or their middle.
            top: the top of the first.
            size: the size of the letters.
            anchor: `start`, `middle` or `end`.
            bold: whether they are bold.
            fill: their colour, where it is not that of all text.
            leading: from line to line, as a share of the size.
            halo: whether they stand on white, so that a line behind does not disturb.
        """
        spans = []
        for at, row in enumerate(rows):
            y = top + (at * leading + _BASELINE) * size
            held = f' textLength="{width(row, size, bold=bold)}"' if self.fixed and row else ""
            glyphs = ' lengthAdjust="spacingAndGlyphs"' if held else ""
            spans.append(f'<tspan x="{x:.2f}" y="{y:.2f}"{held}{glyphs}>{plain(row)}</tspan>')
        weight = ' font-weight="bold"' if bold else ""
        colour = f' fill="{fill}"' if fill else ""
        if halo:
            colour += ' stroke="#ffffff" stroke-width="2.5" paint-order="stroke"'
        return (
            f'<text font-size="{size:g}" text-anchor="{anchor}"{weight}{colour}>'
            f"{''.join(spans)}</text>"
        )


def _head(page: Sheet, pen: Pen) -> Iterator[str]:
    left = MARGIN
    yield pen.text((page.title,), left, left - 4, TITLE, anchor="start", bold=True)
    yield pen.text(
        page.question, left, left + TITLE + 3, QUESTION, anchor="start", fill=LINE, leading=1.25
    )


def _foot(page: Sheet, pen: Pen) -> Iterator[str]:
    for entry in page.legend:
        middle = entry.y
        if entry.kind:
            shade = look(entry.name)
            yield (
                f'<rect x="{entry.x}" y="{middle - 6:.2f}" width="{SWATCH}" height="12" rx="3" '
                f'fill="{shade.fill}" stroke="{shade.ink}"/>'
            )
            yield _mark(entry.name, entry.x + 4.5, middle - 4.5)
        else:
            dashes = "" if entry.ink else _dashes(entry.name)
            yield (
                f'<path d="M{entry.x} {middle}h{SWATCH}" stroke="{entry.ink or LINE}" '
                f'stroke-width="1.2" stroke-linecap="round"{dashes}/>'
            )
        yield pen.text((entry.name,), entry.x + SWATCH + 5, middle - 5.2, NOTE, anchor="start")
    for at, words in enumerate(page.bank):
        yield pen.text((words,), MARGIN, page.bank_at + at * BANK_LEADING, BANK, anchor="start")
    for at, note in enumerate(page.notes):
        top = page.notes_at + at * NOTE_LEADING - NOTE * _BASELINE
        yield pen.text((note,), MARGIN, top, NOTE, anchor="start", fill=LINE)


def _lot(layout: Layout, exercise: Exercise, pen: Pen) -> Iterator[str]:
    """The frame of a parking lot, and what is to be done with it."""
    if exercise.lot:
        high = layout.height - exercise.lot
        yield (
            f'<rect x="0" y="{exercise.lot:.2f}" width="{layout.width}" height="{high:.2f}" '
            f'rx="8" fill="none" stroke="{LINE}" stroke-dasharray="{DASHES["hedged"]}"/>'
        )
        yield pen.text(
            ("Place these as well, and write your own links",), 12, exercise.lot + 8, 10.5,
            anchor="start", bold=True,
        )  # fmt: skip


def _boxes(concept_map: ConceptMap, layout: Layout, pen: Pen, exercise: Exercise) -> Iterator[str]:
    """Boxes from the top down, each followed by the phrases that begin at it."""
    joints: dict[str, list[Joint]] = {}
    for joint in concept_map.joints():
        joints.setdefault(joint.subjects[0], []).append(joint)

    def place(concept: MapConcept) -> tuple[float, float]:
        return layout.concepts[concept.key].y, layout.concepts[concept.key].x

    for concept in sorted(concept_map.concepts, key=place):
        box = layout.concepts[concept.key]
        if concept.key in exercise.concepts:
            yield _blank(concept, box)
        else:
            yield _box(concept, box, concept_map, pen)
        for joint in sorted(joints.get(concept.key, ()), key=lambda one: layout.phrases[one.key].x):
            box = layout.phrases[joint.key]
            if joint.key in exercise.phrases:
                yield _gap(box)
                continue
            said = "; ".join(sentence(concept_map, link) for link in joint.links)
            top = box.y - len(box.lines) * box.size * LEADING / 2
            text = pen.text(box.lines, box.x, top, box.size)
            hidden = exercise.concepts & {*joint.subjects, *joint.objects}
            yield f"<g>{'' if hidden else f'<title>{plain(said)}</title>'}{text}</g>"


def _box(concept: MapConcept, box: Box, concept_map: ConceptMap, pen: Pen) -> str:
    shade, focus = look(concept.kind), concept.key in concept_map.focus
    left, top = box.x - box.width / 2, box.y - box.height / 2
    wide = max(width(line, box.size, bold=focus) for line in box.lines)
    # People and works have square corners: they are not ideas.
    corner = 0 if concept.kind in ("theorist", "work") else _CORNER
    text_top = box.y - len(box.lines) * box.size * LEADING / 2
    return (
        f"<g><title>{plain(concept.label)} ({plain(concept.kind)})</title>"
        f"<desc>{plain(concept.definition)}</desc>"
        f'<rect x="{left:.2f}" y="{top:.2f}" width="{box.width}" height="{box.height}" '
        f'rx="{corner}" fill="{shade.fill}" stroke="{shade.ink}" '
        f'stroke-width="{2.2 if focus else 1}"/>'
        f"{_mark(concept.kind, box.x - (wide + MARK) / 2 - 1.5, box.y - 4.5)}"
        f"{pen.text(box.lines, box.x + MARK / 2, text_top, box.size, bold=focus)}</g>"
    )


def _blank(concept: MapConcept, box: Box) -> str:
    """A box to write into; its mark tells the kind."""
    shade, left, top = look(concept.kind), box.x - box.width / 2, box.y - box.height / 2
    return (
        f"<g><title>to fill in ({plain(concept.kind)})</title>"
        f'<rect x="{left:.2f}" y="{top:.2f}" width="{box.width}" height="{box.height}" '
        f'rx="{_CORNER}" fill="#ffffff" stroke="{shade.ink}" stroke-dasharray="4 2"/>'
        f"{_mark(concept.kind, left + 4.5, box.y - 4.5)}</g>"
    )


def _gap(box: Box) -> str:
    """A frame to write a linking phrase in: its arrows reach it, as they reach the phrase."""
    left, top = box.x - box.width / 2, box.y - box.height / 2
    return (
        f"<g><title>to fill in</title>"
        f'<rect x="{left:.2f}" y="{top:.2f}" width="{box.width}" height="{box.height}" '
        f'fill="#ffffff" stroke="{LINE}" stroke-width=".6" stroke-dasharray="1.5 2"/></g>'
    )


def _mark(kind: str, x: float, y: float) -> str:
    shade = look(kind)
    drawn = (
        f'fill="{shade.ink}"' if shade.solid else f'fill="none" stroke="{shade.ink}" '
        'stroke-width="1.2"'
    )  # fmt: skip
    return f'<path transform="translate({x:.2f} {y:.2f}) scale(.9)" d="{shade.mark}" {drawn}/>'


def _line(arrow: Arrow, ink: str) -> str:
    """A line, and its head where it leads to a concept."""
    route = list(arrow.route)
    drawn = f'stroke="{ink}" stroke-linecap="round"{_dashes(arrow.certainty)}'
    if not arrow.object:
        return f'<path d="{_path(route)}" {drawn}/>'
    tip, back = route[-1], next((p for p in reversed(route[:-1]) if p != route[-1]), route[0])
    bearing = atan2(tip[1] - back[1], tip[0] - back[0])
    under = min(_UNDER, hypot(tip[0] - back[0], tip[1] - back[1]) / 2)
    route[-1] = (tip[0] - under * cos(bearing), tip[1] - under * sin(bearing))
    sides = [
        (tip[0] - _HEAD * cos(bearing + turn), tip[1] - _HEAD * sin(bearing + turn))
        for turn in (0.38, -0.38)
    ]
    head = "L".join(f"{x:.2f} {y:.2f}" for x, y in (tip, *sides))
    return f'<path d="{_path(route)}" {drawn}/><path d="M{head}Z" fill="{ink}"/>'


def _path(route: list[Point]) -> str:
    start, *rest = [f"{x:.2f} {y:.2f}" for x, y in route]
    return f"M{start}C{' '.join(rest)}"


def _dashes(certainty: str) -> str:
    dashes = DASHES[certainty]
    return f' stroke-dasharray="{dashes}"' if dashes else ""


def plain(text: str) -> str:
    """Text that XML takes: escaped, and without the signs that it does not allow.

    Args:
        text: any text.
    """
    return escape("".join(c if c.isprintable() else " " for c in text), {'"': "&quot;"})

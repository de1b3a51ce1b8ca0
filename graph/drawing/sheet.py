"""A map on its page: how large it is drawn, and what stands above and below it.

Sizes are in points.  Title and focus question stand above the map, the legend and the source below.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from relatum.graph.drawing.origins import lettered, origins
from relatum.graph.drawing.style import LINE
from relatum.graph.maps.conceptmap import ConceptMap
from relatum.graph.maps.layout import LARGEST, Frame, Layout
from relatum.graph.maps.typeface import lines, width
from relatum.graph.terms import CERTAINTIES

#: Pages by name, lying: width and height. A slide has the shape of most projectors.
SIZES = {
    "a4": (841.89, 595.28),
    "a3": (1190.55, 841.89),
    "letter": (792.0, 612.0),
    "slide": (960.0, 540.0),
}
#: Sizes of letters: title, focus question, and what stands below.
TITLE, QUESTION, NOTE = 18.0, 11.5, 9.0
#: Free space at the edges of a page, and between its parts.
MARGIN, GAP = 28.0, 8.0
#: From line to line of the notes and of the legend; the widths of a swatch and of a space.
NOTE_LEADING, LEGEND_LEADING, SWATCH, SPACE = 11.5, 15.0, 18.0, 14.0
#: The letters of a word bank, and from line to line.
BANK, BANK_LEADING = 10.0, 14.0
#: What is kept free for title and question, and for two lines each of legend and source, and a
#: word bank of three.
_HEAD, _FOOT, _BANK = 48.0, 74.0, 44.0

LICENCE = "Claims: Relatum, CC BY 4.0, the Relatum founders."


class Entry(NamedTuple):
    """An entry of the legend: a kind, a certainty or a source, and where its text begins.

    `ink` is that of a source's lines; it is empty for anything else.
    """

    name: str
    kind: bool
    x: float
    y: float
    ink: str = ""


class Sheet(NamedTuple):
    """A page with a map on it.

    The map is drawn `scale` times as large, its top left at `x` and `y`.
    """

    width: float
    height: float
    scale: float
    x: float
    y: float
    title: str
    question: tuple[str, ...]
    legend: tuple[Entry, ...]
    notes: tuple[str, ...]
    notes_at: float
    bank: tuple[str, ...]
    bank_at: float


def frames(size: str, *, bank: bool = False) -> tuple[Frame, ...]:
    """What a page leaves for a map, lying and, but for a slide, standing.

    Args:
        size: the name of a page in `SIZES`.
        bank: whether room is kept for a word bank.
    """
    wide, high = SIZES[size]
    pages = [(wide, high)] if size == "slide" else [(wide, high), (high, wide)]
    used = 2 * MARGIN + _HEAD + _FOOT + (_BANK if bank else 0.0)
    return tuple(Frame(w - 2 * MARGIN, h - used) for w, h in pages)


def sheet(
    concept_map: ConceptMap,
    layout: Layout,
    *,
    size: str = "a4",
    words: Sequence[str] = (),
    by_source: bool = False,
) -> Sheet:
    """A map on a page, lying or standing as it suits the map.

    Args:
        concept_map: the map.
        layout: where everything of it goes.
        size: the name of a page in `SIZES`.
        words: a word bank to stand below the map.
        by_source: whether the legend explains the sources of the arrows.
    """
    options = frames(size, bank=bool(words))
    best = max(range(len(options)), key=lambda at: options[at].scale(layout.width, layout.height))
    wide, high = SIZES[size] if best == 0 else SIZES[size][::-1]
    room = wide - 2 * MARGIN
    question = lines(concept_map.question, QUESTION, room)
    top = MARGIN + TITLE + 5 + len(question) * QUESTION * 1.25 + GAP
    notes = tuple(line for note in _notes(concept_map) for line in lines(note, NOTE, room))
    notes_at = high - MARGIN - (len(notes) - 1) * NOTE_LEADING
    entries = legend(concept_map, room, by_source=by_source)
    rows = max((entry.y for entry in entries), default=0.0) + LEGEND_LEADING + 3
    legend_at = notes_at - NOTE_LEADING - rows
    whole = (word.replace(" ", "\N{NO-BREAK SPACE}") for word in words)
    bank = lines("Words: " + " \N{BULLET} ".join(whole), BANK, room) if words else ()
    bank_at = legend_at - GAP - len(bank) * BANK_LEADING
    free = Frame(room, bank_at - GAP - top)
    scale = min(free.scale(layout.width, layout.height), LARGEST)
    return Sheet(
        wide,
        high,
        round(scale, 4),
        round(MARGIN + (room - layout.width * scale) / 2, 2),
        round(top + (free.height - layout.height * scale) / 2, 2),
        concept_map.title,
        question,
        tuple(e._replace(x=e.x + MARGIN, y=round(e.y + legend_at + 9, 2)) for e in entries),
        notes,
        round(notes_at, 2),
        bank,
        round(bank_at, 2),
    )


def legend(concept_map: ConceptMap, room: float, *, by_source: bool = False) -> list[Entry]:
    """What the legend explains: the kinds that are used, and lines that are not plain.

    Args:
        concept_map: the map.
        room: how wide a row may be.
        by_source: whether it explains the sources of the arrows.
    """
    kinds = sorted({concept.kind for concept in concept_map.concepts})
    grades = {link.certainty for link in concept_map.propositions}
    shown = [grade for grade in CERTAINTIES if grade in grades] if grades != {"stated"} else []
    names = [*((kind, True, "") for kind in kinds), *((grade, False, "") for grade in shown)]
    return list(_flowing([*names, *(_origins(concept_map) if by_source else ())], room))


def _origins(concept_map: ConceptMap) -> Iterable[tuple[str, bool, str]]:
    """The sources with their letters and inks, and what the lines of several look like."""
    known = origins(concept_map)
    yield from ((f"{one.letter}: {one.key}", False, one.ink) for one in known.values())
    several = {letters for letters in lettered(concept_map).values() if len(letters) > 1}
    if several:
        yield f"{', '.join(sorted(several))}: said by each of them", False, LINE


def _flowing(names: Sequence[tuple[str, bool, str]], room: float) -> Iterable[Entry]:
    """The entries one after the other, in as many rows as it takes."""
    x = y = 0.0
    for name, kind, ink in names:
        wide = SWATCH + 5 + width(name, NOTE)
        if x and x + wide > room:
            x, y = 0.0, y + LEGEND_LEADING
        yield Entry(name, kind, round(x, 2), y, ink)
        x += wide + SPACE


def _notes(concept_map: ConceptMap) -> list[str]:
    references = list(concept_map.sources.values())
    said = "Source: " if len(references) == 1 else "Sources: "
    return [said + " ".join(references), LICENCE] if references else [LICENCE]

"""The passages behind a map, as a numbered list: what each arrow says and where it is said."""

from collections.abc import Iterator, Sequence

from relatum.graph.drawing.sheet import MARGIN, Sheet
from relatum.graph.drawing.svg import Pen, framed, sentence
from relatum.graph.maps.conceptmap import ConceptMap, Evidence, Proposition
from relatum.graph.maps.typeface import lines, width

#: The size of letters, from line to line, between entries; how wide a column is at least.
SIZE, LEADING, BETWEEN, COLUMN = 9.0, 11.5, 3.0, 230.0
_GUTTER, _NUMBER = 18.0, 18.0


def entries(concept_map: ConceptMap) -> list[str]:
    """The propositions as sentences with their passages, in the order of their numbers.

    Args:
        concept_map: the map.
    """
    many = len(concept_map.sources) > 1
    said = [(sentence(concept_map, link), link) for link in concept_map.propositions]
    return [f"{words[:1].upper()}{words[1:]}. {passages(link, many=many)}" for words, link in said]


def passages(link: Proposition, *, many: bool) -> str:
    """Where a proposition is said: numbers, key phrases, and how surely.

    Args:
        link: the proposition.
        many: whether the sources are named, since there are several.
    """
    return "; ".join(dict.fromkeys(_passage(evidence, many) for evidence in link.evidence))


def pages(concept_map: ConceptMap, page: Sheet) -> list[str]:
    """The list on pages as large as that of the map, each an SVG picture.

    Args:
        concept_map: the map.
        page: the page of the map.
    """
    columns = list(_columns(concept_map, page.width, page.height - 2 * MARGIN - 2 * LEADING))
    fit = _fit(page.width)
    return [
        framed(
            page.width,
            page.height,
            "Passages",
            _drawn(columns[at : at + fit], page.width, MARGIN),
        )
        for at in range(0, len(columns), fit)
    ]


def below(concept_map: ConceptMap, page: Sheet) -> tuple[str, float]:
    """The list as a part of the map's own picture, below it, and how high it is.

    Args:
        concept_map: the map.
        page: the page of the map.
    """
    whole = [row for column in _columns(concept_map, page.width, 1e9) for row in column]
    high = len(whole) * LEADING / _fit(page.width) + 6 * LEADING
    columns = list(_columns(concept_map, page.width, high))
    used = max(len(column) for column in columns) * LEADING + 2 * LEADING
    return "\n".join(_drawn(columns, page.width, page.height - MARGIN / 2)), used + MARGIN


def _passage(evidence: Evidence, many: bool) -> str:
    source = f"{evidence.source} " if many else ""
    sure = "" if evidence.certainty == "stated" else f", {evidence.certainty}"
    said = f" \N{LEFT DOUBLE QUOTATION MARK}{evidence.quote}\N{RIGHT DOUBLE QUOTATION MARK}"
    return f"[{source}{evidence.at}{sure}]{said if evidence.quote else f' {evidence.statement}'}"


def _fit(wide: float) -> int:
    return max(1, int((wide - 2 * MARGIN + _GUTTER) / (COLUMN + _GUTTER)))


def _columns(concept_map: ConceptMap, wide: float, high: float) -> Iterator[list[tuple[str, str]]]:
    """Columns of lines, each with the number that it begins with; an entry stays together."""
    room = (wide - 2 * MARGIN + _GUTTER) / _fit(wide) - _GUTTER - _NUMBER
    column: list[tuple[str, str]] = []
    for number, entry in enumerate(entries(concept_map), 1):
        rows = [(str(number) if not at else "", row) for at, row in enumerate(_rows(entry, room))]
        if column and (len(column) + len(rows)) * LEADING > high:
            yield column
            column = []
        column += rows
    yield column


def _rows(entry: str, room: float) -> Sequence[str]:
    """The lines of an entry, filled and not evened, as in a text."""
    rows = [""]
    for word in entry.split():
        longer = f"{rows[-1]} {word}".strip()
        if width(longer, SIZE) > room and rows[-1]:
            rows.append(word)
        else:
            rows[-1] = longer
    return [part for row in rows for part in lines(row, SIZE, room)]


def _drawn(columns: Sequence[Sequence[tuple[str, str]]], wide: float, top: float) -> list[str]:
    pen = Pen(fixed=True)
    step = (wide - 2 * MARGIN + _GUTTER) / _fit(wide)
    drawn = [pen.text(("Passages",), MARGIN, top, SIZE + 2, anchor="start", bold=True)]
    for at, column in enumerate(columns):
        x = MARGIN + at * step
        for row, (number, text) in enumerate(column):
            y = top + (row + 1.6) * LEADING
            if number:
                drawn.append(pen.text((number,), x + _NUMBER - 5, y, SIZE, anchor="end"))
            drawn.append(pen.text((text,), x + _NUMBER, y, SIZE, anchor="start"))
    return drawn

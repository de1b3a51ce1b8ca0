"""PDF to blocks, through pdfminer.six: columns, running headers, headings, footnotes.

A PDF has no paragraphs, only lines at places.  What belongs together is seen by where a
line begins and ends, how far it is from the one above, and how large its letters are.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import pairwise
from statistics import median
from typing import Any

from relatum.graph.errors import RelatumError
from relatum.graph.texts.blocks import LONGEST_TEXT, Block, Extract
from relatum.graph.texts.lines import Hyphens, looks_like_heading, running_lines, shape_of
from relatum.graph.texts.references import is_heading, looks_like_entry

#: More pages than an article has, and than most books have.
MOST_PAGES = 1500
_NOTE = re.compile(r"(?:\d{1,2}|[*†‡§])[.)]?\s*\S")


@dataclass(slots=True)
class Line:
    """A line of a page; places count from the bottom left corner, in points."""

    text: str
    page: int
    x0: float
    x1: float
    top: float
    size: float
    bold: bool
    height: float = 1.0
    column: int = 0


def read_pdf(data: bytes, name: str) -> Extract:
    """The blocks of a PDF.

    Raises:
        RelatumError: it is no PDF, is locked, or has pictures of pages and no text.
    """
    pages = [_in_order(page) for page in _without_running(list(_pages(data, name)))]
    lines = [line for page in pages for line in page]
    if not lines:
        raise RelatumError(
            f"'{name}' has no text, only pictures of pages; run text recognition (OCR) on it first"
        )
    return Extract(_blocks(lines))


def _pages(data: bytes, name: str) -> Iterator[list[Line]]:
    """The lines of each page, as pdfminer finds them."""
    from pdfminer.high_level import extract_pages
    from pdfminer.layout import LAParams
    from pdfminer.pdfdocument import PDFPasswordIncorrect
    from pdfminer.pdfexceptions import PDFException
    from pdfminer.psexceptions import PSException

    length = 0
    try:
        for number, page in enumerate(extract_pages(BytesIO(data), laparams=LAParams()), 1):
            lines = list(_lines(page, number, page.height))
            length += sum(len(line.text) for line in lines)
            if number > MOST_PAGES or length > LONGEST_TEXT:
                raise RelatumError(f"'{name}' is longer than an article; split it into its parts")
            yield lines
    except PDFPasswordIncorrect:
        raise RelatumError(f"'{name}' is locked by a password; save it without one") from None
    except (PDFException, PSException, ValueError, KeyError, TypeError, AttributeError,
            IndexError, OverflowError, AssertionError, RecursionError) as error:  # fmt: skip
        said = " ".join(str(error).split())[:100] or type(error).__name__
        raise RelatumError(f"'{name}' is not a PDF that can be read: {said}") from None


def _lines(container: Any, number: int, height: float) -> Iterator[Line]:
    from pdfminer.layout import LTChar, LTTextContainer, LTTextLine

    for element in container:
        if isinstance(element, LTTextLine):
            letters = [c for c in element if isinstance(c, LTChar) and c.get_text().strip()]
            text = " ".join(element.get_text().replace("\u00ad", "-").split())
            if not letters or not text:
                continue
            size = round(median(c.size for c in letters), 1)
            bold = sum("bold" in c.fontname.casefold() for c in letters) > len(letters) / 2
            yield Line(text, number, element.x0, element.x1, element.y1, size, bold, height)
        elif isinstance(element, LTTextContainer):
            yield from _lines(element, number, height)


def _without_running(pages: list[list[Line]]) -> list[list[Line]]:
    """Pages without headers, footers and page numbers."""
    if len(pages) < 2:
        return [
            [x for x in page if not (_is_edge(x) and shape_of(x.text) == "#")] for page in pages
        ]
    running = running_lines([[x.text for x in page if _is_edge(x)] for page in pages])
    return [
        [x for x in page if not (_is_edge(x) and shape_of(x.text) in running)] for page in pages
    ]


def _is_edge(line: Line) -> bool:
    """Whether a line stands where headers and footers are."""
    return line.top > line.height * 0.9 or line.top < line.height * 0.1


def _in_order(page: list[Line]) -> list[Line]:
    """The lines of a page as they are read: column after column between full-width lines."""
    if not page:
        return []
    left, right = min(x.x0 for x in page), max(x.x1 for x in page)
    middle = (left + right) / 2
    on_left = [x for x in page if x.x1 <= middle + 2]
    on_right = [x for x in page if x.x0 >= middle - 2]
    ordered = sorted(page, key=lambda x: (-x.top, x.x0))
    if min(len(on_left), len(on_right)) < max(3, len(page) * 0.2):
        return ordered
    bands: list[list[Line]] = [[]]
    for line in ordered:
        if line.x1 <= middle + 2:
            bands[-1].append(line)
        elif line.x0 >= middle - 2:
            line.column = 1
            bands[-1].append(line)
        else:
            bands += [[line], []]
    return [x for band in bands for x in sorted(band, key=lambda x: (x.column, -x.top))]


def _blocks(lines: Sequence[Line]) -> list[Block]:
    """Paragraphs, headings and notes out of lines in reading order."""
    body = _usual(lines)
    hyphens = Hyphens("\n".join(line.text for line in lines))
    notes = _note_lines(lines, body)
    text = [x for i, x in enumerate(lines) if i not in notes]
    blocks = [
        Block(hyphens.join(x.text for x in part), _kind(part, body), f"page {part[0].page}")
        for part in _parts(text, body)
    ]
    apart = [
        Block(hyphens.join(x.text for x in part), "note", f"page {part[0].page}")
        for part in _note_parts([lines[i] for i in sorted(notes)])
    ]
    return [b for b in blocks if b.text] + apart


def _usual(lines: Sequence[Line]) -> float:
    """The size of the letters of most of the text."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[line.size] += len(line.text)
    return sizes.most_common(1)[0][0]


def _note_lines(lines: Sequence[Line], body: float) -> set[int]:
    """Which lines are footnotes: small letters at the foot of a column, begun by a mark."""
    notes: set[int] = set()
    groups: dict[tuple[int, int], list[int]] = {}
    for index, line in enumerate(lines):
        groups.setdefault((line.page, line.column), []).append(index)
    for group in groups.values():
        foot = []
        for index in reversed(group):
            if lines[index].size > body * 0.93:
                break
            foot.append(index)
        foot.reverse()
        while foot and not _NOTE.match(lines[foot[0]].text):
            foot.pop(0)
        if foot and len(foot) < len(group) and lines[foot[0]].top < lines[foot[0]].height * 0.6:
            notes.update(foot)
    return notes


def _note_parts(lines: Sequence[Line]) -> list[list[Line]]:
    parts: list[list[Line]] = []
    for line in lines:
        if not parts or _NOTE.match(line.text) or parts[-1][-1].page != line.page:
            parts.append([])
        parts[-1].append(line)
    return parts


def _parts(lines: Sequence[Line], body: float) -> list[list[Line]]:
    """Lines that belong together."""
    if not lines:
        return []
    gap = _usual_gap(lines)
    margins = _margins(lines)
    parts = [[lines[0]]]
    in_list = False
    for before, after in pairwise(lines):
        in_list = in_list or is_heading(before.text)
        if _begins(before, after, gap, margins, body, in_list=in_list):
            parts.append([after])
        else:
            parts[-1].append(after)
    return parts


def _usual_gap(lines: Sequence[Line]) -> float:
    """How far lines of a paragraph usually are from each other."""
    gaps = Counter(
        round(a.top - b.top, 1)
        for a, b in pairwise(lines)
        if a.page == b.page and a.column == b.column and 0 < a.top - b.top < 4 * a.size
    )
    return gaps.most_common(1)[0][0] if gaps else 14.0


def _margins(lines: Sequence[Line]) -> dict[tuple[int, int], tuple[float, float]]:
    """Where most lines of each column begin and where the longest ends."""
    columns: dict[tuple[int, int], list[Line]] = {}
    for line in lines:
        columns.setdefault((line.page, line.column), []).append(line)
    return {
        key: (min(x.x0 for x in group), max(x.x1 for x in group)) for key, group in columns.items()
    }


def _begins(
    before: Line,
    after: Line,
    gap: float,
    margins: dict[tuple[int, int], tuple[float, float]],
    body: float,
    *,
    in_list: bool,
) -> bool:
    """Whether a line begins a paragraph."""
    if abs(before.size - after.size) > 0.6 or before.bold != after.bold:
        # Emphasis inside a paragraph is no beginning.
        plain = before.size == after.size == body
        return not plain or _is_headline(before, body) or _is_headline(after, body)
    left = margins[after.page, after.column][0]
    indented = after.x0 > left + after.size * 0.6
    same = before.page == after.page and before.column == after.column
    if same and before.top - after.top > gap * 1.35:
        return True
    if in_list:
        return looks_like_entry(after.text) if not indented else False
    edge = margins[before.page, before.column][1]
    short = before.x1 < edge - before.size * 2
    ends = bool(re.search(r"[.!?:]['\"’”)\]]*\d{0,3}$", before.text))
    was_indented = before.x0 > margins[before.page, before.column][0] + before.size * 0.6
    if indented and not was_indented:
        return ends
    return short and ends and not after.text[0].islower()


def _is_headline(line: Line, body: float) -> bool:
    return line.size > body * 1.08 or (line.bold and len(line.text) < 90)


def _kind(part: Sequence[Line], body: float) -> str:
    """Heading or paragraph, by the letters."""
    text = " ".join(line.text for line in part)
    if len(text) < 160 and all(_is_headline(line, body) for line in part):
        return "heading"
    return "heading" if len(part) == 1 and looks_like_heading(text) else "paragraph"

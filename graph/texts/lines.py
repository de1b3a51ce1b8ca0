"""Lines as they were set to paragraphs: page headers dropped, words mended, lines joined."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

from relatum.graph.texts.blocks import Block
from relatum.graph.texts.references import is_heading, looks_like_entry

#: First parts that keep their hyphen.
_KEEPS_HYPHEN = re.compile(
    r"self|well|non|ex|half|all|cross|two|three|four|five|six|seven|eight|nine|ten|one"
    r"|first|second|third|fourth|much|ever|so|long|short|high|low|full|part|time|life|post"
    r"|pre|mid|semi|quasi|intra|inter|anti|pro|co|re|de|multi|person|client|child|parent"
    r"|mother|father|body|mind"
)
_ITEM = re.compile(r"\s*(?:\[?\d{1,3}[.)\]]|[-•*–]|\(?[a-z]\))\s+\S")
_PAGE_NUMBER = re.compile(
    r"\W*(?:page|p\.|seite)?\s*(?:\d{1,4}|[ivxlc]{1,7})(?:\s*(?:of|/)\s*\d+)?\W*", re.I
)
_NOTE = re.compile(r"\s*(?:\d{1,2}|[*†‡§])[.)]?\s+[A-Z“‘\"]")


def paragraphs(text: str) -> list[Block]:
    r"""The blocks of a plain text: by empty lines, or line by line where lines are long.

    A form feed begins a page; lines that come again at the edges of pages are dropped.

    >>> [b.text for b in paragraphs("A short atten-\ntion span\nis common.\n\nNext.")]
    ['A short attention span is common.', 'Next.']
    """
    numbered = list(enumerate(without_running_lines(text), 1))
    hyphens = Hyphens(text)
    width = _width([line for _, line in numbered])
    blocks: list[Block] = []
    for chunk in _chunks(numbered):
        for start, lines in _parts(chunk, width):
            joined = hyphens.join(lines)
            blocks.append(Block(joined, _kind(lines, joined), f"line {start}"))
    return _over_pages(blocks, hyphens)


def without_running_lines(text: str) -> list[str]:
    """The lines of a text, with headers, footers and page numbers made empty."""
    pages = [
        page.split("\n") for page in text.replace("\r\n", "\n").replace("\r", "\n").split("\f")
    ]
    if len(pages) > 2:
        running = running_lines([_edges(page) for page in pages])
        pages = [_emptied(page, running) for page in pages]
    return [line for page in pages for line in page]


def running_lines(edges: Sequence[Iterable[str]]) -> set[str]:
    """What stands at the edge of many pages, with numbers made alike.

    Args:
        edges: of each page, the lines at its top and bottom.
    """
    seen = Counter(shape for page in edges for shape in {shape_of(line) for line in page})
    least = max(2, len(edges) * 0.3)
    return {shape for shape, count in seen.items() if shape and count >= least} | {"#"}


def shape_of(line: str) -> str:
    """A line with its numbers made alike: what is the same on every page."""
    if _PAGE_NUMBER.fullmatch(line.strip()) and line.strip():
        return "#"
    return re.sub(r"\d+", "#", " ".join(line.split()).casefold())


class Hyphens:
    """Mends words that were broken at the end of a line.

    The text itself tells: a broken word that stands elsewhere in one piece, or with its
    hyphen, is mended like that; otherwise by its first part.
    """

    def __init__(self, text: str) -> None:
        """Looks for the broken words of a text elsewhere in it."""
        broken = set(re.findall(r"(\w+)[-‐]\s*\n\s*(\w+)", text))
        self.words: set[str] = set()
        if broken:
            self.words = set(re.findall(r"\w+(?:[-‐]\w+)*", text.casefold()))

    def join(self, lines: Iterable[str]) -> str:
        """Lines as one, with the words at their ends mended and white space made single."""
        pieces: list[str] = []
        for line in lines:
            text = " ".join(line.replace("\u00ad", "").split())
            if not text:
                continue
            first = re.match(r"\w+", text)
            last = re.search(r"(\w+)[-‐]$", pieces[-1][-60:]) if pieces else None
            if last and first and first[0][0].islower():
                if not self._keeps(last[1], first[0]):
                    pieces[-1] = pieces[-1][:-1]
                pieces.append(text)
            else:
                pieces += [" ", text] if pieces else [text]
        return "".join(pieces)

    def _keeps(self, left: str, right: str) -> bool:
        """Whether a hyphen is part of the word."""
        one = (left + right).casefold()
        if one in self.words:
            return False
        if f"{left}-{right}".casefold() in self.words:
            return True
        return bool(_KEEPS_HYPHEN.fullmatch(left.casefold()))


def _edges(page: list[str]) -> list[str]:
    """The first two and the last two lines of a page that are not empty."""
    full = [line for line in page if line.strip()]
    return full[:2] + full[-2:]


def _emptied(page: list[str], running: set[str]) -> list[str]:
    """The lines of a page, with the running lines at its edges made empty."""
    full = [i for i, line in enumerate(page) if line.strip()]
    dropped = {i for i in (*full[:2], *full[-2:]) if shape_of(page[i]) in running}
    return ["" if i in dropped else line for i, line in enumerate(page)]


def _width(lines: Sequence[str]) -> int:
    """The width to which lines were set, or 0 where each paragraph is one line."""
    lengths = sorted(len(line.rstrip()) for line in lines if line.strip())
    if not lengths:
        return 0
    widest = lengths[int(len(lengths) * 0.98) if len(lengths) > 50 else -1]
    return widest if widest <= 120 else 0


def _chunks(lines: Sequence[tuple[int, str]]) -> list[list[tuple[int, str]]]:
    """Lines between empty lines."""
    chunks: list[list[tuple[int, str]]] = [[]]
    for number, line in lines:
        if line.strip():
            chunks[-1].append((number, line))
        elif chunks[-1]:
            chunks.append([])
    return [chunk for chunk in chunks if chunk]


def _parts(chunk: list[tuple[int, str]], width: int) -> list[tuple[int, list[str]]]:
    """The paragraphs of a chunk, each with the number of its first line."""
    parts = [(chunk[0][0], [chunk[0][1]])]
    entries = sum(looks_like_entry(line) for _, line in chunk) > 1
    indents = [len(line) - len(line.lstrip()) for _, line in chunk]
    for (before, after), (left, right) in zip(pairwise(chunk), pairwise(indents), strict=True):
        number, line = after
        begins = (
            not width
            or bool(_ITEM.match(line))
            or (entries and looks_like_entry(line) and right <= left)
            or (not entries and right > left + 1 and _ends(before[1], width))
            or is_heading(before[1])
        )
        if begins:
            parts.append((number, [line]))
        else:
            parts[-1][1].append(line)
    return parts


def _ends(line: str, width: int) -> bool:
    """Whether a line may be the last of its paragraph."""
    return (
        line.rstrip().endswith((".", "!", "?", "”", '"', "’", ":", ")")) or len(line) < width * 0.7
    )


def _kind(lines: Sequence[str], text: str) -> str:
    """Heading, note or paragraph, by how a block looks."""
    if len(lines) == 1 and looks_like_heading(text):
        return "heading"
    return "paragraph"


def looks_like_heading(text: str) -> bool:
    """Whether a line that stands alone is a heading: short, without a stop, in title case.

    >>> looks_like_heading("The Nature of Contact"), looks_like_heading("It rained all day.")
    (True, False)
    """
    if is_heading(text):
        return True
    words = re.findall(r"[^\W\d_][\w’'-]*", text)
    if not 1 <= len(words) <= 12 or len(text) > 90 or text.rstrip().endswith((".", ",", ";", ":")):
        return False
    if re.search(r"\d{4}", text) or not re.match(
        r"(?:\d+(?:\.\d+)*\.?\s+|[IVX]+\.\s+)?[A-Z“‘]", text
    ):
        return False
    if text.isupper():
        return True
    long = [word for word in words if len(word) > 3]
    return bool(long) and (
        all(word[0].isupper() for word in long) or bool(re.match(r"\d+(?:\.\d+)*\.?\s", text))
    )


def _over_pages(blocks: list[Block], hyphens: Hyphens) -> list[Block]:
    """Joins a paragraph that a page break has cut in two."""
    joined: list[Block] = []
    for block in blocks:
        if (
            joined
            and joined[-1].kind == block.kind == "paragraph"
            and block.text[0].islower()
            and re.search(r"[\w,;’-]$", joined[-1].text)
            and len(joined[-1].text) > 60
        ):
            last = joined.pop()
            block = Block(hyphens.join([last.text, block.text]), last.kind, last.place)
        joined.append(block)
    return joined

"""Blocks of an article to numbered paragraphs, sentences and references."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from relatum.graph.texts.blocks import Block, Extract
from relatum.graph.texts.references import Entry, entries, is_heading, where
from relatum.graph.texts.sentences import sentences

_MOST_HEADING_WORDS = 6


@dataclass(slots=True)
class Numbered:
    """An article with its numbers.

    Attributes:
        paragraphs: of each paragraph, where it begins in the file, and its sentences.
        headings: the heading that stands before a paragraph, by the paragraph's number.
        references: the entries of the reference list.
        notes: footnotes and endnotes, which have no numbers in the graph.
        after: what follows the reference list.
        title: of the article, where one was found.
    """

    paragraphs: list[tuple[str, list[str]]] = field(default_factory=list)
    headings: dict[int, str] = field(default_factory=dict)
    references: list[Entry] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    after: list[str] = field(default_factory=list)
    title: str = ""

    def sentences(self) -> dict[str, str]:
        """The sentences by their numbers, such as 2.1, without the references."""
        return {
            f"{p}.{s}": text
            for p, (_, texts) in enumerate(self.paragraphs, 1)
            for s, text in enumerate(texts, 1)
        }

    def anchored(self) -> dict[str, str]:
        """All that is numbered: the sentences, and the references as ref.1, ref.2, ..."""
        return self.sentences() | {f"ref.{e.number}": e.text for e in self.references}

    def text(self) -> str:
        """The numbered text, as `copies.numbered` reads it."""
        return "\n".join(self._lines()) + "\n"

    def _lines(self) -> Iterator[str]:
        for number, (place, texts) in enumerate(self.paragraphs, 1):
            if number in self.headings:
                yield from (f"# {self.headings[number]}", "")
            yield f"P{number} (source {place})"
            yield from (f"  [{number},{s}] {text}" for s, text in enumerate(texts, 1))
            yield ""
        if self.references:
            yield "References"
            yield from (f"  [ref,{entry.number}] {entry.text}" for entry in self.references)
            yield ""
        for heading, texts in (("Notes", self.notes), ("After the references", self.after)):
            if texts:
                yield heading
                yield from (f"  - {text}" for text in texts)
                yield ""
        counts = f"paragraphs={len(self.paragraphs)} sentences={len(self.sentences())}"
        yield counts + (f" references={len(self.references)}" if self.references else "")


def number(extract: Extract) -> Numbered:
    """The numbered text of an article."""
    blocks = [block for block in extract.blocks if block.kind != "note"]
    start, end = where([b.text for b in blocks], [b.kind == "heading" for b in blocks])
    made = Numbered(title=extract.title)
    made.notes = [block.text for block in extract.blocks if block.kind == "note"]
    made.after = [block.text for block in blocks[end:]]
    listed = [b.text for b in blocks[start:end] if not is_heading(b.text)]
    made.references = entries(listed)
    _number_body(made, blocks[:start])
    return made


def _number_body(made: Numbered, blocks: Sequence[Block]) -> None:
    headings: list[str] = []
    for block in blocks:
        if block.kind == "heading":
            if not made.paragraphs and not headings and not made.title:
                made.title = block.text
            headings.append(block.text)
            continue
        texts = sentences(block.text)
        if not texts:
            continue
        made.paragraphs.append((block.place, texts))
        headings = [heading for heading in headings if heading != made.title]
        if headings:
            made.headings[len(made.paragraphs)] = headings[-1]
        headings = []


def shortened(heading: str) -> str:
    """A heading as the shared files may have it: at most six of its words.

    >>> shortened("The Long and Winding Road That Leads Home")
    'The Long and Winding Road That …'
    """
    words = heading.split()
    if len(words) <= _MOST_HEADING_WORDS:
        return heading
    return " ".join(words[:_MOST_HEADING_WORDS]) + " …"

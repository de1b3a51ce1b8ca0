"""What is read out of an article's file: its paragraphs, headings and notes, in order."""

from dataclasses import dataclass, field

#: No article, and hardly a book, has more text than this, in characters.
LONGEST_TEXT = 8_000_000


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, heading or note.

    Attributes:
        text: in one line.
        kind: paragraph, heading or note.
        place: where in the file it begins, such as `line 12` or `page 3`.
    """

    text: str
    kind: str = "paragraph"
    place: str = ""


@dataclass(slots=True)
class Extract:
    """What a file holds.

    Attributes:
        blocks: the text, in reading order.
        title: as the file's own description has it; often empty.
        authors: likewise.
    """

    blocks: list[Block] = field(default_factory=list)
    title: str = ""
    authors: tuple[str, ...] = ()

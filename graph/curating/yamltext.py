"""Files of claims as text: entries written, put in their place, taken out; the rest untouched.

What a person wrote is never written anew: entries are found by their lines, and text is put
between them or taken from between them.
"""

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from relatum.graph.errors import RelatumError
from relatum.graph.files import Entry, Items, Text, Unreadable, read_text, read_yaml
from relatum.graph.forms import AT
from relatum.graph.model import reading_order

#: What needs no quotation marks in YAML, by a wide margin.
_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9_.’',()/ -]*[A-Za-z0-9.)]|[A-Za-z]|\d+\.\d+")


class Written(NamedTuple):
    """An entry of a file: its fields, and the lines it takes, from 0 to before the last.

    Attributes:
        fields: the fields.
        start: its first line.
        end: the line after its last.
    """

    fields: Entry
    start: int
    end: int

    @property
    def at(self) -> str:
        """The sentence it is about."""
        at = self.fields.get("at")
        return str(at) if isinstance(at, Text) else ""

    def get(self, name: str) -> str:
        """A field that is plain text, or nothing."""
        value = self.fields.get(name)
        return str(value) if isinstance(value, Text) else ""


def load(path: Path) -> tuple[str, list[Written]]:
    """The text of a file of claims and its entries; neither where there is no file.

    Raises:
        RelatumError: it cannot be read; the message names file and line.
    """
    if not path.exists():
        return "", []
    try:
        text = read_text(path)
        if not _lines(text):
            return text, []
        value = read_yaml(path)
    except Unreadable as error:
        raise RelatumError(str(error)) from None
    if not isinstance(value, Items):
        raise RelatumError(f"{path}:1: is not a list of entries (begin each entry with '- ')")
    entries = [item for item in value if isinstance(item, Entry)]
    return text, _placed(text, entries)


def _lines(text: str) -> list[str]:
    """The lines that are neither empty nor remarks."""
    return [
        line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")
    ]


def _placed(text: str, entries: Sequence[Entry]) -> list[Written]:
    lines = text.split("\n")
    placed = []
    for number, entry in enumerate(entries):
        start = entry.line - 1
        while start > 0 and not lines[start].lstrip().startswith("-"):
            start -= 1
        end = entries[number + 1].line - 1 if number + 1 < len(entries) else len(lines)
        while end > start + 1 and (
            not lines[end - 1].strip() or lines[end - 1].lstrip().startswith("#")
        ):
            end -= 1
        placed.append(Written(entry, start, end))
    return placed


def insert(text: str, entries: Sequence[Written], at: str, block: str) -> str:
    """A file's text with an entry more, behind the last that is about the sentence or one before.

    Args:
        text: the file.
        entries: its entries, with their lines.
        at: the sentence that the new entry is about.
        block: the new entry, with a line end.
    """
    lines = text.split("\n")
    newline = "\r\n" if text.count("\r\n") > text.count("\n") / 2 else "\n"
    added = block.rstrip("\n").split("\n")
    known = [entry for entry in entries if AT.fullmatch(entry.at)]
    before = [e for e in known if reading_order(e.at) <= reading_order(at)]
    if before:
        place = before[-1].end
        indent = _indent(lines[before[-1].start])
        gap = [""] if before[-1].at != at else []
        after = [""] if place < len(lines) and lines[place].strip() and gap else []
    elif known:
        place, gap, after = _above(lines, known[0].start), [], [""]
        indent = _indent(lines[known[0].start])
    else:
        place = len(lines) - (lines[-1] == "")
        indent, after = "", []
        gap = [""] if place and lines[place - 1].strip() else []
    added = [indent + line for line in added]
    if place == len(lines):
        after = [*after, ""]
    done = "\n".join([*lines[:place], *gap, *added, *after, *lines[place:]])
    return done if newline == "\n" else re.sub(r"(?<!\r)\n", "\r\n", done)


def _above(lines: Sequence[str], start: int) -> int:
    """The line of the remarks that belong to what begins with a line."""
    while start > 0 and lines[start - 1].lstrip().startswith("#"):
        start -= 1
    return start


def _indent(line: str) -> str:
    return line[: len(line) - len(line.lstrip())]


def entry(fields: Iterable[tuple[str, str | Sequence[str]]]) -> str:
    r"""An entry as text; empty fields are left out.

    >>> print(entry([("at", "2.2"), ("says", "So: yes"), ("cites", ["stern-1985"])]), end="")
    - at: 2.2
      says: "So: yes"
      cites: [stern-1985]
    """
    made = []
    for name, value in fields:
        if value:
            shown = (
                scalar(value) if isinstance(value, str) else f"[{', '.join(map(scalar, value))}]"
            )
            made.append(f"{name}: {shown}")
    return "- " + "\n  ".join(made) + "\n"


def scalar(value: str) -> str:
    """A text as YAML: as it is where that is safe, else in quotation marks."""
    if _PLAIN.fullmatch(value) and "  " not in value:
        return value
    escaped = {'"': '\\"', "\\": "\\\\"}
    shown = (
        escaped.get(c, c if c.isprintable() or c == " " else f"\\U{ord(c):08x}") for c in value
    )
    return f'"{"".join(shown)}"'

"""Answers of queries as tables: to read on a screen, or as comma-separated values."""

import csv
import io
import unicodedata
from collections.abc import Iterable, Sequence
from typing import IO

from click import style

from relatum.graph import terms
from relatum.graph.drawing.window import window_width
from relatum.graph.store import Table

#: How many columns a table has where the window does not say.
WIDTH = 120
#: No column is made narrower than this, however many there are.
_LEAST = 8
#: Unicode's categories of controls, of marks without a form, and of separators of lines.
_HIDDEN = ("Cc", "Cf", "Cs", "Zl", "Zp")


def answers(table: Table) -> str:
    """The answers of a named query as people read them: without the columns of IRIs."""
    columns = [name for name in table.columns if not name.endswith("Iri")]
    if not table.rows:
        return "nothing in these sources answers that"
    sources = sorted({row["source"] for row in table.rows if "source" in row})
    if len(sources) == 1:
        columns.remove("source")
    lines = [grid(columns, [[row.get(name, "") for name in columns] for row in table.rows])]
    if sources and "at" in columns:
        lines += ["", f"Numbers are paragraph.sentence of {', '.join(sources)}."]
    return "\n".join(lines)


def comma_separated(table: Table) -> str:
    """The answers as RFC 4180 has it, with every column."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(table.columns)
    writer.writerows([row.get(name, "") for name in table.columns] for row in table.rows)
    return out.getvalue()


def drawn(results: IO[bytes], form: str) -> str:
    """The results of a query as people read them: rows as a table, triples as they are.

    Args:
        results: tab-separated values, or Turtle.
        form: the form of the query, such as `SELECT`.
    """
    if form in ("CONSTRUCT", "DESCRIBE"):
        return results.read().decode()
    import pyoxigraph as ox

    parsed = ox.parse_query_results(results, format=ox.QueryResultsFormat.TSV)
    if isinstance(parsed, ox.QueryBoolean):
        return "yes\n" if parsed else "no\n"
    if isinstance(parsed, ox.QueryTriples):
        return ""
    columns = [variable.value for variable in parsed.variables]
    rows = [[term(solution[name]) for name in columns] for solution in parsed]
    return grid(columns, rows) + "\n" if rows else "no answers\n"


def grid(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Columns side by side, broken into lines so that they fit the window."""
    if not columns:
        return f"{len(rows)} answer{'s' * (len(rows) != 1)} without a variable"
    cells = [[printable(cell) for cell in row] for row in rows]
    widths = _widths([max(map(_columns, column)) for column in zip(columns, *cells, strict=True)])
    lines = [style("  ".join(map(_padded, columns, widths)).rstrip(), bold=True)]
    lines.append("  ".join("-" * width for width in widths))
    for row in cells:
        broken = [_broken(cell, width) for cell, width in zip(row, widths, strict=True)]
        for number in range(max(map(len, broken))):
            parts = [cell[number] if number < len(cell) else "" for cell in broken]
            lines.append("  ".join(map(_padded, parts, widths)).rstrip())
    return "\n".join(lines)


def term(value: object) -> str:
    """A term of a result as a person reads it: IRIs short, literals bare.

    >>> import pyoxigraph as ox
    >>> term(ox.NamedNode(terms.CONCEPT + "contact")), term(ox.Literal("a", language="en"))
    ('c:contact', 'a')
    """
    kind = type(value).__name__
    if value is None:
        return ""
    if kind == "NamedNode":
        return terms.compact(str(value)[1:-1])
    return str(getattr(value, "value", value)) if kind == "Literal" else str(value)


def printable(text: str) -> str:
    r"""A text without what would move the cursor or turn the direction of writing.

    >>> printable("a\x1b[2J\u202eb\nc")
    'a\\x1b[2J\\u202eb c'
    """
    return "".join(map(_shown, text))


def _shown(letter: str) -> str:
    if letter in "\n\r\t":
        return " "
    # Joiners belong to words of some scripts, and move nothing.
    if unicodedata.category(letter) in _HIDDEN and letter not in "\u200c\u200d":
        return letter.encode("unicode_escape").decode()
    return letter


def _columns(text: str) -> int:
    """How many columns of a terminal a text takes."""
    return sum(_breadth(letter) for letter in text)


def _breadth(letter: str) -> int:
    if unicodedata.combining(letter):
        return 0
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1


def _padded(text: str, width: int) -> str:
    return text + " " * (width - _columns(text))


def _widths(wanted: Iterable[int]) -> list[int]:
    """The widths of the columns: the widest give way until all fit."""
    widths = list(wanted)
    room = window_width(WIDTH) - 2 * (len(widths) - 1)
    while sum(widths) > room and max(widths) > _LEAST:
        widest = max(widths)
        second = max([width for width in widths if width < widest], default=_LEAST)
        several = [number for number, width in enumerate(widths) if width == widest]
        over = sum(widths) - room
        cut = min(widest - max(second, _LEAST), -(-over // len(several)))
        for number in several:
            widths[number] = widest - max(cut, 1)
    return widths


def _broken(text: str, width: int) -> list[str]:
    """A text in lines of a width, broken between words where that can be."""
    lines, line, used = [], "", 0
    for word in text.split(" "):
        taken = _columns(word)
        if line and used + 1 + taken <= width:
            line, used = f"{line} {word}", used + 1 + taken
            continue
        if line:
            lines.append(line)
        while taken > width:
            head = _head(word, width)
            lines.append(head)
            word = word[len(head) :]
            taken = _columns(word)
        line, used = word, taken
    return [*lines, line]


def _head(word: str, width: int) -> str:
    used = 0
    for number, letter in enumerate(word):
        used += _breadth(letter)
        if used > width:
            return word[: max(number, 1)]
    return word

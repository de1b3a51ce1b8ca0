"""Entries added to files that people write: everything that stands there stays as it is.

An entry goes to the end of a Turtle file, a record to the end of a CSL-JSON list, as text.
The new text is read again before it is kept: it must say what was said before and the
addition, and nothing else.
"""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pyoxigraph as ox

from relatum.graph import terms
from relatum.graph.errors import RelatumError
from relatum.graph.files import (
    Unreadable,
    parse_json,
    parse_turtle,
    read_bytes,
    read_text,
    write_whole,
)
from relatum.graph.terms import RDF, XSD

Record = Mapping[str, Any]

#: What `str.splitlines` takes for the end of a line and the engine does not escape.
_LINE_ENDS = re.compile("[\x0b\x0c\x1c-\x1e\x7f-\x9f\u2028\u2029]")


class Said(NamedTuple):
    """One thing said of a subject.

    Attributes:
        predicate: an IRI.
        value: an IRI, or a text.
        sort: `iri`; `en` for English text; `text` for a name; `date` or `gYear`.
    """

    predicate: str
    value: str
    sort: str = "en"

    def term(self) -> "ox.NamedNode | ox.Literal":
        """The value as a term.

        Raises:
            RelatumError: it is no IRI, or no text.
        """
        try:
            if self.sort == "iri":
                return ox.NamedNode(self.value)
            if self.sort == "en":
                return ox.Literal(self.value, language="en")
            if self.sort == "text":
                return ox.Literal(self.value)
            return ox.Literal(self.value, datatype=ox.NamedNode(XSD + self.sort))
        except ValueError:
            what = "web address" if self.sort == "iri" else "text"
            raise RelatumError(f"{self.value!a} is no {what} that can be written") from None


def literal(text: str) -> str:
    r"""A text between quotation marks, as Turtle writes it on one line.

    >>> literal('a "b"\n')
    '"a \\"b\\"\\n"'
    """
    return _LINE_ENDS.sub(lambda end: f"\\u{ord(end[0]):04X}", str(ox.Literal(text)))


def with_entry(path: Path, subject: str, said: Sequence[Said]) -> tuple[bytes, int]:
    """The content of a Turtle file with an entry at its end, and the line of the entry.

    Args:
        path: the file; it need not be there yet.
        subject: an IRI.
        said: what is said of it, in the order of the entry.

    Raises:
        RelatumError: the file cannot be read, or the entry cannot be written into it.
    """
    data, text, before = _there(path)
    prefixes = _prefixes(text)
    new: dict[str, str] = {}
    for iri in (subject, *_iris(said)):
        name, base = _prefix_of(iri)
        if name and base not in prefixes.values() and prefixes.get(name, base) == base:
            new[name] = base
    head = "".join(f"@prefix {name}: <{base}> .\n" for name, base in new.items())
    end = "" if not text or text.endswith("\n") else "\n"
    lead = f"{end}{head}\n" if text or head else ""
    entry = _entry(subject, said, {**prefixes, **new})
    line = len((text + lead).splitlines()) + 1
    added = (lead + entry).replace("\n", "\r\n" if b"\r\n" in data else "\n")
    _confirm(path, text + added, before, subject, said)
    return data + added.encode(), line


def _there(path: Path) -> "tuple[bytes, str, list[ox.Triple]]":
    """What a file holds now: its bytes, its text and its triples."""
    if not path.exists():
        return b"", "", []
    try:
        text = read_text(path)
        return read_bytes(path), text, parse_turtle(path, text)
    except Unreadable as error:
        raise RelatumError(f"{error.finding}; mend that first, nothing was written") from None


def _prefixes(text: str) -> dict[str, str]:
    """The prefixes that hold at the end of a Turtle text."""
    parser = ox.parse(input=text, format=ox.RdfFormat.TURTLE, base_iri=terms.BASE)
    for _ in parser:
        pass
    return dict(parser.prefixes)


def _iris(said: Iterable[Said]) -> list[str]:
    """The IRIs of an entry that are better written short."""
    found = []
    for one in said:
        found += [one.predicate] if one.predicate != RDF + "type" else []
        found += [one.value] if one.sort == "iri" else []
        found += [XSD + one.sort] if one.sort in ("date", "gYear") else []
    return found


def _prefix_of(iri: str) -> tuple[str, str]:
    """The usual prefix for an IRI with its namespace, or nothing."""
    name, colon, _ = terms.compact(iri).partition(":")
    return (name, terms.PREFIXES[name]) if colon and name in terms.PREFIXES else ("", "")


def _short(iri: str, prefixes: Mapping[str, str]) -> str:
    for name, base in prefixes.items():
        if iri.startswith(base) and re.fullmatch(r"[A-Za-z0-9]([\w-]*\w)?", iri[len(base) :], re.A):
            return f"{name}:{iri[len(base) :]}"
    return str(ox.NamedNode(iri))


def _entry(subject: str, said: Sequence[Said], prefixes: Mapping[str, str]) -> str:
    """An entry as the bundled files have theirs: a predicate a line."""
    lines: dict[str, list[str]] = {}
    for one in said:
        name = "a" if one.predicate == RDF + "type" else _short(one.predicate, prefixes)
        lines.setdefault(name, []).append(_written(one, prefixes))
    body = " ;\n    ".join(f"{name} {' , '.join(values)}" for name, values in lines.items())
    return f"{_short(subject, prefixes)} {body} .\n"


def _written(one: Said, prefixes: Mapping[str, str]) -> str:
    one.term()
    if one.sort == "iri":
        return _short(one.value, prefixes)
    ending = {"en": "@en", "text": ""}.get(one.sort)
    return literal(one.value) + (
        f"^^{_short(XSD + one.sort, prefixes)}" if ending is None else ending
    )


def _confirm(
    path: Path, text: str, before: "list[ox.Triple]", subject: str, said: Sequence[Said]
) -> None:
    """Makes sure that a text says what stood there and the entry, and nothing else."""
    node = ox.NamedNode(subject)
    wanted = {ox.Triple(node, ox.NamedNode(one.predicate), one.term()) for one in said}
    try:
        after = parse_turtle(path, text)
    except Unreadable as error:
        raise RelatumError(f"cannot add to '{path}': {error.finding}") from None
    if set(after[: len(before)]) >= {t for t in before if not _is_blank(t)} and (
        set(after[len(before) :]) == wanted
    ):
        return
    raise RelatumError(f"cannot add to '{path}' without changing what it says")


def _is_blank(triple: "ox.Triple") -> bool:
    return any(not isinstance(t, ox.NamedNode | ox.Literal) for t in triple)


def with_records(
    path: Path, added: Sequence[Record], replaced: Mapping[str, Record]
) -> tuple[bytes, dict[str, int]]:
    """The content of a CSL-JSON file with more records, and the line of each.

    Args:
        path: the file; it need not be there yet.
        added: records for its end.
        replaced: records that take the place of those with the same id.

    Raises:
        RelatumError: the file is no CSL-JSON list, or a record cannot be written into it.
    """
    data, text, before = _list(path)
    spans = record_spans(text)
    wanted = [replaced.get(_id(record), record) for record in before] + list(added)
    new = text
    for record, (start, end) in reversed(list(zip(before, spans, strict=True))):
        if _id(record) in replaced:
            new = new[:start] + _json(replaced[_id(record)]) + new[end:]
    close = new.rindex("]")
    more = ",\n".join("  " + _json(record) for record in added)
    if more:
        lead = ",\n" if before else "\n"
        new = new[:close].rstrip() + lead + more + "\n" + new[close:]
    if "\r\n" in text:
        new = new.replace("\r\n", "\n").replace("\n", "\r\n")
    if json.loads(new) != wanted:
        raise RelatumError(f"cannot add to '{path}' without changing what it says")
    lines = {
        _id(record): new.count("\n", 0, new.find('"id"', start)) + 1
        for record, (start, _) in zip(wanted, record_spans(new), strict=True)
        if _id(record)
    }
    mark = b"\xef\xbb\xbf" if data.startswith(b"\xef\xbb\xbf") else b""
    return mark + new.encode(), lines


def _list(path: Path) -> tuple[bytes, str, list[Any]]:
    """What a CSL-JSON file holds now: its bytes, its text and its records."""
    if not path.exists():
        return b"", "[]\n", []
    try:
        text = read_text(path)
        records = parse_json(path, text)
    except Unreadable as error:
        raise RelatumError(f"{error.finding}; mend that first, nothing was written") from None
    if not isinstance(records, list):
        raise RelatumError(f"{path}:1: is not a CSL-JSON list; mend that first")
    return read_bytes(path), text, records


def record_spans(text: str) -> list[tuple[int, int]]:
    """Where each item of a JSON list begins and ends in its text.

    >>> record_spans('[ {"a": 1}, 2]')
    [(2, 10), (12, 13)]
    """
    decoder = json.JSONDecoder()
    spans: list[tuple[int, int]] = []
    at = text.index("[") + 1
    while True:
        at += len(text[at:]) - len(text[at:].lstrip(" \t\r\n,"))
        if text[at] == "]":
            return spans
        _, end = decoder.raw_decode(text, at)
        spans.append((at, end))
        at = end


def _id(record: object) -> str:
    return str(record.get("id", "")) if isinstance(record, dict) else ""


def _json(record: Record) -> str:
    return json.dumps(record, ensure_ascii=False, indent=2).replace("\n", "\n  ")


def write_made(path: Path, data: bytes) -> None:
    """Writes the content of a file whole, and makes its folder where there is none.

    Raises:
        RelatumError: it cannot be written; then what was there is untouched.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise RelatumError(f"cannot write '{path}': {error.strerror or error}") from None
    write_whole(path, lambda handle: handle.write(data))

"""Reading the files people write, with a line for everything that is read; writing files whole.

Everything here is untrusted: a file may be huge, in another encoding, or built
to exhaust memory.  What cannot be read becomes a `Finding`, never a traceback.
"""

import hashlib
import json
import os
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

from relatum.graph import terms
from relatum.graph.errors import Finding, Place, RelatumError
from relatum.graph.querytext import unescaped

TYPE_CHECKING = False
if TYPE_CHECKING:
    import pyoxigraph as ox

#: No file that a person curates comes near this; it keeps memory bounded.
LARGEST_FILE = 32 * 1024 * 1024


class Unreadable(Exception):
    """A file cannot be read; carries the finding that says why."""

    def __init__(self, finding: Finding) -> None:
        """Carries the finding."""
        super().__init__(str(finding))
        self.finding = finding


class Text(str):
    """A value of a YAML file that knows its line."""

    __slots__ = ("line",)
    line: int

    def __new__(cls, value: str, line: int) -> "Text":
        """The value with its line, from 1."""
        text = super().__new__(cls, value)
        text.line = line
        return text


class Items(list["Value"]):
    """A list of a YAML file that knows its line."""

    line: int = 1


class Entry(dict[str, "Value"]):
    """A mapping of a YAML file that knows its line; its keys know theirs."""

    line: int = 1


Value = Text | Items | Entry


def read_bytes(path: Path) -> bytes:
    """The content of a file that is not too large.

    Raises:
        Unreadable: the file is missing or too large.
    """
    # Who listens can say at which file a process ended.
    sys.audit("relatum.at", str(path))
    try:
        if path.stat().st_size > LARGEST_FILE:
            limit = LARGEST_FILE // 1024 // 1024
            raise Unreadable(
                Finding(Place(path, 1), "size", f"the file is larger than {limit} MB", "split it")
            )
        return path.read_bytes()
    except OSError as error:
        reason = error.strerror or str(error)
        raise Unreadable(
            Finding(Place(path, 1), "unreadable", f"cannot be read: {reason}")
        ) from None


def read_text(path: Path, into: "hashlib._Hash | None" = None) -> str:
    """The text of a UTF-8 file; what is read is also added to the digest `into`.

    Raises:
        Unreadable: the file is missing, too large, or not UTF-8.
    """
    data = read_bytes(path)
    if into is not None:
        into.update(data)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise Unreadable(
            Finding(Place(path, line), "encoding", "is not UTF-8 text", "save the file as UTF-8")
        ) from None
    bad = re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", text)
    if bad:
        line = text.count("\n", 0, bad.start()) + 1
        raise Unreadable(
            Finding(Place(path, line), "encoding", "holds a control character", "remove it")
        )
    return text


def read_yaml(path: Path, into: "hashlib._Hash | None" = None) -> Value:
    """The content of a YAML file; every scalar stays text, as it was written.

    Only plain YAML is taken: no tags, and no anchors or aliases, which could
    make a small file stand for an endless one.

    Raises:
        Unreadable: the file is not readable, not YAML, empty, or not plain.
    """
    import yaml

    text = read_text(path, into)

    def stop(line: int, message: str, mend: str = "") -> Unreadable:
        return Unreadable(Finding(Place(path, line), "yaml", message, mend))

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    root: list[Value] = []
    open_nodes: list[Items | Entry] = []
    keys: list[Text | None] = []

    def place(node: Value, line: int) -> None:
        if not open_nodes:
            if root:
                raise stop(line, "a second document begins here", "keep one document a file")
            root.append(node)
            return
        parent = open_nodes[-1]
        if isinstance(parent, Items):
            parent.append(node)
            return
        key = keys[-1]
        if key is None:
            if not isinstance(node, Text):
                raise stop(line, "a field name must be plain text")
            if node in parent:
                raise stop(line, f"the field '{node}' is given twice", "keep one of them")
            keys[-1] = node
        else:
            parent[key] = node
            keys[-1] = None

    try:
        for event in yaml.parse(text, Loader=loader):
            line = event.start_mark.line + 1 if event.start_mark else 1
            if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
                raise stop(line, "anchors and aliases (& and *) are not used here", "write it out")
            tag = getattr(event, "tag", None)
            if tag and tag != "!":
                raise stop(line, f"the tag '{tag}' is not used here", "remove it")
            if isinstance(event, yaml.ScalarEvent):
                place(Text(event.value, line), line)
            elif isinstance(event, yaml.SequenceStartEvent | yaml.MappingStartEvent):
                node = Items() if isinstance(event, yaml.SequenceStartEvent) else Entry()
                node.line = line
                place(node, line)
                open_nodes.append(node)
                keys.append(None)
            elif isinstance(event, yaml.SequenceEndEvent | yaml.MappingEndEvent):
                open_nodes.pop()
                keys.pop()
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or str(error).splitlines()[0]
        mend = ""
        if "mapping values" in problem:
            mend = "put quotes around a text that holds ': ' or '#'"
        raise stop(mark.line + 1 if mark else 1, f"is not valid YAML: {problem}", mend) from None
    if not root or (isinstance(root[0], Text) and not root[0]):
        finding = Finding(Place(path, 1), "empty", "the file is empty", "remove it, or fill it in")
        raise Unreadable(finding)
    return root[0]


def parse_json(path: Path, text: str) -> Any:
    """The content of a JSON text that was read from a file.

    Raises:
        Unreadable: it is not JSON; the finding has the line.
    """
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise Unreadable(
            Finding(Place(path, error.lineno), "json", f"is not valid JSON: {error.msg}")
        ) from None
    except ValueError as error:
        raise Unreadable(
            Finding(Place(path, 1), "json", f"holds a number that is too long: {error}")
        ) from None
    except RecursionError:
        raise Unreadable(Finding(Place(path, 1), "json", "is nested too deeply")) from None


def parse_turtle(path: Path, text: str) -> "list[ox.Triple]":
    """The triples of a Turtle file.

    Raises:
        Unreadable: it is not Turtle; the finding has the line.
    """
    import pyoxigraph as ox

    try:
        quads = ox.parse(input=text, format=ox.RdfFormat.TURTLE, base_iri=terms.BASE)
        return [quad.triple for quad in quads]
    except MemoryError as error:
        # The parser's own, of a buffer; where memory is at its end there is no message.
        if "buffer" not in str(error):
            raise
        raise Unreadable(
            Finding(Place(path, 1), "size", "holds a text longer than 16 MB", "shorten it")
        ) from None
    except SyntaxError as error:
        message = str(error.msg).rpartition(": ")[2]
        line = error.lineno or 1
        raise Unreadable(
            Finding(
                Place(path, line),
                "turtle",
                f"is not valid Turtle: {message}",
                "often a missing ';', '.' or quotation mark in the line or the one before",
            )
        ) from None


def subject_lines(text: str) -> dict[str, list[int]]:
    """The lines on which each subject of a Turtle text begins an entry."""
    prefixes = dict(re.findall(r"^@prefix\s+([\w-]*):\s*<([^>]*)>", text, re.MULTILINE))
    lines: dict[str, list[int]] = {}
    for number, line in enumerate(text.splitlines(), 1):
        match = re.match(r"(?:<([^>]+)>|([\w-]*):([\w.-]+))\s", line + " ")
        if match:
            iri, prefix, local = match.groups()
            lines.setdefault(iri or prefixes.get(prefix, "") + local, []).append(number)
    return lines


def refuse_service(path: Path, text: str) -> None:
    """Refuses SPARQL that would ask another server, whoever wrote it into a file.

    The word is refused wherever it stands, for the engine takes it without spaces around
    it, and in the two layers of escapes that Turtle and SPARQL may hide it in.

    Raises:
        Unreadable: the text uses SERVICE; the finding has the line.
    """
    lines = lines_of(unescaped(unescaped(text)), r"(?i)SERVICE")
    if lines:
        raise Unreadable(
            Finding(Place(path, lines[0]), "network", "asks another server", "remove SERVICE")
        )


def lines_of(text: str, pattern: str) -> list[int]:
    """The lines, from 1, in which the matches of a pattern begin."""
    return [text.count("\n", 0, match.start()) + 1 for match in re.finditer(pattern, text)]


def write_whole(path: Path, write: Callable[[IO[bytes]], object]) -> None:
    """Writes a file under another name and renames it when it is whole.

    A link is followed; a device, and a file that is marked read-only, are left alone.

    Raises:
        RelatumError: the file cannot be written; what was there before is untouched.
    """
    try:
        target = path.resolve()
        if not path.name:
            raise RelatumError("the name of the file to write is empty")
        if target.exists() and not target.is_file():
            raise RelatumError(f"cannot write '{path}': it is no ordinary file")
        if target.exists() and not target.stat().st_mode & 0o222:
            raise RelatumError(f"cannot write '{path}': it is read-only")
        draft = target.with_name(f".relatum-{os.getpid()}.draft")
        try:
            with draft.open("wb") as handle:
                write(handle)
            draft.replace(target)
        finally:
            draft.unlink(missing_ok=True)
    except OSError as error:
        raise RelatumError(f"cannot write '{path}': {error.strerror or error}") from None

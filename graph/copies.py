"""A reader's own copy of a source: its passages verified against it, or a new source anchored.

The copy is read and forgotten; of each sentence only a digest is kept.
"""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType

from relatum.graph import bounded
from relatum.graph.anchors import Verdict, anchor, verify
from relatum.graph.errors import RelatumError, did_you_mean
from relatum.graph.files import Unreadable, read_bytes, write_whole
from relatum.graph.model import Source, reading_order
from relatum.graph.reader import Reading
from relatum.graph.workspace import Workspace

_NUMBERED = re.compile(r"\s*\[(\d+|ref)[,.]\s*(\d+)\]\s*(.*)")


def verify_copy(workspace: Workspace, key: str, copy: Path) -> list[Verdict]:
    """How every passage of a source fares in a copy of the text, in reading order.

    Raises:
        RelatumError: there is no such source, or the copy cannot be read.
    """
    if bounded.needed(workspace):
        return [Verdict(*v) for v in bounded.call("verify", workspace, key, str(copy))]
    source = _source(workspace, key)
    if source.seen:
        raise RelatumError(
            f"'{key}' is known at second hand: no sentence of it was seen, so that a copy has "
            "nothing to be compared with"
        )
    return verify(read_copy(copy), source.anchors, _quotes(source))


def anchor_copy(workspace: Workspace, key: str, copy: Path) -> Path:
    """Keeps the digests of the sentences of a numbered copy beside the claims of a source.

    Args:
        workspace: where the source is.
        key: the source.
        copy: a text in which each sentence begins a line with its number, as `[2,1]`,
            and each entry of the reference list with `[ref,1]`.

    Returns:
        The file that was written.

    Raises:
        RelatumError: there is no such source, the copy has no numbers, or a file
            cannot be read or written.
    """
    if bounded.needed(workspace):
        return Path(bounded.call("anchor", workspace, key, str(copy)))
    source = _source(workspace, key)
    if source.seen:
        raise RelatumError(
            f"'{key}' is known at second hand; whoever reads the text takes 'basis: secondary' out "
            "of its source.yaml and gives its claims their sentences first"
        )
    sentences = numbered(read_copy(copy))
    if not sentences:
        raise RelatumError(
            f"'{copy}' has no numbered sentences; begin each with its number, such as [2,1]"
        )
    text = anchors_of(sentences, _quotes(source))
    path = source.place.file.parent / "anchors.json"
    write_whole(path, lambda handle: handle.write(text.encode()))
    return path


def anchors_of(
    sentences: Mapping[str, str], quotes: Mapping[str, Iterable[str]] = MappingProxyType({})
) -> str:
    """What is kept of sentences, as the file `anchors.json` of a source has it.

    Args:
        sentences: their texts by number.
        quotes: the key phrases of each.
    """
    # Written by hand as json.dumps(..., indent=1) would: that takes ten times as long.
    entries = []
    for at in sorted(sentences, key=reading_order):
        known = anchor(sentences[at], quotes.get(at, ()))
        listed = ",".join(f'\n   "{quote}"' for quote in sorted(known.quotes))
        entries.append(
            f'\n "{at}": {{\n  "letters": {known.letters},\n  "head": "{known.head}",'
            f'\n  "digest": "{known.digest}",\n  "quotes": '
            + (f"[{listed}\n  ]\n }}" if listed else "[]\n }")
        )
    return "{" + ",".join(entries) + ("\n}\n" if entries else "}\n")


def numbered(text: str) -> Mapping[str, str]:
    r"""The sentences of a numbered copy by their number.

    >>> numbered("[1,1] It rains.\n  [1,2] Still\n  it rains.\n[ref,1] A book.")
    {'1.1': 'It rains.', '1.2': 'Still it rains.', 'ref.1': 'A book.'}
    """
    sentences: dict[str, str] = {}
    at = ""
    for line in text.splitlines():
        match = _NUMBERED.match(line)
        if match:
            at = f"{match[1]}.{match[2]}"
            sentences[at] = match[3].strip()
        elif not line.strip():
            at = ""
        elif at:
            sentences[at] += " " + line.strip()
    return sentences


def _source(workspace: Workspace, key: str) -> Source:
    reading = Reading(workspace)
    keys = []
    for source in reading.sources():
        if source.key == key:
            return source
        keys.append(source.key)
    hint = did_you_mean(key, keys)
    raise RelatumError(f"unknown source '{key}'" + (f", {hint}" if hint else ""))


def _quotes(source: Source) -> dict[str, list[str]]:
    """The key phrases of each sentence."""
    quotes: dict[str, list[str]] = {}
    for entry in source.quoting:
        quotes.setdefault(entry.at, []).append(entry.quote)
    return quotes


def read_copy(copy: Path) -> str:
    """The text of a copy, in the encodings that people's programs save.

    Raises:
        RelatumError: the copy cannot be read, or is no text.
    """
    try:
        data = read_bytes(copy)
    except Unreadable as error:
        raise RelatumError(str(error)) from None
    encodings = ("utf-16",) if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "cp1252")
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise RelatumError(f"'{copy}' is not a text file; save the text as plain text (.txt)")

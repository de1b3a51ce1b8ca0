"""Bytes to text, in whatever encoding a program has saved it: charset-normalizer."""

import codecs
import re
from collections.abc import Iterator

from relatum.graph.errors import RelatumError
from relatum.graph.texts.blocks import LONGEST_TEXT

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(
    rb"<\?xml[^>]{0,200}encoding=[\"']([\w.-]+)|<meta[^>]{0,300}?charset=[\"']?([\w.-]+)", re.I
)
#: How much of a text is looked at to find its encoding, in bytes.
_SAMPLE = 200_000
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x7f]")


def decode(data: bytes, name: str, *, markup: bool = False) -> str:
    """The text that bytes stand for.

    Args:
        data: the content of a file.
        name: the file, for the message.
        markup: whether the text may declare its encoding, as HTML does.

    Raises:
        RelatumError: it is no text, or more than any article.
    """
    for encoding, errors in _candidates(data, markup=markup):
        try:
            text = data.decode(encoding, errors)
        except (UnicodeDecodeError, LookupError):
            continue
        if len(text) > LONGEST_TEXT:
            raise RelatumError(f"'{name}' has {len(text):,} letters; split it into its parts")
        if len(_CONTROL.findall(text[:_SAMPLE])) <= 3 + len(text[:_SAMPLE]) // 1000:
            return _CONTROL.sub("", text)
    raise RelatumError(f"'{name}' is not a text file; save the text as plain text (.txt)")


def _candidates(data: bytes, *, markup: bool) -> Iterator[tuple[str, str]]:
    """The encodings to try, the likeliest first, and what to do with wrong bytes."""
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            yield encoding, "strict"
            return
    yield "utf-8", "strict"
    declared = _DECLARED.search(data[:4096]) if markup else None
    if declared:
        yield (declared[1] or declared[2]).decode("ascii"), "strict"
    if _is_nearly_utf8(data):
        yield "utf-8", "replace"
    yield from ((encoding, "strict") for encoding in (*_guessed(data), "cp1252"))


def _is_nearly_utf8(data: bytes) -> bool:
    """Whether a few bytes are wrong in what is otherwise UTF-8."""
    text = data[:_SAMPLE].decode("utf-8", "replace")
    wrong = text.count("\ufffd")
    return sum(letter > "\x7f" for letter in text) - wrong > 3 * wrong


def _guessed(data: bytes) -> list[str]:
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_SAMPLE]).best()
    # What the sample shows need not hold of the whole.
    return [best.encoding] if best and best.encoding != "ascii" else []

"""Bytes to text, in whatever encoding a program has saved it: charset-normalizer."""

import codecs
import re

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
    for encoding in _candidates(data, markup=markup):
        try:
            text = data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
        if len(text) > LONGEST_TEXT:
            raise RelatumError(f"'{name}' has {len(text):,} letters; split it into its parts")
        if len(_CONTROL.findall(text[:_SAMPLE])) <= len(text[:_SAMPLE]) // 1000:
            return _CONTROL.sub("", text)
    raise RelatumError(f"'{name}' is not a text file; save the text as plain text (.txt)")


def _candidates(data: bytes, *, markup: bool) -> list[str]:
    """The encodings to try, the likeliest first."""
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return [encoding]
    declared = _DECLARED.search(data[:4096]) if markup else None
    first = [(declared[1] or declared[2]).decode("ascii")] if declared else []
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return [*first, *_guessed(data)]
    return ["utf-8", *first]


def _guessed(data: bytes) -> list[str]:
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_SAMPLE]).best()
    found = best.encoding if best else ""
    # What the sample shows need not hold of the whole.
    return [found, "cp1252"] if found and found != "ascii" else ["cp1252"]

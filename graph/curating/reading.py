"""The sentences of a text that is being curated, from its private copy or another file."""

import re
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from relatum.graph.copies import numbered, read_copy
from relatum.graph.errors import RelatumError

#: Where `relatum source new` puts the numbered text of a source, which nobody shares.
PRIVATE = Path("private") / "text.txt"
_NUMBER = re.compile(r"^\s*\[(\d+|ref)[,.]\s*(\d+)\]", re.MULTILINE)


def sentences(folder: Path, text: Path | None = None) -> Mapping[str, str]:
    """The sentences of a source by number, without its reference list, in reading order.

    Args:
        folder: the folder of the source.
        text: a numbered copy; the private one of the source where none is named.

    Raises:
        RelatumError: there is no copy, or it has no numbers.
    """
    path = text or folder / PRIVATE
    if not path.is_file():
        raise RelatumError(
            f"there is no text of '{folder.name}' at '{path}'; name your numbered copy with --text"
        )
    return {at: said for at, said in passages(path).items() if not at.startswith("ref.")}


def passages(path: Path) -> Mapping[str, str]:
    """The sentences and references of a numbered copy by number.

    Raises:
        RelatumError: the copy has no numbers, or has one twice.
    """
    text = read_copy(path)
    found = numbered(text)
    if not found:
        raise RelatumError(
            f"'{path}' has no numbered sentences; begin each with its number, such as [2,1]"
        )
    counted = Counter(f"{part}.{number}" for part, number in _NUMBER.findall(text))
    twice = [at for at in found if counted[at] > 1]
    if twice:
        raise RelatumError(f"'{path}' has sentence {twice[0]} twice; number it anew")
    return found

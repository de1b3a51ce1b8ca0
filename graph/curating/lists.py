"""The lists of English words in the folder `english`, each with a line that says what it holds."""

from functools import cache
from pathlib import Path

_ENGLISH = Path(__file__).parent / "english"


@cache
def entries(name: str) -> dict[str, str]:
    """A list with lines of `name: words`; a line that is indented goes on from the last."""
    text = (_ENGLISH / f"{name}.txt").read_text(encoding="utf-8").replace("\n  ", " ")
    lines = (line for line in text.splitlines() if line and not line.startswith("#"))
    return {key: rest for key, _, rest in (line.partition(": ") for line in lines)}


def wordset(text: str) -> frozenset[str]:
    """The words of a text, in no order."""
    return frozenset(text.split())

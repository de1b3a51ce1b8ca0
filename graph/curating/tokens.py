"""The words and marks of a sentence, each with its place in it."""

import re
from functools import cache
from typing import NamedTuple

from relatum.graph.asking.wording import stem, words
from relatum.graph.curating.lists import entries

_TOKEN = re.compile(r"[^\W_]+|[^\w\s]")
_POSSESSIVE = re.compile(r"(?<=[^\W_])['’](?:s\b|(?=\s|$))|(?<=[^\W_])['’](?=[^\W_])")


class Token(NamedTuple):
    """A word or a mark.

    Attributes:
        text: as it is printed.
        word: in lower case, without accents; empty for a mark.
        stem: what the word shares with its other forms; empty for a mark.
        start: where it begins in the sentence.
        end: where it ends, with a possessive ending.
        owns: whether it has a possessive ending.
        alike: the stem of the word that it is often printed for.
    """

    text: str
    word: str
    stem: str
    start: int
    end: int
    owns: bool = False
    alike: str = ""


def tokens(sentence: str) -> list[Token]:
    """The words and marks of a sentence in their order; a hyphen within a word is no mark.

    >>> [t.text for t in tokens("The client's self-esteem, he said")]
    ['The', 'client', 'self', 'esteem', ',', 'he', 'said']
    """
    found = []
    position = 0
    while match := _TOKEN.search(sentence, position):
        start, position = match.span()
        if not match[0][0].isalnum():
            if not _joins(sentence, start):
                found.append(Token(match[0], "", "", start, position))
            continue
        ending = _POSSESSIVE.match(sentence, position)
        position = ending.end() if ending else position
        word = "".join(words(match[0])) or match[0].casefold()
        meant = confused().get(word, "")
        alike = stem(meant) if meant else ""
        found.append(Token(match[0], word, stem(word), start, position, bool(ending), alike))
    return found


@cache
def confused() -> dict[str, str]:
    """The word that may be meant, by the word that is often printed for it."""
    return {printed: meant for meant, printed in entries("confused").items()}


def _joins(sentence: str, at: int) -> bool:
    """Whether a mark is a hyphen between two letters."""
    around = sentence[at - 1 : at] + sentence[at + 1 : at + 2]
    return sentence[at] in "-\u2010\u2011" and len(around) == 2 and around.isalnum()

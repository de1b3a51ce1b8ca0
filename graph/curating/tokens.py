"""The words and marks of a sentence, each with its place in it."""

import re
from functools import cache
from typing import NamedTuple

from relatum.graph.asking.wording import stem, words
from relatum.graph.curating.lists import entries

_TOKEN = re.compile(r"[^\W_]+|[^\w\s]")
_POSSESSIVE = re.compile(r"(?<=[^\W_])['’](?:s\b|(?=\s|$))|(?<=[^\W_])['’](?=[^\W_])")


#: Words that stand for somebody who has something.
OWNERS = frozenset(("his", "her", "their", "hers", "theirs"))


class Token(NamedTuple):
    """A word or a mark.

    Attributes:
        text: as it is printed.
        word: in lower case, without accents; empty for a mark.
        stem: what the word shares with its other forms; empty for a mark.
        start: where it begins in the sentence.
        end: where it ends, with a possessive ending.
        owns: whether it has a possessive ending.
        alike: the stems of what it may stand for: a word that it is often printed for, or
            somebody whom a pronoun means.
    """

    text: str
    word: str
    stem: str
    start: int
    end: int
    owns: bool = False
    alike: tuple[str, ...] = ()


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
        alike = (stem(meant),) if meant else ()
        if word.endswith("ied"):
            alike = (*alike, stem(word[:-3] + "ial"))  # "denied", and "denial"
        found.append(Token(match[0], word, stem(word), start, position, bool(ending), alike))
    return found


def without_citations(found: list[Token]) -> list[Token]:
    """Tokens without what stands in brackets with a year: it cites and says nothing more."""
    kept: list[Token] = []
    opened = -1
    for token in found:
        if token.text == "(":
            opened = len(kept)
        kept.append(token)
        if token.text == ")" and opened >= 0:
            if any(re.fullmatch(r"1[5-9]\d\d|20\d\d[a-z]?", t.word) for t in kept[opened:]):
                del kept[opened:]
            opened = -1
    return kept


def resolved(found: list[Token], people: frozenset[str]) -> list[Token]:
    """Tokens in which "his", "her" and "their" may stand for the people named before them.

    Args:
        found: the tokens of a sentence.
        people: the stems of the words for people: client, mother.
    """
    named: list[str] = []
    done = []
    for token in found:
        if token.stem in people:
            named = [token.stem, *(one for one in named if one != token.stem)]
        owner = token.word in OWNERS
        done.append(token._replace(alike=tuple(named)) if owner and named else token)
    return done


@cache
def confused() -> dict[str, str]:
    """The word that may be meant, by the word that is often printed for it."""
    return {printed: meant for meant, printed in entries("confused").items()}


def _joins(sentence: str, at: int) -> bool:
    """Whether a mark is a hyphen between two letters."""
    around = sentence[at - 1 : at] + sentence[at + 1 : at + 2]
    return sentence[at] in "-\u2010\u2011" and len(around) == 2 and around.isalnum()

"""What may be printed wrong in a text: words taken for one another, names, words of no dictionary.

Each is a guess. A person looks, and lists in `source.yaml` what is a slip.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from relatum.graph.asking.wording import corrected, is_english
from relatum.graph.curating.candidates import Suggester
from relatum.graph.curating.tokens import Token, confused, tokens


class Slip(NamedTuple):
    """A word that may be printed wrong.

    Attributes:
        at: the sentence.
        reads: what is printed.
        means: what may be meant; empty where nothing is near.
        why: in a few words.
    """

    at: str
    reads: str
    means: str
    why: str


def slips(suggester: Suggester, sentences: Mapping[str, str]) -> list[Slip]:
    """The likely slips of a text in reading order."""
    surnames = {
        name.split()[-1] for names in suggester.known.people.values() for name in names if name
    }
    surnames |= {name for names, _ in suggester.known.works.values() for name in names}
    meant = {
        token.word
        for _, sort, label in suggester.known.labels
        if sort != "hiddenLabel"
        for token in tokens(label)
    }
    known = meant | {name.casefold() for name in surnames}
    said: Counter[str] = Counter()
    found: list[Slip] = []
    for at, sentence in sentences.items():
        read = tokens(sentence)
        said.update({token.word for token in read})
        found += _confused(suggester, at, read)
        found += _names(at, read, surnames)
        found += _misspelt(at, read, known, meant)
    # A word that stands again and again is the author's.
    return [slip for slip in dict.fromkeys(found) if slip.why != _NO_WORD or said[_key(slip)] < 3]


_NO_WORD = "in no dictionary"


def _key(slip: Slip) -> str:
    return slip.reads.casefold()


def _confused(suggester: Suggester, at: str, read: list[Token]) -> Iterator[Slip]:
    """Words that make a known name when they are read as what they are often printed for."""
    meant = {part for m in suggester.mentions(read) if m.slip for part in m.parts}
    for number in sorted(meant):
        token = read[number]
        if token.word in confused():
            yield Slip(at, token.text, confused()[token.word], "so a known name stands there")


def _names(at: str, read: list[Token], surnames: set[str]) -> Iterator[Slip]:
    """Names that are nearly those of people who are known."""
    from relatum.graph.lookup import nearly

    for number, token in enumerate(read):
        if not (token.text[:1].isupper() and len(token.text) > 4) or token.text in surnames:
            continue
        near = nearly(token.text, surnames)
        cites = any(t.word.isdigit() and len(t.word) == 4 for t in read[number + 1 : number + 9])
        if near and (cites or not is_english(token.word)):
            yield Slip(at, token.text, near, "a name nearly as one that is known")


def _misspelt(at: str, read: list[Token], known: set[str], meant: set[str]) -> Iterator[Slip]:
    """Words that no dictionary has, small ones and names left out."""
    for token in read:
        if not token.text.isascii() or not token.text.islower() or len(token.word) < 5:
            continue
        if not token.word.isalpha() or token.word in known or is_english(token.word):
            continue
        if not is_english(token.word.removesuffix("s")):
            yield Slip(at, token.text, corrected(token.word, meant), _NO_WORD)

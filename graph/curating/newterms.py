"""Terms of a text that no label has and that look like concepts, best first.

They are ranked by C-value (Frantzi, Ananiadou and Mima, 2000, https://doi.org/10.1007/s007999900023):
long terms that stand often, and not only within longer ones, come first.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from math import log2
from typing import NamedTuple

from relatum.graph.asking.plainwords import FRAME, STOP
from relatum.graph.curating.candidates import Suggester
from relatum.graph.curating.cues import cues, first_stems, joints, signals
from relatum.graph.curating.tokens import Token

#: So many words a term has at most, and so often a single word stands at least.
_LONGEST, _OFTEN = 4, 3
_SUFFIXES = (
    "tion", "sion", "ment", "ness", "ity", "ance", "ence", "ism", "ship", "hood", "ing", "acy",
    "ure", "tude", "ics", "ogy", "apy", "osis", "self", "ego",
)  # fmt: skip


class Term(NamedTuple):
    """A word or words that may name a concept.

    Attributes:
        text: as it is first printed, in lower case.
        value: its C-value.
        times: how often it stands in the text.
        at: the first sentence that has it.
    """

    text: str
    value: float
    times: int
    at: str


def new_terms(suggester: Suggester, sentences: Mapping[str, str], most: int = 30) -> list[Term]:
    """The terms of a text that no concept goes by, best first.

    Args:
        suggester: what knows the concepts.
        sentences: the text by number.
        most: how many at most.
    """
    places: dict[tuple[str, ...], list[tuple[str, str]]] = defaultdict(list)
    for at, sentence in sentences.items():
        found = suggester.tokens(sentence)
        taken = {part for m in suggester.mentions(found) for part in m.parts}
        for run in _runs(found):
            for start in range(len(run)):
                for end in range(start + 1, min(start + _LONGEST, len(run)) + 1):
                    part = run[start:end]
                    if any(number not in taken for number in part) and _may_end(found, part):
                        key = tuple(found[number].stem for number in part)
                        words = " ".join(found[number].word for number in part)
                        places[key].append((at, words))
    values = _values({key: len(found) for key, found in places.items()})
    terms = [
        Term(places[key][0][1], round(value, 2), len(places[key]), places[key][0][0])
        for key, value in values.items()
        if value > 0 and (len(key) > 1 or len(places[key]) >= _OFTEN)
    ]
    return sorted(terms, key=lambda t: (-t.value, t.text))[:most]


def _values(counts: Mapping[tuple[str, ...], int]) -> dict[tuple[str, ...], float]:
    """The C-value of each term; a single word counts as a little more than nothing."""
    holders: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for key, count in counts.items():
        inner = {
            key[start:end]
            for start in range(len(key))
            for end in range(start + 1, len(key) + 1)
            if end - start < len(key)
        }
        for part in inner:
            if part in counts:
                holders[part].append(count)
    values = {}
    for key, count in counts.items():
        outside = sum(holders[key]) / len(holders[key]) if holders[key] else 0
        values[key] = log2(len(key) + 0.1) * (count - outside)
    return values


def _runs(found: Sequence[Token]) -> Iterator[list[int]]:
    """The runs of words that may be a noun phrase, as numbers of tokens."""
    run: list[int] = []
    for number, token in enumerate(found):
        if token.word and token.word.isalpha() and not _is_small(token):
            run.append(number)
            if token.owns:
                yield run
                run = []
            continue
        if run:
            yield run
        run = []
    if run:
        yield run


def _is_small(token: Token) -> bool:
    """Whether a word cannot stand in a term: small, only asking, or a verb that joins ideas."""
    small = STOP | FRAME | joints().keys() | frozenset().union(*signals().values())
    verb = token.stem in first_stems() and not token.word.endswith(_SUFFIXES)
    return token.word in small or (token.stem,) in cues() or verb or token.word.endswith("ly")


def _may_end(found: Sequence[Token], part: Sequence[int]) -> bool:
    """Whether a run of words ends as a name does; one word alone must look like an idea."""
    last = found[part[-1]].word
    if len(part) == 1:
        return last.endswith(_SUFFIXES)
    return len(last) > 2 and not last.endswith(("ed", "ive", "ous", "ful", "ical"))

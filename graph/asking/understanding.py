"""A question in plain English: its kind, what it is about, and what of it nobody knows here."""

import re
from collections.abc import Collection
from itertools import pairwise
from typing import NamedTuple

from relatum.graph.asking.mentions import mentions, works_named
from relatum.graph.asking.phrases import (
    ASKING,
    EXPLAINS,
    KIND_OF,
    MEMBERS,
    OF_AUTHORS,
    OF_OBJECTS,
    OF_WORKS,
    OUTSIDE,
    WHERE,
    YEAR,
)
from relatum.graph.asking.plainwords import CUES, FRAME, NEGATIVE, NUMBERS, PLAIN, STOP, SYNONYMS
from relatum.graph.asking.retrieval import Library
from relatum.graph.asking.wording import asked_words, corrected, stem

#: Words before a figure that counts.
_COUNTING = frozenset(
    ("the", "all", "those", "these", "which", "what", "name", "list", "are", "my", "our", "only")
) | frozenset(("has", "have", "is", "there", "into", "of", "its", "in"))
#: The largest figure that counts things; a larger one of two digits is a year.
_COUNTABLE = 29
#: Everyday words long enough to be recognised when they are misspelled.
_LONG_EVERYDAY = frozenset(word for word in FRAME | PLAIN if len(word) > 5)
_CUED = frozenset(word for cues in CUES.values() for word in cues)


class Term(NamedTuple):
    """A word of a question: its stem, and how much it counts."""

    word: str
    stem: str
    weight: float
    plain: bool


class Question(NamedTuple):
    """A question as it was understood.

    `unknown` are the words that stand nowhere in the dataset; `outside` is what was asked
    for that no claim could say; `number` is how many things the question takes for granted.
    """

    plain: str
    kind: str
    terms: tuple[Term, ...]
    concepts: dict[str, frozenset[str]]
    persons: dict[str, frozenset[str]]
    works: tuple[str, ...]
    relations: frozenset[str]
    verbs: frozenset[str]
    number: int
    members: bool
    authors: bool
    unknown: tuple[str, ...]
    outside: str
    corrections: dict[str, str]


def understand(library: Library, text: str) -> Question:
    """Reads a question against what a dataset holds."""
    asked, corrections = _spelled(library, asked_words(text))
    asked = _without_the_asking(_prepositions(_without_the_excluded(asked)))
    asked = [word for word in asked if stem(word) not in library.own_authors] or asked
    plain = " ".join(asked)
    named = mentions(library, asked)
    things = {name.thing: name.stems for name in named}
    persons = {thing: parts for thing, parts in things.items() if thing in library.quoted}
    parts = {one for name in named for one in name.stems}
    works, untold, titles = works_named(library, asked)
    terms, unknown = _terms(library, asked, parts, titles=bool(OF_WORKS.search(plain)))
    return Question(
        plain=plain,
        kind=_kind(plain, persons),
        terms=tuple(term for term in terms if term.stem not in titles),
        concepts={k: v for k, v in things.items() if k not in library.persons | library.works},
        persons=persons,
        works=works,
        relations=_relations(plain),
        verbs=frozenset(stem(word) for word in asked if word in _CUED),
        number=_number(asked),
        members=bool(MEMBERS.search(plain)),
        authors=bool(OF_AUTHORS.search(plain)),
        unknown=tuple(dict.fromkeys([w for w in unknown if stem(w) not in titles] + untold)),
        outside=_outside(plain, persons, works, titled=bool(titles)),
        corrections=corrections,
    )


def _relations(plain: str) -> frozenset[str]:
    """The relations that the words of a question ask for."""
    asked = set(plain.split())
    found = {relation for relation, cues in CUES.items() if cues & asked}
    return frozenset(found | {"is-about"} if OF_OBJECTS.search(plain) else found)


def _outside(plain: str, persons: Collection[str], works: Collection[str], *, titled: bool) -> str:
    """What is asked for that no claim could say; of works, a year and a publisher are known."""
    found = WHERE.match(plain) if persons else None
    if not (found or ((persons or works) and YEAR.search(plain))):
        found = OUTSIDE.search(plain)
    if titled and not found:
        found = EXPLAINS.search(plain)
    return found[0] if found else ""


def _prepositions(asked: list[str]) -> list[str]:
    """A 2 or a 4 that counts nothing is "to" or "for"."""
    written = {"2": "to", "4": "for"}
    return [
        written[word] if word in written and before not in _COUNTING else word
        for before, word in zip(["the", *asked], asked, strict=False)
    ]


def _without_the_excluded(asked: list[str]) -> list[str]:
    """The question without what it says it does not mean ("not the everyday one")."""
    text = re.sub(
        r"\bnot (the|an?) \w+( (one|meaning|sense|kind|sort|way))?\b", "", " ".join(asked)
    )
    return text.split() or asked


def _without_the_asking(asked: list[str]) -> list[str]:
    """The question without who speaks in it and where, and words that ask for any relation."""
    text = " ".join(asked)
    for asking, rest in ASKING:
        text = asking.sub(rest, text)
    return text.split() or asked


def _kind(plain: str, persons: Collection[str]) -> str:
    for kind, pattern in KIND_OF.items():
        if pattern.search(plain):
            if kind in ("definition", "list") and persons:
                return "who-which-work"
            return kind
    return "who-which-work" if persons else "relation"


def _number(asked: list[str]) -> int:
    for word in asked:
        if word.isdigit() and int(word) <= _COUNTABLE:
            return int(word)
        if NUMBERS.get(word, 1) > 1:
            return NUMBERS[word]
    return 0


def _everyday(word: str) -> bool:
    return any(word in group for group in (FRAME, PLAIN, STOP, NEGATIVE, _CUED))


def _spelled(library: Library, asked: list[str]) -> tuple[list[str], dict[str, str]]:
    """The words with misspellings mended, and which were."""
    corrections: dict[str, str] = {}
    for word in asked:
        if not _everyday(word) and not library.knows(stem(word)) and word not in library.vocabulary:
            theirs = _same(library, word) or corrected(word, library.vocabulary)
            ours = corrected(word, _LONG_EVERYDAY) if len(word) > 5 and not theirs else ""
            if theirs or ours:
                corrections[word] = theirs or ours
    spelled = [corrections.get(word, word) for word in asked]
    turned = [
        f"un{after}"
        for before, after in pairwise(spelled)
        if before in NEGATIVE and f"un{after}" in library.vocabulary
    ]
    return spelled + turned, corrections


def _same(library: Library, word: str) -> str:
    """A word of the claims by which another says the same, or nothing."""
    return next((same for same in SYNONYMS.get(word, ()) if library.knows(stem(same))), "")


def _terms(
    library: Library, asked: list[str], named: set[str], *, titles: bool
) -> tuple[list[Term], list[str]]:
    """What the question is about, word by word, and the words that are not known."""
    agents = {one for n in library.names if n.thing in library.agents for one in n.stems}
    terms: dict[str, Term] = {}
    unknown = []
    for word in asked:
        one = stem(word)
        everyday = _everyday(word)
        if one not in named and not library.knows(one):
            one = stem(_same(library, word)) or one
        if word in STOP or word in NEGATIVE or (word in FRAME and one not in named):
            continue
        if word[0].isdigit() or (word in NUMBERS and one not in named):
            continue
        if one not in named and not library.knows(one):
            if not everyday and not (titles and one in library.title_words):
                unknown.append(word)
            continue
        plain = everyday and one not in named
        weight = library.telling(one) * (0.5 if everyday or one in agents else 1)
        terms.setdefault(one, Term(word, one, weight, plain))
    return list(terms.values()), unknown

"""Words as they are compared: lower case, one spelling, short forms written out, stems."""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache

from relatum.graph.asking.plainwords import ALIKE, SHORT
from relatum.graph.lookup import stemmer

#: British to American spelling; both sides of a comparison go through it.
_SPELLINGS = (
    (re.compile(r"(?<=\w{3})our(?=$|s$|al$|ed$|ing$|able$)"), "or"),
    (re.compile(r"(?<=\w{2})is(?=(e|es|ed|ing|ation)$)"), "iz"),
    (re.compile(r"(?<=\w)ae(?=\w)"), "e"),
    (re.compile(r"(?<=cent)re(?=$|s$|d$)"), "er"),
    (re.compile(r"(?<=[dtf]en)c(?=e$|es$)"), "s"),
)

_BRITISH = re.compile("our|is|ae|re|c")
_WORD = re.compile(r"[a-z0-9]+")
_APOSTROPHE = re.compile("[\u2018\u2019\u02bc`\u00b4]")
_POSSESSIVE = re.compile(r"'s\b|(?<=\w)'(?=\w)")

#: The shortest word that is read as a misspelling of another, and the length from which
#: a name or word may be wrong in two letters.
_SHORTEST, _LONG = 5, 9
#: Names of other people that look like a slip in a theorist's.
_NAMESAKES = frozenset(("maher", "rogan", "starn"))


def words(text: str) -> list[str]:
    """The words of a text in lower case, without accents and possessive endings.

    >>> words("The client's self-esteem")
    ['the', 'client', 'self', 'esteem']
    """
    plain = text.lower() if text.isascii() else _plain(text)
    if "'" in plain:
        plain = _POSSESSIVE.sub("", plain)
    return _WORD.findall(plain)


def _plain(text: str) -> str:
    return _APOSTROPHE.sub("'", unicodedata.normalize("NFKD", text).casefold())


def asked_words(question: str) -> list[str]:
    """The words of a question, with what students shorten written out.

    >>> asked_words("diff between empathy n attunement?")
    ['difference', 'between', 'empathy', 'and', 'attunement']
    """
    plain = re.sub(r"(?<!\w)w/(?=o\b)", "w", re.sub(r"\bb/c\b", "because", question.casefold()))
    return [part for word in words(plain) for part in SHORT.get(word, word).split()]


@cache
def stem(word: str) -> str:
    """What a word shares with its other forms.

    >>> stem("attuned") == stem("attunement"), stem("Defence".lower()) == stem("defensive")
    (True, True)
    """
    if _BRITISH.search(word):
        for pattern, other in _SPELLINGS:
            word = pattern.sub(other, word)
    if word.startswith("responsib"):
        return "responsibl"  # which a stemmer takes for a form of "response"
    if word.startswith("individuat"):
        return "individuat"  # which is not what an individual is
    if word.startswith("critici"):
        return "criticism"  # which is not what is critical
    if len(word) > 5 and word.startswith("satisf"):
        return "satisfi"
    stemmed = stemmer()(word)
    return ALIKE.get(stemmed, stemmed)


def stems(text: str) -> list[str]:
    """The stems of a text's words, in its order."""
    return [stem(word) for word in words(text)]


def corrected(word: str, known: Iterable[str]) -> str:
    """The known word that a word misspells, or nothing.

    Letters may be left out, doubled, put in or swapped, and vowels mistaken; another
    consonant makes another word. A word that English has is no misspelling, so that
    `father` is never read as `farther`.

    >>> corrected("attunemnt", ["attunement", "contact"]), corrected("contract", ["contact"])
    ('attunement', '')
    """
    if len(word) < _SHORTEST or word in _NAMESAKES or word.isdigit():
        return ""
    from rapidfuzz.distance import OSA

    limit = 2 if len(word) >= _LONG else 1
    best = ("", limit + 1)
    for candidate in sorted(known):
        if len(candidate) < _SHORTEST or abs(len(candidate) - len(word)) > limit:
            continue
        if candidate[0] != word[0] and sorted(candidate[:2]) != sorted(word[:2]):
            continue
        edits = OSA.distance(word, candidate, score_cutoff=limit)
        if edits < best[1] and _sounds_alike(word, candidate, edits):
            best = (candidate, edits)
    return best[0] if best[0] and word not in _dictionary() else ""


def is_english(word: str) -> bool:
    """Whether a dictionary of English has a word, in lower case."""
    return word in _dictionary()


@cache
def _dictionary() -> frozenset[str]:
    """The words of English. Reading them takes a moment, so only a likely slip is looked up."""
    from spellchecker import SpellChecker

    return frozenset(SpellChecker(language="en").word_frequency.words())


def _sounds_alike(one: str, other: str, edits: int) -> bool:
    """Whether two words have the same consonants, but for one left out, put in or swapped."""
    from rapidfuzz.distance import OSA

    first, second = (re.sub("[aeiouyh]", "", re.sub(r"(.)\1+", r"\1", w)) for w in (one, other))
    if edits > 1:
        return first == second
    replaced = len(one) == len(other) and sorted(first) != sorted(second)
    return OSA.distance(first, second) <= 1 and not replaced

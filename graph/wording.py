"""Words as they are compared: lower case, one spelling, short forms written out, stems."""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache

from relatum.graph.plainwords import ALIKE, SHORT

#: British to American spelling; both sides of a comparison go through it.
_SPELLINGS = (
    (re.compile(r"(?<=\w{3})our(?=$|s$|al$|ed$|ing$|able$)"), "or"),
    (re.compile(r"(?<=\w{2})is(?=(e|es|ed|ing|ation)$)"), "iz"),
    (re.compile(r"(?<=\w)ae(?=\w)"), "e"),
    (re.compile(r"(?<=cent)re(?=$|s$|d$)"), "er"),
    (re.compile(r"(?<=[dtf]en)c(?=e$|es$)"), "s"),
)

#: The shortest word that is read as a misspelling of another, and the length from which
#: a name or word may be wrong in two letters.
_SHORTEST, _LONG = 5, 9


def words(text: str) -> list[str]:
    """The words of a text in lower case, without accents and possessive endings.

    >>> words("The client's self-esteem")
    ['the', 'client', 'self', 'esteem']
    """
    plain = unicodedata.normalize("NFKD", text).casefold()
    plain = re.sub(r"[\u2018\u2019\u02bc`\u00b4]", "'", plain)
    plain = re.sub(r"'s\b|(?<=\w)'(?=\w)", "", plain)
    return re.findall(r"[a-z0-9]+", plain)


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
    for pattern, other in _SPELLINGS:
        word = pattern.sub(other, word)
    if word.startswith("responsib"):
        return "responsibl"  # which a stemmer takes for a form of "response"
    if len(word) > 5 and word.startswith("satisf"):
        return "satisfi"
    stemmed: str = _stemmer()(word)
    return ALIKE.get(stemmed, stemmed)


def stems(text: str) -> list[str]:
    """The stems of a text's words, in its order."""
    return [stem(word) for word in words(text)]


def corrected(word: str, known: Iterable[str]) -> str:
    """The known word that a word misspells, or nothing.

    Letters may be left out, doubled, put in or swapped, and vowels mistaken; another
    consonant makes another word, so that `projection` is never read as `protection`.

    >>> corrected("atunemnt", ["attunement", "contact"]), corrected("contract", ["contact"])
    ('attunement', '')
    """
    if len(word) < _SHORTEST or word in REAL or word.isdigit():
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
        if edits < best[1] and not _other_consonants(word, candidate):
            best = (candidate, edits)
    return best[0]


def _other_consonants(one: str, other: str) -> bool:
    """Whether two words differ by a consonant in the place of another."""
    from rapidfuzz.distance import OSA

    def skeleton(word: str) -> str:
        return re.sub(r"(.)\1+", r"\1", re.sub(r"[aeiouyh]", "", word))

    first, second = skeleton(one), skeleton(other)
    if len(first) != len(second) or sorted(first) == sorted(second):
        return OSA.distance(first, second) > 1
    return True


@cache
def _stemmer():  # type: ignore[no-untyped-def]
    from snowballstemmer import stemmer

    return stemmer("english").stemWord


#: English words that look like a slip in a word of the theory, and are not.
REAL = frozenset(
    "contract contracts atonement infantry abstract detachment attachment introjection".split()
)

"""Finding a sentence in a copy of a text without holding the text.

A sentence is known by the SHA-256 of its letters and digits in lower case.
Line breaks, hyphens at line ends, quotation marks and ligatures do not count,
so a copy that was set or saved differently is still recognised.
"""

import hashlib
import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from relatum.graph.model import Anchor, reading_order

HEAD_LETTERS = 16


def letters(text: str) -> str:
    r"""The letters and digits of a text, in lower case, ligatures taken apart.

    >>> letters("Feeling-\nconnectedness, “ﬁne”")
    'feelingconnectednessfine'
    """
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(filter(str.isalnum, folded))


def words(text: str) -> list[str]:
    """The words of a text in lower case, without marks.

    >>> words("a self’s need (1985, p. 156)")
    ['a', 'self', 's', 'need', '1985', 'p', '156']
    """
    return re.findall(r"[^\W_]+", unicodedata.normalize("NFKC", text).casefold())


def count_words(phrase: str) -> int:
    """How many words a person would count in a phrase.

    >>> count_words("one’s self – both")
    3
    """
    return sum(1 for word in phrase.split() if any(map(str.isalnum, word)))


def occurrences(phrase: str, sentence: str) -> int:
    """How often a phrase stands in a sentence, by whole words.

    >>> occurrences("the need", "The need for the needy, the need")
    2
    """
    wanted, given = words(phrase), words(sentence)
    if not wanted:
        return 0
    return sum(given[i : i + len(wanted)] == wanted for i in range(len(given) - len(wanted) + 1))


def quote_digest(sentence_digest: str, quote: str) -> str:
    """Ties a key phrase to the sentence it was found in."""
    return hashlib.sha256(f"{sentence_digest} {' '.join(words(quote))}".encode()).hexdigest()[:16]


def anchor(sentence: str, quotes: Iterable[str]) -> Anchor:
    """What is kept of a sentence and of the key phrases that stand in it exactly once."""
    run = letters(sentence)
    digest = _digest(run)
    found = (quote for quote in quotes if occurrences(quote, sentence) == 1)
    return Anchor(
        letters=len(run),
        head=_head(run),
        digest=digest,
        quotes=frozenset(quote_digest(digest, quote) for quote in found),
    )


class Verdict(NamedTuple):
    """How a sentence fares in a copy.

    Attributes:
        at: the sentence, as paragraph.sentence.
        status: exact, moved, changed or missing.
        line: the line of the copy where it, or its key phrase, begins; 0 if missing.
        after: for a moved sentence, the sentence that it now follows.
    """

    at: str
    status: str
    line: int = 0
    after: str = ""


def verify(
    copy: str, anchors: Mapping[str, Anchor], quotes: Mapping[str, Iterable[str]]
) -> list[Verdict]:
    """Looks for every sentence in a copy of the text, in reading order.

    Args:
        copy: the text of the copy.
        anchors: what is known of each sentence.
        quotes: the key phrases of each sentence, to recognise one that was changed.
    """
    run, starts, line_starts = _unroll(copy)
    ends = {*starts, len(run)}
    by_head: dict[str, list[int]] = {}
    for start in starts:
        by_head.setdefault(_head(run[start : start + HEAD_LETTERS]), []).append(start)

    order = sorted(anchors, key=reading_order)
    found: dict[str, int] = {}
    reached = 0
    for at in order:
        known = anchors[at]
        hits = [
            start
            for start in by_head.get(known.head, ())
            if start + known.letters in ends
            and _digest(run[start : start + known.letters]) == known.digest
        ]
        if hits:
            ahead = [start for start in hits if start >= reached]
            found[at] = (ahead or hits)[0]
            if ahead:
                reached = ahead[0] + 1
    in_order = _longest_rise([(at, found[at]) for at in order if at in found])

    def line(start: int) -> int:
        return bisect_right(line_starts, start)

    placed = sorted((start, at) for at, start in found.items())
    verdicts = []
    for at in order:
        if at in in_order:
            verdicts.append(Verdict(at, "exact", line(found[at])))
        elif at in found:
            before = bisect_left(placed, (found[at], at)) - 1
            after = placed[before][1] if before >= 0 else ""
            verdicts.append(Verdict(at, "moved", line(found[at]), after))
        else:
            places = (run.find(letters(quote)) for quote in quotes.get(at, ()))
            place = next((p for p in places if p >= 0), -1)
            verdicts.append(
                Verdict(at, "changed", line(place)) if place >= 0 else Verdict(at, "missing")
            )
    return verdicts


def _unroll(text: str) -> tuple[str, list[int], list[int]]:
    """The letters of a text; where words begin in them; where lines begin in them."""
    pieces: list[str] = []
    starts: list[int] = []
    line_starts: list[int] = []
    length = 0
    for text_line in text.splitlines():
        line_starts.append(length)
        for word in words(text_line):
            starts.append(length)
            pieces.append(word)
            length += len(word)
    return "".join(pieces), starts, line_starts


def _digest(run: str) -> str:
    return hashlib.sha256(run.encode()).hexdigest()


def _head(run: str) -> str:
    return _digest(run[:HEAD_LETTERS])[:8]


def _longest_rise(pairs: list[tuple[str, int]]) -> set[str]:
    """The names of the longest run of pairs whose numbers rise (patience sorting)."""
    tails: list[int] = []
    tops: list[int] = []
    back: list[int] = []
    for index, (_, value) in enumerate(pairs):
        pile = bisect_left(tails, value)
        back.append(tops[pile - 1] if pile else -1)
        if pile == len(tails):
            tails.append(value)
            tops.append(index)
        else:
            tails[pile], tops[pile] = value, index
    names = set()
    index = tops[-1] if tops else -1
    while index >= 0:
        names.add(pairs[index][0])
        index = back[index]
    return names

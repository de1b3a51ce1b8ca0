"""Candidate claims of a text, sentence by sentence, each with how sure it is and why.

A candidate is a guess of the program. It says which two concepts a sentence may join, by
which relation, and which words show it; what is claimed, a person says.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from relatum.graph.anchors import count_words, occurrences
from relatum.graph.curating.cues import signals
from relatum.graph.curating.matcher import Label, Matcher, Mention
from relatum.graph.curating.pairs import pairs
from relatum.graph.curating.skeleton import joint, units
from relatum.graph.curating.ties import Pair
from relatum.graph.curating.tokens import Token, resolved, tokens, without_citations
from relatum.graph.curating.vocabulary import Vocabulary
from relatum.graph.forms import MOST_QUOTED_WORDS

#: A pair below is seldom a claim, and not proposed; a mention below names nothing.
LEAST, _NAMED = 0.24, 0.45
#: What a name itself says ("need for contact" is a need) is proposed once in a text; so much
#: less is it where it stands again.
_SAID_BEFORE = 0.4
_KIND = 0.5
#: How sure a preferred or alternative label is.
_CERTAIN = 0.9

#: Why a pair is proposed, in words, by the way in which the two stand together.
REASONS = {
    "verb": "subject and object of a verb",
    "phrase": "joined by a small word",
    "within": "one name holds the other",
    "kind": "one name is the other with a word more",
    "owner": "one has the other",
    "acts": "one does the other",
    "overlap": "they share a word",
    "list": "in a list",
    "two of a list": "joined by 'and' or 'or'",
    "pair": "joined by 'as well as'",
    "colon": "one unfolds the other",
    "beside": "side by side",
    "clause": "two clauses",
    "setting": "one is the setting of the other",
    "surpassed": "more than the other",
    "reported": "what is said or asked for",
}


#: So many letters of a sentence are read; none that a person wrote is as long.
_LONGEST = 10_000


class Candidate(NamedTuple):
    """A claim that a sentence may make.

    Attributes:
        at: the sentence.
        subject: the key of the first concept.
        relation: as a curator writes it.
        object: the key of the second concept.
        score: how sure it is, from 0 to 1.
        reason: why it is proposed.
        quote: words that stand once in the sentence and show it; empty where there are none.
        certainty: stated or hedged.
        negated: whether the sentence seems to deny it.
        cites: the works that the sentence cites.
    """

    at: str
    subject: str
    relation: str
    object: str
    score: float
    reason: str
    quote: str
    certainty: str = "stated"
    negated: bool = False
    cites: tuple[str, ...] = ()

    @property
    def triple(self) -> tuple[str, str, str]:
        """Subject, relation and object."""
        return self.subject, self.relation, self.object


class Suggester:
    """Reads texts with the vocabulary of a workspace."""

    def __init__(self, known: Vocabulary) -> None:
        """Compiles the names."""
        self.known = known
        self.matcher = Matcher(Label(*label) for label in known.labels)
        self.people = frozenset(key for key, kind in known.kinds.items() if kind == "Role")
        preferred = known.preferred
        said = (tokens(preferred[key]) for key in self.people if key in preferred)
        self.person_stems = frozenset(found[-1].stem for found in said if found)

    def tokens(self, sentence: str) -> list[Token]:
        """The tokens of a sentence as concepts are looked for in them."""
        return resolved(without_citations(tokens(sentence[:_LONGEST])), self.person_stems)

    def mentions(self, found: list[Token]) -> list[Mention]:
        """The concepts that are likely named."""
        return [m for m in self.matcher.mentions(found) if m.sure >= _NAMED]

    def suggest(self, sentences: Mapping[str, str]) -> list[Candidate]:
        """The candidates of a text in reading order, those of a sentence by how sure they are."""
        made: list[Candidate] = []
        said: set[frozenset[str]] = set()
        back: list[Mention] = []
        for at, sentence in sentences.items():
            found = self.tokens(sentence)
            named = self.mentions(found)
            works = cited(self.known, sentence)
            proposed = [*pairs(found, named, back, self.people), *self._kinds(found, named)]
            for pair in _once(proposed, said):
                if pair.score >= LEAST:
                    made.append(_candidate(at, sentence, found, pair, works))
            back = _spoken_of(found, named) or back
        return made

    def _kinds(self, found: list[Token], named: Iterable[Mention]) -> list[Pair]:
        """What is said by a name that is another with one word more."""
        return [
            Pair(m.concept, "is-a", kind, _KIND * m.sure, "kind", (m.first, m.last))
            for m in named
            if m.sure >= 0.7
            for kind in self.matcher.kinds(found, m)
        ]


def cited(known: Vocabulary, sentence: str) -> tuple[str, ...]:
    """The works that a sentence cites by a surname and a year."""
    here = {token.word for token in tokens(sentence)}
    return tuple(
        key
        for key, (names, year) in sorted(known.works.items())
        if names and year in here and {t.word for t in tokens(names[0])} <= here
    )


def _once(proposed: Sequence[Pair], said: set[frozenset[str]]) -> list[Pair]:
    """The surest pair of each two ideas; what names say of themselves counts less again."""
    best: dict[frozenset[str], Pair] = {}
    for pair in proposed:
        key = frozenset((pair.subject, pair.object))
        if pair.reason in ("within", "kind") and key in said:
            pair = pair._replace(score=pair.score * _SAID_BEFORE)
        if key not in best or pair.score > best[key].score:
            best[key] = pair
    said |= {key for key, pair in best.items() if pair.reason in ("within", "kind")}
    return sorted(best.values(), key=lambda p: (-p.score, p.parts, p.subject, p.object))


def _spoken_of(found: list[Token], named: Sequence[Mention]) -> list[Mention]:
    """What a pronoun in the next sentence stands for; nothing where this begins with one."""
    together = units(named)
    if not together:
        return []
    first = together[0]
    pronoun = bool(found) and found[0].word in signals()["back"]
    if pronoun and joint(found, 0, first.first).sort == "verb":
        return []
    begin = [m for m in first.inner if m.first == first.first and m.sure > _CERTAIN]
    verbal = any(t.word in signals()["being"] for t in found[first.first : first.last])
    return begin if begin and verbal else [*first.tops, *begin]


def _candidate(
    at: str, sentence: str, found: Sequence[Token], pair: Pair, works: tuple[str, ...]
) -> Candidate:
    first, last = pair.parts
    said = [token.word for token in found[max(0, first - 3) : last + 2]]
    denied = signals()["denied"] & set(said)
    only = {"only", "just", "merely", "simply"} & set(said)
    return Candidate(
        at,
        pair.subject,
        pair.relation,
        pair.object,
        round(pair.score, 2),
        REASONS.get(pair.reason, pair.reason),
        quote(sentence, found[first].start, found[last].end),
        "hedged" if signals()["hedged"] & set(said) else "stated",
        negated=bool(denied & {"not", "no", "never", "cannot", "nor"}) and not only,
        cites=works,
    )


def quote(sentence: str, start: int, end: int) -> str:
    """At most six words between two places that stand in the sentence once, the last if many.

    >>> quote("Care often helps plants to grow, and care helps.", 0, 31)
    'Care often helps plants to grow'
    """
    pieces = sentence[start:end].split()
    for size in range(min(MOST_QUOTED_WORDS, len(pieces)), 0, -1):
        for at in range(len(pieces) - size, -1, -1):
            phrase = " ".join(pieces[at : at + size]).strip(" ,;:.()[]“”\"'‘’–—-")
            if 0 < count_words(phrase) <= MOST_QUOTED_WORDS and occurrences(phrase, sentence) == 1:
                return phrase
    return ""

"""Pairs of ideas, how sure what ties them makes them, and what a name itself says.

A name that holds another says of which kind its thing is, or what that is about: "need for
contact" is a need, and about contact.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from relatum.graph.curating.matcher import Mention
from relatum.graph.curating.skeleton import Unit
from relatum.graph.curating.tokens import Token

#: How sure each way of standing together makes a pair. Set by hand while the first article was
#: looked at, and rounded; no weight was fitted.
WEIGHTS = {
    "verb": 0.75,
    "relative": 0.7,
    "phrase": 0.62,
    "phrase of a list": 0.3,
    "list of a phrase": 0.5,
    "within": 0.62,
    "owner": 0.6,
    "owner of a list": 0.28,
    "reported": 0.45,
    "overlap": 0.45,
    "list": 0.3,
    "two of a list": 0.34,
    "pair": 0.5,
    "colon": 0.5,
    "beside": 0.4,
    "clause": 0.5,
    "setting": 0.5,
    "surpassed": 0.6,
    "back": 0.6,
    "acts": 0.5,
}


class Pair(NamedTuple):
    """Two ideas that a sentence may join.

    Attributes:
        subject: the key of the first.
        relation: as a curator writes it.
        object: the key of the second.
        score: how sure, from 0 to 1.
        reason: in which way they stand together.
        parts: the tokens that show it, first and last.
    """

    subject: str
    relation: str
    object: str
    score: float
    reason: str
    parts: tuple[int, int]


def inside(sentence: Sequence[Token], unit: Unit) -> Iterator[Pair]:
    """What the names within a longer name say of it: of which kind it is, and what it is about."""
    everything = (*unit.tops, *unit.inner)
    for outer in everything:
        within = [m for m in everything if set(m.parts) < set(outer.parts)]
        for inner in within:
            owner = sentence[inner.last].owns
            between = any(set(inner.parts) < set(other.parts) for other in within)
            if between and not (owner and outer in unit.tops):
                continue
            relation = "done-by" if owner else "is-a" if is_head(inner, outer) else "is-about"
            yield pair_of(outer, inner, relation, WEIGHTS["within"], "within")
    for number, one in enumerate(everything):
        for other in everything[number + 1 :]:
            if overlap(one, other):
                yield pair_of(one, other, "goes-with", WEIGHTS["overlap"], "overlap")


def overlap(one: Mention, other: Mention) -> bool:
    """Whether two names share words and neither holds the other."""
    first, second = set(one.parts), set(other.parts)
    return bool(first & second) and not (first <= second or second <= first)


def somebody(unit: Unit, people: frozenset[str]) -> bool:
    """Whether a unit names people and nothing else."""
    return all(mention.concept in people for mention in unit.tops)


def ends_within(unit: Unit) -> bool:
    """Whether a unit ends with a name that is what it is about, and that a list may go on from."""
    return any(m.last == unit.last and not is_head(m, unit.tops[-1]) for m in unit.inner)


def is_head(inner: Mention, outer: Mention) -> bool:
    """Whether a name ends as a longer one does, or begins it before "of": then it is its kind."""
    gap = next((i for i, (a, b) in enumerate(pairwise(outer.parts)) if b - a > 1), None)
    if gap is None:
        return inner.last == outer.last
    return inner.last == outer.parts[gap]


def tie(
    left: Iterable[Unit], right: Iterable[Unit], relation: str, weight: float, reason: str
) -> Iterator[Pair]:
    """The pairs of what some units name with what others name."""
    for one in left:
        for other in right:
            for a in one.tops:
                for b in other.tops:
                    yield pair_of(a, b, relation, weight, reason)


def pair_of(a: Mention, b: Mention, relation: str, weight: float, reason: str) -> Pair:
    """A pair of two mentions; the less sure they are, the less sure it is."""
    ends = (min(a.first, b.first), max(a.last, b.last))
    return Pair(a.concept, relation, b.concept, weight * a.sure * b.sure, reason, ends)

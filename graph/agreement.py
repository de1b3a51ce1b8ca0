"""What several sources say of the same: alike, less surely, against each other, or one alone."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from relatum.graph import terms
from relatum.graph.answers import ClaimRecord, ConceptCard, claims_of, second_hand
from relatum.graph.store import Store
from relatum.graph.terms import CERTAINTIES, key_of

#: Subject, relation and object, as they are compared.
Triple = tuple[str, str, str]


class Voice(NamedTuple):
    """What one source says of a concept: its share of the card.

    `basis` is `text` where the source was read, `secondary` where not.
    """

    source: str
    reference: str
    basis: str
    card: ConceptCard


class Pair(NamedTuple):
    """What two sources say of the same two things: the claims of one, and of the other."""

    first: tuple[ClaimRecord, ...]
    second: tuple[ClaimRecord, ...]


class Agreement(NamedTuple):
    """Two sources side by side.

    Attributes:
        sources: their keys.
        concept: the key of the concept that it is about; empty where it is about all.
        both: what both say, equally surely.
        certainty: what both say, one more surely than the other.
        against: where one denies what the other says, or says the opposite.
        only: what the first alone says, and what the second alone says.
        second_hand: those of the two whose text was not read.
    """

    sources: tuple[str, str]
    concept: str
    both: tuple[Pair, ...]
    certainty: tuple[Pair, ...]
    against: tuple[Pair, ...]
    only: tuple[tuple[ClaimRecord, ...], tuple[ClaimRecord, ...]]
    second_hand: tuple[str, ...]


class Opposites:
    """Which relations say the opposite of which, as the ontology has it."""

    def __init__(self, store: Store) -> None:
        """Reads what the ontology says of its relations."""
        self.symmetric: set[str] = set()
        self.opposed: dict[str, list[tuple[str, bool]]] = {}
        for row in store.rows("opposed"):
            one = terms.relation_name(row["relation"])
            if "other" not in row:
                self.symmetric.add(one)
                continue
            other, turned = terms.relation_name(row["other"]), row["turned"] == "true"
            self.opposed.setdefault(one, []).append((other, turned))
            self.opposed.setdefault(other, []).append((one, turned))

    def triple(self, claim: ClaimRecord) -> Triple:
        """What a claim says, the same for both ways to put what reads the same both ways."""
        ends = (claim.subject, claim.object)
        if claim.relation in self.symmetric:
            ends = min(ends), max(ends)
        return ends[0], claim.relation, ends[1]

    def of(self, triple: Triple) -> list[Triple]:
        """What would be the opposite of what is said."""
        subject, relation, other = triple
        return [
            (other, opposite, subject) if turned else (subject, opposite, other)
            for opposite, turned in self.opposed.get(relation, ())
        ]


def voices(store: Store, card: ConceptCard) -> list[Voice]:
    """A concept's card source by source; a source that says nothing of it has an empty one.

    Args:
        store: the dataset.
        card: the card with all that is said.
    """
    return [
        Voice(
            key_of(row["source"]),
            row["reference"],
            row.get("basis", "text"),
            _share(card, key_of(row["source"])),
        )
        for row in store.rows("sources")
    ]


def agreement(store: Store, sources: tuple[str, str], concept: str = "") -> Agreement:
    """Two sources side by side, on one concept or on everything.

    Two claims are about the same where subject, relation and object are the same; the linking
    phrases may differ. They are against each other where one is denied, or where the
    ontology says that their relations are opposed (`rlt:isOpposedTo`).

    Args:
        store: the dataset.
        sources: the keys of two sources.
        concept: the key of a concept.
    """
    opposites = Opposites(store)
    said = [_said(store, source, concept, opposites) for source in sources]
    against = _against(said[0], said[1], opposites)
    split = {id(claim) for pair in against for side in pair for claim in side}
    rest = [_without(claims, split) for claims in said]
    pairs = [Pair(rest[0][same], rest[1][same]) for same in rest[0] if same in rest[1]]
    only = [
        tuple(c for same, group in mine.items() if same not in theirs for c in group)
        for mine, theirs in (rest, reversed(rest))
    ]
    return Agreement(
        sources=sources,
        concept=concept,
        both=tuple(pair for pair in pairs if _as_sure(pair)),
        certainty=tuple(pair for pair in pairs if not _as_sure(pair)),
        against=tuple(against),
        only=(only[0], only[1]),
        second_hand=tuple(sorted(set(sources) & second_hand(store))),
    )


Said = Mapping[tuple[Triple, bool], tuple[ClaimRecord, ...]]


def _said(store: Store, source: str, concept: str, opposites: Opposites) -> Said:
    """The claims of a source by what they say, and whether they deny it."""
    found: dict[tuple[Triple, bool], tuple[ClaimRecord, ...]] = {}
    for claim in claims_of(store, source):
        if concept in ("", claim.subject, claim.object):
            same = opposites.triple(claim), claim.negated
            found[same] = (*found.get(same, ()), claim)
    return found


def _against(first: Said, second: Said, opposites: Opposites) -> list[Pair]:
    """Where one source denies what the other says, or says the opposite."""
    pairs = []
    for (triple, negated), claims in first.items():
        other = [(triple, not negated)]
        other += [(opposite, False) for opposite in opposites.of(triple) if not negated]
        found = tuple(claim for same in other for claim in second.get(same, ()))
        if found:
            pairs.append(Pair(claims, found))
    return pairs


def _without(said: Said, taken: set[int]) -> Said:
    left = {same: tuple(c for c in claims if id(c) not in taken) for same, claims in said.items()}
    return {same: claims for same, claims in left.items() if claims}


def _as_sure(pair: Pair) -> bool:
    return _surest(pair.first) == _surest(pair.second)


def _surest(claims: Iterable[ClaimRecord]) -> str:
    made = {claim.certainty for claim in claims}
    return next(grade for grade in CERTAINTIES if grade in made)


def _share(card: ConceptCard, source: str) -> ConceptCard:
    """What of a card one source says."""
    return card._replace(
        claims=tuple(claim for claim in card.claims if claim.passage.source == source),
        citations=tuple(c for c in card.citations if c.passage.source == source),
        inferred=tuple(
            inferred
            for inferred in card.inferred
            if {basis.partition("/")[0] for basis in inferred.basis} == {source}
        ),
        second_hand=tuple(key for key in card.second_hand if key == source),
    )

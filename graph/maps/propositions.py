"""What a map can say: the claims as propositions, equal ones as one, and what is cited for what."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from relatum.graph import terms
from relatum.graph.maps.conceptmap import Evidence, Proposition, surest
from relatum.graph.store import Row, Store
from relatum.graph.terms import key_of
from relatum.graph.web import WEAK, Thing

#: What is traced to people and works beside the claims.
COMPANIONS = ("theorists", "works")
#: How the two links of a citation read.
_CITED, _WROTE = "is cited for", "wrote"
#: The relation of the first of them.
CITED = "is-cited-for"
#: How much a claim weighs by how it is made, and by a relation that says little; what
#: comes first tells a little more than that it is a part.
_BY_CERTAINTY = {"stated": 1.0, "hedged": 0.8, "inferred": 0.6}
_WEAK_WEIGHS, _DENIED_WEIGHS, _FIRST_WEIGHS, _AGAIN_WEIGHS = 0.35, 0.5, 1.1, 0.25


class Filter(NamedTuple):
    """Which claims may go on a map; an empty set stands for everything."""

    source: str = ""
    relations: frozenset[str] = frozenset()
    inferred: bool = True
    hedged: bool = True

    def takes(self, relation: str, certainty: str, source: str) -> bool:
        """Whether a claim of this relation, certainty and source may go on the map."""
        return (
            (self.inferred or certainty != "inferred")
            and (self.hedged or certainty != "hedged")
            and (not self.relations or relation in self.relations)
            and (not self.source or source == self.source)
        )


def claimed(store: Store, wanted: Filter) -> list[Proposition]:
    """The claims between two things, those that say the same as one proposition.

    Of what one sentence says of the same two things twice, the stronger is kept.

    Args:
        store: the dataset.
        wanted: which claims to take.
    """
    between = (link for link in merged(store, wanted) if link.subject != link.object)
    return list(_once_a_sentence(between))


def merged(store: Store, wanted: Filter) -> list[Proposition]:
    """All claims, those that say the same of the same things in the same words as one.

    Args:
        store: the dataset.
        wanted: which claims to take.
    """
    said: dict[tuple[str, str, str, str, bool], list[Evidence]] = {}
    for row in store.rows("network"):
        relation = terms.relation_name(row["relation"])
        evidence = _evidence(row)
        if wanted.takes(relation, evidence.certainty, evidence.source):
            ends = key_of(row["subject"]), key_of(row["object"])
            same = (ends[0], relation, row["phrase"], ends[1], row.get("negated") == "true")
            said.setdefault(same, []).append(evidence)
    return [
        Proposition(*same[:4], surest(found), same[4], tuple(found)) for same, found in said.items()
    ]


def cited(
    store: Store, things: Mapping[str, Thing], companions: Iterable[str], wanted: Filter
) -> list[Proposition]:
    """Who and what is cited for a concept: theorists, works, or both with the works between.

    Args:
        store: the dataset.
        things: what there is, by key.
        companions: `theorists`, `works` or both.
        wanted: which sources to take.
    """
    shown = set(companions)
    authors: dict[str, list[str]] = {}
    citations: dict[tuple[str, str], list[Evidence]] = {}
    for row in store.rows("links") if shown else ():
        one, other = key_of(row["from"]), key_of(row["to"])
        if row["relation"] == "made":
            authors.setdefault(other, []).append(one)
        elif not wanted.source or key_of(row["source"]) == wanted.source:
            citations.setdefault((one, other), []).append(_citation(row, things))
    links: dict[tuple[str, str, str], list[Evidence]] = {}
    for (work, concept), found in citations.items():
        if "works" in shown:
            links.setdefault((work, _CITED, concept), []).extend(found)
        for person in authors.get(work, ()) if "theorists" in shown else ():
            if "works" in shown:
                links.setdefault((person, _WROTE, work), []).extend(found)
            else:
                links.setdefault((person, _CITED, concept), []).extend(found)
    return [
        Proposition(
            one, phrase.replace(" ", "-"), phrase, other, "stated", False, tuple(_unlike(found))
        )
        for (one, phrase, other), found in links.items()
    ]


def weight(link: Proposition) -> float:
    """How much a proposition ties its two sides: by relation, certainty and how often said."""
    strength = _WEAK_WEIGHS if link.relation in WEAK else 1.0
    strength *= _FIRST_WEIGHS if link.relation == "begins-with" else 1.0
    strength *= _DENIED_WEIGHS if link.negated else 1.0
    return strength * _BY_CERTAINTY[link.certainty] * (1 + _AGAIN_WEIGHS * (len(link.evidence) - 1))


def _once_a_sentence(links: Iterable[Proposition]) -> Iterator[Proposition]:
    """Leaves out what a sentence says of the same two things less strongly."""
    said: dict[tuple[str, str, str, str], Proposition] = {}
    for link in links:
        first = link.evidence[0]
        place = (link.subject, link.object, first.source, first.at)
        if len(link.evidence) > 1:
            yield link
        elif place not in said or weight(said[place]) < weight(link):
            said[place] = link
    yield from said.values()


def _evidence(row: Row) -> Evidence:
    return Evidence(
        claim=row["claim"].removeprefix(terms.CLAIM),
        statement=row["statement"],
        certainty=terms.certainty_name(row["certainty"]),
        source=key_of(row["source"]),
        paragraph=int(row["paragraph"]),
        sentence=int(row["sentence"]),
        quote=row["quote"],
    )


def _citation(row: Row, things: Mapping[str, Thing]) -> Evidence:
    work = key_of(row["from"])
    return Evidence(
        claim=row["citation"].removeprefix(terms.CLAIM),
        statement=f"{things[work].label} is cited for it: {row['purpose']}.",
        certainty="stated",
        source=key_of(row["source"]),
        paragraph=int(row["paragraph"]),
        sentence=int(row["sentence"]),
        quote="",
        work=work,
    )


def _unlike(found: Iterable[Evidence]) -> Iterable[Evidence]:
    """Each citation once: one that is for several concepts stands for a work only once."""
    return {(one.work, one.source, one.at, one.statement): one for one in found}.values()


def in_order(links: Iterable[Proposition]) -> list[Proposition]:
    """Propositions as they are read: by source, paragraph and sentence, then by what they say."""

    def place(link: Proposition) -> tuple[object, ...]:
        first = min(link.evidence, key=lambda one: (one.source, one.paragraph, one.sentence))
        return (first.source, first.paragraph, first.sentence, *link[:4])

    return sorted(links, key=place)

"""What the graph knows of a map that somebody drew: its concepts by name, its propositions."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from relatum.graph import terms
from relatum.graph.formats.drawn import DrawnConcept, DrawnMap, DrawnProposition
from relatum.graph.lookup import Match, Names, slug, stems
from relatum.graph.store import Row, Store
from relatum.graph.terms import key_of

#: How the links of people and works read on a map.
_LINKS = {"made": "wrote", "is-cited-for": "is cited for"}


class Said(NamedTuple):
    """What the graph says of two things: a claim, or what joins a person, a work, a concept."""

    phrase: str
    statement: str
    certainty: str
    negated: bool
    source: str
    at: str


class KnownConcept(NamedTuple):
    """A concept of the map with the key and label of what it is in the graph."""

    drawn: DrawnConcept
    key: str
    label: str


class NearConcept(NamedTuple):
    """A concept of the map that the graph does not have, with the names that may be meant."""

    drawn: DrawnConcept
    near: tuple[str, ...]


class CheckedProposition(NamedTuple):
    """A proposition of the map with what the graph says of its two concepts."""

    drawn: DrawnProposition
    said: tuple[Said, ...]


class Recognition(NamedTuple):
    """A map beside the graph.

    Of the propositions, `claims` are claims of the graph in other or the same words;
    `otherwise` join two concepts of which the graph says something else; `silent` join two
    that it has and says nothing of; `unchecked` have a concept that it does not have.
    """

    drawn: DrawnMap
    known: tuple[KnownConcept, ...]
    near: tuple[NearConcept, ...]
    unknown: tuple[DrawnConcept, ...]
    claims: tuple[CheckedProposition, ...]
    otherwise: tuple[CheckedProposition, ...]
    silent: tuple[DrawnProposition, ...]
    unchecked: tuple[DrawnProposition, ...]


def recognise(store: Store, drawn: DrawnMap) -> Recognition:
    """Matches a map with the graph by names.

    A proposition is a claim where the graph has one from the same concept to the same with
    a linking phrase that differs in the endings of words at most.

    Args:
        store: the dataset.
        drawn: the map.
    """
    names = Names(store)
    labels = dict.fromkeys(concept.label for concept in drawn.concepts)
    matches = {label: names.match(label) for label in labels}
    sayings = _sayings(store)
    checked: dict[str, list[CheckedProposition]] = {"claims": [], "otherwise": []}
    silent, unchecked = [], []
    for said in drawn.propositions:
        ends = matches[said.subject].thing, matches[said.object].thing
        if not all(ends):
            unchecked.append(said)
            continue
        sort, found = _judged(said, sayings, *ends)
        if found:
            checked[sort].append(CheckedProposition(said, found))
        else:
            silent.append(said)
    once = _once(drawn.concepts)
    return Recognition(
        drawn,
        tuple(_known(one, matches[one.label], names) for one in once if matches[one.label].thing),
        tuple(NearConcept(one, matches[one.label].near) for one in once if matches[one.label].near),
        tuple(one for one in once if matches[one.label] == Match("")),
        tuple(checked["claims"]),
        tuple(checked["otherwise"]),
        tuple(silent),
        tuple(unchecked),
    )


def _once(concepts: Iterable[DrawnConcept]) -> list[DrawnConcept]:
    """The concepts in the order of their labels, those of one label once."""
    first = {concept.label: concept for concept in reversed(list(concepts))}
    return sorted(first.values(), key=lambda one: (one.label.casefold(), one.label))


def _known(concept: DrawnConcept, match: Match, names: Names) -> KnownConcept:
    return KnownConcept(concept, key_of(match.thing), names.preferred[match.thing])


def _judged(
    drawn: DrawnProposition, sayings: Mapping[tuple[str, str], list[Said]], one: str, other: str
) -> tuple[str, tuple[Said, ...]]:
    """Which sort a proposition of two known concepts is, and what the graph says of them."""
    said = sayings.get((one, other), [])
    same = tuple(saying for saying in said if _alike(saying.phrase, drawn.phrase))
    if same:
        return "claims", same
    back = sayings.get((other, one), []) if one != other else []
    return "otherwise", (*said, *back)


def _alike(one: str, other: str) -> bool:
    """Whether two linking phrases are the same but for endings and articles."""
    if not slug(one) or not slug(other):
        return one.casefold() == other.casefold()
    return stems(one) == stems(other)


def _sayings(store: Store) -> dict[tuple[str, str], list[Said]]:
    """All that the graph says of two things, by their IRIs."""
    found: dict[tuple[str, str], list[Said]] = {}
    for row in store.rows("network"):
        certainty = terms.certainty_name(row["certainty"])
        negated = row.get("negated") == "true"
        said = Said(row["phrase"], row["statement"], certainty, negated, *_place(row))
        found.setdefault((row["subject"], row["object"]), []).append(said)
    links = store.rows("links")
    authors: dict[str, list[str]] = {}
    for row in links:
        if row["relation"] == "made":
            authors.setdefault(row["to"], []).append(row["from"])
    for row in links:
        said = Said(_LINKS[row["relation"]], row.get("purpose", ""), "stated", False, *_place(row))
        # A map without works joins the person who wrote one with what it is cited for.
        people = authors.get(row["from"], []) if row["relation"] == "is-cited-for" else []
        for start in (row["from"], *people):
            found.setdefault((start, row["to"]), []).append(said)
    return found


def _place(row: Row) -> tuple[str, str]:
    if "source" not in row:
        return "", ""
    return key_of(row["source"]), f"{row['paragraph']}.{row['sentence']}"

"""What a question can be answered from: every claim with its words, and which words tell.

A claim is found by the words of its own text and by the names of the two things it joins.
How much a word tells is its inverse document frequency over the sentences of the sources
(Spärck Jones, 1972).
"""

from collections import defaultdict
from functools import cached_property
from math import log
from typing import NamedTuple

from relatum.graph import terms
from relatum.graph.asking.plainwords import STOP
from relatum.graph.asking.wording import stem, stems, words
from relatum.graph.store import Row, Store
from relatum.graph.terms import key_of

Place = tuple[str, int, int]

#: How well a word fits a claim, by where it stands.
_IN_LABEL, _IN_TEXT, _IN_DEFINITION = 0.8, 0.7, 0.3


class Claim(NamedTuple):
    """A claim as it answers a question."""

    id: str
    subject: str
    relation: str
    object: str
    phrase: str
    statement: str
    quote: str
    certainty: str
    place: Place


class Citation(NamedTuple):
    """A work cited at a place, with its authors and the concepts it is cited for."""

    work: str
    persons: tuple[str, ...]
    concepts: tuple[str, ...]
    purpose: str
    page: str
    place: Place


class Name(NamedTuple):
    """One of the names of a thing: its telling stems, and whether it is hidden."""

    thing: str
    stems: frozenset[str]
    ordered: tuple[str, ...]
    hidden: bool

    @property
    def exact(self) -> bool:
        """Whether half of it or more is small words, so that it counts word for word only."""
        return 2 * len(self.stems) <= len(self.ordered)


class Library:
    """Claims, citations and names of a dataset, ready to be searched."""

    def __init__(self, store: Store) -> None:
        """Reads all that is needed with three queries."""
        self.labels: dict[str, str] = {}
        self.facts: dict[str, dict[str, str]] = defaultdict(dict)
        self.names: list[Name] = []
        self.surface: list[str] = []
        self.persons: set[str] = set()
        self.works: set[str] = set()
        self.kinds: dict[str, str] = {}
        self.definitions: dict[str, str] = {}
        for row in store.rows("labels"):
            self._name(row)
        self.claims = [_claim(row) for row in store.rows("network")]
        self.citations = _citations(store.rows("cited"))
        self._weigh()

    def _name(self, row: Row) -> None:
        thing, value = key_of(row["thing"]), row["value"]
        part = row["property"].replace("#", "/").rpartition("/")[2]
        base = row["thing"].removesuffix(thing)
        if base not in (terms.CONCEPT, terms.PERSON, terms.WORK):
            return
        if part in ("prefLabel", "name", "inTextCitation"):
            self.labels[thing] = value
        if base == terms.PERSON:
            self.persons.add(thing)
        if base == terms.WORK:
            self.works.add(thing)
            self.facts[thing][part] = value
        elif part == "type":
            self.kinds[thing] = value
        elif part == "definition":
            self.definitions[thing] = value
        else:
            self.surface.append(value)
            written = words(value)
            ordered = tuple(map(stem, written))
            telling = frozenset(map(stem, (word for word in written if word not in STOP)))
            self.names.append(
                Name(thing, telling or frozenset(ordered), ordered, part == "hiddenLabel")
            )

    def _weigh(self) -> None:
        """Gives every claim its stems with weights, and every stem its inverse frequency."""
        labels: dict[str, dict[str, float]] = defaultdict(dict)
        for name in self.names:
            if not name.hidden:
                for one in name.stems:
                    labels[name.thing][one] = _IN_LABEL
        for thing, text in (*self.kinds.items(), *self.definitions.items()):
            for one in stems(text):
                labels[thing].setdefault(one, _IN_DEFINITION)
        self.stems_of = {
            thing: {one for one, weight in found.items() if weight > _IN_DEFINITION}
            for thing, found in labels.items()
        }
        self.weights: list[dict[str, float]] = []
        self.by_place: dict[Place, list[int]] = defaultdict(list)
        for number, claim in enumerate(self.claims):
            weights = dict(labels.get(claim.subject, {}))
            for one, weight in labels.get(claim.object, {}).items():
                weights[one] = max(weight, weights.get(one, 0))
            for text in (claim.statement, claim.quote, claim.phrase):
                for one in stems(text):
                    weights[one] = max(_IN_TEXT, weights.get(one, 0))
            self.weights.append(weights)
            self.by_place[claim.place].append(number)
        self.cited_at: dict[Place, list[Citation]] = defaultdict(list)
        for citation in self.citations:
            self.cited_at[citation.place].append(citation)
        self._count()

    def _count(self) -> None:
        found: dict[str, set[Place]] = defaultdict(set)
        things: dict[str, set[Place]] = defaultdict(set)
        for claim, weights in zip(self.claims, self.weights, strict=True):
            for one, weight in weights.items():
                if weight > _IN_DEFINITION:
                    found[one].add(claim.place)
            for thing in (claim.subject, claim.object):
                things[thing].add(claim.place)
        self.quoted = {person for c in self.citations for person in c.persons}
        self.agents = {c.object for c in self.claims if c.relation == "done-by"}
        self.spread: dict[str, set[Place]] = defaultdict(set)
        for claim in self.claims:
            self.spread[claim.relation].add(claim.place)
        self.places_of = things
        self.found = found
        self.defined = {one for weights in self.weights for one in weights}

    @cached_property
    def only_name(self) -> dict[str, Name]:
        """The stems that stand in the names of one concept only, with such a name."""
        held: dict[str, list[Name]] = defaultdict(list)
        for name in self.names:
            if not name.hidden and name.thing not in self.persons:
                for one in name.stems:
                    held[one].append(name)
        return {
            one: names[0]._replace(stems=frozenset((one,)))
            for one, names in held.items()
            if len({name.thing for name in names}) == 1
        }

    @cached_property
    def own_authors(self) -> frozenset[str]:
        """The surnames of those who wrote the sources themselves, and are cited by none."""
        return frozenset(stem(person) for person in self.persons - self.quoted)

    @cached_property
    def agent_stems(self) -> frozenset[str]:
        """The stems of those who do what is done by somebody."""
        return frozenset(one for agent in self.agents for one in self.stems_of.get(agent, ()))

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """Every word of the names and statements, as it is written."""
        texts = (*self.surface, *(claim.statement for claim in self.claims))
        return frozenset(word for text in texts for word in words(text) if len(word) > 2)

    @cached_property
    def title_words(self) -> frozenset[str]:
        """The stems of the titles of works."""
        titles = (self.facts[work].get("title", "") for work in self.works)
        return frozenset(one for title in titles for one in stems(title))

    def knows(self, one: str) -> bool:
        """Whether a stem stands in a claim, a label or a definition."""
        return one in self.defined

    def telling(self, one: str) -> float:
        """How much a stem tells: the fewer sentences have it, the more."""
        total = len(self.by_place) or 1
        return log(1 + total / max(1, len(self.found.get(one, ()))))


def _claim(row: Row) -> Claim:
    return Claim(
        id=row["claim"].removeprefix(terms.CLAIM),
        subject=key_of(row["subject"]),
        relation=terms.relation_name(row["relation"]),
        object=key_of(row["object"]),
        phrase=row["phrase"],
        statement=row["statement"],
        quote=row["quote"],
        certainty=terms.certainty_name(row["certainty"]),
        place=(key_of(row["source"]), int(row["paragraph"]), int(row["sentence"])),
    )


def _citations(rows: list[Row]) -> list[Citation]:
    grouped: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        grouped.setdefault((row["citation"], row["work"]), []).append(row)
    return [
        Citation(
            work=key_of(work),
            persons=tuple(dict.fromkeys(key_of(r["person"]) for r in group if "person" in r)),
            concepts=tuple(dict.fromkeys(key_of(r["concept"]) for r in group if "concept" in r)),
            purpose=group[0]["purpose"],
            page=group[0].get("page", ""),
            place=(
                key_of(group[0]["source"]),
                int(group[0]["paragraph"]),
                int(group[0]["sentence"]),
            ),
        )
        for (_, work), group in grouped.items()
    ]

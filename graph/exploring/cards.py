"""What is said of each thing: the cards of the commands, with numbers in place of claims."""

from collections.abc import Mapping

from relatum.graph import terms
from relatum.graph.answers import ConceptCard, TheoristCard, WorkCard, card, timeline
from relatum.graph.exploring.evidence import Evidence, Record
from relatum.graph.index import FIELDS
from relatum.graph.index import texts as indexed
from relatum.graph.store import Store, index_of
from relatum.graph.terms import key_of
from relatum.graph.web import Thing

#: What the page's search does not look through: it shows claims where it shows their things.
_NOT_SEARCHED = ("claim", "key phrase")
_BASES = {"theorist": terms.PERSON, "work": terms.WORK}


def things(store: Store, known: Mapping[str, Thing], evidence: Evidence) -> dict[str, Record]:
    """The card of each concept, theorist and work, by key.

    Args:
        store: the dataset.
        known: all things.
        evidence: their claims and citations.
    """
    told = _Teller(store, evidence)
    return {
        key: told.of(_BASES.get(thing.kind, terms.CONCEPT) + key) for key, thing in known.items()
    }


class _Teller:
    """Says of a thing what its card says, with keys and numbers."""

    def __init__(self, store: Store, evidence: Evidence) -> None:
        """Takes what the cards are made of."""
        self.store, self.evidence = store, evidence
        self.works: dict[str, list[str]] = {}
        for work, people in sorted(evidence.authors.items()):
            for person in people:
                self.works.setdefault(person, []).append(work)
        self.about: dict[str, list[int]] = {}
        for number, claim in enumerate(evidence.claims):
            for end in {claim["subject"], claim["object"]}:
                self.about.setdefault(end, []).append(number)

    def of(self, iri: str) -> Record:
        """The card of a thing."""
        found = card(self.store, iri)
        numbers = self.evidence.numbers
        if isinstance(found, ConceptCard):
            said = self._concept(iri, found)
        elif isinstance(found, TheoristCard):
            said = self._theorist(found)
        else:
            said = self._work(iri, found)
            return {
                **said,
                "claims": self.about.get(found.id, []),
                "citations": numbers(found.citations),
            }
        return {**said, "claims": numbers(found.claims), "citations": numbers(found.citations)}

    def _concept(self, iri: str, found: ConceptCard) -> Record:
        near: dict[str, list[str]] = {"broader": [], "narrower": []}
        for row in self.store.rows("concept", thing=iri):
            name = row["property"].removeprefix(terms.SKOS)
            if name in near:
                near[name].append(key_of(row["value"]))
        return {
            "definition": found.definition,
            "note": found.note,
            "alsoKnownAs": list(found.also_known_as),
            **near,
            "inferred": [
                {"sentence": " ".join(one.parts), "basis": list(one.basis)}
                for one in found.inferred
            ],
        }

    def _theorist(self, found: TheoristCard) -> Record:
        return {
            "description": found.description,
            "born": found.born,
            "died": found.died,
            "note": found.note,
            "works": self.works.get(found.id, []),
            "sources": [list(one) for one in found.sources],
        }

    def _work(self, iri: str, found: WorkCard) -> Record:
        creators = [
            row["value"].removeprefix(terms.PERSON)
            for row in self.store.rows("work", thing=iri)
            if row["property"] == terms.DCTERMS + "creator"
        ]
        return {
            "reference": found.reference,
            "inText": found.in_text,
            "title": found.title,
            "year": found.year,
            "doi": found.doi,
            "theorists": creators,
            "sources": list(found.sources),
            "unverified": list(found.unverified),
            "errata": [dict(one._asdict()) for one in found.errata],
            "note": found.note,
        }


def works(cards: Mapping[str, Record]) -> dict[str, Record]:
    """The record of each work, as short as a reference needs it.

    Args:
        cards: as `things` gives them.
    """
    parts = ("reference", "inText", "title", "year", "doi", "theorists")
    return {
        key: {part: found[part] for part in parts}
        for key, found in cards.items()
        if "reference" in found
    }


def in_time(store: Store) -> list[Record]:
    """The works in the order of their years, with people and what each is cited for.

    Args:
        store: the dataset.
    """
    return [
        {
            "work": record.work,
            "year": record.year,
            "people": list(record.people),
            "purposes": [purpose._asdict() for purpose in record.purposes],
        }
        for record in timeline(store)
    ]


def texts(store: Store, known: Mapping[str, Thing]) -> Record:
    """What the search looks through, and how much a match in each field counts.

    Args:
        store: the dataset.
        known: all things.
    """
    fields = {name: counts for name, counts in FIELDS.items() if name not in _NOT_SEARCHED}
    found: dict[str, dict[str, list[str]]] = {key: {} for key in known}
    for key, field, text in indexed(index_of(store), fields):
        if key in known:
            found[key].setdefault(field, []).append(text)
    return {
        "fields": fields,
        "texts": {
            key: {field: said[field] for field in fields if field in said}
            for key, said in found.items()
        },
    }

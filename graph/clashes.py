"""What a workspace says against the bundled files: it may add to them, never change them.

Whoever asks must be able to trust that a bundled concept is the same in every workspace.
So a second preferred label, another definition, kind or date, or the name of a bundled
concept for another one is reported with both places.  Further names (in any language),
notes, narrower concepts, and kinds and relations of one's own are additions.
"""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from relatum.graph import terms
from relatum.graph.errors import Finding, Place
from relatum.graph.terms import DCTERMS, FOAF, RDF, RDFS, SCHEMA_ORG, SKOS, key_of
from relatum.graph.workspace import BUNDLED

#: What a concept or a person has once, and what it is called.  A preferred label in another
#: language would stand on every card beside the first, so translations are further names.
_ONCE = {
    terms.CONCEPT: {
        SKOS + "prefLabel": "the preferred label",
        SKOS + "definition": "the definition",
        RDF + "type": "the kind",
    },
    terms.PERSON: {
        FOAF + "name": "the name",
        FOAF + "familyName": "the family name",
        SCHEMA_ORG + "birthDate": "the birth date",
        SCHEMA_ORG + "deathDate": "the death date",
        DCTERMS + "description": "the description",
        RDF + "type": "the class",
    },
}
#: What may be added to a bundled kind or relation, which claims of others rest on.
_NOTES = {
    *(SKOS + name for name in ("altLabel", "hiddenLabel", "example", "hasTopConcept")),
    *(SKOS + name for name in ("note", "scopeNote", "editorialNote", "changeNote", "historyNote")),
    *(RDFS + name for name in ("comment", "seeAlso")),
}
#: What any other bundled thing has once.
_ONCE_OF_TERMS = {RDFS + "label": "the label", SKOS + "definition": "the definition"}
#: Classes that a thing may be said to be in without another kind.
_WIDE = {SKOS + "Concept", FOAF + "Person"}
#: What things go by; the hidden ones are what people type, and may be shared.
_NAMES = (SKOS + "prefLabel", SKOS + "altLabel", FOAF + "name")
#: What is made from the files in `sources/` and from the rules.
_MADE = (terms.CLAIM, terms.SOURCE, terms.WORK, terms.RULE, terms.BASE + "inference/")


class Fact(NamedTuple):
    """A triple of the ontology with its place; the object is a term of the store."""

    subject: str
    predicate: str
    object: Any
    place: Place

    @property
    def slot(self) -> tuple[str, str]:
        """What can be filled once: subject and predicate."""
        return self.subject, self.predicate

    @property
    def value(self) -> str:
        """The object as text; nothing where it is a triple."""
        return str(getattr(self.object, "value", ""))


def is_bundled(place: Place) -> bool:
    """Whether a file of the ontology or of the works is one of the bundled ones."""
    return place.file.parent in (BUNDLED / "ontology", BUNDLED / "sources")


def in_ontology(facts: Iterable[Fact]) -> Iterator[Finding]:
    """Where own files say something else than the bundled ones, each with both places.

    Args:
        facts: the triples of all files of `ontology/`.
    """
    bundled: list[Fact] = []
    own: list[Fact] = []
    for fact in facts:
        (bundled if is_bundled(fact.place) else own).append(fact)
    if own:
        yield from _changed(bundled, own)
        yield from _same_name(bundled, own)
        yield from _same_key(bundled, own)


def _changed(bundled: Iterable[Fact], own: Iterable[Fact]) -> Iterator[Finding]:
    """What own files say of bundled things that these have once, or do not say here at all."""
    said: dict[tuple[str, str], list[Fact]] = {}
    places: dict[str, Place] = {}
    for fact in bundled:
        said.setdefault(fact.slot, []).append(fact)
        places.setdefault(fact.subject, fact.place)
    for fact in own:
        if fact.subject.startswith(_MADE):
            mend = "write works, claims and sources into sources/"
            yield _clash(fact.place, f"<{fact.subject}> is not described in ontology/", mend)
        if fact.subject not in places or fact.value in _WIDE:
            continue
        earlier = said.get(fact.slot, [])
        if any(fact.object == one.object for one in earlier):
            continue
        place = earlier[0].place if earlier else places[fact.subject]
        what = _once(fact.subject).get(fact.predicate)
        begins = f"'{_shown(fact.subject)}' is already in {place}"
        if what and earlier:
            there = f"{begins} with {what} '{_shown(earlier[0].value)}'"
            mend = "leave it as it is there; give other names as altLabel, doubts as notes"
            yield _clash(fact.place, f"{there}, here '{_shown(fact.value)}'", mend)
        elif not (what or _may_be_added(fact)):
            mend = "name a kind or relation of your own, under the bundled one"
            here = terms.compact(fact.predicate)
            yield _clash(fact.place, f"{begins} and cannot be given {here} here", mend)


def _once(subject: str) -> dict[str, str]:
    """What a thing has once, by its sort."""
    return next((once for base, once in _ONCE.items() if subject.startswith(base)), _ONCE_OF_TERMS)


def _may_be_added(fact: Fact) -> bool:
    return fact.subject.startswith(tuple(_ONCE)) or fact.predicate in _NOTES


def _same_name(bundled: Iterable[Fact], own: Iterable[Fact]) -> Iterator[Finding]:
    """Names of bundled concepts and people that own files give to others."""
    names: dict[tuple[str, str], Fact] = {}
    for fact in bundled:
        if fact.predicate in _NAMES:
            names.setdefault(_name(fact), fact)
    for fact in own:
        if fact.predicate in _NAMES or fact.predicate == SKOS + "hiddenLabel":
            other = names.get(_name(fact))
            if other and other.subject != fact.subject:
                yield _clash(
                    fact.place,
                    f"'{_shown(fact.value)}' is already the name of "
                    f"'{key_of(other.subject)}' in {other.place}",
                    f"use '{key_of(other.subject)}', or name yours otherwise",
                )


def _name(fact: Fact) -> tuple[str, str]:
    """A name as people see it, among those of its sort."""
    sort = next((base for base in _ONCE if fact.subject.startswith(base)), "")
    return sort, " ".join(fact.value.casefold().split())


def _same_key(bundled: Iterable[Fact], own: Iterable[Fact]) -> Iterator[Finding]:
    """Keys of own concepts that are those of bundled people, and the other way round."""
    places = {fact.subject: fact.place for fact in bundled}
    others = {terms.CONCEPT: terms.PERSON, terms.PERSON: terms.CONCEPT}
    for subject, place in {fact.subject: fact.place for fact in own}.items():
        for base, other in others.items():
            key = subject.removeprefix(base)
            if subject.startswith(base) and other + key in places:
                taken = f"the key '{_shown(key)}' is already in {places[other + key]}"
                yield _clash(place, f"{taken}, of another sort", "choose another key")


def _clash(place: Place, message: str, mend: str) -> Finding:
    return Finding(place, "clash", message, mend)


def _shown(text: str) -> str:
    """A value as a message may repeat it; of an IRI its last part."""
    text = text.rpartition("#")[2] if text.startswith(terms.SCHEMA) else text
    text = key_of(text) if text.startswith(terms.BASE) else text
    plain = "".join(c if c.isprintable() else " " for c in text)
    return plain if len(plain) <= 60 else plain[:60] + "..."

"""What is there already: the names, kinds and works that something new must go with.

Read from the files and not from the store, so that a workspace can be added to while
something in it is still wrong.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from relatum.graph import bounded, terms
from relatum.graph.errors import Place
from relatum.graph.lookup import slug, stems
from relatum.graph.own.csl import Record
from relatum.graph.reader import Reading
from relatum.graph.terms import FOAF, RDFS, SKOS, key_of
from relatum.graph.workspace import Workspace

#: The properties that name things, the preferred one first.
_NAMING = {
    terms.CONCEPT: ("concept", [SKOS + n for n in ("prefLabel", "altLabel", "hiddenLabel")]),
    terms.PERSON: ("theorist", [FOAF + "name", SKOS + "altLabel", SKOS + "hiddenLabel"]),
}
#: How alike names are that a person should look at before another comes beside them.
_ALIKE = 0.84


class Name(NamedTuple):
    """A name of something that is there."""

    name: str
    sort: str
    key: str
    shown: str
    place: Place


class Kind(NamedTuple):
    """A kind of concept: its label, its IRI, and what it means."""

    label: str
    iri: str
    definition: str


class Known(NamedTuple):
    """What is there already: names, kinds, and the records of works with their places."""

    names: list[Name]
    kinds: list[Kind]
    works: dict[str, tuple[Record, Place]]

    def taken(self) -> set[str]:
        """The keys of all concepts, people and works."""
        return {name.key for name in self.names} | set(self.works)

    def called(self, sort: str, name: str) -> Name | None:
        """What of a sort has a name, but for capitals, spaces and articles."""
        wanted = slug(name)
        same = [one for one in self.names if one.sort == sort and slug(one.name) == wanted]
        # Something may go by a name that is the preferred one of another.
        return min(same, key=lambda one: one.name != one.shown, default=None) if wanted else None

    def near(self, sort: str, name: str) -> list[Name]:
        """What of a sort has a name like one that was typed, each thing once, best first."""
        from difflib import SequenceMatcher

        wanted, stem = slug(name), stems(name)
        found: dict[str, tuple[float, Name]] = {}
        matcher = SequenceMatcher(b=wanted)
        for one in self.names:
            form = slug(one.name)
            if one.sort != sort or not form:
                continue
            matcher.set_seq1(form)
            like = 1.0 if form == wanted else 0.0
            if not like and matcher.quick_ratio() >= _ALIKE:
                like = matcher.ratio()
            if like < _ALIKE and form[:3] == wanted[:3] and stems(one.name) == stem:
                like = _ALIKE
            if like >= max(_ALIKE, found.get(one.key, (0.0, one))[0]):
                found[one.key] = like, one
        return [one for _, one in sorted(found.values(), key=lambda pair: -pair[0])][:3]


def known(workspace: Workspace) -> Known:
    """What a workspace and the bundled files name; what is broken in them is left aside.

    Raises:
        RelatumError: the files need more than they may.
    """
    if not bounded.needed(workspace):
        return _known(workspace)
    names, kinds, works = bounded.call("known", workspace)
    return Known(
        [Name(name, sort, key, shown, _place(at)) for name, sort, key, shown, at in names],
        [Kind(*kind) for kind in kinds],
        {key: (record, _place(at)) for key, (record, at) in works.items()},
    )


def _place(at: Sequence[Any]) -> Place:
    return Place(Path(at[0]), int(at[1]))


def _known(workspace: Workspace) -> Known:
    reading = Reading(workspace)
    ontology = reading.ontology
    said: dict[str, dict[str, list[str]]] = {}
    for triple in ontology.triples:
        subject = str(getattr(triple.subject, "value", ""))
        value = str(getattr(triple.object, "value", ""))
        said.setdefault(subject, {}).setdefault(triple.predicate.value, []).append(value)
    names = []
    for subject, place in ontology.places.items():
        for base, (sort, properties) in _NAMING.items():
            if subject.startswith(base):
                given = [name for p in properties for name in said[subject].get(p, [])]
                shown = given[0] if given else key_of(subject)
                names += [
                    Name(name, sort, key_of(subject), shown, place)
                    for name in dict.fromkeys([*given, key_of(subject)])
                ]
    kinds = [
        Kind(values[RDFS + "label"][0], subject, values.get(SKOS + "definition", [""])[0])
        for subject, values in said.items()
        if SKOS + "Concept" in values.get(RDFS + "subClassOf", []) and RDFS + "label" in values
    ]
    works = {key: (dict(work.record), work.place) for key, work in reading.works.items()}
    return Known(names, kinds, works)

"""Concepts and people of one's own, written into the files of a workspace.

The files are read and written by `relatum.graph.own.entries`, in a process of its own as all
files of a workspace are.
"""

import json
import re
from datetime import date
from pathlib import Path
from typing import NamedTuple

from relatum.graph import bounded, terms
from relatum.graph.errors import Place, RelatumError
from relatum.graph.own.entries import Said, with_entry, write_made
from relatum.graph.terms import DCTERMS, FOAF, RDF, SCHEMA_ORG, SKOS
from relatum.graph.workspace import Workspace

#: Where each sort of thing is written, in a workspace.
FILES = {"concept": "ontology/concepts.ttl", "theorist": "ontology/theorists.ttl"}


class Concept(NamedTuple):
    """A concept to be written; the kind and what is broader are IRIs."""

    key: str
    label: str
    kind: str
    definition: str
    also: tuple[str, ...] = ()
    typed: tuple[str, ...] = ()
    broader: tuple[str, ...] = ()
    note: str = ""

    def entry(self) -> tuple[str, list[Said]]:
        """Its IRI, and what is said of it, in the order of the bundled files."""
        return terms.CONCEPT + self.key, [
            Said(RDF + "type", self.kind, "iri"),
            Said(SKOS + "prefLabel", self.label),
            *(Said(SKOS + "altLabel", name) for name in self.also),
            *(Said(SKOS + "hiddenLabel", name) for name in self.typed),
            Said(SKOS + "definition", self.definition),
            *(Said(SKOS + "broader", iri, "iri") for iri in self.broader),
            *([Said(SKOS + "editorialNote", self.note)] if self.note else []),
            Said(SKOS + "inScheme", terms.SCHEME, "iri"),
        ]


class Theorist(NamedTuple):
    """A person to be written; `source` is the web address that bears out what is said."""

    key: str
    name: str
    family: str
    source: str
    born: str = ""
    died: str = ""
    also: tuple[str, ...] = ()
    description: str = ""

    def entry(self) -> tuple[str, list[Said]]:
        """The person's IRI, and what is said, in the order of the bundled files."""
        dates = ((SCHEMA_ORG + "birthDate", self.born), (SCHEMA_ORG + "deathDate", self.died))
        return terms.PERSON + self.key, [
            Said(RDF + "type", FOAF + "Person", "iri"),
            Said(FOAF + "name", self.name, "text"),
            Said(FOAF + "familyName", self.family, "text"),
            *(Said(SKOS + "altLabel", name, "text") for name in self.also),
            *(Said(p, day, "date" if "-" in day else "gYear") for p, day in dates if day),
            *([Said(DCTERMS + "description", self.description)] if self.description else []),
            Said(DCTERMS + "source", self.source, "iri"),
        ]


def life_date(text: str) -> str:
    """A date of somebody's life: a year, or a whole date.

    Raises:
        RelatumError: it is neither.

    >>> life_date("1907-02-26"), life_date(" 1907 ")
    ('1907-02-26', '1907')
    """
    text = text.strip()
    if re.fullmatch(r"[0-9]{4}|[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        try:
            date.fromisoformat(text if "-" in text else f"{text}-01-01")
            return text
        except ValueError:
            pass
    raise RelatumError(f"'{text[:60]}' is no date; write a year, as 1907, or 1907-02-26")


def add_entry(workspace: Workspace, new: Concept | Theorist) -> Place:
    """Writes a concept or a person at the end of its file, and gives the place.

    Raises:
        RelatumError: the file cannot be read or written; then nothing was.
    """
    sort = "concept" if isinstance(new, Concept) else "theorist"
    path = workspace.roots[-1] / FILES[sort]
    subject, said = new.entry()
    line = bounded.call("add entry", workspace, str(path), json.dumps([subject, said]))
    return Place(path, int(line))


def write_entry(path: Path, told: str) -> int:
    """Does the work of `add_entry` in its process; gives the line of the entry."""
    subject, said = json.loads(told)
    data, line = with_entry(path, subject, [Said(*one) for one in said])
    write_made(path, data)
    return line

"""What a text may speak of: the concepts by all their labels, the relations, people and works.

A source that is being curated is not whole yet, so that no store can be built of it. The
files are read as they are, in a process of its own where they are a person's own.
"""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from relatum.graph import bounded, terms
from relatum.graph.errors import RelatumError, did_you_mean
from relatum.graph.reader import Reading
from relatum.graph.terms import key_of
from relatum.graph.workspace import Workspace

_NAMES = (terms.FOAF + "name", terms.FOAF + "familyName")
_LABELS = ("prefLabel", "altLabel", "hiddenLabel")


class Vocabulary(NamedTuple):
    """The names that a claim can be made of.

    Attributes:
        labels: concept, sort of label, and label, of every label there is.
        kinds: the kind of each concept.
        relations: the label of each relation.
        people: the names of each theorist.
        works: the surnames and the year of each work.
    """

    labels: list[tuple[str, str, str]]
    kinds: dict[str, str]
    relations: dict[str, str]
    people: dict[str, list[str]]
    works: dict[str, tuple[list[str], str]]

    @property
    def preferred(self) -> dict[str, str]:
        """The preferred label of each concept."""
        return {key: text for key, sort, text in self.labels if sort == "prefLabel"}


def vocabulary(workspace: Workspace) -> Vocabulary:
    """The names in a workspace.

    Raises:
        RelatumError: the files need more than they may.
    """
    if bounded.needed(workspace):
        data = bounded.call("vocabulary", workspace)
    else:
        data = read_vocabulary(workspace)
    labels = [(str(key), str(sort), str(text)) for key, sort, text in data["labels"]]
    works = {key: (names, year) for key, (names, year) in data["works"].items()}
    return Vocabulary(labels, data["kinds"], data["relations"], data["people"], works)


def read_vocabulary(workspace: Workspace) -> dict[str, Any]:
    """The names in a workspace, in the types of JSON; for `relatum.graph.apart`."""
    reading = Reading(workspace)
    labels: list[tuple[str, str, str]] = []
    relations: dict[str, str] = {}
    people: dict[str, list[str]] = {}
    for triple in reading.ontology.triples:
        subject = getattr(triple.subject, "value", "")
        predicate, value = triple.predicate.value, getattr(triple.object, "value", "")
        sort = predicate.removeprefix(terms.SKOS)
        key = key_of(subject)
        if subject.startswith(terms.CONCEPT) and sort in _LABELS:
            labels.append((key, sort, value))
        elif predicate == terms.RDFS + "label" and subject.startswith(terms.SCHEMA):
            name = terms.relation_name(subject)
            if name in reading.ontology.relations:
                relations.setdefault(name, value)
        elif subject.startswith(terms.PERSON) and predicate in _NAMES:
            people.setdefault(key, []).append(value)
    return {
        "labels": sorted(labels),
        "kinds": {key: concept.kind for key, concept in reading.ontology.concepts.items()},
        "relations": relations,
        "people": people,
        "works": {key: _cited_as(work.record) for key, work in reading.works.items()},
    }


def _cited_as(record: Mapping[str, Any]) -> tuple[list[str], str]:
    """The surnames and the year by which a work is cited."""
    people = record.get("author") or record.get("editor") or []
    names = [str(person["family"]) for person in people if person.get("family")]
    year = re.search(r"\d{4}", str((record.get("issued") or {}).get("date-parts", "")))
    return names, year[0] if year else ""


def source_folder(workspace: Workspace, key: str) -> Path:
    """The folder of a source, a person's own before a bundled one.

    Raises:
        RelatumError: there is no such source.
    """
    folders = {folder.name: folder for folder in workspace.source_folders()}
    if key in folders:
        return folders[key]
    hint = did_you_mean(key, folders)
    raise RelatumError(f"unknown source '{key}'" + (f", {hint}" if hint else ""))


def own_folder(workspace: Workspace, key: str) -> Path:
    """The folder of a source that a person may write to.

    Raises:
        RelatumError: there is no such source, or it came with the program.
    """
    folder = source_folder(workspace, key)
    if folder not in workspace.own().source_folders():
        raise RelatumError(
            f"the source '{key}' came with the program and is not changed here; "
            "name a workspace of your own with -C"
        )
    return folder

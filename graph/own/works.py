"""Works that somebody exported, beside those that are there: which are new, and their keys."""

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from relatum.graph import bounded
from relatum.graph.errors import Finding, Place
from relatum.graph.lookup import slug
from relatum.graph.own.csl import Record
from relatum.graph.own.entries import with_records, write_made
from relatum.graph.own.present import Known
from relatum.graph.references import year_of
from relatum.graph.workspace import Workspace

#: Where works are written, in a workspace.
FILE = "sources/bibliography.json"


def works_in(workspace: Workspace, path: Path) -> tuple[list[Record], list[Finding]]:
    """The works in an exported file, and what is wrong with those that cannot be used.

    Raises:
        RelatumError: the file cannot be read at all.
    """
    records, wrong = bounded.call("works in", workspace, str(path.absolute()))
    return [record for record, _ in records], bounded.findings(wrong)


class Sorted(NamedTuple):
    """Works that were read: new ones with their keys, those there, and those that differ."""

    new: list[Record]
    there: list[tuple[Record, str]]
    differing: list[tuple[Record, str]]


def sort_works(records: Iterable[Record], there: Known) -> Sorted:
    """What is to be done with each work that was read.

    Two records are of one work where they share a DOI, or first author, year and title;
    a subtitle that only one of them has makes no difference.
    """
    found = Sorted([], [], [])
    by_mark: dict[str, str] = {}
    for key, (record, _) in there.works.items():
        by_mark |= dict.fromkeys(_marks(record), key)
    new: list[Record] = []
    for record in records:
        same = next((by_mark[mark] for mark in _signs(record) if mark in by_mark), None)
        if same is None:
            new.append(record)
            by_mark |= dict.fromkeys(_marks(record), "")
        elif same and _is_same(record, there.works[same][0]):
            found.there.append((record, same))
        elif same:
            found.differing.append((record, same))
    found.new.extend(_with_keys(new, there.taken()))
    return found


def _marks(record: Mapping[str, Any]) -> list[str]:
    """What a work is known by: its DOI, its title, and its title as one with a subtitle."""
    doi = str(record.get("DOI", "")).lower()
    title, colon, _ = str(record.get("title", "")).partition(":")
    first = slug(_family((record.get("author") or [{}])[0]))
    who = f"{first} {year_of(record)}"
    marks = [f"{who} {slug(str(record.get('title', '')))}"] if slug(title) else []
    marks += [f"{who} {slug(title)}: ..."] if colon and slug(title) else []
    return [*([f"doi {doi}"] if doi else []), *marks]


def _signs(record: Mapping[str, Any]) -> list[str]:
    """By what a work is looked for: as it is known, and with or without a subtitle."""
    marks = _marks(record)
    if not marks or marks[-1].startswith("doi "):
        return marks
    if marks[-1].endswith(": ..."):
        return [*marks[:-1], marks[-1].removesuffix(": ...")]
    return [*marks, f"{marks[-1]}: ..."]


def _is_same(record: Record, there: Record) -> bool:
    """Whether a record says nothing that the one that is there does not say as well."""
    return all(there.get(name) == value for name, value in record.items() if name != "custom")


def _with_keys(records: Sequence[Record], taken: set[str]) -> list[Record]:
    """Records with keys as the bibliography has them: stern-1985; a, b where several fit."""
    taken = set(taken)
    wanted = [key_for(record) for record in records]
    keyed = []
    for record, key in zip(records, wanted, strict=True):
        # One that is there keeps its key, and counts as the first.
        letters = "" if key not in taken and wanted.count(key) == 1 else _letters(key in taken)
        free = next((key + x for x in letters if key + x not in taken), key)
        number = 1
        while free in taken:
            number += 1
            free = f"{key}-{number}"
        taken.add(free)
        keyed.append({"id": free, **record})
    return keyed


def _letters(first_is_taken: bool) -> str:
    return "bcdefghijklmnopqrstuvwxyz" if first_is_taken else "abcdefghijklmnopqrstuvwxyz"


def key_for(record: Mapping[str, Any]) -> str:
    """The key of a work by its authors and its year.

    >>> key_for({"author": [{"family": "Stern"}], "issued": {"date-parts": [[1985]]}})
    'stern-1985'
    """
    families = [slug(_family(person))[:40].strip("-") for person in record.get("author") or ()]
    families = [family for family in families if family] or ["work"]
    people = families if len(families) <= 3 else [families[0], "et-al"]
    year = year_of(record)
    return "-".join([*people, *([str(abs(year))] if year else [])])


def _family(person: object) -> str:
    if not isinstance(person, Mapping):
        return ""
    parts = (person.get("non-dropping-particle", ""), person.get("family", ""))
    return " ".join(str(part) for part in parts if part) or str(person.get("literal", ""))


def add_works(
    workspace: Workspace, new: Sequence[Record], replaced: Mapping[str, Record]
) -> dict[str, Place]:
    """Writes works into the bibliography of a workspace; gives the place of each.

    Raises:
        RelatumError: the file cannot be read or written; then nothing was.
    """
    path = workspace.roots[-1] / FILE
    told = json.dumps([list(new), dict(replaced)])
    lines = bounded.call("add works", workspace, str(path), told)
    return {key: Place(path, lines[key]) for key in [*(r["id"] for r in new), *replaced]}


def write_works(path: Path, told: str) -> dict[str, int]:
    """Does the work of `add_works` in its process; gives the line of each work in the file."""
    new, replaced = json.loads(told)
    data, lines = with_records(path, new, replaced)
    write_made(path, data)
    return lines

"""Answers that are kept with a store, so that they are read and not asked for again.

They stand in the file of the full-text index, as compressed JSON.
"""

import json
import zlib
from collections.abc import Iterable, Iterator, Mapping
from itertools import product

from relatum.graph import terms

TYPE_CHECKING = False
if TYPE_CHECKING:
    import sqlite3

    from relatum.graph.index import Rows

#: The queries that ask for everything of a sort.
KEPT = ("names", "things", "network", "links", "relations", "labels", "cited", "sources")
#: The queries that make the card of a concept; their answers are kept for every concept.
KEPT_OF_CONCEPT = ("concept", "claims", "inferred", "citations-for")
#: What names an end of a claim: a concept, a person, or a work.
_LABELS = (terms.SKOS + "prefLabel", terms.FOAF + "name", terms.SCHEMA + "inTextCitation")

_Row = dict[str, str]


def keep(connection: "sqlite3.Connection", store: "Rows") -> None:
    """Keeps the answers of a dataset.

    Args:
        connection: where they go.
        store: the dataset.
    """
    connection.execute(
        "CREATE TABLE kept (name TEXT, thing TEXT, rows BLOB, PRIMARY KEY (name, thing))"
    )
    packed = (
        (name, thing, zlib.compress(json.dumps(rows).encode()))
        for name, thing, rows in answers(store)
    )
    with connection:
        connection.executemany("INSERT INTO kept VALUES (?, ?, ?)", packed)


def kept_rows(connection: "sqlite3.Connection", name: str, thing: str = "") -> list[_Row] | None:
    """The kept answers of a named query, or nothing where they are not kept.

    Args:
        connection: an index in which they are.
        name: one of `KEPT`, or of `KEPT_OF_CONCEPT` with a concept.
        thing: the concept that is asked about.
    """
    found = connection.execute(
        "SELECT rows FROM kept WHERE name = ? AND thing = ?", (name, thing)
    ).fetchone()
    return json.loads(zlib.decompress(found[0])) if found else None


def answers(store: "Rows") -> Iterator[tuple[str, str, list[_Row]]]:
    """What is kept: the name of a query, the concept that it is asked about, the answers.

    Args:
        store: the dataset.
    """
    whole = {name: store.rows(name) for name in KEPT}
    for name, rows in whole.items():
        yield name, "", rows
    concepts = sorted({row["thing"] for row in whole["names"] if row["sort"] == "concept"})
    for iri, rows in _claims(whole, concepts):
        yield "claims", iri, rows
    for name in set(KEPT_OF_CONCEPT) - {"claims"}:
        # Asked once of all things: that takes a second, and of each thing minutes.
        of_thing: dict[str, list[_Row]] = {iri: [] for iri in concepts}
        for row in store.rows(name):
            of_thing.setdefault(row["thing"], []).append(row)
        for iri in concepts:
            yield name, iri, of_thing[iri]


def _claims(
    whole: Mapping[str, list[_Row]], concepts: Iterable[str]
) -> Iterator[tuple[str, list[_Row]]]:
    """The answers of `claims` for each concept, put together from what other queries gave.

    Asking that query of all things takes a minute where there are 100,000 claims.
    """
    labels: dict[str, list[str]] = {}
    for row in whole["labels"]:
        if row["property"] in _LABELS:
            labels.setdefault(row["thing"], []).append(row["value"])
    about: dict[str, list[_Row]] = {iri: [] for iri in concepts}
    for row in whole["network"]:
        for end in {row["subject"], row["object"]} & about.keys():
            about[end].append(row)
    for iri, rows in about.items():
        claims = [
            {**row, "thing": iri, "subjectLabel": subject, "objectLabel": other}
            for row in rows
            for subject, other in product(labels[row["subject"]], labels[row["object"]])
        ]
        yield iri, claims

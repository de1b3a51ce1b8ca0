"""The full-text index of a dataset: SQLite's FTS5 with Porter's stems."""

import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple, Protocol

from relatum.graph import terms

#: What was searched, and how much a match in it counts.
FIELDS = {
    "name": 8.0,
    "also called": 6.0,
    "often typed": 5.0,
    "title": 4.0,
    "definition": 2.5,
    "purpose": 2.0,
    "claim": 1.5,
    "key phrase": 1.5,
    "description": 1.0,
}


class Hit(NamedTuple):
    """A thing that was found, and why: the field that matched and its text.

    `id` is the key of a concept, theorist or work, or the id of a claim; `score` is higher
    for a better match; `at` and `source` say where it stands, if in a source.
    """

    sort: str
    id: str
    title: str
    kind: str
    field: str
    text: str
    at: str
    score: float
    source: str = ""


class Rows(Protocol):
    """What gives the answers of named queries."""

    def rows(self, name: str, **values: str) -> list[dict[str, str]]:
        """The rows of a named query."""
        ...


def write_index(store: Rows, path: Path | str) -> sqlite3.Connection:
    """Indexes every name, definition, claim and key phrase of a dataset.

    Args:
        store: the dataset.
        path: the file to make, or `:memory:`.
    """
    connection = sqlite3.connect(path)
    connection.execute(
        "CREATE VIRTUAL TABLE texts USING fts5("
        "sort UNINDEXED, id UNINDEXED, title UNINDEXED, kind UNINDEXED, field UNINDEXED, "
        "at UNINDEXED, source UNINDEXED, text, "
        "tokenize = 'porter unicode61 remove_diacritics 2', prefix = '2 3')"
    )
    with connection:
        connection.executemany("INSERT INTO texts VALUES (?, ?, ?, ?, ?, ?, ?, ?)", _texts(store))
    return connection


def search(connection: sqlite3.Connection, words: str, *, limit: int = 20) -> list[Hit]:
    """The things whose texts have all the words, else those that have any, best first.

    Ranked by BM25 (Robertson and Zaragoza, 2009, https://doi.org/10.1561/1500000019) within a
    text, times what the field counts; of a thing only its best match is given.

    Args:
        connection: an index.
        words: what was typed.
        limit: how many hits at most.
    """
    typed = _words(words)
    if not typed:
        return []
    hits: dict[tuple[str, str], Hit] = {}
    for joint in (" AND ", " OR "):
        for hit in _matches(connection, joint.join(f'"{word}"*' for word in typed), typed):
            best = hits.get((hit.sort, hit.id))
            if best is None or best.score < hit.score:
                hits[hit.sort, hit.id] = hit
        if hits:
            break
    return sorted(hits.values(), key=lambda hit: (-hit.score, hit.title, hit.id))[:limit]


def texts(connection: sqlite3.Connection, fields: Iterable[str]) -> list[tuple[str, str, str]]:
    """What was indexed in some fields: the id of the thing, the field, and the text.

    Args:
        connection: an index.
        fields: names of `FIELDS`.
    """
    rows = connection.execute("SELECT id, field, text FROM texts ORDER BY id, text")
    wanted = set(fields)
    return [(key, field, text) for key, field, text in rows if field in wanted]


def _words(text: str) -> list[str]:
    return ["".join(c for c in word if c.isalnum()) for word in _split(text) if word][:12]


def _split(text: str) -> list[str]:
    plain = "".join(c if c.isalnum() else " " for c in text.casefold())
    return plain.split()


def _matches(connection: sqlite3.Connection, match: str, typed: list[str]) -> Iterator[Hit]:
    rows = connection.execute(
        "SELECT sort, id, title, kind, field, text, at, source, bm25(texts) FROM texts "
        "WHERE texts MATCH ? ORDER BY rank LIMIT 500",
        (match,),
    )
    for sort, key, title, kind, field, text, at, source, rank in rows:
        score = -rank * FIELDS[field]
        if _split(text) == typed:
            score += 100  # the whole name was typed
        yield Hit(sort, key, title, kind, field, text, at, round(score, 3), source)


def _texts(store: Rows) -> Iterable[tuple[str, ...]]:
    for row in store.rows("texts"):
        at = f"{row['paragraph']}.{row['sentence']}" if "paragraph" in row else ""
        thing = row["thing"]
        key = thing.removeprefix(terms.CLAIM) if row["sort"] == "claim" else terms.key_of(thing)
        source = terms.key_of(row.get("source", ""))
        kind, field = row.get("kind", ""), row["field"]
        yield row["sort"], key, row["title"], kind, field, at, source, row["text"]

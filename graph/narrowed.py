"""A dataset narrowed to what one source says: the same questions, fewer claims and citations.

Names, kinds and references stay whole, so that what was typed is understood as ever.
"""

from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from relatum.graph import terms
from relatum.graph.store import Row, Store, Table
from relatum.graph.terms import key_of

#: The columns that may hold a claim.
_CLAIMS = ("thing", "claim", "basis")
#: The queries of which only what the source speaks of is left.
_SPOKEN = ("texts", "timeline")


class Narrowed(Store):
    """What one source of a dataset says."""

    def __init__(self, whole: Store, source: str) -> None:
        """Takes the dataset and the key of the source."""
        self.whole, self.source = whole, source
        self.path = None
        self.index = None

    def rows(self, name: str, **values: str) -> list[Row]:
        """The answers of a named query, as far as the source gives them."""
        return self._narrow(name, self.whole.rows(name, **values))

    def table(self, name: str, **values: str) -> Table:
        """As `rows`, with the names of the columns in order."""
        table = self.whole.table(name, **values)
        return Table(table.columns, self._narrow(name, table.rows))

    def solutions(self, query: str) -> ox.QuerySolutions:
        """The answers of a SELECT query of ours, of the whole dataset."""
        return self.whole.solutions(query)

    def graphs(self) -> set[str]:
        """The IRIs of the named graphs of the whole dataset."""
        return self.whole.graphs()

    def has(self, iri: str) -> bool:
        """Whether the whole dataset says anything of a thing."""
        return self.whole.has(iri)

    def quads(self) -> Iterator[ox.Quad]:
        """Every quad of the whole dataset."""
        return self.whole.quads()

    def spoken(self) -> set[str]:
        """The IRIs of the things that the source speaks of, and of the works that it cites."""
        claimed = ({row["subject"], row["object"]} for row in self.rows("network"))
        cited = ({row["work"], *_some(row, "person", "concept")} for row in self.rows("cited"))
        return set().union(*claimed, *cited)

    def _narrow(self, name: str, rows: list[Row]) -> list[Row]:
        if name == "inferred":
            return _from_here(rows, self.source)
        kept = [row for row in rows if _source(row) in ("", self.source)]
        if name in _SPOKEN:
            spoken = self.spoken()
            kept = [row for row in kept if _source(row) or row.get("thing") in spoken]
        return kept


def _source(row: Row) -> str:
    """The source that a row is of; nothing where it is of none."""
    if "source" in row:
        return key_of(row["source"])
    claims = (row[name] for name in _CLAIMS if row.get(name, "").startswith(terms.CLAIM))
    return next((claim.removeprefix(terms.CLAIM).partition("/")[0] for claim in claims), "")


def _from_here(rows: list[Row], source: str) -> list[Row]:
    """What follows from the claims of one source alone."""
    elsewhere = {_inference(row) for row in rows if _source(row) not in ("", source)}
    return [row for row in rows if _inference(row) not in elsewhere]


def _inference(row: Row) -> tuple[str, ...]:
    return row["subject"], row["relation"], row["object"]


def _some(row: Row, *names: str) -> Iterable[str]:
    return (row[name] for name in names if name in row)

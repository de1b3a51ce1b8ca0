"""A dataset whose answers are asked for once: a page is made of all cards at once."""

from relatum.graph.kept import answers
from relatum.graph.store import Row, Store, Table


class Gathered(Store):
    """A dataset that was asked of all things together, so that no question is put twice.

    Over HTTP, or where nothing is kept, asking of each concept by itself takes minutes.
    """

    def __init__(self, store: Store) -> None:
        """Asks what the cards of all concepts are made of."""
        self.store, self.path, self.index = store, store.path, None
        self._answers = {(name, thing): rows for name, thing, rows in answers(store)}

    def rows(self, name: str, **values: str) -> list[Row]:
        """The answers of a named query: those that are there, else it is asked."""
        asked = (name, " ".join(values.values()))
        if asked not in self._answers:
            self._answers[asked] = self.store.rows(name, **values)
        return self._answers[asked]

    def table(self, name: str, **values: str) -> Table:
        """As `rows`, with the names of the columns in order."""
        return self.store.table(name, **values)

    def has(self, iri: str) -> bool:
        """Whether the dataset says anything of a thing."""
        return self.store.has(iri)


def gathered(store: Store) -> Store:
    """A dataset from which many cards can be read quickly.

    Args:
        store: the dataset.
    """
    return store if store.path or isinstance(store, Gathered) else Gathered(store)

"""What the tab key offers."""

from collections.abc import Iterable

from relatum.graph import terms
from relatum.graph.store import Store
from relatum.graph.terms import key_of


def keys(store: Store, sorts: Iterable[str], beginning: str) -> list[str]:
    """The keys that begin with what was typed; of a list with commas, its last part counts.

    Args:
        store: the dataset.
        sorts: concept, theorist, work, source or relation.
        beginning: what was typed so far.
    """
    wanted = set(sorts)
    found: set[str] = set()
    if wanted - {"relation"}:
        found |= {key_of(r["thing"]) for r in store.rows("names") if r["sort"] in wanted}
    done, comma, last = beginning.rpartition(",")
    if "relation" in wanted:
        found |= {terms.relation_name(row["relation"]) for row in store.rows("relations")}
    return sorted(done + comma + key for key in found if key.startswith(last.lower()))

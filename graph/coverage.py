"""A source sentence by sentence: what is claimed and cited there, and what is left over."""

from typing import NamedTuple

from relatum.graph.answers import CitationRecord, ClaimRecord, claims_of, source
from relatum.graph.lookup import find
from relatum.graph.store import Store
from relatum.graph.terms import key_of


class CoverageRecord(NamedTuple):
    """A sentence of a source with all that is said of it."""

    at: str
    accounted_for: bool
    claims: tuple[ClaimRecord, ...]
    citations: tuple[CitationRecord, ...]
    without_claim: str = ""


def coverage(store: Store, name: str) -> tuple[CoverageRecord, ...]:
    """What is said of each sentence of a source, in reading order.

    Args:
        store: the dataset.
        name: the key or title of the source.

    Raises:
        UnknownName: no source goes by the name.
    """
    iri = find(store, "source", name)
    claims: dict[str, list[ClaimRecord]] = {}
    for claim in claims_of(store, key_of(iri)):
        claims.setdefault(claim.passage.at, []).append(claim)
    citations: dict[str, list[CitationRecord]] = {}
    for citation in source(store, name).citations:
        citations.setdefault(citation.passage.at, []).append(citation)
    records = []
    for row in store.rows("source-sentences", thing=iri):
        at, reason = f"{row['paragraph']}.{row['sentence']}", row.get("withoutClaim", "")
        said = tuple(claims.get(at, ()))
        records.append(
            CoverageRecord(at, bool(said or reason), said, tuple(citations.get(at, ())), reason)
        )
    return tuple(records)

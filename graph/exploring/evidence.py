"""Every claim and citation of a dataset as the page shows it: with its passage, works and people.

Things, works, people and sources go by their keys; a number is a place in one of the lists.
"""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from relatum.graph import terms
from relatum.graph.answers import CitationRecord, ClaimRecord
from relatum.graph.store import Row, Store
from relatum.graph.terms import key_of

#: A claim or citation, ready for JSON.
Record = dict[str, Any]
#: Source, paragraph and sentence.
Place = tuple[str, int, int]


class Evidence(NamedTuple):
    """All claims and citations in reading order, and the number of each.

    `claims_at` has numbers by the id of a claim, `citations_at` by work and passage, `cited_in`
    those of a passage; `authors` are the people who wrote a work.
    """

    claims: list[Record]
    citations: list[Record]
    claims_at: Mapping[str, int]
    citations_at: Mapping[tuple[str, str, int, int], int]
    cited_in: Mapping[Place, list[int]]
    authors: Mapping[str, list[str]]

    def numbers(self, records: Iterable[ClaimRecord | CitationRecord]) -> list[int]:
        """The numbers of the claims or citations of a card, each once.

        Args:
            records: as a card has them.
        """
        found = [
            self.claims_at[record.id]
            if isinstance(record, ClaimRecord)
            else self.citations_at[record.work, *record.passage]
            for record in records
        ]
        return list(dict.fromkeys(found))

    def people(self, claims: Iterable[int]) -> list[str]:
        """Whose works are cited for some claims, or who is said to say so.

        A work counts that a claim rests on, or that the same sentence cites for one of the
        two things that the claim is about.

        Args:
            claims: their numbers.
        """
        cited: list[str] = []
        for number in claims:
            claim = self.claims[number]
            ends = {claim["subject"], claim["object"]}
            cited += claim["theorists"]
            for at in self.cited_in.get(_place(claim), ()):
                if ends & set(self.citations[at]["concepts"]):
                    cited += self.citations[at]["theorists"]
        return sorted(set(cited))


def evidence_of(store: Store) -> Evidence:
    """The evidence of a dataset.

    Args:
        store: the dataset.
    """
    authors: dict[str, list[str]] = {}
    for row in store.rows("links"):
        if row["relation"] == "made":
            authors.setdefault(key_of(row["to"]), []).append(key_of(row["from"]))
    claims, citations = _claims(store, authors), _citations(store)
    cited_in: dict[Place, list[int]] = {}
    for number, citation in enumerate(citations):
        cited_in.setdefault(_place(citation), []).append(number)
    return Evidence(
        claims,
        citations,
        {claim["id"]: number for number, claim in enumerate(claims)},
        {(one["work"], *_place(one)): number for number, one in enumerate(citations)},
        cited_in,
        authors,
    )


def _claims(store: Store, authors: Mapping[str, list[str]]) -> list[Record]:
    works: dict[str, list[str]] = {}
    people: dict[str, list[str]] = {}
    for row in store.rows("attributed"):
        part, into = ("work", works) if "work" in row else ("person", people)
        into.setdefault(row["claim"], []).append(key_of(row[part]))
    found: dict[str, Record] = {}
    for row in store.rows("network"):
        iri = row["claim"]
        cited = list(dict.fromkeys(works.get(iri, ())))
        wrote = [person for work in cited for person in authors.get(work, ())]
        found.setdefault(
            iri,
            {
                "id": iri.removeprefix(terms.CLAIM),
                "statement": row["statement"],
                "subject": key_of(row["subject"]),
                "relation": terms.relation_name(row["relation"]),
                "object": key_of(row["object"]),
                "phrase": row["phrase"],
                "certainty": terms.certainty_name(row["certainty"]),
                "negated": row.get("negated") == "true",
                **_passage(row),
                "quote": row["quote"],
                "note": row.get("note", ""),
                "works": cited,
                "theorists": list(dict.fromkeys([*people.get(iri, ()), *wrote])),
            },
        )
    return list(found.values())


def _citations(store: Store) -> list[Record]:
    notes: dict[str, list[Row]] = {}
    for row in store.rows("cited-notes"):
        notes.setdefault(row["citation"], []).append(row)
    grouped: dict[str, list[Row]] = {}
    for row in store.rows("cited"):
        grouped.setdefault(row["citation"], []).append(row)

    def each(rows: Iterable[Row], name: str) -> list[str]:
        return list(dict.fromkeys(key_of(row[name]) for row in rows if name in row))

    found = []
    for iri, rows in grouped.items():
        first, more = rows[0], notes.get(iri, [])
        found.append(
            {
                "id": iri.removeprefix(terms.SOURCE),
                "work": key_of(first["work"]),
                **_passage(first),
                "page": first.get("page", ""),
                "purpose": first["purpose"],
                "intents": each(more, "intent"),
                "theorists": each(rows, "person"),
                "concepts": each(rows, "concept"),
                "quote": next((row["quote"] for row in more if "quote" in row), ""),
                "note": next((row["note"] for row in more if "note" in row), ""),
            }
        )
    return found


def _passage(row: Row) -> Record:
    return {
        "source": key_of(row["source"]),
        "paragraph": int(row["paragraph"]),
        "sentence": int(row["sentence"]),
    }


def _place(record: Record) -> Place:
    return record["source"], record["paragraph"], record["sentence"]

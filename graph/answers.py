"""Cards: what the graph holds of one thing, as plain records with their evidence.

The records are named tuples, which cost a card a tenth of the start-up of data classes.
"""

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from relatum.graph import terms
from relatum.graph.lookup import find
from relatum.graph.store import Row, Store
from relatum.graph.terms import key_of


class Passage(NamedTuple):
    """Where something is said: source, paragraph and sentence, both from 1."""

    source: str
    paragraph: int
    sentence: int

    @property
    def at(self) -> str:
        """Paragraph and sentence, as `9.1`."""
        return f"{self.paragraph}.{self.sentence}"


class ClaimRecord(NamedTuple):
    """A claim as it is shown: `sentence` is subject, linking phrase and object."""

    id: str
    sentence: str
    statement: str
    subject: str
    relation: str
    object: str
    family: str
    certainty: str
    negated: bool
    passage: Passage
    quote: str
    note: str = ""


class InferredRecord(NamedTuple):
    """What a rule infers (subject, relation, object), with the claims that it rests on."""

    parts: tuple[str, str, str]
    basis: tuple[str, ...]


class CitationRecord(NamedTuple):
    """A work cited at a passage, and what for."""

    work: str
    in_text: str
    reference: str
    purpose: str
    passage: Passage
    page: str = ""
    group: str = ""
    intents: tuple[str, ...] = ()
    theorists: tuple[str, ...] = ()
    concepts: tuple[str, ...] = ()
    note: str = ""


class ErratumRecord(NamedTuple):
    """A slip of a source: what is printed, what is meant, how that is known."""

    at: str
    reads: str
    means: str
    support: str
    note: str = ""


class ConceptCard(NamedTuple):
    """All that is said of a concept.

    `second_hand` names those of its sources whose text was not read.
    """

    id: str
    label: str
    kind: str
    definition: str
    also_known_as: tuple[str, ...]
    broader: tuple[str, ...]
    narrower: tuple[str, ...]
    claims: tuple[ClaimRecord, ...]
    inferred: tuple[InferredRecord, ...]
    citations: tuple[CitationRecord, ...]
    note: str = ""
    second_hand: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """What it is called, the preferred name first."""
        return (self.label, *self.also_known_as)


class TheoristCard(NamedTuple):
    """What is known of a person, and what they are cited for.

    `sources` are the sources that the person wrote, each with the number of its claims.
    """

    id: str
    name: str
    born: str
    died: str
    description: str
    note: str
    works: tuple[str, ...]
    sources: tuple[tuple[str, int], ...]
    citations: tuple[CitationRecord, ...]
    claims: tuple[ClaimRecord, ...]
    second_hand: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """What it is called, the preferred name first."""
        return (self.name,)


class WorkCard(NamedTuple):
    """A work: its reference in APA, and where and for what it is cited.

    `unverified` names what of the record could not be verified; `errata` are the slips
    of the reference lists that print it.
    """

    id: str
    reference: str
    in_text: str
    title: str
    year: str
    theorists: tuple[str, ...]
    doi: str
    citations: tuple[CitationRecord, ...]
    sources: tuple[str, ...]
    errata: tuple[ErratumRecord, ...]
    unverified: tuple[str, ...]
    note: str = ""
    second_hand: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """What it is called, the preferred name first."""
        return (self.in_text, self.title)


class PassageRecord(NamedTuple):
    """A passage of a text that was not read: where it was seen."""

    at: str
    seen: str
    note: str = ""


class SourceCard(NamedTuple):
    """A source: what was read, how much was found, what it cites, and its slips.

    `basis` is `text` where it was read, `secondary` where not; then `passages` say what of
    it was seen, and where.
    """

    id: str
    reference: str
    sentences: int
    claims: int
    outline: tuple[tuple[int, str], ...]
    citations: tuple[CitationRecord, ...]
    errata: tuple[ErratumRecord, ...]
    basis: str = "text"
    note: str = ""
    passages: tuple[PassageRecord, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """What it is called, the preferred name first."""
        return (self.id, self.reference)


class Purpose(NamedTuple):
    """What a work is cited for, and where."""

    text: str
    source: str
    at: str


class TimelineRecord(NamedTuple):
    """A work in time: who made it (with life dates) and what it is cited for, where."""

    work: str
    year: str
    reference: str
    people: tuple[str, ...]
    purposes: tuple[Purpose, ...]


class Counts(NamedTuple):
    """How much the graph holds."""

    concepts: int
    claims: int
    sources: int
    theorists: int
    works: int


def concept(store: Store, name: str) -> ConceptCard:
    """The card of a concept by any of its names.

    Raises:
        UnknownName: no concept goes by the name.
    """
    return _concept(store, find(store, "concept", name))


def _concept(store: Store, iri: str) -> ConceptCard:
    facts: dict[str, list[Row]] = {}
    for row in store.rows("concept", thing=iri):
        facts.setdefault(row["property"], []).append(row)

    def values(iri: str, part: str = "value") -> tuple[str, ...]:
        return tuple(row[part] for row in facts.get(iri, ()) if part in row)

    def first(iri: str, part: str = "value") -> str:
        return next(iter(values(iri, part)), "")

    claims, citations = store.rows("claims", thing=iri), store.rows("citations-for", thing=iri)
    # These rows say it themselves, so that a card asks for nothing more.
    unread = {key_of(row["source"]) for row in (*claims, *citations) if "basis" in row}
    return ConceptCard(
        id=key_of(iri),
        label=first(terms.SKOS + "prefLabel"),
        kind=first(terms.RDF + "type", "label"),
        definition=first(terms.SKOS + "definition"),
        also_known_as=values(terms.SKOS + "altLabel"),
        broader=values(terms.SKOS + "broader", "label"),
        narrower=values(terms.SKOS + "narrower", "label"),
        claims=_claim_records(claims),
        inferred=_inferred(store, iri),
        citations=_citations(citations),
        note=first(terms.SKOS + "scopeNote"),
        second_hand=tuple(sorted(unread)),
    )


def theorist(store: Store, name: str) -> TheoristCard:
    """The card of a person by any of their names.

    Raises:
        UnknownName: no theorist goes by the name.
    """
    return _theorist(store, find(store, "theorist", name))


def _theorist(store: Store, iri: str) -> TheoristCard:
    rows = store.rows("person", thing=iri)
    facts = {row["property"]: row["value"] for row in rows}
    works = [row for row in rows if row["property"] == terms.FOAF + "made"]
    citations: list[CitationRecord] = []
    sources = []
    for work in works:
        citations += _citations(store.rows("citations-of", thing=work["value"]))
        for row in store.rows("sources-of-work", thing=work["value"]):
            (record,) = store.rows("source", thing=row["source"])
            sources.append((key_of(row["source"]), int(record["claims"])))
    claims = _claims(store, iri)
    return TheoristCard(
        id=key_of(iri),
        name=facts.get(terms.FOAF + "name", ""),
        born=facts.get(terms.SCHEMA_ORG + "birthDate", ""),
        died=facts.get(terms.SCHEMA_ORG + "deathDate", ""),
        description=facts.get(terms.DCTERMS + "description", ""),
        note=facts.get(terms.SKOS + "editorialNote", ""),
        works=tuple(dict.fromkeys(work["reference"] for work in works)),
        sources=tuple(sources),
        citations=tuple(citations),
        claims=claims,
        second_hand=_second_hand(store, claims, citations),
    )


def work(store: Store, name: str) -> WorkCard:
    """The card of a work by its key or its in-text citation.

    Raises:
        UnknownName: no work goes by the name.
    """
    return _work(store, find(store, "work", name))


def _work(store: Store, iri: str) -> WorkCard:
    rows = store.rows("work", thing=iri)
    facts = {row["property"]: row["value"] for row in rows}
    creators = [r for r in rows if r["property"] == terms.DCTERMS + "creator"]
    citations = _citations(store.rows("citations-of", thing=iri))
    return WorkCard(
        id=key_of(iri),
        reference=facts[terms.DCTERMS + "bibliographicCitation"],
        in_text=facts[terms.SCHEMA + "inTextCitation"],
        title=facts.get(terms.DCTERMS + "title", ""),
        year=facts.get(terms.DCTERMS + "issued", ""),
        theorists=tuple(r.get("label", r["value"]) for r in creators),
        doi=facts.get(terms.BIBO + "doi", ""),
        citations=citations,
        sources=tuple(key_of(r["source"]) for r in store.rows("sources-of-work", thing=iri)),
        errata=_errata(store.rows("work-errata", thing=iri)),
        unverified=tuple(r["value"] for r in rows if r["property"] == terms.SCHEMA + "unverified"),
        note=facts.get(terms.SKOS + "editorialNote", ""),
        second_hand=_second_hand(store, (), citations),
    )


def source(store: Store, name: str) -> SourceCard:
    """The card of a source by its key or title.

    Raises:
        UnknownName: no source goes by the name.
    """
    iri = find(store, "source", name)
    facts = store.rows("source", thing=iri)[0]
    return SourceCard(
        id=key_of(iri),
        reference=facts["reference"],
        sentences=int(facts["sentences"]),
        claims=int(facts["claims"]),
        outline=tuple(
            (int(r["paragraph"]), r["heading"]) for r in store.rows("source-headings", thing=iri)
        ),
        citations=_citations(store.rows("source-citations", thing=iri), source=iri),
        errata=_errata(store.rows("source-errata", thing=iri)),
        basis=facts.get("basis", "text"),
        note=facts.get("note", ""),
        passages=tuple(
            PassageRecord(_passage(row, iri).at, row["seen"], row.get("note", ""))
            for row in store.rows("source-passages", thing=iri)
        ),
    )


def card(store: Store, iri: str) -> "ConceptCard | TheoristCard | WorkCard":
    """The card of a concept, theorist or work by its IRI.

    Args:
        store: the dataset.
        iri: of what it is.
    """
    if iri.startswith(terms.PERSON):
        return _theorist(store, iri)
    return _work(store, iri) if iri.startswith(terms.WORK) else _concept(store, iri)


def second_hand(store: Store) -> frozenset[str]:
    """The keys of the sources whose text was not read.

    Args:
        store: the dataset.
    """
    rows = store.rows("sources")
    return frozenset(key_of(row["source"]) for row in rows if row.get("basis") == "secondary")


def timeline(store: Store) -> tuple[TimelineRecord, ...]:
    """All works in the order of their years, with people and what each is cited for."""
    grouped: dict[str, list[Row]] = {}
    for row in store.rows("timeline"):
        grouped.setdefault(row["work"], []).append(row)
    records = []
    for work, rows in grouped.items():
        people = dict.fromkeys(
            f"{r['name']} ({r.get('born', '?')[:4]}\N{EN DASH}{r.get('died', '')[:4]})"
            if "born" in r
            else r["name"]
            for r in rows
            if "name" in r
        )
        purposes = dict.fromkeys(
            Purpose(r["purpose"], key_of(r["source"]), _passage(r).at)
            for r in rows
            if "purpose" in r
        )
        first = rows[0]
        records.append(
            TimelineRecord(
                key_of(work), first["year"], first["reference"], tuple(people), tuple(purposes)
            )
        )
    return tuple(records)


def claims_of(store: Store, source: str) -> tuple[ClaimRecord, ...]:
    """The claims of a source, in reading order.

    Args:
        store: the dataset.
        source: the key of the source.
    """
    return _claims(store, terms.SOURCE + source)


def cited_for(store: Store, iri: str) -> tuple[CitationRecord, ...]:
    """Every citation for a concept, of a theorist's works, or of a work, in reading order.

    Args:
        store: the dataset.
        iri: the concept, theorist or work.
    """
    if iri.startswith(terms.CONCEPT):
        return _citations(store.rows("citations-for", thing=iri))
    if iri.startswith(terms.WORK):
        return _citations(store.rows("citations-of", thing=iri))
    works = [r["value"] for r in store.rows("person", thing=iri) if "inText" in r]
    return tuple(
        citation
        for work in works
        for citation in _citations(store.rows("citations-of", thing=work))
    )


def names(store: Store, sort: str) -> list[tuple[str, str]]:
    """The preferred name and the key of every concept, theorist, work or source, by name.

    Args:
        store: the dataset.
        sort: `concept`, `theorist`, `work` or `source`.
    """
    rows = store.rows("names")
    found = {
        (row["name"], key_of(row["thing"]))
        for row in rows
        if row["sort"] == sort and row["preferred"] == "true"
    }
    return sorted(found, key=lambda pair: pair[0].casefold())


def counts(store: Store) -> Counts:
    """How many concepts, claims, sources, theorists and works there are."""
    row = store.rows("counts")[0]
    return Counts(**{name: int(row[name]) for name in Counts._fields})


def _passage(row: Row, source: str = "") -> Passage:
    return Passage(key_of(row.get("source", source)), int(row["paragraph"]), int(row["sentence"]))


def _claims(store: Store, iri: str) -> tuple[ClaimRecord, ...]:
    return _claim_records(store.rows("claims", thing=iri))


def _claim_records(rows: list[Row]) -> tuple[ClaimRecord, ...]:
    return tuple(
        ClaimRecord(
            id=row["claim"].removeprefix(terms.CLAIM),
            sentence=f"{row['subjectLabel']} {row['phrase']} {row['objectLabel']}",
            statement=row["statement"],
            subject=key_of(row["subject"]),
            relation=terms.relation_name(row["relation"]),
            object=key_of(row["object"]),
            family=row["family"],
            certainty=terms.certainty_name(row["certainty"]),
            negated=row.get("negated") == "true",
            passage=_passage(row),
            quote=row["quote"],
            note=row.get("note", ""),
        )
        for row in rows
    )


def _second_hand(
    store: Store, claims: Iterable[ClaimRecord], citations: Iterable[CitationRecord]
) -> tuple[str, ...]:
    """Those of the sources of some claims and citations whose text was not read."""
    shown = {claim.passage.source for claim in claims}
    shown |= {citation.passage.source for citation in citations}
    return tuple(sorted(shown & second_hand(store)))


def _errata(rows: list[Row]) -> tuple[ErratumRecord, ...]:
    return tuple(
        ErratumRecord(
            at=f"{r['paragraph']}.{r['sentence']}"
            if "paragraph" in r
            else f"ref. {r['reference']}",
            reads=r["reads"],
            means=r["emendation"],
            support=r["support"],
            note=r.get("note", ""),
        )
        for r in rows
    )


def _inferred(store: Store, iri: str) -> tuple[InferredRecord, ...]:
    found: dict[tuple[str, str, str], list[str]] = {}
    for row in store.rows("inferred", thing=iri):
        parts = (row["subjectLabel"], row["relationLabel"], row["objectLabel"])
        found.setdefault(parts, []).append(row["basis"].removeprefix(terms.CLAIM))
    return tuple(InferredRecord(parts, tuple(basis)) for parts, basis in found.items())


def _citations(rows: list[Row], source: str = "") -> tuple[CitationRecord, ...]:
    """One record for each citation; rows repeat it for every author, intent and concept."""
    grouped: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        place = f"{row.get('source', source)} {row['paragraph']}.{row['sentence']}"
        grouped.setdefault((row["work"], place), []).append(row)

    def gathered(group: list[Row], name: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(row[name] for row in group if name in row))

    return tuple(
        CitationRecord(
            work=key_of(group[0]["work"]),
            in_text=group[0]["inText"],
            reference=group[0]["reference"],
            purpose=group[0]["purpose"],
            passage=_passage(group[0], source),
            page=group[0].get("page", ""),
            group=group[0].get("group", "").removeprefix(terms.SOURCE),
            intents=tuple(map(key_of, gathered(group, "intent"))),
            theorists=gathered(group, "name"),
            concepts=gathered(group, "conceptLabel"),
            note=group[0].get("note", ""),
        )
        for group in grouped.values()
    )


#: What gives the card of each sort of thing.
CARDS: dict[str, Callable[[Store, str], Any]] = {
    "concept": concept,
    "theorist": theorist,
    "work": work,
    "source": source,
}

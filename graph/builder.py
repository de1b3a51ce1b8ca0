"""Model to RDF: the quads of the dataset, and the triples that the rules infer.

Each part has a named graph of its own: the ontology, the bibliography, every
source, and what was inferred.  Nothing here has a blank node of its own, so the
same files always give the same quads.
"""

import json
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import nullcontext
from functools import cache
from typing import cast
from urllib.parse import quote as percent_encode

import pyoxigraph as ox

from relatum.graph import terms
from relatum.graph.anchors import words
from relatum.graph.limits import doors_closed
from relatum.graph.model import Citation, Claim, Erratum, Ontology, Sighting, Source, Work
from relatum.graph.reader import Reading
from relatum.graph.references import apa, year_of
from relatum.graph.terms import BIBO, CITO, DCTERMS, FABIO, OA, PROV, RDF, SCHEMA, SKOS, XSD
from relatum.graph.workspace import BUNDLED

Progress = Callable[[int, int], None]
Term = ox.NamedNode | ox.Literal

#: CSL types and what they are in FaBiO; anything else is just a work.
_TYPES = {
    "book": "Book",
    "chapter": "BookChapter",
    "article-journal": "JournalArticle",
    "paper-conference": "ConferencePaper",
    "thesis": "Thesis",
    "report": "Report",
    "webpage": "WebPage",
}

#: Plain fields of a CSL record and the property that holds them.
_FIELDS = {
    "title": DCTERMS + "title",
    "publisher": DCTERMS + "publisher",
    "container-title": BIBO + "isPartOf",
    "volume": BIBO + "volume",
    "issue": BIBO + "issue",
    "page": BIBO + "pages",
    "DOI": BIBO + "doi",
    "ISBN": BIBO + "isbn",
    "ISSN": BIBO + "issn",
}


@cache
def _node(iri: str) -> ox.NamedNode:
    return ox.NamedNode(iri)


def _iri(base: str, key: str) -> ox.NamedNode:
    return ox.NamedNode(base + percent_encode(key, safe="-._~"))


def _en(text: str) -> ox.Literal:
    return ox.Literal(text, language="en")


def _integer(number: int) -> ox.Literal:
    return ox.Literal(str(number), datatype=_node(XSD + "integer"))


class _Graph:
    """Collects the quads of one named graph."""

    def __init__(self, iri: str) -> None:
        self.name = ox.NamedNode(iri)
        self.quads: list[ox.Quad] = []

    def add(self, subject: ox.NamedNode, predicate: str, *objects: Term) -> None:
        self.quads.extend(ox.Quad(subject, _node(predicate), o, self.name) for o in objects)


def _in_graph(triple: ox.Triple, graph: ox.NamedNode) -> ox.Quad:
    return ox.Quad(triple.subject, triple.predicate, triple.object, graph)


def ontology_quads(ontology: Ontology) -> Iterator[ox.Quad]:
    """The ontology as it is written; its few blank nodes get canonical names."""
    sys.audit("relatum.at", _blank(ontology))
    graph = ox.NamedNode(terms.ONTOLOGY_GRAPH)
    dataset = ox.Dataset(_in_graph(triple, graph) for triple in ontology.triples)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return iter(dataset)


def _blank(ontology: Ontology) -> str:
    """The file whose blank nodes are the work: of those that are not bundled, the one with most."""
    files = Counter(
        str(place.file)
        for subject, place in ontology.places.items()
        if ":" not in subject and place.file.parent != BUNDLED / "ontology"
    )
    return files.most_common(1)[0][0] if files else "the blank nodes of the ontology"


def rule_quads(rules: Iterable[str]) -> list[ox.Quad]:
    """The rules by name, so that an inference can point to the one that drew it."""
    graph = _Graph(terms.INFERRED_GRAPH)
    for name in rules:
        rule = _iri(terms.RULE, name)
        graph.add(rule, RDF + "type", _node(SCHEMA + "Rule"))
        graph.add(rule, terms.RDFS + "label", _en(name.replace("-", " ")))
    return graph.quads


def work_quads(works: Iterable[Work], people: dict[str, str]) -> list[ox.Quad]:
    """Bibliographic records: CSL-JSON as DCTERMS, FaBiO and BIBO, with the APA reference.

    Args:
        works: the works.
        people: the keys of the known theorists by name, given names first.
    """
    works = list(works)
    graph = _Graph(terms.BIBLIOGRAPHY_GRAPH)
    references = dict(apa(works))
    for work in works:
        node = _iri(terms.WORK, work.key)
        record = work.record
        graph.add(node, RDF + "type", _node(SCHEMA + "Work"))
        if record.get("type") in _TYPES:
            graph.add(node, RDF + "type", _node(FABIO + _TYPES[record["type"]]))
        for field, predicate in _FIELDS.items():
            if isinstance(record.get(field), str):
                graph.add(node, predicate, ox.Literal(record[field]))
        year = year_of(record)
        if year is not None:
            issued = ox.Literal(str(year).zfill(4), datatype=_node(XSD + "gYear"))
            graph.add(node, DCTERMS + "issued", issued)
        for person in record.get("author", []):
            name = f"{person.get('given', '')} {person.get('family', '')}".strip()
            name = name or person.get("literal", "")  # an institution
            key = people.get(name)
            graph.add(
                node, DCTERMS + "creator", _iri(terms.PERSON, key) if key else ox.Literal(name)
            )
        reference = references[work.key]
        graph.add(node, DCTERMS + "bibliographicCitation", ox.Literal(reference.full))
        graph.add(node, SCHEMA + "inTextCitation", ox.Literal(reference.in_text))
        csl = json.dumps(work.csl, ensure_ascii=False, sort_keys=True)
        graph.add(node, SCHEMA + "csl", ox.Literal(csl))
        custom = record.get("custom")
        if isinstance(custom, dict):
            unverified = custom.get("unverified")
            for name in unverified if isinstance(unverified, list) else ():
                graph.add(node, SCHEMA + "unverified", ox.Literal(str(name)))
            if isinstance(custom.get("note"), str):
                graph.add(node, SKOS + "editorialNote", _en(custom["note"]))
    return graph.quads


def source_quads(source: Source, ontology: Ontology) -> list[ox.Quad]:
    """All that one source says, with its evidence, in a graph of its own."""
    graph = _Graph(terms.source_graph(source.key))
    node = _iri(terms.SOURCE, source.key)
    graph.add(node, RDF + "type", _node(SCHEMA + "Source"))
    graph.add(node, SCHEMA + "ofWork", _iri(terms.WORK, source.work))
    graph.add(node, SCHEMA + "basis", ox.Literal(source.basis))
    if source.seen:
        graph.add(node, PROV + "hadPrimarySource", _iri(terms.WORK, source.work))
    if source.note:
        graph.add(node, SKOS + "editorialNote", _en(source.note))
    for at in source.anchors:
        _add_sentence(graph, source, at)
    for citation in source.citations:
        _add_citation(graph, source, citation)
    for order, claim in enumerate(source.claims, 1):
        _add_claim(graph, source, claim, order, ontology)
    for erratum in source.errata:
        _add_erratum(graph, source, erratum)
    return graph.quads


def _add_sentence(graph: _Graph, source: Source, at: str) -> None:
    sentence = ox.NamedNode(terms.sentence_iri(source.key, at))
    graph.add(sentence, RDF + "type", _node(SCHEMA + "Sentence"))
    graph.add(sentence, OA + "hasSource", _iri(terms.WORK, source.work))
    graph.add(sentence, SCHEMA + "sentenceOf", _iri(terms.SOURCE, source.key))
    part, _, number = at.partition(".")
    if part == "ref":
        graph.add(sentence, SCHEMA + "reference", _integer(int(number)))
        if int(number) in source.references:
            listed = _iri(terms.WORK, source.references[int(number)])
            graph.add(sentence, SCHEMA + "lists", listed)
    else:
        graph.add(sentence, SCHEMA + "paragraph", _integer(int(part)))
        graph.add(sentence, SCHEMA + "sentence", _integer(int(number)))
        if number == "1" and int(part) in source.outline:
            graph.add(sentence, SCHEMA + "heading", _en(source.outline[int(part)]))
    if at in source.seen:
        _add_sighting(graph, sentence, source.seen[at])
    else:
        graph.add(sentence, SCHEMA + "digest", ox.Literal("sha256:" + source.anchors[at].digest))
    if at in source.without_claim:
        graph.add(sentence, SCHEMA + "withoutClaim", _en(source.without_claim[at]))
    if at in source.parallels:
        graph.add(sentence, SKOS + "editorialNote", _en(source.parallels[at]))


def _add_sighting(graph: _Graph, passage: ox.NamedNode, seen: Sighting) -> None:
    graph.add(passage, SCHEMA + "seenIn", ox.Literal(seen.where))
    if seen.note:
        graph.add(passage, SKOS + "editorialNote", _en(seen.note))


def _add_key_phrase(graph: _Graph, source: Source, at: str, quote: str) -> ox.NamedNode:
    name = key_phrase_iri(source.key, at, quote)
    phrase, selector = ox.NamedNode(name), ox.NamedNode(f"{name}/selector")
    graph.add(phrase, RDF + "type", _node(SCHEMA + "KeyPhrase"))
    graph.add(phrase, OA + "hasSource", _iri(terms.WORK, source.work))
    graph.add(phrase, OA + "hasSelector", selector)
    graph.add(phrase, SCHEMA + "inSentence", ox.NamedNode(terms.sentence_iri(source.key, at)))
    graph.add(selector, RDF + "type", _node(OA + "TextQuoteSelector"))
    graph.add(selector, OA + "exact", ox.Literal(quote))
    return phrase


def key_phrase_iri(source: str, at: str, quote: str) -> str:
    """The IRI of a key phrase in a sentence."""
    name = percent_encode("-".join(words(quote)), safe="-")
    return f"{terms.sentence_iri(source, at)}/{name}"


def citation_iri(source: str, at: str, work: str) -> str:
    """The IRI of the citation of a work in a sentence."""
    return f"{terms.sentence_iri(source, at)}/cites/{percent_encode(work, safe='-._~')}"


def erratum_iri(source: str, erratum: Erratum) -> str:
    """The IRI of a slip in a sentence."""
    name = percent_encode("-".join(words(erratum.reads)) or "mark", safe="-")
    return f"{terms.sentence_iri(source, erratum.at)}/erratum/{name}-{erratum.nth}"


def _add_citation(graph: _Graph, source: Source, citation: Citation) -> None:
    phrase = _add_key_phrase(graph, source, citation.at, citation.quote)
    citing = _iri(terms.WORK, source.work)
    for work in citation.works:
        node = ox.NamedNode(citation_iri(source.key, citation.at, work))
        cited = _iri(terms.WORK, work)
        graph.add(node, RDF + "type", _node(CITO + "Citation"))
        graph.add(node, CITO + "hasCitingEntity", citing)
        graph.add(node, CITO + "hasCitedEntity", cited)
        graph.add(node, PROV + "wasQuotedFrom", phrase)
        graph.add(node, SCHEMA + "citationGroup", phrase)
        graph.add(node, SCHEMA + "inSentence", _node(terms.sentence_iri(source.key, citation.at)))
        graph.add(node, SCHEMA + "purpose", _en(citation.purpose))
        graph.add(citing, CITO + "cites", cited)
        for intent in citation.intents:
            graph.add(node, CITO + "hasCitationCharacterization", _node(CITO + intent))
            graph.add(citing, CITO + intent, cited)
        for concept in citation.concepts:
            graph.add(node, SCHEMA + "citedFor", _iri(terms.CONCEPT, concept))
        if citation.page:
            graph.add(node, SCHEMA + "page", ox.Literal(citation.page))
        if citation.note:
            graph.add(node, SKOS + "editorialNote", _en(citation.note))


def _add_claim(graph: _Graph, source: Source, claim: Claim, order: int, ontology: Ontology) -> None:
    if claim.subject in ontology.concepts:
        subject = _iri(terms.CONCEPT, claim.subject)
    elif claim.subject in ontology.theorists:
        subject = _iri(terms.PERSON, claim.subject)
    else:
        subject = _iri(terms.WORK, claim.subject)
    relation = terms.relation_iri(claim.relation)
    object_ = _iri(terms.CONCEPT, claim.object)
    node = ox.NamedNode(claim.iri)
    graph.add(node, RDF + "type", _node(SCHEMA + "Claim"))
    graph.add(node, RDF + "subject", subject)
    graph.add(node, RDF + "predicate", _node(relation))
    graph.add(node, RDF + "object", object_)
    graph.add(node, SCHEMA + "linkingPhrase", _en(claim.phrase))
    graph.add(node, SCHEMA + "statement", _en(claim.statement))
    graph.add(node, SCHEMA + "certainty", _node(SCHEMA + claim.certainty.capitalize()))
    graph.add(node, SCHEMA + "sortOrder", _integer(order))
    graph.add(node, SCHEMA + "inSentence", _node(terms.sentence_iri(source.key, claim.at)))
    if claim.quote:
        phrase = _add_key_phrase(graph, source, claim.at, claim.quote)
        graph.add(node, PROV + "wasQuotedFrom", phrase)
    if claim.negated:
        # A denied claim is recorded but never stands as a plain triple.
        graph.add(node, SCHEMA + "negated", ox.Literal("true", datatype=_node(XSD + "boolean")))
    else:
        graph.add(subject, relation, object_)
    if claim.qualifies:
        qualified = next(
            (c for c in source.claims if c.at == claim.at and c.triple == claim.qualifies), None
        )
        if qualified:
            graph.add(node, SCHEMA + "qualifies", ox.NamedNode(qualified.iri))
    for person in claim.by:
        graph.add(node, PROV + "wasAttributedTo", _iri(terms.PERSON, person))
    for work in claim.cites:
        graph.add(node, SCHEMA + "restsOn", ox.NamedNode(citation_iri(source.key, claim.at, work)))
    if claim.note:
        graph.add(node, SKOS + "editorialNote", _en(claim.note))


def _add_erratum(graph: _Graph, source: Source, erratum: Erratum) -> None:
    node = ox.NamedNode(erratum_iri(source.key, erratum))
    graph.add(node, RDF + "type", _node(SCHEMA + "Erratum"))
    graph.add(node, SCHEMA + "inSentence", ox.NamedNode(terms.sentence_iri(source.key, erratum.at)))
    graph.add(node, SCHEMA + "reads", ox.Literal(erratum.reads))
    graph.add(node, SCHEMA + "emendation", ox.Literal(erratum.means))
    graph.add(node, SCHEMA + "support", ox.Literal(erratum.support))
    if erratum.note:
        graph.add(node, SKOS + "editorialNote", _en(erratum.note))


def fill(
    store: ox.Store,
    reading: Reading,
    sources: Iterable[Source],
    progress: Progress = lambda done, total: None,
) -> None:
    """Puts the whole dataset into an empty store, source by source, then what is inferred.

    Args:
        store: the store to fill; one in memory where a confined process has rules of others.
        reading: the workspace being read.
        sources: its sources; only one of them is held at a time.
        progress: called with the steps done and the steps in all.
    """
    folders = len(reading.workspace.source_folders())
    total = folders + len(reading.rules)
    store.bulk_extend(ontology_quads(reading.ontology))
    sys.audit("relatum.at", "the works of sources/*.json")
    people = {person.name: key for key, person in reading.ontology.theorists.items()}
    store.bulk_extend(work_quads(reading.works.values(), people))

    def quads() -> Iterator[ox.Quad]:
        for number, source in enumerate(sources, 1):
            yield from source_quads(source, reading.ontology)
            progress(number, total)

    store.bulk_extend(quads())
    infer(
        store,
        reading.rules,
        lambda done: progress(folders + done, total),
        closed=reading.workspace.has_own_rules(),
    )


def infer(
    store: ox.Store,
    rules: dict[str, str],
    progress: Callable[[int], None] = lambda done: None,
    *,
    closed: bool = False,
) -> None:
    """Applies the rules again and again, until they add nothing.

    What a rule is set off by it looks for in `GRAPH ?new`: in the first round anywhere,
    later only among what was inferred, since all else has been seen.

    Args:
        store: the dataset; the inferred triples go into their own graph.
        rules: SPARQL CONSTRUCT queries by name.
        progress: called with the number of rules that have been applied once.
        closed: whether no file can be opened while a rule runs (in a confined process);
            then the store must be one in memory.

    Raises:
        RelatumError: a rule tried to open one.
    """
    store.bulk_extend(rule_quads(rules))
    inferred = ox.NamedNode(terms.INFERRED_GRAPH)
    new: list[ox.NamedNode | ox.BlankNode] | None = None
    size = -1
    while size != len(store):
        size = len(store)
        for number, (name, query) in enumerate(rules.items(), 1):
            sys.audit("relatum.at", f"ontology/rules/{name}.rq")
            with doors_closed(f"ontology/rules/{name}.rq") if closed else nullcontext():
                triples = store.query(
                    query,
                    prefixes=terms.PREFIXES,
                    use_default_graph_as_union=True,
                    named_graphs=new,
                )
                store.bulk_extend(
                    _in_graph(triple, inferred) for triple in cast("ox.QueryTriples", triples)
                )
            if new is None:
                progress(number)
        new = [inferred]
    sys.audit("relatum.at", "the graph with all that was inferred")

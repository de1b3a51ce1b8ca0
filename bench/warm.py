"""A card, a search and a chain, warm, over 100,000 claims, against rdflib and networkx.

    python bench/warm.py [SOURCES] [CLAIMS_A_SOURCE]

The peer has the same claims in an rdflib graph and a networkx graph, both loaded before. It is
asked the same: a card with its claims and where each is said (without citations and what is
inferred, which only ours has), the things whose texts have some words, and the three cheapest
chains with their sentences. Two lines more show what rdflib and networkx do at best: the card
gathered triple by triple, and one chain with the fewest steps, whatever is said on them.
"""

import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from itertools import islice, pairwise
from pathlib import Path
from statistics import median

import networkx as nx
import rdflib
from rdflib.namespace import RDF, RDFS, SKOS
from rdflib.plugins.sparql import prepareQuery
from scale import make

from relatum.graph import answers, paths, terms
from relatum.graph.index import search
from relatum.graph.store import Store, index_of, open_store
from relatum.graph.web import Web, web_of
from relatum.graph.workspace import Workspace

RLT = rdflib.Namespace(terms.SCHEMA)
#: What the peer knows of a claim: the property, and the column of our answers.
OF_CLAIM = {
    RDF.subject: "subject",
    RDF.predicate: "relation",
    RDF.object: "object",
    RLT.linkingPhrase: "phrase",
    RLT.statement: "statement",
    RLT.certainty: "certainty",
    RLT.source: "source",
    RLT.paragraph: "paragraph",
    RLT.sentence: "sentence",
    RLT.sortOrder: "order",
    RLT.quote: "quote",
}
CARD = """SELECT ?claim ?phrase ?statement ?s ?relation ?family ?o ?certainty ?source ?paragraph
       ?sentence ?quote {
  { ?claim rdf:subject ?thing } UNION { ?claim rdf:object ?thing }
  ?claim rlt:linkingPhrase ?phrase ; rlt:statement ?statement ; rlt:certainty ?certainty ;
    rdf:subject/skos:prefLabel ?s ; rdf:object/skos:prefLabel ?o ; rdf:predicate ?relation ;
    rlt:source ?source ; rlt:paragraph ?paragraph ; rlt:sentence ?sentence ; rlt:quote ?quote ;
    rlt:sortOrder ?order .
  ?relation rdfs:label ?family
} ORDER BY ?source ?order"""
SEARCH = """SELECT ?thing ?text { ?thing skos:prefLabel|skos:definition|rlt:statement ?text
  FILTER(CONTAINS(LCASE(STR(?text)), ?word)) }"""


def timed(work: Callable[[int], object], rounds: int) -> float:
    """The median milliseconds of one piece of work, over rounds with numbers of their own."""
    taken = []
    for number in range(rounds):
        start = time.perf_counter()
        work(number)
        taken.append((time.perf_counter() - start) * 1000)
    return median(taken)


def in_rdflib(store: Store) -> rdflib.Graph:
    """The claims, labels and definitions of a dataset in rdflib."""
    graph = rdflib.Graph()
    for prefix, namespace in terms.PREFIXES.items():
        graph.bind(prefix, namespace, override=True, replace=True)

    def add(iri: str, predicate: rdflib.URIRef, value: str) -> None:
        term = rdflib.URIRef(value) if value.startswith("https://") else rdflib.Literal(value)
        graph.add((rdflib.URIRef(iri), predicate, term))

    for row in store.rows("network"):
        add(row["relation"], RDFS.label, row["family"])
        for predicate, name in OF_CLAIM.items():
            add(row["claim"], predicate, row[name])
    for row in store.rows("things"):
        add(row["thing"], SKOS.prefLabel, row["label"])
        add(row["thing"], SKOS.definition, row.get("definition", ""))
    return graph


def in_networkx(web: Web) -> "nx.Graph[str]":
    """The cheapest step between each two things, as our search has it, in networkx."""
    graph: nx.Graph[str] = nx.Graph()
    for one, near in web.ahead.items():
        for other, step in near.items():
            graph.add_edge(one, other, cost=step.cost, step=step)
    return graph


def by_hand(graph: rdflib.Graph, thing: rdflib.URIRef) -> list[list[object]]:
    """The claims of a card, gathered with rdflib triple by triple."""
    claims = {*graph.subjects(RDF.subject, thing), *graph.subjects(RDF.object, thing)}
    found: list[list[object]] = []
    for claim in claims:
        said = dict(graph.predicate_objects(claim))
        names = [graph.value(said[end], SKOS.prefLabel) for end in (RDF.subject, RDF.object)]
        found.append([*said.values(), *names, graph.value(said[RDF.predicate], RDFS.label)])
    return found


def three_chains(joined: "nx.Graph[str]", one: str, other: str) -> list[list[str]]:
    """The three cheapest chains with their sentences, with networkx."""
    found = islice(nx.shortest_simple_paths(joined, one, other, weight="cost"), 3)
    return [[joined.edges[pair]["step"].sentence for pair in pairwise(keys)] for keys in found]


def measure(store: Store) -> list[tuple[str, float, str, float]]:
    """What was asked, our milliseconds, the peer, and its milliseconds."""
    web, index = web_of(store), index_of(store)
    graph, joined = in_rdflib(store), in_networkx(web)
    card, text = (prepareQuery(q, initNs=terms.PREFIXES) for q in (CARD, SEARCH))

    def concept(n: int) -> rdflib.URIRef:
        return rdflib.URIRef(f"{terms.CONCEPT}made-{n * 7}")

    def word(n: int) -> rdflib.Literal:
        return rdflib.Literal(f"made concept {n * 7}")

    def ends(n: int) -> tuple[str, str]:
        return f"made-{n}", f"made-{4000 + n}"

    cards = timed(lambda n: answers.concept(store, f"made-{n * 7}"), 50)
    searches = timed(lambda n: search(index, f"made concept {n * 7}"), 50)
    chains = timed(lambda n: paths.chains(web, *ends(n)), 50)
    asked = timed(lambda n: list(graph.query(card, initBindings={"thing": concept(n)})), 20)
    read = timed(lambda n: list(graph.query(text, initBindings={"word": word(n)})), 3)
    return [
        ("card", cards, "rdflib, SPARQL", asked),
        ("card", cards, "rdflib, by triples", timed(lambda n: by_hand(graph, concept(n)), 50)),
        ("search", searches, "rdflib, SPARQL", read),
        ("path", chains, "networkx", timed(lambda n: three_chains(joined, *ends(n)), 20)),
        ("path", chains, "networkx, one, fewest steps",
         timed(lambda n: nx.shortest_path(joined, *ends(n)), 50)),
    ]  # fmt: skip


def main() -> None:
    """Makes the workspace, builds and loads it, and measures both."""
    sources, claims = [int(word) for word in sys.argv[1:3]] or (1000, 100)
    folder = Path(tempfile.mkdtemp())
    os.environ["RELATUM_CACHE"] = str(folder / "cache")
    try:
        make(folder / "made", sources, claims)
        found = measure(open_store(Workspace.open(folder / "made")))
    finally:
        shutil.rmtree(folder)
    print(f"{sources * claims:,} claims, warm, median")
    for asked, ours, peer, theirs in found:
        print(f"{asked:7} {ours:6.1f} ms   {peer:28} {theirs:8.1f} ms  {theirs / ours:8.1f} times")


if __name__ == "__main__":
    main()

"""A card, a search and a chain, warm, over 100,000 claims, against rdflib and networkx.

    python bench/warm.py [SOURCES] [CLAIMS_A_SOURCE]

The peer has the same claims in an rdflib graph and a networkx graph, both loaded before.
"""

import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

import networkx as nx
import rdflib
from rdflib.plugins.sparql import prepareQuery
from scale import make

from relatum.graph import answers, paths, terms
from relatum.graph.index import search
from relatum.graph.store import Store, index_of, open_store
from relatum.graph.web import web_of
from relatum.graph.workspace import Workspace

CARD = """SELECT ?claim ?phrase ?statement ?s ?o {
  { ?claim rdf:subject ?thing } UNION { ?claim rdf:object ?thing }
  ?claim rlt:linkingPhrase ?phrase ; rlt:statement ?statement ;
    rdf:subject/skos:prefLabel ?s ; rdf:object/skos:prefLabel ?o }"""
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


def peer(store: Store) -> tuple[rdflib.Graph, "nx.Graph[str]"]:
    """The claims and labels of a dataset in rdflib, and the claims in networkx."""
    graph = rdflib.Graph()
    for prefix, namespace in terms.PREFIXES.items():
        graph.bind(prefix, namespace, override=True, replace=True)
    wanted = [
        *(terms.SKOS + name for name in ("prefLabel", "definition")),
        *(terms.RDF + name for name in ("subject", "predicate", "object")),
        *(terms.SCHEMA + name for name in ("linkingPhrase", "statement")),
    ]
    joined: nx.Graph[str] = nx.Graph()
    for row in store.rows("network"):
        joined.add_edge(row["subject"], row["object"], statement=row["statement"])
        claim = rdflib.URIRef(row["claim"])
        for predicate, value in zip(
            wanted[2:],
            [rdflib.URIRef(row[n]) for n in ("subject", "relation", "object")]
            + [rdflib.Literal(row[n]) for n in ("phrase", "statement")],
            strict=True,
        ):
            graph.add((claim, rdflib.URIRef(predicate), value))
    for row in store.rows("things"):
        thing = rdflib.URIRef(row["thing"])
        graph.add((thing, rdflib.SKOS.prefLabel, rdflib.Literal(row["label"])))
        graph.add((thing, rdflib.SKOS.definition, rdflib.Literal(row.get("definition", ""))))
    return graph, joined


def main() -> None:
    """Makes the workspace, builds and loads it, and measures both."""
    sources, claims = [int(word) for word in sys.argv[1:3]] or (1000, 100)
    folder = Path(tempfile.mkdtemp())
    os.environ["RELATUM_CACHE"] = str(folder / "cache")
    try:
        make(folder / "made", sources, claims)
        store = open_store(Workspace.open(folder / "made"))
        web, index = web_of(store), index_of(store)
        graph, joined = peer(store)
        ours = {
            "card": timed(lambda n: answers.concept(store, f"made-{n * 7}"), 50),
            "search": timed(lambda n: search(index, f"made concept {n * 7}"), 50),
            "path": timed(lambda n: paths.chains(web, f"made-{n}", f"made-{4000 + n}"), 50),
        }
        card, text = (prepareQuery(q, initNs=terms.PREFIXES)
                      for q in (CARD, SEARCH))  # fmt: skip

        def concept(n: int) -> rdflib.URIRef:
            return rdflib.URIRef(f"{terms.CONCEPT}made-{n}")

        def word(n: int) -> rdflib.Literal:
            return rdflib.Literal(f"made concept {n * 7}")

        theirs = {
            "card": timed(
                lambda n: list(graph.query(card, initBindings={"thing": concept(n * 7)})), 5
            ),
            "search": timed(lambda n: list(graph.query(text, initBindings={"word": word(n)})), 3),
            "path": timed(
                lambda n: nx.shortest_path(joined, str(concept(n)), str(concept(4000 + n))), 20
            ),
        }
    finally:
        shutil.rmtree(folder)
    print(f"{sources * claims:,} claims, warm, median")
    for name, milliseconds in ours.items():
        other = theirs[name]
        print(f"{name:7} {milliseconds:7.1f} ms   rdflib, networkx {other:9.1f} ms   "
              f"{other / milliseconds:8.1f} times")  # fmt: skip


if __name__ == "__main__":
    main()

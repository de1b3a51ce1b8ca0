"""The dataset in the formats of RDF, the same bytes for the same files."""

import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import IO

import pyoxigraph as ox
import rdflib

from relatum.graph import terms
from relatum.graph.files import write_whole
from relatum.graph.store import Store

CONTEXT = Path(__file__).parents[1] / "ontology" / "context.jsonld"


def as_rdflib(store: Store) -> rdflib.Dataset:
    """The dataset for rdflib, with the prefixes bound; blank nodes keep their names."""
    dataset = rdflib.Dataset(default_union=True)
    for prefix, namespace in terms.PREFIXES.items():
        dataset.bind(prefix, namespace, override=True, replace=True)
    quads = list(store.quads())
    blank = {
        term.value: rdflib.BNode(term.value)
        for quad in quads
        for term in (quad.subject, quad.object)
        if isinstance(term, ox.BlankNode)
    }
    dataset.parse(data=_n_quads(quads), format="nquads", bnode_context=blank)
    return dataset


def _n_quads(quads: Iterable[ox.Quad]) -> bytes:
    return ox.serialize(sorted(quads, key=str), format=ox.RdfFormat.N_QUADS) or b""


def _union(store: Store) -> list[ox.Triple]:
    """The triples of all graphs, each once, in order."""
    triples = {str(quad.triple): quad.triple for quad in store.quads()}
    return [triples[key] for key in sorted(triples)]


def _write_n_quads(store: Store, out: IO[bytes]) -> None:
    out.write(_n_quads(store.quads()))


def _write_turtle(store: Store, out: IO[bytes]) -> None:
    ox.serialize(_union(store), out, format=ox.RdfFormat.TURTLE, prefixes=terms.PREFIXES)


def _write_trig(store: Store, out: IO[bytes]) -> None:
    quads = sorted(store.quads(), key=lambda quad: (str(quad.graph_name), str(quad)))
    ox.serialize(quads, out, format=ox.RdfFormat.TRIG, prefixes=terms.PREFIXES)


def _write_rdf_xml(store: Store, out: IO[bytes]) -> None:
    ox.serialize(_union(store), out, format=ox.RdfFormat.RDF_XML, prefixes=terms.PREFIXES)


def _write_json_ld(store: Store, out: IO[bytes]) -> None:
    context = json.loads(CONTEXT.read_text(encoding="utf-8"))["@context"]
    text = as_rdflib(store).serialize(format="json-ld", context=context, sort_keys=True, indent=2)
    # rdflib orders what it collects from sets by chance; the order carries no meaning.
    out.write(json.dumps(_in_order(json.loads(text)), ensure_ascii=False, indent=2).encode())
    out.write(b"\n")


def _in_order(value: object) -> object:
    if isinstance(value, dict):
        return {
            key: value[key] if key == "@context" else _in_order(item)
            for key, item in sorted(value.items())
        }
    if isinstance(value, list):
        return sorted(map(_in_order, value), key=lambda item: json.dumps(item, sort_keys=True))
    return value


#: The formats by name: what `relatum export` offers.
WRITERS: dict[str, Callable[[Store, IO[bytes]], None]] = {
    "turtle": _write_turtle,
    "trig": _write_trig,
    "nquads": _write_n_quads,
    "jsonld": _write_json_ld,
    "rdfxml": _write_rdf_xml,
}


def write_file(store: Store, name: str, out: Path) -> None:
    """Writes the dataset to a file, whole or not at all.

    Args:
        store: the dataset.
        name: a key of `WRITERS`.
        out: the file to write; one that is there is replaced when the new one is whole.

    Raises:
        RelatumError: the file cannot be written.
    """
    write_whole(out, lambda handle: WRITERS[name](store, handle))

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
    """The dataset for rdflib, with the prefixes bound."""
    dataset = rdflib.Dataset(default_union=True)
    for prefix, namespace in terms.PREFIXES.items():
        dataset.bind(prefix, namespace, override=True, replace=True)
    dataset.parse(data=_n_quads(store.quads()), format="nquads")
    return dataset


def _sorted(quads: Iterable[ox.Quad]) -> list[ox.Quad]:
    return sorted(quads, key=str)


def _n_quads(quads: Iterable[ox.Quad]) -> bytes:
    return ox.serialize(_sorted(quads), format=ox.RdfFormat.N_QUADS) or b""


def _union(store: Store) -> rdflib.Graph:
    graph = rdflib.Graph()
    for prefix, namespace in terms.PREFIXES.items():
        graph.bind(prefix, namespace, override=True, replace=True)
    triples = {str(quad.triple): quad.triple for quad in store.quads()}
    lines = ox.serialize((triples[key] for key in sorted(triples)), format=ox.RdfFormat.N_TRIPLES)
    graph.parse(data=lines, format="nt")
    return graph


def _write_n_quads(store: Store, out: IO[bytes]) -> None:
    out.write(_n_quads(store.quads()))


def _write_turtle(store: Store, out: IO[bytes]) -> None:
    out.write(_union(store).serialize(format="turtle", encoding="utf-8"))


def _write_trig(store: Store, out: IO[bytes]) -> None:
    quads = sorted(store.quads(), key=lambda quad: (str(quad.graph_name), str(quad)))
    ox.serialize(quads, out, format=ox.RdfFormat.TRIG, prefixes=terms.PREFIXES)


def _write_rdf_xml(store: Store, out: IO[bytes]) -> None:
    triples = {str(quad.triple): quad.triple for quad in store.quads()}
    ordered = [triples[key] for key in sorted(triples)]
    ox.serialize(ordered, out, format=ox.RdfFormat.RDF_XML, prefixes=terms.PREFIXES)


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

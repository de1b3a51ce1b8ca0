"""Exports: every format says the same, and the library functions give what they promise."""

import json
from pathlib import Path

import networkx as nx
import pyoxigraph as ox
import pytest
import rdflib
from helpers import DATA, Run

import relatum.graph
from relatum.graph import terms

FORMATS = {"turtle": "turtle", "nquads": "nquads", "trig": "trig", "jsonld": "json-ld",
           "rdfxml": "xml"}  # fmt: skip


@pytest.fixture(scope="module")
def dataset() -> rdflib.Dataset:
    return relatum.graph.load()


def _triples(path: Path, form: str) -> set[tuple[str, ...]]:
    graph = rdflib.Dataset(default_union=True)
    graph.parse(path, format=form)
    return {
        tuple("_" if isinstance(t, rdflib.BNode) else t.n3() for t in (s, p, o))
        for s, p, o, _ in graph.quads()
    }


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_parses_to_the_same_triples(
    form: str, dataset: rdflib.Dataset, tmp_path: Path, run: Run
) -> None:
    """rdflib reads each export and finds the triples of the dataset."""
    out = tmp_path / f"all.{form}"
    assert run("export", "--format", form, "-o", out).exit_code == 0
    expected = {
        tuple("_" if isinstance(t, rdflib.BNode) else t.n3() for t in (s, p, o))
        for s, p, o, _ in dataset.quads()
    }
    assert _triples(out, FORMATS[form]) == expected


def test_named_graphs_survive_in_trig_and_n_quads(tmp_path: Path, run: Run) -> None:
    """The formats for datasets keep apart the sources and what is inferred."""
    for form, media in (("trig", ox.RdfFormat.TRIG), ("nquads", ox.RdfFormat.N_QUADS)):
        out = tmp_path / form
        run("export", "--format", form, "-o", out)
        graphs = {str(quad.graph_name) for quad in ox.parse(path=out, format=media)}
        assert f"<{terms.INFERRED_GRAPH}>" in graphs
        assert f"<{terms.source_graph('contact-in-relationship')}>" in graphs


def test_json_ld_is_readable(tmp_path: Path, run: Run) -> None:
    """The context gives short names to what people look for."""
    out = tmp_path / "all.jsonld"
    run("export", "--format", "jsonld", "-o", out)
    data = json.loads(out.read_text(encoding="utf-8"))
    attunement: dict[str, object] = {}
    for graph in data["@graph"]:
        for node in graph.get("@graph", [graph]):
            if node.get("id") == "concept:attunement":
                attunement |= node
    assert attunement["prefLabel"] == "attunement"
    assert isinstance(attunement["definition"], str)


def test_a_failed_export_leaves_what_was_there(tmp_path: Path, run: Run) -> None:
    """Nothing is half written: the folder that is not there is named, with exit code 2."""
    result = run("export", "-o", tmp_path / "nowhere" / "x.ttl")
    assert result.exit_code == 2
    assert "cannot write" in result.stderr
    assert not list(tmp_path.iterdir())


def test_load_gives_a_dataset(dataset: rdflib.Dataset) -> None:
    """Named graphs, a union as default graph, and prefixes ready for SPARQL."""
    rows = dataset.query(
        "SELECT ?label { c:attunement rlt:beginsWith ?part . ?part skos:prefLabel ?label }"
    )
    assert [str(row.label) for row in rows] == ["empathy"]  # type: ignore[union-attr]
    names = {str(g.identifier) for g in dataset.graphs()}
    assert terms.INFERRED_GRAPH in names


def test_network_has_labels_kinds_and_evidence() -> None:
    """Every edge of a claim leads to a passage; people and works are joined to concepts."""
    network = relatum.graph.network()
    assert isinstance(network, nx.MultiDiGraph)
    assert network.nodes["attunement"]["label"] == "attunement"
    assert network.nodes["attunement"]["kind"] == "process"
    edges = network.get_edge_data("attunement", "empathy").values()
    beyond = next(edge for edge in edges if edge["relation"] == "goes-beyond")
    assert (beyond["paragraph"], beyond["sentence"]) == (10, 1)
    assert beyond["statement"].endswith(".")
    for _, _, data in network.edges(data=True):
        if "statement" in data:
            assert data["quote"] and data["paragraph"] and data["certainty"]
    cited = network.get_edge_data("stern-1985", "vitality-affects").values()
    assert {edge["relation"] for edge in cited} == {"is-cited-for"}
    assert network.has_edge("stern", "stern-1985")


def test_a_workspace_of_ones_own_is_loaded_with_the_bundled_graph() -> None:
    """Both functions take a folder."""
    network = relatum.graph.network(DATA / "toy")
    assert {"attunement", "garden"} <= set(network)
    assert len(relatum.graph.load(DATA / "toy")) > 10_000

"""Maps for other programs: each format is read by a program that is not ours."""

import csv
import io
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import freeplane
import jsonschema
import networkx as nx
import pygraphviz
import pyjsoncanvas
import pytest
import rdflib
from helpers import DATA, HERE, ROOT, Run, missing
from hypothesis import HealthCheck, given, settings
from lxml import etree
from maps import hostile_maps, material_of, spoken

from relatum.graph import terms
from relatum.graph.formats.material import Material, iri, plain
from relatum.graph.formats.outlines import tree
from relatum.graph.formats.writers import WRITERS
from relatum.graph.maps.composition import compose
from relatum.graph.maps.conceptmap import ConceptMap
from relatum.graph.maps.geometry import runs_through
from relatum.graph.maps.selection import Wanted
from relatum.graph.store import Store

SOME = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
WITH_COMPANY = frozenset({"theorists", "works"})


@pytest.fixture(scope="module", params=["attunement", "stern", "contact and its people"])
def material(request: pytest.FixtureRequest, store: Store) -> Material:
    """Maps of a concept, of a theorist, and of a concept with people and works."""
    wanted = {
        "attunement": Wanted(("attunement",)),
        "stern": Wanted(("stern",)),
        "contact and its people": Wanted(("contact",), companions=WITH_COMPANY),
    }
    concept_map, layout = compose(store, wanted[request.param])
    return Material(concept_map, store, layout)


def node(form: str, *texts: bytes) -> list[Any]:
    """What a JavaScript program reads in files."""
    program = HERE / "node" / "read.mjs"
    if not shutil.which("node") or not (program.parent / "node_modules").is_dir():
        missing("node, or what 'npm install' puts into tests/node,")
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder) / f"{number}.{form}" for number in range(len(texts))]
        for file, text in zip(files, texts, strict=True):
            file.write_bytes(text)
        result = subprocess.run(
            ["node", program, form, *files], capture_output=True, encoding="utf-8", check=False
        )
    assert result.returncode == 0, result.stderr
    return list(json.loads(result.stdout))


def lines_of(read: Any) -> list[tuple[str, str, str]]:
    """The labelled lines that a program read, as propositions."""
    labels = {one["id"]: one["label"] for one in read["nodes"]}
    return sorted((labels[e["start"]], e["label"], labels[e["end"]]) for e in read["lines"])


def schema(name: str) -> etree.RelaxNG:
    return etree.RelaxNG(etree.parse(DATA / "schemas" / f"{name}.rng"))


def valid(name: str, data: bytes) -> None:
    rules = schema(name)
    assert rules.validate(etree.fromstring(data)), rules.error_log.last_error


# ------------------------------------------------------------ all formats


@pytest.mark.parametrize("ending", WRITERS)
def test_the_command_writes_every_format(ending: str, run: Run, tmp_path: Path) -> None:
    """The ending of the file's name asks for the format, in capitals as well."""
    out = tmp_path / f"map{ending.upper()}"
    result = run("map", "attunement", "--concepts", 6, "-o", out)
    assert result.exit_code == 0
    assert out.stat().st_size > 500


def test_an_unknown_ending_is_refused_with_what_is_known(run: Run, tmp_path: Path) -> None:
    """One line that names the endings, exit code 2, and no file."""
    out = tmp_path / "map.xyz"
    result = run("map", "attunement", "-o", out)
    assert result.exit_code == 2
    assert ".cxl" in result.stderr and result.stderr.count("\n") == 1
    assert not out.exists()


_DIGESTS = """
import hashlib
from relatum.graph.maps.composition import compose
from relatum.graph.formats.material import Material
from relatum.graph.formats.writers import WRITERS
from relatum.graph.maps.selection import Wanted
from relatum.graph.store import open_store
from relatum.graph.workspace import Workspace
store = open_store(Workspace.open())
concept_map, layout = compose(store, Wanted(("empathy",)))
for ending, write in WRITERS.items():
    material = Material(concept_map, store, layout)
    print(ending, hashlib.sha256(write(material)).hexdigest())
"""


def test_the_same_map_gives_the_same_bytes() -> None:
    """Two processes, with other hash seeds, write what is equal to the byte."""
    written = [
        subprocess.run(
            [sys.executable, "-c", _DIGESTS],
            capture_output=True,
            encoding="utf-8",
            check=True,
            env={**os.environ, "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    ]
    assert written[0].split() == written[1].split()
    assert len(written[0].splitlines()) == len(WRITERS)


@pytest.mark.parametrize("ending", sorted(set(WRITERS) - {".ttl", ".csv", ".jsonld", ".json"}))
def test_every_passage_is_in_every_format(ending: str, material: Material) -> None:
    """Each sentence that a claim stands on is named, in formats for people."""
    text = WRITERS[ending](material).decode()
    for link in material.map.propositions:
        for one in link.evidence:
            assert f"paragraph {one.paragraph}, sentence {one.sentence}" in text


# ------------------------------------------------------------ CXL


def test_cxl_is_valid_and_has_places_and_passages(material: Material) -> None:
    """RELAX NG; every box has a place on the map; every phrase its passages."""
    data = WRITERS[".cxl"](material)
    valid("cxl", data)
    drawn = etree.fromstring(data).find("{*}map")
    boxes = [*drawn.iter("{*}concept-appearance", "{*}linking-phrase-appearance")]
    assert len(boxes) == len(material.concepts) + len(material.phrases)
    for box in boxes:
        assert 0 <= float(box.get("x")) <= float(drawn.get("width"))
        assert 0 <= float(box.get("y")) <= float(drawn.get("height"))
    for phrase in drawn.iter("{*}linking-phrase"):
        assert "paragraph" in phrase.get("long-comment")


def test_no_line_runs_through_a_box(material: Material) -> None:
    """The pieces of every line, as CXL and GraphML have them, keep clear of boxes and phrases."""
    drawn = etree.fromstring(WRITERS[".cxl"](material)).find("{*}map")
    boxes = {}
    for box in drawn.iter("{*}concept-appearance", "{*}linking-phrase-appearance"):
        x, y, width, height = (float(box.get(name)) for name in ("x", "y", "width", "height"))
        # CXL has whole pixels.
        half, high = width / 2 - 1, height / 2 - 1
        boxes[box.get("id")] = ((x, y), (x - half, y - high, x + half, y + high))
    corners = {
        line.get("id"): [(float(p.get("x")), float(p.get("y"))) for p in line]
        for line in drawn.iter("{*}connection-appearance")
    }
    for line in drawn.iter("{*}connection"):
        ends = line.get("from-id"), line.get("to-id")
        way = [boxes[ends[0]][0], *corners[line.get("id")], boxes[ends[1]][0]]
        assert not runs_through(way, [box for key, (_, box) in boxes.items() if key not in ends])


@SOME
@given(concept_map=hostile_maps())
def test_cxl_with_any_labels_is_valid(concept_map: ConceptMap, store: Store) -> None:
    """Whatever a label holds, the file is CXL."""
    valid("cxl", WRITERS[".cxl"](material_of(concept_map, store)))


# ------------------------------------------------------------ GraphML, GEXF


def test_graphml_is_read_by_networkx_with_what_yed_draws(material: Material) -> None:
    """networkx finds nodes, labels, yEd's places and shapes, and lines."""
    data = WRITERS[".graphml"](material)
    valid("graphml", data)
    graph = nx.parse_graphml(data.decode())
    assert len(graph) == len(material.concepts) + len(material.phrases)
    assert graph.number_of_edges() == len(material.halves())
    for one in material.nodes():
        read = graph.nodes[one.id]
        assert " ".join(read["label"].split()) == one.label
        box = material.box(one)
        assert float(read["x"]) == pytest.approx(box.x - box.width / 2, abs=0.06)
        assert read["shape_type"] == ("roundrectangle" if one.is_idea else "rectangle")


def test_graphml_is_read_by_graphology(material: Material) -> None:
    """Another reader finds the same nodes and lines."""
    (read,) = node("graphml", WRITERS[".graphml"](material))
    assert {one["id"]: one["label"] for one in read["nodes"]} == {
        one.id: one.label for one in material.nodes()
    }
    assert sorted((e["start"], e["end"]) for e in read["lines"]) == sorted(
        (line.start, line.end) for line in material.halves()
    )


def test_gexf_is_read_by_networkx_and_graphology(material: Material) -> None:
    """Both find the propositions; places and colours are there for Gephi."""
    data = WRITERS[".gexf"](material)
    valid("gexf", data)
    graph = nx.read_gexf(io.BytesIO(data))
    labels = {key: about["label"] for key, about in graph.nodes(data=True)}
    read = sorted((labels[s], e["label"], labels[o]) for s, o, e in graph.edges(data=True))
    assert read == spoken(material.map)
    assert all("position" in about["viz"] for _, about in graph.nodes(data=True))
    (other,) = node("gexf", data)
    assert lines_of(other) == spoken(material.map)
    assert all(one["color"].startswith("rgba") for one in other["nodes"])


@SOME
@given(concept_map=hostile_maps())
def test_graphs_with_any_labels_are_read(concept_map: ConceptMap, store: Store) -> None:
    """GraphML and GEXF stay valid, and networkx reads the same labels."""
    material = material_of(concept_map, store)
    valid("graphml", WRITERS[".graphml"](material))
    data = WRITERS[".gexf"](material)
    valid("gexf", data)
    graph = nx.read_gexf(io.BytesIO(data))
    labels = {key: about["label"] for key, about in graph.nodes(data=True)}
    assert labels == {one.id: one.label for one in material.concepts.values()}


# ------------------------------------------------------------ DOT, Mermaid


def shown_by_graphviz(data: bytes) -> list[str]:
    """The texts that Graphviz draws, each line of a label by itself."""
    graph = pygraphviz.AGraph(string=data.decode())
    svg = graph.draw(prog="dot", format="svg")
    root = ElementTree.fromstring(svg)
    texts = root.iter("{http://www.w3.org/2000/svg}text")
    return sorted(" ".join((text.text or "").split()) for text in texts)


def test_dot_is_drawn_by_graphviz(material: Material) -> None:
    """Graphviz lays it out, and draws every line of every label."""
    wanted = sorted(line for one in material.nodes() for line in material.wrapped(one).split("\n"))
    assert shown_by_graphviz(WRITERS[".dot"](material)) == wanted


@settings(SOME, max_examples=25)
@given(concept_map=hostile_maps())
def test_dot_with_any_labels_is_read(concept_map: ConceptMap, store: Store) -> None:
    """No label ends its quotes, adds a node, or means anything to Graphviz."""
    material = material_of(concept_map, store)
    graph = pygraphviz.AGraph(string=WRITERS[".dot"](material).decode())
    assert sorted(graph.nodes()) == sorted(one.id for one in material.nodes())
    for one in material.nodes():
        label = graph.get_node(one.id).attr["label"] or ""
        for written, sign in (("\\n", " "), ("\\\\", "\\"), ("&amp;", "&")):
            label = label.replace("\0", "").replace(written, sign) if written != "\\n" else (
                label.replace("\\\\", "\0\0").replace(written, sign).replace("\0\0", "\\\\")
            )  # fmt: skip
        assert " ".join(label.split()) == one.label


def test_mermaid_is_read_by_mermaid(material: Material) -> None:
    """Mermaid's own parser finds the propositions, each with its places."""
    (read,) = node("mermaid", WRITERS[".mermaid"](material))
    places = sorted(
        (s, f"{line.label} ({material.places(line.links)})", o)
        for line in material.wholes()
        for s, o in [(_label(material, line.start), _label(material, line.end))]
    )
    assert lines_of(read) == places


def test_mermaid_takes_any_label_literally(store: Store) -> None:
    """No label ends its quotes or means anything to Mermaid."""
    maps: list[ConceptMap] = []
    collect: Callable[[], None] = settings(SOME, max_examples=30, database=None)(
        given(concept_map=hostile_maps())(lambda concept_map: maps.append(concept_map))
    )
    collect()
    small = [one for one in maps if sum(map(len, one.labels.values())) < 5000]
    materials = [material_of(one, store) for one in small]
    for material, read in zip(
        materials, node("mermaid", *(WRITERS[".mermaid"](one) for one in materials)), strict=True
    ):
        wanted = {one.id: one.label for one in material.concepts.values()}
        assert {one["id"]: one["label"].strip() for one in read["nodes"]} == wanted
        assert len(read["lines"]) == len(material.wholes())


def _label(material: Material, id_: str) -> str:
    return next(one.label for one in material.nodes() if one.id == id_)


# ------------------------------------------------------------ Cytoscape, JSON Canvas, our JSON


def test_cyjs_is_read_by_cytoscape(material: Material) -> None:
    """Cytoscape.js finds the propositions, and the boxes where they were drawn."""
    (read,) = node("cyjs", WRITERS[".cyjs"](material))
    assert lines_of(read) == spoken(material.map)
    at = {one["id"]: (one["x"], one["y"]) for one in read["nodes"]}
    for one in material.concepts.values():
        assert at[one.id] == pytest.approx((material.box(one).x, material.box(one).y))


def test_canvas_is_valid_and_its_cards_do_not_overlap(material: Material) -> None:
    """pyjsoncanvas accepts it; every proposition is a line; the cards stand apart."""
    canvas = pyjsoncanvas.Canvas.from_json(WRITERS[".canvas"](material).decode())
    assert canvas.validate()
    assert len(canvas.edges) == len(material.wholes())
    assert len(canvas.nodes) == len(material.concepts) + 1
    cards = canvas.nodes
    for number, one in enumerate(cards):
        for other in cards[number + 1 :]:
            apart = (
                one.x + one.width <= other.x
                or other.x + other.width <= one.x
                or one.y + one.height <= other.y
                or other.y + other.height <= one.y
            )
            assert apart, (one.text, other.text)


@SOME
@given(concept_map=hostile_maps())
def test_markdown_in_labels_means_nothing_on_a_canvas(
    concept_map: ConceptMap, store: Store
) -> None:
    """Signs of Markdown are escaped, so that a card shows the label and no more."""
    data = json.loads(WRITERS[".canvas"](material_of(concept_map, store)))
    for card in data["nodes"][:-1]:
        bare = card["text"].replace("\\\\", "")
        for sign in "*_`[]<>#|~":
            assert bare.count(sign) == bare.count(f"\\{sign}")


def test_json_follows_its_schema(material: Material) -> None:
    """The schema in the documentation describes what is written, and leaves nothing open."""
    described = json.loads((ROOT / "docs" / "map.schema.json").read_text(encoding="utf-8"))
    data = json.loads(WRITERS[".json"](material))
    jsonschema.Draft202012Validator.check_schema(described)
    jsonschema.validate(data, described)
    assert len(data["propositions"]) == len(material.map.propositions)
    data["concepts"][0]["more"] = 1
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(data, described)


# ------------------------------------------------------------ outlines


def test_the_outline_has_every_proposition_once(material: Material) -> None:
    """From the focus down, whatever circles the map has."""
    found = []
    waiting = tree(material)
    assert waiting[0].label == material.concepts[material.map.focus[0]].label
    while waiting:
        concept = waiting.pop()
        for phrase in concept.below:
            found += [(concept.label, phrase.label, end.label) for end in phrase.below]
            waiting += phrase.below
    assert sorted(found) == spoken(material.map)


def test_mm_is_read_by_freeplane_io(material: Material, tmp_path: Path) -> None:
    """A FreeMind reader finds the tree, its notes, and the links to what stands elsewhere."""
    file = tmp_path / "map.mm"
    file.write_bytes(WRITERS[".mm"](material))
    root = freeplane.Mindmap(str(file)).rootnode
    assert root.plaintext == plain(material.map.question or material.map.title)

    def below(top: Any) -> list[tuple[str, str, str]]:
        found, waiting = [], list(top.children)
        while waiting:
            concept = waiting.pop()
            for phrase in concept.children:
                assert "paragraph" in phrase.notes
                found += [
                    (concept.plaintext, phrase.plaintext, end.plaintext) for end in phrase.children
                ]
                waiting += phrase.children
        return sorted(found)

    assert below(root) == spoken(material.map)


def test_opml_is_read_by_opml(material: Material) -> None:
    """The reader of OPML's author finds the same outline."""
    (read,) = node("opml", WRITERS[".opml"](material))
    assert read["head"]["title"] == plain(material.map.question or material.map.title)

    def labels(outline: list[Any]) -> list[Any]:
        return [[one["text"], *labels(one.get("subs", []))] for one in outline]

    def ours(branches: list[Any]) -> list[Any]:
        return [[one.label, *ours(one.below)] for one in branches]

    assert labels(read["body"]["subs"]) == [*ours(tree(material)), ["Sources"]]


@SOME
@given(concept_map=hostile_maps())
def test_outlines_with_any_labels_are_xml(concept_map: ConceptMap, store: Store) -> None:
    """lxml reads them, with every label of the map."""
    material = material_of(concept_map, store)
    for ending, name in ((".mm", "TEXT"), (".opml", "text")):
        root = etree.fromstring(WRITERS[ending](material), etree.XMLParser(huge_tree=True))
        assert {one.label for one in material.nodes()} <= set(root.xpath(f"//@{name}"))


# ------------------------------------------------------------ tables, RDF


@SOME
@given(concept_map=hostile_maps())
def test_no_cell_of_a_table_is_a_formula(concept_map: ConceptMap, store: Store) -> None:
    """No cell begins as a spreadsheet's formula does, and none breaks out of its row."""
    text = WRITERS[".csv"](material_of(concept_map, store)).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text, newline="")))
    assert len(rows) == 1 + sum(len(link.evidence) for link in concept_map.propositions)
    for row in rows:
        assert len(row) == 9
        assert not any(cell.startswith(tuple("=+-@\t\r＝＋－＠")) for cell in row)


@pytest.mark.parametrize(("ending", "form"), [(".ttl", "turtle"), (".jsonld", "json-ld")])
def test_rdf_has_the_claims_of_the_map_and_no_others(
    ending: str, form: str, material: Material, store: Store
) -> None:
    """rdflib finds each claim with its sentence and words; plain triples only where claimed."""
    graph = rdflib.Graph().parse(data=WRITERS[ending](material), format=form)
    schema_ = rdflib.Namespace(terms.SCHEMA)
    claims = {str(claim) for claim in graph.subjects(rdflib.RDF.type, schema_.Claim)}
    evidence = [one for link in material.map.propositions for one in link.evidence if not one.work]
    assert claims == {terms.CLAIM + one.claim for one in evidence}
    for one in evidence:
        claim = rdflib.URIRef(terms.CLAIM + one.claim)
        sentence = graph.value(claim, schema_.inSentence)
        assert str(graph.value(sentence, schema_.paragraph)) == str(one.paragraph)
        quoted = graph.value(claim, rdflib.URIRef(terms.PROV + "wasQuotedFrom"))
        selector = graph.value(quoted, rdflib.URIRef(terms.OA + "hasSelector"))
        assert str(graph.value(selector, rdflib.URIRef(terms.OA + "exact"))) == one.quote
    made = {
        (
            iri_of(material, link.subject),
            terms.relation_iri(link.relation),
            iri_of(material, link.object),
        )
        for link in material.map.propositions
        if not link.negated and not link.evidence[0].work
    }
    concepts = {iri(concept) for concept in material.map.concepts}
    found = {(str(s), str(p), str(o)) for s, p, o in graph if {str(s), str(o)} <= concepts}
    assert found == made


def iri_of(material: Material, key: str) -> str:
    return next(iri(concept) for concept in material.map.concepts if concept.key == key)

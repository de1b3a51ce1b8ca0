"""Building: the same bytes for the same files, whole or not at all, whoever else builds."""

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pyoxigraph as ox
import pytest
from helpers import DATA, relatum

from relatum.graph import terms
from relatum.graph.answers import names
from relatum.graph.kept import KEPT, KEPT_OF_CONCEPT
from relatum.graph.store import Store, build, open_store
from relatum.graph.workspace import Workspace

TOY = DATA / "toy"


def stores(cache: Path) -> list[Path]:
    """The finished stores of a cache folder."""
    folder = cache / "stores"
    return [p for p in folder.iterdir() if not p.name.startswith(".")] if folder.is_dir() else []


def start_build(cache: Path, workspace: Path = TOY) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [sys.executable, "-m", "relatum.cli", "-C", str(workspace), "build"],
        env={**os.environ, "RELATUM_CACHE": str(cache)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )


@pytest.mark.parametrize("form", ["nquads", "turtle", "trig", "jsonld", "rdfxml"])
def test_two_builds_export_the_same_bytes(form: str, tmp_path: Path) -> None:
    """Two processes with caches and hash seeds of their own write identical files."""
    outputs = []
    for seed in ("1", "2"):
        environment = {
            **os.environ, "RELATUM_CACHE": str(tmp_path / seed), "PYTHONHASHSEED": seed,
        }  # fmt: skip
        outputs.append(
            subprocess.run(
                [sys.executable, "-m", "relatum.cli", "export", "--format", form],
                env=environment,
                capture_output=True,
                check=True,
            ).stdout
        )
    assert len(outputs[0]) > 100_000
    assert outputs[0] == outputs[1]


@pytest.mark.parametrize("workspace", [None, TOY])
def test_kept_answers_are_what_the_queries_give(workspace: Path | None) -> None:
    """A card is the same from what is kept as from the dataset itself."""
    store = open_store(Workspace.open(workspace))
    fresh = Store(store.dataset)
    for name in KEPT:
        assert store.rows(name) == fresh.rows(name)
    for name in KEPT_OF_CONCEPT:
        kept = 0
        for _, key in names(store, "concept"):
            rows = store.rows(name, thing=terms.CONCEPT + key)
            assert rows == fresh.rows(name, thing=terms.CONCEPT + key)
            kept += len(rows)
        assert kept, f"of no concept is '{name}' kept"


def test_two_languages_name_a_claim_twice(toy: Path) -> None:
    """What is kept has a claim once for every pair of labels, as the query gives it."""
    concepts = next((toy / "ontology").glob("concepts*.ttl"))
    text = concepts.read_text("utf-8")
    label = 'skos:prefLabel "garden"@en'
    assert label in text
    concepts.write_text(text.replace(label, f'{label}, "Garten"@de'), "utf-8")
    store = open_store(Workspace.open(toy))
    rows = store.rows("claims", thing=terms.CONCEPT + "garden")
    assert {"garden", "Garten"} <= {
        label for row in rows for label in (row["subjectLabel"], row["objectLabel"])
    }
    asked = Store(store.dataset).rows("claims", thing=terms.CONCEPT + "garden")
    by_labels = sorted(tuple(sorted(row.items())) for row in rows)
    assert by_labels == sorted(tuple(sorted(row.items())) for row in asked)


def test_a_second_run_opens_what_the_first_built(tmp_path: Path) -> None:
    """Nothing is built again while the files are the same, and all is when they change."""
    toy, cache = tmp_path / "toy", tmp_path / "cache"
    shutil.copytree(TOY, toy)
    assert relatum("-C", toy, "concept", "garden", cache=cache).returncode == 0
    (first,) = stores(cache)
    before = sorted(p.name for p in first.iterdir())
    assert relatum("-C", toy, "concept", "garden", cache=cache).returncode == 0
    assert stores(cache) == [first]
    assert sorted(p.name for p in first.iterdir()) == before
    path = toy / "ontology/concepts.ttl"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("A long time without rain.", "No rain for long."), "utf-8")
    card = relatum("-C", toy, "concept", "drought", cache=cache).stdout
    assert "No rain for long." in card
    assert len(stores(cache)) == 2


def test_a_killed_build_leaves_the_old_store_or_none(tmp_path: Path) -> None:
    """Killed at any moment, a build never leaves a store that is not whole."""
    cache = tmp_path / "cache"
    whole = len(open_store(Workspace.open(TOY)).dataset)
    killed = 0
    for delay in (0.1, 0.3, 0.5, 0.7, 0.9, 1.1, 1.3, 1.6, 2.0, 2.5):
        process = start_build(cache)
        time.sleep(delay)
        if process.poll() is None:
            process.send_signal(signal.SIGKILL)
            killed += 1
        process.communicate()
        for path in stores(cache):
            assert len(ox.Store.read_only(str(path))) == whole
    assert killed >= 3
    assert relatum("-C", TOY, "concept", "garden", cache=cache).returncode == 0
    assert len(stores(cache)) == 1


def test_builds_at_once_all_end_well(tmp_path: Path) -> None:
    """Several builds of the same files end with exit code 0 and one store."""
    cache = tmp_path / "cache"
    processes = [start_build(cache) for _ in range(4)]
    errors = [process.communicate()[1] for process in processes]
    assert [p.returncode for p in processes] == [0] * 4, errors
    assert len(stores(cache)) == 1
    assert not [p for p in (cache / "stores").iterdir() if p.name.startswith(".")]


def test_a_damaged_store_is_built_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A store that cannot be opened is replaced without a word."""
    cache = tmp_path / "cache"
    monkeypatch.setenv("RELATUM_CACHE", str(cache))
    path = build(Workspace.open(TOY))
    (path / "CURRENT").write_text("nonsense\n", encoding="ascii")
    result = relatum("-C", TOY, "concept", "garden", cache=cache)
    assert (result.returncode, result.stderr) == (0, "")


def test_a_cache_that_cannot_be_written_is_one_clear_line(tmp_path: Path) -> None:
    """The message names the folder and what to set."""
    blocked = tmp_path / "file"
    blocked.write_text("in the way", encoding="utf-8")
    result = relatum("-C", TOY, "concept", "garden", cache=blocked)
    assert result.returncode == 2
    assert len(result.stderr.splitlines()) == 1
    assert str(blocked) in result.stderr
    assert "RELATUM_CACHE" in result.stderr


def test_abandoned_builds_are_cleared_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a kill left behind goes with a later build, when it is old."""
    cache = tmp_path / "cache"
    monkeypatch.setenv("RELATUM_CACHE", str(cache))
    old, young = cache / "stores" / ".building-old", cache / "stores" / ".building-young"
    old.mkdir(parents=True)
    young.mkdir()
    os.utime(old, (0, 0))
    build(Workspace.open(TOY))
    assert not old.exists()
    assert young.exists()


def test_named_graphs_keep_apart_what_is_said_and_what_is_inferred() -> None:
    """Each part has its graph; an inferred triple is not in a source's graph."""
    dataset = open_store(Workspace.open(TOY)).dataset
    graphs = {str(g.value) for g in dataset.named_graphs()}
    assert graphs == {
        terms.ONTOLOGY_GRAPH, terms.BIBLIOGRAPHY_GRAPH, terms.INFERRED_GRAPH,
        terms.source_graph("garden"), terms.source_graph("contact-in-relationship"),
    }  # fmt: skip
    soil, need = (ox.NamedNode(terms.CONCEPT + k) for k in ("fine-soil", "need-for-nourishment"))
    satisfies = ox.NamedNode(terms.SCHEMA + "satisfies")
    satisfied = ox.NamedNode(terms.SCHEMA + "isSatisfiedBy")
    garden = ox.NamedNode(terms.source_graph("garden"))
    inferred = ox.NamedNode(terms.INFERRED_GRAPH)
    assert ox.Quad(soil, satisfies, need, garden) in dataset
    assert ox.Quad(need, satisfied, soil, inferred) in dataset
    assert ox.Quad(need, satisfied, soil, garden) not in dataset


def test_a_denied_claim_is_recorded_and_not_asserted() -> None:
    """The plain triple is nowhere, and nothing is inferred from the claim."""
    dataset = open_store(Workspace.open(TOY)).dataset
    flourishing = ox.NamedNode(terms.CONCEPT + "flourishing")
    neglect = ox.NamedNode(terms.CONCEPT + "neglect")
    claims = list(dataset.quads_for_pattern(None, ox.NamedNode(terms.SCHEMA + "negated"), None))
    assert any("garden/2.1/flourishing.not.emerges-from.neglect" in str(q) for q in claims)
    assert not list(dataset.quads_for_pattern(flourishing, None, neglect))
    assert not list(dataset.quads_for_pattern(neglect, None, flourishing))


def test_inferences_name_their_rule_and_what_they_rest_on() -> None:
    """Every inferred triple of a relation has a record that leads back to claims."""
    store = open_store(Workspace.open())
    rows = store.dataset.query(
        """SELECT (COUNT(*) AS ?all) (SUM(IF(BOUND(?rule) && BOUND(?basis), 1, 0)) AS ?whole) {
             { SELECT ?inference (SAMPLE(?r) AS ?rule) (SAMPLE(?b) AS ?basis) {
                 ?inference a rlt:Inference .
                 OPTIONAL { ?inference rlt:byRule ?r }
                 OPTIONAL { ?inference prov:wasDerivedFrom ?b }
               } GROUP BY ?inference } }""",
        prefixes=terms.PREFIXES,
        use_default_graph_as_union=True,
    )
    (row,) = rows  # type: ignore[misc]
    assert int(row["all"].value) > 500
    assert row["all"] == row["whole"]


@pytest.mark.parametrize(
    ("subject", "relation", "object_"),
    [
        ("need-for-relationship", "rlt:isSatisfiedBy", "contact"),  # inverse
        ("attunement", "rlt:hasPart", "sensitivity-to-the-other"),  # absent: means is no part
        ("internal-contact", "skos:broaderTransitive", "contact"),  # super-relation
        ("contact", "skos:narrower", "internal-contact"),  # broader
        ("affective-attunement", "rlt:hasPart", "valuing-the-others-affect"),  # begins with
        ("emotional-healing", "rlt:isA", "healing"),
    ],
)
def test_what_is_and_what_is_not_inferred(subject: str, relation: str, object_: str) -> None:
    """A sample of inferences that must be there, and one that must not."""
    dataset = open_store(Workspace.open()).dataset
    found = dataset.query(
        f"ASK {{ c:{subject} {relation} c:{object_} }}",
        prefixes=terms.PREFIXES,
        use_default_graph_as_union=True,
    )
    assert bool(found) == (object_ != "sensitivity-to-the-other")


def test_cited_for_links_concepts_with_people() -> None:
    """Vitality affects lead to Stern and his book, and Stern to what he made."""
    dataset = open_store(Workspace.open()).dataset
    found = dataset.query(
        """ASK { c:vitality-affects rlt:hasTheorist person:stern ; rlt:hasWork work:stern-1985 .
                 person:stern foaf:made work:stern-1985 }""",
        prefixes=terms.PREFIXES,
        use_default_graph_as_union=True,
    )
    assert bool(found)

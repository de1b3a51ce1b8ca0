"""`relatum map X -o x.html`: the explorer's page, opened at that map."""

import itertools
import json
import re
from pathlib import Path
from typing import Any

import pytest
from browsing import Watched
from helpers import Run

from relatum.graph.lookup import find_any
from relatum.graph.maps.selection import Wanted, select
from relatum.graph.multigraph import network_of
from relatum.graph.store import Store

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::DeprecationWarning")


def graph_of(path: Path) -> dict[str, Any]:
    """The block of a page that has the picture."""
    (block,) = re.findall(r'id="graph">(.*?)</script>', path.read_text(encoding="utf-8"), re.DOTALL)
    graph: dict[str, Any] = json.loads(block)
    return graph


def said(path: Path) -> list[str]:
    """What a page's opening map says: subject, phrase and object of each proposition."""
    graph = graph_of(path)
    labels = {node["id"]: node["label"] for node in graph["nodes"]}
    return sorted(
        f"{labels[edge['from']]} {edge['phrase']} {labels[edge['to']]}"
        for edge in graph["edges"]
        if edge["id"] in graph["opening"]["edges"]
    )


def test_the_page_opens_at_the_map(watched: Watched, tmp_path: Path, run: Run) -> None:
    """What was asked for is what is drawn; the file is the only request; nothing is reported."""
    out = tmp_path / "map.html"
    assert run("map", "contact", "attunement", "-o", out).exit_code == 0
    watched.open(out)
    opening = graph_of(out)["opening"]
    assert opening["focus"] == ["contact", "attunement"]
    assert watched.shown() == {"nodes": opening["nodes"], "edges": watched.shown()["edges"]}
    assert set(watched.shown()["edges"]) == set(opening["edges"])
    assert watched.page.locator("#stage-title").inner_text() == "Contact and attunement"
    watched.page.wait_for_timeout(300)
    assert (watched.requests, watched.problems) == ([out.as_uri()], [])


@pytest.mark.parametrize(
    "words",
    [
        ["attunement"],
        ["--question", "How does attunement heal?"],
        ["--path", "artificial closure", "attunement"],
        ["contact", "--no-inferred", "--hedged", "hide"],
        ["needs", "--kinds", "need,affect", "--depth", "2"],
        ["attunement", "--relations", "has-part,begins-with,leads-to", "--concepts", "8"],
        ["stern", "--with", "works"],
        ["attunement", "--with", "theorists,works", "--concepts", "30"],
    ],
)
def test_all_that_chooses_claims_chooses_them_for_the_page(
    words: list[str], tmp_path: Path, run: Run
) -> None:
    """Names, question, chain and filters choose what it opens with, as they do for any file."""
    page, table = tmp_path / "map.html", tmp_path / "map.json"
    assert run("map", *words, "-o", page, "--concepts", 8).exit_code == 0
    assert run("map", *words, "-o", table, "--concepts", 8).exit_code == 0
    found = said(page)
    assert found
    graph = graph_of(page)
    for id_ in graph["opening"]["edges"]:
        (edge,) = [edge for edge in graph["edges"] if edge["id"] == id_]
        if "--no-inferred" in words:
            assert edge["certainty"] == "stated"
        if "--relations" in words:
            assert edge["relation"] in ("has-part", "begins-with", "leads-to")
    written = json.loads(table.read_text(encoding="utf-8"))
    concepts = {one["id"] for one in written["concepts"]}
    assert len(concepts & set(graph["opening"]["nodes"])) >= 0.7 * len(concepts)


def test_the_list_says_the_same_as_the_picture(tmp_path: Path, run: Run) -> None:
    """Where no script runs, every proposition of the map stands there with its places."""
    out = tmp_path / "map.html"
    assert run("map", "artificial closure", "-o", out).exit_code == 0
    html = out.read_text(encoding="utf-8")
    (listed,) = re.findall(r"<noscript>(.*?)</noscript>", html, re.DOTALL)
    items = [" ".join(item.split()) for item in re.findall(r"<li>(.*?)</li>", listed, re.DOTALL)]
    assert len(items) == len(said(out)) > 10
    assert sorted(item.partition(" (")[0] for item in items) == said(out)
    assert all(re.search(r"\d+\.\d+\)$", item) for item in items)


@pytest.mark.parametrize("focus", ["attunement", "artificial closure", "needs"])
def test_arrows_go_around_boxes(focus: str, store: Store, tmp_path: Path, run: Run) -> None:
    """On the page as on paper: no piece of an arrow runs through a box that it does not join."""
    out = tmp_path / "map.html"
    assert run("map", focus, "-o", out).exit_code == 0
    opening = graph_of(out)["opening"]
    assert opening["focus"] == [find_any(store, focus).rpartition("/")[2]]
    layout = opening["layout"]
    assert any(len(line["points"]) > 2 for line in layout["lines"])
    for line in layout["lines"]:
        points = line["points"]
        for (x, y), (to_x, to_y) in itertools.pairwise(points):
            for step in range(51):
                at_x, at_y = x + (to_x - x) * step / 50, y + (to_y - y) * step / 50
                through = {
                    key
                    for key, (mid_x, mid_y, wide, high, *_) in layout["concepts"].items()
                    if abs(at_x - mid_x) < wide / 2 - 3 and abs(at_y - mid_y) < high / 2 - 3
                }
                assert through <= {line["from"], line["to"]}


def test_every_proposition_on_a_map_is_a_claim(store: Store) -> None:
    """For every concept of the graph its map is made of claims with passages, focus included."""
    network = network_of(store)
    claims = {
        (start, data["phrase"], end)
        for start, end, data in network.edges(data=True)
        if "statement" in data
    }
    concepts = [n for n, d in network.nodes(data=True) if d["kind"] not in ("theorist", "work")]
    assert len(concepts) > 200
    for concept in concepts:
        chosen = select(store, Wanted((concept,)))
        assert chosen.concepts[0].key == concept
        assert len(chosen.concepts) <= 20
        assert chosen.propositions
        for link in chosen.propositions:
            assert (link.subject, link.phrase, link.object) in claims
            assert link.evidence


def test_open_says_where_the_file_is_without_a_browser(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`--open` opens the file; where nothing opens it, the path is printed."""
    import webbrowser

    monkeypatch.chdir(tmp_path)
    opened: list[str] = []

    def no_browser(url: str) -> bool:
        opened.append(url)
        return False

    monkeypatch.setattr(webbrowser, "open", no_browser)
    result = run("map", "attunement", "--open")
    assert result.exit_code == 0
    assert opened == [(tmp_path / "attunement.html").as_uri()]
    assert str(tmp_path / "attunement.html") in result.output
    monkeypatch.setattr(webbrowser, "open", lambda url: True)
    assert run("map", "attunement", "--open").output == "opened attunement.html\n"


def test_a_file_of_ones_own_is_not_overwritten(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without -o, a file that is no map of ours is left as it is."""
    monkeypatch.chdir(tmp_path)
    own = tmp_path / "contact.html"
    own.write_text("<p>mine</p>", encoding="utf-8")
    result = run("map", "contact")
    assert result.exit_code == 2
    assert "contact.html" in result.stderr and "-o" in result.stderr
    assert own.read_text(encoding="utf-8") == "<p>mine</p>"
    own.unlink()
    assert run("map", "contact").exit_code == 0
    assert run("map", "contact").exit_code == 0

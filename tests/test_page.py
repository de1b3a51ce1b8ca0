"""The map page in a real browser: offline, safe with any label, with its evidence."""

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from helpers import Run, missing
from playwright.sync_api import Browser, Dialog, Page, sync_playwright

from relatum.graph.drawing.page import page as draw
from relatum.graph.maps.layout import place
from relatum.graph.maps.selection import Wanted, select
from relatum.graph.multigraph import network_of
from relatum.graph.store import Store

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::DeprecationWarning")
HOSTILE = "<img src=x onerror=alert(1)>\"'</script><script>alert(2)</script>"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if not chromium:
        missing("Chromium")
    with (
        sync_playwright() as playwright,
        playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--disable-background-networking"]
        ) as browser,
    ):
        yield browser


class Watched:
    """A page with what it asked for and what went wrong in it."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.requests: list[str] = []
        self.problems: list[str] = []
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("console", lambda message: self.problems.append(message.text))
        page.on("pageerror", lambda error: self.problems.append(str(error)))
        page.on("dialog", self._refuse)

    def _refuse(self, dialog: Dialog) -> None:
        self.problems.append("dialog")
        dialog.dismiss()

    def open(self, path: Path) -> None:
        self.page.goto(path.as_uri())
        self.page.wait_for_selector("body[data-drawn=yes]")


@pytest.fixture
def watched(browser: Browser) -> Iterator[Watched]:
    page = browser.new_page(viewport={"width": 1200, "height": 900})
    yield Watched(page)
    page.close()


def test_the_page_works_offline_and_asks_for_nothing(
    watched: Watched, tmp_path: Path, run: Run
) -> None:
    """The file itself is the only request; nothing is reported by the browser."""
    out = tmp_path / "attunement.html"
    assert run("map", "attunement", "-o", out).exit_code == 0
    watched.open(out)
    watched.page.wait_for_timeout(500)
    assert watched.requests == [out.as_uri()]
    assert watched.problems == []


def test_it_draws_the_map_with_linking_phrases_and_evidence(
    watched: Watched, tmp_path: Path, run: Run
) -> None:
    """Boxes, phrases, arrows; a hover shows the claim and its sentence."""
    out = tmp_path / "map.html"
    run("map", "attunement", "-o", out)
    watched.open(out)
    assert watched.page.locator("#map canvas").count() == 1
    labels = watched.page.evaluate("shown.nodes.get().map(n => n.label.replace('\\n', ' '))")
    assert {"attunement", "empathy", "begins with"} <= set(labels)
    assert watched.page.evaluate("shown.edges.length") > 20
    assert watched.page.locator("#about").is_hidden()
    spot = watched.page.evaluate(
        "network.canvasToDOM(network.getPosition('attunement begins with'))"
    )
    box = watched.page.locator("#map").bounding_box()
    assert box
    watched.page.mouse.move(box["x"] + spot["x"], box["y"] + spot["y"], steps=5)
    about = watched.page.locator("#about")
    about.wait_for(state="visible")
    assert "paragraph 9, sentence 2" in about.inner_text()


def test_it_is_not_a_blank_picture(watched: Watched, tmp_path: Path, run: Run) -> None:
    """The canvas has many pixels that are not white."""
    out = tmp_path / "map.html"
    run("map", "contact", "-o", out)
    watched.open(out)
    inked = watched.page.evaluate(
        """() => { const c = document.querySelector('#map canvas');
                   const d = c.getContext('2d').getImageData(0, 0, c.width, c.height).data;
                   let n = 0; for (let i = 3; i < d.length; i += 4) n += d[i] > 0; return n; }"""
    )
    assert inked > 5000


def test_the_list_says_the_same_as_the_picture(store: Store, run: Run, tmp_path: Path) -> None:
    """Every proposition of the map stands in the page as a sentence with its place."""
    out = tmp_path / "map.html"
    run("map", "artificial closure", "-o", out)
    html = out.read_text(encoding="utf-8")
    items = [
        re.sub(r"<[^>]+>|\s+", " ", item) for item in re.findall(r"<li>(.*?)</li>", html, re.DOTALL)
    ]
    chosen = select(store, Wanted(("artificial-closure",)))
    assert len(chosen.propositions) > 10
    for link in chosen.propositions:
        places = [e.at for e in link.evidence]
        assert any(link.phrase in item and all(p in item for p in places) for item in items)


def test_hostile_labels_are_shown_as_text(
    watched: Watched, tmp_path: Path, toy: Path, run: Run
) -> None:
    """Markup in a label, a definition, a phrase or a statement never runs."""
    escaped = HOSTILE.replace("\\", "\\\\").replace('"', '\\"')
    path = toy / "ontology/concepts.ttl"
    text = path.read_text(encoding="utf-8")
    text = text.replace('"plant growth"@en', f'"{escaped}"@en')
    text = text.replace("Plants becoming larger", f"{escaped} href Plants becoming larger")
    path.write_text(text, encoding="utf-8")
    claims = toy / "sources/garden/claims.yaml"
    text = claims.read_text(encoding="utf-8")
    quoted = HOSTILE.replace("'", "''")
    text = text.replace("phrase: impedes", f"phrase: '{quoted}'")
    text = text.replace("says: Drought holds growth back.", f"says: 'X {quoted}.'")
    claims.write_text(text, encoding="utf-8")
    out = tmp_path / "hostile.html"
    assert run("-C", toy, "map", "plant-growth", "-o", out).exit_code == 0
    watched.open(out)
    watched.page.wait_for_timeout(500)
    assert watched.problems == []
    assert watched.requests == [out.as_uri()]
    assert watched.page.locator("h1").inner_text() == HOSTILE
    assert watched.page.locator("img").count() == 0
    for item in watched.page.evaluate("shown.nodes.getIds()"):
        watched.page.evaluate("id => show(shown.nodes.get(id))", item)
    for item in watched.page.evaluate("shown.edges.getIds()"):
        watched.page.evaluate("id => show(shown.edges.get(id))", item)
    watched.page.wait_for_timeout(200)
    assert watched.problems == []
    assert watched.page.locator("img").count() == 0


def test_scripts_from_elsewhere_would_not_run(watched: Watched, tmp_path: Path, run: Run) -> None:
    """The page's own policy blocks a script or a picture that somebody puts into it."""
    out = tmp_path / "map.html"
    run("map", "contact", "-o", out)
    html = out.read_text(encoding="utf-8")
    bad = '<script>document.title = "taken"</script><img src="http://127.0.0.1:9/x.png">'
    out.write_text(html.replace("</header>", bad + "</header>"), encoding="utf-8")
    watched.open(out)
    assert watched.page.title() == "Contact: concept map"
    assert any("Content Security Policy" in problem for problem in watched.problems)


def test_the_same_graph_gives_the_same_page(store: Store) -> None:
    """Selection, layout and page are deterministic."""
    pages = [draw(select(store, Wanted(("contact",)))) for _ in range(2)]
    assert pages[0] == pages[1]


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


@pytest.mark.parametrize("focus", ["attunement", "artificial-closure", "needs"])
def test_arrows_go_around_boxes(focus: str, store: Store) -> None:
    """On the page as on paper: no piece of an arrow runs through a box that it does not join."""
    concept_map = select(store, Wanted((focus,)))
    boxes = place(concept_map).concepts
    data = json.loads(re.findall(r'id="data">(.*?)</script>', draw(concept_map), re.DOTALL)[0])
    at = {node["id"]: (node["x"], node["y"]) for node in data["nodes"]}
    assert {node["label"] for node in data["nodes"]} > {" "}  # some go around
    for edge in data["edges"]:
        (x, y), (to_x, to_y) = at[edge["from"]], at[edge["to"]]
        for step in range(51):
            point_x, point_y = (x + (to_x - x) * step / 50, y + (to_y - y) * step / 50)
            through = {
                key
                for key, box in boxes.items()
                if abs(point_x - box.x) < box.width / 2 - 2
                and abs(point_y - box.y) < box.height / 2 - 2
            }
            assert through <= {edge["from"], edge["to"]}

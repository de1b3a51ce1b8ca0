"""The explorer with a graph in which everything is script or markup: all of it is shown as text."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from browsing import Watched

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::DeprecationWarning")
HOSTILE = (
    "<img src=x onerror=alert(1)>\"'</script><script>alert(2)</script>&lt;b&gt;"
    "${alert(3)}{{7*7}}<!--]]>javascript:alert(4)\u2028\u202e"
)
#: What the page's own program compares with, or what makes a picture and no words.
KEPT = {"certainty", "arrows", "shape", "fill", "ink", "mark", "color", "sort", "dashes", "address"}
BLOCK = re.compile(r'(<script type="application/json" id="([^"]+)">)(.*?)(</script>)', re.DOTALL)


def hostile(words: str) -> str:
    """Script and markup, another for every text."""
    return f"{HOSTILE}{words}"


def changed(value: Any, change: Callable[[str], str], name: str = "") -> Any:
    """Data with every text changed, names of things as well."""
    if isinstance(value, dict):
        # Names of fields are words of letters; names of things have to be changed.
        fixed = name not in ("relations", "why", "concepts", "works", "texts", "things")
        return {
            (key if fixed else change(key)): changed(item, change, key if fixed else "item")
            for key, item in value.items()
        }
    if isinstance(value, list):
        return [changed(item, change, name) for item in value]
    if isinstance(value, str) and name not in KEPT and value not in ("theorist", "work"):
        return change(value)
    return value


def with_blocks(page: str, change: Callable[[str, Any], Any]) -> str:
    """A page with other data."""

    def other(match: re.Match[str]) -> str:
        data = json.dumps(change(match[2], json.loads(match[3])))
        for sign in "<>&":
            data = data.replace(sign, f"\\u{ord(sign):04x}")
        return match[1] + data + match[4]

    return BLOCK.sub(other, page)


@pytest.fixture
def poisoned(explorer: Path, tmp_path: Path) -> Path:
    """The bundled graph's page, every label, definition, phrase and id of it hostile."""

    def change(block: str, data: Any) -> Any:
        name = "things" if block.startswith("things") else block
        name = "claims" if block.startswith("claims") else name
        return changed(data, hostile, name)

    out = tmp_path / "poisoned.html"
    page = with_blocks(explorer.read_text(encoding="utf-8"), change)
    out.write_text(page, encoding="utf-8")
    return out


def test_nothing_of_a_hostile_graph_runs(watched: Watched, poisoned: Path) -> None:
    """Whatever is opened, no script runs, no picture is fetched, and the words are shown."""
    watched.open(poisoned)
    page = watched.page
    assert hostile("attunement")[:40] in page.locator("body").inner_text()
    keys = page.evaluate("() => explorer.data.graph.nodes.map(node => node.id)")
    edges = page.evaluate("() => explorer.data.graph.edges.map(edge => edge.id)")
    quoted = page.evaluate("keys => keys.map(encodeURIComponent)", keys[:60] + keys[-30:])
    for key in quoted:
        watched.go(f"#{key}")
    for key in page.evaluate("ids => ids.map(encodeURIComponent)", edges[::40]):
        watched.go(f"#claim={key}")
    for address in (f"#path={quoted[3]},{quoted[9]}", f"#compare={quoted[3]},{quoted[9]}",
                    "#timeline", "#view=list", "#all"):  # fmt: skip
        watched.go(address)
    watched.go("#")
    page.locator("#find").fill("alert")
    page.locator("[role=option]").first.wait_for()
    page.get_by_role("button", name="Legend and filters").click()
    page.get_by_role("button", name="Help").click()
    page.keyboard.press("Escape")
    page.wait_for_timeout(200)
    assert page.locator("img:not(#printed)").count() == 0
    assert watched.problems == []
    assert watched.requests == [poisoned.as_uri()]


def test_a_hostile_picture_is_saved_as_text(
    watched: Watched, poisoned: Path, tmp_path: Path
) -> None:
    """The SVG of such a graph is well-formed and has words where the graph has markup."""
    from lxml import etree

    watched.open(poisoned)
    watched.page.locator("summary", has_text="Save").click()
    with watched.page.expect_download() as info:
        watched.page.get_by_role("button", name="Picture (SVG)").click()
    out = tmp_path / "out.svg"
    info.value.save_as(out)
    tree = etree.parse(out).getroot()
    names = {etree.QName(element).localname for element in tree.iter()}
    assert names <= {"svg", "title", "rect", "text", "path", "g"}
    assert "onerror=alert(1)" in "".join(tree.itertext())
    assert not any(name.startswith("on") for element in tree.iter() for name in element.attrib)


def test_scripts_from_elsewhere_would_not_run(
    watched: Watched, explorer: Path, tmp_path: Path
) -> None:
    """The page's own policy blocks a script, a handler or a picture that somebody puts into it."""
    html = explorer.read_text(encoding="utf-8")
    bad = (
        '<script>document.title = "taken"</script><img src="http://127.0.0.1:9/x.png">'
        '<p onclick="document.title = \'taken\'" id="bait">x</p>'
    )
    out = tmp_path / "bad.html"
    out.write_text(html.replace("</header>", bad + "</header>"), encoding="utf-8")
    watched.open(out)
    watched.page.locator("#bait").click()
    assert watched.page.title() != "taken"
    assert any("Content Security Policy" in problem for problem in watched.problems)
    assert watched.answered == [out.as_uri()]


@pytest.mark.parametrize(
    "address",
    ["#<img src=x onerror=alert(1)>", "#claim=<script>alert(1)</script>",
     "#path=__proto__,constructor", "#constructor", "#off=kind:__proto__",
     "#__proto__=1&toString", "#tour=__proto__,9",
     "#from=" + ",".join(["x"] * 5000)],
)  # fmt: skip
def test_a_hostile_address_changes_nothing(watched: Watched, explorer: Path, address: str) -> None:
    """An address from a stranger is words as well."""
    watched.open(explorer, address)
    assert watched.problems == []
    assert len(watched.shown()["nodes"]) >= 15
    assert watched.page.evaluate("() => ({}).polluted") is None

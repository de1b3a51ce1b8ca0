"""The explorer's picture in a real browser: what it shows, and that it can be read."""

import itertools
import json
from pathlib import Path
from typing import Any

import pytest
from browsing import Watched

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::DeprecationWarning")
#: Reads the picture as it is drawn: boxes, phrases and lines, with their places.
SCENE = """() => {
  const { layout, places } = explorer.picture.scene();
  const at = (id, box) => ({ ...places[id], w: box.w, h: box.h, id });
  return {
    concepts: [...layout.boxes].map(([key, box]) => at(`c:${key}`, box)),
    phrases: layout.phrases.map((box, n) => ({ ...at(`p:${n}`, box), edges: box.edges })),
    lines: layout.lines.map((line, n) => ({
      edges: line.edges,
      ends: [line.from ? `c:${line.from}` : `p:${line.phrase}`, line.to ? `c:${line.to}`
        : `p:${line.phrase}`],
      points: line.bends.map((_, b) => { const p = places[`b:${n}:${b}`]; return [p.x, p.y]; }),
    })),
  };
}"""


@pytest.fixture
def opened(watched: Watched, explorer: Path) -> Watched:
    watched.open(explorer)
    return watched


def concepts(page: Watched) -> list[str]:
    """The keys of all concepts."""
    keys: list[str] = page.page.evaluate(
        "() => explorer.data.graph.nodes.map(n => n.id).filter(k => !explorer.data.isCompany(k))"
    )
    return keys


def test_it_asks_for_nothing_and_works_from_a_file(opened: Watched, explorer: Path) -> None:
    """The file itself is the only request, whatever is done; the browser reports nothing."""
    opened.go("#attunement")
    opened.go("#path=artificial-closure,attunement")
    opened.go("#timeline")
    opened.go("#view=list")
    opened.go("#all")
    opened.page.wait_for_timeout(300)
    assert opened.requests == [explorer.as_uri()]
    assert opened.problems == []


def test_the_page_is_small(explorer: Path) -> None:
    """The page of the bundled graph has at most 1.2 MB."""
    assert explorer.stat().st_size <= 1_200_000


def test_it_starts_small_and_shows_boxes_with_ink(opened: Watched) -> None:
    """About twenty concepts to begin with, and a canvas that is not blank."""
    assert 15 <= len(opened.shown()["nodes"]) <= 25
    inked = opened.page.evaluate(
        """() => { const c = document.querySelector('#map canvas');
                   const d = c.getContext('2d').getImageData(0, 0, c.width, c.height).data;
                   let n = 0; for (let i = 3; i < d.length; i += 4) n += d[i] > 0; return n; }"""
    )
    assert inked > 5000


def test_a_click_opens_a_concept_and_another_closes_it(opened: Watched) -> None:
    """What it is tied to comes into the picture, at most eight at once, and goes again."""
    before = opened.shown()["nodes"]
    key = opened.page.evaluate(
        "() => [...explorer.shown().view.more].filter(([, n]) => n > 2).map(([k]) => k).at(-1)"
    )
    opened.click(f"c:{key}")
    after = opened.shown()["nodes"]
    near = opened.page.evaluate("key => explorer.data.near(key)", key)
    new = set(after) - set(before)
    assert 2 < len(new) <= 8
    assert new <= set(near)
    assert opened.state()["at"] == key
    assert key in opened.page.locator("#words").inner_text().replace(" ", "-")
    opened.click(f"c:{key}")
    assert opened.shown()["nodes"] == before


def test_a_click_on_an_arrow_shows_where_it_is_said(opened: Watched) -> None:
    """A linking phrase leads to its claims, each with paragraph and sentence."""
    opened.click("p:0")
    assert opened.state()["claims"]
    words = opened.page.locator("#words").inner_text()
    assert "paragraph" in words and "sentence" in words


def test_back_and_forward_lead_through_what_was_seen(opened: Watched) -> None:
    """Each step has its address; the browser's history walks them."""
    opened.go("#sadness")
    opened.go("#anger")
    opened.page.go_back()
    opened.settle()
    assert opened.state()["at"] == "sadness"
    assert opened.page.locator("#stage-title").inner_text().lower() == "sadness"
    opened.page.go_forward()
    opened.settle()
    assert opened.state()["at"] == "anger"


def test_an_address_that_was_sent_opens_as_it_was(watched: Watched, explorer: Path) -> None:
    """A copied address shows the same things, the same selection and the same layout."""
    watched.open(
        explorer, "#contact&open=contact,attunement&layout=network&off=certainty%3Ainferred"
    )
    shown, state = watched.shown(), watched.state()
    assert state["at"] == "contact" and state["layout"] == "network"
    address = watched.page.evaluate("() => location.hash")
    watched.open(explorer, "#timeline")
    watched.open(explorer, address)
    watched.page.reload()
    watched.page.wait_for_selector("body[data-drawn=yes]")
    assert (watched.shown(), watched.state()) == (shown, state)


@pytest.mark.parametrize(
    "address", ["#no-such-thing", "#claim=e999999", "#path=contact", "#%E0%A4%A", "#off=x", "#&&=&"]
)
def test_a_broken_address_says_so_and_shows_the_opening_map(
    watched: Watched, explorer: Path, address: str
) -> None:
    """Nothing breaks, and what is not known is named."""
    watched.open(explorer, address)
    assert watched.problems == []
    assert len(watched.shown()["nodes"]) >= 15
    if address not in ("#path=contact", "#&&=&"):
        assert "does not know" in watched.page.locator("#problem").inner_text()


def test_every_picture_can_be_read(opened: Watched) -> None:
    """Around every concept: no box covers another, and no arrow runs through a box."""
    for key in concepts(opened):
        opened.go(f"#{key}")
        check(opened.page.evaluate(SCENE), key)


def test_what_was_opened_can_still_be_read(opened: Watched) -> None:
    """Opening one after another on the opening map covers nothing."""
    order = [key for key in opened.shown()["nodes"] if not key.startswith("x")][:7]
    for many in range(1, len(order) + 1):
        opened.go(f"#{order[many - 1]}&open={','.join(order[:many])}")
        check(opened.page.evaluate(SCENE), str(order[:many]))


def check(scene: dict[str, Any], what: str) -> None:
    """Boxes stand clear of each other, and arrows of the boxes that they do not join."""
    boxes = scene["concepts"] + scene["phrases"]
    for one, other in itertools.combinations(boxes, 2):
        clear = (
            abs(one["x"] - other["x"]) >= (one["w"] + other["w"]) / 2 - 1
            or abs(one["y"] - other["y"]) >= (one["h"] + other["h"]) / 2 - 1
        )
        assert clear, (what, one["id"], other["id"])
    at = {box["id"]: (box["x"], box["y"]) for box in boxes}
    for line in scene["lines"]:
        way = [at[line["ends"][0]], *map(tuple, line["points"]), at[line["ends"][1]]]
        for (x, y), (to_x, to_y) in itertools.pairwise(way):
            for step in range(41):
                px, py = x + (to_x - x) * step / 40, y + (to_y - y) * step / 40
                through = {
                    box["id"]
                    for box in scene["concepts"]
                    if abs(px - box["x"]) < box["w"] / 2 - 2
                    and abs(py - box["y"]) < box["h"] / 2 - 2
                }
                assert through <= set(line["ends"]), (what, line["ends"], through)


def test_every_arrow_shown_is_drawn_with_its_phrase(opened: Watched) -> None:
    """What the view holds is what the picture draws: each concept, each proposition."""
    for address in ("#", "#attunement&open=attunement", "#contact&from=contact&layout=network"):
        opened.go(address)
        scene, shown = opened.page.evaluate(SCENE), opened.shown()
        assert {box["id"][2:] for box in scene["concepts"]} == set(shown["nodes"])
        assert {e for box in scene["phrases"] for e in box["edges"]} == set(shown["edges"])
        assert {e for line in scene["lines"] for e in line["edges"]} == set(shown["edges"])


def test_show_all_shows_every_concept(opened: Watched) -> None:
    """On request all of it, and no box covers another."""
    opened.page.get_by_role("button", name="Show all").click()
    opened.settle()
    assert set(opened.shown()["nodes"]) == set(concepts(opened))
    boxes = opened.page.evaluate(SCENE)["concepts"]
    for one, other in itertools.combinations(boxes, 2):
        clear = (
            abs(one["x"] - other["x"]) >= (one["w"] + other["w"]) / 2 - 1
            or abs(one["y"] - other["y"]) >= (one["h"] + other["h"]) / 2 - 1
        )
        assert clear, (one["id"], other["id"])


def test_the_layout_by_theorist_has_people_on_top(opened: Watched) -> None:
    """Each person stands above what they are cited for."""
    opened.page.get_by_label("Layout").select_option("theorists")
    opened.settle()
    scene = opened.page.evaluate(SCENE)
    kinds = opened.page.evaluate(
        "() => Object.fromEntries("
        "explorer.shown().view.nodes.map(k => [k, explorer.data.node(k).kind]))"
    )
    people = [b for b in scene["concepts"] if kinds[b["id"][2:]] == "theorist"]
    others = [b for b in scene["concepts"] if kinds[b["id"][2:]] != "theorist"]
    assert people and others
    assert max(box["y"] for box in people) < min(box["y"] for box in others)


def test_arrow_keys_go_from_box_to_box(opened: Watched) -> None:
    """Down leads to a phrase below, on to a concept below it, and Enter opens that."""
    opened.page.locator("#map").focus()
    focus = opened.page.evaluate("() => explorer.shown().view.focus[0]")
    opened.page.keyboard.press("ArrowDown")
    assert opened.state()["at"] == focus
    opened.page.keyboard.press("ArrowDown")
    assert opened.state()["claims"]
    assert opened.page.locator("#told").inner_text()
    opened.page.keyboard.press("ArrowDown")
    reached = opened.state()["at"]
    assert reached != focus and not opened.state()["claims"]
    opened.page.keyboard.press("Escape")
    assert not opened.state()["at"]


def test_reduced_motion_is_respected(browser: Any, explorer: Path) -> None:
    """Who asks for less motion gets none: the picture stands at once."""
    page = browser.new_page(reduced_motion="reduce")
    watched = Watched(page)
    watched.open(explorer)
    watched.go("#sadness")
    places = [page.evaluate("() => JSON.stringify(explorer.picture.scene().view.focus)")]
    view = [page.evaluate("() => explorer.picture.sight()") for _ in range(2)]
    page.wait_for_timeout(200)
    assert page.evaluate("() => explorer.picture.sight()") == view[0] == view[1]
    assert places
    page.close()


def test_a_box_can_be_dragged_and_stays(opened: Watched) -> None:
    """What a person moved is where they put it, also after something else is selected."""
    x, y = opened.spot("c:" + opened.shown()["nodes"][3])
    key = "c:" + opened.shown()["nodes"][3]
    opened.page.mouse.move(x, y)
    opened.page.mouse.down()
    opened.page.mouse.move(x + 60, y + 40, steps=5)
    opened.page.mouse.up()
    moved = opened.spot(key)
    assert moved[0] == pytest.approx(x + 60, abs=4)
    opened.click("p:0")
    assert opened.spot(key)[0] == pytest.approx(moved[0], abs=4)


def test_the_picture_is_saved_as_it_stands(opened: Watched, tmp_path: Path) -> None:
    """SVG and PNG have what is seen; the SVG is well-formed and holds no script."""
    from lxml import etree

    files: dict[str, Path] = {}
    for name in ("SVG", "PNG"):
        opened.page.locator("summary", has_text="Save").click()
        with opened.page.expect_download() as info:
            opened.page.get_by_role("button", name=f"Picture ({name})").click()
        files[name] = tmp_path / info.value.suggested_filename
        info.value.save_as(files[name])
    tree = etree.parse(files["SVG"])
    words = "".join(tree.getroot().itertext()).lower()
    labels = opened.page.evaluate("() => explorer.shown().view.nodes.map(explorer.data.label)")
    assert all(label.lower().split()[0] in words for label in labels)
    assert not tree.getroot().findall(".//{*}script")
    assert files["PNG"].read_bytes().startswith(b"\x89PNG")
    assert files["PNG"].stat().st_size > 20_000


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [(390, 844), (1366, 768), (1920, 1080)])
def test_it_fits_every_window(
    browser: Any, explorer: Path, size: tuple[int, int], scheme: str
) -> None:
    """From phone to projector nothing has to be scrolled sideways."""
    page = browser.new_page(viewport={"width": size[0], "height": size[1]}, color_scheme=scheme)
    watched = Watched(page)
    watched.open(explorer, "#attunement")
    wide = page.evaluate("() => document.documentElement.scrollWidth")
    assert wide <= size[0]
    box = page.locator("#map").bounding_box()
    assert box and box["height"] > 250
    assert json.dumps(watched.problems) == "[]"
    page.close()


def test_it_can_be_made_twice_as_large(browser: Any, explorer: Path) -> None:
    """At 200 % nothing has to be scrolled sideways (a window half as wide says the same)."""
    page = browser.new_page(viewport={"width": 640, "height": 400}, device_scale_factor=2)
    Watched(page).open(explorer, "#attunement")
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 640
    page.close()


def test_paper_has_the_whole_picture_dark_on_white(browser: Any, explorer: Path) -> None:
    """Printed from the dark, with something selected: a drawing in which nothing is faded."""
    page = browser.new_page(color_scheme="dark")
    watched = Watched(page)
    watched.open(explorer, "#attunement")
    page.emulate_media(media="print")
    printed = page.locator("#printed")
    printed.wait_for(state="visible")
    assert page.locator("#map").is_hidden()
    source = printed.get_attribute("src") or ""
    assert source.startswith("data:image/svg+xml") and "opacity" not in source
    assert page.evaluate("() => document.querySelector('#printed').naturalWidth") > 300
    assert page.pdf().startswith(b"%PDF")
    page.emulate_media(media="screen")
    printed.wait_for(state="hidden")
    assert watched.problems == []
    page.close()


@pytest.mark.parametrize("address", ["#timeline", "#view=list"])
def test_the_picture_comes_after_another_view(
    watched: Watched, explorer: Path, address: str
) -> None:
    """Opened with a list, the page draws its picture as soon as that is wanted."""
    watched.open(explorer, address)
    assert watched.page.locator("#map").is_hidden()
    watched.go("#attunement")
    x, y = watched.spot("c:attunement")
    assert 0 < x < 1366 and 0 < y < 800
    check(watched.page.evaluate(SCENE), address)


def test_what_is_selected_stays_in_sight(browser: Any, explorer: Path) -> None:
    """On a phone the box that was opened is still to be seen."""
    page = browser.new_page(viewport={"width": 390, "height": 844}, reduced_motion="reduce")
    watched = Watched(page)
    watched.open(explorer)
    for key in watched.shown()["nodes"][:6]:
        watched.go(f"#{key}&open={key}")
        box = page.locator("#map").bounding_box()
        x, y = watched.spot(f"c:{key}")
        assert box and box["x"] <= x <= box["x"] + box["width"], key
        assert box["y"] <= y <= box["y"] + box["height"], key
    page.close()


def test_the_picture_can_have_the_whole_window(opened: Watched) -> None:
    """For a projector the words can be hidden; the picture then fills the room, and back."""
    page = opened.page
    wide = page.locator("#map").evaluate("map => map.clientWidth")
    page.get_by_role("button", name="Hide the words").click()
    page.wait_for_timeout(100)
    assert page.locator("#words").is_hidden()
    assert page.locator("#map").evaluate("map => map.clientWidth") > wide * 1.3
    xs = [opened.spot(f"c:{key}")[0] for key in opened.shown()["nodes"]]
    assert (min(xs) + max(xs)) / 2 > wide * 0.55
    page.get_by_role("button", name="Show the words").click()
    assert page.locator("#words").is_visible()

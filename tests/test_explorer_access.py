"""The explorer without a mouse, without eyes, in every light: WCAG 2.2 AA."""

from pathlib import Path
from typing import Any

import pytest
from browsing import Watched

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::DeprecationWarning")
VIEWS = [
    "#", "#attunement", "#attunement&open=attunement", "#stern", "#stern-1985", "#claim=e1",
    "#path=artificial-closure,attunement", "#path=", "#compare=empathy,attunement", "#compare=",
    "#timeline", "#tour=contact-to-healing,3", "#view=list", "#attunement&view=list", "#all",
    "#all&view=list", "#layout=network", "#layout=theorists", "#off=certainty:inferred",
    "#theorist=stern", "#no-such-thing",
]  # fmt: skip


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_any_view(browser: Any, explorer: Path, scheme: str) -> None:
    """axe-core, all rules of WCAG 2.2 A and AA and its best practices, on every view."""
    page = browser.new_page(viewport={"width": 1366, "height": 900}, color_scheme=scheme)
    watched = Watched(page)
    watched.open(explorer)
    found = {}
    for address in VIEWS:
        watched.go(address)
        if violations := watched.violations():
            found[address] = violations
    watched.go("#")
    page.get_by_role("button", name="Legend and filters").click()
    found["filters"] = watched.violations()
    page.locator("#find").fill("closeness")
    found["search"] = watched.violations()
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Help").click()
    found["help"] = watched.violations()
    assert {view: what for view, what in found.items() if what} == {}
    page.close()


def test_axe_finds_nothing_on_a_phone(browser: Any, explorer: Path) -> None:
    """The same on a small window."""
    page = browser.new_page(viewport={"width": 390, "height": 844})
    watched = Watched(page)
    watched.open(explorer, "#attunement")
    assert watched.violations() == []
    page.close()


def focused(watched: Watched) -> str:
    """What has the focus, in words."""
    words: str = watched.page.evaluate(
        "() => { const e = document.activeElement;"
        " return `${e.tagName} ${e.id} ${e.dataset?.key ?? ''} ${e.textContent.slice(0, 60)}`; }"
    )
    return words


def tab_to(watched: Watched, what: str, *, most: int = 80) -> None:
    """Presses Tab until something has the focus."""
    for _ in range(most):
        if what in focused(watched):
            return
        watched.page.keyboard.press("Tab")
    raise AssertionError(f"Tab never comes to '{what}'")


def test_by_keyboard_from_search_to_a_path(watched: Watched, explorer: Path) -> None:
    """Search, a concept, one of its claims, and how two hang together: no mouse is needed."""
    watched.open(explorer)
    keys = watched.page.keyboard
    keys.press("/")
    assert "find" in focused(watched)
    keys.type("feeling felt")
    watched.page.locator("[role=option]").first.wait_for()
    keys.press("ArrowDown")
    keys.press("Enter")
    watched.settle()
    reached = watched.state()["at"]
    assert reached
    watched.page.locator("#map").focus()
    for _ in range(6):
        keys.press("ArrowDown")
        if watched.state()["claims"]:
            break
    assert watched.state()["claims"]
    assert "sentence" in watched.page.locator("#words").inner_text()
    keys.press("Enter")
    assert "words" in focused(watched) or "subject" in focused(watched)
    watched.page.locator("#skip").focus()
    tab_to(watched, "Connect two")
    keys.press("Enter")
    watched.settle()
    assert watched.state()["show"] == "path"
    tab_to(watched, "end-1")
    keys.type("artificial closure")
    keys.press("Enter")
    watched.settle()
    tab_to(watched, "end-2")
    keys.type("attunement")
    keys.press("Enter")
    watched.settle()
    assert watched.state()["ends"] == ["artificial-closure", "attunement"]
    words = watched.page.locator("#words").inner_text()
    assert "Chain 1" in words and "sentence" in words


def test_the_focus_can_always_be_seen(watched: Watched, explorer: Path) -> None:
    """Whatever Tab comes to has an outline, and nothing holds the focus for good."""
    watched.open(explorer, "#attunement")
    seen = set()
    for _ in range(60):
        watched.page.keyboard.press("Tab")
        seen.add(focused(watched))
        outline = watched.page.evaluate(
            "() => document.activeElement === document.body ? 3 :"
            " parseFloat(getComputedStyle(document.activeElement).outlineWidth)"
        )
        assert outline >= 2, focused(watched)
    assert len(seen) > 40


def test_help_tells_the_keys_and_gives_the_focus_back(watched: Watched, explorer: Path) -> None:
    """`?` opens the help, Escape closes it; single keys can be switched off (WCAG 2.1.4)."""
    watched.open(explorer)
    watched.page.keyboard.press("?")
    dialog = watched.page.get_by_role("dialog")
    assert "arrow keys" in dialog.inner_text()
    watched.page.get_by_label("work everywhere").uncheck()
    watched.page.keyboard.press("Escape")
    assert dialog.is_hidden()
    watched.page.keyboard.press("/")
    assert "find" not in focused(watched)


def test_the_list_holds_all_that_the_picture_shows(watched: Watched, explorer: Path) -> None:
    """Every box and every arrow of the picture is in the list, with its phrase and its place."""
    for address in ("#", "#attunement&open=attunement", "#path=artificial-closure,attunement",
                    "#sadness", "#layout=theorists", "#all"):  # fmt: skip
        watched.open(explorer, address)
        drawn = watched.page.evaluate(
            """() => { const { layout } = explorer.picture.scene(); return {
                 boxes: [...layout.boxes.keys()].map(explorer.data.label),
                 arrows: [...new Set(layout.lines.flatMap(line => line.edges))].map(id => {
                   const { from, phrase, to } = explorer.data.edge(id);
                   return [explorer.data.label(from), phrase, explorer.data.label(to)]; }) }; }"""
        )
        watched.go(f"{address}{'' if address == '#' else '&'}view=list")
        listing = watched.page.locator("#listing")
        words = listing.inner_text()
        rows = {
            tuple(cell.strip() for cell in row[:3])
            for row in watched.page.evaluate(
                "() => [...document.querySelectorAll('#listing tbody tr')]"
                ".map(row => [...row.cells].map(cell => cell.innerText))"
            )
        }
        assert all(label in words for label in drawn["boxes"]), address
        assert {tuple(arrow) for arrow in drawn["arrows"]} <= rows, address
        for row in watched.page.evaluate(
            "() => [...document.querySelectorAll('#listing tbody tr')].map(row => row.innerText)"
        ):
            assert any(sign in row for sign in ("sentence", ".")), row


def test_every_claim_shown_carries_its_passage(watched: Watched, explorer: Path) -> None:
    """On the words of every concept, no claim stands without paragraph and sentence."""
    watched.open(explorer)
    keys = watched.page.evaluate("() => explorer.data.graph.nodes.map(node => node.id)")
    count = 0
    for key in keys:
        watched.go(f"#{key}")
        items = watched.page.locator("#words .claims > li").all_inner_texts()
        count += len(items)
        for item in items:
            assert "sentence" in item, (key, item)
    assert count > 500

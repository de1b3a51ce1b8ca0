"""A page in a real browser, with what it asked for and what went wrong in it."""

from pathlib import Path
from typing import Any

from helpers import HERE, missing
from playwright.sync_api import Dialog, Page

AXE = HERE / "node" / "node_modules" / "axe-core" / "axe.min.js"
#: What WCAG 2.2 at level AA asks for, as axe-core names it.
LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


class Watched:
    """A page with what it asked for and what went wrong in it."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.requests: list[str] = []
        self.answered: list[str] = []
        self.problems: list[str] = []
        page.on("requestfinished", lambda request: self.answered.append(request.url))
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("console", lambda message: self.problems.append(message.text))
        page.on("pageerror", lambda error: self.problems.append(str(error)))
        page.on("dialog", self._refuse)

    def _refuse(self, dialog: Dialog) -> None:
        self.problems.append("dialog")
        dialog.dismiss()

    def open(self, path: Path, address: str = "") -> None:
        """Opens a page of the explorer, and waits until it can be used."""
        self.page.goto(path.as_uri() + address)
        self.page.wait_for_selector("body[data-drawn=yes]")

    def go(self, address: str) -> None:
        """Follows an address on the page that is open."""
        self.page.evaluate("address => { location.hash = address; }", address)
        self.settle()

    def settle(self) -> None:
        """Waits until what was asked for is drawn."""
        self.page.evaluate(
            "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
        )

    def state(self) -> dict[str, Any]:
        """What the address says, as the page has understood it."""
        state: dict[str, Any] = self.page.evaluate("() => explorer.now()")
        return state

    def shown(self) -> dict[str, list[str]]:
        """The things and propositions that are shown."""
        shown: dict[str, list[str]] = self.page.evaluate(
            "() => { const { nodes, edges } = explorer.shown().view; return { nodes, edges }; }"
        )
        return shown

    def spot(self, id_: str) -> tuple[float, float]:
        """Where a box of the picture is in the window: `c:KEY`, or `p:NUMBER` for a phrase."""
        x, y = self.page.evaluate("id => explorer.picture.spot(id)", id_)
        box = self.page.locator("#map").bounding_box()
        assert box
        return box["x"] + x, box["y"] + y

    def click(self, id_: str) -> None:
        """Clicks on a box of the picture."""
        self.page.mouse.click(*self.spot(id_))
        self.settle()

    def violations(self) -> list[str]:
        """What axe-core has against the page as it stands."""
        if not AXE.is_file():
            missing("axe-core (npm install in tests/node)")
        # Evaluated from outside, so that the page's own policy does not block it.
        self.page.evaluate(AXE.read_text(encoding="utf-8"))
        found = self.page.evaluate(
            "levels => axe.run(document, { runOnly: levels })"
            ".then(result => result.violations.map("
            "one => `${one.id}: ${one.nodes.map(node => node.html.slice(0, 120)).join(' | ')}`))",
            LEVELS,
        )
        return list(found)

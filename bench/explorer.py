"""The explorer's page: made, opened and used, beside pyvis's own page of the same graph.

    python bench/explorer.py [SETTLING]

The graphs are the bundled one cut to its 150 most telling concepts, and one of 5,000 made-up
concepts with 12,000 claims.  Ours is timed from the call to the picture that can be used;
pyvis's to the end of its physics' iterations, at most SETTLING seconds (300).  Both are opened
from files in one browser, by turns, with no network.  A step is timed to two frames after it.
"""

import shutil
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright
from pyvis.network import Network
from scale import make

from relatum.graph import terms
from relatum.graph.drawing.explorer import page
from relatum.graph.exploring.data import Exploration, explore
from relatum.graph.exploring.gathered import Gathered
from relatum.graph.exploring.network import network_of
from relatum.graph.store import Row, Store, open_store
from relatum.graph.workspace import Workspace

SMALL, SOURCES, CLAIMS = 150, 120, 100
ROUNDS, STEPS = 7, 25
#: When our picture can be used: the page says so on its body.
OURS = """
new MutationObserver(() => {
  if (document.body?.dataset.drawn === "yes") globalThis.usable ??= performance.now();
}).observe(document, { subtree: true, childList: true, attributes: true });
"""
#: When pyvis's physics has done its iterations: its page keeps the network in a global.
PYVIS = """
let kept;
Object.defineProperty(globalThis, "network", { configurable: true, get: () => kept,
  set: (made) => {
    kept = made;
    made.once("stabilizationIterationsDone", () => { globalThis.usable = performance.now(); });
  } });
"""
TWO_FRAMES = "new Promise((d) => requestAnimationFrame(() => requestAnimationFrame(d)))"
EXPANDING = f"""async (key) => {{
  const begun = performance.now();
  location.hash = `#${{key}}&open=${{key}}`;
  await {TWO_FRAMES};
  return performance.now() - begun;
}}"""
SEARCHING = f"""async (words) => {{
  const box = document.querySelector("#find");
  const begun = performance.now();
  box.value = words;
  box.dispatchEvent(new Event("input", {{ bubbles: true }}));
  await {TWO_FRAMES};
  return performance.now() - begun;
}}"""


class Cut(Gathered):
    """A dataset with some of its concepts, and what is said of these alone."""

    def __init__(self, store: Store, kept: set[str]) -> None:
        """Keeps the concepts with these keys."""
        super().__init__(store)
        self.kept = {terms.CONCEPT + key for key in kept}

    def rows(self, name: str, **values: str) -> list[Row]:
        """The answers in which no other concept stands."""
        return [row for row in super().rows(name, **values) if self._within(row)]

    def _within(self, row: Row) -> bool:
        return all(v in self.kept for v in row.values() if v.startswith(terms.CONCEPT))


def cut(store: Store, concepts: int) -> Store:
    """A dataset with so many concepts, those that matter most."""
    network = network_of(store)
    ideas = [k for k, thing in network.things.items() if thing.kind not in ("theorist", "work")]
    ideas.sort(key=lambda key: (-network.ranks.get(key, 0.0), key))
    return Cut(store, set(ideas[:concepts]))


def plain(shown: Exploration) -> str:
    """The page that pyvis makes of the same nodes and edges."""
    network = Network(directed=True, cdn_resources="in_line")
    for node in shown.blocks["graph"]["nodes"]:
        network.add_node(node["id"], label=node["label"], shape="box", color=node["color"])
    for edge in shown.blocks["graph"]["edges"]:
        network.add_edge(edge["from"], edge["to"], label=edge["phrase"])
    made: str = network.generate_html()
    return made


def opened(browser: Browser, path: Path, script: str, limit: float) -> tuple[Page, float]:
    """A page that was opened from its file, and the milliseconds until it could be used."""
    view = browser.new_page(viewport={"width": 1366, "height": 800}, offline=True)
    view.add_init_script(script)
    begun = time.perf_counter()
    view.goto(path.as_uri(), wait_until="commit")
    while time.perf_counter() - begun < limit:
        usable = view.evaluate("() => globalThis.usable ?? 0")
        if usable:
            return view, float(usable)
        time.sleep(0.05)
    return view, limit * 1000


def compare(browser: Browser, ours: Path, plain: Path, rounds: int, limit: float) -> list[float]:
    """The median milliseconds until each page can be used, opened by turns."""
    times: dict[Path, list[float]] = {ours: [], plain: []}
    for turn in range(rounds + 1):
        for path, script in ((ours, OURS), (plain, PYVIS)):
            if turn == 0 and rounds == 1:
                continue  # one that takes minutes needs no warming
            view, taken = opened(browser, path, script, limit)
            view.close()
            if turn:
                times[path].append(taken)
    return [median(times[path]) for path in (ours, plain)]


def steps(browser: Browser, path: Path, shown: Exploration) -> dict[str, float]:
    """The median milliseconds of a step of expanding and of searching."""
    view, _ = opened(browser, path, OURS, 60)
    nodes: list[dict[str, Any]] = shown.blocks["graph"]["nodes"]
    spread = [node for node in nodes if node["near"]][:: max(1, len(nodes) // STEPS)][:STEPS]
    view.locator("#find").focus()
    times = {
        "expanding": [view.evaluate(EXPANDING, node["id"]) for node in spread],
        "searching": [view.evaluate(SEARCHING, node["label"][:-1]) for node in spread],
    }
    view.close()
    return {name: median(taken) for name, taken in times.items()}


def measure(name: str, store: Store, folder: Path, rounds: int, limit: float) -> None:
    """Makes both pages of a dataset, opens them, and takes some steps in ours."""
    begun = time.perf_counter()
    shown = explore(store)
    data = time.perf_counter()
    html = page(shown)
    made = time.perf_counter()
    other = plain(shown)
    others = time.perf_counter()
    ours, theirs = folder / f"{name}.html", folder / f"{name}-plain.html"
    ours.write_text(html, encoding="utf-8")
    theirs.write_text(other, encoding="utf-8")
    graph = shown.blocks["graph"]
    print(f"{name}: {len(graph['nodes']):,} things, {len(graph['edges']):,} edges")
    print(f"  data {data - begun:.1f} s, page {made - data:.1f} s; pyvis's page "
          f"{others - made:.1f} s")  # fmt: skip
    print(f"  {len(html) / 1e6:.2f} MB; pyvis's page {len(other) / 1e6:.2f} MB")
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    with (
        sync_playwright() as playwright,
        playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"]) as browser,
    ):
        first, second = compare(browser, ours, theirs, rounds, limit)
        at_most = " (not settled by then)" if second >= limit * 1000 else ""
        print(f"  usable after {first:.0f} ms; pyvis's page after {second:.0f} ms{at_most}")
        print(f"  ours / pyvis's  {first / second:.3f}  (at most {0.5 if rounds > 1 else 0.1})")
        for what, taken in steps(browser, ours, shown).items():
            print(f"  {what} {taken:.0f} ms, two frames with it  (at most 100)")


def main() -> None:
    """Measures both graphs."""
    limit = float(sys.argv[1]) if len(sys.argv) > 1 else 300.0
    folder = Path(tempfile.mkdtemp())
    try:
        small = cut(open_store(Workspace.open()), SMALL)
        measure("150 concepts", small, folder, ROUNDS, min(limit, 60.0))
        make(folder / "made", SOURCES, CLAIMS)
        large = open_store(Workspace.open(folder / "made"))
        measure("5,000 concepts", large, folder, 1, limit)
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()

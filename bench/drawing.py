"""A map: the whole command against bare imports, and its layout beside plain layouts.

python bench/drawing.py            (igraph and matplotlib are measured where they are installed)
"""

import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from measure import RELATUM, whole_processes

from relatum.graph.drawing.sheet import sheet
from relatum.graph.drawing.svg import picture
from relatum.graph.maps import dot
from relatum.graph.maps.composition import compose
from relatum.graph.maps.conceptmap import ConceptMap
from relatum.graph.maps.layout import parts_of, place
from relatum.graph.maps.selection import Wanted, select
from relatum.graph.store import open_store
from relatum.graph.workspace import Workspace


def ours(concept_map: ConceptMap) -> None:
    """Layout and drawing."""
    layout = place(concept_map)
    picture(concept_map, layout, sheet(concept_map, layout))


def plain_dot(concept_map: ConceptMap) -> None:
    """Graphviz's dot by itself."""
    dot.plain(parts_of(concept_map))


def _ends(concept_map: ConceptMap) -> list[tuple[str, str]]:
    return [
        tuple(str(end) for end in dot.ends(arrow))  # type: ignore[misc]
        for arrow in parts_of(concept_map).lines
    ]


def igraph_sugiyama(concept_map: ConceptMap) -> None:
    """Igraph's layered layout."""
    import igraph

    graph = igraph.Graph.TupleList(_ends(concept_map), directed=True)
    graph.layout_sugiyama()


def networkx_matplotlib(concept_map: ConceptMap) -> None:
    """A spring layout of networkx, drawn by matplotlib."""
    import io

    import matplotlib.pyplot as plt
    import networkx as nx

    graph = nx.DiGraph(_ends(concept_map))
    nx.draw_networkx(graph, nx.spring_layout(graph, seed=1))
    plt.savefig(io.BytesIO(), format="svg")
    plt.close()


def seconds(work: Callable[[ConceptMap], None], concept_map: ConceptMap) -> float:
    """The median of some runs, after one that is not counted."""
    times = []
    for turn in range(8):
        start = time.perf_counter()
        work(concept_map)
        if turn:
            times.append(time.perf_counter() - start)
    return median(times)


def main() -> None:
    """Measures."""
    folder = Path(tempfile.mkdtemp())
    try:
        whole_processes({"build": [*RELATUM, "build"]}, folder / "cache", rounds=1)
        relatum = str(Path(sys.executable).with_name("relatum"))
        times = whole_processes(
            {
                "imports": [sys.executable, "-c", "import click, pyoxigraph"],
                "map": [relatum, "map", "attunement", "-o", str(folder / "m.svg")],
            },
            folder / "cache",
        )
    finally:
        shutil.rmtree(folder)
    print(f"imports {times['imports'] * 1000:.0f} ms, map {times['map'] * 1000:.0f} ms")
    print(f"map / imports  {times['map'] / times['imports']:.2f}  (at most 6)")
    store = open_store(Workspace.open())
    for focus in ("attunement", "contact", "needs"):
        wanted = Wanted((focus,), concepts=25)
        concept_map = select(store, wanted)
        print(f"{focus}, {len(concept_map.concepts)} concepts")
        for work in (ours, plain_dot, igraph_sugiyama, networkx_matplotlib):
            try:
                print(f"  {work.__name__:20} {seconds(work, concept_map) * 1000:6.0f} ms")
            except ImportError:
                print(f"  {work.__name__:20} not installed")
        start = time.perf_counter()
        compose(store, wanted)
        print(f"  {'chosen and composed':20} {(time.perf_counter() - start) * 1000:6.0f} ms")


if __name__ == "__main__":
    main()

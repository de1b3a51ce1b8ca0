"""A concept map as one web page that works offline: pyvis makes the network, the page is ours.

pyvis's own page loads styles from elsewhere and runs script from labels; here its
network data and the vis-network program that it carries go into a template that
escapes everything and lets nothing in from outside.
"""

import base64
import hashlib
import json
from collections.abc import Iterable
from math import hypot
from pathlib import Path
from typing import Any

from relatum.graph.drawing.templates import template
from relatum.graph.maps.conceptmap import ConceptMap, Evidence, surest
from relatum.graph.maps.geometry import flattened
from relatum.graph.maps.layout import Box, place
from relatum.graph.maps.places import Point

#: A fill for each kind; the text on it is always near black (contrast over 7:1).
COLOURS = {
    "process": "#9ecae9",
    "state": "#d3ecc0",
    "need": "#ffd07a",
    "affect": "#f7b6c9",
    "defense": "#d9a98c",
    "relationship": "#8fd6c4",
    "aspect of self": "#cfc0f2",
    "technique": "#f0ea8c",
    "framework": "#d0d0d0",
    "outcome": "#93cf7e",
    "phenomenon": "#f0e4d0",
    "role": "#ffffff",
    "theorist": "#ffffff",
    "work": "#ffffff",
}
#: How far a way may be from a straight line that is drawn for it, in points.
_STRAIGHT = 1.5
DASHES = {"stated": False, "hedged": [8, 4], "inferred": [2, 4]}


def page(concept_map: ConceptMap) -> str:
    """The whole page, as HTML that asks for nothing from outside.

    Args:
        concept_map: what to draw.
    """
    labels = concept_map.labels
    library = _library()
    script = (Path(__file__).parent / "page.js").read_text(encoding="utf-8")
    style = (Path(__file__).parent / "page.css").read_text(encoding="utf-8")
    kinds = dict.fromkeys(sorted(concept.kind for concept in concept_map.concepts))
    return template("page.html.jinja").render(
        focus=concept_map.title,
        question=concept_map.question,
        definition=concept_map.concepts[0].definition,
        propositions=sorted(
            (
                {
                    "sentence": f"{labels[link.subject]} {link.phrase} {labels[link.object]}",
                    "certainty": link.certainty,
                    "negated": link.negated,
                    "evidence": link.evidence,
                }
                for link in concept_map.propositions
            ),
            key=lambda row: [(e.source, e.paragraph, e.sentence) for e in row["evidence"]],
        ),
        kinds=[(kind, COLOURS.get(kind, "#ffffff")) for kind in kinds],
        data=_for_script(_network(concept_map)),
        library=library,
        script=script,
        style=style,
        script_hashes=f"{_hash(library)} {_hash(script)}",
    )


def is_page(path: Path) -> bool:
    """Whether a file is a page made here, so that it may be replaced."""
    try:
        with path.open(encoding="utf-8") as handle:
            return '<meta name="generator" content="relatum">' in handle.read(1000)
    except (OSError, ValueError):
        return False


def _network(concept_map: ConceptMap) -> dict[str, Any]:
    """The nodes and edges for vis-network, made by pyvis, at their places."""
    from pyvis.network import Network

    positions = place(concept_map)
    ways = {(positions.phrases[a.joint], a.subject, a.object): a.route for a in positions.arrows}
    network = Network(directed=True, cdn_resources="in_line")
    for concept in concept_map.concepts:
        box = positions.concepts[concept.key]
        network.add_node(
            concept.key,
            label="\n".join(box.lines),
            shape="box",
            color=COLOURS.get(concept.kind, "#ffffff"),
            borderWidth=3 if concept.key in concept_map.focus else 1,
            **_spot(box),
            about={"heading": f"{concept.label} ({concept.kind})", "lines": [concept.definition]},
        )
    for (subject, phrase), links in concept_map.phrases().items():
        name = f"{subject} {phrase}"
        evidence = [claim for link in links for claim in link.evidence]
        box = positions.phrases[subject, phrase]
        network.add_node(
            name,
            label="\n".join(box.lines),
            shape="box",
            color="#ffffff",
            borderWidth=0,
            margin=2,
            **_spot(box),
            about=_about(evidence),
        )
        look = {"dashes": DASHES[surest(evidence)], "about": _about(evidence)}
        _draw_way(network, (subject, name), ways.get((box, subject, ""), ()), "", look)
        for link in links:
            look = {"dashes": DASHES[link.certainty], "about": _about(link.evidence)}
            route = ways.get((box, "", link.object), ())
            _draw_way(network, (name, link.object), route, "to", look)
    return {"nodes": network.nodes, "edges": network.edges}


def _draw_way(
    network: Any, ends: tuple[str, str], route: tuple[Point, ...], arrows: str, look: dict[str, Any]
) -> None:
    """An arrow from end to end by way of its bends, which are points too small to see."""
    start, end = ends
    for number, (x, y) in enumerate(_bends(route)):
        bend = f"{start} {end} {number}"
        network.add_node(
            bend, label=" ", shape="dot", size=0.1, x=x, y=y, color="#555", about=look["about"]
        )
        network.add_edge(ends[0], bend, arrows="", **look)
        ends = (bend, end)
    network.add_edge(*ends, arrows=arrows, **look)


def _bends(route: tuple[Point, ...]) -> list[Point]:
    """The points of a drawn way that lie between its ends; none where it is straight."""
    if not route:
        return []
    points = flattened(route)
    (x, y), (to_x, to_y) = points[0], points[-1]
    length = hypot(to_x - x, to_y - y) or 1.0
    off = max(abs((px - x) * (to_y - y) - (py - y) * (to_x - x)) / length for px, py in points)
    return points[1:-1] if off > _STRAIGHT else []


def _spot(box: Box) -> dict[str, Any]:
    return {"x": box.x, "y": box.y, "font": {"size": box.size}}


def _about(evidence: Iterable[Evidence]) -> dict[str, Any]:
    """What a hover shows of an arrow: each claim with its place and key phrase."""
    lines = []
    for claim in evidence:
        marks = "" if claim.certainty == "stated" else f" ({claim.certainty})"
        quote = f": \N{LEFT DOUBLE QUOTATION MARK}{claim.quote}\N{RIGHT DOUBLE QUOTATION MARK}"
        lines.append(
            f"{claim.statement}{marks} \N{EN DASH} {claim.source}, paragraph "
            f"{claim.paragraph}, sentence {claim.sentence}" + (quote if claim.quote else "")
        )
    return {"heading": "Where it is said", "lines": lines}


def _library() -> str:
    """The vis-network program that the installed pyvis carries."""
    import pyvis

    folder = Path(pyvis.__file__).parent / "templates" / "lib"
    newest = max(folder.glob("vis-*/vis-network.min.js"), key=lambda path: path.parent.name)
    # A closing tag inside the program would end the element that holds it.
    return newest.read_text(encoding="utf-8").replace("</script", "<\\/script")


def _for_script(data: object) -> str:
    """JSON that cannot end the element that holds it (OWASP, XSS prevention, rule 3.1)."""
    text = json.dumps(data, ensure_ascii=True)
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _hash(script: str) -> str:
    """A script's hash for the Content-Security-Policy (https://www.w3.org/TR/CSP3/)."""
    digest = hashlib.sha256(script.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"

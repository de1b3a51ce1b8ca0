"""JSON for programs that draw: Cytoscape, JSON Canvas (Obsidian), and our own with everything."""

import json
import re

from relatum.graph import terms
from relatum.graph.drawing.style import look
from relatum.graph.formats.material import Line, Material, Node, iri, plain, said
from relatum.graph.maps.conceptmap import Proposition
from relatum.graph.maps.layout import Box

#: Obsidian's cards need room around their words, beside that of a drawing; no card is lower.
_CARD, _LEAST = 1.5, 60
_EVIDENCE_WIDTH = 480


def write_cyjs(material: Material) -> bytes:
    """A map for Cytoscape and Cytoscape.js.

    Args:
        material: the map.
    """
    nodes, edges = [], []
    for node in material.concepts.values():
        box = material.box(node)
        data = {"id": node.id, "name": node.label, **_about(node), "description": node.note}
        nodes.append({"data": data, "position": {"x": box.x, "y": box.y}})
    for line in material.wholes():
        ends = {"id": line.id, "source": line.start, "target": line.end}
        name = {"name": line.label, "interaction": line.label}
        edges.append({"data": {**ends, **name, **said(material, line)}})
    about = {
        "name": plain(material.map.title),
        "question": plain(material.map.question),
        "sources": "\n".join(material.credits()),
    }
    return _json(
        {
            "format_version": "1.0",
            "generated_by": "relatum",
            "target_cytoscapejs_version": "~3.0",
            "data": about,
            "elements": {"nodes": nodes, "edges": edges},
        }
    )


def write_canvas(material: Material) -> bytes:
    """A map in JSON Canvas 1.0 (https://jsoncanvas.org/spec/1.0/), for Obsidian and others.

    A card beside the map has every claim with its passage.

    Args:
        material: the map.
    """
    lines = material.wholes()
    edges = [
        {
            "id": line.id,
            "fromNode": line.start,
            "toNode": line.end,
            "label": f"{line.label} ({material.places(line.links)})",
        }
        for line in lines
    ]
    cards = [_card(material, node) for node in material.concepts.values()]
    return _json({"nodes": [*cards, _evidence_card(material, lines)], "edges": edges})


def _card(material: Material, node: Node) -> dict[str, object]:
    """A concept's card: its corner and size in whole pixels."""
    box = material.box(node)
    return {
        "id": node.id,
        "type": "text",
        "text": _markdown(node.label),
        "x": round((box.x - box.width / 2) * _CARD),
        "y": round((box.y - box.height / 2) * _CARD),
        "width": round(box.width * _CARD),
        "height": max(_LEAST, round(box.height * _CARD)),
        "color": look(node.concept.kind if node.concept else "").fill,
    }


def _evidence_card(material: Material, lines: list[Line]) -> dict[str, object]:
    """The card beside the map: every claim once with its place, and what was read."""
    passages = [one for line in lines for one in material.passages(line.links).split("\n")]
    return {
        "id": "sources",
        "type": "text",
        "text": "\n".join(
            [
                f"# {_markdown(plain(material.map.question or material.map.title))}",
                "",
                *(f"- {_markdown(passage)}" for passage in dict.fromkeys(passages)),
                "",
                *map(_markdown, material.credits()),
            ]
        ),
        "x": round(material.layout.width * _CARD) + 60,
        "y": 0,
        "width": _EVIDENCE_WIDTH,
        "height": max(200, round(material.layout.height * _CARD)),
    }


def write_json(material: Material) -> bytes:
    """A map with everything that is known of it; `docs/map.schema.json` describes it.

    Args:
        material: the map.
    """
    concepts = [
        {
            "id": concept.key,
            "iri": iri(concept),
            "label": concept.label,
            "kind": concept.kind,
            "definition": concept.definition,
            "why": concept.why,
            "box": _place(material.layout.concepts[concept.key]),
        }
        for concept in material.map.concepts
    ]
    boxes = {link: material.box(node) for node in material.phrases.values() for link in node.links}
    return _json(
        {
            "format": "relatum map 1",
            "title": material.map.title,
            "question": material.map.question,
            "focus": list(material.map.focus),
            "width": material.layout.width,
            "height": material.layout.height,
            "concepts": concepts,
            "propositions": [_proposition(link, boxes[link]) for link in material.map.propositions],
            "sources": dict(material.map.sources),
        }
    )


def _proposition(link: Proposition, box: Box) -> dict[str, object]:
    return {
        "subject": link.subject,
        "relation": link.relation,
        "phrase": link.phrase,
        "object": link.object,
        "certainty": link.certainty,
        "negated": link.negated,
        "box": _place(box),
        "evidence": [
            {**one._asdict(), "claim": terms.CLAIM + one.claim} for one in link.evidence
        ],
    }  # fmt: skip


def _place(box: Box) -> dict[str, float]:
    return {"x": box.x, "y": box.y, "width": box.width, "height": box.height}


def _about(node: Node) -> dict[str, str]:
    return {"kind": node.concept.kind, "iri": iri(node.concept)} if node.concept else {}


def _markdown(text: str) -> str:
    """A text in which no sign means anything to Markdown or as a link of Obsidian."""
    return re.sub(r"([\\`*_{}\[\]<>()#+\-.!|~^$=:%&])", r"\\\1", text)


def _json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()

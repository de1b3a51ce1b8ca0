"""JSON for programs that draw: Cytoscape, JSON Canvas (Obsidian), and our own with everything."""

import json
import re

from relatum.graph import terms
from relatum.graph.conceptmap import Proposition
from relatum.graph.drawing.style import look
from relatum.graph.formats.sheet import Node, Sheet, iri, plain, said
from relatum.graph.layout import Box

#: Obsidian's cards need room around their words, beside that of a drawing.
_CARD = 1.5
_SOURCES_WIDTH = 480


def write_cyjs(sheet: Sheet) -> bytes:
    """A map for Cytoscape and Cytoscape.js.

    Args:
        sheet: the map.
    """
    nodes, edges = [], []
    for node in sheet.concepts.values():
        box = sheet.box(node)
        data = {"id": node.id, "name": node.label, **_about(node), "description": node.note}
        nodes.append({"data": data, "position": {"x": box.x, "y": box.y}})
    for line in sheet.wholes():
        ends = {"id": line.id, "source": line.start, "target": line.end}
        name = {"name": line.label, "interaction": line.label}
        edges.append({"data": {**ends, **name, **said(sheet, line)}})
    about = {
        "name": plain(sheet.map.title),
        "question": plain(sheet.map.question),
        "sources": "\n".join(sheet.credits()),
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


def write_canvas(sheet: Sheet) -> bytes:
    """A map in JSON Canvas 1.0 (https://jsoncanvas.org/spec/1.0/), for Obsidian and others.

    A card beside the map has every claim with its passage.

    Args:
        sheet: the map.
    """
    cards = [
        {
            "id": node.id,
            "type": "text",
            "text": _markdown(node.label),
            **_card(sheet.box(node)),
            "color": look(node.concept.kind if node.concept else "").fill,
        }
        for node in sheet.concepts.values()
    ]
    passages = [
        f"- {_markdown(passage)}"
        for line in sheet.wholes()
        for passage in sheet.passages(line.links).split("\n")
    ]
    credits = [_markdown(credit) for credit in sheet.credits()]
    heading = f"# {_markdown(plain(sheet.map.question or sheet.map.title))}"
    cards.append(
        {
            "id": "sources",
            "type": "text",
            "text": "\n".join([heading, "", *dict.fromkeys(passages), "", *credits]),
            "x": round(sheet.layout.width * _CARD) + 60,
            "y": 0,
            "width": _SOURCES_WIDTH,
            "height": max(200, round(sheet.layout.height * _CARD)),
        }
    )
    edges = [
        {
            "id": line.id,
            "fromNode": line.start,
            "toNode": line.end,
            "label": f"{line.label} ({sheet.places(line.links)})",
        }
        for line in sheet.wholes()
    ]
    return _json({"nodes": cards, "edges": edges})


def write_json(sheet: Sheet) -> bytes:
    """A map with everything that is known of it; `docs/map.schema.json` describes it.

    Args:
        sheet: the map.
    """
    concepts = [
        {
            "id": concept.key,
            "iri": iri(concept),
            "label": concept.label,
            "kind": concept.kind,
            "definition": concept.definition,
            "why": concept.why,
            "box": _place(sheet.layout.concepts[concept.key]),
        }
        for concept in sheet.map.concepts
    ]
    boxes = {link: sheet.box(node) for node in sheet.phrases.values() for link in node.links}
    return _json(
        {
            "format": "relatum map 1",
            "title": sheet.map.title,
            "question": sheet.map.question,
            "focus": list(sheet.map.focus),
            "width": sheet.layout.width,
            "height": sheet.layout.height,
            "concepts": concepts,
            "propositions": [_proposition(link, boxes[link]) for link in sheet.map.propositions],
            "sources": dict(sheet.map.sources),
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


def _card(box: Box) -> dict[str, int]:
    """A card's corner and size in whole pixels."""
    return {
        "x": round((box.x - box.width / 2) * _CARD),
        "y": round((box.y - box.height / 2) * _CARD),
        "width": round(box.width * _CARD),
        "height": max(60, round(box.height * _CARD)),
    }


def _markdown(text: str) -> str:
    """A text in which no sign means anything to Markdown or as a link of Obsidian."""
    return re.sub(r"([\\`*_{}\[\]<>()#+\-.!|~^$=:%&])", r"\\\1", text)


def _json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()

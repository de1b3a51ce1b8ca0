"""DOT for Graphviz and Mermaid for notes and web pages: diagrams as text."""

import json

from relatum.graph.drawing.style import look
from relatum.graph.formats.material import Line, Material, Node, plain

_DOT_STYLES = {"stated": "solid", "hedged": "dashed", "inferred": "dotted"}
_MERMAID_DASHES = {"hedged": "6 4", "inferred": "2 4"}
#: What Mermaid takes in quotes for nothing but itself, beside letters and digits.
_HARMLESS = frozenset(" .,'()/?!\N{EN DASH}\N{RIGHT SINGLE QUOTATION MARK}")


def write_dot(material: Material) -> bytes:
    """A map for Graphviz: `dot` lays it out anew, `neato -n` keeps the places.

    Args:
        material: the map.
    """
    credits = _quoted("\n".join(material.credits()))
    lines = [
        f"digraph {_quoted(plain(material.map.title))} {{",
        f'  graph [rankdir="TB", splines="true", charset="UTF-8", comment={credits}];',
        '  node [fontname="Arial", shape="box", fixedsize="true"];',
        *(f"  {node.id} [{_dot_node(material, node)}];" for node in material.nodes()),
        *(f"  {line.start} -> {line.end} [{_dot_line(line)}];" for line in material.halves()),
        "}",
    ]
    return "\n".join([*lines, ""]).encode()


def _dot_node(material: Material, node: Node) -> str:
    box = material.box(node)
    seen = {
        "label": material.wrapped(node),
        "tooltip": node.note or node.label,
        "fontsize": f"{box.size:g}",
        "pos": f"{box.x:.1f},{material.layout.height - box.y:.1f}",
        "width": f"{box.width / 72:.4f}",
        "height": f"{box.height / 72:.4f}",
    }
    if node.concept is None:
        seen["shape"] = "plaintext"
    else:
        kind = look(node.concept.kind)
        style = "rounded,filled" if node.is_idea else "filled"
        seen |= {"style": style, "fillcolor": kind.fill, "color": kind.ink}
        seen["penwidth"] = "3" if node.concept.key in material.map.focus else "1"
    return ", ".join(f"{name}={_quoted(value)}" for name, value in seen.items())


def _dot_line(line: Line) -> str:
    head = "normal" if line.arrow else "none"
    return f'style="{_DOT_STYLES[line.certainty]}", arrowhead="{head}"'


def _quoted(text: str) -> str:
    """A text that Graphviz takes literally: neither its escapes nor entities mean anything."""
    for sign, written in (("\\", "\\\\"), ('"', '\\"'), ("&", "&amp;"), ("\n", "\\n")):
        text = text.replace(sign, written)
    return f'"{text}"'


def write_mermaid(material: Material) -> bytes:
    """A map in Mermaid, which Markdown editors, wikis and code hosts draw.

    The linking phrases have the numbers of their sentences; what these say stands in
    comments at the end.

    Args:
        material: the map.
    """
    wholes = material.wholes()
    lines = [
        "---",
        f"title: {json.dumps(plain(material.map.title), ensure_ascii=False)}",
        "---",
        "flowchart TB",
        *(f'  {node.id}["{_escaped(node.label)}"]' for node in material.concepts.values()),
        *(_mermaid_line(material, line) for line in wholes),
        *(
            f"  linkStyle {number} stroke-dasharray:{_MERMAID_DASHES[line.certainty]}"
            for number, line in enumerate(wholes)
            if line.certainty in _MERMAID_DASHES
        ),
        *_classes(material),
        *(
            f"  %% {_escaped(passage)}"
            for line in wholes
            for passage in material.passages(line.links).split("\n")
        ),
        *(f"  %% {_escaped(credit)}" for credit in material.credits()),
    ]
    return "\n".join([*lines, ""]).encode()


def _mermaid_line(material: Material, line: Line) -> str:
    label = _escaped(f"{line.label} ({material.places(line.links)})")
    return f'  {line.start} -->|"{label}"| {line.end}'


def _classes(material: Material) -> list[str]:
    """A class for each kind, with its fill, and one for the focus."""
    kinds: dict[str, list[str]] = {}
    for node in material.concepts.values():
        if node.concept:
            kind = look(node.concept.kind)
            kinds.setdefault(f"fill:{kind.fill},stroke:{kind.ink}", []).append(node.id)
    focus = [material.concepts[key].id for key in material.map.focus]
    return [
        line
        for number, (colours, members) in enumerate(kinds.items(), 1)
        for line in (
            f"  classDef k{number} {colours},color:#000",
            f"  class {','.join(members)} k{number}",
        )
    ] + [
        line
        for line in ("  classDef focus stroke-width:3px", f"  class {','.join(focus)} focus")
        if focus
    ]


def _escaped(text: str) -> str:
    """A text as Mermaid takes it literally: all but harmless signs by their numbers.

    Mermaid does not take an empty text.
    """
    return "".join(c if c.isalnum() or c in _HARMLESS else f"#{ord(c)};" for c in text or " ")

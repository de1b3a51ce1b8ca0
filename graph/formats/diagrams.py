"""DOT for Graphviz and Mermaid for notes and web pages: diagrams as text."""

import json

from relatum.graph.drawing.style import look
from relatum.graph.formats.sheet import Line, Node, Sheet, plain

_DOT_STYLES = {"stated": "solid", "hedged": "dashed", "inferred": "dotted"}
_MERMAID_DASHES = {"hedged": "6 4", "inferred": "2 4"}
#: What Mermaid takes in quotes for nothing but itself, beside letters and digits.
_HARMLESS = frozenset(" .,'()/?!\N{EN DASH}\N{RIGHT SINGLE QUOTATION MARK}")


def write_dot(sheet: Sheet) -> bytes:
    """A map for Graphviz: `dot` lays it out anew, `neato -n` keeps the places.

    Args:
        sheet: the map.
    """
    credits = _quoted("\n".join(sheet.credits()))
    lines = [
        f"digraph {_quoted(plain(sheet.map.title))} {{",
        f'  graph [rankdir="TB", splines="true", charset="UTF-8", comment={credits}];',
        '  node [fontname="Arial", shape="box", fixedsize="true"];',
        *(f"  {node.id} [{_dot_node(sheet, node)}];" for node in sheet.nodes()),
        *(f"  {line.start} -> {line.end} [{_dot_line(line)}];" for line in sheet.halves()),
        "}",
    ]
    return "\n".join([*lines, ""]).encode()


def _dot_node(sheet: Sheet, node: Node) -> str:
    box = sheet.box(node)
    seen = {
        "label": sheet.wrapped(node),
        "tooltip": node.note or node.label,
        "fontsize": f"{box.size:g}",
        "pos": f"{box.x:.1f},{sheet.layout.height - box.y:.1f}",
        "width": f"{box.width / 72:.4f}",
        "height": f"{box.height / 72:.4f}",
    }
    if node.concept is None:
        seen["shape"] = "plaintext"
    else:
        kind = look(node.concept.kind)
        seen |= {"style": "rounded,filled", "fillcolor": kind.fill, "color": kind.ink}
        seen["penwidth"] = "3" if node.concept.key in sheet.map.focus else "1"
    return ", ".join(f"{name}={_quoted(value)}" for name, value in seen.items())


def _dot_line(line: Line) -> str:
    head = "normal" if line.arrow else "none"
    return f'style="{_DOT_STYLES[line.certainty]}", arrowhead="{head}"'


def _quoted(text: str) -> str:
    """A text that Graphviz takes literally: neither its escapes nor entities mean anything."""
    for sign, written in (("\\", "\\\\"), ('"', '\\"'), ("&", "&amp;"), ("\n", "\\n")):
        text = text.replace(sign, written)
    return f'"{text}"'


def write_mermaid(sheet: Sheet) -> bytes:
    """A map in Mermaid, which Markdown editors, wikis and code hosts draw.

    The linking phrases have the numbers of their sentences; what these say stands in
    comments at the end.

    Args:
        sheet: the map.
    """
    wholes = sheet.wholes()
    lines = [
        "---",
        f"title: {json.dumps(plain(sheet.map.title), ensure_ascii=False)}",
        "---",
        "flowchart TB",
        *(f'  {node.id}["{_escaped(node.label)}"]' for node in sheet.concepts.values()),
        *(_mermaid_line(sheet, line) for line in wholes),
        *(
            f"  linkStyle {number} stroke-dasharray:{_MERMAID_DASHES[line.certainty]}"
            for number, line in enumerate(wholes)
            if line.certainty in _MERMAID_DASHES
        ),
        *_classes(sheet),
        *(
            f"  %% {_escaped(passage)}"
            for line in wholes
            for passage in sheet.passages(line.links).split("\n")
        ),
        *(f"  %% {_escaped(credit)}" for credit in sheet.credits()),
    ]
    return "\n".join([*lines, ""]).encode()


def _mermaid_line(sheet: Sheet, line: Line) -> str:
    label = _escaped(f"{line.label} ({sheet.places(line.links)})")
    return f'  {line.start} -->|"{label}"| {line.end}'


def _classes(sheet: Sheet) -> list[str]:
    """A class for each kind, with its fill, and one for the focus."""
    kinds: dict[str, list[str]] = {}
    for node in sheet.concepts.values():
        if node.concept:
            kinds.setdefault(look(node.concept.kind).fill, []).append(node.id)
    focus = [sheet.concepts[key].id for key in sheet.map.focus]
    return [
        line
        for number, (colour, members) in enumerate(kinds.items(), 1)
        for line in (
            f"  classDef k{number} fill:{colour},stroke:#000,color:#000",
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

"""CXL, the XML of CmapTools: written with places, looks and passages."""

from xml.etree.ElementTree import Element, SubElement

from relatum.graph.drawing.style import LINE, TEXT, look
from relatum.graph.formats.markup import document
from relatum.graph.formats.material import Line, Material, Node, plain

_NAMESPACES = {
    "xmlns": "http://cmap.ihmc.us/xml/cmap/",
    "xmlns:dc": "http://purl.org/dc/elements/1.1/",
    "xmlns:dcterms": "http://purl.org/dc/terms/",
    "xmlns:vcard": "http://www.w3.org/2001/vcard-rdf/3.0#",
}
_DASHES = {"stated": "solid", "hedged": "dashed", "inferred": "dotted"}


def write(material: Material) -> bytes:
    """A map for CmapTools.

    A phrase has its passages as its long comment ("Hidden info"), and where they are said
    as the short one, which the mouse shows; a concept has its definition.

    Args:
        material: the map.
    """
    root = Element("cmap", _NAMESPACES)
    _about(SubElement(root, "res-meta"), material)
    width, height = material.layout.width, material.layout.height
    drawn = SubElement(root, "map", {"width": _number(width), "height": _number(height)})
    lines = material.halves()
    _things(drawn, material, lines)
    _appearances(drawn, material, lines)
    _style_sheet(SubElement(drawn, "style-sheet-list"))
    return document(root)


def _about(meta: Element, material: Material) -> None:
    SubElement(meta, "dc:title").text = plain(material.map.title)
    if material.map.question:
        SubElement(meta, "dc:description").text = plain(material.map.question)
    SubElement(SubElement(meta, "dc:creator"), "vcard:FN").text = "Relatum"
    SubElement(meta, "dcterms:bibliographicCitation").text = "; ".join(material.credits())
    SubElement(meta, "dc:language").text = "en"
    SubElement(meta, "dc:format").text = "x-cmap/x-storable"


def _things(drawn: Element, material: Material, lines: list[Line]) -> None:
    concepts = SubElement(drawn, "concept-list")
    for node in material.concepts.values():
        SubElement(
            concepts, "concept", _thing(material, node, node.concept.kind if node.concept else "")
        )
    phrases = SubElement(drawn, "linking-phrase-list")
    for node in material.phrases.values():
        SubElement(phrases, "linking-phrase", _thing(material, node, material.places(node.links)))
    connections = SubElement(drawn, "connection-list")
    for line in lines:
        ends = {"id": line.id, "from-id": line.start, "to-id": line.end}
        SubElement(connections, "connection", ends)


def _thing(material: Material, node: Node, short: str) -> dict[str, str]:
    comments = {"short-comment": plain(short), "long-comment": node.note}
    filled = {name: text for name, text in comments.items() if text}
    return {"id": node.id, "label": material.wrapped(node), **filled}


def _appearances(drawn: Element, material: Material, lines: list[Line]) -> None:
    concepts = SubElement(drawn, "concept-appearance-list")
    for node in material.concepts.values():
        seen = _place(material, node)
        if node.concept:
            kind = look(node.concept.kind)
            seen |= {"background-color": _rgba(kind.fill), "border-color": _rgba(kind.ink)}
            seen["border-shape"] = "rounded-rectangle" if node.is_idea else "rectangle"
            seen["border-thickness"] = "3" if node.concept.key in material.map.focus else "1"
        SubElement(concepts, "concept-appearance", seen)
    phrases = SubElement(drawn, "linking-phrase-appearance-list")
    for node in material.phrases.values():
        SubElement(phrases, "linking-phrase-appearance", _place(material, node))
    connections = SubElement(drawn, "connection-appearance-list")
    for line in lines:
        seen = {"id": line.id, "from-pos": "center", "to-pos": "center"}
        seen["style"] = _DASHES[line.certainty]
        bends = material.bends(line)
        # A line that CmapTools calls a vector is angled; each control point is a corner.
        seen["type"] = "vector" if bends else "straight"
        drawn_line = SubElement(connections, "connection-appearance", seen)
        for x, y in bends:
            SubElement(drawn_line, "control-point", {"x": _number(x), "y": _number(y)})


def _place(material: Material, node: Node) -> dict[str, str]:
    box = material.box(node)
    at = {name: _number(getattr(box, name)) for name in ("x", "y", "width", "height")}
    return {"id": node.id, **at, "font-size": _number(box.size)}


def _style_sheet(sheets: Element) -> None:
    font = {"font-name": "Arial", "font-color": _rgba(TEXT)}
    style = SubElement(sheets, "style-sheet", {"id": "_Default_"})
    SubElement(style, "map-style", {"background-color": "255,255,255,255"})
    border = {"border-style": "solid", "border-thickness": "1"}
    SubElement(style, "concept-style", {**font, **border, "text-alignment": "center"})
    bare = {"background-color": "0,0,0,0", "border-style": "none", "text-alignment": "center"}
    SubElement(style, "linking-phrase-style", {**font, **bare})
    line = {"color": _rgba(LINE), "style": "solid", "thickness": "1", "type": "straight"}
    SubElement(style, "connection-style", {**line, "arrowhead": "if-to-concept"})


def _number(value: float) -> str:
    """A number of points; CmapTools counts in pixels of the same size, without parts."""
    return str(round(value))


def _rgba(colour: str) -> str:
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return f"{red},{green},{blue},255"

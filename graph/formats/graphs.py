"""GraphML for yEd and GEXF for Gephi: networkx writes the graph, its looks are added."""

from typing import Any
from xml.etree.ElementTree import Element, SubElement

from relatum.graph.drawing.style import LINE, OTHER, look
from relatum.graph.formats.markup import document
from relatum.graph.formats.material import PHRASE, Line, Material, Node, iri, plain, said

_DASHES = {"stated": "line", "hedged": "dashed", "inferred": "dotted"}


def write_graphml(material: Material) -> bytes:
    """A map for yEd and all that reads GraphML: boxes and linking phrases are nodes.

    What a node is, its note and its IRI are plain GraphML data; places, shapes and lines
    are in the extension of yFiles (http://www.yworks.com/xml/graphml), which others skip.

    Args:
        material: the map.
    """
    import networkx as nx
    from networkx.readwrite.graphml import GraphMLWriter

    graph: nx.DiGraph[str] = nx.DiGraph(
        name=plain(material.map.title),
        question=plain(material.map.question),
        sources="\n".join(material.credits()),
    )
    lines = material.halves()
    for node in material.nodes():
        graph.add_node(node.id, label=node.label, **_data(material, node))
    for line in lines:
        graph.add_edge(line.start, line.end, id=line.id, **said(material, line))
    writer = GraphMLWriter(edge_id_from_attribute="id")
    writer.add_graph_element(graph)
    root: Element = writer.xml
    root.set("xmlns:y", "http://www.yworks.com/xml/graphml")
    for sort, place in (("node", 0), ("edge", 1)):
        key = {"id": f"y{sort}", "for": sort, "yfiles.type": f"{sort}graphics"}
        root.insert(place, Element("key", key))
    drawn = {node.id: node for node in material.nodes()}
    for element in root.iter("node"):
        _draw_node(SubElement(element, "data", key="ynode"), material, drawn[element.get("id", "")])
    by_id = {line.id: line for line in lines}
    for element in root.iter("edge"):
        _draw_line(SubElement(element, "data", key="yedge"), material, by_id[element.get("id", "")])
    return document(root)


def write_gexf(material: Material) -> bytes:
    """A map for Gephi: concepts joined by lines that have the linking phrases as labels.

    Args:
        material: the map.
    """
    import networkx as nx
    from networkx.readwrite.gexf import GEXFWriter

    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(mode="static")
    for node in material.concepts.values():
        graph.add_node(node.id, label=node.label, viz=_viz(material, node), **_data(material, node))
    for line in material.wholes():
        graph.add_edge(line.start, line.end, key=line.id, label=line.label, **said(material, line))
    writer = GEXFWriter(version="1.2draft")
    writer.add_graph(graph)
    root: Element = writer.xml
    for meta in root.iter("meta"):
        meta.attrib.pop("lastmodifieddate", None)  # the same map gives the same bytes
        about = " - ".join(filter(None, (material.map.title, material.map.question)))
        SubElement(meta, "description").text = plain("; ".join([about, *material.credits()]))
    return document(root)


def _data(material: Material, node: Node) -> dict[str, str]:
    """What a file says of a node beside its label and its looks."""
    if node.concept is None:
        return {"kind": PHRASE, "description": node.note}
    return {"kind": node.concept.kind, "description": node.note, "iri": iri(node.concept)}


def _viz(material: Material, node: Node) -> dict[str, Any]:
    """Place, colour and size; Gephi counts upwards."""
    box = material.box(node)
    colour = look(node.concept.kind if node.concept else "").fill
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    focus = node.key in material.map.focus
    return {
        "position": {"x": box.x, "y": -box.y, "z": 0.0},
        "color": {"r": red, "g": green, "b": blue, "a": 1.0},
        "size": 30.0 if focus else 20.0,
    }


def _draw_node(data: Element, material: Material, node: Node) -> None:
    box = material.box(node)
    shape = SubElement(data, "y:ShapeNode")
    corner = {"x": box.x - box.width / 2, "y": box.y - box.height / 2}
    size = {"width": box.width, "height": box.height}
    at = {name: f"{value:.1f}" for name, value in {**corner, **size}.items()}
    SubElement(shape, "y:Geometry", at)
    concept = node.concept
    kind = look(concept.kind) if concept else OTHER
    bare = {"hasColor": "false"}
    filled = {"color": kind.fill, "transparent": "false"}
    SubElement(shape, "y:Fill", filled if concept else bare)
    edge = {"type": "line", "width": "3.0" if node.key in material.map.focus else "1.0"}
    SubElement(shape, "y:BorderStyle", {**({"color": kind.ink} if concept else bare), **edge})
    label = SubElement(shape, "y:NodeLabel", fontFamily="Arial", fontSize=f"{box.size:.0f}")
    label.text = material.wrapped(node)
    SubElement(shape, "y:Shape", type="roundrectangle" if node.is_idea else "rectangle")


def _draw_line(data: Element, material: Material, line: Line) -> None:
    drawn = SubElement(data, "y:PolyLineEdge")
    path = SubElement(drawn, "y:Path", sx="0.0", sy="0.0", tx="0.0", ty="0.0")
    for x, y in material.bends(line):
        SubElement(path, "y:Point", x=f"{x:.1f}", y=f"{y:.1f}")
    SubElement(drawn, "y:LineStyle", color=LINE, type=_DASHES[line.certainty], width="1.0")
    SubElement(drawn, "y:Arrows", source="none", target="standard" if line.arrow else "none")
    SubElement(drawn, "y:BendStyle", smoothed="true")

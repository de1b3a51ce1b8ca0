"""Which ending of a file's name asks for which format."""

from collections.abc import Callable

from relatum.graph.formats import boards, cxl, diagrams, graphs, lists, outlines, rdf
from relatum.graph.formats.material import Material

#: The writers by ending; docs/maps.md says which program opens which.
WRITERS: dict[str, Callable[[Material], bytes]] = {
    ".cxl": cxl.write,
    ".graphml": graphs.write_graphml,
    ".gexf": graphs.write_gexf,
    ".dot": diagrams.write_dot,
    ".gv": diagrams.write_dot,
    ".mermaid": diagrams.write_mermaid,
    ".mmd": diagrams.write_mermaid,
    ".cyjs": boards.write_cyjs,
    ".canvas": boards.write_canvas,
    ".mm": outlines.write_mm,
    ".opml": outlines.write_opml,
    ".csv": lists.write,
    ".ttl": rdf.write_turtle,
    ".jsonld": rdf.write_jsonld,
    ".json": boards.write_json,
}

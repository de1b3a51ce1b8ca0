"""A map as a picture in the form that a file's ending asks for."""

from typing import NamedTuple

from relatum.graph.conceptmap import ConceptMap
from relatum.graph.drawing import passages
from relatum.graph.drawing.marks import marks
from relatum.graph.drawing.printing import printed
from relatum.graph.drawing.sheet import sheet
from relatum.graph.drawing.svg import picture
from relatum.graph.layout import Layout


class Look(NamedTuple):
    """How a picture is made: the name of its page, its dots per inch, numbers for passages."""

    size: str = "a4"
    dpi: int = 200
    evidence: bool = False


def draw(concept_map: ConceptMap, layout: Layout, ending: str, look: Look | None = None) -> bytes:
    """The picture of a map.

    With passages, a PDF has them on pages of their own and any other picture below the map.

    Args:
        concept_map: the map.
        layout: where everything of it goes.
        ending: `.svg`, `.png` or `.pdf`.
        look: how it is made.
    """
    look = look or Look()
    page = sheet(concept_map, layout, size=look.size)
    numbers = marks(concept_map, layout) if look.evidence else []
    more = ("", 0.0)
    if look.evidence and ending != ".pdf":
        more = passages.below(concept_map, page)
    drawn = picture(
        concept_map, layout, page, marks=numbers, fixed=ending == ".svg", below=more
    )  # fmt: skip
    if ending == ".svg":
        return drawn.encode()
    shown = [(drawn, page.width, page.height + more[1])]
    if look.evidence and ending == ".pdf":
        shown += [(one, page.width, page.height) for one in passages.pages(concept_map, page)]
    return printed(
        shown, "png" if ending == ".png" else "pdf", title=concept_map.title, dpi=look.dpi
    )

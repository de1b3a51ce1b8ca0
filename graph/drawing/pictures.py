"""A map as a picture in the form that a file's ending asks for."""

from typing import NamedTuple

from relatum.graph.drawing import passages
from relatum.graph.drawing.marks import marks, numbered
from relatum.graph.drawing.origins import inks, lettered
from relatum.graph.drawing.printing import printed
from relatum.graph.drawing.sheet import sheet
from relatum.graph.drawing.svg import picture
from relatum.graph.maps.conceptmap import ConceptMap, Proposition
from relatum.graph.maps.exercises import Exercise
from relatum.graph.maps.layout import Layout


class Look(NamedTuple):
    """How a picture is made: the name of its page, its dots per inch, and what its arrows tell.

    `evidence` numbers them for the passages, `by_source` tells the sources apart.
    """

    size: str = "a4"
    dpi: int = 200
    evidence: bool = False
    by_source: bool = False


def draw_exercise(
    concept_map: ConceptMap,
    layout: Layout,
    exercise: Exercise,
    ending: str,
    *,
    whole: tuple[ConceptMap, Layout],
    look: Look | None = None,
) -> tuple[bytes, bytes]:
    """A map for students to complete, and its key; a PDF has the key as its second page.

    Args:
        concept_map: the map, of which not all may be linked.
        layout: where everything of it goes.
        exercise: what students are to add.
        ending: `.svg`, `.png` or `.pdf`.
        whole: the map of the key, and where everything of that goes.
        look: how the pictures are made.
    """
    look = look or Look()
    page = sheet(concept_map, layout, size=look.size, words=exercise.bank)
    blank = picture(concept_map, layout, page, fixed=ending == ".svg", exercise=exercise)
    if ending != ".pdf":
        made = blank.encode()
        if ending == ".png":
            title = concept_map.title
            made = printed([(blank, page.width, page.height)], "png", title=title, dpi=look.dpi)
        return made, draw(*whole, ending, look)
    key = whole[0]._replace(title=f"Key: {whole[0].title}")
    other = sheet(key, whole[1], size=look.size)
    full = picture(key, whole[1], other, fixed=False)
    pages = [(blank, page.width, page.height), (full, other.width, other.height)]
    return printed(pages, "pdf", title=concept_map.title), b""


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
    page = sheet(concept_map, layout, size=look.size, by_source=look.by_source)
    tags = _tags(concept_map, look)
    more = ("", 0.0)
    if look.evidence and ending != ".pdf":
        more = passages.below(concept_map, page)
    drawn = picture(
        concept_map,
        layout,
        page,
        marks=marks(concept_map, layout, tags) if tags else [],
        inks=inks(concept_map, layout) if look.by_source else (),
        fixed=ending == ".svg",
        below=more,
    )
    if ending == ".svg":
        return drawn.encode()
    shown = [(drawn, page.width, page.height + more[1])]
    if look.evidence and ending == ".pdf":
        shown += [(one, page.width, page.height) for one in passages.pages(concept_map, page)]
    return printed(
        shown, "png" if ending == ".png" else "pdf", title=concept_map.title, dpi=look.dpi
    )


def _tags(concept_map: ConceptMap, look: Look) -> dict[Proposition, str]:
    """What stands on the arrows: numbers of passages, letters of sources, or both."""
    letters = lettered(concept_map) if look.by_source else {}
    if not look.evidence:
        return letters
    numbers = numbered(concept_map).items()
    return {link: f"{number}{letters.get(link, '')}" for link, number in numbers}

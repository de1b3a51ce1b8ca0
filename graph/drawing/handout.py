"""A handout: the map, what it says as sentences with passages, definitions, and references in APA.

Typst sets it (https://typst.app), with the typefaces that its wheel carries.
"""

from collections.abc import Iterator

from relatum.graph.drawing.marks import marks
from relatum.graph.drawing.passages import passages
from relatum.graph.drawing.printing import quoted, typeset
from relatum.graph.drawing.sheet import SIZES, Sheet, sheet
from relatum.graph.drawing.svg import picture, sentence
from relatum.graph.maps.conceptmap import ConceptMap
from relatum.graph.maps.layout import Layout
from relatum.graph.store import Store
from relatum.graph.web import things_of

#: How the pages after the map look.
_STYLE = """
#set document(title: {title}, author: "Relatum", date: none)
#set text(font: "Libertinus Serif", size: 10pt, lang: "en")
#set par(leading: 0.58em, justify: false)
#show heading: set text(font: "Arimo", size: 12pt)
#show heading: set block(above: 1.4em, below: 0.8em)
#page(width: {wide}pt, height: {high}pt, margin: 0pt)[
  #image("map.svg", width: {wide}pt, alt: {words})]
#set page(width: {narrow}pt, height: {tall}pt, margin: 56pt, numbering: "1", footer: context [
  #set text(size: 9pt, fill: rgb("#444444"))
  #{title} #h(1fr) #counter(page).display()])
"""
_MADE = (
    "Numbers in brackets are paragraph and sentence of the source. "
    "Claims: Relatum, CC BY 4.0, the Relatum founders."
)


def handout(store: Store, concept_map: ConceptMap, layout: Layout, *, size: str = "a4") -> bytes:
    """The handout of a map, as PDF.

    Args:
        store: the dataset, for the references of what is cited.
        concept_map: the map.
        layout: where everything of it goes.
        size: the name of its page; a slide's handout is on A4.
    """
    page = sheet(concept_map, layout, size=size)
    drawn = picture(concept_map, layout, page, marks=marks(concept_map, layout), fixed=False)
    source = "\n".join([_begin(concept_map, page, size), *_parts(store, concept_map)])
    return typeset(source, {"map.svg": drawn}, "pdf")


def _begin(concept_map: ConceptMap, page: Sheet, size: str) -> str:
    tall, narrow = SIZES["a4" if size == "slide" else size]
    values = {
        "title": quoted(concept_map.title),
        "words": quoted(f"Concept map. {concept_map.question} The next pages say it in words."),
        "wide": page.width,
        "high": page.height,
        "narrow": narrow,
        "tall": tall,
    }
    text = _STYLE
    for name, value in values.items():
        text = text.replace(f"{{{name}}}", str(value))
    return text


def _parts(store: Store, concept_map: ConceptMap) -> Iterator[str]:
    yield _heading(concept_map.question)
    many = len(concept_map.sources) > 1
    for number, link in enumerate(concept_map.propositions, 1):
        said = sentence(concept_map, link)
        where = passages(link, many=many)
        yield f'#enum.item({number})[#{quoted(said[:1].upper() + said[1:] + ".")} ' \
              f'#text(size: 9pt, fill: rgb("#444444"))[#{quoted(where)}]]'  # fmt: skip
    yield _heading("What the concepts mean")
    for concept in sorted(concept_map.concepts, key=lambda one: one.label.casefold()):
        if concept.kind not in ("theorist", "work") and concept.definition:
            yield f"/ #{quoted(concept.label)}: #{quoted(concept.definition)}"
    yield _heading("References")
    for reference in references(store, concept_map):
        yield f"#par(hanging-indent: 1.5em)[#{quoted(reference)}]"
    yield f'#v(1em)\n#text(size: 9pt, fill: rgb("#444444"))[#{quoted(_MADE)}]'


def _heading(text: str) -> str:
    return f"#heading(level: 2)[#{quoted(text)}]"


def references(store: Store, concept_map: ConceptMap) -> list[str]:
    """The works that were read for a map and those that stand on it or are cited, in APA.

    Args:
        store: the dataset.
        concept_map: the map.
    """
    works = {concept.key for concept in concept_map.concepts if concept.kind == "work"}
    works |= {one.work for link in concept_map.propositions for one in link.evidence if one.work}
    things = things_of(store)
    cited = {things[work].definition for work in works}
    return sorted({*concept_map.sources.values(), *cited}, key=str.casefold)

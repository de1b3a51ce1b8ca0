"""A concept map as other programs take it: boxes and lines with names, and what stands behind."""

from collections.abc import Iterable
from functools import cached_property
from typing import NamedTuple

from relatum.graph import terms
from relatum.graph.maps.conceptmap import ConceptMap, Evidence, MapConcept, Proposition, surest
from relatum.graph.maps.geometry import flattened, runs_through
from relatum.graph.maps.layout import Box, Layout, Point, edges, place
from relatum.graph.store import Store

#: Kinds of box that are no concepts of the scheme, with where their IRIs begin.
_BASES = {"theorist": terms.PERSON, "work": terms.WORK}

#: What a file says that a node is where it is no concept: our reader knows it by this.
PHRASE = "linking phrase"


class Node(NamedTuple):
    """A box of a concept, or a linking phrase, in a file.

    `id` is made of a letter and a number, which every format takes. A phrase has no
    `concept`; `note` is the definition of a concept, or the passages of a phrase.
    """

    id: str
    key: str | tuple[str, str]
    label: str
    note: str
    concept: MapConcept | None = None
    links: tuple[Proposition, ...] = ()

    @property
    def is_idea(self) -> bool:
        """Whether it is a concept, and neither a person nor a work: ideas have round corners."""
        return self.concept is not None and self.concept.kind not in _BASES


class Line(NamedTuple):
    """A line between two nodes: half of a proposition, or the whole with its phrase as `label`."""

    id: str
    start: str
    end: str
    label: str
    certainty: str
    arrow: bool
    links: tuple[Proposition, ...]


class Material:
    """What a file is written from: a map, and the graph that its claims stand in."""

    def __init__(self, concept_map: ConceptMap, store: Store, layout: Layout | None = None) -> None:
        """Takes a map and its graph; the map is laid out when a format asks for places."""
        self.map = concept_map
        self.store = store
        if layout is not None:
            self.layout = layout

    @cached_property
    def layout(self) -> Layout:
        """Where everything goes."""
        return place(self.map)

    @cached_property
    def concepts(self) -> dict[str, Node]:
        """The boxes by key."""
        return {
            concept.key: Node(
                f"c{number}", concept.key, plain(concept.label), plain(concept.definition), concept
            )
            for number, concept in enumerate(self.map.concepts, 1)
        }

    @cached_property
    def phrases(self) -> dict[tuple[str, str], Node]:
        """The linking phrases as they are drawn, each once (`ConceptMap.joints`)."""
        return {
            joint.key: Node(
                f"p{number}",
                joint.key,
                plain(joint.phrase),
                self.passages(joint.links),
                links=joint.links,
            )
            for number, joint in enumerate(self.map.joints(), 1)
        }

    def nodes(self) -> list[Node]:
        """All boxes, then all linking phrases."""
        return [*self.concepts.values(), *self.phrases.values()]

    def box(self, node: Node) -> Box:
        """Where a node is drawn."""
        if isinstance(node.key, tuple):
            return self.layout.phrases[node.key]
        return self.layout.concepts[node.key]

    def wrapped(self, node: Node) -> str:
        """The label of a node in the lines in which it is drawn."""
        return "\n".join(plain(line) for line in self.box(node).lines)

    @cached_property
    def _routes(self) -> dict[tuple[str, str], tuple[Point, ...]]:
        """The ways of the arrows as they are drawn, by the ids of what they join."""
        ids = {key: node.id for key, node in (*self.concepts.items(), *self.phrases.items())}
        return {
            (ids[arrow.subject or arrow.joint], ids[arrow.object or arrow.joint]): arrow.route
            for arrow in self.layout.arrows
        }

    def bends(self, line: Line) -> list[Point]:
        """Where a half must bend so as not to run through a box; nowhere if it can go straight.

        Other programs draw straight pieces. The bends are the fewest points of the way that
        the arrow takes in our own drawing with which the pieces keep clear of all boxes.

        Args:
            line: one of `halves`.
        """
        ends = {line.start, line.end}
        boxes = {node.id: self.box(node) for node in self.nodes()}
        others = [edges(box) for id_, box in boxes.items() if id_ not in ends]
        start, end = ((boxes[id_].x, boxes[id_].y) for id_ in (line.start, line.end))
        route = self._routes.get((line.start, line.end), ())
        points = [start, *(flattened(route) if route else ()), end]
        found, at, last = [], 0, len(points) - 1
        while at < last:
            onward = range(last, at + 1, -1)
            free = (n for n in onward if not runs_through((points[at], points[n]), others))
            at = next(free, at + 1)
            found.append(points[at])
        return found[:-1]

    def halves(self) -> list[Line]:
        """The lines as they are drawn: from concept to phrase, from phrase to concept."""
        lines: list[Line] = []
        for phrase in self.phrases.values():
            for key, links in _by("subject", phrase.links).items():
                start = self.concepts[key].id
                lines.append(_line(lines, start, phrase.id, "", links, arrow=False))
            for key, links in _by("object", phrase.links).items():
                end = self.concepts[key].id
                lines.append(_line(lines, phrase.id, end, "", links, arrow=True))
        return lines

    def wholes(self) -> list[Line]:
        """A line for each proposition, from concept to concept, with the phrase as its label."""
        lines: list[Line] = []
        for phrase in self.phrases.values():
            for subject, said in _by("subject", phrase.links).items():
                start = self.concepts[subject].id
                for key, links in _by("object", said).items():
                    end = self.concepts[key].id
                    lines.append(_line(lines, start, end, phrase.label, links, arrow=True))
        return lines

    def passages(self, links: Iterable[Proposition]) -> str:
        """What is claimed, how surely, and where it is said; one claim a line."""
        return "\n".join(
            dict.fromkeys(self._passage(one) for link in links for one in link.evidence)
        )

    def _passage(self, one: Evidence) -> str:
        quote = f" \N{LEFT DOUBLE QUOTATION MARK}{one.quote}\N{RIGHT DOUBLE QUOTATION MARK}"
        sure = "" if one.certainty == "stated" else f", {one.certainty}"
        return plain(
            f"{one.statement}{quote * bool(one.quote)} "
            f"({one.source}, paragraph {one.paragraph}, sentence {one.sentence}{sure})"
        )

    def credits(self) -> list[str]:
        """What was read for the map, and whose it is and how it may be used; one a line."""
        read = [plain(f"{key}: {work}") for key, work in sorted(self.map.sources.items())]
        return [*read, "Claims: CC BY 4.0, the Relatum founders"]

    def places(self, links: Iterable[Proposition]) -> str:
        """Where propositions are said, as `9.1, 10.2`; of several sources with their keys."""
        several = len({e.source for link in self.map.propositions for e in link.evidence}) > 1
        return ", ".join(
            dict.fromkeys(
                f"{one.source} {one.at}" if several else one.at
                for link in links
                for one in link.evidence
            )
        )


def iri(concept: MapConcept) -> str:
    """The IRI of what a box stands for.

    >>> iri(MapConcept("stern", "Daniel N. Stern", "theorist", ""))
    'https://w3id.org/relatum/person/stern'
    """
    return _BASES.get(concept.kind, terms.CONCEPT) + concept.key


def plain(text: str) -> str:
    r"""A text on one line, with nothing in it that XML cannot hold.

    White space becomes one space. What is no character of XML 1.0 (section 2.2) becomes
    the sign for a character that cannot be shown.

    >>> plain(" two\n words \x00")
    'two words \ufffd'
    """
    return "".join(c if _shows(c) else "\ufffd" for c in " ".join(text.split()))


def _shows(character: str) -> bool:
    code = ord(character)
    control = code < 32 or 0x7F <= code < 0xA0
    return not (control or 0xD800 <= code < 0xE000 or code in (0xFFFE, 0xFFFF))


def said(material: Material, line: Line) -> dict[str, str]:
    """What a format with attributes says of a line that stands for whole propositions."""
    return {
        "certainty": line.certainty,
        "negated": str(any(link.negated for link in line.links)).lower(),
        "passages": material.passages(line.links),
    }


def _by(end: str, links: Iterable[Proposition]) -> dict[str, list[Proposition]]:
    """Propositions by their `subject` or their `object`."""
    found: dict[str, list[Proposition]] = {}
    for link in links:
        found.setdefault(getattr(link, end), []).append(link)
    return found


def _line(
    lines: list[Line],
    start: str,
    end: str,
    label: str,
    links: Iterable[Proposition],
    *,
    arrow: bool,
) -> Line:
    """The next line of a material; it is as sure as the surest proposition that it stands for."""
    made = tuple(links)
    return Line(f"e{len(lines) + 1}", start, end, label, surest(made), arrow, made)

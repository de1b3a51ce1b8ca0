"""A map in words, for a terminal: its propositions as an outline, and why each concept is on it."""

from collections.abc import Iterator

from click import style

from relatum.graph.drawing.text import paragraph, placed, row
from relatum.graph.maps.conceptmap import ConceptMap, Proposition


def outline(concept_map: ConceptMap) -> str:
    """The propositions of a map, from its focus on: each under the concept that it begins with.

    Args:
        concept_map: the map.
    """
    lines = [style(concept_map.title, bold=True), paragraph(concept_map.question)]
    for key in _order(concept_map):
        said = [link for link in concept_map.propositions if link.subject == key]
        if said:
            lines += ["", style(concept_map.labels[key], bold=True)]
            lines += [row(_said(concept_map, link), *_places(concept_map, link)) for link in said]
    sources = "; ".join(concept_map.sources.values())
    lines += ["", paragraph(f"Numbers are paragraph.sentence. {sources}")]
    return "\n".join(lines)


def reasons(concept_map: ConceptMap) -> str:
    """Why each concept is on a map, in the order in which they were chosen.

    Args:
        concept_map: the map.
    """
    lines = [style(f"Why it is on the map: {concept_map.title}", bold=True)]
    lines += [row(f"{concept.label}: {concept.why}") for concept in concept_map.concepts]
    return "\n".join(lines)


def _order(concept_map: ConceptMap) -> Iterator[str]:
    """The concepts as one comes to them from the focus, ring by ring."""
    near: dict[str, list[str]] = {}
    for link in concept_map.propositions:
        near.setdefault(link.subject, []).append(link.object)
        near.setdefault(link.object, []).append(link.subject)
    seen: set[str] = set()
    ring = [*concept_map.focus]
    while ring:
        yield from ring
        seen |= set(ring)
        following = dict.fromkeys(other for key in ring for other in near.get(key, ()))
        ring = [key for key in following if key not in seen]
    yield from (concept.key for concept in concept_map.concepts if concept.key not in seen)


def _said(concept_map: ConceptMap, link: Proposition) -> str:
    return f"{concept_map.labels[link.subject]} {link.phrase} {concept_map.labels[link.object]}"


def _places(concept_map: ConceptMap, link: Proposition) -> list[str]:
    """Where it is said, and how surely where it is not simply stated."""
    said = dict.fromkeys((evidence.source, evidence.at) for evidence in link.evidence)
    places = placed(said, named=len(concept_map.sources) > 1)
    return [*places, *([] if link.certainty == "stated" else [link.certainty])]

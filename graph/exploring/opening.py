"""The map that a page opens with: what was asked for, or the core of the theory."""

from collections.abc import Mapping
from typing import Any

from relatum.graph.exploring.evidence import Record
from relatum.graph.exploring.network import Network, said
from relatum.graph.maps.composition import compose
from relatum.graph.maps.conceptmap import ConceptMap, MapConcept
from relatum.graph.maps.geometry import flattened
from relatum.graph.maps.layout import CONCEPT_SIZE, Frame, place
from relatum.graph.maps.places import Arrow, Box, Layout, Point
from relatum.graph.maps.selection import CONCEPTS, Wanted
from relatum.graph.store import Store

#: How many concepts the core of a theory shows, and from how many it begins.
_CORE, _BEGINNINGS = 20, 3
#: What a screen leaves for a picture of so many concepts as a map has, in points, and how its
#: width grows with more of them: who looks at many can come nearer.
_SCREEN, _GROWS = (700.0, 440.0), 0.8
#: What the core is called.
_TITLE = "The core of the theory"
#: How large letters are in pixels, and how far a drawn line may be from its curve.
_LETTERS, _OFF = 14.0, 0.75
#: Who takes part in everything tells little of what the theory is about.
_ASIDE = ("role", "theorist", "work")


def core(network: Network) -> Wanted:
    """The core of a theory: what the concepts that matter most in it are tied to.

    Args:
        network: all things and propositions.
    """
    ranked = sorted(network.ranks, key=lambda key: (-network.ranks[key], key))
    ideas = [key for key in ranked if network.things[key].kind not in _ASIDE]
    return Wanted(tuple((ideas or ranked)[:_BEGINNINGS]), concepts=_CORE)


def screen(concepts: int) -> tuple[Frame, ...]:
    """What a map of so many concepts may fill on a screen, in points.

    Args:
        concepts: how many.
    """
    larger = max(1.0, concepts / CONCEPTS) ** _GROWS
    return (Frame(_SCREEN[0] * larger, _SCREEN[1] * larger),)


def opening_of(store: Store, network: Network, focus: str = "") -> tuple[ConceptMap, Layout]:
    """The map that a page opens with, laid out for a screen.

    Args:
        store: the dataset.
        network: its things and propositions.
        focus: the key of a concept, theorist or work; the core of the theory where it is empty.

    Raises:
        RelatumError: nothing can be shown.
    """
    if focus and not network.ties.get(focus):
        return _alone(network, focus)
    wanted = Wanted((focus,)) if focus else core(network)
    concept_map, layout = compose(store, wanted, frames=screen(wanted.concepts))
    return (concept_map if focus else concept_map._replace(title=_TITLE)), layout


def _alone(network: Network, key: str) -> tuple[ConceptMap, Layout]:
    """A map of a thing of which nothing is said."""
    thing = network.things[key]
    title = thing.label[:1].upper() + thing.label[1:]
    concepts = (MapConcept(*thing, "what the map is about"),)
    alone = ConceptMap(title, f"What is said of {thing.label}?", (key,), concepts, (), {})
    return alone, place(alone)


def opening_block(concept_map: ConceptMap, layout: Layout, network: Network) -> Record:
    """A map as the page draws it.

    Args:
        concept_map: what is shown.
        layout: where it stands.
        network: all things and propositions.
    """
    known = network.ids
    ids = {link: known[said(link)] for link in concept_map.propositions}
    return {
        "title": concept_map.title,
        "question": concept_map.question,
        "focus": list(concept_map.focus),
        "chain": concept_map.chain,
        "nodes": [concept.key for concept in concept_map.concepts],
        "edges": sorted(ids.values(), key=_number),
        "why": {concept.key: concept.why for concept in concept_map.concepts},
        "layout": _drawn(concept_map, layout, ids),
    }


def _drawn(concept_map: ConceptMap, layout: Layout, ids: Mapping[Any, str]) -> Record:
    factor = _LETTERS / CONCEPT_SIZE
    joints = concept_map.joints()
    numbers = {joint.key: number for number, joint in enumerate(joints)}
    for joint in joints:
        for subject in joint.subjects:
            numbers[subject, joint.phrase] = numbers[joint.key]
    return {
        "width": _pixels(layout.width, factor),
        "height": _pixels(layout.height, factor),
        "concepts": {key: _box(box, factor) for key, box in layout.concepts.items()},
        "phrases": [
            {
                "phrase": joint.phrase,
                "subjects": list(joint.subjects),
                "objects": list(joint.objects),
                "edges": sorted((ids[link] for link in joint.links), key=_number),
                "box": _box(layout.phrases[joint.key], factor),
            }
            for joint in joints
        ],
        "lines": [
            {
                "from": arrow.subject or None,
                "phrase": numbers[arrow.joint],
                "to": arrow.object or None,
                "certainty": arrow.certainty,
                "points": [
                    [_pixels(x, factor), _pixels(y, factor)] for x, y in _simple(arrow, factor)
                ],
            }
            for arrow in layout.arrows
        ],
    }


def _box(box: Box, factor: float) -> list[Any]:
    """Middle, size, lines of text and size of letters."""
    sizes = (box.x, box.y, box.width, box.height)
    pixels = [_pixels(value, factor) for value in sizes]
    return [*pixels, list(box.lines), _pixels(box.size, factor)]


def _simple(arrow: Arrow, factor: float) -> list[Point]:
    """A way as few straight pieces."""
    return _fewer(flattened(arrow.route), _OFF / factor) if arrow.route else []


def _fewer(points: list[Point], off: float) -> list[Point]:
    """The points that a line needs to stay near to all (Douglas and Peucker, 1973)."""
    (x, y), (to_x, to_y) = points[0], points[-1]
    length = ((to_x - x) ** 2 + (to_y - y) ** 2) ** 0.5 or 1.0
    away = [abs((px - x) * (to_y - y) - (py - y) * (to_x - x)) / length for px, py in points[1:-1]]
    if not away or max(away) <= off:
        return [points[0], points[-1]]
    cut = away.index(max(away)) + 1
    return [*_fewer(points[: cut + 1], off)[:-1], *_fewer(points[cut:], off)]


def _pixels(value: float, factor: float) -> float:
    return round(value * factor, 1)


def _number(name: str) -> int:
    return int(name[1:])

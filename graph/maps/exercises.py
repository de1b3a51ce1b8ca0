"""Maps for students to complete: with blanks to fill in, or as a skeleton to build on.

The skeleton is Novak's: an expert gives a few concepts with their links, and a parking lot of
those that are still to be placed (Novak and Cañas, "The theory underlying concept maps", 2008).
"""

from random import Random
from typing import Any, NamedTuple

from relatum.graph.maps.conceptmap import ConceptMap
from relatum.graph.maps.layout import Layout, parts_of, place
from relatum.graph.maps.places import Box

#: Which share of the concepts a skeleton keeps, and how many at least.
_ANCHORS, _FEWEST = 0.25, 4
#: Free space in the parking lot, and how wide it is at least.
_GAP, _INSET, _WIDE = 10.0, 12.0, 560.0
#: What can be left blank.
BLANKS = ("concepts", "phrases", "both")


class Exercise(NamedTuple):
    """What of a map students are to add.

    `concepts` and `phrases` are left blank, by key; their words stand in the `bank`.  `lot` is
    the height from which on the drawing is a parking lot, 0 where there is none.
    """

    concepts: frozenset[str] = frozenset()
    phrases: frozenset[tuple[str, str]] = frozenset()
    bank: tuple[str, ...] = ()
    lot: float = 0.0


def blanked(concept_map: ConceptMap, what: str, *, share: float = 0.4, seed: int = 1) -> Exercise:
    """A map with blanks, chosen by chance but always alike for one seed; the focus stays.

    Args:
        concept_map: the map.
        what: `concepts`, `phrases` or `both`.
        share: which share of them becomes blank.
        seed: any number.
    """
    chance = Random(seed)  # noqa: S311 - blanks, not secrets
    keys = sorted(c.key for c in concept_map.concepts if c.key not in concept_map.focus)
    joints = sorted(joint.key for joint in concept_map.joints())
    concepts = _some(chance, keys, share) if what in ("concepts", "both") else []
    phrases = _some(chance, joints, share) if what in ("phrases", "both") else []
    words = [concept_map.labels[key] for key in concepts] + [phrase for _, phrase in phrases]
    return Exercise(frozenset(concepts), frozenset(phrases), tuple(sorted(words, key=str.casefold)))


def skeleton(concept_map: ConceptMap) -> tuple[ConceptMap, Layout, Exercise]:
    """A few anchors with their links, and below them the parking lot with all other concepts.

    Args:
        concept_map: the whole map.
    """
    anchors = _anchors(concept_map)
    kept = tuple(
        link for link in concept_map.propositions if {link.subject, link.object} <= anchors
    )
    few = concept_map._replace(
        concepts=tuple(c for c in concept_map.concepts if c.key in anchors), propositions=kept
    )
    layout = place(few)
    sizes = parts_of(concept_map).concepts
    parked = {key: box for key, box in sizes.items() if key not in anchors}
    wide = max(layout.width, _WIDE)
    lot = layout.height + 3 * _GAP
    boxes, bottom = _parked(parked, wide, lot + 2.2 * _INSET)
    aside = (wide - layout.width) / 2
    moved = _aside(layout, aside)
    whole = moved._replace(width=wide, height=bottom + _INSET, concepts={**moved.concepts, **boxes})
    return concept_map._replace(propositions=kept), whole, Exercise(lot=lot)


def _some(chance: Random, keys: list[Any], share: float) -> list[Any]:
    """A share of some keys, at least one."""
    return chance.sample(keys, min(len(keys), max(1, round(len(keys) * share))))


def _anchors(concept_map: ConceptMap) -> set[str]:
    """The focus and the concepts with most links, each linked to another anchor.

    A link that is stated is preferred to one that is hedged or inferred.
    """
    near: dict[str, set[str]] = {concept.key: set() for concept in concept_map.concepts}
    sure: dict[str, set[str]] = {concept.key: set() for concept in concept_map.concepts}
    for link in concept_map.propositions:
        for one, other in ((link.subject, link.object), (link.object, link.subject)):
            near[one].add(other)
            if link.certainty == "stated":
                sure[one].add(other)
    anchors = set(concept_map.focus)
    wanted = max(_FEWEST, round(len(near) * _ANCHORS))
    while len(anchors) < wanted:
        ring = {key for one in anchors for key in near[one]} - anchors
        if not ring:
            break
        anchors.add(max(ring, key=lambda key: (bool(sure[key] & anchors), len(sure[key]), key)))
    return anchors


def _parked(sizes: dict[str, Box], wide: float, top: float) -> tuple[dict[str, Box], float]:
    """Boxes side by side in rows, in alphabetical order, and where they end below."""
    placed: dict[str, Box] = {}
    x, y, row = _INSET, top, 0.0
    for key, box in sorted(sizes.items(), key=lambda item: " ".join(item[1].lines)):
        if x > _INSET and x + box.width > wide - _INSET:
            x, y, row = _INSET, y + row + _GAP, 0.0
        placed[key] = box._replace(x=round(x + box.width / 2, 2), y=round(y + box.height / 2, 2))
        x, row = x + box.width + _GAP, max(row, box.height)
    return placed, y + row


def _aside(layout: Layout, by: float) -> Layout:
    """A layout moved to the right."""
    return layout._replace(
        concepts={key: box._replace(x=box.x + by) for key, box in layout.concepts.items()},
        phrases={key: box._replace(x=box.x + by) for key, box in layout.phrases.items()},
        arrows=tuple(
            arrow._replace(route=tuple((x + by, y) for x, y in arrow.route))
            for arrow in layout.arrows
        ),
    )

"""Which source the arrows of a map are of: a letter for each source, and an ink for its lines."""

from collections.abc import Iterable
from string import ascii_uppercase
from typing import NamedTuple

from relatum.graph.drawing.style import INKS, LINE
from relatum.graph.maps.conceptmap import ConceptMap, Joint, Proposition
from relatum.graph.maps.layout import Arrow, Layout


class Origin(NamedTuple):
    """How what a source says is told: its letter, the ink of its lines, its key."""

    letter: str
    ink: str
    key: str


def origins(concept_map: ConceptMap) -> dict[str, Origin]:
    """The sources of a map by key, each with its letter and ink.

    There are more letters than inks: it is the letter that tells, and the ink that helps.

    Args:
        concept_map: the map.
    """
    return {
        key: Origin(_letter(at), INKS[at % len(INKS)], key)
        for at, key in enumerate(sorted(concept_map.sources))
    }


def lettered(concept_map: ConceptMap) -> dict[Proposition, str]:
    """The propositions of a map, each with the letters of the sources that say so.

    Args:
        concept_map: the map.
    """
    known = origins(concept_map)
    return {
        link: "".join(known[key].letter for key in _sources([link]))
        for link in concept_map.propositions
    }


def inks(concept_map: ConceptMap, layout: Layout) -> list[str]:
    """The inks of the lines of a map, in their order; of several sources that of all lines.

    Args:
        concept_map: the map.
        layout: where everything of it goes.
    """
    known = origins(concept_map)
    joints = {joint.key: joint for joint in concept_map.joints()}
    found = [_sources(links_on(arrow, joints[arrow.joint])) for arrow in layout.arrows]
    return [known[keys[0]].ink if len(keys) == 1 else LINE for keys in found]


def links_on(arrow: Arrow, joint: Joint) -> list[Proposition]:
    """The propositions that a line is a part of.

    Args:
        arrow: the line.
        joint: the linking phrase that it leads to or from.
    """
    return [
        link
        for link in joint.links
        if arrow.subject in ("", link.subject) and arrow.object in ("", link.object)
    ]


def _sources(links: Iterable[Proposition]) -> list[str]:
    return sorted({evidence.source for link in links for evidence in link.evidence})


def _letter(at: int) -> str:
    """A, B, ... Z, A2, B2, ..."""
    again, letter = divmod(at, len(ascii_uppercase))
    return ascii_uppercase[letter] + (str(again + 1) if again else "")

"""Small numbers or letters on the arrows of a map: its passages, or its sources."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from relatum.graph.maps.conceptmap import ConceptMap, Joint, Proposition
from relatum.graph.maps.geometry import Rectangle, flattened, runs_through
from relatum.graph.maps.layout import Arrow, Layout, edges
from relatum.graph.maps.places import Point
from relatum.graph.maps.typeface import width

#: The size of the numbers, and how far beside its line one stands.
SIZE, _BESIDE = 9.0, 2.0
#: Where along its line a number is tried, in order.
_ALONG = (0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8)


class Mark(NamedTuple):
    """A number and where it stands: the middle of its width, and its top."""

    text: str
    x: float
    y: float
    size: float = SIZE


def numbered(concept_map: ConceptMap) -> dict[Proposition, int]:
    """The propositions of a map with their numbers, from 1, in reading order.

    Args:
        concept_map: the map.
    """
    return {link: at for at, link in enumerate(concept_map.propositions, 1)}


def marks(
    concept_map: ConceptMap, layout: Layout, tags: Mapping[Proposition, str] | None = None
) -> list[Mark]:
    """The numbers on the arrows, each beside the line that belongs to its proposition only.

    Args:
        concept_map: the map.
        layout: where everything of it goes.
        tags: what stands there in place of the numbers.
    """
    if tags is None:
        tags = {link: str(number) for link, number in numbered(concept_map).items()}
    joints = {joint.key: joint for joint in concept_map.joints()}
    taken = [edges(box) for box in (*layout.concepts.values(), *layout.phrases.values())]
    routes = [flattened(arrow.route) for arrow in layout.arrows]
    found = []
    for arrow, route in zip(layout.arrows, routes, strict=True):
        text = _text(arrow, joints[arrow.joint], tags)
        if text:
            mark = _beside(route, text, taken, routes)
            taken.append(_area(mark))
            found.append(mark)
    return found


def _text(arrow: Arrow, joint: Joint, tags: Mapping[Proposition, str]) -> str:
    """What belongs on a line: the tags of its own propositions."""
    many = len(joint.subjects) > 1
    if many and len(joint.objects) == 1:
        links = [link for link in joint.links if arrow.subject == link.subject]
    else:
        links = [link for link in joint.links if arrow.object == link.object]
    return ",".join(dict.fromkeys(tags[link] for link in links))


def _beside(
    line: Sequence[Point],
    text: str,
    taken: Sequence[Rectangle],
    routes: Sequence[Sequence[Point]],
) -> Mark:
    """A spot beside a line where nothing stands; else where no box stands; else its middle."""
    wide = width(text, SIZE) / 2 + _BESIDE
    options = []
    for share in _ALONG:
        x, y = line[round(share * (len(line) - 1))]
        for side in (1, -1):
            options.append(Mark(text, round(x + side * wide, 2), round(y - SIZE / 2, 2)))
    free = [mark for mark in options if not any(_meet(_area(mark), area) for area in taken)]
    clear = (m for m in free if not any(runs_through(route, [_area(m)]) for route in routes))
    return next(clear, (free or options)[0])


def _area(mark: Mark) -> Rectangle:
    half = width(mark.text, mark.size) / 2
    return mark.x - half, mark.y + 1, mark.x + half, mark.y + mark.size


def _meet(one: Rectangle, other: Rectangle) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]

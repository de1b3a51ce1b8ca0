"""What a laid-out map is made of: boxes with their places, and arrows with their ways."""

from collections.abc import Mapping
from typing import NamedTuple

Point = tuple[float, float]
#: A concept by its key, or a linking phrase by its subject and phrase.
Name = str | tuple[str, str]


class Box(NamedTuple):
    """A concept or linking phrase as it is drawn: its middle, its size, and its lines of text.

    `size` is that of the letters.
    """

    x: float
    y: float
    width: float
    height: float
    lines: tuple[str, ...]
    size: float


class Arrow(NamedTuple):
    """A drawn line: from a concept to a phrase (`object` is empty), or on to an object.

    `joint` is the key of the phrase in `Layout.phrases`, `subject` is empty where the line
    leads on to an object.  `route` are the points of cubic Bézier curves joined end to end: a
    start, then three for each curve.  A line to an object ends where the tip of its arrowhead is.
    """

    subject: str
    joint: tuple[str, str]
    object: str
    certainty: str
    route: tuple[Point, ...]


class Layout(NamedTuple):
    """A map with a place for everything, in points from the top left, y downwards.

    `concepts` has the boxes by key, `phrases` those of the linking phrases by subject and phrase;
    subjects that share a phrase have the same box there (`ConceptMap.joints`).
    """

    width: float
    height: float
    concepts: Mapping[str, Box]
    phrases: Mapping[tuple[str, str], Box]
    arrows: tuple[Arrow, ...]

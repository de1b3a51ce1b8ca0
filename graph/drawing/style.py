"""How each kind of thing looks: a fill, an ink for its edge, and a mark that grey print keeps.

The fills are light, so that near-black letters stand out (contrast over 10:1, where WCAG 2.2
asks for 4.5:1), and the inks dark.  No colour tells anything alone: every kind has a mark.
"""

from typing import NamedTuple

#: Letters, and lines between boxes.
TEXT, LINE = "#1a1a1a", "#444444"


class Look(NamedTuple):
    """How a kind of thing is drawn.

    `mark` is an SVG path in a square of 10 by 10; where it is not `solid`, only its line is drawn.
    """

    fill: str
    ink: str
    mark: str
    solid: bool = True


LOOKS = {
    "process": Look("#c4def3", "#1d5a8c", "M2 .8 9.2 5 2 9.2Z"),
    "state": Look("#d6ecc8", "#3a6b1e", "M5 1A4 4 0 1 1 5 9 4 4 0 1 1 5 1Z"),
    "need": Look("#ffdf9e", "#855600", "M5 .8 9.2 5 5 9.2.8 5Z", solid=False),
    "affect": Look("#f9ccd8", "#9b1f4a", "M5 9.2C-2 4.4 1.6-.6 5 2.6 8.4-.6 12 4.4 5 9.2Z"),
    "defense": Look("#e6c9b4", "#76390f", "M1.4 1.2H8.6V5Q8.6 8.2 5 9.5 1.4 8.2 1.4 5Z"),
    "relationship": Look(
        "#b2e5d8", "#0a6453", "M3.6 2.2A2.8 2.8 0 1 1 3.6 7.8 2.8 2.8 0 1 1 3.6 2.2Z"
        "M6.4 2.2A2.8 2.8 0 1 1 6.4 7.8 2.8 2.8 0 1 1 6.4 2.2Z", solid=False),
    "aspect of self": Look(
        "#dcd2f6", "#533898", "M5 1A4 4 0 1 1 5 9 4 4 0 1 1 5 1Z"
        "M5 1V9M5 3.4H7.6M5 5H9M5 6.6H7.6", solid=False),
    "technique": Look("#f3f0a8", "#625c00", "M3.7 1H6.3V3.7H9V6.3H6.3V9H3.7V6.3H1V3.7H3.7Z"),
    "framework": Look("#dedede", "#4a4a4a", "M1.2 1.2H8.8V8.8H1.2ZM5 1.2V8.8M1.2 5H8.8",
                      solid=False),
    "outcome": Look(
        "#dbe58a", "#525c00",
        "M5 .6 6.3 3.7 9.6 3.9 7.1 6 7.9 9.3 5 7.5 2.1 9.3 2.9 6 .4 3.9 3.7 3.7Z"),
    "phenomenon": Look("#f5e8d6", "#75552a", "M5 1.2 9.2 8.8H.8Z"),
    "role": Look(
        "#ffffff", "#333333",
        "M5 .8A2.1 2.1 0 1 1 5 5 2.1 2.1 0 1 1 5 .8ZM1 9.4C1 4.6 9 4.6 9 9.4Z"),
    "theorist": Look(
        "#ffffff", "#333333",
        "M1 8C.6 4.6 1.6 2.6 4 1.8V3.4C3 3.9 2.8 4.6 2.9 5.2H4.4V8Z"
        "M5.6 8C5.2 4.6 6.2 2.6 8.6 1.8V3.4C7.6 3.9 7.4 4.6 7.5 5.2H9V8Z"),
    "work": Look(
        "#ffffff", "#333333",
        "M5 2.4Q3.2 1.2.8 1.6V8Q3.2 7.6 5 8.8 6.8 7.6 9.2 8V1.6Q6.8 1.2 5 2.4ZM5 2.4V8.8",
        solid=False),
}  # fmt: skip
#: What a kind looks like that a workspace of one's own adds.
OTHER = Look("#ffffff", "#333333", "M2 5H8M5 2V8", solid=False)
#: Lines by source, where several are told apart: dark on white (5:1 and more, WCAG 2.2), and
#: unlike for those who see few colours (after Okabe and Ito, 2008). A letter tells as well.
INKS = ("#00508f", "#a83a00", "#00664a", "#7a2f6b", "#6b4a00")
#: Dashes of lines by how a claim is made, in points: hedged dashed, inferred dotted.
DASHES = {"stated": "", "hedged": "5 3", "inferred": "0.1 3"}


def look(kind: str) -> Look:
    """How a kind is drawn."""
    return LOOKS.get(kind, OTHER)

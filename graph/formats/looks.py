"""How kinds and certainties look in other programs: fills, shapes, dashes."""

#: A fill for each kind; dark letters on it have a contrast over 7:1.
FILLS = {
    "process": "#9ecae9",
    "state": "#d3ecc0",
    "need": "#ffd07a",
    "affect": "#f7b6c9",
    "defense": "#d9a98c",
    "relationship": "#8fd6c4",
    "aspect of self": "#cfc0f2",
    "technique": "#f0ea8c",
    "framework": "#d0d0d0",
    "outcome": "#93cf7e",
    "phenomenon": "#f0e4d0",
}


def fill(kind: str) -> str:
    """The fill of a box, as `#rrggbb`."""
    return FILLS.get(kind, "#ffffff")

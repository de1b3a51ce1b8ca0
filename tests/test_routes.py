"""The ways of arrows: short, through their doors, straight where they can be."""

from itertools import pairwise
from math import hypot

from hypothesis import given
from hypothesis import strategies as st

from relatum.graph.maps.composition import compose
from relatum.graph.maps.geometry import flattened
from relatum.graph.maps.layout import Layout
from relatum.graph.maps.places import Point
from relatum.graph.maps.routes import Door, rounded, straight, tight
from relatum.graph.maps.selection import Wanted
from relatum.graph.store import Store

spots = st.integers(-100, 100).map(float)


@st.composite
def corridors(draw: st.DrawFn) -> tuple[Point, list[Door], Point]:
    """A start, doors under each other, and an end below them."""
    spans = draw(st.lists(st.tuples(spots, st.integers(0, 60)), max_size=8))
    doors = [Door(10.0 * at, left, left + wide) for at, (left, wide) in enumerate(spans, start=1)]
    return (draw(spots), 0.0), doors, (draw(spots), 10.0 * len(doors) + 10)


def length(line: list[Point]) -> float:
    return sum(hypot(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(line))


def at_height(line: list[Point], y: float) -> float:
    for (ax, ay), (bx, by) in pairwise(line):
        if ay <= y <= by:
            return ax + (bx - ax) * (y - ay) / (by - ay)
    raise AssertionError(y)


@given(corridors(), st.lists(st.floats(0, 1), min_size=8, max_size=8))
def test_a_way_goes_through_its_doors_and_none_is_shorter(
    corridor: tuple[Point, list[Door], Point], shares: list[float]
) -> None:
    """It begins and ends where it is to, leads down through each door, and no other is shorter."""
    start, doors, end = corridor
    line = tight(start, doors, end)
    assert (line[0], line[-1]) == (start, end)
    for door in doors:
        assert door.left - 1e-6 <= at_height(line, door.y) <= door.right + 1e-6
    other = [(d.left + s * (d.right - d.left), d.y) for d, s in zip(doors, shares, strict=False)]
    assert length(line) <= length([start, *other, end]) + 1e-6


@given(corridors())
def test_a_way_bends_only_at_the_ends_of_doors(
    corridor: tuple[Point, list[Door], Point],
) -> None:
    """Between its ends a way only bends where a box stands in it."""
    start, doors, end = corridor
    corners = {(x, door.y) for door in doors for x in (door.left, door.right)}
    assert set(tight(start, doors, end)[1:-1]) <= corners


def test_what_has_no_bend_is_straight_and_what_has_goes_through_it() -> None:
    """A rounded way meets its own bends; without bends it is the straight line."""
    assert (
        rounded([(0, 0), (9, 3)]) == straight([(0, 0), (9, 3)]) == ((0, 0), (3, 1), (6, 2), (9, 3))
    )
    bent: list[Point] = [(0, 0), (20, 10), (20, 40)]
    assert [rounded(bent)[at] for at in (0, 3, 6)] == bent


def focused(store: Store) -> list[Layout]:
    """Maps of different kinds."""
    return [
        compose(store, Wanted((focus,)))[1]
        for focus in ("attunement", "contact", "needs", "artificial-closure", "empathy", "bowlby")
    ]


def test_lines_meet_boxes_above_and_below(store: Store) -> None:
    """No line leaves a concept at its side: to the focus every line comes from below."""
    for layout in focused(store):
        for arrow in layout.arrows:
            box = layout.concepts[arrow.object or arrow.subject]
            x, y = arrow.route[-1 if arrow.object else 0]
            assert abs(abs(y - box.y) - box.height / 2) < 0.1
            assert abs(x - box.x) <= box.width / 2
            if box.y == min(b.y for b in layout.concepts.values()):
                assert y > box.y


def test_lines_hardly_go_out_of_their_way(store: Store) -> None:
    """Most lines are straight, and all of a map are at most a tenth longer than if all were."""
    for layout in focused(store):
        ways = [flattened(arrow.route) for arrow in layout.arrows]
        direct = [length([way[0], way[-1]]) for way in ways]
        assert sum(map(length, ways)) <= 1.1 * sum(direct)
        straight_ones = [at for at, way in enumerate(ways) if length(way) <= 1.002 * direct[at]]
        assert len(straight_ones) >= 0.7 * len(ways)

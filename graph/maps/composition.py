"""A map that fits its page and can be followed: what goes on it and where, settled together."""

from collections.abc import Sequence

from relatum.graph.errors import RelatumError
from relatum.graph.maps.conceptmap import ConceptMap, Proposition
from relatum.graph.maps.geometry import crossings
from relatum.graph.maps.layout import A4, Arrow, Frame, Layout, fits, least, parts_of, place, ways
from relatum.graph.maps.propositions import weight
from relatum.graph.maps.selection import Selection, Wanted
from relatum.graph.store import Store

#: How often claims are left out because their arrows cross others; how many concepts a map
#: has at least that is made smaller to fit, and by how many it is made smaller.
_ROUNDS, _FEWEST, _FEWER = 3, 6, 2
#: How many concepts a map has that is tried more patiently: it cannot well become smaller.
_SMALL = 15


def compose(
    store: Store, wanted: Wanted, *, frames: Sequence[Frame] = A4, exactly: bool = False
) -> tuple[ConceptMap, Layout]:
    """The map that a person asks for, laid out so that it can be read on its page.

    Where arrows cross more than plain `dot` has them cross, the crossing claims that nothing
    hangs on are left out, the least telling first.  Where the map does not fit, it is made
    with fewer concepts.

    Args:
        store: the dataset.
        wanted: what is asked of the map.
        frames: what it is to fit in.
        exactly: whether it must have the number of concepts that is asked for.

    Raises:
        RelatumError: nothing can be shown, or the map must have so many concepts and does
            not fit; it says how many would.
    """
    concepts, selection = wanted.concepts, Selection(store, wanted)
    while True:
        concept_map = selection.of(concepts)
        layout = place(concept_map, frames=frames)
        last = concepts <= max(_FEWEST, len(wanted.focus))
        if fits(layout, frames) or last:
            concept_map, layout, followed = _untangled(concept_map, layout, frames)
            if (followed or exactly or last) and (fits(layout, frames) or last):
                break
            concepts -= 1
        else:
            concepts -= _FEWER
    if exactly and not (fits(layout, frames) and concepts == wanted.concepts):
        fewer = f"--concepts {concepts}, or for " if concepts < wanted.concepts else ""
        raise RelatumError(
            f"{wanted.concepts} concepts do not fit without letters under 9 points; "
            f"ask for {fewer}--size a3"
        )
    return concept_map, layout


def _untangled(
    concept_map: ConceptMap, layout: Layout, frames: Sequence[Frame]
) -> tuple[ConceptMap, Layout, bool]:
    """A map without the claims that make its arrows cross more than plain `dot` has them cross.

    Says as well whether that was possible.
    """
    for patient in (False, True):
        for _ in range(_ROUNDS):
            crossed, bar = crossings(ways(layout)), least(parts_of(concept_map))
            if len(crossed) <= bar:
                return concept_map, layout, fits(layout, frames)
            fewer = _without(concept_map, layout, crossed, bar)
            if fewer == concept_map:
                break
            concept_map, layout = fewer, place(fewer, frames=frames)
        if not patient and len(concept_map.concepts) <= _SMALL:
            layout = place(concept_map, frames=frames, patient=True)
    return concept_map, layout, False


def _without(
    concept_map: ConceptMap, layout: Layout, crossed: set[tuple[int, int]], bar: int
) -> ConceptMap:
    """A map without the claims that cross others, until so few cross as are allowed."""
    left = set(crossed)
    while len(left) > bar:
        worst = _worst(concept_map, layout, left)
        if worst is None:
            break
        kept = tuple(link for link in concept_map.propositions if link != worst)
        concept_map = concept_map._replace(propositions=kept)
        left = {pair for pair in left if not any(_of(layout.arrows[at], worst) for at in pair)}
    return concept_map


def _worst(
    concept_map: ConceptMap, layout: Layout, crossed: set[tuple[int, int]]
) -> Proposition | None:
    """The claim that the map can spare which tells least for its crossings; of the focus last."""
    focus = set(concept_map.focus)
    times: dict[Proposition, int] = {}
    for at in (at for pair in crossed for at in pair):
        for link in concept_map.propositions:
            if _of(layout.arrows[at], link):
                times[link] = times.get(link, 0) + 1
    ranked = sorted(
        times,
        key=lambda one: (
            bool(focus & {one.subject, one.object}),
            weight(one) / times[one],
            one[:4],
        ),
    )
    return next((link for link in ranked if _spared(concept_map, link)), None)


def _of(arrow: Arrow, link: Proposition) -> bool:
    """Whether an arrow is drawn for a claim."""
    return (
        arrow.joint[1] == link.phrase
        and arrow.subject in ("", link.subject)
        and arrow.object in ("", link.object)
        and (bool(arrow.object) or arrow.subject == link.subject)
    )


def _spared(concept_map: ConceptMap, link: Proposition) -> bool:
    """Whether all hangs together without a claim."""
    near: dict[str, set[str]] = {}
    for other in concept_map.propositions:
        if other != link:
            near.setdefault(other.subject, set()).add(other.object)
            near.setdefault(other.object, set()).add(other.subject)
    reached, ring = {link.subject}, [link.subject]
    while ring:
        ring = [key for one in ring for key in near.get(one, set()) - reached]
        reached |= set(ring)
    return link.object in reached

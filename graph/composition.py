"""A map that fits its page and can be followed: what goes on it and where, settled together."""

from collections.abc import Sequence

from relatum.graph.conceptmap import ConceptMap, Proposition
from relatum.graph.errors import RelatumError
from relatum.graph.geometry import crossings
from relatum.graph.layout import A4, Frame, Layout, fits, least, parts_of, place, ways
from relatum.graph.propositions import weight
from relatum.graph.selection import Wanted, select
from relatum.graph.store import Store

#: How many claims may be left out because their arrows cross others, and how many concepts
#: a map has at least that is made smaller to fit.
_LEFT_OUT, _FEWEST, _FEWER = 6, 6, 2


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
    concepts = wanted.concepts
    while True:
        chosen = select(store, wanted._replace(concepts=concepts))
        concept_map, layout = untangled(chosen, frames=frames)
        fitting = fits(layout, frames)
        followed = len(crossings(ways(layout))) <= least(parts_of(concept_map))
        if (fitting and (followed or exactly)) or concepts <= max(_FEWEST, len(wanted.focus)):
            break
        concepts -= 1 if fitting else _FEWER
    if exactly and concepts < wanted.concepts:
        raise RelatumError(
            f"{wanted.concepts} concepts do not fit without letters under 9 points; "
            f"ask for --concepts {concepts}, or for --size a3"
        )
    return concept_map, layout


def untangled(
    concept_map: ConceptMap, *, frames: Sequence[Frame] = A4
) -> tuple[ConceptMap, Layout]:
    """A map without the claims that make its arrows cross more than plain `dot` has them cross.

    Args:
        concept_map: the map as it was chosen.
        frames: what it is to fit in.
    """
    layout = place(concept_map, frames=frames)
    for _ in range(_LEFT_OUT):
        crossed = crossings(ways(layout))
        if len(crossed) <= least(parts_of(concept_map)):
            break
        worst = _worst(concept_map, layout, crossed)
        if worst is None:
            return concept_map, place(concept_map, frames=frames, patient=True)
        kept = tuple(link for link in concept_map.propositions if link != worst)
        concept_map = concept_map._replace(propositions=kept)
        layout = place(concept_map, frames=frames)
    return concept_map, layout


def _worst(
    concept_map: ConceptMap, layout: Layout, crossed: set[tuple[int, int]]
) -> Proposition | None:
    """The claim that the map can spare which tells least for its crossings; of the focus last."""
    times: dict[Proposition, int] = {}
    joints = {joint.key: joint for joint in concept_map.joints()}
    for pair in crossed:
        for at in pair:
            arrow = layout.arrows[at]
            for link in joints[arrow.joint].links:
                if arrow.subject in ("", link.subject) and arrow.object in ("", link.object):
                    times[link] = times.get(link, 0) + 1
    focus = set(concept_map.focus)
    ranked = sorted(
        times,
        key=lambda link: (bool(focus & {link.subject, link.object}), weight(link) / times[link], link[:4]),
    )
    return next((link for link in ranked if _spared(concept_map, link)), None)


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

"""Things side by side: what is said of them directly, what they share, what each has alone."""

from itertools import combinations
from typing import NamedTuple

from relatum.graph.paths import direct, in_reading_order
from relatum.graph.web import Step, Thing, Web


class Side(NamedTuple):
    """One of the things compared, and what joins it to things of its own."""

    thing: Thing
    alone: tuple[Step, ...]


class Shared(NamedTuple):
    """A thing that all of those compared are joined to, and how each is."""

    thing: Thing
    steps: tuple[Step, ...]


class Comparison(NamedTuple):
    """Things side by side."""

    direct: tuple[Step, ...]
    shared: tuple[Shared, ...]
    sides: tuple[Side, ...]


def compare(web: Web, keys: list[str]) -> Comparison:
    """What the sources say of things directly, what they share, and what only one has.

    Args:
        web: the steps between things.
        keys: the keys of two or more things.
    """
    near = {key: set(_steps(web, key)) - set(keys) for key in keys}
    common = sorted(set.intersection(*near.values()), key=lambda key: web.things[key].label)
    sides = []
    for key in keys:
        others = set().union(*(near[other] for other in keys if other != key))
        alone = [step for other in near[key] - others for step in _steps(web, key)[other]]
        sides.append(Side(web.things[key], tuple(sorted(alone, key=in_reading_order))))
    return Comparison(
        tuple(step for one, other in combinations(keys, 2) for step in direct(web, one, other)),
        tuple(
            Shared(web.things[other], tuple(s for key in keys for s in _steps(web, key)[other]))
            for other in common
        ),
        tuple(sides),
    )


def _steps(web: Web, key: str) -> dict[str, list[Step]]:
    """The steps from a thing by what they lead to; a theorist's works count as the theorist."""
    own = [key]
    if web.things[key].kind == "theorist":
        own += [near for near in web.steps[key] if web.things[near].kind == "work"]
    steps: dict[str, list[Step]] = {}
    for one in own:
        for other in web.steps[one]:
            if other != key:
                steps.setdefault(other, []).extend(direct(web, one, other))
    return steps

"""How things hang together: chains of claims, surroundings, and what holds the theory together."""

from collections.abc import Iterator
from heapq import heappop, heappush
from itertools import islice, pairwise
from typing import NamedTuple

from relatum.graph.ways import Way, cheapest, plus
from relatum.graph.web import Step, Web

TYPE_CHECKING = False
if TYPE_CHECKING:
    import networkx


class Chain(NamedTuple):
    """How two things are joined: the keys on the way, and a step between each two."""

    keys: tuple[str, ...]
    steps: tuple[Step, ...]
    cost: float


class Branch(NamedTuple):
    """A thing in the surroundings of another, with the step that leads to it."""

    key: str
    label: str
    depth: int
    step: Step | None


class Central(NamedTuple):
    """A concept, how often it stands on the shortest chain between two others, and its claims."""

    key: str
    label: str
    betweenness: float
    claims: int


def chains(web: Web, start: str, end: str, *, limit: int = 3, longest: int = 8) -> list[Chain]:
    """The chains that join two things, the surest and shortest first.

    A step by a stated claim costs less than by a hedged one, and that less than by an
    inferred one; relations that say little cost more. A chain that is found parts all
    others by where they leave it; the cheapest of each part waits for its turn (Yen, 1971,
    https://doi.org/10.1287/mnsc.17.11.712, with Lawler's parting, 1972, that finds none twice).

    Args:
        web: the steps that may be taken.
        start: the key of one thing.
        end: the key of another.
        limit: how many chains at most.
        longest: how many steps a chain may have.
    """
    found: list[Chain] = []
    waiting: list[tuple[Way, int, set[str]]] = []

    def await_cheapest(before: tuple[str, ...], shut: set[str]) -> None:
        taken = len(before) - 1
        way = cheapest(web, before, end, shut=shut, longest=longest - taken)
        if way:
            cost, steps, keys = way
            for one, other in pairwise(before):
                cost = plus(cost, web.ahead[one][other].cost)
            heappush(waiting, ((cost, taken + steps, before + keys), taken, shut))

    await_cheapest((start,), set())
    while waiting and len(found) < limit:
        (cost, _, keys), parted, shut = heappop(waiting)
        found.append(Chain(keys, tuple(web.ahead[a][b] for a, b in pairwise(keys)), cost))
        for place in range(parted, len(keys) - 1):
            parting = {keys[place + 1]} | (shut if place == parted else set())
            await_cheapest(keys[: place + 1], parting)
    return found


def direct(web: Web, start: str, end: str) -> list[Step]:
    """Every claim and citation that joins two things without a third, in reading order.

    Args:
        web: the steps.
        start: the key of one thing.
        end: the key of the other.
    """
    return sorted(set(web.steps[start].get(end, ())), key=in_reading_order)


def in_reading_order(step: Step) -> tuple[str, int, int, str]:
    """Sorts steps as they are read in their sources."""
    return step.source, step.paragraph, step.sentence_number, step.sentence


def around(web: Web, focus: str, *, depth: int = 2) -> Iterator[Branch]:
    """The surroundings of a thing as a tree: each thing once, where it is nearest.

    Args:
        web: the steps.
        focus: the key of the thing in the middle.
        depth: how many steps away at most.
    """
    children: dict[str, list[str]] = {}
    seen, ring = {focus}, [focus]
    for _ in range(depth):
        following = []
        for key in ring:
            costs = sorted((step.cost, near) for near, step in web.ahead[key].items())
            for _cost, near in costs:
                if near not in seen:
                    seen.add(near)
                    children.setdefault(key, []).append(near)
                    following.append(near)
        ring = following

    def walk(key: str, level: int, step: Step | None) -> Iterator[Branch]:
        yield Branch(key, web.things[key].label, level, step)
        for child in children.get(key, ()):
            yield from walk(child, level + 1, web.ahead[key][child])

    yield from walk(focus, 0, None)


def central(network: "networkx.MultiDiGraph[str]", *, limit: int = 15) -> list[Central]:
    """The concepts that hold the theory together, the most central first.

    Betweenness is Freeman's (1977, https://doi.org/10.2307/3033543), as networkx has it: the
    share of shortest chains between two others that pass through a concept.

    Args:
        network: the graph, as `relatum.graph.network()` gives it.
        limit: how many concepts at most.
    """
    import networkx as nx

    joined = nx.Graph(network)
    shares = nx.betweenness_centrality(joined, k=min(len(joined), 500), seed=1)
    ranked = sorted(shares, key=lambda key: (-shares[key], key))
    concepts = (k for k in ranked if network.nodes[k]["kind"] not in ("theorist", "work"))
    return [
        Central(key, network.nodes[key]["label"], round(shares[key], 3), network.degree(key))
        for key in islice(concepts, limit)
    ]

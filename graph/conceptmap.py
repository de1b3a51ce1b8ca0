"""Which claims go on a concept map: propositions around a concept, each with its evidence."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import networkx as nx

from relatum.graph.model import CERTAINTIES
from relatum.graph.web import WEAK

#: How much a claim counts whose relation says little, beside the others.
_WEAK_COUNTS = 0.25


@dataclass(frozen=True, slots=True)
class MapConcept:
    """A box of the map."""

    key: str
    label: str
    kind: str
    definition: str


@dataclass(frozen=True, slots=True)
class Proposition:
    """Concept, linking phrase, concept; with every claim that makes it.

    `evidence` has the claims' `statement`, `certainty`, `source`, `paragraph`,
    `sentence` and `quote`.
    """

    subject: str
    phrase: str
    object: str
    certainty: str
    negated: bool
    evidence: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True, slots=True)
class ConceptMap:
    """A drawing to be: its focus, its boxes and its propositions."""

    focus: str
    concepts: tuple[MapConcept, ...]
    propositions: tuple[Proposition, ...]


def around(network: "nx.MultiDiGraph[str]", focus: str, *, concepts: int = 18) -> ConceptMap:
    """The concepts that are most tied to one, with the claims between them.

    Nearest first; of those equally near, first the ones whose claims with what was
    already taken weigh most (those with the focus count double); ties go by name, so
    that the same graph gives the same map. Claims that put the same phrase between
    the same two concepts become one proposition.

    Args:
        network: the graph, as `relatum.graph.network()` gives it.
        focus: the key of the concept in the middle.
        concepts: how many boxes at most, the focus included.
    """
    claims = [
        (start, end, data)
        for start, end, data in network.edges(data=True)
        if "statement" in data and start != end
    ]
    ties: nx.Graph[str] = nx.Graph()
    ties.add_node(focus)
    for start, end, data in claims:
        weight = ties.get_edge_data(start, end, {"weight": 0.0})["weight"]
        weight += _WEAK_COUNTS if data["relation"] in WEAK else 1.0
        ties.add_edge(start, end, weight=weight)

    def tie(near: str, node: str) -> float:
        weight: float = ties.get_edge_data(near, node, {"weight": 0.0})["weight"]
        return 2 * weight if node == focus else weight

    chosen = [focus]
    while ring := {near for node in chosen for near in ties[node]} - set(chosen):
        while ring and len(chosen) < concepts:
            best = min(ring, key=lambda near: (-sum(tie(near, node) for node in chosen), near))
            chosen.append(best)
            ring.remove(best)
        if len(chosen) >= concepts:
            break
    merged: dict[tuple[str, str, str, bool], list[Mapping[str, Any]]] = {}
    for start, end, data in claims:
        if start in chosen and end in chosen:
            same = (start, data["phrase"], end, data["negated"])
            merged.setdefault(same, []).append(data)
    return ConceptMap(
        focus,
        tuple(
            MapConcept(key, data["label"], data["kind"], data["definition"])
            for key, data in ((key, network.nodes[key]) for key in chosen)
        ),
        tuple(
            Proposition(start, phrase, end, surest(evidence), negated, tuple(evidence))
            for (start, phrase, end, negated), evidence in sorted(
                merged.items(), key=lambda item: item[0]
            )
        ),
    )


def surest(evidence: Iterable[Mapping[str, Any]]) -> str:
    """How the surest of some claims is made: stated, hedged or inferred."""
    made = {data["certainty"] for data in evidence}
    return next(grade for grade in CERTAINTIES if grade in made)

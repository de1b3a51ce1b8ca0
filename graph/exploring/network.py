"""The network of a dataset: all things with their weight and places, and all propositions."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from relatum.graph.exploring.evidence import Evidence, Record
from relatum.graph.exploring.places import Place, places
from relatum.graph.maps.conceptmap import Proposition
from relatum.graph.maps.propositions import CITED, Filter, cited, merged, weight
from relatum.graph.maps.relevance import Ties, relevance, ties_of
from relatum.graph.store import Store
from relatum.graph.terms import key_of
from relatum.graph.web import Thing, cost, things_of

#: The relation by which a person is joined to a work, and how a map puts it.
MADE, _WROTE = "made", "wrote"
#: What a citation costs as a step of a chain.
_CITATION = 1.0
#: Subject, relation, phrase, object, and whether it is denied.
Said = tuple[str, str, str, str, bool]
#: What stands beside the concepts.
_COMPANY = ("theorist", "work")


class Network(NamedTuple):
    """All things and propositions of a dataset, and how much each thing matters.

    `ranks` come from a walk along the propositions that may begin anywhere (`relevance`).
    """

    things: Mapping[str, Thing]
    links: Sequence[Proposition]
    ties: Ties
    ranks: Mapping[str, float]

    @property
    def ids(self) -> dict[Said, str]:
        """The id of each proposition in the page, by what it says."""
        return {said(link): f"e{number}" for number, link in enumerate(self.links)}


def network_of(store: Store) -> Network:
    """The network of a dataset.

    Args:
        store: the dataset.
    """
    things = things_of(store)
    links = [*merged(store, Filter()), *_citations(store, things)]
    ties = ties_of(link for link in links if link.subject != link.object)
    return Network(things, links, ties, relevance(ties, ties))


def nodes_and_edges(network: Network, evidence: Evidence) -> tuple[list[Record], list[Record]]:
    """The nodes and edges of the page, made by pyvis.

    Args:
        network: what there is.
        evidence: its claims and citations.
    """
    from pyvis.network import Network as Drawn

    drawn = Drawn(directed=True, cdn_resources="in_line")
    at = places({key: thing.label for key, thing in network.things.items()}, network.ties)
    numbers = {key: number for number, key in enumerate(network.things)}
    for key, thing in network.things.items():
        drawn.add_node(key, **_node(network, thing, at[key], numbers))
    for link, name in zip(network.links, network.ids.values(), strict=True):
        parts = _edge(network, evidence, link)
        filled = {part: value for part, value in parts.items() if value not in (False, [], "")}
        drawn.add_edge(link.subject, link.object, id=name, **filled)
    # pyvis adds a colour for letters, of which the page has its own.
    return [{k: v for k, v in node.items() if k != "font"} for node in drawn.nodes], drawn.edges


def _node(
    network: Network, thing: Thing, place: Place, numbers: Mapping[str, int]
) -> dict[str, Any]:
    from relatum.graph.drawing.style import look

    ties, ranks = network.ties.get(thing.key, {}), network.ranks

    def order(key: str) -> tuple[bool, float, str]:
        company = network.things[key].kind in _COMPANY
        return company, -ties[key] * ranks.get(key, 0.0), key

    return {
        "label": thing.label,
        "shape": "box",
        "color": look(thing.kind).fill,
        "kind": thing.kind,
        "x": place[0],
        "y": place[1],
        "rank": round(ranks.get(thing.key, 0.0), 6),
        "near": [numbers[key] for key in sorted(ties, key=order)],
    }


def _edge(network: Network, evidence: Evidence, link: Proposition) -> dict[str, Any]:
    told: dict[str, Any] = {
        "phrase": link.phrase,
        "relation": MADE if link.relation == _WROTE else link.relation,
        "certainty": link.certainty,
        "negated": link.negated,
        "weight": round(weight(link), 3),
        "sources": sorted({one.source for one in link.evidence}),
    }
    if link.evidence and not link.evidence[0].work:
        claims = [evidence.claims_at[one.claim] for one in link.evidence]
        return {
            **told,
            "cost": round(cost(link.relation, link.certainty, negated=link.negated), 2),
            "theorists": evidence.people(claims),
            "claims": claims,
        }
    subject = network.things[link.subject]
    people = evidence.authors.get(subject.key, []) if subject.kind == "work" else [subject.key]
    # Who is cited through a work is no step of a chain: the work is.
    steps = {} if subject.kind == "theorist" and link.relation == CITED else {"cost": _CITATION}
    return {**told, **steps, "theorists": people}


def _citations(store: Store, things: Mapping[str, Thing]) -> Iterable[Proposition]:
    """Who and what is cited for a concept, and who wrote what."""
    yield from cited(store, things, ("works",), Filter())
    yield from cited(store, things, ("theorists",), Filter())
    wrote = {
        (link.subject, link.object): link
        for link in cited(store, things, ("theorists", "works"), Filter())
        if link.relation == _WROTE
    }
    for row in store.rows("links"):
        if row["relation"] == MADE:
            ends = key_of(row["from"]), key_of(row["to"])
            yield wrote.get(ends) or Proposition(
                ends[0], _WROTE, _WROTE, ends[1], "stated", False, ()
            )


def said(link: Proposition) -> Said:
    """What a proposition says: on a map it may have less behind it than in the network."""
    return link.subject, link.relation, link.phrase, link.object, link.negated

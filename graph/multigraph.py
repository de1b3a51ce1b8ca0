"""The graph as networkx sees it: concepts, people and works, joined by claims and citations."""

import networkx as nx

from relatum.graph import terms
from relatum.graph.store import Store
from relatum.graph.terms import key_of


def network_of(store: Store) -> "nx.MultiDiGraph[str]":
    """The whole dataset as a network.

    Nodes are keys such as `attunement`, `stern` and `stern-1985`, with `label`,
    `kind` (a kind of concept, `theorist` or `work`) and `definition`.  An edge is a
    claim, with `relation`, `family`, `phrase`, `statement`, `certainty`, `negated`,
    `source`, `paragraph`, `sentence` and `quote`, and its id as key; or it says that
    a theorist `made` a work, or that a work `is-cited-for` a concept.
    """
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for row in store.rows("things"):
        graph.add_node(
            key_of(row["thing"]),
            label=row["label"],
            kind=row["kind"],
            definition=row.get("definition", ""),
        )
    for row in store.rows("network"):
        graph.add_edge(
            key_of(row["subject"]),
            key_of(row["object"]),
            key=row["claim"].removeprefix(terms.CLAIM),
            relation=terms.relation_name(row["relation"]),
            family=row["family"],
            phrase=row["phrase"],
            statement=row["statement"],
            certainty=terms.certainty_name(row["certainty"]),
            negated=row.get("negated") == "true",
            source=key_of(row["source"]),
            paragraph=int(row["paragraph"]),
            sentence=int(row["sentence"]),
            quote=row["quote"],
        )
    for row in store.rows("links"):
        evidence: dict[str, str | int] = {}
        if "purpose" in row:
            evidence["purpose"] = row["purpose"]
        if "source" in row:
            evidence["source"] = key_of(row["source"])
            evidence |= {name: int(row[name]) for name in ("paragraph", "sentence")}
        start, end, relation = key_of(row["from"]), key_of(row["to"]), row["relation"]
        graph.add_edge(
            start,
            end,
            key=row.get("citation", f"{start} {relation} {end}"),
            relation=relation,
            phrase=relation.replace("-", " "),
            family="attribution",
            **evidence,
        )
    return graph

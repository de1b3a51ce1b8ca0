"""The data of a page of the explorer, block by block, as docs/explorer.md describes it.

Everything comes from the queries and functions that answer the commands; the page shows it
and works nothing out that is known here.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

from relatum.graph import answers
from relatum.graph.drawing.sheet import LICENCE
from relatum.graph.exploring import cards
from relatum.graph.exploring.evidence import Evidence, Record, evidence_of
from relatum.graph.exploring.gathered import gathered
from relatum.graph.exploring.legend import legend
from relatum.graph.exploring.network import Network, network_of, nodes_and_edges
from relatum.graph.exploring.opening import opening_block, opening_of
from relatum.graph.exploring.tours import Tour
from relatum.graph.maps.conceptmap import ConceptMap
from relatum.graph.maps.growth import CLAIMS_A_CONCEPT
from relatum.graph.maps.layout import Layout
from relatum.graph.store import Store

#: What the page is called.
TITLE = "The theory of relational psychotherapy"
#: How many things, and how many claims, one block holds.
THINGS, CLAIMS = 100, 250

#: What a claim has for itself: its passage, and the rest where it is not empty.  How it is
#: made stands with its proposition where that is made alike.
_OF_PASSAGE = ("source", "paragraph", "sentence", "quote")
_OF_CLAIM = ("statement", "certainty", *_OF_PASSAGE, "note", "works", "theorists")

Progress = Callable[[int, int], None]


class Exploration(NamedTuple):
    """What a page shows: the map that it opens with, and its blocks of data by name."""

    opening: ConceptMap
    blocks: dict[str, Any]


def explore(
    store: Store,
    *,
    focus: str = "",
    shown: tuple[ConceptMap, Layout] | None = None,
    tours: Sequence[Tour] = (),
    progress: Progress | None = None,
) -> Exploration:
    """All that a page holds.

    Args:
        store: the dataset.
        focus: the key of what it opens with; the core of the theory where it is empty.
        shown: a map to open with in its place, with its layout.
        tours: the guided tours.
        progress: is told how far the work has come.

    Raises:
        RelatumError: nothing can be shown.
    """
    steps = iter(range(1, 6))

    def done() -> None:
        if progress:
            progress(next(steps), 5)

    store = gathered(store)
    network, evidence = network_of(store), evidence_of(store)
    done()
    opening, layout = shown or opening_of(store, network, focus)
    done()
    known = cards.things(store, network.things, evidence)
    done()
    graph = _graph(store, network, evidence)
    done()
    graph["opening"] = opening_block(opening, layout, network)
    graph["tours"] = [tour.record() for tour in tours]
    blocks = {
        "graph": graph,
        **dict(_parted("things", known, network)),
        **dict(_claims(evidence, graph["edges"])),
        "citations": evidence.citations,
        "works": cards.works(known),
        "timeline": cards.in_time(store),
        "search": cards.texts(store, network.things),
    }
    done()
    return Exploration(opening, blocks)


def _graph(store: Store, network: Network, evidence: Evidence) -> Record:
    from importlib.metadata import version

    meant = legend(store)
    nodes, edges = nodes_and_edges(network, evidence)
    return {
        "title": TITLE,
        "made": f"Relatum {version('relatum')}",
        "licence": LICENCE,
        **meant,
        "claimsPerConcept": CLAIMS_A_CONCEPT,
        "blockSize": {"things": THINGS, "claims": CLAIMS},
        "counts": dict(answers.counts(store)._asdict()),
        "nodes": nodes,
        "edges": edges,
    }


def _parted(
    name: str, known: dict[str, Record], network: Network
) -> Iterator[tuple[str, dict[str, Record]]]:
    keys = list(network.things)
    for start in range(0, len(keys), THINGS):
        yield f"{name}-{start // THINGS}", {key: known[key] for key in keys[start : start + THINGS]}


def _claims(evidence: Evidence, edges: list[Record]) -> Iterator[tuple[str, list[Record]]]:
    """The claims, each with the proposition that it is part of, which has what they share."""
    part_of = {number: edge for edge in edges for number in edge.get("claims", ())}
    whole = [_claim(claim, part_of[number]) for number, claim in enumerate(evidence.claims)]
    for start in range(0, len(whole), CLAIMS):
        yield f"claims-{start // CLAIMS}", whole[start : start + CLAIMS]


def _claim(claim: Record, edge: Record) -> Record:
    own = {name: claim[name] for name in _OF_CLAIM if claim[name] or name in _OF_PASSAGE}
    if own["certainty"] == edge["certainty"]:
        del own["certainty"]
    return {"id": claim["id"], "edge": edge["id"], **own}


def for_script(data: object) -> str:
    """JSON that cannot end the element that holds it, nor be taken for anything else in it.

    The signs that HTML knows are written as escapes, as the OWASP cheat sheet on cross-site
    scripting asks for; two ends of lines as well, which scripts once did not take.

    Args:
        data: what is written.
    """
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for sign in "<>&\N{LINE SEPARATOR}\N{PARAGRAPH SEPARATOR}":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text

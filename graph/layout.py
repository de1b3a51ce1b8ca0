"""Where the boxes and linking phrases of a concept map go: Graphviz, in layers."""

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from relatum.graph.conceptmap import ConceptMap, Proposition

#: The size of letters that the layout leaves room for, in points; a drawing that
#: uses the positions as they are must use the same.
CONCEPT_SIZE = 14
PHRASE_SIZE = 12


@dataclass(frozen=True, slots=True)
class Layout:
    """Positions of the middles, in points, y downwards.

    `phrases` has the linking phrases by subject and phrase: arrows that leave a
    concept with the same words share them, as in CmapTools.
    """

    concepts: Mapping[str, tuple[float, float]]
    phrases: Mapping[tuple[str, str], tuple[float, float]]


def place(concept_map: ConceptMap) -> Layout:
    """Lays a map out in layers, as far as can be with the arrows going from left to right.

    The layers are Graphviz's `dot` (Gansner, Koutsofios, North and Vo, "A technique
    for drawing directed graphs", IEEE Trans. Software Eng. 19(3), 1993).
    """
    import pygraphviz

    graph = pygraphviz.AGraph(directed=True, strict=True)
    graph.graph_attr.update(rankdir="LR", ranksep="0.3", nodesep="0.12")
    graph.node_attr.update(fontname="DejaVu Sans", fontsize=str(CONCEPT_SIZE), shape="box")
    for concept in concept_map.concepts:
        graph.add_node(_concept(concept.key), label=_quoted(wrapped(concept.label)))
    for link in concept_map.propositions:
        phrase = _phrase(link)
        label = _quoted(wrapped(link.phrase))
        graph.add_node(phrase, label=label, fontsize=str(PHRASE_SIZE), margin="0.05,0.02")
        graph.add_edge(_concept(link.subject), phrase, weight="3")
        graph.add_edge(phrase, _concept(link.object))
    with _quiet():
        graph.layout("dot")
    at = {name: _position(graph, name) for name in graph.nodes()}
    return Layout(
        {concept.key: at[_concept(concept.key)] for concept in concept_map.concepts},
        {(link.subject, link.phrase): at[_phrase(link)] for link in concept_map.propositions},
    )


def wrapped(label: str, width: int = 18) -> str:
    r"""A label in lines of about so many letters, as it is drawn.

    >>> wrapped("fixated defensive patterns of old")
    'fixated defensive\npatterns of old'
    """
    from textwrap import fill

    return fill(label, width, break_long_words=False, break_on_hyphens=False)


@contextmanager
def _quiet() -> Iterator[None]:
    """Keeps what the bundled font library says of a system's newer settings off the screen."""
    sys.stderr.flush()
    stderr = os.dup(2)
    with Path(os.devnull).open("w") as nothing:
        os.dup2(nothing.fileno(), 2)
    try:
        yield
    finally:
        os.dup2(stderr, 2)
        os.close(stderr)


def _position(graph: object, name: str) -> tuple[float, float]:
    x, y = graph.get_node(name).attr["pos"].split(",")  # type: ignore[attr-defined]
    return round(float(x), 1), round(-float(y), 1)


def _quoted(label: str) -> str:
    """A label as Graphviz takes it literally: its escapes mean nothing."""
    return label.replace("\\", "\\\\").replace("\n", "\\n")


def _concept(key: str) -> str:
    return f"concept {key}"


def _phrase(link: Proposition) -> str:
    return f"phrase {link.subject} {link.phrase}"

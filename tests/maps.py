"""Concept maps for tests: with labels that nobody would give, and drawn by what goes wrong."""

import os
import time
from pathlib import Path

from hypothesis import strategies as st

from relatum.graph.errors import RelatumError
from relatum.graph.formats.material import Material, plain
from relatum.graph.maps.atlas import Subject
from relatum.graph.maps.conceptmap import ConceptMap, Evidence, MapConcept, Proposition
from relatum.graph.maps.layout import Box, Layout
from relatum.graph.store import Store, open_store
from relatum.graph.workspace import Workspace

HOSTILE = [
    "", " ", "a\nb", "\t=1+1", "=HYPERLINK(1)", "'=x", "'", "''", '"', '";', "]]>", "<b>&amp;</b>",
    "<!-- -->", "\x00\x1b[31m", "\u202eabc\u202c", "\u200f", "\ufeff", "\ud800", "\uffff", "\u2028",
    "\x85", "a\xa0b", "e\u0301", "\N{GRINNING FACE}", "%%{init: {}}%%", "end", "-->", "|x|", "#35;",
    "---",
    "`x`", "{{x}}", "\\n", "\\", "c1", "p1", "x" * 5000, "word " * 400, "-5", "+1", "@SUM(A1)",
    "\uff1d1", "'" * 9 + "=", "a,b;c\td", "null", "subject", "linking phrase", "http://x/?a=1&b=2",
]  # fmt: skip

texts = st.sampled_from(HOSTILE) | st.text(st.characters(exclude_categories=()), max_size=12)


@st.composite
def hostile_maps(draw: st.DrawFn) -> ConceptMap:
    """A map of up to six concepts, with any labels, that has several claims between them."""
    labels = draw(st.lists(texts, min_size=2, max_size=6))
    keys = [f"k{number}" for number in range(len(labels))]
    ends = st.sampled_from(keys)
    links = draw(
        st.dictionaries(
            st.tuples(ends, texts, ends).filter(lambda link: link[0] != link[2]),
            st.sampled_from(["stated", "hedged", "inferred"]),
            min_size=1,
            max_size=8,
        )
    )
    said = draw(texts)
    return ConceptMap(
        title=draw(texts),
        question=draw(texts),
        focus=(keys[0],),
        concepts=tuple(
            MapConcept(key, label, draw(st.sampled_from(["process", "state", "other"])), said)
            for key, label in zip(keys, labels, strict=True)
        ),
        propositions=tuple(
            Proposition(one, "means", phrase, other, certainty, False,
                        (Evidence("s/1.1/x", said, certainty, "s", 1, 1, said),))
            for (one, phrase, other), certainty in links.items()
        ),
        sources={"s": "A source."},
    )  # fmt: skip


def material_of(concept_map: ConceptMap, store: Store) -> Material:
    """A material whose boxes stand in a row, so that the labels alone are tried."""

    def box(number: int, label: str) -> Box:
        return Box(100.0 * number, 50.0, 80.0, 20.0, tuple(label.split()) or ("",), 10.0)

    phrases = [joint.key for joint in concept_map.joints()]
    layout = Layout(
        1000.0,
        100.0,
        {concept.key: box(n, concept.label) for n, concept in enumerate(concept_map.concepts)},
        {key: box(n, key[1]) for n, key in enumerate(phrases)},
        (),
    )
    return Material(concept_map, store, layout)


def spoken(concept_map: ConceptMap) -> list[tuple[str, str, str]]:
    """The propositions as other programs can hold them, in order; shared arrows once."""
    labels = concept_map.labels
    links = {(link.subject, link.phrase, link.object) for link in concept_map.propositions}
    return sorted((plain(labels[s]), plain(p), plain(labels[o])) for s, p, o in links)


def bundled() -> Store:
    """The bundled graph, opened in another process."""
    return open_store(Workspace.open())


def go_wrong(folder: Path, store: Store, subject: Subject) -> list[Path]:
    """Draws a file, or goes wrong as the key of the subject says."""
    if subject.key == "refused":
        raise RelatumError("there is nothing to draw")
    if subject.key == "mistaken":
        raise KeyError("a mistake\nof the program")
    if subject.key == "killed":
        os._exit(1)
    if subject.key == "endless":
        time.sleep(600)
    file = folder / subject.key
    file.write_text(str(len(store.rows("things"))), encoding="utf-8")
    return [file]

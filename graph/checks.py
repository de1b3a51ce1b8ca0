"""What is wrong with the files: the reader's findings, and what the shapes demand of the graph."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import pyoxigraph as ox

from relatum.graph import bounded, terms
from relatum.graph.builder import Progress, citation_iri, erratum_iri, fill, key_phrase_iri
from relatum.graph.errors import Finding, Place
from relatum.graph.files import Unreadable, parse_turtle, read_text, refuse_service
from relatum.graph.model import Source
from relatum.graph.reader import Reading
from relatum.graph.workspace import Workspace

TYPE_CHECKING = False
if TYPE_CHECKING:
    import rdflib


def check(workspace: Workspace, progress: Progress = lambda done, total: None) -> list[Finding]:
    """Every problem of a workspace, each with its file and line, in their order.

    Args:
        workspace: the files to read.
        progress: called with the steps done and the steps in all.

    Raises:
        RelatumError: a workspace's files need more than they may (`relatum.graph.bounded`).
    """
    if bounded.needed(workspace):
        return bounded.findings(bounded.call("check", workspace, progress=progress))
    reading = Reading(workspace)
    sources = list(reading.sources())
    store = ox.Store()
    fill(store, reading, sources, progress)
    findings = list(reading.findings)
    shapes: list[ox.Triple] = []
    for path in workspace.shapes():
        try:
            text = read_text(path)
            refuse_service(path, text)
            more = parse_turtle(path, text)
            findings += _changed_shapes(path, more, shapes)
            shapes += more
        except Unreadable as error:
            findings.append(error.finding)
    findings += _shape_findings(store, shapes, _places(reading, sources))
    return sorted(set(findings))


def _changed_shapes(
    path: Path, shapes: Iterable[ox.Triple], earlier: Iterable[ox.Triple]
) -> Iterator[Finding]:
    """Where own shapes change what the bundled ones demand, which every workspace relies on."""
    known = {str(triple.subject) for triple in earlier if isinstance(triple.subject, ox.NamedNode)}
    for subject in sorted({str(triple.subject) for triple in shapes} & known):
        message = f"the shape {subject} is a bundled one and cannot be changed"
        yield Finding(Place(path, 1), "clash", message, "give yours a name of its own")


def _shape_findings(
    store: ox.Store, shapes: Iterable[ox.Triple], places: dict[str, Place]
) -> Iterator[Finding]:
    """What SHACL finds (https://www.w3.org/TR/shacl/), by pySHACL."""
    from pyshacl import validate
    from rdflib import RDF, SH

    _, report, _ = validate(
        _graph(quad.triple for quad in store), shacl_graph=_graph(shapes), advanced=False
    )
    for result in report.subjects(RDF.type, SH.ValidationResult):
        focus = str(report.value(result, SH.focusNode))
        message, _, mend = str(report.value(result, SH.resultMessage)).partition("; ")
        yield Finding(
            places.get(focus, Place(Path(focus), 1)),
            "shape",
            message,
            mend,
        )


def _places(reading: Reading, sources: Iterable[Source]) -> dict[str, Place]:
    """The file and line of everything that a shape can find fault with."""
    places = dict(reading.ontology.places)
    places |= {terms.WORK + key: work.place for key, work in reading.works.items()}
    for source in sources:
        places[terms.SOURCE + source.key] = source.place
        for at in source.anchors:
            places[terms.sentence_iri(source.key, at)] = source.place
        for entry in source.quoting:
            places[key_phrase_iri(source.key, entry.at, entry.quote)] = entry.place
        for claim in source.claims:
            places[claim.iri] = claim.place
        for citation in source.citations:
            for work in citation.works:
                places[citation_iri(source.key, citation.at, work)] = citation.place
        for erratum in source.errata:
            places[erratum_iri(source.key, erratum)] = erratum.place
    return places


def _graph(triples: Iterable[ox.Triple]) -> "rdflib.Graph":
    import rdflib

    graph = rdflib.Graph()
    graph.parse(data=ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES), format="nt")
    return graph

"""The claims of a map as RDF: its own part of the graph, with evidence."""

import io

from relatum.graph import terms
from relatum.graph.formats.material import Material, iri

TYPE_CHECKING = False
if TYPE_CHECKING:
    import pyoxigraph as ox

    from relatum.graph.store import Store

#: What is said of some things, with what they lead to: sentence, key phrase and its words.
_ABOUT = """SELECT DISTINCT ?s ?p ?o WHERE {{
  VALUES ?thing {{ {things} }}
  {{ ?thing ?p ?o . BIND(?thing AS ?s) }}
  UNION {{ ?thing rlt:inSentence ?s . ?s ?p ?o }}
  UNION {{ ?thing prov:wasQuotedFrom ?s . ?s ?p ?o }}
  UNION {{ ?thing prov:wasQuotedFrom/oa:hasSelector ?s . ?s ?p ?o }}
}}"""
#: What joins a concept to others is left out unless the map says it.
_OF_CONCEPTS = frozenset(
    terms.SKOS + name for name in ("prefLabel", "altLabel", "definition", "inScheme")
) | {terms.RDF + "type", terms.FOAF + "name", terms.DCTERMS + "title",
     terms.DCTERMS + "bibliographicCitation", terms.DCTERMS + "description"}  # fmt: skip


def write_turtle(material: Material) -> bytes:
    """The map's claims in Turtle.

    Args:
        material: the map.
    """
    return _written(material, "turtle")


def write_jsonld(material: Material) -> bytes:
    """The map's claims in JSON-LD, with the short names of the export.

    Args:
        material: the map.
    """
    return _written(material, "jsonld")


def _written(material: Material, form: str) -> bytes:
    from relatum.graph.export import WRITERS

    out = io.BytesIO()
    WRITERS[form](part(material), out)
    return out.getvalue()


def part(material: Material) -> "Store":
    """The triples of a map, as a dataset of its own.

    It has every claim on the map with its evidence, the triples that the claims make where
    they are not denied, and names and definitions of what stands in the boxes.

    Args:
        material: the map.
    """
    import pyoxigraph as ox

    from relatum.graph.store import Store

    claims = {one.claim for link in material.map.propositions for one in link.evidence}
    boxes = {iri(concept) for concept in material.map.concepts}
    dataset = ox.Store()
    for triple in _about(material.store, {terms.CLAIM + claim for claim in claims}):
        dataset.add(ox.Quad(*triple))
    for triple in _about(material.store, boxes):
        if triple.predicate.value in _OF_CONCEPTS:
            dataset.add(ox.Quad(*triple))
    for triple in _made(dataset):
        dataset.add(ox.Quad(*triple))
    return Store(dataset)


def _about(store: "Store", things: set[str]) -> "list[ox.Triple]":
    import pyoxigraph as ox

    listed = " ".join(str(ox.NamedNode(thing)) for thing in sorted(things))
    found = store.solutions(_ABOUT.format(things=listed))
    return [ox.Triple(row["s"], row["p"], row["o"]) for row in found]


def _made(dataset: "ox.Store") -> "list[ox.Triple]":
    """The plain triples of the claims that are not denied."""
    import pyoxigraph as ox

    made = dataset.query(
        """CONSTRUCT { ?s ?p ?o } WHERE {
        ?claim rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o .
        FILTER NOT EXISTS { ?claim rlt:negated true } }""",
        prefixes=terms.PREFIXES,
    )
    return list(made) if isinstance(made, ox.QueryTriples) else []

"""The language: what independent tools say of it."""

import json
import re
import tempfile
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from helpers import ROOT, SHARED, missing
from rdflib import DCTERMS, FOAF, OWL, PROV, RDF, RDFS, SKOS, URIRef
from rdflib.compare import isomorphic

from relatum.graph import terms
from relatum.graph.checks import check
from relatum.graph.export import as_rdflib
from relatum.graph.forms import CITO_INTENTS
from relatum.graph.store import Store
from relatum.graph.terms import CERTAINTIES
from relatum.graph.workspace import Workspace

TURTLE = sorted((ROOT / "ontology").glob("*.ttl"))
RLT = rdflib.Namespace(terms.SCHEMA)
RELATIONS = {
    *("is-a", "means", "has-part", "begins-with", "is-about", "uses", "occurs-in"),
    *("emerges-from", "leads-to", "enables", "requires", "impedes"),
    *("satisfies", "defends-against", "is-evident-in", "conveys", "is-pictured-as"),
    *("goes-beyond", "contrasts-with", "goes-with", "calls-for-response", "addresses"),
    *("describes", "done-by"),
}


@pytest.fixture(scope="module")
def graph(store: Store) -> rdflib.Graph:
    """The union of all graphs."""
    merged = rdflib.Graph()
    for s, p, o, _ in as_rdflib(store).quads():
        merged.add((s, p, o))
    return merged


@pytest.fixture(scope="module")
def schema() -> rdflib.Graph:
    return rdflib.Graph().parse(ROOT / "ontology" / "schema.ttl")


def test_the_bundled_files_have_no_problem() -> None:
    """The reader and pySHACL find nothing in what ships."""
    assert check(Workspace.open()) == []


@pytest.mark.parametrize("path", TURTLE, ids=lambda path: path.name)
def test_a_second_parser_reads_the_same_triples(path: Path) -> None:
    """rdflib and Oxigraph agree on every file."""
    first = rdflib.Graph().parse(path)
    lines = ox.serialize(
        (quad.triple for quad in ox.parse(path=path, format=ox.RdfFormat.TURTLE)),
        format=ox.RdfFormat.N_TRIPLES,
    )
    second = rdflib.Graph().parse(data=lines, format="nt")
    assert len(first) > 10
    assert isomorphic(first, second)


def test_every_relation_is_complete(schema: rdflib.Graph) -> None:
    """Each of the two dozen relations has its words, its family and its other side."""
    for name in RELATIONS:
        relation = URIRef(terms.relation_iri(name))
        assert schema.value(relation, RDFS.label), name
        assert schema.value(relation, SKOS.definition), name
        assert schema.value(relation, SKOS.example), name
        families = [
            wide
            for wide in schema.objects(relation, RDFS.subPropertyOf)
            if (wide, RDF.type, RLT.RelationFamily) in schema
        ]
        assert len(families) == 1, name
        inverse = next(schema.subjects(OWL.inverseOf, relation), None)
        symmetric = (relation, RDF.type, OWL.SymmetricProperty) in schema
        assert symmetric or (inverse and schema.value(inverse, RDFS.label)), name


def test_the_set_of_relations_is_closed(schema: rdflib.Graph) -> None:
    """No relation stands in the schema that is not documented here, and none is missing."""
    families = set(schema.subjects(RDF.type, RLT.RelationFamily))
    found = {
        terms.relation_name(str(relation))
        for family in families
        for relation in schema.subjects(RDFS.subPropertyOf, family)
    }
    assert found == RELATIONS


def test_the_schema_has_its_metadata(schema: rdflib.Graph) -> None:
    """Title, description, creator, licence, version, prefix and dates are there."""
    ontology = URIRef("https://w3id.org/relatum/schema")
    vann = rdflib.Namespace("http://purl.org/vocab/vann/")
    for term in (
        DCTERMS.title, DCTERMS.description, DCTERMS.creator, DCTERMS.license, DCTERMS.created,
        DCTERMS.modified, OWL.versionIRI, OWL.versionInfo, vann.preferredNamespacePrefix,
        vann.preferredNamespaceUri,
    ):  # fmt: skip
        assert schema.value(ontology, term), term


def test_the_code_and_the_schema_name_the_same_certainties(schema: rdflib.Graph) -> None:
    """What a curator may write is what the schema has."""
    known = {str(c).partition("#")[2].lower() for c in schema.subjects(RDF.type, RLT.Certainty)}
    assert known == set(CERTAINTIES)


def test_every_own_term_used_is_defined(graph: rdflib.Graph, schema: rdflib.Graph) -> None:
    """No property or class of ours is used without standing in the schema."""
    used = {
        term
        for triple in graph
        for term in triple
        if isinstance(term, URIRef) and term.startswith(terms.SCHEMA)
    }
    assert len(used) > 50
    assert used <= set(schema.subjects())


@pytest.mark.parametrize("namespace", [SKOS, PROV, DCTERMS, FOAF], ids=lambda n: str(n))
def test_terms_of_other_vocabularies_exist(graph: rdflib.Graph, namespace: type) -> None:
    """Every term used from SKOS, PROV-O, DCTERMS and FOAF stands in rdflib's closed namespaces."""
    base = str(namespace)
    used = {str(t) for triple in graph for t in triple if str(t).startswith(base)}
    assert used
    for term in used:
        assert term.removeprefix(base) in namespace, term  # type: ignore[operator]


def test_terms_of_cito_and_web_annotation_exist(graph: rdflib.Graph) -> None:
    """Every term used from CiTO and Web Annotation stands in the published vocabularies."""
    cito_file, anno_file = (SHARED / "vocabularies" / n for n in ("cito.ttl", "anno.jsonld"))
    if not cito_file.is_file() or not anno_file.is_file():
        missing("the published vocabularies of CiTO and Web Annotation")
    cito = {str(s) for s in rdflib.Graph().parse(cito_file).subjects()}
    used = {str(t) for triple in graph for t in triple if str(t).startswith(terms.CITO)}
    assert used
    assert used <= cito
    assert {terms.CITO + intent for intent in CITO_INTENTS} <= cito
    oa = {
        value if isinstance(value, str) else value["@id"]
        for value in json.loads(anno_file.read_text(encoding="utf-8"))["@context"].values()
    }
    for term in {str(t) for triple in graph for t in triple if str(t).startswith(terms.OA)}:
        assert term in oa or term.replace(terms.OA, "oa:") in oa, term


# ------------------------------------------------------------ SKOS integrity, by our own count
# https://www.w3.org/TR/skos-reference/, the conditions S13, S14 and S27, and no circle.


def test_one_preferred_label_a_language(graph: rdflib.Graph) -> None:
    """S14, and every concept has one in English."""
    for concept in set(graph.subjects(SKOS.inScheme)):
        languages = [label.language for label in graph.objects(concept, SKOS.prefLabel)]  # type: ignore[attr-defined]
        assert languages == ["en"], concept


def test_labels_do_not_clash(graph: rdflib.Graph) -> None:
    """S13, and no two concepts share a preferred or alternative label in any spelling."""
    owner: dict[str, URIRef] = {}
    for concept in set(graph.subjects(SKOS.inScheme)):
        kinds = [
            {str(x).lower() for x in graph.objects(concept, p)}
            for p in (SKOS.prefLabel, SKOS.altLabel, SKOS.hiddenLabel)
        ]
        assert not (kinds[0] & kinds[1] or kinds[0] & kinds[2] or kinds[1] & kinds[2]), concept
        for label in kinds[0] | kinds[1]:
            assert owner.setdefault(label, concept) == concept, label  # type: ignore[arg-type]


def test_no_circle_of_broader_concepts_and_none_related_to_what_is_above(
    graph: rdflib.Graph,
) -> None:
    """S27, and no concept is above itself."""
    pairs = list(graph.subject_objects(SKOS.broader))
    assert len(pairs) > 20
    for concept in {s for s, _ in pairs}:
        above = set(graph.transitive_objects(concept, SKOS.broader)) - {concept}
        for wide in above:
            assert concept not in graph.transitive_objects(wide, SKOS.broader)
        assert not above & set(graph.objects(concept, SKOS.related))


def test_every_concept_is_documented_and_claimed(graph: rdflib.Graph) -> None:
    """A definition in a sentence, a kind, and at least one claim that speaks of it."""
    kinds = set(graph.subjects(RDFS.subClassOf, SKOS.Concept))
    assert len(kinds) == 12
    claimed = set(graph.objects(None, RDF.object)) | set(graph.objects(None, RDF.subject))
    for concept in set(graph.subjects(SKOS.inScheme)):
        definition = str(graph.value(concept, SKOS.definition))
        assert definition[0].isupper() and definition.endswith("."), concept
        assert len(kinds & set(graph.objects(concept, RDF.type))) == 1, concept
        assert concept in claimed, concept


def test_the_scheme_has_its_top_concepts(graph: rdflib.Graph) -> None:
    """Top concepts are named from both sides and have nothing above them."""
    scheme = URIRef(terms.SCHEME)
    top = set(graph.objects(scheme, SKOS.hasTopConcept))
    assert top == set(graph.subjects(SKOS.topConceptOf, scheme))
    assert len(top) >= 5
    assert not [concept for concept in top if graph.value(concept, SKOS.broader)]


def test_life_dates_have_a_source(graph: rdflib.Graph) -> None:
    """Nobody has a date of which it is not said where it was seen."""
    people = set(graph.subjects(RDF.type, FOAF.Person))
    assert len(people) == 12
    for person in people:
        assert list(graph.objects(person, DCTERMS.source)), person


# ------------------------------------------------------------ a description-logic reasoner

#: What a reasoner is given: names, kinds, relations; not the records of claims, whose
#: rdf:subject and the like are not for OWL.
_LEFT_OUT = re.compile(
    r"22-rdf-syntax-ns#(subject|predicate|object)>|/inference/|purl.org/dc/terms/|"
    r"skos/core#(prefLabel|altLabel|hiddenLabel|definition|scopeNote|example|editorialNote)"
)


def _reason(extra: str = "") -> list[str]:
    """The unsatisfiable classes that HermiT finds in the ontology with its plain claims.

    Raises:
        OwlReadyInconsistentOntologyError: it is inconsistent.
    """
    import owlready2

    from relatum.graph.store import open_store

    store = open_store(Workspace.open())
    lines = {f"{quad.triple} ." for quad in store.quads()}
    kept = "\n".join(line for line in sorted(lines) if not _LEFT_OUT.search(line))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "all.nt"
        path.write_text(kept + "\n" + extra, encoding="utf-8")
        world = owlready2.World()
        world.get_ontology(path.as_uri()).load()
        owlready2.sync_reasoner_hermit(world, debug=0)
        return [str(c) for c in world.inconsistent_classes() if c is not owlready2.Nothing]


@pytest.fixture(scope="module")
def java() -> None:
    import shutil

    if not shutil.which("java"):
        missing("Java, for the reasoner")


@pytest.mark.usefixtures("java")
@pytest.mark.filterwarnings("ignore")
def test_a_reasoner_finds_it_consistent() -> None:
    """HermiT finds no contradiction and no class that cannot have members."""
    assert _reason() == []


@pytest.mark.usefixtures("java")
@pytest.mark.filterwarnings("ignore")
def test_a_reasoner_finds_a_planted_contradiction() -> None:
    """The check can fail: a need that is also a role contradicts the disjoint kinds."""
    import owlready2

    planted = f"<{terms.CONCEPT}need-for-relationship> <{terms.RDF}type> <{terms.SCHEMA}Role> .\n"
    with pytest.raises(owlready2.OwlReadyInconsistentOntologyError):
        _reason(planted)

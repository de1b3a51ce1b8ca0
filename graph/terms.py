"""The IRIs of Relatum and the vocabularies it uses, as plain strings.

Kept free of RDF libraries, so that a concept card need not import them.
"""

BASE = "https://w3id.org/relatum/"
SCHEMA = BASE + "schema#"
CONCEPT = BASE + "concept/"
PERSON = BASE + "person/"
WORK = BASE + "work/"
CLAIM = BASE + "claim/"
SOURCE = BASE + "source/"
RULE = BASE + "rule/"

# The named graphs beside one for each source.
ONTOLOGY_GRAPH = BASE + "graph/ontology"
BIBLIOGRAPHY_GRAPH = BASE + "graph/bibliography"
INFERRED_GRAPH = BASE + "graph/inferred"
SCHEME = CONCEPT.rstrip("/")

CITO = "http://purl.org/spar/cito/"
DCTERMS = "http://purl.org/dc/terms/"
FOAF = "http://xmlns.com/foaf/0.1/"
OA = "http://www.w3.org/ns/oa#"
OWL = "http://www.w3.org/2002/07/owl#"
PROV = "http://www.w3.org/ns/prov#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
SCHEMA_ORG = "https://schema.org/"
XSD = "http://www.w3.org/2001/XMLSchema#"
BIBO = "http://purl.org/ontology/bibo/"
FABIO = "http://purl.org/spar/fabio/"

#: How a claim is made, from the surest.
CERTAINTIES = ("stated", "hedged", "inferred")

#: The prefixes that queries may use without declaring them, and exports declare.
PREFIXES = {
    "rlt": SCHEMA,
    "c": CONCEPT,
    "person": PERSON,
    "work": WORK,
    "claim": CLAIM,
    "source": SOURCE,
    "rule": RULE,
    "bibo": BIBO,
    "cito": CITO,
    "dcterms": DCTERMS,
    "fabio": FABIO,
    "foaf": FOAF,
    "oa": OA,
    "owl": OWL,
    "prov": PROV,
    "rdf": RDF,
    "rdfs": RDFS,
    "schema": SCHEMA_ORG,
    "skos": SKOS,
    "xsd": XSD,
}


def compact(iri: str) -> str:
    """An IRI with the prefix of its namespace, where it has one that fits.

    >>> compact(CONCEPT + "attunement"), compact("http://example.org/x")
    ('c:attunement', '<http://example.org/x>')
    """
    for prefix, namespace in PREFIXES.items():
        local = iri.removeprefix(namespace)
        if local != iri and local.replace("-", "").replace("_", "").isalnum():
            return f"{prefix}:{local}"
    return f"<{iri}>"


def key_of(iri: str) -> str:
    """The key of a thing by its IRI.

    >>> key_of(CONCEPT + "attunement")
    'attunement'
    """
    return iri.rpartition("/")[2]


def certainty_name(iri: str) -> str:
    """How a claim is made, as a curator writes it.

    >>> certainty_name(SCHEMA + "Hedged")
    'hedged'
    """
    return iri.removeprefix(SCHEMA).lower()


def relation_iri(name: str) -> str:
    """The IRI of a relation as a curator writes it.

    >>> relation_iri("calls-for-response").rpartition("#")[2]
    'callsForResponse'
    """
    head, *tail = name.split("-")
    return SCHEMA + head + "".join(part.capitalize() for part in tail)


def relation_name(iri: str) -> str:
    """A relation's IRI as a curator writes it.

    >>> relation_name(SCHEMA + "callsForResponse")
    'calls-for-response'
    """
    local = iri.removeprefix(SCHEMA)
    return "".join(f"-{c.lower()}" if c.isupper() else c for c in local)


def sentence_iri(source: str, at: str) -> str:
    """The IRI of a sentence (`2.2`) or of an entry of the reference list (`ref.8`).

    >>> sentence_iri("some-source", "2.2").removeprefix(SOURCE)
    'some-source#p2s2'
    >>> sentence_iri("some-source", "ref.8").removeprefix(SOURCE)
    'some-source#ref8'
    """
    part, _, number = at.partition(".")
    return f"{SOURCE}{source}#" + (f"ref{number}" if part == "ref" else f"p{part}s{number}")


def source_graph(key: str) -> str:
    """The IRI of the named graph that holds what one source says."""
    return f"{BASE}graph/source/{key}"

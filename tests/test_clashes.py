"""A workspace adds to the bundled graph and never changes it: a clash names both places."""

import json
import re
from pathlib import Path

import pytest
from helpers import ROOT, Run

#: What an own file says of bundled things, and what is said about it.
CLASHES = {
    "another preferred label": (
        'c:contact skos:prefLabel "touch"@en .',
        "with the preferred label 'contact', here 'touch'",
        "concepts.ttl",
        "c:contact a",
    ),
    "a preferred label in another language": (
        'c:contact skos:prefLabel "Kontakt"@de .',
        "with the preferred label 'contact', here 'Kontakt'",
        "concepts.ttl",
        "c:contact a",
    ),
    "another definition": (
        'c:contact skos:definition "Something else altogether."@en .',
        "with the definition '",
        "concepts.ttl",
        "c:contact a",
    ),
    "another kind": ("c:contact a rlt:Need .", "the kind", "concepts.ttl", "c:contact a"),
    "a key that is bundled with other facts": (
        'c:contact a rlt:Role ; skos:prefLabel "go-between"@en ; '
        'skos:definition "Somebody who passes messages on."@en .',
        "here 'go-between'",
        "concepts.ttl",
        "c:contact a",
    ),
    "its name for another concept": (
        'c:touching a rlt:Process ; skos:prefLabel "Resonance of  affect"@en ; '
        'skos:definition "Touching one another."@en ; skos:broader c:contact .',
        "is already the name of 'affective-resonance'",
        "concepts.ttl",
        "c:affective-resonance a",
    ),
    "its name among what people type": (
        'c:garden skos:hiddenLabel "attunement"@en .',
        "is already the name of 'attunement'",
        "concepts.ttl",
        "c:attunement a",
    ),
    "other dates": (
        'person:bowlby schema:birthDate "1908"^^xsd:gYear .',
        "the birth date '1907-02-26', here '1908'",
        "theorists.ttl",
        "person:bowlby a",
    ),
    "the same person again": (
        'person:edward a foaf:Person ; foaf:name "John Bowlby" ; foaf:familyName "Bowlby" ; '
        "dcterms:source <https://example.org/> .",
        "'John Bowlby' is already the name of 'bowlby'",
        "theorists.ttl",
        "person:bowlby a",
    ),
    "a key of another sort": (
        'c:bowlby a rlt:Role ; skos:prefLabel "one like Bowlby"@en ; '
        'skos:definition "Somebody like Bowlby."@en ; skos:broader c:client .',
        "the key 'bowlby' is already in",
        "theorists.ttl",
        "person:bowlby a",
    ),
    "what a relation implies": (
        "rlt:enables rdfs:subPropertyOf rlt:leadsTo .",
        "'enables' is already in",
        "schema.ttl",
        "rlt:enables a",
    ),
    "what a kind is": (
        'rlt:Need skos:definition "Whatever one wants."@en .',
        "with the definition",
        "schema.ttl",
        "rlt:Need a",
    ),
    "what a source claims": (
        "<https://w3id.org/relatum/claim/contact-in-relationship/2.2/"
        "contact.satisfies.need-for-relationship> rlt:certainty rlt:Hedged .",
        "is not described in ontology/",
        "",
        "",
    ),
}
#: What is added to bundled things.
ADDED = """
c:contact skos:altLabel "meeting on common ground"@en ;
    skos:hiddenLabel "meeting eye to eye"@en ;
    skos:altLabel "Kontakt"@de ;
    skos:scopeNote "Week two of the course."@en .
c:enactment a rlt:Pattern ;
    skos:prefLabel "enactment"@en ;
    skos:definition "A pattern that two people live out together."@en ;
    skos:inScheme <https://w3id.org/relatum/concept> .
rlt:Pattern a owl:Class ; rdfs:subClassOf skos:Concept ; rdfs:label "pattern"@en ;
    skos:definition "Something that comes again and again."@en .
rlt:repairs a owl:ObjectProperty ; rdfs:subPropertyOf rlt:causeRelation , rlt:leadsTo ;
    rdfs:label "repairs"@en ; skos:definition "The subject mends the object."@en ;
    skos:example "Glue repairs a cup."@en .
rlt:isRepairedBy a owl:ObjectProperty ; owl:inverseOf rlt:repairs ;
    rdfs:label "is repaired by"@en .
person:rogers skos:altLabel "Carl Ransom Rogers" ; skos:editorialNote "Read in week three."@en .
rlt:enables skos:scopeNote "Used of soil as well."@en .
"""
_PREFIXES = """@prefix c: <https://w3id.org/relatum/concept/> .
@prefix person: <https://w3id.org/relatum/person/> .
@prefix rlt: <https://w3id.org/relatum/schema#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix schema: <https://schema.org/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""


def say(toy: Path, turtle: str) -> int:
    """Puts Turtle into a file of its own; gives the line on which it begins."""
    (toy / "ontology/more.ttl").write_text(f"{_PREFIXES}\n{turtle}\n", encoding="utf-8")
    return _PREFIXES.count("\n") + 2


def place_of(file: str, entry: str) -> str:
    """The bundled file and line of an entry."""
    path = ROOT / "ontology" / file
    lines = path.read_text(encoding="utf-8").splitlines()
    return f"{path}:{next(n for n, line in enumerate(lines, 1) if line.startswith(entry))}"


def shown(output: str) -> str:
    """An output with the paths of the bundled files written out."""
    return re.sub(r"(?<![\w/])ontology/", f"{ROOT}/ontology/", output)


@pytest.mark.parametrize("case", CLASHES)
def test_a_clash_is_reported_with_both_places(case: str, toy: Path, run: Run) -> None:
    """By the check and by the build: the line here, and the line of what is bundled."""
    turtle, message, file, entry = CLASHES[case]
    line = say(toy, turtle)
    (said,) = [one for one in run("-C", toy, "check").output.splitlines() if message in one]
    assert said.startswith(f"{toy}/ontology/more.ttl:{line}: ")
    if file:
        assert place_of(file, entry) in shown(said)
    built = run("-C", toy, "build")
    assert built.exit_code == 2
    assert f"more.ttl:{line}: " in built.stderr


def test_what_is_added_is_taken(toy: Path, run: Run) -> None:
    """Names, notes, a kind and a relation of one's own: all is well, and shows."""
    say(toy, ADDED)
    claims = toy / "sources/garden/claims.yaml"
    text = claims.read_text(encoding="utf-8")
    claim = text[text.index("- at: 2.2") :]
    more = claim.replace(
        "fine-soil satisfies need-for-nourishment", "enactment repairs contact"
    ).replace("satisfies the\n", "repairs\n", 1)
    claims.write_text(f"{text}\n{more}", encoding="utf-8")
    result = run("-C", toy, "check")
    assert (result.exit_code, result.output) == (0, "all is well\n")
    assert run("-C", toy, "concept", "meeting eye to eye").stdout.startswith("contact  (")
    card = run("-C", toy, "concept", "enactment").output
    assert card.startswith("enactment  (pattern)")
    assert "enactment repairs contact" in card
    leads = run("-C", toy, "sparql", "ASK { c:enactment rlt:leadsTo c:contact }").output
    assert leads.strip() in ("true", "yes")
    assert run("-C", toy, "concept", "Kontakt").stdout.startswith("contact  (")
    assert run("-C", toy, "map", "enactment", "-o", toy / "m.svg").exit_code == 0


def test_the_same_facts_again_are_no_clash(toy: Path, run: Run) -> None:
    """Whoever copies an entry of the bundled files has changed nothing."""
    text = (ROOT / "ontology/concepts.ttl").read_text(encoding="utf-8")
    entry = text[text.index("c:attunement a") :]
    say(toy, entry[: entry.index(" .\n") + 3])
    assert run("-C", toy, "check").output == "all is well\n"


def test_a_work_with_another_record_is_a_clash(toy: Path, run: Run) -> None:
    """Both places; the same record again is none, as an export may hold it."""
    bundled = json.loads((ROOT / "sources/bibliography.json").read_text(encoding="utf-8"))
    stern = next(record for record in bundled if record["id"] == "stern-1985")
    path = toy / "sources/bibliography.json"
    own = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps([*own, stern], indent=1), encoding="utf-8")
    assert run("-C", toy, "check").output == "all is well\n"
    stern["title"] = "Another title"
    path.write_text(json.dumps([*own, stern], indent=1), encoding="utf-8")
    said = run("-C", toy, "check").output
    line = path.read_text(encoding="utf-8").splitlines().index('  "id": "stern-1985",') + 1
    assert f"{path}:{line}: work 'stern-1985' is already in" in said
    assert re.search(r"sources/bibliography\.json:\d+, with another record", said)
    assert run("-C", toy, "build").exit_code == 2


def test_a_bundled_rule_is_not_replaced(toy: Path, run: Run) -> None:
    """A rule with the name of a bundled one is a clash, and not run in its place."""
    (toy / "ontology/rules").mkdir()
    rule = "CONSTRUCT { ?s rlt:leadsTo ?o } WHERE { GRAPH ?new { ?s rlt:enables ?o } }"
    (toy / "ontology/rules/broader.rq").write_text(rule, encoding="utf-8")
    said = run("-C", toy, "check").output
    assert "ontology/rules/broader.rq:1: the rule is already in" in said
    assert run("-C", toy, "build").exit_code == 2


def test_a_bundled_shape_is_not_switched_off(toy: Path, run: Run) -> None:
    """Own shapes demand more, never less."""
    (toy / "ontology/shapes.ttl").write_text(
        "@prefix rlt: <https://w3id.org/relatum/schema#> .\n"
        "@prefix sh: <http://www.w3.org/ns/shacl#> .\n"
        "rlt:ConceptShape sh:deactivated true .\n",
        encoding="utf-8",
    )
    result = run("-C", toy, "check")
    assert result.exit_code == 1
    assert "ConceptShape> is a bundled one and cannot be changed" in result.output

"""A concept card against bare imports, and against a plain rdflib script for the same card.

python bench/card.py
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from measure import RELATUM, whole_processes

PLAIN_RDFLIB = '''
import sys, rdflib
graph = rdflib.Graph()
graph.parse(sys.argv[1], format="turtle")
query = """
PREFIX rlt: <https://w3id.org/relatum/schema#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX oa: <http://www.w3.org/ns/oa#>
SELECT ?subject ?phrase ?object ?paragraph ?sentence ?quote ?certainty {
  { ?claim rdf:subject ?thing } UNION { ?claim rdf:object ?thing }
  ?claim rlt:linkingPhrase ?phrase ; rdf:subject/skos:prefLabel ?subject ;
    rdf:object/skos:prefLabel ?object ; rlt:certainty ?certainty ;
    rlt:inSentence [ rlt:paragraph ?paragraph ; rlt:sentence ?sentence ] ;
    prov:wasQuotedFrom/oa:hasSelector/oa:exact ?quote .
} ORDER BY ?paragraph ?sentence"""
thing = rdflib.URIRef("https://w3id.org/relatum/concept/attunement")
for label in graph.objects(thing, rdflib.SKOS.prefLabel): print(label)
for definition in graph.objects(thing, rdflib.SKOS.definition): print(definition)
for row in graph.query(query, initBindings={"thing": thing}): print(*row)
'''


def main() -> None:
    """Builds once, then measures."""
    folder = Path(tempfile.mkdtemp())
    try:
        cache, turtle = folder / "cache", folder / "relatum.ttl"
        whole_processes({"build": [*RELATUM, "build"]}, cache, rounds=1)
        script = folder / "plain.py"
        script.write_text(PLAIN_RDFLIB, encoding="utf-8")
        subprocess.run([*RELATUM, "export", "-o", str(turtle)], check=True, stdout=subprocess.PIPE)
        times = whole_processes(
            {
                "imports": [sys.executable, "-c", "import click, pyoxigraph"],
                "card": [str(Path(sys.executable).with_name("relatum")), "concept", "attunement"],
                "rdflib": [sys.executable, str(script), str(turtle)],
            },
            cache,
        )
    finally:
        shutil.rmtree(folder)
    for name, seconds in times.items():
        print(f"{name:8} {seconds * 1000:7.0f} ms")
    print(f"card / imports  {times['card'] / times['imports']:.2f}  (at most 2.5, aim 2)")
    print(f"rdflib / card   {times['rdflib'] / times['card']:.2f}  (at least 3)")


if __name__ == "__main__":
    main()

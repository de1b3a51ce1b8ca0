"""A workspace of 100,000 claims over 1,000 sources: the build, and a card from it.

    python bench/scale.py [SOURCES] [CLAIMS_A_SOURCE]

The made-up sources speak of 5,000 made-up concepts, so that the card of 'attunement'
is the same from the large store as from the small one.
"""

import json
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from measure import RELATUM, whole_processes

from relatum.graph.anchors import anchor

CONCEPTS = 5000
KINDS = ("Process", "State", "Outcome", "Phenomenon", "Relationship")
RELATIONS = ("leads-to", "enables", "impedes", "emerges-from", "goes-with", "is-about", "has-part")
HEAD = """@prefix c: <https://w3id.org/relatum/concept/> .
@prefix rlt: <https://w3id.org/relatum/schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
"""


def make(folder: Path, sources: int, claims: int) -> None:
    """Writes the workspace; the same numbers give the same files."""
    chance = random.Random(7)
    (folder / "ontology").mkdir(parents=True)
    parts = [HEAD]
    for number in range(CONCEPTS):
        parts.append(
            f"c:made-{number} a rlt:{KINDS[number % len(KINDS)]} ; "
            f'skos:prefLabel "made concept {number}"@en ; '
            f'skos:definition "The made concept with the number {number}."@en ; '
            "skos:inScheme <https://w3id.org/relatum/concept> ."
        )
    (folder / "ontology" / "concepts.ttl").write_text("\n".join(parts), encoding="utf-8")
    (folder / "sources").mkdir()
    records = []
    for number in range(sources):
        key = f"made-{number}"
        records.append(
            {
                "id": key,
                "type": "book",
                "title": f"Made work {number}",
                "author": [{"family": f"Maker {number}", "given": "A."}],
                "issued": {"date-parts": [[1900 + number % 100]]},
            }
        )
        _make_source(folder / "sources" / key, key, claims, chance)
    (folder / "sources" / "bibliography.json").write_text(json.dumps(records), encoding="utf-8")


def _make_source(folder: Path, key: str, claims: int, chance: random.Random) -> None:
    folder.mkdir()
    (folder / "source.yaml").write_text(f"work: {key}\n", encoding="utf-8")
    lines, anchors = [], {}
    for number in range(claims):
        at = f"{number // 10 + 1}.{number % 10 + 1}"
        subject, other = chance.sample(range(CONCEPTS), 2)
        # Few parts of parts: a real theory has no endless chains of them.
        relation = (
            RELATIONS[number % len(RELATIONS)]
            if number % 70 == 6
            else (RELATIONS[number % (len(RELATIONS) - 1)])
        )
        lines.append(
            f"- at: {at}\n  claim: made-{subject} {relation} made-{other}\n  phrase: acts on\n"
            f"  says: Sentence {number} of {key}.\n  quote: sentence {number} here\n"
        )
        known = anchor(f"This is sentence {number} here in {key}.", [f"sentence {number} here"])
        anchors[at] = {
            "letters": known.letters,
            "head": known.head,
            "digest": known.digest,
            "quotes": sorted(known.quotes),
        }
    (folder / "claims.yaml").write_text("".join(lines), encoding="utf-8")
    (folder / "anchors.json").write_text(json.dumps(anchors), encoding="utf-8")


def main() -> None:
    """Makes the workspace, builds it, and compares the card from it with the small one."""
    sources, claims = [int(word) for word in sys.argv[1:3]] or (1000, 100)
    folder = Path(tempfile.mkdtemp())
    try:
        cache, workspace = folder / "cache", folder / "made"
        make(workspace, sources, claims)
        environment = {**os.environ, "RELATUM_CACHE": str(cache)}
        start = time.perf_counter()
        subprocess.run([*RELATUM, "-C", str(workspace), "build"], check=True, env=environment)
        seconds = time.perf_counter() - start
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024 / 1024
        size = sum(f.stat().st_size for f in cache.rglob("*") if f.is_file()) / 1024 / 1024
        print(f"{sources * claims:,} claims over {sources:,} sources: built in {seconds:.0f} s,")
        print(f"  peak memory {peak:.2f} GB (at most 4), store {size:.0f} MB")
        times = whole_processes(
            {
                "small": [*RELATUM, "concept", "attunement"],
                "large": [*RELATUM, "-C", str(workspace), "concept", "attunement"],
            },
            cache,
        )
    finally:
        shutil.rmtree(folder)
    for name, taken in times.items():
        print(f"{name:8} {taken * 1000:7.0f} ms")
    print(f"card, large / small  {times['large'] / times['small']:.2f}  (at most 1.5)")


if __name__ == "__main__":
    main()

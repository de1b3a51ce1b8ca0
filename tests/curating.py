"""A small source that is being curated, in our own words, for the tests of curating."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from relatum.graph.anchors import anchor
from relatum.graph.copies import numbered

TEXT = """P1 (source line 1)
  [1,1] Empathy often leads to attunement, which Greene (1901) has described.
  [1,2] It requires contact, and contact satisfies the need for relationship.

P2 (source line 2)
  [2,1] Defenses do not enable contact; narcissistic injury disrupts the sense of self.
  [2,2] A narcissistic injury is met with sadness.
"""
CLAIMS = """# What the essay claims, in reading order.

- at: 2.2   # by hand
  claim: sadness   is-a affect
  phrase: "is an"
  says: Whoever is sad feels something.
  quote: met with sadness
# The end.
"""
SOURCE = """# Of the essay.
work: garden-essay
outline:
  1: One   # the first part
  2: Two
errata:
  - at: 2.2
    reads: sadness
    means: a sadness
    support: conjecture
"""


def make(folder: Path, text: str = TEXT, claims: str = CLAIMS) -> Path:
    """The folder of a source `essay` in a workspace, with its private text."""
    place = folder / "sources" / "essay"
    (place / "private").mkdir(parents=True)
    (place / "private" / "text.txt").write_text(text, encoding="utf-8")
    (place / "private" / ".gitignore").write_text("*\n", encoding="utf-8")
    (place / "claims.yaml").write_text(claims, encoding="utf-8")
    (place / "source.yaml").write_text(SOURCE, encoding="utf-8")
    anchors = {}
    for at, sentence in numbered(text).items():
        known = anchor(sentence, ["met with sadness"])
        anchors[at] = {
            "letters": known.letters, "head": known.head, "digest": known.digest,
            "quotes": sorted(known.quotes),
        }  # fmt: skip
    (place / "anchors.json").write_text(json.dumps(anchors, indent=1) + "\n", encoding="utf-8")
    return place


def files(place: Path) -> Mapping[str, bytes]:
    """Every file of a source by name."""
    return {
        path.relative_to(place).as_posix(): path.read_bytes()
        for path in sorted(place.rglob("*"))
        if path.is_file()
    }


#: Runs a command, and ends itself by SIGKILL when it touches a file for the n-th time.
_KILLED = """
import os, signal, sys
place, number = sys.argv[1], int(sys.argv[2])
seen = 0
def hook(event, args):
    global seen
    if event == "open":
        writes = isinstance(args[1], str) and set("wax+") & set(args[1])
        writes = writes or (args[1] is None and args[2] & (os.O_WRONLY | os.O_RDWR))
        if not writes: return
    elif event not in ("os.rename", "os.remove"):
        return
    if place in str(args[0]):
        seen += 1
        if seen == number:
            os.kill(os.getpid(), signal.SIGKILL)
from relatum.cli import main
sys.addaudithook(hook)
main(sys.argv[3:])
"""


def killed(place: Path, number: int, *command: object, typed: str = "") -> bool:
    """Runs a command and kills it at its n-th touch of a file; whether it was killed."""
    done = subprocess.run(
        [sys.executable, "-c", _KILLED, str(place), str(number), *map(str, command)],
        input=typed, capture_output=True, encoding="utf-8", env=dict(os.environ), check=False,
    )  # fmt: skip
    assert done.returncode in (0, 1, -9), done.stderr
    return done.returncode == -9

"""How fast articles are added: a thousand of 5,000 words, numbered and matched.

The articles are generated; the figures are of one core, the whole command counted.  Beside
it, what pysbd needs to find the sentences alone, and what `relatum source new` needs again
when it was killed half way.

Run: python bench/reading.py [ARTICLES]
"""

import os
import random
import resource
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from measure import RELATUM

WORDS = 5_000
FAMILIES = ("Adler", "Brandt", "Carver", "Dolan", "Evers", "Falk", "Grant", "Hale", "Ives", "Jonas")
NOUNS = (
    "contact",
    "rhythm",
    "silence",
    "story",
    "wound",
    "anger",
    "shame",
    "play",
    "need",
    "trust",
)
VERBS = ("shapes", "follows", "limits", "answers", "carries", "repeats", "meets", "mirrors")


def article(seed: int) -> str:
    """A text of about 5,000 words with citations and a reference list."""
    pick = random.Random(seed)
    works: dict[tuple[str, int], list[str]] = {}
    while len(works) < 40:
        works[pick.choice(FAMILIES), pick.randrange(1940, 2020)] = pick.sample(NOUNS, 3)
    cited = list(works)
    paragraphs = []
    count = 0
    while count < WORDS:
        sentences = []
        for _ in range(pick.randrange(3, 9)):
            words = [f"{pick.choice(NOUNS)} {pick.choice(VERBS)} the {pick.choice(NOUNS)}"
                     for _ in range(pick.randrange(2, 8))]  # fmt: skip
            text = ", and ".join(words).capitalize()
            if pick.random() < 0.2:
                who, when = pick.choice(cited)
                page = pick.randrange(300)
                cited_as = (f" ({who}, {when}, p. {page})", f", as {who} ({when}) held")
                text += pick.choice((*cited_as, f" (cf. {who}, {when})"))
            sentences.append(text + ".")
        paragraphs.append(" ".join(sentences))
        count += len(paragraphs[-1].split())
    references = [f"{who}, {who[0]}. ({when}). The {a} of {b} and {c}. New York: Norton."
                  for (who, when), (a, b, c) in sorted(works.items())]  # fmt: skip
    return "\n\n".join([*paragraphs, "References", *references]) + "\n"


def command(workspace: Path, articles: Path) -> list[str]:
    """Adds a folder of articles."""
    return [*RELATUM, "-C", str(workspace), "source", "new", str(articles)]


def one_core() -> None:
    """Keeps a process on one processor, where the system can."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})


def watched(words: list[str]) -> tuple[float, float, int]:
    """Seconds of processor and of clock that a command takes, and its most memory in MB."""
    start, most, before = time.perf_counter(), 0, used()
    process = subprocess.Popen(words, preexec_fn=one_core, stdout=subprocess.DEVNULL)
    while process.poll() is None:
        most = max(most, held(process.pid))
        time.sleep(0.05)
    return used() - before, time.perf_counter() - start, most >> 10


def used() -> float:
    """The processor's seconds of all commands that have ended."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def held(pid: int) -> int:
    """The memory of a process and those it started, in kB, where the system tells."""
    total = 0
    try:
        status = Path(f"/proc/{pid}/status").read_text()
        total = int(status.partition("VmRSS:")[2].split()[0])
        for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
            total += held(int(child))
    except (OSError, IndexError, ValueError):
        pass
    return total


def pysbd_alone(texts: list[str]) -> float:
    """The MB a second at which pysbd finds sentences, and nothing else."""
    import pysbd

    segmenter = pysbd.Segmenter(language="en", clean=False)
    start = time.process_time()
    for text in texts:
        for paragraph in text.split("\n\n"):
            segmenter.segment(paragraph)
    return sum(len(t.encode()) for t in texts) / (time.process_time() - start) / 1e6


def main() -> None:
    """Makes the articles, times the command, and kills it half way."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    with tempfile.TemporaryDirectory() as folder:
        articles, workspace = Path(folder) / "articles", Path(folder) / "course"
        articles.mkdir()
        (workspace / "sources").mkdir(parents=True)
        for seed in range(count):
            (articles / f"article-{seed:04}.txt").write_text(article(seed), encoding="utf-8")
        size = sum(p.stat().st_size for p in articles.iterdir())
        few = [(articles / f"article-{n:04}.txt").read_text() for n in range(min(5, count))]
        seconds, clock, memory = watched(command(workspace, articles))
        peer = pysbd_alone(few)
        ours = size / seconds / 1e6
        print(f"{count} articles, {size / 1e6:.1f} MB, at most {memory} MB of memory")
        print(f"{seconds:.1f} s of one core, {clock:.1f} s by the clock: {ours:.2f} MB/s")
        print(f"pysbd, sentences alone: {peer:.3f} MB/s; ratio {ours / peer:.1f}")
        again, *_ = watched(command(workspace, articles))
        print(f"again, all there: {again:.1f} s")
        other = Path(folder) / "other"
        (other / "sources").mkdir(parents=True)
        process = subprocess.Popen(command(other, articles), start_new_session=True,
                                   stdout=subprocess.DEVNULL)  # fmt: skip
        time.sleep(clock / 2)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        before = sum(1 for p in (other / "sources").iterdir() if not p.name.startswith("."))
        rest, *_ = watched(command(other, articles))
        after = sum(1 for p in (other / "sources").iterdir() if not p.name.startswith("."))
        print(f"killed with {before} of {count} there; again {rest:.1f} s, then {after} there")


if __name__ == "__main__":
    main()

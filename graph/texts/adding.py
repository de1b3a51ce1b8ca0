"""Articles to sources of a workspace: the folder of each is written whole, or not at all.

A source is made in a hidden folder beside its place and renamed when it is complete.  The
text goes into `private/`, which version control ignores, and nowhere else.
"""

import hashlib
import json
import os
import re
import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from relatum.graph import bounded
from relatum.graph.copies import anchors_of
from relatum.graph.errors import RelatumError
from relatum.graph.files import Unreadable, read_bytes
from relatum.graph.limits import confined, limit_time
from relatum.graph.reader import Reading
from relatum.graph.texts.matching import Works
from relatum.graph.texts.numbering import shortened
from relatum.graph.texts.proposing import slug
from relatum.graph.texts.reading import Article, proposals, quotable, read_article
from relatum.graph.workspace import Workspace

#: What one article may take: seconds, and bytes of memory.
SECONDS, MEMORY = 60.0, 1 << 30
#: So many articles are read by one process before another takes over.
_BATCH = 250
#: A draft that is older than this was left by a process that was ended, in seconds.
_OLD = 3600
#: So many misses and slips are told of one article; the file `found.json` has all.
_MOST_TOLD = 200
_KEY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")

Progress = Callable[[int, int], None]


class Order(NamedTuple):
    """An article to be added: its file, the key of the source, the work that it is."""

    article: str
    key: str
    work: str = ""
    overwrite: bool = False


class Added(NamedTuple):
    """How an article fared.

    Attributes:
        key: of the source.
        status: added, there (from the same file already) or refused.
        message: why it was refused.
        folder: of the source.
        counts: paragraphs, sentences, references, and how many of them were matched.
        misses: where, what is printed and why it was not matched.
        slips: where, what is printed, what seems meant, and a note.
        proposed: the keys of works that the bibliography lacks.
    """

    key: str
    status: str
    message: str = ""
    folder: str = ""
    counts: dict[str, int] | None = None
    misses: Sequence[Sequence[str]] = ()
    slips: Sequence[Sequence[str]] = ()
    proposed: Sequence[str] = ()


def sources_folder(workspace: Workspace) -> Path:
    """Where the sources of a person's own workspace are.

    Raises:
        RelatumError: only the bundled files are read.
    """
    if len(workspace.roots) < 2:
        raise RelatumError(
            "an article is added to a folder of your own;"
            " name it: 'relatum -C my-course source new'"
        )
    return workspace.roots[-1] / "sources"


def orders(articles: Sequence[Path], key: str, work: str, *, overwrite: bool) -> list[Order]:
    """What is to be added: each article under a key, made of its file's name where none is given.

    Raises:
        RelatumError: a key is no key, or is given for several articles.
    """
    if len(articles) > 1 and (key or work):
        raise RelatumError("--key and --work are for one article; several get their files' names")
    if key and not _KEY.fullmatch(key):
        raise RelatumError(
            f"'{key}' is no key for a source: small letters, digits and hyphens, as erskine-1998"
        )
    if work and not _KEY.fullmatch(work):
        raise RelatumError(f"'{work}' is no key for a work; give one such as erskine-1998")
    made = []
    for article in articles:
        name = key or slug(article.stem)
        if not name:
            raise RelatumError(f"'{article.name}' gives no key; name one with --key")
        made.append(Order(str(article.absolute()), name, work or name, overwrite))
    return made


def articles_in(folder: Path) -> list[Path]:
    """The files of a folder that may be articles, by name."""
    from relatum.graph.texts.extraction import ENDINGS

    return sorted(p for p in folder.iterdir() if p.suffix.casefold() in ENDINGS and p.is_file())


def add(workspace: Workspace, wanted: Sequence[Order], progress: Progress) -> Iterator[Added]:
    """Adds articles to a workspace, in processes that are bounded in time and memory.

    What one article does to its process does not harm the others: it is refused, and the
    rest goes on in another process.

    Args:
        workspace: where the sources go.
        wanted: the articles.
        progress: called with the articles done and all that there are.
    """
    sources = sources_folder(workspace)
    before = {order.key for order in wanted if (sources / order.key).is_dir()}
    done = 0
    while done < len(wanted):
        batch = wanted[done : done + _BATCH]

        def step(count: int, _: int, at: int = done) -> None:
            progress(at + count, len(wanted))

        for added in _batch(workspace, batch, step):
            again = added.status == "there" and added.key not in before
            yield Added(added.key, "added", folder=added.folder) if again else added
        done += len(batch)


def _batch(workspace: Workspace, batch: Sequence[Order], progress: Progress) -> list[Added]:
    """Adds a batch; after an article that ended the process, the batch is taken up again."""
    refused: dict[int, Added] = {}
    while True:
        left = [(i, order) for i, order in enumerate(batch) if i not in refused]
        reached = 0

        def step(count: int, total: int) -> None:
            nonlocal reached
            reached = count
            progress(count + len(refused), total)

        words = json.dumps([order for _, order in left])
        try:
            made = bounded.call(
                "add", workspace, words, progress=step,
                seconds=SECONDS, memory=MEMORY, parts=max(1, len(left)),
            )  # fmt: skip
        except RelatumError as error:
            if reached >= len(left) or not left:
                raise
            index, order = left[reached]
            refused[index] = Added(order.key, "refused", str(error))
            continue
        results = dict(zip((i for i, _ in left), (Added(**m) for m in made), strict=True))
        return [result for _, result in sorted((results | refused).items())]


def add_here(workspace: Workspace, progress: Progress, wanted: Sequence[Order]) -> list[Any]:
    """Adds articles in this process, which is bounded; for `relatum.graph.apart`.

    Args:
        workspace: where the sources go.
        progress: called after each article.
        wanted: the articles.
    """
    works = Works(Reading(workspace).works.values())
    sources = sources_folder(workspace)
    sources.mkdir(exist_ok=True)
    others = {f.name for f in workspace.source_folders() if f.parent != sources}
    results = []
    for count, order in enumerate(wanted, 1):
        if confined():
            limit_time(SECONDS)
        try:
            if order[1] in others:
                raise RelatumError(
                    f"'{order[1]}' is a source of Relatum's own; choose another --key"
                )
            results.append(_add(sources, works, Order(*order))._asdict())
        except RelatumError as error:
            results.append(Added(order[1], "refused", str(error))._asdict())
        progress(count, len(wanted))
    return results


def _add(sources: Path, works: Works, order: Order) -> Added:
    folder = sources / order.key
    settle(sources, order.key)
    if folder.exists() and not order.overwrite:
        if _made_of(folder, Path(order.article)):
            return Added(order.key, "there", folder=str(folder))
        raise RelatumError(f"there is a source '{order.key}' already; choose another --key")
    article = read_article(Path(order.article), works)
    if not article.numbered.paragraphs:
        raise RelatumError(f"'{article.name}' has no paragraph of text")
    keys, proposed = proposals(article, order.key, order.work, works.by_key)
    write(folder, _files(article, order.work, keys, proposed, works))
    counts = {
        "paragraphs": len(article.numbered.paragraphs),
        "sentences": len(article.numbered.sentences()),
        "references": len(article.matches),
        "references matched": sum(bool(match.work) for match in article.matches),
        "citations": len(article.citations),
        "citations matched": sum(citation.is_matched for citation in article.citations),
        "notes": len(article.numbered.notes),
    }
    return Added(
        order.key, "added", "", str(folder), counts,
        misses=[(at, _short(text), why) for at, text, why in article.misses()[:_MOST_TOLD]],
        slips=[
            (s.at, _short(s.reads), _short(s.means), s.note) for s in article.slips[:_MOST_TOLD]
        ],
        proposed=[record["id"] for record in proposed],
    )  # fmt: skip


def _short(text: str) -> str:
    return text if len(text) <= 160 else text[:157] + "..."


def _files(
    article: Article, work: str, keys: Sequence[str], proposed: Sequence[Any], works: Works
) -> dict[str, str]:
    """The files of a source, by their names in its folder."""
    own = work if work in works.by_key else f"?{work}"
    files = {
        # First, so that version control never sees the text.
        "private/.gitignore": "*\n",
        "private/text.txt": article.numbered.text(),
        "private/found.json": json.dumps(article.found(), ensure_ascii=False) + "\n",
        "anchors.json": anchors_of(article.numbered.anchored()),
        "claims.yaml": _CLAIMS,
        "source.yaml": _source(article, own, keys),
    }
    if proposed:
        text = json.dumps(proposed, ensure_ascii=False, indent=2) + "\n"
        files["works.proposed.json"] = text
    return files


_CLAIMS = """\
# The claims of the article in reading order, one entry each:
#
# at: paragraph.sentence; claim: subject relation object; phrase: the words on the arrow;
# says: the claim as a sentence of your own; quote: a key phrase of at most six words that
# stands once in the sentence. A sentence that claims nothing: at, and nothing: the reason.
"""


def _source(article: Article, own: str, keys: Sequence[str]) -> str:
    """The file `source.yaml`."""
    lines = [
        "# Made by 'relatum source new', for you to review. A key with a question mark is a",
        "# work that no bibliography has yet: see works.proposed.json beside this file.",
        f"work: {own}",
    ]
    if article.numbered.headings:
        lines += [
            "",
            "# What the parts are about, by the paragraph that each begins with.",
            "outline:",
        ]
        lines += [f"  {n}: {_quoted(shortened(h))}" for n, h in article.numbered.headings.items()]
    if keys:
        lines += ["", "# The reference list in its own order.", "references:"]
        lines += [f"  - {key}" for key in keys]
    slips = [slip for slip in article.slips if quotable(slip) and not slip.at.startswith("note")]
    if slips:
        lines += ["", "# What seems to be printed wrong. Take away the '#' before 'errata:' and",
                  "# before those that you find so.", "# errata:"]  # fmt: skip
        for slip in slips:
            lines += [f"#   - at: {slip.at}", f"#     reads: {_quoted(slip.reads)}",
                      f"#     means: {_quoted(slip.means)}", "#     support: conjecture",
                      f"#     note: {_quoted(slip.note)}"]  # fmt: skip
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    """A text as YAML has it in double quotes, in one line."""
    return json.dumps(" ".join(text.split()), ensure_ascii=False)


def write(folder: Path, files: dict[str, str]) -> None:
    """Writes a folder whole, or not at all; one that was there goes into its `private/before`.

    Args:
        folder: where it goes.
        files: the texts by their names in it.

    Raises:
        RelatumError: it cannot be written.
    """
    draft = folder.with_name(f".{folder.name}.draft-{os.getpid()}")
    try:
        (draft / "private").mkdir(parents=True)
        for name, text in files.items():
            (draft / name).write_bytes(text.encode("utf-8"))
        if folder.exists():
            folder.rename(draft / "private" / "before")
        draft.rename(folder)
    except OSError as error:
        raise RelatumError(f"cannot write '{folder}': {error.strerror or error}") from None
    finally:
        settle(folder.parent, folder.name)
        if not _holds_earlier(draft):
            shutil.rmtree(draft, ignore_errors=True)


def settle(sources: Path, key: str) -> None:
    """Finishes or clears away what a process left that was ended while it wrote a source."""
    folder = sources / key
    for draft in sources.glob(f".{key}.draft-*"):
        try:
            if _holds_earlier(draft) and not folder.exists():
                # It was ended between two renames: the draft is whole.
                draft.rename(folder)
            elif time.time() - draft.stat().st_mtime > _OLD and not _holds_earlier(draft):
                shutil.rmtree(draft, ignore_errors=True)
        except OSError:
            continue


def _holds_earlier(draft: Path) -> bool:
    return (draft / "private" / "before").is_dir()


def _made_of(folder: Path, article: Path) -> bool:
    """Whether a source was made of this very file."""
    try:
        found = json.loads((folder / "private" / "found.json").read_text(encoding="utf-8"))
        return bool(found["sha256"] == hashlib.sha256(read_bytes(article)).hexdigest())
    except (OSError, ValueError, KeyError, TypeError, Unreadable):
        return False

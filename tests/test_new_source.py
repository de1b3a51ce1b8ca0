"""`relatum source new`: articles of every sort become sources, whole or not at all."""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import articles
import pytest
from helpers import Run

from relatum.graph import bounded
from relatum.graph.checks import check
from relatum.graph.copies import numbered
from relatum.graph.errors import RelatumError
from relatum.graph.texts import adding
from relatum.graph.texts.adding import settle, write
from relatum.graph.texts.decoding import decode
from relatum.graph.workspace import Workspace

SORTS = {
    "article.txt": articles.text,
    "article.md": articles.markdown,
    "article.html": articles.html,
    "article.docx": articles.docx,
    "article.epub": articles.epub,
    "article.pdf": articles.pdf,
}


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """An empty workspace."""
    folder = tmp_path / "course"
    (folder / "sources").mkdir(parents=True)
    return folder


def made(run: Run, course: Path, article: Path, *more: str) -> Path:
    """Adds an article under the key 'rain', and gives the folder of the source."""
    result = run("-C", course, "source", "new", article, "--key", "rain", *more)
    assert result.exit_code == 0, result.output
    return course / "sources" / "rain"


@pytest.mark.parametrize("name", SORTS)
def test_articles_of_every_sort_are_read(run: Run, course: Path, tmp_path: Path, name: str) -> None:
    """The same text comes out of every sort of file: sentences, headings, references, notes."""
    SORTS[name](tmp_path / name)
    folder = made(run, course, tmp_path / name)
    text = (folder / "private" / "text.txt").read_text(encoding="utf-8")
    sentences = numbered(text)
    assert sentences["1.1"] == "It rained for days (Stern, 1985, p. 9)."
    assert sentences["2.2"] == articles.PARAGRAPHS[1].partition(". ")[2]
    assert [sentences[f"ref.{n}"] for n in range(1, 5)] == articles.REFERENCES
    assert "Journal of Trials Vol. 3" not in text
    assert "Menu" not in text
    assert set(json.loads((folder / "anchors.json").read_text())) == set(sentences)
    source = (folder / "source.yaml").read_text(encoding="utf-8")
    assert ': "Endings"' in source
    assert articles.TITLE not in source
    assert "  - ?miller-1981" in source
    assert "  - stern-1985" in source
    if name not in ("article.txt", "article.docx"):
        assert articles.NOTE in text
        assert articles.NOTE not in sentences.values()


def test_a_new_source_is_built_and_says_what_is_left(
    run: Run, course: Path, tmp_path: Path
) -> None:
    """Beside the bundled sources it is in the graph at once, with its gaps as open work."""
    articles.text(tmp_path / "a.txt")
    made(run, course, tmp_path / "a.txt", "--work", "stern-1985")
    assert run("-C", course, "concept", "attunement").exit_code == 0
    assert "rain" in run("-C", course, "source").output
    findings = check(Workspace.open(course))
    assert {finding.rule for finding in findings} == {"coverage"}
    assert any("'miller-1981', is not in the bibliography yet" in f.message for f in findings)


def test_works_that_are_reviewed_become_known(run: Run, course: Path, tmp_path: Path) -> None:
    """Proposed records enter the graph only when a person puts them into a bibliography."""
    articles.text(tmp_path / "a.txt")
    folder = made(run, course, tmp_path / "a.txt")
    assert run("-C", course, "work", "miller-1981").exit_code == 2
    shutil.copy(folder / "works.proposed.json", course / "sources" / "works.json")
    assert "Miller" in run("-C", course, "work", "miller-1981").output
    assert "rain" in run("-C", course, "source", "rain").output
    findings = check(Workspace.open(course))
    assert not [f for f in findings if "bibliography" in f.message]


def test_the_text_stays_in_the_private_folder(run: Run, course: Path, tmp_path: Path) -> None:
    """No sentence stands in a shared file, and version control ignores the folder."""
    articles.text(tmp_path / "a.txt")
    folder = made(run, course, tmp_path / "a.txt")
    assert (folder / "private" / ".gitignore").read_text() == "*\n"
    sentences = numbered((folder / "private" / "text.txt").read_text(encoding="utf-8"))
    for path in folder.iterdir():
        if path.is_file():
            shared = path.read_text(encoding="utf-8")
            for at, sentence in sentences.items():
                assert sentence not in shared, (path.name, at)


def test_nothing_is_overwritten_without_asking(run: Run, course: Path, tmp_path: Path) -> None:
    """A source that is there is begun again only when a person says so, and is kept."""
    articles.text(tmp_path / "a.txt")
    folder = made(run, course, tmp_path / "a.txt")
    (folder / "claims.yaml").write_text("# mine\n")
    again = run("-C", course, "source", "new", tmp_path / "a.txt", "--key", "rain")
    assert again.exit_code == 1
    assert (folder / "claims.yaml").read_text() == "# mine\n"
    made(run, course, tmp_path / "a.txt", "--yes")
    assert (folder / "claims.yaml").read_text() != "# mine\n"
    assert (folder / "private" / "before" / "claims.yaml").read_text() == "# mine\n"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--key", "Rain 1"), "is no key for a source"),
        (("--key", "../x"), "is no key for a source"),
        (("--work", "a: b"), "is no key for a work"),
        (("--key", "contact-in-relationship"), "is a source of Relatum's own"),
        (("b.txt", "--key", "x"), "--key and --work are for one article"),
    ],
)
def test_wrong_keys_are_refused(run: Run, course: Path, tmp_path: Path, words: tuple[str, ...],
                                said: str) -> None:  # fmt: skip
    """One line says what a key is."""
    articles.text(tmp_path / "a.txt")
    articles.text(tmp_path / "b.txt")
    more = [tmp_path / w if w.endswith(".txt") else w for w in words]
    result = run("-C", course, "source", "new", tmp_path / "a.txt", *more)
    assert result.exit_code == 2
    assert said in result.output


def test_a_workspace_is_needed(run: Run, tmp_path: Path) -> None:
    """The bundled sources are nobody's own."""
    articles.text(tmp_path / "a.txt")
    result = run("source", "new", tmp_path / "a.txt")
    assert result.exit_code == 2
    assert "-C my-course" in result.output


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("“Hällo” – it rains.", "cp1252"),
        ("“Hällo” – it rains.", "utf-16"),
        ("“Hällo” – it rains.", "utf-8-sig"),
        ("“Hällo” – it rains.", "utf-32"),
        ("Привет, как дела? Это длинный текст на русском языке. " * 20, "koi8-r"),
        ("Zażółć gęślą jaźń, powiedział ktoś, i długo nikt nie odpowiadał. " * 20, "cp1250"),
    ],
)
def test_encodings_are_recognised(text: str, encoding: str) -> None:
    """What programs save is read as it was meant."""
    assert decode(text.encode(encoding), "a.txt") == text


def endless(path: Path) -> None:
    with path.open("wb") as handle:
        handle.truncate(1 << 30)


HOSTILE: dict[str, tuple[str, Callable[[Path], object], str]] = {
    "a GB in one line": ("a.txt", endless, "larger than 32 MB"),
    "a long line": ("a.txt", lambda p: p.write_bytes(b"a" * 9_000_000), "split it"),
    "noughts": ("a.txt", lambda p: p.write_bytes(bytes(100_000)), "is not a text file"),
    "noise": ("a.md", lambda p: p.write_bytes(random.Random(1).randbytes(99_999)), "not a text"),
    "nothing": ("a.txt", lambda p: p.write_bytes(b" \n"), "has no text"),
    "no docx": ("a.docx", lambda p: p.write_bytes(b"hello"), "damaged"),
    "a picture": ("a.png", lambda p: p.write_bytes(b"\x89PNG"), "cannot read articles"),
    "a zip bomb": ("a.docx", lambda p: articles.word(p, bytes(260 << 20)), "unpacks to 260 MB"),
    "an entity bomb": (
        "a.docx",
        lambda p: articles.word(
            p, f"{articles.LAUGHS}<w:document {articles.WORD}><w:body>&j;</w:body></w:document>"
        ),
        "relatum: ",
    ),
    "an entity bomb in a book": (
        "a.epub",
        lambda p: articles.zipped(p, {"META-INF/container.xml": articles.LAUGHS + "<c>&j;</c>"}),
        "relatum: ",
    ),
    "deep nesting": ("a.html", lambda p: p.write_text("<div>" * 200_000 + "x"), "nested"),
    "deep quoting": ("a.md", lambda p: p.write_text("> " * 200_000 + "x"), "relatum: "),
    "a PDF bomb": ("a.pdf", lambda p: articles.raw_pdf(p, b" " * (1 << 30)), "relatum: "),
    "a PDF in a ring": ("a.pdf", lambda p: articles.raw_pdf(p, b" ", b"2 0 R"), "relatum: "),
    "a PDF without text": ("a.pdf", lambda p: articles.raw_pdf(p, b" "), "only pictures"),
    "a PDF cut short": ("a.pdf", lambda p: p.write_bytes(b"%PDF-1.7\n1 0 obj"), "relatum: "),
}


@pytest.mark.parametrize("sort", HOSTILE)
def test_hostile_files_end_in_one_line(run: Run, course: Path, tmp_path: Path, sort: str) -> None:
    """Whatever a file holds: one line, exit code 2, no more than the bounds, nothing written."""
    name, make, said = HOSTILE[sort]
    make(tmp_path / name)
    start = time.monotonic()
    result = run("-C", course, "source", "new", tmp_path / name)
    assert result.exit_code == 2, result.output
    assert said in result.output
    assert len(result.output.strip().splitlines()) == 1
    assert name in result.output or "articles of the sort" in result.output
    assert time.monotonic() - start < adding.SECONDS + 20
    assert not list((course / "sources").iterdir())


def test_what_an_entity_names_is_not_read(run: Run, course: Path, tmp_path: Path) -> None:
    """A Word file cannot make the program read another file."""
    (tmp_path / "secret.txt").write_text("the secret")
    document = (
        f'<!DOCTYPE d [<!ENTITY x SYSTEM "{(tmp_path / "secret.txt").as_uri()}">]>'
        f"<w:document {articles.WORD}><w:body><w:p><w:r><w:t>It rains. &x;</w:t></w:r></w:p>"
        "</w:body></w:document>"
    )
    articles.word(tmp_path / "a.docx", document)
    run("-C", course, "source", "new", tmp_path / "a.docx")
    written = [p.read_text(encoding="utf-8") for p in course.rglob("*") if p.is_file()]
    assert not [text for text in written if "the secret" in text]


def test_one_bad_article_does_not_stop_the_others(
    run: Run, course: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An article that ends its process is told, and the rest is added."""
    monkeypatch.setattr(adding, "MEMORY", 300 << 20)
    folder = tmp_path / "articles"
    folder.mkdir()
    for name in ("a.txt", "c.txt"):
        articles.text(folder / name)
    articles.raw_pdf(folder / "b.pdf", b" " * (1 << 30))
    (folder / "d.txt").write_bytes(bytes(1000))
    result = run("-C", course, "source", "new", folder)
    assert result.exit_code == 1
    assert "2 articles added, 0 were there already, 2 not added" in result.output
    again = run("-C", course, "source", "new", folder)
    assert "0 articles added, 2 were there already, 2 not added" in again.output


def test_the_command_goes_on_where_it_was_killed(run: Run, course: Path, tmp_path: Path) -> None:
    """Killed and started again it adds what is left, and leaves what is there."""
    folder = tmp_path / "articles"
    folder.mkdir()
    for number in range(40):
        articles.text(folder / f"a{number}.txt")
    killed(["source", "new", str(folder)], course, 0.6)
    before = {p: p.stat().st_ino for p in (course / "sources").glob("a*/source.yaml")}
    result = run("-C", course, "source", "new", folder, "--format", "json")
    statuses = [added["status"] for added in json.loads(result.stdout)]
    assert statuses.count("there") == len(before)
    assert statuses.count("added") == 40 - len(before)
    assert {p: p.stat().st_ino for p in before} == before


def killed(words: list[str], course: Path, seconds: float) -> None:
    """Starts a command and kills it, and the processes it started, after some time."""
    process = subprocess.Popen(
        [sys.executable, "-m", "relatum.cli", "-C", str(course), *words],
        start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    time.sleep(seconds)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()


WHOLE = {"anchors.json", "claims.yaml", "source.yaml", "works.proposed.json", "private"}
PRIVATE = {".gitignore", "text.txt", "found.json"}


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no SIGKILL")
@pytest.mark.parametrize("begun", [False, True])
def test_a_kill_loses_nothing(run: Run, course: Path, tmp_path: Path, begun: bool) -> None:
    """Killed at any moment, a source is there whole or not at all; what was there stays."""
    tries = int(os.environ.get("RELATUM_KILLS", "6"))
    articles.text(tmp_path / "a.txt")
    if begun:
        (made(run, course, tmp_path / "a.txt") / "claims.yaml").write_text("# mine\n")
    chance = random.Random(5)
    folder = course / "sources" / "rain"
    for _ in range(tries):
        killed(["source", "new", str(tmp_path / "a.txt"), "--key", "rain", "--yes"], course,
               chance.uniform(0.2, 1.2))  # fmt: skip
        settle(course / "sources", "rain")
        if begun or folder.exists():
            assert {p.name for p in folder.iterdir()} == WHOLE
            assert {p.name for p in (folder / "private").iterdir()} >= PRIVATE
            json.loads((folder / "private" / "found.json").read_text())
            json.loads((folder / "anchors.json").read_text())
        if begun:
            kept = [p.read_text() for p in folder.rglob("claims.yaml")]
            assert "# mine\n" in kept
        else:
            shutil.rmtree(folder, ignore_errors=True)


def test_a_kill_between_the_two_renames_is_mended(tmp_path: Path) -> None:
    """What was moved into the whole draft comes back with it."""
    folder = tmp_path / "rain"
    write(folder, {"claims.yaml": "one"})
    draft = tmp_path / ".rain.draft-1"
    (draft / "private").mkdir(parents=True)
    (draft / "claims.yaml").write_text("two")
    folder.rename(draft / "private" / "before")
    settle(tmp_path, "rain")
    assert (folder / "claims.yaml").read_text() == "two"
    assert (folder / "private" / "before" / "claims.yaml").read_text() == "one"


def test_a_disk_that_is_full_leaves_things_as_they_were(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where a file cannot be written, the source that was there stays, and no draft is left."""
    folder = tmp_path / "rain"
    write(folder, {"claims.yaml": "one"})

    def full(self: Path, data: bytes) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(RelatumError, match="No space left"):
        write(folder, {"claims.yaml": "two"})
    assert [p.name for p in tmp_path.iterdir()] == ["rain"]
    assert (folder / "claims.yaml").read_text() == "one"


def test_the_reading_is_bounded(
    monkeypatch: pytest.MonkeyPatch, course: Path, tmp_path: Path
) -> None:
    """Articles are read in another process, with bounds of their own."""
    seen: dict[str, object] = {}

    def call(name: str, workspace: Workspace, *words: str, **bounds: object) -> list[object]:
        seen.update(bounds, name=name)
        return []

    monkeypatch.setattr(bounded, "call", call)
    articles.text(tmp_path / "a.txt")
    orders = adding.orders([tmp_path / "a.txt"], "rain", "", overwrite=False)
    with pytest.raises(ValueError, match="zip"):
        list(adding.add(Workspace.open(course), orders, lambda done, total: None))
    assert (seen["name"], seen["memory"], seen["seconds"]) == ("add", adding.MEMORY, adding.SECONDS)


WRITER = """
import sys
from pathlib import Path
from relatum.graph.texts.adding import settle, write
folder, turn = Path(sys.argv[1]), int(sys.argv[2])
print("begun", flush=True)
while True:
    turn += 1
    names = ("private/.gitignore", "private/text.txt", "a", "b")
    files = {name: f"{turn}" * 3000 for name in names}
    write(folder, files)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no SIGKILL")
def test_a_kill_in_the_midst_of_writing(tmp_path: Path) -> None:
    """A process that does nothing but write is killed: old or new is there, never a mixture."""
    folder = tmp_path / "rain"
    chance = random.Random(9)
    last = 0
    for _ in range(int(os.environ.get("RELATUM_KILLS", "6"))):
        process = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(folder), str(last)], stdout=subprocess.PIPE
        )
        assert process.stdout
        process.stdout.readline()
        time.sleep(chance.uniform(0.001, 0.05))
        process.kill()
        process.wait()
        process.stdout.close()
        settle(tmp_path, "rain")
        if not folder.exists():
            continue
        names = ("private/.gitignore", "private/text.txt", "a", "b")
        (text,) = {(folder / name).read_text() for name in names}
        turn = int(text[: len(text) // 3000])
        assert turn >= last
        last = turn
        shutil.rmtree(folder / "private" / "before", ignore_errors=True)
    assert last


@pytest.mark.parametrize("name", SORTS)
def test_damaged_files_are_read_or_refused(tmp_path: Path, name: str) -> None:
    """A file with bytes changed, lost or doubled gives a text or one clear error."""
    from relatum.graph.texts.extraction import extract
    from relatum.graph.texts.numbering import number

    chance = random.Random(3)
    path = tmp_path / name
    SORTS[name](path)
    sound = path.read_bytes()
    for _ in range(4 if name.endswith("pdf") else 60):
        data = bytearray(sound)
        for _ in range(chance.choice([1, 3, 20, 200])):
            at = chance.randrange(len(data))
            if chance.random() < 0.5:
                data[at] = chance.randrange(256)
            elif chance.random() < 0.5:
                del data[at : at + chance.randrange(1, 50)]
            else:
                data[at:at] = data[at : at + 200]
        path.write_bytes(data)
        try:
            made = number(extract(path)[0])
        except RelatumError as error:
            assert str(error)
        else:
            assert made.anchored() == numbered(made.text())


def test_one_wrong_byte_does_not_change_the_encoding() -> None:
    """What is nearly all UTF-8 is read so, with the wrong byte marked."""
    data = "“Hällo” – it rains. “Wörter”".encode().replace(b"rains", b"r\xffins")
    assert decode(data, "a.txt") == "“Hällo” – it r\ufffdins. “Wörter”"

"""A folder of one's own: made whole, added to, and never spoilt by what is written into it."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pexpect
import pytest
from helpers import ROOT, Run
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from relatum.graph import terms
from relatum.graph.errors import RelatumError
from relatum.graph.files import parse_turtle
from relatum.graph.own.adding import Concept, life_date
from relatum.graph.own.beginnings import begin
from relatum.graph.own.entries import Said, literal, with_entry, with_records
from relatum.graph.workspace import BUNDLED, standing

#: What makes a concept without questions.
GIVEN = ("--kind", "process", "--definition", "Something that is made for a test.")


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """A workspace as `relatum init` makes it."""
    folder = tmp_path / "course"
    begin(folder)
    return folder


def snapshot(folder: Path) -> dict[str, bytes]:
    """The files of a workspace, without drafts of commands that were stopped."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and not path.name.endswith(".draft")
    }


# ---------------------------------------------------------------- init, and standing in it


def test_a_new_workspace_is_well_and_shows_its_example(tmp_path: Path, run: Run) -> None:
    """What init makes passes the check, is read with the bundled graph, and has no private text."""
    folder = tmp_path / "my-course"
    assert run("init", folder).exit_code == 0
    assert run("-C", folder, "check").output == "all is well\n"
    card = run("-C", folder, "concept", "shared silence").output
    assert "shared silence may open the way to contact [1.1, hedged]" in card
    assert "private/" in (folder / ".gitignore").read_text(encoding="utf-8")
    text = folder / "sources/first-example/private/text.txt"
    verified = run("-C", folder, "source", "verify", "first-example", text)
    assert verified.exit_code == 0


def test_init_refuses_a_folder_with_other_things_in_it(tmp_path: Path, run: Run) -> None:
    """What is there stays as it is, and nothing is put beside it."""
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    result = run("init", tmp_path)
    assert result.exit_code == 2
    assert "has other things in it, such as 'notes.txt'" in result.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]
    assert "is a file" in run("init", tmp_path / "notes.txt").stderr
    assert "within Relatum's own files" in run("init", ROOT / "somewhere").stderr


def test_init_takes_an_empty_folder_and_refuses_a_workspace(tmp_path: Path, run: Run) -> None:
    """The folder in which one stands may be it; twice is once too often, within one as well."""
    folder = tmp_path / "empty"
    folder.mkdir()
    assert run("init", folder).exit_code == 0
    before = snapshot(folder)
    assert "is a workspace already" in run("init", folder).stderr
    assert "is within the workspace" in run("init", folder / "inner").stderr
    assert snapshot(folder) == before


def test_who_stands_in_a_workspace_need_not_name_it(
    course: Path, tmp_path: Path, run: Run, toy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also below it; -C still wins; elsewhere only the bundled files are read."""
    monkeypatch.chdir(course / "sources/first-example")
    assert run("concept", "shared silence").exit_code == 0
    assert run("-C", toy, "concept", "shared silence").exit_code == 2
    assert run("-C", toy, "concept", "garden").exit_code == 0
    monkeypatch.chdir(tmp_path)
    assert run("concept", "shared silence").exit_code == 2


def test_the_bundled_files_are_no_workspace_of_their_own(course: Path) -> None:
    """Not even where they lie within one; nor is a folder called like the marker."""
    assert standing(BUNDLED) is None
    assert standing(BUNDLED / "graph") is None
    other = course.parent / "other"
    (other / ".relatum").mkdir(parents=True)
    assert standing(other) is None
    assert standing(course / "sources") == course


@pytest.mark.skipif(not hasattr(os, "chown") or os.getuid() != 0, reason="needs another owner")
def test_a_marker_of_another_person_is_none(course: Path) -> None:
    """Somebody else of the machine cannot make a folder above count as a workspace."""
    os.chown(course / ".relatum", 12345, 12345)
    assert standing(course) is None or os.getuid() != 0
    os.chown(course / ".relatum", 0, 0)
    assert standing(course) == course


# ---------------------------------------------------------------- concepts and people


def test_a_concept_is_added_at_the_end_and_nothing_else_changes(course: Path, run: Run) -> None:
    """Comments and order stay; what was written where is said; the check says what is to do."""
    path = course / "ontology/concepts.ttl"
    before = path.read_bytes() + b"# a remark of mine, without a line end"
    path.write_bytes(before)
    result = run("-C", course, "concept", "new", "shared", "grief", *GIVEN, "--also", "woe of two",
                 "--typed", "greif", "--broader", "affect", "--note", "Ask Ann.")  # fmt: skip
    assert result.exit_code == 0, result.output
    after = path.read_bytes()
    assert after.startswith(before)
    line = 1 + after[: after.index(b"c:shared-grief a")].count(b"\n")
    assert f"wrote the concept 'shared grief' (shared-grief) in {path}:{line}" in result.output
    assert "all is well" in result.output
    assert run("-C", course, "concept", "woe of two").stdout.startswith("shared grief  (")
    unused = run("-C", course, "concept", "new", "lonely thing", *GIVEN)
    assert "to do: " in unused.output
    assert "nothing speaks of it" in unused.output


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("attunement", *GIVEN), "there is 'attunement' already, in"),
        (("Resonance of Affect", *GIVEN), "there is 'resonance of affect' already, in"),
        (("bowlby", *GIVEN), "the key 'bowlby' is taken"),
        (("x", "--kind", "proces", "--definition", "long enough it is"), "did you mean 'process'"),
        (("x", *GIVEN, "--also", "Attunement"), "there is 'attunement' already"),
        (("x", "--kind", "process", "--definition", "short"), "at least 10 characters"),
        (("x", *GIVEN, "--broader", "atunemint"), "unknown concept 'atunemint', did you mean"),
        (("概念", *GIVEN), "give one as --key"),
        (("x", *GIVEN, "--key", "Not A Key"), "a key is made of letters"),
    ],
)
def test_what_cannot_be_a_concept_is_refused(
    course: Path, run: Run, words: tuple[str, ...], message: str
) -> None:
    """One line, and no file is touched."""
    before = snapshot(course)
    result = run("-C", course, "concept", "new", *words)
    assert result.exit_code == 2
    assert message in result.stderr
    assert snapshot(course) == before


def test_near_names_are_shown(course: Path, run: Run) -> None:
    """A misspelling or an inflection of a concept that is there is pointed out."""
    for typed in ("attuning", "atunement"):
        said = run("-C", course, "concept", "new", typed, "--kind", "process").stderr
        assert "there is 'attunement' already" in said, typed


def test_a_broken_file_is_not_added_to(course: Path, run: Run) -> None:
    """Its line is named; another broken file keeps nobody from adding."""
    claims = course / "sources/first-example/claims.yaml"
    claims.write_text("- at: [", encoding="utf-8")
    assert run("-C", course, "concept", "new", "first", *GIVEN).exit_code == 0
    path = course / "ontology/concepts.ttl"
    path.write_text(path.read_text("utf-8") + "c:oops a\n", encoding="utf-8")
    before = path.read_bytes()
    result = run("-C", course, "concept", "new", "second", *GIVEN)
    assert result.exit_code == 2
    assert "concepts.ttl:" in result.stderr
    assert "mend that first, nothing was written" in result.stderr
    assert path.read_bytes() == before


def test_a_concept_whose_name_begins_with_new_is_shown(course: Path, run: Run) -> None:
    """'concept new' makes one, and hides none: not by key, nor in quotation marks, nor typed."""
    run("-C", course, "concept", "new", "--label", "new beginning", *GIVEN, "--broader", "healing")
    for typed in (("new beginning",), ("new-beginning",), ("new", "beginning")):
        shown = run("-C", course, "concept", *typed)
        assert shown.stdout.startswith("new beginning  ("), typed
    made = run("-C", course, "concept", "new", "--label", "beginning", *GIVEN)
    assert "wrote the concept 'beginning'" in made.output


def test_new_is_offered_with_the_names() -> None:
    """The tab key offers `new` after `concept`, and its options after it."""
    environment = {**os.environ, "_RELATUM_COMPLETE": "bash_complete"}

    def offered(words: str, count: int) -> list[str]:
        made = subprocess.run(
            [str(Path(sys.executable).with_name("relatum"))], capture_output=True, encoding="utf-8",
            env={**environment, "COMP_WORDS": words, "COMP_CWORD": str(count)}, check=False,
        )  # fmt: skip
        return [line.partition(",")[2] for line in made.stdout.splitlines()]

    assert {"attunement", "new"} <= set(offered("relatum concept ", 2))
    assert offered("relatum concept ne", 2)[0] == "new"
    assert "--definition" in offered("relatum concept new --", 3)
    assert "--around" in offered("relatum concept --", 2)
    assert "attunement" in offered("relatum concept new --broader attu", 4)


def test_a_theorist_is_added_to_a_file_of_their_own(course: Path, run: Run) -> None:
    """With the dates as they are known; a second of the family has the whole name as key."""
    result = run("-C", course, "theorist", "new", "Donald W. Winnicott", "--born", "1896-04-07",
                 "--died", "1971", "--source", "https://example.org/w")  # fmt: skip
    assert result.exit_code == 0, result.output
    card = run("-C", course, "theorist", "winnicott").output
    assert card.startswith("Donald W. Winnicott  (1896–1971)")
    again = run(
        "-C", course, "theorist", "new", "Clare Winnicott", "--source", "https://example.org/c"
    )
    assert "'Clare Winnicott' (clare-winnicott)" in again.output
    assert run("-C", course, "check").output == "all is well\n"
    for words, message in (
        (("--born", "1896-13-01"), "'1896-13-01' is no date"),
        (("--born", "about 1896"), "'about 1896' is no date"),
        (("--born", "1900", "--died", "1890"), "died in 1890, but born in 1900"),
        (("--source", "no address"), "is no web address"),
    ):
        words = words if "--source" in words else (*words, "--source", "https://example.org/")
        result = run("-C", course, "theorist", "new", "Some One", *words)
        assert (result.exit_code, message in result.stderr) == (2, True), result.output
    said = run("-C", course, "theorist", "new", "John Bowlby", "--source", "https://example.org/")
    assert "there is 'John Bowlby' already" in said.stderr


def test_nothing_is_written_where_there_is_no_workspace(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The bundled files are not added to; the line says how to have a folder of one's own."""
    monkeypatch.chdir(tmp_path)
    for words in (("concept", "new", "x", *GIVEN), ("theorist", "new", "X Y")):
        result = run(*words)
        assert result.exit_code == 2
        assert "'relatum init my-course' makes one" in result.stderr


def typing(course: Path, *words: str) -> "pexpect.spawn[str]":
    """A command at a terminal."""
    return pexpect.spawn(
        sys.executable, ["-m", "relatum.cli", "-C", str(course), *words], encoding="utf-8",
        timeout=60, dimensions=(40, 200),
    )  # fmt: skip


def test_in_a_terminal_it_asks_for_what_is_missing(course: Path) -> None:
    """Near names, the kinds, and again where an answer cannot be used."""
    child = typing(course, "concept", "new")
    child.expect("Name of the concept")
    child.sendline('atunement "of" two\\')
    child.expect("a need: |need: ")
    child.expect("Kind")
    child.sendline("proces")
    child.expect("did you mean 'process'")
    child.sendline("process")
    child.expect("Definition")
    child.sendline("short")
    child.expect("at least 10 characters")
    child.sendline("Two people finding the same tone – 🎻.")
    child.expect("Other names")
    child.sendline("a, b")
    child.expect("wrote the concept")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0
    text = (course / "ontology/concepts.ttl").read_text(encoding="utf-8")
    assert 'skos:prefLabel "atunement \\"of\\" two\\\\"@en' in text
    assert 'skos:altLabel "a"@en , "b"@en' in text
    assert "🎻" in text


def test_in_a_terminal_a_near_name_is_asked_about(course: Path) -> None:
    """Whoever says no has written nothing."""
    before = snapshot(course)
    child = typing(course, "concept", "new", "attuning")
    child.expect("there is 'attunement' already")
    child.expect("beside it")
    child.sendline("n")
    child.expect("Aborted")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 1
    assert snapshot(course) == before


# ---------------------------------------------------------------- what is written is what was meant

TEXTS = st.text(
    st.one_of(
        st.characters(codec="utf-8"),
        st.sampled_from("\"'\\\n\r\t\x00\x0b\x0c\x1c\x85\u2028\u2029.;#<>@^{}🎻\ufeff"),
    ),
    max_size=60,
)
WRITABLE = TEXTS.filter(lambda text: "\0" not in text)


@given(text=TEXTS)
def test_any_text_stands_in_turtle_as_it_is(text: str) -> None:
    """Quotation marks, backslashes, line ends, emoji, markup: read back, the text is the same."""
    written = literal(text)
    assert len(written.splitlines()) == 1
    (triple,) = parse_turtle(Path("x.ttl"), f"<a:b> <a:c> {written} .")
    assert getattr(triple.object, "value", None) == text


@settings(suppress_health_check=list(HealthCheck), max_examples=60, deadline=None)
@given(label=TEXTS, definition=TEXTS, also=st.lists(TEXTS, max_size=3), crlf=st.booleans())
def test_any_concept_is_read_back_and_changes_nothing_else(
    tmp_path: Path, label: str, definition: str, also: list[str], crlf: bool
) -> None:
    """The old text is a beginning of the new one; the entry says what was given, no more."""
    path = tmp_path / "concepts.ttl"
    old = "# mine\n@prefix c: <https://example.org/other/> .\nc:x c:y [ c:z 1 ] .\n"
    path.write_bytes(old.replace("\n", "\r\n" if crlf else "\n").encode())
    new = Concept("k", label, terms.SCHEMA + "Need", definition, also=tuple(also))
    data, line = with_entry(path, *new.entry())
    assert data.startswith(path.read_bytes())
    text = data.decode()
    assert text.splitlines()[line - 1].startswith("<https://w3id.org/relatum/concept/k> a rlt:Need")
    said = {
        (t.predicate.value.rpartition("#")[2], getattr(t.object, "value", ""))
        for t in parse_turtle(path, text)
        if getattr(t.subject, "value", "") == terms.CONCEPT + "k"
    }
    assert {("prefLabel", label), ("definition", definition)} <= said
    assert {value for name, value in said if name == "altLabel"} == set(also)


def test_an_address_that_is_none_is_refused(tmp_path: Path) -> None:
    """Nothing in an address can end the entry."""
    with pytest.raises(RelatumError, match="is no web address"):
        with_entry(tmp_path / "x.ttl", terms.PERSON + "x", [
            Said("https://example.org/p", "https://example.org/> . <a:b> <a:c> <a:d", "iri")
        ])  # fmt: skip


JSONS = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(-(10**20), 10**20), TEXTS),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=8,
)


@settings(suppress_health_check=list(HealthCheck), max_examples=100, deadline=None)
@given(
    old=st.lists(JSONS, max_size=4),
    record=st.dictionaries(TEXTS, JSONS, max_size=3),
    indent=st.sampled_from([None, 1, 4]),
)
def test_any_list_of_works_is_added_to_as_text(
    tmp_path: Path, old: list[object], record: dict[str, object], indent: int | None
) -> None:
    """What was there stays as text, whatever it was and however it was laid out."""
    path = tmp_path / "bibliography.json"
    before = json.dumps(old, indent=indent, ensure_ascii=False)
    path.write_bytes(before.encode())
    data, _ = with_records(path, [{**record, "id": "new"}], {})
    assert json.loads(data) == [*old, {**record, "id": "new"}]
    if old:
        assert data.decode().startswith(before[:-1].rstrip())


@given(text=st.text(max_size=20))
def test_a_date_of_a_life_is_a_date_or_refused(text: str) -> None:
    """What is written has the form that the shapes ask for."""
    try:
        assert len(life_date(text)) in (4, 10)
    except RelatumError as error:
        assert "is no date" in str(error)


# ---------------------------------------------------------------- killed at any moment


def killed(words: list[str], seconds: float) -> None:
    """Runs a command in a group of its own, and kills the group after a time."""
    process = subprocess.Popen(
        [sys.executable, "-m", "relatum.cli", *words], stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    time.sleep(seconds)
    os.killpg(process.pid, signal.SIGKILL) if process.poll() is None else None
    process.wait()


def kill_tries(folder: Path, tries: int, seed: int = 1) -> dict[str, int]:
    """Kills each writing command at random moments; counts what had been written by then.

    Raises:
        AssertionError: a file was lost, half written, or changed in another way than meant.
    """
    chance, written = random.Random(seed), dict.fromkeys(("init", "concept", "theorist", "work"), 0)
    export = folder / "a.ris"
    export.write_text("TY  - BOOK\nAU  - Doe, Ann\nTI  - T\nPY  - 2001\nER  - \n", "utf-8")
    whole = folder / "whole"
    begin(whole)
    for number in range(tries):
        target = folder / f"init-{number}"
        killed(["init", str(target)], chance.uniform(0.02, 0.25))
        there = snapshot(target) if target.exists() else {}
        assert there.items() <= snapshot(whole).items()
        assert ".relatum" not in there or there == snapshot(whole)
        written["init"] += there == snapshot(whole)
        begin(target) if ".relatum" not in there else None
        assert snapshot(target) == snapshot(whole)
        for sort, words, file, end in (
            ("concept", ["concept", "new", f"thing {number}", *GIVEN], "ontology/concepts.ttl",
             b"skos:inScheme <https://w3id.org/relatum/concept> .\n"),
            ("theorist", ["theorist", "new", f"Ann Doe{number}", "--source", "https://a.org"],
             "ontology/theorists.ttl", b"dcterms:source <https://a.org> .\n"),
            ("work", ["work", "add", str(export)], "sources/bibliography.json", b"\n]\n"),
        ):  # fmt: skip
            before = snapshot(target)
            killed(["-C", str(target), *words], chance.uniform(0.3, 1.8))
            after = snapshot(target)
            new = after.pop(file, b"")
            old = before.pop(file, b"")
            assert after == before
            if new != old:
                assert new.endswith(end)
                assert new.startswith(old[:-3] if sort == "work" else old)
                assert len(new) > len(old)
                written[sort] += 1
    return written


@pytest.mark.skipif(not hasattr(os, "killpg"), reason="needs process groups")
def test_a_killed_command_has_written_all_or_nothing(tmp_path: Path) -> None:
    """Killed at any moment; and an init that was killed is completed by the next."""
    kill_tries(tmp_path, 3)


#: Ends the process at the worst moments: within the writing, before and after the renaming.
_ENDING = """
import os, signal, sys
from pathlib import Path
def end(): os.kill(os.getpid(), signal.SIGKILL)
moment, replace, opened = sys.argv[1], Path.replace, Path.open
class Half:
    def __init__(self, handle): self.handle = handle
    def __enter__(self): return self
    def __exit__(self, *_): self.handle.close()
    def write(self, data):
        self.handle.write(data[: len(data) // 2]); self.handle.flush(); end()
def renamed(self, target):
    if moment == "before": end()
    replace(self, target); end()
Path.replace = renamed
def halved(self, *words, **more):
    handle = opened(self, *words, **more)
    return Half(handle) if self.suffix == ".draft" else handle
if moment == "within": Path.open = halved
from relatum.graph.own.adding import Concept
from relatum.graph.own.beginnings import begin
from relatum.graph.own.entries import with_entry, write_made
from relatum.graph.own.works import write_works
path = Path(sys.argv[3])
if sys.argv[2] == "init": begin(path)
elif sys.argv[2] == "work": write_works(path / "sources/bibliography.json", '[[{"id": "x"}], {}]')
else:
    path = path / "ontology/concepts.ttl"
    write_made(path, with_entry(path, *Concept("k", "k", "https://a.org/k", "d").entry())[0])
"""


@pytest.mark.parametrize("moment", ["within", "before", "after"])
@pytest.mark.parametrize("what", ["init", "work", "concept"])
def test_killed_at_the_worst_moment_a_file_is_the_old_or_the_new(
    tmp_path: Path, moment: str, what: str
) -> None:
    """Half of it written, written and not renamed, just renamed; afterwards it goes on."""
    whole = tmp_path / "whole"
    begin(whole)
    target = tmp_path / "target"
    if what != "init":
        begin(target)
    words = [sys.executable, "-c", _ENDING, moment, what, str(target)]
    assert subprocess.run(words, check=False).returncode == -signal.SIGKILL
    there, drafts = snapshot(target), list(target.rglob("*.draft"))
    assert bool(drafts) == (moment != "after")
    if what == "init":
        assert there.items() <= snapshot(whole).items()
        assert len(there) == (moment == "after")
        begin(target)
        assert snapshot(target) == snapshot(whole)
    else:
        changed = {name for name, data in there.items() if data != snapshot(whole)[name]}
        assert len(changed) == (moment == "after")
        assert len(there) == len(snapshot(whole))

"""Hostile files of a workspace: each ends in one line, within bounds, and asks nobody."""

import json
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from helpers import DATA, Run

from relatum.graph import bounded
from relatum.graph.errors import FilesHaveProblems, RelatumError
from relatum.graph.files import LARGEST_FILE
from relatum.graph.store import build
from relatum.graph.workspace import Workspace

#: The bounds of these tests; those of a person are wider.
SECONDS, MEMORY = 60.0, 768 << 20
#: The bound where it is the time that is tried: a building needs less even on a busy machine.
SHORT = 10.0
#: How much longer than its bound a command may take: starting, clearing away, a busy machine.
SLACK = 20.0

DEEP = 20_000
TURTLE, SHAPES, RULE = "ontology/hostile.ttl", "ontology/shapes.ttl", "ontology/rules/hostile.rq"
PREFIXES = (
    "@prefix c: <https://w3id.org/relatum/concept/> .\n"
    "@prefix rlt: <https://w3id.org/relatum/schema#> .\n"
    "@prefix sh: <http://www.w3.org/ns/shacl#> .\n"
)
WHERE = "CONSTRUCT { ?a ?b ?c } WHERE "

#: File, content, what the one line says.
CRASHES = {
    "quoted triples": (TURTLE, "c:a c:p " + "<<( c:a c:p " * DEEP + "1" + " )>>" * DEEP + " ."),
    "parentheses": (RULE, WHERE + "{ ?a ?b ?c FILTER(" + "(" * DEEP + "1" + ")" * DEEP + ") }"),
    "unions": (RULE, WHERE + "{" + " UNION ".join(["{ ?a ?b ?c }"] * 10_000) + "}"),
    "groups": (RULE, WHERE + "{" * DEEP + " ?a ?b ?c " + "}" * DEEP),
    "negations": (RULE, WHERE + "{ ?a ?b ?c FILTER(" + "!" * DEEP + "1) }"),
}
EATERS = {
    "brackets": (TURTLE, "c:a c:p " + "[ c:p " * DEEP + "1" + " ]" * DEEP + " ."),
    "collections": (TURTLE, "c:a c:p " + "(" * DEEP + ")" * DEEP + " ."),
    "annotations": (TURTLE, "c:a c:p 1 " + "{| c:p 1 " * DEEP + "|}" * DEEP + " ."),
    "blank nodes all alike": (
        TURTLE,
        "".join(f"_:b{i} c:p _:b{j} .\n" for i in range(14) for j in range(14) if i != j),
    ),
    "doubled texts": (
        RULE,
        "CONSTRUCT { c:a c:p ?t30 } WHERE { BIND('xxxxxxxxxxxxxxxx' AS ?t0) "
        + " ".join(f"BIND(CONCAT(?t{i}, ?t{i}) AS ?t{i + 1})" for i in range(30))
        + " }",
    ),
    "everything with everything": (
        RULE,
        "CONSTRUCT { ?a ?e ?i } WHERE { SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?i }",
    ),
}
ENDLESS = {
    "a cartesian product": (
        RULE,
        "CONSTRUCT { ?a ?e ?i } WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?a = ?nothing) }",
    ),
    "a path of paths": (
        RULE,
        "CONSTRUCT { ?a c:p ?z } WHERE { ?a ((!c:x|^!c:x)+/(!c:y|^!c:y)+/(!c:z|^!c:z)+)* ?z }",
    ),
}


def plant(toy: Path, file: str, text: str) -> Path:
    """Puts a file into the workspace."""
    path = toy / file
    path.parent.mkdir(exist_ok=True)
    path.write_text((PREFIXES if path.suffix == ".ttl" else "") + text, encoding="utf-8")
    return path


@pytest.fixture(autouse=True)
def bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    """The bounds that are stated above, whatever the size of the files."""
    monkeypatch.setattr(bounded, "SECONDS", SECONDS)
    monkeypatch.setattr(bounded, "BYTES_A_SECOND", 1 << 40)
    monkeypatch.setattr(bounded, "MEMORY", MEMORY)


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache of its own, to see what is left in it."""
    folder = tmp_path / "cache"
    monkeypatch.setenv("RELATUM_CACHE", str(folder))
    return folder


@pytest.fixture
def visits() -> Iterator[list[str]]:
    """A server on this machine that nobody must ask: its address, then a line for each visit."""
    server = socket.create_server(("127.0.0.1", 0))
    seen = [f"http://127.0.0.1:{server.getsockname()[1]}/x"]

    def listen() -> None:
        while True:
            try:
                visitor, _ = server.accept()
            except OSError:
                return
            seen.append("a visit")
            with visitor:
                visitor.recv(4096)
                visitor.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")

    threading.Thread(target=listen, daemon=True).start()
    yield seen
    server.close()


def refused(run: Run, toy: Path, *words: object) -> str:
    """The one line of a command that cannot be done, in time."""
    before = time.monotonic()
    result = run("-C", toy, *words)
    assert time.monotonic() - before < SECONDS + SLACK
    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (2, "", 1)
    return str(result.stderr)


def nothing_left(cache: Path) -> bool:
    """Whether a cache holds no store, no half of one, and no word of one."""
    return not list((cache / "stores").iterdir()) and not list(cache.glob("stamps/*"))


# ------------------------------------------------------------------ what ends the reader


@pytest.mark.parametrize("case", CRASHES)
def test_a_file_that_ends_its_reader_is_one_line(case: str, toy: Path, run: Run, own: Path) -> None:
    """The command lives on, names the file, and leaves nothing half written."""
    path = plant(toy, *CRASHES[case])
    said = refused(run, toy, "build")
    assert said == f"relatum: {path}: brought its reader down; is it nested very deeply?\n"
    assert nothing_left(own)
    assert refused(run, toy, "check") == said


@pytest.mark.parametrize("case", EATERS)
def test_a_file_that_takes_all_memory_is_stopped(case: str, toy: Path, run: Run, own: Path) -> None:
    """At the bound of memory or of time, whichever comes first, with the name of the file."""
    path = plant(toy, *EATERS[case])
    said = refused(run, toy, "build")
    assert "MiB of memory and was stopped" in said or "60 seconds and was stopped" in said
    assert f" {path}: " in said or f" {path.relative_to(toy)}: " in said
    assert nothing_left(own)


@pytest.mark.parametrize("case", ENDLESS)
def test_a_rule_that_does_not_end_is_stopped(
    case: str, toy: Path, run: Run, own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At the bound of time, with the name of the rule."""
    monkeypatch.setattr(bounded, "SECONDS", SHORT)
    plant(toy, *ENDLESS[case])
    said = refused(run, toy, "concept", "garden")
    assert said == f"relatum: {RULE}: took more than 10 seconds and was stopped\n"
    assert nothing_left(own)


def test_shapes_that_do_not_end_are_stopped(
    toy: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A pattern that tries for ever is stopped by the parent's clock."""
    monkeypatch.setattr(bounded, "SECONDS", 2 * SHORT)
    tried = "a" * 60 + "b"
    path = plant(
        toy, SHAPES, f'c:s a sh:NodeShape ; sh:targetNode "{tried}" ; sh:pattern "^(a+)+$" .'
    )
    assert refused(run, toy, "check").startswith(f"relatum: {path}: took more than 20 seconds")


@pytest.mark.parametrize(
    "text",
    [
        "c:s a sh:NodeShape ; sh:targetNode c:s ; sh:property [ sh:minCount 1 ; sh:path _:l ] . "
        "_:l <http://www.w3.org/1999/02/22-rdf-syntax-ns#first> c:x ; "
        "<http://www.w3.org/1999/02/22-rdf-syntax-ns#rest> _:l .",
        "c:s a sh:NodeShape ; sh:targetNode c:s ; sh:not "
        + "[ sh:not " * 3000 + "[]" + " ]" * 3000 + " .",
    ],
    ids=["a list without end", "not not not"],
)  # fmt: skip
def test_shapes_that_cannot_be_used_are_one_line(text: str, toy: Path, run: Run) -> None:
    """What the library of SHACL raises names the file and is no traceback."""
    path = plant(toy, SHAPES, text)
    assert refused(run, toy, "check").startswith(f"relatum: {path}: cannot be used: ")


@pytest.mark.parametrize("words", [("verify",), ("anchor",)])
def test_a_copy_is_compared_within_bounds(words: tuple[str], toy: Path, run: Run) -> None:
    """What reads a workspace for one source reads it in the other process as well."""
    copy = toy / "copy.txt"
    copy.write_text("[1,1] It rains.\n", encoding="utf-8")
    path = plant(toy, *CRASHES["quoted triples"])
    before = (toy / "sources/garden/anchors.json").read_bytes()
    assert f"{path}: brought its reader down" in refused(run, toy, "source", *words, "garden", copy)
    assert (toy / "sources/garden/anchors.json").read_bytes() == before


# ------------------------------------------------------------------ what is only a mistake


@pytest.mark.parametrize(
    ("file", "text", "message"),
    [
        (TURTLE, 'c:a c:p "' + "x" * (17 << 20) + '" .', ":1: holds a text longer than 16 MB"),
        (TURTLE, "#" * LARGEST_FILE, ":1: the file is larger than 32 MB"),
        (TURTLE, "c:a c:p " + "( " * DEEP, ":4: is not valid Turtle"),
        (
            TURTLE,
            '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'
            '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">&b;</rdf:RDF>',
            ":4: is not valid Turtle",
        ),
        (RULE, "SELECT * { ?s ?p ?o }", ":1: makes no triples (use CONSTRUCT)"),
        ("sources/x.json", "[" + "9" * 10_000 + "]", ":1: holds a number that is too long"),
    ],
    ids=["an enormous text", "over the limit", "unclosed", "RDF/XML", "SELECT", "a long number"],
)
def test_what_can_be_read_and_is_wrong_has_its_line(
    file: str, text: str, message: str, toy: Path, run: Run
) -> None:
    """A file that is not what its name says, or too large, is a finding as any other."""
    path = plant(toy, file, text)
    assert f"{path}{message}" in refused(run, toy, "build")
    result = run("-C", toy, "check")
    assert result.exit_code == 1
    assert f"{path}{message}" in result.output


def test_findings_are_the_same_from_the_other_process(toy: Path) -> None:
    """Each with its file, line and mend; and `build` raises what it always raised."""
    from relatum.graph.reader import Reading

    plant(toy, RULE, "SELECT * { ?s ?p ?o }")
    workspace = Workspace.open(toy)
    reading = Reading(workspace)
    list(reading.sources())
    with pytest.raises(FilesHaveProblems) as raised:
        build(workspace)
    assert raised.value.findings == sorted(reading.findings) != []


# ------------------------------------------------------------------ nobody is asked


@pytest.mark.parametrize(
    ("file", "text"),
    [
        (TURTLE, '{"@context": "URL", "@id": "c:x"}'),
        (TURTLE, "<URL> <http://www.w3.org/2002/07/owl#imports> <URL> ."),
        ("ontology/context.jsonld", '{"@context": "URL"}'),
        (SHAPES, "<URL> a <http://www.w3.org/2002/07/owl#Ontology> ; "
            "<http://www.w3.org/2002/07/owl#imports> <URL> ."),
        (SHAPES, "c:s a sh:NodeShape ; sh:targetClass rlt:Source ; "
            'sh:sparql [ sh:select "SELECT $this FROM <URL> { $this ?p ?o }" ] .'),
        (SHAPES, "c:s a sh:NodeShape ; sh:targetClass rlt:Source ; sh:js [ "
            'sh:jsFunctionName "f" ; sh:jsLibrary [ sh:jsLibraryURL "URL" ] ] .'),
        (RULE, WHERE + "{ SERVICE <URL> { ?a ?b ?c } }"),
        (RULE, "CONSTRUCT { ?a a c:none } FROM <URL> WHERE { ?a a c:none }"),
    ],
    ids=["JSON-LD", "imports", "context", "imports of shapes", "FROM in shapes", "JavaScript",
         "SERVICE", "FROM"],
)  # fmt: skip
def test_no_file_reaches_a_server(
    file: str, text: str, toy: Path, run: Run, visits: list[str]
) -> None:
    """Whatever a file names, it is not fetched; the file is refused or read without it."""
    command = "check" if file == SHAPES else "build"
    plant(toy, file, text.replace("URL", visits[0]))
    assert run("-C", toy, command).exit_code in (0, 1, 2)
    assert len(visits) == 1


CONFINED = """
import sys, contextlib
import pyoxigraph as ox
from relatum.graph import limits
from relatum.graph.errors import RelatumError
limits.confine(20, 1 << 30)
url, way = sys.argv[1:]
try:
    if way == "python":
        import urllib.request
        urllib.request.urlopen(url)
    with limits.doors_closed("q") if way == "rule" else contextlib.nullcontext():
        list(ox.Store().query(f"SELECT * {{ SERVICE <{url}> {{ ?s ?p ?o }} }}"))
except (OSError, RelatumError) as error:
    print(error)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limit")
@pytest.mark.parametrize(
    ("way", "calls", "message"),
    [("python", 0, "the network is off"), ("rule", 0, "would open a connection"), ("open", 1, "")],
)
def test_the_system_keeps_the_process_in(
    way: str, calls: int, message: str, visits: list[str]
) -> None:
    """Also where no word of a file is looked at; and without the guard the server is reached."""
    result = subprocess.run(
        [sys.executable, "-c", CONFINED, visits[0], way], capture_output=True, text=True, check=True
    )
    assert message in result.stdout
    assert len(visits) - 1 == calls


def test_a_rule_that_slips_past_the_words_reaches_nobody(
    toy: Path, run: Run, visits: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the search for the word switched off, the closed doors still hold."""
    plant(toy, RULE, WHERE + f"{{ SERVICE <{visits[0]}> {{ ?a ?b ?c }} }}")
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "sitecustomize.py").write_text(
        "import relatum.graph.files as f\nf.refuse_service = lambda path, text: None\n"
    )
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "site"))
    assert f"{RULE}: would open a connection or a file" in refused(run, toy, "build")
    assert len(visits) == 1


# ------------------------------------------------------------------ where it is needed


def test_the_bundled_graph_starts_no_other_process(
    own: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ours is built in this process; so is nothing started for a workspace that is built."""
    run("-C", DATA / "toy", "build")

    def never(*_: object, **__: object) -> None:
        raise AssertionError("a process was started")

    monkeypatch.setattr(subprocess, "Popen", never)
    assert run("build").exit_code == 0
    assert run("check").exit_code == 0
    assert run("-C", DATA / "toy", "concept", "garden").exit_code == 0
    with pytest.raises(AssertionError):
        run("-C", DATA / "toy", "build")


def test_both_ways_of_building_give_the_same_store(
    toy: Path, own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In another process or in this one: the same name, the same quads."""
    from relatum.graph.store import open_store

    workspace = Workspace.open(toy)
    path = build(workspace)
    apart = sorted(map(str, open_store(workspace).quads()))
    shutil.rmtree(own)
    monkeypatch.setattr(bounded, "needed", lambda _: False)
    assert build(workspace) == path
    assert sorted(map(str, open_store(workspace).quads())) == apart


def test_steps_are_reported_from_the_other_process(toy: Path) -> None:
    """A progress bar moves: every step comes, in order, up to the last."""
    steps: list[tuple[int, int]] = []
    build(Workspace.open(toy), lambda done, total: steps.append((done, total)))
    assert steps == [(n, steps[-1][1]) for n in range(1, steps[-1][1] + 1)]
    assert len(steps) > 3


def test_a_larger_workspace_has_more_time(
    toy: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Seconds are added by the size of the files; so a small bound is not met at once."""
    monkeypatch.setattr(bounded, "SECONDS", 0.05)
    assert "took more than 0 seconds" in refused(run, toy, "build")
    monkeypatch.setattr(bounded, "BYTES_A_SECOND", 100)
    assert run("-C", toy, "build").exit_code == 0


def test_a_disk_that_is_full_is_said_as_ever(
    toy: Path, own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What cannot be written by the other process names the cache folder."""

    def full(*_: object, **__: object) -> None:
        raise bounded._error({"kind": "os", "message": [28, "No space left on device"]}, "", 1)

    monkeypatch.setattr(bounded, "call", full)
    with pytest.raises(RelatumError, match=r"cannot write to the cache folder .*No space left"):
        build(Workspace.open(toy))
    assert nothing_left(own)


@pytest.mark.parametrize(
    ("code", "told", "how"),
    [
        (-11, b"", "crash"),
        (3_221_225_725, b"", "crash"),  # Windows: the stack gave out
        (-6, b"memory allocation of 64 bytes failed\nmore", "memory"),
        (-9, b"", "memory"),
        (-14, b"", "time"),
        (1, b"Traceback\nKeyError: 'x'\n", "KeyError: 'x'"),
        (3, json.dumps({"kind": "syntax", "message": "memory allocation"}).encode(), None),
        (1, b"", "exit code 1"),
    ],
)
def test_how_a_process_ended(code: int, told: bytes, how: str | None) -> None:
    """By its exit code and its last words; what it says itself goes first."""
    assert bounded.ending(code, told) == (told.decode() if how is None else how)


def test_a_process_whose_parent_is_killed_ends_by_itself(toy: Path, tmp_path: Path) -> None:
    """It has a clock of its own, set by the same bound."""
    start = time.monotonic()
    with (tmp_path / "told").open("wb") as told:
        job = {"call": "write", "roots": [str(r) for r in Workspace.open(toy).roots],
               "words": [str(tmp_path / "draft")], "seconds": 1, "memory": MEMORY}  # fmt: skip
        plant(toy, *ENDLESS["a cartesian product"])
        process = bounded.start("relatum.graph.apart", job, subprocess.DEVNULL, told)
        assert process.wait(SLACK) == -14
    assert time.monotonic() - start >= 3

"""Queries that people write: what they give, what is refused, what stops them."""

import contextlib
import csv
import io
import json
import re
import resource
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from helpers import DATA, Run, relatum
from hypothesis import example, given, settings
from hypothesis import strategies as st

from relatum.graph import limits, sparql, terms
from relatum.graph.errors import RelatumError
from relatum.graph.querytext import Refused, read, refuse, tokens, with_prefixes
from relatum.graph.sparql import Bounds
from relatum.graph.store import Store

NEEDS = "SELECT ?need ?label { ?need a rlt:Need ; skos:prefLabel ?label } ORDER BY ?need"


class Canary:
    """A server on this machine that nobody must ask: it counts who does."""

    def __init__(self) -> None:
        self.calls = 0
        self.server = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self.server.getsockname()[1]}/sparql"
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            try:
                visitor, _ = self.server.accept()
            except OSError:
                return
            self.calls += 1
            body = (
                b'{"head":{"vars":["x"]},"results":{"bindings":'
                b'[{"x":{"type":"literal","value":"sung"}}]}}'
            )
            with visitor:
                visitor.recv(65536)
                visitor.sendall(
                    b"HTTP/1.1 200 OK\r\nContent-Type: application/sparql-results+json\r\n"
                    + f"Content-Length: {len(body)}\r\nConnection: close\r\n\r\n".encode()
                    + body
                )


@pytest.fixture
def canary() -> Iterator[Canary]:
    bird = Canary()
    yield bird
    bird.server.close()


def answer(store: Store, query: str, form: str = "json", **bounds: object) -> bytes:
    with sparql.answer(store, query, form, Bounds(**bounds)) as out:  # type: ignore[arg-type]
        return out.read()


# ------------------------------------------------------------------ what is given


def test_prefixes_are_known_and_a_table_is_drawn(run: Run) -> None:
    """No PREFIX is needed; IRIs are short, as they are typed."""
    result = run("sparql", NEEDS)
    assert result.exit_code == 0, result.stderr
    assert re.match(r"need +label\n-+  -+\n", result.output)
    assert re.search(r"^c:need-for-relationship +need for relationship$", result.output, re.M)


def test_all_prefixes_of_ours_are_known(run: Run) -> None:
    """Each one of `terms.PREFIXES`, and one's own declaration goes before ours."""
    for prefix, namespace in terms.PREFIXES.items():
        output = run("sparql", "--format", "csv", f"SELECT ({prefix}:x AS ?x) {{}}").output
        assert output.split() == ["x", f"{namespace}x"]
    output = run("sparql", "--format", "csv", "PREFIX c: <http://a/> SELECT (c:x AS ?x) {}").output
    assert output.split() == ["x", "http://a/x"]


def test_every_format_of_rows_says_the_same(store: Store) -> None:
    """CSV, TSV, JSON and XML hold the same rows in the same order."""
    rows = json.loads(answer(store, NEEDS))["results"]["bindings"]
    expected = [(row["need"]["value"], row["label"]["value"]) for row in rows]
    assert len(expected) > 3
    table = list(csv.reader(io.StringIO(answer(store, NEEDS, "csv").decode())))
    assert table[0] == ["need", "label"]
    assert [tuple(row) for row in table[1:]] == expected
    for form, media in (
        ("tsv", ox.QueryResultsFormat.TSV),
        ("xml", ox.QueryResultsFormat.XML),
    ):
        parsed = ox.parse_query_results(answer(store, NEEDS, form), format=media)
        assert isinstance(parsed, ox.QuerySolutions)
        assert [(s["need"].value, s["label"].value) for s in parsed] == expected


@pytest.mark.parametrize(
    ("form", "name"),
    [("turtle", "turtle"), ("ntriples", "nt"), ("rdfxml", "xml"), ("jsonld", "json-ld")],
)
def test_every_format_of_triples_says_the_same(form: str, name: str, run: Run) -> None:
    """CONSTRUCT and DESCRIBE, as rdflib reads them."""
    made = run("sparql", "--format", form, "CONSTRUCT WHERE { ?need a rlt:Need }").output
    graph = rdflib.Graph().parse(data=made, format=name)
    assert rdflib.URIRef(terms.CONCEPT + "needs") in set(graph.subjects())
    described = run("sparql", "--format", form, "DESCRIBE c:contact").output
    assert len(rdflib.Graph().parse(data=described, format=name)) > 5


def test_triples_come_as_turtle_in_order(run: Run) -> None:
    """The same bytes each time, with the prefixes that are used."""
    output = run("sparql", "CONSTRUCT WHERE { ?need a rlt:Need }").output
    assert output == run("sparql", "CONSTRUCT WHERE { ?need a rlt:Need }").output
    assert "c:needs a rlt:Need ." in output
    assert "@prefix bibo:" not in output


@pytest.mark.parametrize(
    ("form", "yes", "no"),
    [(None, "yes\n", "no\n"), ("table", "yes\n", "no\n"), ("csv", "true\n", "false\n"),
     ("json", '{"head":{},"boolean":true}\n', '{"head":{},"boolean":false}\n')],
)  # fmt: skip
def test_ask_gives_yes_or_no(form: str | None, yes: str, no: str, run: Run) -> None:
    """In words to a reader, by the standard to a program; no is an answer, not a failure."""
    options = ("--format", form) if form else ()
    for query, expected in (("ASK { c:contact ?p ?o }", yes), ("ASK { c:contact ?p 9 }", no)):
        result = run("sparql", *options, query)
        assert (result.exit_code, result.output) == (0, expected)


@pytest.mark.parametrize(
    ("query", "output"),
    [
        ("SELECT ?x { VALUES ?x { } }", "no answers\n"),
        ("SELECT * {}", "1 answer without a variable\n"),
        ("SELECT ?x { BIND(1/0 AS ?x) }", "x\n-\n\n"),
        ("CONSTRUCT { ?s ?p ?o } { VALUES ?s { } ?s ?p ?o }", ""),
    ],
)
def test_nothing_is_said_to_be_nothing(query: str, output: str, run: Run) -> None:
    """No rows, no variables, nothing bound, no triples: each is an answer."""
    result = run("sparql", query)
    assert (result.exit_code, result.output) == (0, output)


def test_a_query_comes_from_a_file_or_the_standard_input(tmp_path: Path, run: Run) -> None:
    """`-f FILE`, a pipe, or `-`; a byte order mark does not matter."""
    expected = run("sparql", NEEDS).output
    (tmp_path / "q.rq").write_text(NEEDS, encoding="utf-8-sig")
    assert run("sparql", "-f", tmp_path / "q.rq").output == expected
    for words in ((), ("-",)):
        piped = subprocess.run(
            [sys.executable, "-m", "relatum.cli", "sparql", *words],
            input=NEEDS, capture_output=True, encoding="utf-8", check=True,
        )  # fmt: skip
        assert piped.stdout == expected


def test_from_names_the_graphs_that_are_asked(store: Store) -> None:
    """Without FROM the graphs are asked together; with it only those named."""
    count = "SELECT (COUNT(*) AS ?n) {} WHERE {{ ?s ?p ?o }}"
    every = len({quad.triple for quad in store.quads()})
    book = sum(q.graph_name == ox.NamedNode(terms.BIBLIOGRAPHY_GRAPH) for q in store.quads())
    for clause, expected in (
        ("", every),
        (f"FROM <{terms.BIBLIOGRAPHY_GRAPH}>", book),
        (f"FROM NAMED <{terms.BIBLIOGRAPHY_GRAPH}>", 0),
    ):
        (row,) = json.loads(answer(store, count.format(clause)))["results"]["bindings"]
        assert row["n"]["value"] == str(expected)


# ------------------------------------------------------------------ what is not right


@pytest.mark.parametrize(
    ("query", "place", "line", "message"),
    [
        ("SELECT ?x {\n  ?x a rlt:Need ;; ?p\n}", "line 3, column 2", "  }\n   ^", "expected"),
        ("SELECT ?x { ?x a no:Need }", "line 1", "  SELECT ?x { ?x a no:Need }\n", "not declared"),
        ("FOO", "line 1, column 4", "  FOO\n     ^", "expected"),
        ("SELECT * {" + " " * 500 + "$$ }", "line 1, column 5", "$$ }", "expected"),
        ("SELECT * FROM <x> { }", "line 1", "FROM <x>", ""),
    ],
)
def test_a_mistake_is_shown_in_its_line(
    query: str, place: str, line: str, message: str, run: Run
) -> None:
    """The line, a caret under the place, what was expected; exit code 2."""
    result = run("sparql", "--allow-network", query)
    assert (result.exit_code, result.stdout) == (2, "")
    assert all(part in result.stderr for part in (place, line, message)), result.stderr
    assert max(map(len, result.stderr.splitlines())) < 250


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("",), "the query is empty"),
        (("-f", "no.rq"), "no.rq"),
        (("--format", "turtle", "ASK {}"), "gives no triples; take one of table, csv"),
        (("--format", "csv", "CONSTRUCT WHERE { ?s ?p ?o }"), "gives triples; take one of turtle"),
        (("--timeout", "0", "ASK {}"), "0"),
        (("--limit-rows", "0", "ASK {}"), "0"),
        (("SELECT (<http://f/>(1) AS ?x) {}",), "custom function <http://f/> is not supported"),
    ],
)
def test_what_cannot_be_run_is_told(words: tuple[str, ...], message: str, run: Run) -> None:
    """Exit code 2, nothing on the standard output."""
    result = run("sparql", *words)
    assert (result.exit_code, result.stdout, message in result.stderr) == (2, "", True)


# ------------------------------------------------------------------ what is refused


@pytest.mark.parametrize(
    "update",
    [
        "INSERT DATA { <a:a> <a:b> 1 }", "DELETE WHERE { ?s ?p ?o }", "LOAD <http://a/>",
        "load silent <http://a/> into graph <http://b/>", "CLEAR ALL", "DROP DEFAULT",
        "CREATE GRAPH <a:a>", "ADD DEFAULT TO <a:a>", "MOVE DEFAULT TO <a:a>",
        "COPY DEFAULT TO <a:a>", "WITH <a:a> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
        "PREFIX a: <http://select/> # SELECT\nINSERT { ?s ?p 'SELECT' } WHERE { ?s ?p ?o }",
        "\\u0049NSERT DATA { <a:a> <a:b> 1 }", "SELECT * {} ; LOAD <http://a/>",
    ],
)  # fmt: skip
def test_updates_are_refused_by_name(update: str, run: Run) -> None:
    """Whatever would change the graph is named and not run, with the network allowed or not."""
    for options in ((), ("--allow-network",)):
        result = run("sparql", *options, update)
        assert (result.exit_code, result.stdout) == (2, "")
        assert "would change the graph, which is only read here" in result.stderr


#: Ways to write a question to another server; {} is its address.
DISGUISES = [
    "SELECT * {{ SERVICE <{}> {{ ?s ?p ?o }} }}",
    "SELECT * {{ service silent <{}> {{ ?s ?p ?o }} }}",
    "SELECT * {{ SeRvIcE<{}>{{ ?s ?p ?o }} }}",
    "SELECT * {{ # nothing here\nSERVICE # nor here\n <{}> {{ ?s ?p ?o }} }}",
    "SELECT * {{ BIND('# ' AS ?x) SERVICE <{}> {{ ?s ?p ?o }} }}",
    'SELECT * {{ BIND("""\'# \\" """ AS ?x) SERVICE <{}> {{ ?s ?p ?o }} }}',
    "SELECT * {{ BIND('\\'#' AS ?x) SERVICE <{}> {{ ?s ?p ?o }} }}",
    "SELECT * {{ BIND(<http://a/#> AS ?x) SERVICE <{}> {{ ?s ?p ?o }} }}",
    "SELECT * {{ BIND(<http://a/\\u0041#> AS ?x) SERVICE <{}> {{ ?s ?p ?o }} }}",
    "SELECT * {{ FILTER(1<2) SERVICE <{}> {{ ?s ?p ?o }} }}",
    "SELECT * {{ ?a ?b ?c FILTER(?a<?b)SERVICE<{}>{{ ?s ?p ?o }} }}",
    "SELECT * {{ VALUES ?where {{ <{}> }} SERVICE ?where {{ ?s ?p ?o }} }}",
    "PREFIX here: <{}> SELECT * {{ SERVICE here: {{ ?s ?p ?o }} }}",
    "PREFIX : <{}> SELECT * {{ service: {{ ?s ?p ?o }} }}",
    "PREFIX : <{}> PREFIX service: <{}> SELECT * {{ service:{{ ?s ?p ?o }} }}",
    "BASE <{}> SELECT * {{ SERVICE <> {{ ?s ?p ?o }} }}",
    "SELECT * {{ ?s ?p 1SERVICE<{}>{{ ?s ?p ?o }} }}",
    "SELECT * {{ ?s ?p trueSERVICE<{}>{{ ?s ?p ?o }} }}",
    "PREFIX : <{}> SELECT * {{ ?s ?p true.service: {{ ?s ?p ?o }} }}",
    "SELECT * {{ ?s ?p 'x'@en.SERVICE<{}>{{ ?s ?p ?o }} }}",
    "SELECT * {{ SERVICESILENT<{}>{{ ?s ?p ?o }} }}",
    "SELECT * {{ \\u0053ERVICE <{}> {{ ?s ?p ?o }} }}",
    "SELECT * {{ \\U00000053ervice <{}> {{ ?s ?p ?o }} }}",
    "SELECT * {{ {{ SELECT * {{ OPTIONAL {{ SERVICE <{}> {{ ?s ?p ?o }} }} }} }} }}",
    "ASK {{ FILTER EXISTS {{ SERVICE <{}> {{ ?s ?p ?o }} }} }}",
    "CONSTRUCT {{ ?s ?p ?o }} {{ SERVICE <{}> {{ ?s ?p ?o }} }}",
    "DESCRIBE ?s {{ SERVICE <{}> {{ ?s ?p ?o }} }}",
]


@pytest.mark.parametrize("disguise", DISGUISES)
def test_no_disguise_reaches_another_server(
    disguise: str, store: Store, canary: Canary, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Refused by name; and where the words alone would let it pass, nothing goes out either."""
    query = disguise.replace("{}", canary.url).replace("{{", "{").replace("}}", "}")
    with pytest.raises(Refused, match="SERVICE"):
        answer(store, query)
    monkeypatch.setattr(sparql, "refuse", lambda *_, **__: None)
    # Most are told by the system's refusal; some are not SPARQL at all.
    with contextlib.suppress(RelatumError):
        answer(store, query)
    assert canary.calls == 0


def test_the_canary_sings_when_it_is_allowed_to(store: Store, canary: Canary, run: Run) -> None:
    """The same query reaches the server with --allow-network: the test above proves something."""
    query = f"SELECT * {{ SERVICE <{canary.url}> {{ ?s ?p ?x }} }}"
    assert b"sung" in answer(store, query, network=True)
    assert canary.calls == 1
    assert run("sparql", "--allow-network", query).exit_code == 0
    assert canary.calls == 2


def test_what_only_looks_like_it_is_run(store: Store) -> None:
    """SERVICE in strings, comments, IRIs, names and variables is no word."""
    for harmless in (
        "SELECT ('SERVICE <http://a/>' AS ?x) {}",
        'SELECT ("""a \'SERVICE\' "b" """ AS ?x) {}',
        "SELECT * {} # SERVICE <http://a/>",
        "SELECT (<http://a/SERVICE> AS ?x) {}",
        "PREFIX service: <http://a/> SELECT (service:service AS ?x) {}",
        "SELECT ?service { VALUES ?service { 1 } }",
        "SELECT (rdf:service AS ?x) {}",
        "SELECT ('x'@en-service AS ?x) {}",
        "SELECT ('LOAD' AS ?x) { OPTIONAL { ?s rlt:insert rlt:load } }",
        "SELECT * { _:service rdf:type ?x } LIMIT 1",
    ):
        assert answer(store, harmless)


def test_from_names_graphs_of_the_dataset_only(store: Store, canary: Canary, run: Run) -> None:
    """Any other is refused by name, however it is written."""
    for clause in (
        f"FROM <{canary.url}>", f"FROM NAMED <{canary.url}>", f"from\n#\nnamed<{canary.url}>",
        "FROM c:contact", f"FROM <{terms.INFERRED_GRAPH}> FROM <{canary.url}>",
    ):  # fmt: skip
        with pytest.raises(Refused, match="FROM names <"):
            answer(store, f"SELECT * {clause} {{ ?s ?p ?o }}")
    with pytest.raises(Refused, match="FROM names <http://b/x>"):
        answer(store, "BASE <http://b/a> SELECT * FROM <x> { ?s ?p ?o }")
    graph = terms.INFERRED_GRAPH.rpartition("/")
    inside = f"PREFIX g: <{graph[0]}/> SELECT * FROM g:{graph[2]} {{ ?s ?p ?o }} LIMIT 1"
    assert answer(store, inside)
    assert run("sparql", "--allow-network", f"ASK FROM <{canary.url}> {{ ?s ?p ?o }}").output == (
        "no\n"
    )
    assert canary.calls == 0


# ------------------------------------------------------------------ what stops it


LONG = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


def test_a_query_that_does_not_end_is_stopped(run: Run) -> None:
    """At the limit of time, in one line; its process is gone."""
    before = time.monotonic()
    result = run("sparql", "--timeout", "1", LONG)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == (
        "relatum: the query took more than 1 seconds and was stopped; "
        "ask for less, or raise --timeout\n"
    )
    assert time.monotonic() - before < 10


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="processes are sought in /proc")
def test_a_process_whose_parent_is_killed_ends_by_itself(tmp_path: Path) -> None:
    """The child has a clock of its own."""
    parent = subprocess.Popen(
        [sys.executable, "-m", "relatum.cli", "sparql", "--timeout", "1", LONG],
        stdout=subprocess.DEVNULL,
    )
    child = ""
    deadline = time.monotonic() + 20
    while not child and time.monotonic() < deadline and parent.poll() is None:
        listed = subprocess.run(
            ["ps", "-o", "pid=", "--ppid", str(parent.pid)], capture_output=True, text=True,
            check=False,
        )  # fmt: skip
        child = listed.stdout.strip()
    parent.kill()
    parent.wait()
    assert child
    deadline = time.monotonic() + 20
    while Path(f"/proc/{child}").exists() and time.monotonic() < deadline:
        time.sleep(0.1)
    state = Path(f"/proc/{child}/stat")
    assert not state.exists() or state.read_text().rpartition(")")[2].split()[0] == "Z"


def test_too_many_rows_or_triples_are_an_error(run: Run, store: Store) -> None:
    """Never a part of an answer; as many as the limit are well."""
    for query in ("SELECT * { ?s ?p ?o }", "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }"):
        result = run("sparql", "--limit-rows", "100", query)
        assert (result.exit_code, result.stdout) == (2, "")
        assert "more than 100 rows" in result.stderr
        assert result.stderr.count("\n") == 1
        assert answer(store, f"{query} LIMIT 100", "", rows=100)
    before = time.monotonic()
    assert "100,000" in run("sparql", "SELECT * { ?a ?b ?c . ?d ?e ?f }").stderr
    assert time.monotonic() - before < 15


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?a ?d",
        "SELECT ?a (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f } GROUP BY ?a ?b ?c ?d ?e ?f",
    ],
)
def test_a_query_that_takes_all_memory_is_stopped(query: str, run: Run) -> None:
    """By the system, in one line."""
    result = run("sparql", "--timeout", "120", query)
    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (2, "", 1)
    assert "memory" in result.stderr


@pytest.mark.parametrize(
    "query",
    [
        "SELECT (" + "(" * 20_000 + "1" + ")" * 20_000 + " AS ?x) {}",
        "SELECT * {" + " UNION ".join(["{ ?s ?p ?o }"] * 10_000) + "}",
        "SELECT * " + "{" * 50_000 + "}" * 50_000,
    ],
    ids=["parentheses", "unions", "braces"],
)
def test_a_query_that_ends_the_engine_is_one_line(
    query: str, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The engine's process dies, the command does not, and no core is left."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "q.rq").write_text(query, encoding="utf-8")
    result = run("sparql", "-f", "q.rq")
    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (2, "", 1)
    assert [path.name for path in tmp_path.iterdir()] == ["q.rq"]


def test_a_folder_named_as_the_program_is_not_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run
) -> None:
    """What stands where the command is given is not imported by the child."""
    trap = tmp_path / "relatum" / "graph"
    trap.mkdir(parents=True)
    for folder in (trap.parent, trap):
        (folder / "__init__.py").write_text("raise SystemExit('trapped')", encoding="utf-8")
    (tmp_path / "pyoxigraph.py").write_text("raise SystemExit('trapped')", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert run("sparql", "ASK {}").output == "yes\n"


def test_limits_are_set_before_the_query_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files, memory, size and cores, each to what is meant, and never above what is allowed."""
    set_: dict[int, tuple[int, int]] = {}
    monkeypatch.setattr(resource, "setrlimit", lambda which, pair: set_.update({which: pair}))
    limits.limit_size(1 << 30)
    limits.close_all_doors()
    assert set_[resource.RLIMIT_NOFILE] == (0, 0)
    assert set_[resource.RLIMIT_CORE] == (0, 0)
    assert set_[resource.RLIMIT_FSIZE][0] <= limits.LARGEST
    assert (1 << 30) < set_[resource.RLIMIT_AS][0] < (1 << 40)


# ------------------------------------------------------------------ what holds of any text


def test_a_workspace_is_asked_as_well(run: Run) -> None:
    """-C goes before the command, and its graphs may be named in FROM."""
    graph = terms.source_graph("garden")
    result = run("-C", DATA / "toy", "sparql", f"ASK FROM <{graph}> {{ ?s ?p ?o }}")
    assert result.output == "yes\n"


def test_a_pipe_that_closes_early_ends_quietly() -> None:
    """`relatum sparql ... | head` has no traceback."""
    result = subprocess.run(
        f"{sys.executable} -m relatum.cli sparql --format csv "
        "'SELECT ?s ?p { ?s ?p ?o }' | head -1",
        shell=True, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (result.stdout, result.stderr) == ("s,p\n", "")


def test_output_is_plain_when_piped() -> None:
    """No colour codes where there is no terminal."""
    assert "\x1b" not in relatum("sparql", NEEDS).stdout


texts = st.text(max_size=60) | st.lists(
    st.sampled_from(["SELECT", "*", "{", "}", "SERVICE", "service:", "<http://a/>", "'", '"', "#",
                     "\n", "\\u0053", "?x", "<", ">", "FROM", "NAMED", "1", ".", "'''", "\\", ":"]),
    max_size=12,
).map("".join)  # fmt: skip


@pytest.mark.parametrize(
    "text",
    ["'" * 200_000, "<" * 200_000, "a." * 100_000, "<a" * 100_000, "a:" * 100_000,
     ":." * 100_000, "service" * 30_000, "FROM " * 40_000, "1e" * 100_000, "SELECT*{" * 25_000],
    ids=lambda text: text[:8],
)  # fmt: skip
def test_long_texts_are_taken_apart_quickly(text: str) -> None:
    """This happens before any limit of time, so it must not take time itself."""
    before = time.process_time()
    with contextlib.suppress(Refused):
        refuse(text, set())
    with_prefixes(text)
    assert time.process_time() - before < 10


@settings(max_examples=300, deadline=None)
@given(text=texts)
@example(text="'" * 100_000)
@example(text='"""' + "\\" * 99_999)
@example(text="<" * 50_000)
@example(text="a." * 50_000)
def test_any_text_is_taken_apart(text: str) -> None:
    """Every letter that is no space and no comment is in a token; nothing else is raised."""
    starts = [token.start for token in tokens(text)]
    assert starts == sorted(starts)
    read(text)
    assert with_prefixes(text).endswith(text)
    try:
        refuse(text, {"http://g/"})
    except Refused as error:
        assert "\n" not in str(error)


@settings(max_examples=25, deadline=None)
@given(value=st.text(max_size=30))
@example(value="\"\\\r\n\t'")
@example(value="\u202e\u200f\u2028\ufeff")
@example(value="}" * 1000 + "\\u0053ERVICE")
@example(value="x" * 200_000)
def test_any_literal_comes_back_in_every_format(value: str, store: Store) -> None:
    """What a query holds as a string is what its answer holds."""
    try:
        literal = str(ox.Literal(value))
    except (UnicodeEncodeError, ValueError):
        return  # half of a surrogate pair is no text
    query = f"SELECT ({literal} AS ?x) {{}}"
    try:
        (row,) = json.loads(answer(store, query))["results"]["bindings"]
    except Refused:
        assert "\\u" in value.lower()
        return
    assert row["x"]["value"] == value
    for form, media in (("tsv", ox.QueryResultsFormat.TSV), ("xml", ox.QueryResultsFormat.XML)):
        if form == "xml" and re.search(r"[\x00-\x08\x0b-\x1f\ufffe\uffff]", value):
            continue  # XML 1.0 has no way to write these
        parsed = ox.parse_query_results(answer(store, query, form), format=media)
        assert [solution["x"].value for solution in parsed] == [value]  # type: ignore[union-attr]

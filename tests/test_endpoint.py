"""The same questions asked of SPARQL servers, over real HTTP; all listen on this machine only."""

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pyoxigraph as ox
import pytest
import rdflib
from helpers import Run, missing
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib.compare import isomorphic

from relatum.graph import answers, named, terms
from relatum.graph.endpoint import Endpoint
from relatum.graph.errors import RelatumError
from relatum.graph.export import write_file
from relatum.graph.multigraph import network_of
from relatum.graph.store import Store

NAMES = {
    "concept": "contact", "theorist": "Stern", "work": "stern-1985",
    "source": "contact-in-relationship", "kind": "need", "relation": "leads to",
    "sentence": "9.2",
}  # fmt: skip


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


@contextlib.contextmanager
def running(words: list[str], folder: Path, port: int) -> Iterator[None]:
    """A server for the time of a block; it is stopped however the block ends."""
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(words, cwd=folder, stdout=log, stderr=log)
        try:
            deadline = time.monotonic() + 60
            while True:
                try:
                    socket.create_connection(("127.0.0.1", port), 1).close()
                    break
                except OSError:
                    if process.poll() is not None or time.monotonic() > deadline:
                        pytest.fail((folder / "log").read_text("utf-8", "replace"))
                    time.sleep(0.1)
            yield
        finally:
            process.terminate()
            try:
                process.wait(15)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


@pytest.fixture(scope="session")
def exported(store: Store, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("exported") / "relatum.nq"
    write_file(store, "nquads", path)
    return path


def oxigraph(exported: Path, folder: Path, *options: str) -> Any:
    program = shutil.which("oxigraph")
    if not program:
        missing("oxigraph")
    subprocess.run(
        [str(program), "load", "--location", str(folder / "data"), "--file", str(exported)],
        check=True, capture_output=True,
    )  # fmt: skip
    port = free_port()
    words = [str(program), "serve-read-only", "--location", str(folder / "data"),
             "--bind", f"127.0.0.1:{port}", *options]  # fmt: skip
    return running(words, folder, port), f"http://127.0.0.1:{port}/query"


@pytest.fixture(scope="session")
def oxigraph_url(exported: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Oxigraph, whose default graph is empty: the client must ask for the union."""
    server, url = oxigraph(exported, tmp_path_factory.mktemp("oxigraph"))
    with server:
        yield url


@pytest.fixture(scope="session")
def virtuoso_url(exported: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Virtuoso 7, a server of another make."""
    if not (shutil.which("virtuoso-t") and shutil.which("isql-vt")):
        missing("Virtuoso (virtuoso-opensource-7-bin)")
    folder = tmp_path_factory.mktemp("virtuoso")
    shutil.copy(exported, folder / "relatum.nq")
    sql, http = free_port(), free_port()
    (folder / "virtuoso.ini").write_text(
        f"""[Database]
DatabaseFile = v.db
ErrorLogFile = v.log
LockFile = v.lck
TransactionFile = v.trx
xa_persistent_file = v.pxa
[TempDatabase]
DatabaseFile = t.db
TransactionFile = t.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
NumberOfBuffers = 10000
DirsAllowed = {folder}
[HTTPServer]
ServerPort = 127.0.0.1:{http}
""",
        encoding="utf-8",
    )
    words = ["virtuoso-t", "+foreground", "+configfile", "virtuoso.ini"]
    with running(words, folder, http):
        load = f"DB.DBA.TTLP(file_to_string_output('{folder}/relatum.nq'), '', 'http://x', 512);"
        subprocess.run(
            ["isql-vt", f"127.0.0.1:{sql}", "dba", "dba", f"exec={load}"],
            check=True, capture_output=True, timeout=120,
        )  # fmt: skip
        yield f"http://127.0.0.1:{http}/sparql"


@pytest.fixture(params=["oxigraph", "virtuoso"])
def endpoint(request: pytest.FixtureRequest) -> Endpoint:
    return Endpoint(request.getfixturevalue(f"{request.param}_url"))


# ------------------------------------------------------------------ the same answers


@pytest.mark.parametrize("query", named.queries(), ids=lambda q: q.name)
def test_every_named_query_gives_the_same(
    query: named.NamedQuery, endpoint: Endpoint, store: Store
) -> None:
    """The same columns, rows and order as of the embedded store."""
    words = [NAMES[sort] for _, sort in query.parameters]
    assert named.ask(endpoint, query.name, words) == named.ask(store, query.name, words)


def test_the_explorer_is_the_same(endpoint: Endpoint, store: Store) -> None:
    """A page made from a server's answers holds the same data, block by block."""
    from relatum.graph.exploring.data import explore

    theirs, ours = explore(endpoint).blocks, explore(store).blocks
    assert theirs.keys() == ours.keys()
    for name, block in ours.items():
        assert theirs[name] == block, name


@pytest.mark.parametrize(
    ("sort", "name"),
    [("concept", "attunement"), ("concept", "understanding"), ("theorist", "mahler"),
     ("theorist", "erskine"), ("work", "erikson-1950"), ("work", "lourie-1996"),
     ("source", "contact-in-relationship")],
)  # fmt: skip
def test_every_card_is_the_same(sort: str, name: str, endpoint: Endpoint, store: Store) -> None:
    """Concepts, theorists, works and sources, with all their evidence."""
    assert answers.CARDS[sort](endpoint, name) == answers.CARDS[sort](store, name)


def test_the_network_the_counts_and_the_names_are_the_same(
    endpoint: Endpoint, store: Store
) -> None:
    """What maps and lists are made from."""
    assert answers.counts(endpoint) == answers.counts(store)
    for sort in answers.CARDS:
        assert answers.names(endpoint, sort) == answers.names(store, sort)
    here, there = network_of(store), network_of(endpoint)
    assert sorted(map(str, here.edges(data=True, keys=True))) == sorted(
        map(str, there.edges(data=True, keys=True))
    )
    assert dict(here.nodes(data=True)) == dict(there.nodes(data=True))


def test_the_whole_dataset_comes_back(endpoint: Endpoint, store: Store, tmp_path: Path) -> None:
    """An export from a server is the export from the files, but for names of blank nodes."""
    graphs = []
    for number, source in enumerate((store, endpoint)):
        write_file(source, "turtle", tmp_path / f"{number}.ttl")
        graphs.append(rdflib.Graph().parse(tmp_path / f"{number}.ttl"))
    # Virtuoso writes a truth as 1; as a value, and for rdflib, that is the same.
    assert len(graphs[0]) == len(graphs[1])
    assert isomorphic(*graphs)
    assert {str(q.graph_name) for q in endpoint.quads()} == {
        str(q.graph_name) for q in store.quads()
    }


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("ASK { c:contact ?p ?o }", "yes"),
        ("ASK { c:contact ?p 9 }", "no"),
        ("# ask {\nask where { ?s rdfs:label '}' }", "no"),
        ("ASK { ?s a rlt:Need } LIMIT 1", "yes"),
        ("ASK {}", "yes"),
        ("ASK { c:contact a rlt:Process }", "yes"),
        ("PREFIX ask: <https://w3id.org/relatum/concept/> ASK { ask:contact ?p ?o }", "yes"),
        (f"ASK FROM <{terms.BIBLIOGRAPHY_GRAPH}> {{ c:contact ?p ?o }}", "no"),
        ("ASK { ?s a ?kind } VALUES ?kind { rlt:Need }", "yes"),
        ("ASK { { SELECT ?s { ?s a rlt:Need } } }", "yes"),
    ],
)
def test_yes_or_no_is_asked_of_any_server(
    query: str, said: str, endpoint: Endpoint, run: Run
) -> None:
    """Whatever stands before and after the braces, and also of Virtuoso."""
    assert run("--endpoint", endpoint.url, "sparql", query).output == f"{said}\n"
    assert run("sparql", query).output == f"{said}\n"


def test_every_command_that_reads_runs_on_a_server(
    oxigraph_url: str, run: Run, tmp_path: Path
) -> None:
    """The same text as from the files."""
    for words in (
        (), ("concept", "attunement"), ("concept",), ("theorist", "stern"), ("work", "mahler-1968"),
        ("source", "contact-in-relationship"), ("source", "coverage"), ("query",),
        ("query", "errata"), ("sparql", "SELECT ?n { ?n a rlt:Need } ORDER BY ?n"),
        ("sparql", "ASK { c:contact ?p ?o }"), ("sparql", "CONSTRUCT WHERE { ?n a rlt:Need }"),
        ("sparql", f"SELECT (COUNT(*) AS ?n) FROM <{terms.BIBLIOGRAPHY_GRAPH}> {{ ?s ?p ?o }}"),
    ):  # fmt: skip
        there = run("--endpoint", oxigraph_url, *words)
        assert there.exit_code == 0, there.stderr
        assert there.output == run(*words).output
    out = tmp_path / "map.html"
    assert run("--endpoint", oxigraph_url, "map", "contact", "-o", out).exit_code == 0
    drawn = out.read_bytes()
    assert run("map", "contact", "-o", out).exit_code == 0
    assert drawn == out.read_bytes()
    trig = tmp_path / "all.trig"
    assert run("--endpoint", oxigraph_url, "export", "-o", trig).exit_code == 0
    assert trig.stat().st_size > 100_000


@pytest.mark.parametrize("options", [("--union-default-graph",), ()])
def test_a_dataset_in_the_default_graph_is_read(
    options: tuple[str, ...], store: Store, tmp_path: Path
) -> None:
    """A Turtle export, loaded without named graphs, answers as well."""
    write_file(store, "turtle", tmp_path / "all.ttl")
    server, url = oxigraph(tmp_path / "all.ttl", tmp_path, *options)
    with server:
        endpoint = Endpoint(url)
        assert answers.concept(endpoint, "contact") == answers.concept(store, "contact")
        assert len({quad.triple for quad in endpoint.quads()}) == len(
            {quad.triple for quad in store.quads()}
        )


def test_a_server_without_our_dataset_is_told(tmp_path: Path, run: Run) -> None:
    """Another dataset, or a part of ours, is no dataset in which nothing is found."""
    (tmp_path / "other.ttl").write_text("<http://a/> <http://b/> 1 .", encoding="utf-8")
    server, url = oxigraph(tmp_path / "other.ttl", tmp_path)
    with server:
        for words in ((), ("concept", "contact"), ("sparql", "SELECT * { ?s ?p ?o }"), ("export",)):
            result = run("--endpoint", url, *words)
            assert (result.exit_code, result.stdout) == (2, "")
            assert "no whole dataset of Relatum is there" in result.stderr


# ------------------------------------------------------------------ what can go wrong


class Faulty:
    """A server that answers what it is told to, and keeps what it was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str, dict[str, str], dict[str, list[str]]]] = []
        self.status, self.body, self.wait = 200, b"", 0.0
        self.headers: dict[str, str] = {"Content-Type": "application/sparql-results+json"}
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                text = self.rfile.read(int(self.headers["Content-Length"])).decode()
                outer.asked.append((self.command, self.path, dict(self.headers), parse_qs(text)))
                self.send_response(outer.status)
                for name, value in outer.headers.items():
                    self.send_header(name, value)
                self.send_header("Connection", "close")
                self.end_headers()
                step = 20 if outer.wait else 1 << 20
                for number in range(0, len(outer.body), step):
                    with contextlib.suppress(OSError):
                        self.wfile.write(outer.body[number : number + step])
                        self.wfile.flush()
                    time.sleep(outer.wait)

            def log_message(self, *_: object) -> None:
                """Says nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/sparql"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


@pytest.fixture
def faulty() -> Iterator[Faulty]:
    server = Faulty()
    yield server
    server.server.shutdown()
    server.server.server_close()


EMPTY = b'{"head":{"vars":["graph"]},"results":{"bindings":[]}}'
JSON = "application/sparql-results+json"


@pytest.mark.parametrize(
    ("status", "headers", "body", "message"),
    [
        (500, {"Content-Type": "text/plain"}, b"out\nof \x1b[2Jorder", "HTTP 500: out of [2Jorder"),
        (400, {"Content-Type": "text/plain"}, b"x" * 10_000, "HTTP 400: xxx"),
        (404, {}, b"", "HTTP 404"),
        (206, {"Content-Type": JSON}, EMPTY, "HTTP 206"),
        (204, {}, b"", "HTTP 204"),
        (302, {"Location": "http://127.0.0.1:9/"}, b"", "leads on to http://127.0.0.1:9/"),
        (200, {"Content-Type": "text/html"}, b"<html>", "sends 'text/html'"),
        (200, {}, EMPTY, "is it a SPARQL server?"),
        (200, {"Content-Type": JSON}, b"", "cannot be read"),
        (200, {"Content-Type": JSON}, b"{", "cannot be read"),
        (200, {"Content-Type": JSON}, b"[]", "cannot be read"),
        (200, {"Content-Type": JSON}, EMPTY[:-1], "cannot be read"),
        (200, {"Content-Type": JSON}, EMPTY[:30] + b"\xff\xfe", "cannot be read"),
        (200, {"Content-Type": JSON}, b'{"head":{},"boolean":true}', "is none to SELECT"),
        (200, {"Content-Type": JSON, "Content-Length": "999"}, EMPTY, "broke off"),
        (200, {"Content-Type": JSON, "X-SPARQL-MaxRows": "0"}, EMPTY, "raise its limit of rows"),
        (200, {"Content-Type": JSON}, EMPTY, "no whole dataset of Relatum is there"),
    ],
)  # fmt: skip
def test_what_is_no_answer_is_one_line(
    status: int, headers: dict[str, str], body: bytes, message: str, faulty: Faulty, run: Run
) -> None:
    """Whatever a server sends that is not a whole answer, it is never "no results"."""
    faulty.status, faulty.headers, faulty.body = status, headers, body
    for words in (("concept", "contact"), ("query", "errata"), ("sparql", "ASK {}"), ("export",)):
        result = run("--endpoint", faulty.url, *words)
        assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (2, "", 1)
        assert message in result.stderr
        assert "\x1b" not in result.stderr
        assert len(result.stderr) < 500


def test_the_request_is_as_the_protocol_has_it(faulty: Faulty) -> None:
    """A form, one Accept header, the password in a header and in no message."""
    faulty.body = EMPTY
    url = faulty.url.replace("http://", "http://me:se%40cret@")
    with pytest.raises(RelatumError) as told:
        Endpoint(url).rows("counts")
    assert "cret" not in str(told.value)
    method, path, headers, fields = faulty.asked[0]
    assert (method, path) == ("POST", "/sparql")
    assert headers["Accept"] == JSON
    assert headers["Content-Type"] == "application/x-www-form-urlencoded"
    assert {k.lower(): v for k, v in headers.items()}["authorization"] == "Basic bWU6c2VAY3JldA=="
    assert set(fields) == {"query"}


def test_a_server_that_takes_too_long_is_left(faulty: Faulty) -> None:
    """Silence, and an answer that comes by drops, both end at the limit of time."""
    faulty.body, faulty.wait = EMPTY + b" " * 4000, 0.2
    before = time.monotonic()
    with pytest.raises(RelatumError, match=r"in time|within"):
        Endpoint(faulty.url, timeout=0.5).rows("counts")
    assert time.monotonic() - before < 5
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"http://127.0.0.1:{silent.getsockname()[1]}/"
        with pytest.raises(RelatumError, match=r"no answer within 0.5 seconds"):
            Endpoint(url, timeout=0.5).rows("counts")


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("localhost:7878", "is an address such as http://localhost:7878/query"),
        ("ftp://a/", "is an address"), ("", "is an address"), ("http://", "is an address"),
        ("http://[", "is an address"), ("http://a:port/", "is an address"),
        ("http://a/\nb", "is an address"), ("file:///etc/passwd", "is an address"),
        ("http://127.0.0.1:PORT/", "connection refused"),
    ],
)  # fmt: skip
def test_an_address_that_cannot_be_asked_is_one_line(url: str, message: str, run: Run) -> None:
    """Exit code 2, the reason in few words."""
    url = url.replace("PORT", str(free_port()))
    result = run("--endpoint", url, "concept", "contact")
    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (2, "", 1)
    assert message in result.stderr.lower()


def test_files_and_an_endpoint_are_not_mixed(run: Run, toy: Path) -> None:
    """What reads files says so; a workspace and a server are a choice."""
    for words in (("check",), ("build",)):
        result = run("--endpoint", "http://127.0.0.1:9/", *words)
        assert (result.exit_code, "reads files" in result.stderr) == (2, True)
    result = run("-C", toy, "--endpoint", "http://127.0.0.1:9/", "concept")
    assert (result.exit_code, "not both" in result.stderr) == (2, True)


def test_nothing_leads_outside_through_a_server(
    faulty: Faulty, run: Run, oxigraph_url: str
) -> None:
    """SERVICE, FROM and updates are refused before the server sees them; mistakes as well."""
    for query in (
        f"SELECT * {{ SERVICE <{faulty.url}> {{ ?s ?p ?o }} }}",
        f"SELECT * FROM <{faulty.url}> {{ ?s ?p ?o }}",
        f"LOAD <{faulty.url}>",
        "SELECT * {",
        'DEFINE input:storage "" SELECT * { ?s ?p ?o }',
    ):
        result = run("--endpoint", oxigraph_url, "sparql", query)
        assert (result.exit_code, result.stdout) == (2, ""), query
    assert faulty.asked == []
    asked = f"ASK {{ SERVICE <{faulty.url}> {{ ?s ?p ?o }} }}"
    run("--endpoint", oxigraph_url, "sparql", "--allow-network", asked)
    assert len(faulty.asked) == 1  # by the server, as was allowed, and not from here
    result = run("--endpoint", oxigraph_url, "sparql", "--limit-rows", "5", "SELECT * { ?s ?p ?o }")
    assert (result.exit_code, "more than 5 rows" in result.stderr) == (2, True)


def test_an_export_that_the_server_cuts_is_an_error(oxigraph_url: str) -> None:
    """A part of the dataset is never taken for the whole."""

    class Cut(Endpoint):
        def solutions(self, query: str) -> ox.QuerySolutions:
            return super().solutions(query + ("" if "COUNT" in query else " LIMIT 100"))

    with pytest.raises(RelatumError, match="it gives 100 rows of more"):
        Cut(oxigraph_url).quads()


@settings(max_examples=40, deadline=None)
@given(name=st.text(max_size=40))
def test_any_name_is_found_alike(name: str, store: Store, oxigraph_url: str) -> None:
    """What is typed never becomes query text, there as here."""
    told = []
    for source in (store, Endpoint(oxigraph_url)):
        try:
            told.append(str(named.ask(source, "satisfies", [name])))
        except RelatumError as error:
            told.append(str(error))
    assert told[0] == told[1]


def test_values_are_bound_as_terms(oxigraph_url: str) -> None:
    """An IRI that could end its term is refused before anything is sent."""
    endpoint = Endpoint(oxigraph_url)
    for iri in ("http://a/> } #", "a b", '"', "http://a/\n"):
        with pytest.raises(ValueError):
            endpoint.rows("concept", thing=iri)
        with pytest.raises(ValueError):
            endpoint.has(iri)
    assert endpoint.has(terms.CONCEPT + "contact")
    assert not endpoint.has(terms.CONCEPT + "no-such-thing")


def test_the_client_is_imported_where_it_is_used() -> None:
    """Without --endpoint no HTTP client is loaded."""
    code = (
        "import sys; from relatum.cli import main; main(['concept', 'contact'], "
        "standalone_mode=False); print('urllib3' in sys.modules)"
    )
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True,
        env=dict(os.environ),
    )  # fmt: skip
    assert result.stdout.splitlines()[-1] == "False"

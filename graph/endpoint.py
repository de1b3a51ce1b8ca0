"""A dataset on a SPARQL 1.1 server: the same questions as of a `Store`, asked over HTTP.

A question goes out as a form (POST), with one Accept header.  Whatever is not a whole,
right answer is an error: a server that is out of order never looks like one that has
nothing to say.
"""

import re
import time
from collections.abc import Iterator
from typing import NamedTuple, cast
from urllib.parse import unquote, urlencode, urlsplit, urlunsplit

import pyoxigraph as ox

from relatum.graph import terms
from relatum.graph.errors import RelatumError
from relatum.graph.querytext import as_select, read, with_prefixes
from relatum.graph.store import Store

TYPE_CHECKING = False
if TYPE_CHECKING:
    import urllib3

#: How long an answer may take, in seconds, and how many bytes it may have.
TIMEOUT = 60.0
_LARGEST = 1 << 30
_PIECE = 1 << 16
#: How much of what a server says of an error is repeated.
_SHOWN = 200
_ROWS, _TRIPLES = "application/sparql-results+json", "text/turtle"

#: Where a dataset of ours is laid out in graphs, each has an IRI that begins so.
_GRAPHS = f"""SELECT DISTINCT ?graph WHERE {{ GRAPH ?graph {{ ?thing a ?type }}
FILTER(STRSTARTS(STR(?graph), "{terms.BASE}graph/")) }}"""
#: Holds where claims, concepts, the schema and the bibliography are seen together.
_WHOLE = """SELECT ?claim WHERE {
?claim a rlt:Claim ; rdf:object ?concept . ?concept skos:prefLabel ?label .
?family a rlt:RelationFamily . ?source rlt:ofWork ?work . ?work rlt:inTextCitation ?name
} LIMIT 1"""


class Answer(NamedTuple):
    """What a server sent: the body, and how many rows it gives at most, where it says so."""

    body: bytes
    most: int | None


class Endpoint(Store):
    """The dataset on a server, ready for questions."""

    def __init__(self, url: str, timeout: float = TIMEOUT) -> None:
        """Takes the address of a SPARQL endpoint; nothing is asked yet.

        Raises:
            RelatumError: this is no address of a web server.
        """
        try:
            parts = urlsplit(url)
            host, _ = parts.hostname, parts.port
        except ValueError:
            parts, host = urlsplit(""), None
        if parts.scheme not in ("http", "https") or not host or not url.isprintable():
            raise RelatumError(f"an endpoint is an address such as http://localhost:7878/query, "
                               f"not '{_line(url, 80)}'")  # fmt: skip
        self.path = None
        self.timeout = timeout
        #: The address without a password that stands in it, to send and to show.
        self.url = urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2], fragment=""))
        self._login = f"{unquote(parts.username or '')}:{unquote(parts.password or '')}"
        self._http: urllib3.PoolManager | None = None
        self._graphs: list[str] | None = None

    def solutions(self, query: str) -> ox.QuerySolutions:
        """The answers of a SELECT query of ours, as terms."""
        # Virtuoso 7 takes what VALUES leaves open for something that has no value.
        asked = re.sub(r"VALUES \?\w+ \{ UNDEF \}", "", query)
        return cast("ox.QuerySolutions", self.results(with_prefixes(asked), "SELECT"))

    def graphs(self) -> set[str]:
        """The IRIs of our graphs that the server has."""
        return set(self._known())

    def has(self, iri: str) -> bool:
        """Whether the dataset says anything of a thing."""
        pattern = f"{ox.NamedNode(iri)} ?property ?value"
        found = self.solutions(f"SELECT ?value WHERE {{ {pattern} }} LIMIT 1")
        return next(iter(found), None) is not None

    def quads(self) -> Iterator[ox.Quad]:
        """Every quad of the dataset; a part of it is an error."""
        known = self._known()
        pattern = "?s ?p ?o"
        if known:
            listed = " ".join(str(ox.NamedNode(graph)) for graph in known)
            pattern = f"VALUES ?g {{ {listed} }} GRAPH ?g {{ ?s ?p ?o }}"
        (row,) = self.solutions(f"SELECT (COUNT(*) AS ?n) WHERE {{ {pattern} }}")
        quads = [
            ox.Quad(row["s"], row["p"], row["o"], row["g"] if known else ox.DefaultGraph())
            for row in self.solutions(f"SELECT {'?g ' if known else ''}?s ?p ?o {{ {pattern} }}")
        ]
        if str(len(quads)) != (row["n"].value if row["n"] else ""):
            raise self._wrong(f"it gives {len(quads):,} rows of more; raise its limit of rows")
        return iter(quads)

    def results(
        self, query: str, form: str, timeout: float | None = None
    ) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
        """The answer to a query that needs no prefix but its own.

        Args:
            query: SPARQL.
            form: `SELECT`, `ASK`, `CONSTRUCT` or `DESCRIBE`.
            timeout: how long it may take, in seconds.

        Raises:
            RelatumError: there is no answer, or it is not whole, or not right.
        """
        # What FROM names, the query has; else the union of our graphs is the default graph.
        named = [] if read(query).graphs else self._known()
        if form == "ASK":  # which Virtuoso 7 answers in a form of its own
            rows = self._answer(as_select(query), "SELECT", named, timeout or self.timeout)
            yes = any(True for _ in cast("ox.QuerySolutions", rows))
            return _parsed(b'{"head": {}, "boolean": %s}' % (b"true" if yes else b"false"))
        return self._answer(query, form, named, timeout or self.timeout)

    def _answer(
        self, query: str, form: str, graphs: list[str], timeout: float
    ) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
        answer = self._post(query, form, graphs, timeout)
        try:
            if form in ("CONSTRUCT", "DESCRIBE"):
                # As the results of a query, so that both sorts of store give the same.
                store = ox.Store()
                store.load(answer.body, format=ox.RdfFormat.TURTLE, base_iri=self.url)
                return cast(
                    "ox.QueryTriples", store.query("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")
                )
            results = _parsed(answer.body)
            if not isinstance(results, ox.QuerySolutions):
                raise self._wrong(f"its answer is none to {form}")
            # Read once to the end, so that no fault comes to light in the midst of the use.
            rows = sum(1 for _ in results)
        except (SyntaxError, ValueError, OSError) as error:
            raise self._wrong(f"its answer cannot be read ({_line(str(error), 80)})") from None
        if answer.most is not None and rows >= answer.most:
            raise self._wrong(f"it gives {rows:,} rows at most; raise its limit of rows")
        return _parsed(answer.body)

    def _known(self) -> list[str]:
        """The graphs of ours that the server has, sought once; then the dataset is proved."""
        if self._graphs is None:
            found = cast("ox.QuerySolutions", self._answer(_GRAPHS, "SELECT", [], self.timeout))
            graphs = sorted(row["graph"].value for row in found if row["graph"])
            whole = self._answer(with_prefixes(_WHOLE), "SELECT", graphs, self.timeout)
            if not list(cast("ox.QuerySolutions", whole)):
                raise self._wrong(
                    "no whole dataset of Relatum is there; load what 'relatum export' writes "
                    "(docs/endpoint.md)"
                )
            self._graphs = graphs
        return self._graphs

    def _post(self, query: str, form: str, graphs: list[str], timeout: float) -> Answer:
        import urllib3

        media = _TRIPLES if form in ("CONSTRUCT", "DESCRIBE") else _ROWS
        headers = {
            "Accept": media,
            "Content-Type": "application/x-www-form-urlencoded",
            "User-Agent": "relatum",
        }
        if self._login != ":":
            headers |= urllib3.make_headers(basic_auth=self._login)
        fields = [("query", query)]
        for graph in graphs:
            fields += [("default-graph-uri", graph), ("named-graph-uri", graph)]
        deadline = time.monotonic() + timeout
        self._http = self._http or urllib3.PoolManager()
        try:
            response = self._http.request(
                "POST", self.url, body=urlencode(fields).encode(), headers=headers,
                preload_content=False, redirect=False, retries=False,
                timeout=urllib3.Timeout(total=timeout),
            )  # fmt: skip
            body = self._whole(response, deadline)
        except urllib3.exceptions.NewConnectionError as error:
            raise self._wrong(_reason(error)) from None
        except urllib3.exceptions.TimeoutError:
            raise self._wrong(f"no answer within {timeout:g} seconds") from None
        except urllib3.exceptions.HTTPError as error:
            raise self._wrong(_reason(error)) from None
        self._check(response, body, media)
        most = response.headers.get("X-SPARQL-MaxRows", "")
        return Answer(body, int(most) if most.isdecimal() else None)

    def _whole(self, response: "urllib3.BaseHTTPResponse", deadline: float) -> bytes:
        parts, size = [], 0
        try:
            while piece := response.read1(_PIECE):
                size += len(piece)
                parts.append(piece)
                if size > _LARGEST:
                    raise self._wrong("its answer is larger than 1 GiB")
                if time.monotonic() > deadline:
                    raise self._wrong("its answer does not come to an end in time")
        except BaseException:
            response.close()
            raise
        response.release_conn()
        return b"".join(parts)

    def _check(self, response: "urllib3.BaseHTTPResponse", body: bytes, media: str) -> None:
        """Refuses whatever is not an answer in the format that was asked for."""
        status = response.status
        if 300 <= status < 400:
            where = _line(response.headers.get("Location", "elsewhere"), 120)
            raise self._wrong(f"it leads on to {where}; name that address if you trust it")
        if status != 200:
            said = _line(body[: 4 * _SHOWN].decode("utf-8", "replace"), _SHOWN)
            raise self._wrong(f"HTTP {status}" + (f": {said}" if said else ""))
        sent = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
        if sent != media:
            raise self._wrong(f"it sends '{_line(sent, 60)}', not {media}; is it a SPARQL server?")

    def _wrong(self, what: str) -> RelatumError:
        return RelatumError(f"the endpoint {self.url} fails: {what}")


def _parsed(body: bytes) -> ox.QuerySolutions | ox.QueryBoolean:
    """The results; Virtuoso names blank nodes as no blank node may be named."""
    body = re.sub(rb'("type":\s*"bnode",\s*"value":\s*")nodeID://', rb"\1", body)
    return ox.parse_query_results(body, format=ox.QueryResultsFormat.JSON)


def _reason(error: BaseException) -> str:
    """Why a server cannot be asked, in few words."""
    import ssl

    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLError):
            return f"its certificate or encryption is not right ({_line(str(cause), 100)})"
        if isinstance(cause, OSError) and cause.strerror:
            return _line(cause.strerror, 100).lower()
        cause = cause.__cause__ or cause.__context__
    if "IncompleteRead" in repr(error):
        return "it broke off in the midst of its answer"
    return _line(str(error), 120)


def _line(text: str, most: int) -> str:
    """A text of others as one line that can be shown."""
    plain = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return plain if len(plain) <= most else plain[:most] + "..."

"""Runs one query that a person wrote, in a process of its own: `python -m relatum.graph.engine`.

What a query may cost is bounded by the system and not by trust: time, memory, the size of
the answer.  Once the store is open no file and no socket can be opened any more
(RLIMIT_NOFILE), so that nothing a query says, however it is disguised, reaches another
server; that needs no privilege and works on every Unix, as namespaces do not.

The job comes as JSON on the standard input, the answer goes to the standard output, and
what went wrong as JSON to the standard error, with exit code 3.
"""

import contextlib
import io
import json
import sys
from typing import IO, Any

from relatum.graph.limits import close_all_doors, limit_size, limit_time

TYPE_CHECKING = False
if TYPE_CHECKING:
    import pyoxigraph as ox

#: The exit code that says that the standard error holds a message of ours.
TOLD = 3


class TooMany(Exception):
    """More rows than were asked for at most."""


def main() -> None:
    """Reads the job, runs it, and writes the answer or what went wrong."""
    job = json.load(sys.stdin)
    limit_time(job["timeout"])
    try:
        _run(job)
        sys.stdout.buffer.flush()
    except SyntaxError as error:
        _fail("syntax", str(error.msg))
    except TooMany:
        _fail("rows", "")
    except MemoryError:
        _fail("memory", "")
    except (OSError, RuntimeError, ValueError) as error:
        _fail("failed", str(error))


def _run(job: dict[str, Any]) -> None:
    import pyoxigraph as ox

    if not job["store"]:
        _only_read(job)
        return
    store = ox.Store.read_only(job["store"])
    limit_size(job["memory"])
    if not job["network"]:
        close_all_doors()
    results = store.query(
        job["query"],
        prefixes=job["prefixes"],
        # FROM says itself what the default graph is.
        use_default_graph_as_union=not job["from"],
    )
    encode(results, job["format"], job["rows"], sys.stdout.buffer, job["prefixes"])


def _only_read(job: dict[str, Any]) -> None:
    """Whether a query for another server is right; no answer is drawn, and nobody is asked."""
    import pyoxigraph as ox

    limit_size(job["memory"])
    close_all_doors()
    # What the other server may know and this engine does not is not a mistake.
    with contextlib.suppress(OSError, RuntimeError):
        ox.Store().query(job["query"], prefixes=job["prefixes"])


def encode(
    results: "ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples",
    form: str,
    rows: int,
    out: IO[bytes],
    prefixes: dict[str, str],
) -> None:
    """Writes results in a format, or says that there are too many of them.

    Args:
        results: what a query gave.
        form: a key of `TABLES` or of `GRAPHS`.
        rows: how many rows or triples there may be.
        out: where to write.
        prefixes: what Turtle may shorten.

    Raises:
        TooMany: there are more.
        ValueError: the format is not for such results.
    """
    import pyoxigraph as ox

    tables, graphs = formats()
    if isinstance(results, ox.QueryTriples):
        if form and form not in graphs:
            raise ValueError(f"this query gives triples; take one of {', '.join(graphs)}")
        triples = {}
        for number, triple in enumerate(results):
            if number == rows:
                raise TooMany
            triples[str(triple)] = triple
        inside = [triples[key] for key in sorted(triples)]
        form = form or "turtle"
        # An IRI that a prefix shortens is in the text of its triple.
        text = "".join(triples)
        declared = {name: iri for name, iri in prefixes.items() if f"<{iri}" in text}
        declared = declared if form != "ntriples" else {}
        ox.serialize(inside, out, format=graphs[form], prefixes=declared)
        return
    if form and form not in tables:
        raise ValueError(f"this query gives no triples; take one of {', '.join(tables)}")
    if isinstance(results, ox.QueryBoolean):
        results.serialize(out, format=tables[form or "table"])
        return
    # Each row is a line of tab-separated values, so that rows can be counted as they come.
    lines = _Lines(rows + 1)
    results.serialize(lines, format=ox.QueryResultsFormat.TSV)
    lines.seek(0)
    if tables[form or "table"] == ox.QueryResultsFormat.TSV:
        out.write(lines.read())
        return
    parsed = ox.parse_query_results(lines, format=ox.QueryResultsFormat.TSV)
    parsed.serialize(out, format=tables[form])


def formats() -> "tuple[dict[str, ox.QueryResultsFormat], dict[str, ox.RdfFormat]]":
    """The formats by name: those of SELECT and ASK, and those of CONSTRUCT and DESCRIBE."""
    import pyoxigraph as ox

    table, graph = ox.QueryResultsFormat, ox.RdfFormat
    return (
        # A table to read is drawn from the one format in which a line is a row.
        {"table": table.TSV, "csv": table.CSV, "tsv": table.TSV, "json": table.JSON,
         "xml": table.XML},
        {"turtle": graph.TURTLE, "ntriples": graph.N_TRIPLES, "rdfxml": graph.RDF_XML,
         "jsonld": graph.JSON_LD},
    )  # fmt: skip


class _Lines(io.BytesIO):
    """Keeps what is written, up to a number of lines."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self.left = most

    def write(self, data: Any, /) -> int:
        self.left -= bytes(data).count(b"\n")
        if self.left < 0:
            raise TooMany
        return super().write(data)


def _fail(kind: str, message: str) -> None:
    sys.stderr.write(json.dumps({"kind": kind, "message": message}) + "\n")
    sys.stderr.flush()
    sys.exit(TOLD)


if __name__ == "__main__":
    main()

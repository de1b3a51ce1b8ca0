"""Queries that a person wrote: refused where they lead outside, run within bounds.

A query is run by `relatum.graph.engine` in a process of its own.  The engine is native
code: there a query can run for ever, take all memory, or end the process by the depth of
its nesting, and from inside nothing of that can be stopped.
"""

import contextlib
import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from tempfile import TemporaryFile
from typing import IO, NamedTuple

from relatum.graph import engine, terms
from relatum.graph.bounded import ending, start
from relatum.graph.endpoint import Endpoint
from relatum.graph.errors import RelatumError
from relatum.graph.querytext import read, refuse, with_prefixes
from relatum.graph.store import Store

#: What a query may take beyond the open store, in bytes.
MEMORY = 1 << 30
#: How much of a line with an error is shown.
_SHOWN = 90


class Bounds(NamedTuple):
    """What a query may cost: seconds, rows, and whether it may ask other servers."""

    timeout: float = 30
    rows: int = 100_000
    network: bool = False
    memory: int = MEMORY


@contextmanager
def answer(store: Store, query: str, form: str, bounds: Bounds) -> Iterator[IO[bytes]]:
    """The whole answer of a query, as a file to read.

    Args:
        store: the dataset, here or on a server.
        query: SPARQL; our prefixes are known without being declared.
        form: a format by the name that `relatum sparql --format` has for it, or nothing
            for the usual one.
        bounds: what the query may cost.

    Raises:
        Refused: the query would change something or ask another server.
        RelatumError: the query is not right, or a bound was reached; then there is no
            answer, not a part of one.
    """
    refuse(query, store.graphs(), network=bounds.network)
    with contextlib.ExitStack() as stack:
        out = stack.enter_context(TemporaryFile())
        if not isinstance(store, Endpoint):
            _run(query, str(store.path), form, bounds, out)
        else:
            # It is read here, without a dataset, before a server sees it.
            _run(query, "", form, bounds, stack.enter_context(TemporaryFile()))
            results = store.results(with_prefixes(query), read(query).form, bounds.timeout)
            try:
                engine.encode(results, form, bounds.rows, out, terms.PREFIXES)
            except engine.TooMany:
                raise _too_many(bounds) from None
        out.seek(0)
        yield out


def _run(query: str, store: str, form: str, bounds: Bounds, out: IO[bytes]) -> None:
    """Runs a query in a process of its own, or says in one line why it has no answer."""
    job = {
        "store": store,
        "query": query,
        "format": form,
        "prefixes": terms.PREFIXES,
        "from": bool(read(query).graphs),
        **bounds._asdict(),
    }
    with TemporaryFile() as told:
        process = start("relatum.graph.engine", job, out, told)
        try:
            code = process.wait(bounds.timeout)
        except subprocess.TimeoutExpired:
            raise RelatumError(
                f"the query took more than {bounds.timeout:g} seconds and was stopped; "
                "ask for less, or raise --timeout"
            ) from None
        finally:
            process.kill()
            process.wait()
        told.seek(0)
        if code:
            raise _failure(code, told.read(), query, bounds)


def _failure(code: int, told: bytes, query: str, bounds: Bounds) -> RelatumError:
    how = ending(code, told)
    if code == engine.TOLD and how.startswith("{"):
        report = json.loads(how)
        how, message = report["kind"], report["message"]
        if how == "syntax":
            return _syntax(message, query)
        if how == "rows":
            return _too_many(bounds)
        if how == "failed" and not bounds.network and "Too many open files" in message:
            return RelatumError("the query would open a connection or a file, which is off")
        if how == "failed":
            return RelatumError(" ".join(message.split()) or "the query failed")
    if how == "memory":
        return RelatumError(
            f"the query needs more than {bounds.memory >> 20} MiB of memory and was stopped; "
            "ask for less"
        )
    if how == "time":
        return RelatumError(f"the query took more than {bounds.timeout:g} seconds")
    if how == "crash":
        return RelatumError(
            "the query brought the engine down and has no answer; is it nested very deeply?"
        )
    return RelatumError(f"the query could not be run: {how}")


def _too_many(bounds: Bounds) -> RelatumError:
    return RelatumError(
        f"the answer has more than {bounds.rows:,} rows; "
        "put a LIMIT at the end of the query, or raise --limit-rows"
    )


def _syntax(message: str, query: str) -> RelatumError:
    """What is wrong with a query, with its line and a caret under the place."""
    import re

    match = re.match(r"error at (\d+):(\d+): (.*)", message, re.DOTALL)
    if not match:
        return RelatumError(f"the query is not right: {' '.join(message.split())}")
    line, column = int(match[1]), int(match[2])
    lines = query.split("\n")
    text = lines[line - 1] if line <= len(lines) else ""
    start = max(0, column - 1 - _SHOWN // 2)
    shown = "".join(c if c.isprintable() else " " for c in text[start : start + _SHOWN])
    return RelatumError(
        f"the query is not right at line {line}, column {column}: {_expected(match[3])}\n"
        f"  {shown}\n  {' ' * (column - 1 - start)}^"
    )


def _expected(message: str) -> str:
    """What the parser says, without the sets of letters that a name may have."""
    import re

    if "Prefix not found" in message:
        return "this prefix is not declared"
    plain = re.sub(r"\['(?:[^'\\]|\\.[^']*)'[^\]]*\]|\[_\]", "", " ".join(message.split()))
    parts = [part.strip() for part in plain.removeprefix("expected one of").split(",")]
    wanted = [part for part in parts if part]
    if message.startswith("expected one of"):
        return "expected " + (" or ".join(wanted[:6]) or "something else")
    return plain

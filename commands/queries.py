"""Named queries and SPARQL."""

import sys
from pathlib import Path
from typing import IO

import click

from relatum.commands.shared import (
    of_source,
    show_json,
    store_of,
    store_of_source,
)

#: The formats of answers to a query: those of rows, then those of triples.
RESULTS = ["table", "csv", "tsv", "json", "xml", "turtle", "ntriples", "rdfxml", "jsonld"]


@click.command("query")
@click.argument("name", metavar="[NAME]", required=False)
@click.argument("arguments", metavar="[ARG]...", nargs=-1)
@click.option("--format", "form", type=click.Choice(["text", "json", "csv"]), default="text",
              help="Text to read, or JSON or CSV for programs.")  # fmt: skip
@of_source
@click.pass_obj
def query(
    folder: Path | None, name: str | None, arguments: tuple[str, ...], form: str, source: str
) -> None:
    """Answer one of the questions that are asked most, by its name.

    Without a name it lists the questions, each with what it takes.

    Example: relatum query satisfies need for relationship
    """
    from relatum.graph import named
    from relatum.graph.drawing import table
    from relatum.graph.errors import RelatumError

    store = store_of_source(folder, source)
    found = named.ask(store, name, arguments) if name else named.listed()
    if source and "source" not in found.columns:
        raise RelatumError(f"'{name}' is not asked of single sources; leave out --source")
    if form == "json":
        show_json([{column: row.get(column) for column in found.columns} for row in found.rows])
    elif form == "csv":
        click.echo(table.comma_separated(found), nl=False)
    else:
        click.echo(table.answers(found))


@click.command()
@click.argument("query", metavar="[QUERY]", required=False)
@click.option("-f", "file", type=click.File("rb"), help="Read the query from a file.")
@click.option("--format", "form", type=click.Choice(RESULTS),
              help="By default a table, or turtle where the query makes triples.")  # fmt: skip
@click.option("--timeout", default=30.0, show_default=True, metavar="SECONDS",
              type=click.FloatRange(0, 86400, min_open=True),
              help="How long it may take.")  # fmt: skip
@click.option("--limit-rows", "rows", default=100_000, show_default=True,
              type=click.IntRange(1), help="How many rows it may give.")  # fmt: skip
@click.option("--allow-network", "network", is_flag=True,
              help="Let the query ask other servers with SERVICE.")  # fmt: skip
@click.pass_obj
def sparql(
    folder: Path | None, query: str | None, file: IO[bytes] | None, form: str | None,
    timeout: float, rows: int, network: bool,
) -> None:  # fmt: skip
    """Answer a query in SPARQL, given here, in a file or on the standard input.

    The prefixes of Relatum are known (c: for concepts, rlt: for relations, skos:, ...).
    The query only reads. It is stopped when it takes too much time or memory.

    Example: relatum sparql "SELECT ?need { ?need a rlt:Need }"
    """
    from relatum.graph.sparql import Bounds, answer

    text = _query_text(query, file)
    bounds = Bounds(timeout, rows, network)
    with answer(store_of(folder), text, form or "", bounds) as out:
        if form in (None, "table"):
            from relatum.graph.drawing.table import drawn
            from relatum.graph.querytext import read

            click.echo(drawn(out, read(text).form), nl=False)
        else:
            last = b"\n"
            for piece in iter(lambda: out.read(1 << 16), b""):
                sys.stdout.buffer.write(piece)
                last = piece[-1:]
            if last != b"\n":
                sys.stdout.buffer.write(b"\n")


def _query_text(query: str | None, file: IO[bytes] | None) -> str:
    """The text of a query from where it was given."""
    from relatum.graph.errors import RelatumError

    if query is not None and file is not None:
        raise RelatumError("give the query here or in a file, not both")
    if query is None or query == "-":
        if file is None and sys.stdin.isatty():
            raise RelatumError("give a query, a file with -f, or a query on the standard input")
        given = file if file is not None else sys.stdin.buffer
        try:
            query = given.read().decode("utf-8-sig")
        except UnicodeDecodeError:
            raise RelatumError("the query is not text in UTF-8") from None
    if not query.strip():
        raise RelatumError("the query is empty")
    return query


#: What this module gives the command line.
COMMANDS = (
    query,
    sparql,
)

"""The commands: each parses its arguments, asks the graph, shows the answer."""

import sys
from collections.abc import Callable
from errno import EPIPE
from pathlib import Path
from typing import IO, Any

import click
from click.shell_completion import CompletionItem

TYPE_CHECKING = False
if TYPE_CHECKING:
    from relatum.graph.store import Store
    from relatum.graph.workspace import Workspace

FORMATS = click.Choice(["text", "json"])
REFERENCE_FORMATS = click.Choice(["text", "json", "bibtex", "csl"])
as_format = click.option(
    "--format", "form", type=FORMATS, default="text", help="Text to read, or JSON for programs."
)
#: What the ending of a file says of its format.
ENDINGS = {
    ".ttl": "turtle",
    ".trig": "trig",
    ".nq": "nquads",
    ".jsonld": "jsonld",
    ".rdf": "rdfxml",
}
#: Where the context keeps the address of a server that is asked in place of the files.
ENDPOINT = "relatum.endpoint"
#: The formats of answers to a query: those of rows, then those of triples.
RESULTS = ["table", "csv", "tsv", "json", "xml", "turtle", "ntriples", "rdfxml", "jsonld"]
existing_file = click.Path(path_type=Path, exists=True, dir_okay=False)


class Named(click.types.StringParamType):
    """A name of the graph; the tab key offers the keys that begin with what was typed."""

    name = "name"

    def __init__(self, *sorts: str) -> None:
        """Offers the names of these sorts: concept, theorist, work, source, relation."""
        self.sorts = sorts

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """The keys to offer; none where the graph cannot be read."""
        from relatum.graph.completion import keys
        from relatum.graph.errors import RelatumError

        folder = ctx.find_root().params.get("folder")
        try:
            return [CompletionItem(key) for key in keys(_store(folder), self.sorts, incomplete)]
        except RelatumError:
            return []


#: What can be joined and compared.
ANYTHING = Named("concept", "theorist", "work")


class Commands(click.Group):
    """A group whose commands turn what cannot be done into one line and exit code 2."""

    def invoke(self, ctx: click.Context) -> Any:
        """Runs the command; shows a `RelatumError` as a person reads it."""
        from relatum.graph.errors import RelatumError

        try:
            return super().invoke(ctx)
        except RelatumError as error:
            click.echo(f"relatum: {error}", err=True)
            ctx.exit(2)
        except OSError as error:
            if error.errno == EPIPE:
                raise  # the reader has seen enough; click ends quietly
            click.echo(f"relatum: {error.strerror or error}", err=True)
            ctx.exit(2)


class CardOr(click.Group):
    """A group that shows a card where the next word is not one of its commands."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that is named, or `card` with the word as its argument."""
        if args and args[0] not in self.commands and not args[0].startswith("-"):
            args = ["card", *args]
        return super().resolve_command(ctx, args)


@click.group(
    cls=Commands,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.option(
    "-C",
    "folder",
    type=click.Path(path_type=Path),
    metavar="WORKSPACE",
    help="A folder of your own with ontology/ and sources/, read with the bundled ones.",
)
@click.option(
    "--endpoint",
    metavar="URL",
    help="A SPARQL server that holds an exported graph, asked in place of the files.",
)
@click.version_option(package_name="relatum")
@click.pass_context
def main(ctx: click.Context, folder: Path | None, endpoint: str | None) -> None:
    """Ask the theory of relational psychotherapy, and see which sentence says so.

    Example: relatum concept attunement
    """
    ctx.obj = folder
    ctx.meta[ENDPOINT] = endpoint
    if ctx.invoked_subcommand is None:
        from relatum.graph import answers
        from relatum.graph.drawing import text

        click.echo(text.overview(answers.counts(_store(folder))))


@main.command()
@click.argument("name", metavar="[CONCEPT]", nargs=-1, type=Named("concept"))
@click.option("--around", type=click.IntRange(1, 4), help="Show what surrounds it, so many steps.")
@as_format
@click.pass_obj
def concept(folder: Path | None, name: tuple[str, ...], around: int | None, form: str) -> None:
    """Show a concept: what is claimed of it, who is cited, and where.

    Without a name it lists what there is.

    Example: relatum concept artificial closure
    """
    if around is None:
        _card(folder, "concept", " ".join(name), form)
        return
    from relatum.graph import paths
    from relatum.graph.drawing import outline
    from relatum.graph.lookup import find, key_of
    from relatum.graph.web import web_of

    store = _store(folder)
    focus = key_of(find(store, "concept", " ".join(name)))
    branches = list(paths.around(web_of(store), focus, depth=around))
    if form == "json":
        _json(branches)
    else:
        click.echo(outline.tree(branches))


@main.command("find")
@click.argument("words", metavar="WORDS...", nargs=-1, required=True)
@click.option("--limit", default=15, show_default=True, type=click.IntRange(1, 200))
@as_format
@click.pass_obj
def find_(folder: Path | None, words: tuple[str, ...], limit: int, form: str) -> None:
    """Search names, definitions, claims and key phrases; each hit says why.

    Example: relatum find feeling felt
    """
    from relatum.graph.index import search
    from relatum.graph.store import index_of

    found = search(index_of(_store(folder)), " ".join(words), limit=limit)
    if form == "json":
        _json(found)
    elif found:
        from relatum.graph.drawing import outline

        click.echo(outline.hits(found))
    else:
        raise click.ClickException(f"nothing has '{' '.join(words)[:60]}' in it")


@main.command()
@click.argument("start", metavar="FROM", type=ANYTHING)
@click.argument("end", metavar="TO", type=ANYTHING)
@click.option("--all", "every", is_flag=True, help="Show more chains, also longer ones.")
@click.option("--max-length", default=8, show_default=True, type=click.IntRange(1, 20),
              help="How many claims a chain may have.")  # fmt: skip
@click.option("--directed", is_flag=True, help="Follow arrows forwards only.")
@click.option(
    "--relations",
    type=Named("relation"),
    help="Use these relations only, such as leads-to,enables.",
)
@click.option("--not-relations", type=Named("relation"), help="Do not use these relations.")
@as_format
@click.pass_obj
def path(
    folder: Path | None,
    start: str,
    end: str,
    every: bool,
    max_length: int,
    directed: bool,
    relations: str | None,
    not_relations: str | None,
    form: str,
) -> None:
    """Show how two things hang together, as sentences with their places.

    Concepts, theorists and works can be joined. What is stated is preferred to what is
    hedged, and that to what is inferred.

    Example: relatum path "artificial closure" attunement
    """
    from relatum.graph import paths
    from relatum.graph.drawing import outline
    from relatum.graph.errors import RelatumError
    from relatum.graph.lookup import find_any, key_of
    from relatum.graph.web import web_of

    store = _store(folder)
    first, last = (key_of(find_any(store, name)) for name in (start, end))
    if first == last:
        raise RelatumError(f"'{start}' and '{end}' are the same thing")
    web = web_of(
        store,
        directed=directed,
        relations=_relations(store, relations),
        without=_relations(store, not_relations),
    )
    found = paths.chains(web, first, last, limit=10 if every else 3, longest=max_length)
    if not every and found:
        found = [chain for chain in found if len(chain.steps) <= len(found[0].steps)]
    if form == "json":
        _json({"from": first, "to": last, "chains": found})
    elif found:
        near = paths.direct(web, first, last) if len(found[0].steps) == 1 else []
        click.echo(outline.chains(found, near if not every else []))
    else:
        click.echo(f"nothing joins '{first}' and '{last}' in that way")
        free = paths.chains(web_of(store), first, last, limit=1, longest=99)
        if free:
            click.echo("\nWhat would join them nearest:\n")
            click.echo(outline.chains(free, []))
        sys.exit(1)


@main.command()
@click.argument("names", metavar="NAME NAME...", nargs=-1, required=True, type=ANYTHING)
@as_format
@click.pass_obj
def compare(folder: Path | None, names: tuple[str, ...], form: str) -> None:
    """Show things side by side: said directly, in common, and what only one has.

    Example: relatum compare empathy attunement
    """
    from relatum.graph import comparisons
    from relatum.graph.drawing import outline
    from relatum.graph.lookup import find_any, key_of
    from relatum.graph.web import web_of

    store = _store(folder)
    keys = list(dict.fromkeys(key_of(find_any(store, name)) for name in names))
    if len(keys) < 2:
        raise click.UsageError("name two or more different things, such as empathy attunement")
    result = comparisons.compare(web_of(store), keys)
    if form == "json":
        _json(result)
    else:
        click.echo(outline.comparison(result))


@main.command()
@click.option("--limit", default=15, show_default=True, type=click.IntRange(1, 500))
@as_format
@click.pass_obj
def central(folder: Path | None, limit: int, form: str) -> None:
    """Show the concepts that hold the theory together.

    Example: relatum central
    """
    from relatum.graph import paths
    from relatum.graph.drawing import outline
    from relatum.graph.multigraph import network_of

    found = paths.central(network_of(_store(folder)), limit=limit)
    if form == "json":
        _json(found)
    else:
        click.echo(outline.central(found))


@main.command()
@as_format
@click.pass_obj
def timeline(folder: Path | None, form: str) -> None:
    """Show works and theorists in time, with what they are cited for.

    Example: relatum timeline
    """
    from relatum.graph import answers
    from relatum.graph.drawing import outline

    records = answers.timeline(_store(folder))
    if form == "json":
        _json(records)
    else:
        click.echo(outline.timeline(records))


@main.command()
@click.argument("name", metavar="NAME", nargs=-1, required=True, type=ANYTHING)
@click.option("--style", "sheet", default="apa", show_default=True,
              help="Any style of the CSL project, such as elsevier-harvard.")  # fmt: skip
@click.option("--format", "form", default="text", type=REFERENCE_FORMATS,
              help="Text to read, JSON for programs, BibTeX or CSL-JSON for Zotero.")  # fmt: skip
@click.pass_obj
def cite(folder: Path | None, name: tuple[str, ...], sheet: str, form: str) -> None:
    """Show every work cited for a concept, theorist or work, ready for a reference list.

    Example: relatum cite attunement
    """
    from relatum.graph import answers, bibliography
    from relatum.graph.drawing import outline
    from relatum.graph.errors import RelatumError
    from relatum.graph.lookup import find_any

    store = _store(folder)
    found = answers.cited_for(store, find_any(store, " ".join(name)))
    if not found:
        raise RelatumError(f"no work is cited for '{' '.join(name)}'")
    if form == "json":
        _json(found)
        return
    records = bibliography.records(store, dict.fromkeys(record.work for record in found))
    if form == "csl":
        _json(records)
    elif form == "bibtex":
        click.echo(bibliography.bibtex(records).rstrip())
    else:
        click.echo(outline.citations(found, bibliography.styled(records, sheet)))


@main.command()
@click.argument("name", metavar="[THEORIST]", nargs=-1, type=Named("theorist"))
@as_format
@click.pass_obj
def theorist(folder: Path | None, name: tuple[str, ...], form: str) -> None:
    """Show a theorist: works, and what each is cited for.

    Without a name it lists what there is.

    Example: relatum theorist stern
    """
    _card(folder, "theorist", " ".join(name), form)


@main.command()
@click.argument("name", metavar="[WORK]", nargs=-1, type=Named("work"))
@as_format
@click.pass_obj
def work(folder: Path | None, name: tuple[str, ...], form: str) -> None:
    """Show a work: its reference in APA style, and where it is cited.

    Without a name it lists what there is.

    Example: relatum work stern-1985
    """
    _card(folder, "work", " ".join(name), form)


@main.group(cls=CardOr, invoke_without_command=True, subcommand_metavar="[SOURCE] | COMMAND")
@click.pass_context
def source(ctx: click.Context) -> None:
    """Show a source, or check its passages against your own copy.

    Without a name it lists what there is.

    Example: relatum source contact-in-relationship
    """
    if ctx.invoked_subcommand is None:
        _card(ctx.obj, "source", "", "text")


@source.command("card", hidden=True)
@click.argument("name", metavar="SOURCE", nargs=-1, type=Named("source"))
@as_format
@click.pass_obj
def source_card(folder: Path | None, name: tuple[str, ...], form: str) -> None:
    """Show a source: its record, outline, citations and slips."""
    _card(folder, "source", " ".join(name), form)


@source.command("coverage")
@click.argument("name", metavar="[SOURCE]", required=False, type=Named("source"))
@as_format
@click.pass_obj
def source_coverage(folder: Path | None, name: str | None, form: str) -> None:
    """Show sentence by sentence what is claimed, and whether anything is left over.

    Exit code 1 where a sentence is left over.

    Example: relatum source coverage contact-in-relationship
    """
    from relatum.graph import answers
    from relatum.graph.drawing import text

    store = _store(folder)
    names = [name] if name else [key for _, key in answers.names(store, "source")]
    covered = {key: answers.coverage(store, key) for key in names}
    if form == "json":
        _json(covered[name] if name else covered)
    else:
        for key, records in covered.items():
            click.echo(f"{key}\n\n{text.coverage(records)}")
    if not all(record.accounted_for for records in covered.values() for record in records):
        sys.exit(1)


@source.command("verify")
@click.argument("name", metavar="SOURCE", type=Named("source"))
@click.argument("copy", metavar="FILE", type=existing_file)
@as_format
@click.pass_obj
def source_verify(folder: Path | None, name: str, copy: Path, form: str) -> None:
    """Check every passage of a source against your own copy of the text.

    Line breaks, quotation marks, hyphens and ligatures do not matter. Exit code 1
    where a passage is changed or missing.

    Example: relatum source verify contact-in-relationship article.txt
    """
    from collections import Counter

    from relatum.graph.copies import verify_copy
    from relatum.graph.drawing import text
    from relatum.graph.lookup import slug

    verdicts = verify_copy(_workspace(folder), slug(name), copy)
    counted = Counter(verdict.status for verdict in verdicts)
    if form == "json":
        summary = {status: counted[status] for status in ("exact", "moved", "changed", "missing")}
        _json({"source": name, "summary": summary, "passages": verdicts})
    else:
        click.echo(text.verified(verdicts))
    if counted["changed"] or counted["missing"]:
        sys.exit(1)


@source.command("anchor")
@click.argument("name", metavar="SOURCE", type=Named("source"))
@click.argument("copy", metavar="FILE", type=existing_file)
@click.pass_obj
def source_anchor(folder: Path | None, name: str, copy: Path) -> None:
    """Take fingerprints of a numbered copy, so that quotes can be checked.

    Each sentence begins a line with its number, as [2,1], and each entry of the
    reference list with [ref,1]. The text itself is not kept.

    Example: relatum -C my-course source anchor my-article numbered.txt
    """
    from relatum.graph.copies import anchor_copy

    click.echo(f"wrote {anchor_copy(_workspace(folder), name, copy)}")


@main.command("map")
@click.argument("name", metavar="CONCEPT", nargs=-1, required=True, type=Named("concept"))
@click.option(
    "-o",
    "out",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The file to write, ending in .html.",
)
@click.option("--open", "show", is_flag=True, help="Open it in the browser.")
@click.option("--concepts", default=18, show_default=True, type=click.IntRange(2, 40),
              help="How many concepts at most.")  # fmt: skip
@click.pass_obj
def map_(
    folder: Path | None, name: tuple[str, ...], out: Path | None, show: bool, concepts: int
) -> None:
    """Draw a map around a concept, as a web page that works offline.

    Example: relatum map attunement --open
    """
    from relatum.graph import conceptmap
    from relatum.graph.drawing.page import is_page, page
    from relatum.graph.errors import RelatumError
    from relatum.graph.files import write_whole
    from relatum.graph.lookup import find, key_of
    from relatum.graph.multigraph import network_of

    if out and out.suffix.lower() not in (".html", ".htm"):
        raise RelatumError(f"a map is a web page: name a file that ends in .html, not '{out}'")
    store = _store(folder)
    focus = key_of(find(store, "concept", " ".join(name)))
    if out is None:
        out = Path(f"{focus}.html")
        if out.exists() and not is_page(out):
            raise RelatumError(f"'{out}' is there and is no map of ours; name a file with -o")
    html = page(conceptmap.around(network_of(store), focus, concepts=concepts))
    write_whole(out, lambda handle: handle.write(html.encode()))
    if show:
        import webbrowser

        if webbrowser.open(out.absolute().as_uri()):
            click.echo(f"opened {out}")
            return
        click.echo("found no browser to open; open this file in one:")
    click.echo(out.absolute())


@main.command()
@click.argument("question", metavar="QUESTION", nargs=-1, required=True)
@as_format
@click.pass_obj
def ask(folder: Path | None, question: tuple[str, ...], form: str) -> None:
    """Answer a question in plain English, with the sentences that say so.

    What the sources do not say is not answered.

    Example: relatum ask "diff between empathy n attunement?"
    """
    from relatum.graph.asking import questions

    found = questions.ask(_store(folder), " ".join(question))
    if form == "json":
        _json(found)
    else:
        from relatum.graph.drawing.reply import reply

        click.echo(reply(found))


@main.command()
@click.option("--format", "form", type=FORMATS, default="text", help="Text, or JSON for programs.")
@click.pass_obj
def check(folder: Path | None, form: str) -> None:
    """Report every problem in the files, each with its line.

    Exit code 0 where all is well, 1 with problems, 2 where nothing can be read.

    Example: relatum -C my-course check
    """
    from relatum.graph.checks import check as problems

    with _progress("checking") as progress:
        findings = problems(_workspace(folder), progress)
    if form == "json":
        _json(
            [
                {
                    "file": str(finding.place.file),
                    "line": finding.place.line,
                    "rule": finding.rule,
                    "message": finding.message,
                    "mend": finding.mend,
                }
                for finding in findings
            ]
        )
    else:
        for finding in findings:
            click.echo(finding)
        count = len(findings)
        click.echo(f"{count} problem{'s' * (count > 1)}" if count else "all is well")
    if findings:
        sys.exit(1)


@main.command()
@click.pass_obj
def build(folder: Path | None) -> None:
    """Build the graph from its files now.

    Example: relatum build
    """
    from relatum.graph.store import build as build_store

    with _progress("building") as progress:
        path = build_store(_workspace(folder), progress)
    click.echo(f"built {path}")


@main.command()
@click.option(
    "--format",
    "form",
    type=click.Choice(list(ENDINGS.values())),
    help="By default what the file's ending says, else turtle.",
)
@click.option(
    "-o",
    "out",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The file to write; without it the text goes to the terminal or a pipe.",
)
@click.pass_obj
def export(folder: Path | None, form: str | None, out: Path | None) -> None:
    """Write the whole graph as RDF, for other programs.

    TriG, N-Quads and JSON-LD keep apart what each source says and what was inferred.

    Example: relatum export -o relatum.trig
    """
    from relatum.graph.errors import RelatumError
    from relatum.graph.export import WRITERS, write_file

    if form is None and out and out.suffix.lower() not in ENDINGS:
        known = " ".join(ENDINGS)
        raise RelatumError(f"'{out}' does not end in one of {known}; or give --format")
    form = form or (ENDINGS[out.suffix.lower()] if out else "turtle")
    store = _store(folder)
    if out:
        write_file(store, form, out)
        click.echo(f"wrote {out}")
    else:
        WRITERS[form](store, sys.stdout.buffer)


@main.command("query")
@click.argument("name", metavar="[NAME]", required=False)
@click.argument("arguments", metavar="[ARG]...", nargs=-1)
@click.option("--format", "form", type=click.Choice(["text", "json", "csv"]), default="text",
              help="Text to read, or JSON or CSV for programs.")  # fmt: skip
@click.pass_obj
def query(folder: Path | None, name: str | None, arguments: tuple[str, ...], form: str) -> None:
    """Answer one of the questions that are asked most, by its name.

    Without a name it lists the questions, each with what it takes.

    Example: relatum query satisfies need for relationship
    """
    from relatum.graph import named
    from relatum.graph.drawing import table

    found = named.ask(_store(folder), name, arguments) if name else named.listed()
    if form == "json":
        _json([{column: row.get(column) for column in found.columns} for row in found.rows])
    elif form == "csv":
        click.echo(table.comma_separated(found), nl=False)
    else:
        click.echo(table.answers(found))


@main.command()
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
    with answer(_store(folder), text, form or "", bounds) as out:
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


def _card(folder: Path | None, sort: str, name: str, form: str) -> None:
    """Shows the card of a concept, theorist, work or source, or the names of all."""
    from relatum.graph import answers

    store = _store(folder)
    if not name.strip():
        listed = answers.names(store, sort)
        if form == "json":
            _json([{"name": label, "id": key} for label, key in listed])
        else:
            from relatum.graph.drawing import text

            click.echo(text.names(listed))
        return
    card = answers.CARDS[sort](store, name)
    if form == "json":
        _json(card)
    else:
        from relatum.graph.drawing import text
        from relatum.graph.lookup import is_named

        if not is_named(name, (card.id, *card.names)):
            click.echo(f"showing '{card.names[0]}' for '{name}'", err=True)
        click.echo(text.CARDS[sort](card))


def _relations(store: "Store", words: str | None) -> list[str]:
    """Relations from a list with commas; unknown ones are refused."""
    from relatum.graph.completion import keys
    from relatum.graph.errors import RelatumError, did_you_mean

    known = keys(store, ["relation"], "")
    wanted = [word.strip() for word in (words or "").split(",") if word.strip()]
    for word in wanted:
        if word not in known:
            raise RelatumError(f"unknown relation '{word}'; {did_you_mean(word, known) or known}")
    return wanted


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


def _json(value: object) -> None:
    import json

    def plain(thing: Any) -> object:
        """Named tuples as objects, so that every value has its name."""
        if hasattr(thing, "_asdict"):
            return {name: plain(part) for name, part in thing._asdict().items()}
        if isinstance(thing, dict):
            return {name: plain(part) for name, part in thing.items()}
        return [plain(part) for part in thing] if isinstance(thing, list | tuple) else thing

    click.echo(json.dumps(plain(value), ensure_ascii=False, indent=2))


def _workspace(folder: Path | None) -> "Workspace":
    from relatum.graph.workspace import Workspace

    if click.get_current_context().meta[ENDPOINT] is not None:
        from relatum.graph.errors import RelatumError

        raise RelatumError("this command reads files; leave out --endpoint")
    return Workspace.open(folder)


def _store(folder: Path | None) -> "Store":
    url = click.get_current_context().meta[ENDPOINT]
    if url is not None:
        from relatum.graph.endpoint import Endpoint
        from relatum.graph.errors import RelatumError

        if folder:
            raise RelatumError("name a workspace or an endpoint, not both")
        return Endpoint(url)
    from relatum.graph.store import open_store

    with _progress("building the graph") as progress:
        return open_store(_workspace(folder), progress)


class _progress:  # noqa: N801 - reads as a function where it is used
    """A progress bar on a terminal, from the second second on."""

    def __init__(self, label: str) -> None:
        self.label = label
        self.start = 0.0
        self.bar: Any = None

    def __enter__(self) -> Callable[[int, int], None]:
        return self.step

    def __exit__(self, *_: object) -> None:
        if self.bar is not None:
            self.bar.render_finish()

    def step(self, done: int, total: int) -> None:
        """Shows how far the work has come."""
        from time import monotonic

        self.start = self.start or monotonic()
        if not sys.stderr.isatty() or monotonic() - self.start < 1:
            return
        if self.bar is None:
            self.bar = click.progressbar(length=total, label=self.label, file=sys.stderr)
        self.bar.update(done - self.bar.pos)


if __name__ == "__main__":
    main()

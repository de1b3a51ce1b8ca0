"""Searching, joining, comparing, citing and asking."""

import sys
from pathlib import Path

import click

from relatum.commands.shared import (
    ANYTHING,
    Named,
    as_format,
    show_json,
    store_of,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from relatum.graph.store import Store

REFERENCE_FORMATS = click.Choice(["text", "json", "bibtex", "csl"])


@click.command("find")
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

    found = search(index_of(store_of(folder)), " ".join(words), limit=limit)
    if form == "json":
        show_json(found)
    elif found:
        from relatum.graph.drawing import outline

        click.echo(outline.hits(found))
    else:
        raise click.ClickException(f"nothing has '{' '.join(words)[:60]}' in it")


@click.command()
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
    from relatum.graph.lookup import find_any
    from relatum.graph.terms import key_of
    from relatum.graph.web import web_of

    store = store_of(folder)
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
        show_json({"from": first, "to": last, "chains": found})
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


@click.command()
@click.argument("names", metavar="NAME NAME...", nargs=-1, required=True, type=ANYTHING)
@as_format
@click.pass_obj
def compare(folder: Path | None, names: tuple[str, ...], form: str) -> None:
    """Show things side by side: said directly, in common, and what only one has.

    Example: relatum compare empathy attunement
    """
    from relatum.graph import comparisons
    from relatum.graph.drawing import outline
    from relatum.graph.lookup import find_any
    from relatum.graph.terms import key_of
    from relatum.graph.web import web_of

    store = store_of(folder)
    keys = list(dict.fromkeys(key_of(find_any(store, name)) for name in names))
    if len(keys) < 2:
        raise click.UsageError("name two or more different things, such as empathy attunement")
    result = comparisons.compare(web_of(store), keys)
    if form == "json":
        show_json(result)
    else:
        click.echo(outline.comparison(result))


@click.command()
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

    found = paths.central(network_of(store_of(folder)), limit=limit)
    if form == "json":
        show_json(found)
    else:
        click.echo(outline.central(found))


@click.command()
@as_format
@click.pass_obj
def timeline(folder: Path | None, form: str) -> None:
    """Show works and theorists in time, with what they are cited for.

    Example: relatum timeline
    """
    from relatum.graph import answers
    from relatum.graph.drawing import outline

    records = answers.timeline(store_of(folder))
    if form == "json":
        show_json(records)
    else:
        click.echo(outline.timeline(records))


@click.command()
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

    store = store_of(folder)
    found = answers.cited_for(store, find_any(store, " ".join(name)))
    if not found:
        raise RelatumError(f"no work is cited for '{' '.join(name)}'")
    if form == "json":
        show_json(found)
        return
    records = bibliography.records(store, dict.fromkeys(record.work for record in found))
    if form == "csl":
        show_json(records)
    elif form == "bibtex":
        click.echo(bibliography.bibtex(records).rstrip())
    else:
        click.echo(outline.citations(found, bibliography.styled(records, sheet)))


@click.command()
@click.argument("question", metavar="QUESTION", nargs=-1, required=True)
@as_format
@click.pass_obj
def ask(folder: Path | None, question: tuple[str, ...], form: str) -> None:
    """Answer a question in plain English, with the sentences that say so.

    What the sources do not say is not answered.

    Example: relatum ask "diff between empathy n attunement?"
    """
    from relatum.graph.asking import questions

    found = questions.ask(store_of(folder), " ".join(question))
    if form == "json":
        show_json(found)
    else:
        from relatum.graph.drawing.reply import reply

        click.echo(reply(found))


def _relations(store: "Store", words: str | None) -> list[str]:
    """Relations from a list with commas; unknown ones are refused."""
    from relatum.graph.completion import keys
    from relatum.graph.errors import RelatumError, did_you_mean

    wanted = [word.strip() for word in (words or "").split(",") if word.strip()]
    known = keys(store, ["relation"], "") if wanted else []
    for word in wanted:
        if word not in known:
            raise RelatumError(f"unknown relation '{word}'; {did_you_mean(word, known) or known}")
    return wanted


#: What this module gives the command line.
COMMANDS = (
    find_,
    path,
    compare,
    central,
    timeline,
    cite,
    ask,
)

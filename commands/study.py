"""Searching, joining, comparing, citing and asking."""

import sys
from pathlib import Path

import click

from relatum.commands.shared import (
    ANYTHING,
    Named,
    as_format,
    of_source,
    show_json,
    store_of_source,
    store_with,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from relatum.graph.store import Store

REFERENCE_FORMATS = click.Choice(["text", "json", "bibtex", "csl"])


@click.command("find")
@click.argument("words", metavar="WORDS...", nargs=-1, required=True)
@click.option("--limit", default=15, show_default=True, type=click.IntRange(1, 200))
@of_source
@as_format
@click.pass_obj
def find_(folder: Path | None, words: tuple[str, ...], limit: int, source: str, form: str) -> None:
    """Search names, definitions, claims and key phrases; each hit says why.

    Example: relatum find feeling felt
    """
    from relatum.graph.index import search
    from relatum.graph.store import index_of

    store = store_of_source(folder, source)
    found = search(index_of(store), " ".join(words), limit=limit)
    if form == "json":
        show_json(found)
    elif found:
        from relatum.graph.answers import second_hand
        from relatum.graph.drawing import outline

        click.echo(outline.hits(found, second_hand(store)))
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
@of_source
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
    source: str,
    form: str,
) -> None:
    """Show how two things hang together, as sentences with their places.

    Concepts, theorists and works can be joined. What is stated is preferred to what is
    hedged, and that to what is inferred.

    Example: relatum path "artificial closure" attunement
    """
    from relatum.graph import answers, paths
    from relatum.graph.drawing import outline
    from relatum.graph.errors import RelatumError
    from relatum.graph.lookup import find_any
    from relatum.graph.terms import key_of
    from relatum.graph.web import web_of

    store = store_of_source(folder, source)
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
        shown = near if not every else []
        click.echo(outline.chains(found, shown, answers.second_hand(store)))
    else:
        click.echo(f"nothing joins '{first}' and '{last}' in that way")
        free = paths.chains(web_of(store), first, last, limit=1, longest=99)
        if free:
            click.echo("\nWhat would join them nearest:\n")
            click.echo(outline.chains(free, [], answers.second_hand(store)))
        sys.exit(1)


@click.command()
@click.argument("names", metavar="NAME NAME...", nargs=-1, type=ANYTHING)
@click.option("--sources", nargs=2, metavar="A B", type=Named("source"),
              help="Compare two sources in place of things, on a concept or on all.")  # fmt: skip
@of_source
@as_format
@click.pass_obj
def compare(
    folder: Path | None,
    names: tuple[str, ...],
    sources: tuple[str, str] | None,
    source: str,
    form: str,
) -> None:
    """Show things side by side: said directly, in common, and what only one has.

    Or two sources: what both say, what only one says, where one is surer, where they
    disagree.

    Example: relatum compare empathy attunement
    """
    if sources:
        if source:
            raise click.UsageError("--sources names the sources to compare: leave out --source")
        _sources(folder, sources, " ".join(names), form)
        return
    from relatum.graph import answers, comparisons
    from relatum.graph.drawing import outline
    from relatum.graph.lookup import find_any
    from relatum.graph.terms import key_of
    from relatum.graph.web import web_of

    store = store_of_source(folder, source)
    keys = list(dict.fromkeys(key_of(find_any(store, name)) for name in names))
    if len(keys) < 2:
        raise click.UsageError("name two or more different things, such as empathy attunement")
    result = comparisons.compare(web_of(store), keys)
    if form == "json":
        show_json(result)
    else:
        click.echo(outline.comparison(result, answers.second_hand(store)))


def _sources(folder: Path | None, names: tuple[str, str], concept: str, form: str) -> None:
    """Shows two sources side by side."""
    from relatum.graph.agreement import agreement
    from relatum.graph.errors import RelatumError
    from relatum.graph.lookup import find
    from relatum.graph.terms import key_of

    store, one, other = store_with(folder, *names)
    if one == other:
        raise RelatumError(f"'{names[0]}' and '{names[1]}' are the same source; name two")
    about = key_of(find(store, "concept", concept)) if concept else ""
    found = agreement(store, (one, other), about)
    if form == "json":
        show_json(found)
    else:
        from relatum.graph.drawing import sides

        click.echo(sides.agreement(found))


@click.command()
@click.option("--limit", default=15, show_default=True, type=click.IntRange(1, 500))
@of_source
@as_format
@click.pass_obj
def central(folder: Path | None, limit: int, source: str, form: str) -> None:
    """Show the concepts that hold the theory together.

    Example: relatum central
    """
    from relatum.graph import paths
    from relatum.graph.drawing import outline
    from relatum.graph.multigraph import network_of

    network = network_of(store_of_source(folder, source))
    if source:
        # What the source does not speak of is no part of its theory.
        network.remove_nodes_from([key for key, ties in dict(network.degree()).items() if not ties])
    found = paths.central(network, limit=limit)
    if form == "json":
        show_json(found)
    else:
        click.echo(outline.central(found))


@click.command()
@of_source
@as_format
@click.pass_obj
def timeline(folder: Path | None, source: str, form: str) -> None:
    """Show works and theorists in time, with what they are cited for.

    Example: relatum timeline
    """
    from relatum.graph import answers
    from relatum.graph.drawing import outline

    store = store_of_source(folder, source)
    records = answers.timeline(store)
    if form == "json":
        show_json(records)
    else:
        click.echo(outline.timeline(records, answers.second_hand(store)))


@click.command()
@click.argument("name", metavar="NAME", nargs=-1, required=True, type=ANYTHING)
@click.option("--style", "sheet", default="apa", show_default=True,
              help="Any style of the CSL project, such as elsevier-harvard.")  # fmt: skip
@click.option("--format", "form", default="text", type=REFERENCE_FORMATS,
              help="Text to read, JSON for programs, BibTeX or CSL-JSON for Zotero.")  # fmt: skip
@of_source
@click.pass_obj
def cite(folder: Path | None, name: tuple[str, ...], sheet: str, form: str, source: str) -> None:
    """Show every work cited for a concept, theorist or work, ready for a reference list.

    Example: relatum cite attunement
    """
    from relatum.graph import answers, bibliography
    from relatum.graph.drawing import outline
    from relatum.graph.errors import RelatumError
    from relatum.graph.lookup import find_any

    store = store_of_source(folder, source)
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
        references = bibliography.styled(records, sheet)
        click.echo(outline.citations(found, references, answers.second_hand(store)))


@click.command()
@click.argument("question", metavar="QUESTION", nargs=-1, required=True)
@of_source
@as_format
@click.pass_obj
def ask(folder: Path | None, question: tuple[str, ...], source: str, form: str) -> None:
    """Answer a question in plain English, with the sentences that say so.

    What the sources do not say is not answered.

    Example: relatum ask "diff between empathy n attunement?"
    """
    from relatum.graph.asking import questions

    store = store_of_source(folder, source)
    found = questions.ask(store, " ".join(question))
    if form == "json":
        show_json(found)
    else:
        from relatum.graph.answers import second_hand
        from relatum.graph.drawing.reply import reply

        click.echo(reply(found, second_hand(store)))


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

"""Cards of concepts, theorists, works and sources; a source against a reader's copy."""

import sys
from pathlib import Path

import click

from relatum.commands.shared import (
    CommandWithMore,
    Named,
    as_format,
    existing_file,
    of_source,
    show_json,
    store_of,
    store_of_source,
    store_with,
    workspace_of,
)


class CardOr(click.Group):
    """A group that shows a card where the next word is not one of its commands."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that is named, or `card` with the word as its argument."""
        if args and args[0] not in self.commands and not args[0].startswith("-"):
            args = ["card", *args]
        return super().resolve_command(ctx, args)


@click.command(cls=CommandWithMore)
@click.argument("name", metavar="[CONCEPT]", nargs=-1, type=Named("concept"))
@click.option("--around", type=click.IntRange(1, 4), help="Show what surrounds it, so many steps.")
@click.option("--by-source", is_flag=True, help="Show source by source what each says.")
@of_source
@as_format
@click.pass_obj
def concept(
    folder: Path | None,
    name: tuple[str, ...],
    around: int | None,
    by_source: bool,
    source: str,
    form: str,
) -> None:
    """Show a concept: what is claimed of it, who is cited, and where.

    Without a name it lists what there is. 'concept new' makes one of your own; a concept
    whose name begins with "new" is shown by its name in quotation marks.

    Example: relatum concept artificial closure
    """
    if by_source and (source or around or not name):
        raise click.UsageError("--by-source shows every source: name a concept and nothing else")
    if by_source:
        _voices(folder, " ".join(name), form)
        return
    if around is None:
        _card(folder, "concept", " ".join(name), form, source)
        return
    from relatum.graph import answers, paths
    from relatum.graph.drawing import outline
    from relatum.graph.lookup import find
    from relatum.graph.terms import key_of
    from relatum.graph.web import web_of

    store = store_of_source(folder, source)
    focus = key_of(find(store, "concept", " ".join(name)))
    branches = list(paths.around(web_of(store), focus, depth=around))
    if form == "json":
        show_json(branches)
    else:
        click.echo(outline.tree(branches, answers.second_hand(store)))


@click.command(cls=CommandWithMore)
@click.argument("name", metavar="[THEORIST]", nargs=-1, type=Named("theorist"))
@as_format
@click.pass_obj
def theorist(folder: Path | None, name: tuple[str, ...], form: str) -> None:
    """Show a theorist: works, and what each is cited for.

    Without a name it lists what there is.

    Example: relatum theorist stern
    """
    _card(folder, "theorist", " ".join(name), form)


@click.command(cls=CommandWithMore)
@click.argument("name", metavar="[WORK]", nargs=-1, type=Named("work"))
@as_format
@click.pass_obj
def work(folder: Path | None, name: tuple[str, ...], form: str) -> None:
    """Show a work: its reference in APA style, and where it is cited.

    Without a name it lists what there is.

    Example: relatum work stern-1985
    """
    _card(folder, "work", " ".join(name), form)


@click.group(cls=CardOr, invoke_without_command=True, subcommand_metavar="[SOURCE] | COMMAND")
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
    from relatum.graph.coverage import coverage
    from relatum.graph.drawing import coverage as shown

    if name:
        store, name = store_with(folder, name)
    else:
        store = store_of(folder)
    names = [name] if name else [key for _, key in answers.names(store, "source")]
    covered = {key: coverage(store, key) for key in names}
    if form == "json":
        show_json(covered[name] if name else covered)
    else:
        for key, records in covered.items():
            click.echo(f"{key}\n\n{shown.coverage(records)}")
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
    from relatum.graph.drawing import coverage as shown
    from relatum.graph.lookup import slug

    workspace = workspace_of(folder)
    if slug(name) not in {path.name for path in workspace.source_folders()}:
        workspace = workspace_of(folder, secondary=True)
    verdicts = verify_copy(workspace, slug(name), copy)
    counted = Counter(verdict.status for verdict in verdicts)
    if form == "json":
        summary = {status: counted[status] for status in ("exact", "moved", "changed", "missing")}
        show_json({"source": name, "summary": summary, "passages": verdicts})
    else:
        click.echo(shown.verified(verdicts))
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

    click.echo(f"wrote {anchor_copy(workspace_of(folder), name, copy)}")


def _voices(folder: Path | None, name: str, form: str) -> None:
    """Shows source by source what each says of a concept, those known at second hand as well."""
    from relatum.graph import answers
    from relatum.graph.agreement import voices

    store = store_of(folder, secondary=True)
    card = answers.concept(store, name)
    found = voices(store, card)
    if form == "json":
        show_json({"id": card.id, "label": card.label, "sources": found})
    else:
        from relatum.graph.drawing import sides

        click.echo(sides.voices(card, found))


def _card(folder: Path | None, sort: str, name: str, form: str, source: str = "") -> None:
    """Shows the card of a concept, theorist, work or source, or the names of all."""
    from relatum.graph import answers

    if sort == "source":
        # Their cards are few, and those known at second hand are to be found.
        store = store_of(folder, secondary=True)
    else:
        store = store_of_source(folder, source)
    if not name.strip():
        listed = answers.names(store, sort)
        if form == "json":
            show_json([{"name": label, "id": key} for label, key in listed])
        else:
            from relatum.graph.drawing import text

            unread = answers.second_hand(store) if sort == "source" else ()
            marked = [(n, f"{k}, known at second hand" if k in unread else k) for n, k in listed]
            click.echo(text.names(marked))
        return
    card = answers.CARDS[sort](store, name)
    if form == "json":
        show_json(card)
    else:
        from relatum.graph.drawing import text
        from relatum.graph.lookup import is_named

        if not is_named(name, (card.id, *card.names)):
            click.echo(f"showing '{card.names[0]}' for '{name}'", err=True)
        click.echo(text.CARDS[sort](card))


#: What this module gives the command line.
COMMANDS = (
    source,
    concept,
    theorist,
    work,
)

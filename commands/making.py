"""Checking, building and exporting the graph."""

import sys
from pathlib import Path

import click

from relatum.commands.shared import (
    as_format,
    progress_bar,
    show_json,
    store_of,
    workspace_of,
)

#: What the ending of a file says of its format.
ENDINGS = {
    ".ttl": "turtle",
    ".trig": "trig",
    ".nq": "nquads",
    ".jsonld": "jsonld",
    ".rdf": "rdfxml",
}


@click.command()
@as_format
@click.pass_obj
def check(folder: Path | None, form: str) -> None:
    """Report every problem in the files, each with its line.

    Exit code 0 where all is well, 1 with problems, 2 where nothing can be read.

    Example: relatum -C my-course check
    """
    from relatum.graph.checks import check as problems

    with progress_bar("checking") as progress:
        findings = problems(workspace_of(folder, secondary=True), progress)
    if form == "json":
        show_json(
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


@click.command()
@click.pass_obj
def build(folder: Path | None) -> None:
    """Build the graph from its files now.

    Example: relatum build
    """
    from relatum.graph.store import build as build_store

    with progress_bar("building") as progress:
        path = build_store(workspace_of(folder), progress)
    click.echo(f"built {path}")


@click.command()
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
@click.option(
    "--second-hand",
    is_flag=True,
    help="With the bundled sources whose text was not read, marked as such.",
)
@click.pass_obj
def export(folder: Path | None, form: str | None, out: Path | None, second_hand: bool) -> None:
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
    store = store_of(folder, secondary=second_hand)
    if out:
        write_file(store, form, out)
        click.echo(f"wrote {out}")
    else:
        WRITERS[form](store, sys.stdout.buffer)


#: What this module gives the command line.
COMMANDS = (
    check,
    build,
    export,
)

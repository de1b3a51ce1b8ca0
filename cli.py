"""The command line: its options, its commands, and how what cannot be done is said."""

from errno import EPIPE
from pathlib import Path
from typing import Any

import click

from relatum.commands import (
    cards,
    curating,
    exploring,
    making,
    maps,
    queries,
    reading,
    sources,
    study,
    watching,
    writing,
)
from relatum.commands.shared import ENDPOINT, standing, store_of


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
    help="A folder of your own with ontology/ and sources/, read with the bundled ones. Not "
    "needed within a folder that 'relatum init' made (it has a file .relatum).",
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
    ctx.obj = folder = folder or (None if endpoint else standing())
    ctx.meta[ENDPOINT] = endpoint
    if ctx.invoked_subcommand is None:
        from relatum.graph import answers
        from relatum.graph.drawing import text

        click.echo(text.overview(answers.counts(store_of(folder))))


for _module in (
    cards, sources, curating, study, exploring, maps, reading, queries, making, writing, watching,
):  # fmt: skip
    for _command in _module.COMMANDS:
        main.add_command(_command)

if __name__ == "__main__":
    main()

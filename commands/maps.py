"""Drawing maps."""

from pathlib import Path

import click

from relatum.commands.shared import Named, store_of


@click.command("map")
@click.argument("name", metavar="CONCEPT", nargs=-1, required=True, type=Named("concept"))
@click.option(
    "-o",
    "out",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The file to write; its ending says for which program (docs/maps.md).",
)
@click.option("--open", "show", is_flag=True, help="Open it in the browser.")
@click.option("--concepts", default=20, show_default=True, type=click.IntRange(2, 40),
              help="How many concepts at most.")  # fmt: skip
@click.pass_obj
def map_(
    folder: Path | None, name: tuple[str, ...], out: Path | None, show: bool, concepts: int
) -> None:
    """Draw a map around a concept, as a web page that works offline or for another program.

    Example: relatum map attunement --open
    """
    from relatum.graph.drawing.page import is_page, page
    from relatum.graph.errors import RelatumError
    from relatum.graph.files import write_whole
    from relatum.graph.formats.sheet import Sheet
    from relatum.graph.formats.writers import WRITERS
    from relatum.graph.lookup import find
    from relatum.graph.selection import Wanted, select
    from relatum.graph.terms import key_of

    ending = out.suffix.lower() if out else ".html"
    if ending not in (".html", ".htm", *WRITERS):
        known = ", ".join([".html", *WRITERS])
        raise RelatumError(f"cannot write a map to '{out}': its name must end in {known}")
    store = store_of(folder)
    focus = key_of(find(store, "concept", " ".join(name)))
    if out is None:
        out = Path(f"{focus}.html")
        if out.exists() and not is_page(out):
            raise RelatumError(f"'{out}' is there and is no map of ours; name a file with -o")
    concept_map = select(store, Wanted((focus,), concepts=concepts))
    write = WRITERS.get(ending)
    data = write(Sheet(concept_map, store)) if write else page(concept_map).encode()
    write_whole(out, lambda handle: handle.write(data))
    if show:
        import webbrowser

        if webbrowser.open(out.absolute().as_uri()):
            click.echo(f"opened {out}")
            return
        click.echo("found no browser to open; open this file in one:")
    click.echo(out.absolute())


#: What this module gives the command line.
COMMANDS = (map_,)

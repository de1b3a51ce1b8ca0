"""Drawing maps."""

import sys
from pathlib import Path

import click

from relatum.commands.shared import ENDPOINT, Named, open_again, progress_bar, store_of


@click.command("map")
@click.argument("name", metavar="CONCEPT", nargs=-1, type=Named("concept"))
@click.option(
    "-o",
    "out",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The file to write; its ending says for which program (docs/maps.md).",
)
@click.option("--open", "show", is_flag=True, help="Open it in the browser.")
@click.option("--concepts", default=20, show_default=True, type=click.IntRange(2, 40),
              help="How many concepts at most.")  # fmt: skip
@click.option("--all", "atlas", metavar="DIR", type=click.Path(path_type=Path, file_okay=False),
              help="Draw every top concept and theorist, with an index page.")  # fmt: skip
@click.pass_obj
def map_(
    folder: Path | None,
    name: tuple[str, ...],
    out: Path | None,
    show: bool,
    concepts: int,
    atlas: Path | None,
) -> None:
    """Draw a map around a concept, as a web page that works offline or for another program.

    Example: relatum map attunement --open
    """
    from relatum.graph.composition import compose
    from relatum.graph.drawing.page import is_page, page
    from relatum.graph.errors import RelatumError
    from relatum.graph.files import write_whole
    from relatum.graph.formats.material import Material
    from relatum.graph.formats.writers import WRITERS
    from relatum.graph.lookup import find
    from relatum.graph.selection import Wanted
    from relatum.graph.terms import key_of

    if atlas:
        _draw_all(folder, atlas)
        return
    if not name:
        raise click.UsageError("name a concept, or a folder for all maps with --all")
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
    concept_map, layout = compose(store, Wanted((focus,), concepts=concepts))
    write = WRITERS.get(ending)
    data = write(Material(concept_map, store, layout)) if write else page(concept_map).encode()
    write_whole(out, lambda handle: handle.write(data))
    if show:
        import webbrowser

        if webbrowser.open(out.absolute().as_uri()):
            click.echo(f"opened {out}")
            return
        click.echo("found no browser to open; open this file in one:")
    click.echo(out.absolute())


def _draw_all(folder: Path | None, target: Path) -> None:
    """Draws all maps; exit code 1 where one or another could not be drawn."""
    from functools import partial

    from relatum.graph.atlas import draw_all, subjects
    from relatum.graph.drawing.album import index, make
    from relatum.graph.drawing.page import is_page
    from relatum.graph.errors import RelatumError
    from relatum.graph.files import write_whole

    store = store_of(folder)
    target.mkdir(parents=True, exist_ok=True)
    page = target / "index.html"
    if page.exists() and not is_page(page):
        raise RelatumError(f"'{page}' is there and is no page of ours; name another folder")
    opening = partial(open_again, folder, click.get_current_context().meta.get(ENDPOINT))
    with progress_bar("drawing maps") as progress:
        results = draw_all(subjects(store), opening, partial(make, target), progress)
    write_whole(page, lambda handle: handle.write(index(results)))
    failed = [result for result in results if result.problem]
    for result in failed:
        click.echo(f"relatum: no map of '{result.subject.label}': {result.problem}", err=True)
    click.echo(page.absolute())
    if failed:
        sys.exit(1)


#: What this module gives the command line.
COMMANDS = (map_,)

"""The explorer: one page with the whole graph."""

from pathlib import Path

import click

from relatum.commands.shared import ANYTHING, existing_file, progress_bar, show_file, store_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from relatum.graph.store import Store


@click.command()
@click.argument("name", metavar="[CONCEPT]", nargs=-1, type=ANYTHING)
@click.option(
    "-o",
    "out",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The file to write; explorer.html, or CONCEPT.html, where it is not given.",
)
@click.option("--no-open", is_flag=True, help="Only write it: do not open it in the browser.")
@click.option(
    "--tour",
    "tours",
    multiple=True,
    type=existing_file,
    metavar="FILE",
    help="A guided tour of your own (docs/explorer.md); may be given more than once.",
)
@click.pass_obj
def explore(
    folder: Path | None, name: tuple[str, ...], out: Path | None, no_open: bool,
    tours: tuple[Path, ...],
) -> None:  # fmt: skip
    """Make one page to explore the whole graph in: pictures, and where everything is said.

    It works offline and can be sent as a file. It opens with the core of the theory, or
    with what you name: a concept, a theorist or a work.

    Example: relatum explore attunement
    """
    from relatum.graph.files import write_whole

    store = store_of(folder)
    out = _target(out, _focus(store, name))
    content = page_of(store, name, tours=tours).encode()
    write_whole(out, lambda handle: handle.write(content))
    if no_open:
        click.echo(out.absolute())
        return
    show_file(out)


def page_of(store: "Store", name: tuple[str, ...], *, tours: tuple[Path, ...] = ()) -> str:
    """The explorer's page, with progress where it takes long.

    Args:
        store: the dataset.
        name: the words that name what it opens with; none for the core of the theory.
        tours: files of guided tours.

    Raises:
        RelatumError: nothing goes by the name, or a tour cannot be read.
    """
    from relatum.graph.drawing.explorer import page
    from relatum.graph.exploring.data import explore as explored
    from relatum.graph.exploring.tours import tours_of

    focus, played = _focus(store, name), tours_of(store, tours)
    with progress_bar("making the page") as progress:
        return page(explored(store, focus=focus, tours=played, progress=progress))


def _focus(store: "Store", name: tuple[str, ...]) -> str:
    """The key of what is named; nothing where nothing is."""
    from relatum.graph.lookup import find_any
    from relatum.graph.terms import key_of

    return key_of(find_any(store, " ".join(name))) if name else ""


def _target(out: Path | None, focus: str) -> Path:
    """The file to write: the one that is named, else a page that may be replaced."""
    from relatum.graph.drawing.explorer import is_page
    from relatum.graph.errors import RelatumError

    if out is None:
        out = Path(f"{focus[:80] or 'explorer'}.html")
        if out.exists() and not is_page(out):
            raise RelatumError(f"'{out}' is there and is no page of ours; name a file with -o")
    elif out.suffix.lower() not in (".html", ".htm"):
        raise RelatumError(f"cannot write a page to '{out}': its name must end in .html")
    return out


#: What this module gives the command line.
COMMANDS = (explore,)

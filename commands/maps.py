"""Drawing maps."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from relatum.commands.shared import (
    ANYTHING,
    ENDPOINT,
    Named,
    open_again,
    progress_bar,
    show_file,
    store_of,
    store_with,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from relatum.graph.maps.conceptmap import ConceptMap
    from relatum.graph.maps.layout import Layout
    from relatum.graph.maps.selection import Wanted
    from relatum.graph.store import Store


#: The endings of pictures and of web pages; `WRITERS` has those for other programs.
PICTURES, PAGES = (".svg", ".png", ".pdf"), (".html", ".htm")
#: What a map is chosen from and how it is drawn, in the order of the help.
OPTIONS = (
    click.option("-o", "out", type=click.Path(path_type=Path, dir_okay=False),
                 help="The file to write; its ending says what: svg, png, pdf, html, cxl and more "
                 "(docs/maps.md)."),
    click.option("--open", "show", is_flag=True, help="Open it in the browser."),
    click.option("--question", default="", help="The focus question; without a concept, it "
                 "chooses what the map is about."),
    click.option("--path", "chain", nargs=2, metavar="A B", type=ANYTHING,
                 help="A chain of claims from one to the other, and what surrounds it."),
    click.option("--concepts", type=click.IntRange(2, 60), metavar="N",
                 help="How many concepts; about 18 where it is not given, as many as fit."),
    click.option("--depth", default=0, type=click.IntRange(0, 9), metavar="N",
                 help="How many claims away a concept may be; 0 for any."),
    click.option("--source", default="", type=Named("source"), help="Claims of one source only."),
    click.option("--by-source", is_flag=True,
                 help="Tell the sources of the arrows apart, by letters and colours."),
    click.option("--kinds", default="", help="Concepts of these kinds only, such as need,affect."),
    click.option("--relations", default="", type=Named("relation"),
                 help="Claims with these relations only, such as leads-to,enables."),
    click.option("--with", "company", default="", metavar="theorists,works",
                 help="Show who or what is cited for the concepts."),
    click.option("--no-inferred", is_flag=True, help="Leave out what is inferred."),
    click.option("--hedged", default="mark", show_default=True,
                 type=click.Choice(["mark", "hide"]), help="What is hedged: dashed, or left out."),
    click.option("--size", default="a4", show_default=True,
                 type=click.Choice(["a4", "a3", "letter", "slide"]), help="The page of a picture."),
    click.option("--dpi", default=200, show_default=True, type=click.IntRange(36, 1200),
                 help="Dots per inch of a png."),
    click.option("--evidence", is_flag=True, help="Number the arrows, and list their passages."),
    click.option("--blank", type=click.Choice(["concepts", "phrases", "both"]),
                 help="For students: leave some blank, with a word bank and a key."),
    click.option("--share", default=0.4, show_default=True, type=click.FloatRange(0.01, 1.0),
                 help="Which share is left blank."),
    click.option("--seed", default=1, show_default=True, type=int,
                 help="Another number leaves others blank."),
    click.option("--skeleton", is_flag=True, help="For students: a few concepts with their links, "
                 "and the rest to be placed."),
    click.option("--handout", is_flag=True, help="A pdf with the map, what it says with passages, "
                 "definitions and references."),
    click.option("--format", "form", type=click.Choice(["text"]),
                 help="Print the propositions as an outline instead of drawing."),
    click.option("--why", is_flag=True, help="Print why each concept is on the map."),
    click.option("--all", "atlas", metavar="DIR", type=click.Path(path_type=Path, file_okay=False),
                 help="Draw every top concept and theorist, with an index page."),
)  # fmt: skip


def _options(command: Callable[..., None]) -> Callable[..., None]:
    for option in reversed(OPTIONS):
        command = option(command)
    return command


@click.command("map")
@click.argument("name", metavar="CONCEPT", nargs=-1, type=ANYTHING)
@_options
@click.pass_obj
def map_(
    folder: Path | None,
    /,
    name: tuple[str, ...],
    out: Path | None,
    show: bool,
    atlas: Path | None,
    form: str | None,
    why: bool,
    **asked: Any,
) -> None:
    """Draw a concept map that every program takes: a picture, a web page, a file.

    Name one concept or several, or a theorist. What fits a page is chosen, the most
    telling first, and every arrow is a claim with its passage.

    Example: relatum map attunement -o attunement.pdf
    """
    if atlas:
        if name or out or any(asked[word] for word in ("chain", "question")):
            raise click.UsageError("--all draws every map: leave out names, --question and -o")
        _draw_all(folder, atlas)
        return
    if not (name or asked["chain"] or asked["question"]):
        raise click.UsageError("name a concept, a --question, or a folder for all maps with --all")
    _refuse_by_source(out, asked)
    if asked["source"]:
        store, asked["source"] = store_with(folder, asked["source"])
    else:
        store = store_of(folder, secondary=asked["by_source"])
    wanted = _wanted(store, name, asked)
    if form or why:
        _tell(store, wanted, outline=bool(form), why=why)
        if not out:
            return
    if asked["handout"] and (out is None or out.suffix.lower() != ".pdf"):
        raise click.UsageError("a handout is a pdf: name it with -o, such as -o handout.pdf")
    out = _target(out, wanted)
    _draw(store, wanted, out, asked)
    if show:
        show_file(out)
    else:
        click.echo(out.absolute())


def _refuse_by_source(out: Path | None, asked: dict[str, Any]) -> None:
    """Sources are told apart in pictures of whole maps."""
    drawn = out is not None and out.suffix.lower() in PICTURES
    student = asked["blank"] or asked["skeleton"] or asked["handout"]
    if asked["by_source"] and (student or not drawn):
        raise click.UsageError(
            "--by-source is drawn in a picture of the whole map: name a .svg, .png or .pdf with -o"
        )


def _wanted(store: "Store", name: tuple[str, ...], asked: dict[str, Any]) -> "Wanted":
    """The map that the options ask for."""
    from relatum.graph.maps import request
    from relatum.graph.maps.selection import CONCEPTS, Wanted

    if asked["chain"]:
        wanted = request.joined(store, *asked["chain"])
    elif name:
        wanted = Wanted(request.named(store, name))
    else:
        wanted = Wanted(request.asked(store, asked["question"]))
    return wanted._replace(
        question=asked["question"],
        concepts=asked["concepts"] or CONCEPTS,
        depth=asked["depth"],
        kinds=request.kinds(store, asked["kinds"]),
        companions=request.companions(asked["company"]),
        only=request.filtered(
            store,
            source=asked["source"],
            relations=asked["relations"],
            inferred=not asked["no_inferred"],
            hedged=asked["hedged"] == "mark",
        ),
    )


def _tell(store: "Store", wanted: "Wanted", *, outline: bool, why: bool) -> None:
    from relatum.graph.drawing import mapwords
    from relatum.graph.maps.composition import compose

    concept_map, _ = compose(store, wanted)
    shown = [mapwords.outline(concept_map)] if outline else []
    click.echo("\n\n".join([*shown, mapwords.reasons(concept_map)] if why else shown))


def _target(out: Path | None, wanted: "Wanted") -> Path:
    """The file to write: the one that is named, else a page called like its focus."""
    from relatum.graph.errors import RelatumError

    if out is None:
        from relatum.graph.drawing.explorer import is_page

        out = Path(f"{'-'.join(wanted.focus)[:80]}.html")
        if out.exists() and not is_page(out):
            raise RelatumError(f"'{out}' is there and is no map of ours; name a file with -o")
    elif out.suffix.lower() not in (*PAGES, *PICTURES):
        from relatum.graph.formats.writers import WRITERS

        if out.suffix.lower() not in WRITERS:
            known = ", ".join([*PICTURES, *PAGES, *WRITERS])
            raise RelatumError(f"cannot write a map to '{out}': its name must end in {known}")
    return out


def _draw(store: "Store", wanted: "Wanted", out: Path, asked: dict[str, Any]) -> None:
    """Writes a map in the form that the ending of its file asks for."""
    from relatum.graph.drawing.sheet import frames
    from relatum.graph.files import write_whole
    from relatum.graph.maps.composition import compose
    from relatum.graph.maps.layout import fits

    ending = out.suffix.lower()
    room = frames(asked["size"], bank=bool(asked["blank"]))
    if ending in PAGES:
        from relatum.graph.exploring.opening import screen

        room = screen(wanted.concepts)
    concept_map, layout = compose(store, wanted, frames=room, exactly=bool(asked["concepts"]))
    if not fits(layout, room) and ending not in PAGES:
        click.echo("letters are under 9 points on this page; ask for --size a3", err=True)
    if asked["blank"] or asked["skeleton"]:
        data = _exercise(concept_map, layout, out, asked)
    elif asked["handout"]:
        from relatum.graph.drawing.handout import handout

        data = handout(store, concept_map, layout, size=asked["size"])
    elif ending in PICTURES:
        from relatum.graph.drawing.pictures import Look, draw

        look = Look(asked["size"], asked["dpi"], asked["evidence"], asked["by_source"])
        data = draw(concept_map, layout, ending, look)
    elif ending in PAGES:
        from relatum.graph.drawing.explorer import page
        from relatum.graph.exploring.data import explore
        from relatum.graph.exploring.tours import tours_of

        with progress_bar("making the page") as progress:
            shown = (concept_map, layout)
            whole = explore(store, shown=shown, tours=tours_of(store), progress=progress)
            data = page(whole).encode()
    else:
        from relatum.graph.formats.material import Material
        from relatum.graph.formats.writers import WRITERS

        data = WRITERS[ending](Material(concept_map, store, layout))
    write_whole(out, lambda handle: handle.write(data))


def _exercise(
    concept_map: "ConceptMap", layout: "Layout", out: Path, asked: dict[str, Any]
) -> bytes:
    """A student version; its key goes into a file beside it, or is a PDF's second page."""
    from relatum.graph.drawing.pictures import Look, draw_exercise
    from relatum.graph.files import write_whole
    from relatum.graph.maps.exercises import blanked, skeleton

    if out.suffix.lower() not in PICTURES:
        raise click.UsageError("a student version is a picture: name a .pdf, .svg or .png with -o")
    if asked["skeleton"]:
        part, places, exercise = skeleton(concept_map)
    else:
        part, places = concept_map, layout
        exercise = blanked(concept_map, asked["blank"], share=asked["share"], seed=asked["seed"])
    look = Look(asked["size"], asked["dpi"])
    whole = (concept_map, layout)
    data, key = draw_exercise(part, places, exercise, out.suffix.lower(), whole=whole, look=look)
    if key:
        beside = out.with_name(f"{out.stem}-key{out.suffix}")
        write_whole(beside, lambda handle: handle.write(key))
    return data


def _draw_all(folder: Path | None, target: Path) -> None:
    """Draws all maps; exit code 1 where one or another could not be drawn."""
    from functools import partial

    from relatum.graph.drawing.album import index, make
    from relatum.graph.drawing.explorer import is_page
    from relatum.graph.errors import RelatumError
    from relatum.graph.files import write_whole
    from relatum.graph.maps.atlas import draw_all, subjects

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

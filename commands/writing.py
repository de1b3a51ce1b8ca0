"""Writing into a workspace: a new one, and concepts, theorists and works of one's own."""

import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import click

from relatum.commands import cards
from relatum.commands.shared import Named, existing_file, progress_bar, workspace_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from relatum.graph.errors import Place
    from relatum.graph.own.present import Known
    from relatum.graph.workspace import Workspace


@click.command()
@click.argument("target", metavar="FOLDER", type=click.Path(path_type=Path))
def init(target: Path) -> None:
    """Make a folder of your own that is read together with what Relatum brings.

    It gets an ontology/, sources/ and a first example. Within it commands find it by
    its file .relatum; from elsewhere name it with -C.

    Example: relatum init my-course
    """
    from relatum.graph.own.beginnings import begin

    for path in begin(target):
        click.echo(f"wrote {path}")
    click.echo(f"\ngo into '{target}' and look at README.md; 'relatum check' says if all is well")


@cards.concept.command("new")
@click.argument("words", metavar="[NAME]", nargs=-1)
@click.option("--label", default="", help="Its name, as it stands in a sentence.")
@click.option("--kind", default="", help="What sort of thing it is, such as process or need.")
@click.option("--definition", default="", help="What it is, in your own words.")
@click.option("--also", multiple=True, metavar="NAME", help="Another name; may be repeated.")
@click.option("--typed", multiple=True, metavar="NAME", help="What people type for it: lay "
              "words, misspellings; may be repeated.")  # fmt: skip
@click.option("--broader", multiple=True, metavar="CONCEPT", type=Named("concept"),
              help="A concept that it is a kind of; may be repeated.")  # fmt: skip
@click.option("--note", default="", help="A note to yourself and other curators.")
@click.option("--key", default="", help="Its name in the files; made from the label.")
@click.pass_context
def concept_new(ctx: click.Context, /, words: tuple[str, ...], label: str, **given: Any) -> None:
    """Make a concept of your own: you are asked for what is not given.

    Example: relatum concept new --label "shared silence" --kind process
    """
    from relatum.graph.own.adding import Concept, add_entry

    workspace = _own(ctx.obj)
    known = _known(workspace)
    if words and not label and known.called("concept", f"new {' '.join(words)}"):
        # What is typed is the name of a concept that is there.
        ctx.invoke(cards.concept, name=("new", *words))
        return
    label = _name(label or " ".join(words), "Name of the concept", "--label")
    key = _free(known, "concept", label, given["key"])
    _look_at(known, "concept", label)
    new = Concept(
        key,
        label,
        _kind(known, given["kind"]),
        _definition(given["definition"]),
        also=_others(known, given["also"], "Other names, with commas (or none)"),
        typed=tuple(filter(None, map(_line, given["typed"]))),
        broader=tuple(_concept(known, name) for name in given["broader"]),
        note=_line(given["note"]),
    )
    place = add_entry(workspace, new)
    _tell(workspace, f"wrote the concept '{label}' ({key})", [place])


@cards.theorist.command("new")
@click.argument("words", metavar="[NAME]", nargs=-1)
@click.option("--name", default="", help="The full name, given names first.")
@click.option("--family", default="", help="The family name; the last word where not given.")
@click.option("--born", default="", help="Date or year of birth: 1907-02-26, or 1907.")
@click.option("--died", default="", help="Date or year of death.")
@click.option("--also", multiple=True, metavar="NAME", help="Another form of the name.")
@click.option("--description", default="", help="Who it is, in a sentence of your own.")
@click.option("--source", default="", metavar="URL", help="The web address that bears this out.")
@click.option("--key", default="", help="The name in the files; made from the family name.")
@click.pass_context
def theorist_new(ctx: click.Context, /, words: tuple[str, ...], name: str, **given: Any) -> None:
    """Add a person whose works are cited: you are asked for what is not given.

    Example: relatum theorist new Donald W. Winnicott --born 1896
    """
    from relatum.graph.lookup import slug
    from relatum.graph.own.adding import Theorist, add_entry

    workspace = _own(ctx.obj)
    known = _known(workspace)
    name = _name(name or " ".join(words), "Full name", "--name")
    family = _line(given["family"]) or _asked("Family name", name.split()[-1])
    key = given["key"] or slug(family)
    key = slug(name) if not given["key"] and key in known.taken() else key
    key = _free(known, "theorist", name, key)
    _look_at(known, "theorist", name)
    born, died = _life(given["born"], given["died"])
    new = Theorist(
        key,
        name,
        family,
        _address(given["source"]),
        born=born,
        died=died,
        also=tuple(filter(None, map(_line, given["also"]))),
        description=_line(given["description"]) or _asked("Who it is, in a sentence", ""),
    )
    place = add_entry(workspace, new)
    _tell(workspace, f"wrote the theorist '{name}' ({key})", [place])


@cards.work.command("add")
@click.argument("file", type=existing_file)
@click.option("--replace", is_flag=True, help="Write records of yours that differ anew.")
@click.pass_obj
def work_add(folder: Path | None, file: Path, replace: bool) -> None:
    """Add works that a reference manager exported: CSL JSON, BibTeX or RIS.

    Works that are there are left alone; before one of yours is written anew you are
    asked. Exit code 1 where a record cannot be used.

    Example: relatum work add exported.bib
    """
    from relatum.graph.own.works import add_works, sort_works, works_in

    workspace = _own(folder)
    records, wrong = works_in(workspace, file)
    for finding in wrong:
        click.echo(f"relatum: {finding}", err=True)
    known = _known(workspace)
    found = sort_works(records, known)
    for record, key in found.there:
        click.echo(f"'{record['title']}' is there already as {key}")
    replaced = {}
    for record, key in found.differing:
        if _may_replace(known, key, record, replace):
            replaced[key] = {"id": key, **record}
    if found.new or replaced:
        places = add_works(workspace, found.new, replaced)
        keys = ", ".join(places)
        what = "work" if len(places) == 1 else "works"
        _tell(workspace, f"wrote {len(places)} {what} ({keys})", list(places.values()))
    else:
        click.echo("nothing was written")
    if wrong:
        sys.exit(1)


def _may_replace(known: "Known", key: str, record: dict[str, Any], replace: bool) -> bool:
    """Whether a work that is there is to be written anew."""
    from relatum.graph.clashes import is_bundled

    there, place = known.works[key]
    names = [name for name, value in record.items() if there.get(name) != value]
    differs = f"{place}: {key} has another {', '.join(n for n in names if n != 'custom')}"
    if is_bundled(place):
        click.echo(f"{differs}; it is a bundled work and stays as it is", err=True)
        return False
    if replace or not _is_asked():
        click.echo(differs + ("" if replace else "; --replace writes it anew"), err=True)
        return replace
    return click.confirm(f"{differs}; write it anew?")


def _own(folder: Path | None) -> "Workspace":
    """The workspace to write into."""
    from relatum.graph.errors import RelatumError

    workspace = workspace_of(folder)
    if len(workspace.roots) < 2:
        raise RelatumError(
            "there is no folder of yours to write into; 'relatum init my-course' makes one: "
            "go into it, or name it with -C"
        )
    return workspace


def _known(workspace: "Workspace") -> "Known":
    from relatum.graph.own.present import known

    return known(workspace)


def _is_asked() -> bool:
    """Whether there is a person to ask."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def _asked(question: str, default: str) -> str:
    """An answer of one line; what it is by default where there is nobody to ask."""
    return _line(click.prompt(question, default=default)) if _is_asked() else default


def _needed(question: str, option: str, check: Callable[[str], str], given: str) -> str:
    """What was given or is asked for until it can be used.

    Raises:
        RelatumError: it cannot be used, or there is nobody to ask.
    """
    from relatum.graph.errors import RelatumError

    if given:
        return check(given)
    if not _is_asked():
        raise click.UsageError(f"give {option}, or run this in a terminal to be asked")
    while True:
        try:
            return check(click.prompt(question))
        except RelatumError as error:
            click.echo(f"{error}")


def _line(text: str) -> str:
    """A text on one line, without what cannot be printed.

    Raises:
        RelatumError: it has bytes that are no text.
    """
    from relatum.graph.errors import RelatumError

    try:
        text.encode()
    except UnicodeEncodeError:
        raise RelatumError("what was given is not UTF-8 text") from None
    shown = "".join(c if c.isprintable() or c in "\u200c\u200d" else " " for c in text)
    return " ".join(shown.split())


def _name(given: str, question: str, option: str) -> str:
    def checked(text: str) -> str:
        from relatum.graph.errors import RelatumError

        name = _line(text)
        if not name or len(name) > 200:
            raise RelatumError("a name has between 1 and 200 characters")
        return name

    return _needed(question, option, checked, given)


def _definition(given: str) -> str:
    def checked(text: str) -> str:
        from relatum.graph.errors import RelatumError

        definition = _line(text)
        if len(definition) < 10:
            raise RelatumError("a definition has at least 10 characters: say what it is")
        return definition

    return _needed("Definition, in your own words", "--definition", checked, given)


def _kind(known: "Known", given: str) -> str:
    """The IRI of a kind by its name; the kinds are shown to whom is asked."""
    from relatum.graph.errors import RelatumError, did_you_mean
    from relatum.graph.lookup import slug

    kinds = {slug(kind.label): kind for kind in known.kinds}

    def checked(text: str) -> str:
        kind = kinds.get(slug(text.rpartition(":")[2])) or kinds.get(slug(text))
        if kind:
            return kind.iri
        near = did_you_mean(_line(text)[:60], kinds) or f"one of {', '.join(kinds)}"
        raise RelatumError(f"unknown kind '{_line(text)[:60]}', {near}")

    if not given and _is_asked():
        for kind in known.kinds:
            click.echo(f"  {kind.label}: {kind.definition}")
    return _needed("Kind", "--kind", checked, given)


def _others(known: "Known", given: Iterable[str], question: str) -> tuple[str, ...]:
    """Further names of a concept; one that leads to another concept already is pointed out.

    Raises:
        RelatumError: one is the name of another concept.
    """
    from relatum.graph.errors import RelatumError

    names = tuple(given) or tuple(_asked(question, "").split(","))
    names = tuple(dict.fromkeys(filter(None, map(_line, names))))
    for there in filter(None, (known.called("concept", name) for name in names)):
        if there.name in (there.shown, there.key):
            raise RelatumError(f"there is '{there.shown}' already, in {there.place}")
        click.echo(
            f"'{there.name}' leads to '{there.shown}' as well: both will be offered", err=True
        )
    return names


def _concept(known: "Known", name: str) -> str:
    """The IRI of a concept that is there."""
    from relatum.graph import terms
    from relatum.graph.errors import RelatumError

    found = known.called("concept", name)
    if found:
        return terms.CONCEPT + found.key
    near = [repr(one.shown) for one in known.near("concept", name)]
    hint = f", did you mean {' or '.join(near)}?" if near else "; make that one first"
    raise RelatumError(f"unknown concept '{_line(name)[:60]}'{hint}")


def _life(born: str, died: str) -> tuple[str, str]:
    """The dates of a life, in their order."""
    from relatum.graph.errors import RelatumError
    from relatum.graph.own.adding import life_date

    dates = [life_date(text) if text.strip() else "" for text in (born, died)]
    if all(dates) and dates[1][:4] < dates[0][:4]:
        raise RelatumError(f"died in {dates[1]}, but born in {dates[0]}")
    return dates[0], dates[1]


def _address(given: str) -> str:
    def checked(text: str) -> str:
        from relatum.graph.errors import RelatumError

        if not text.strip().startswith(("https://", "http://")) or " " in text.strip():
            raise RelatumError(f"'{_line(text)[:60]}' is no web address; it begins with https://")
        return text.strip()

    return _needed("Web address where that can be read", "--source", checked, given)


def _free(known: "Known", sort: str, name: str, given: str) -> str:
    """A key that nothing has yet.

    Raises:
        RelatumError: something has it, or the name; or the name makes no key.
    """
    from relatum.graph.errors import RelatumError
    from relatum.graph.lookup import slug

    key = slug(given or name)
    if not key or (given and key != given):
        raise RelatumError("a key is made of letters a to z, digits and hyphens; give one as --key")
    there = known.called(sort, name)
    if there and there.name in (there.shown, there.key):
        raise RelatumError(f"there is '{there.shown}' already, in {there.place}")
    if key in known.taken():
        there = next((one for one in known.names if one.key == key), None)
        where = f", in {there.place}" if there else ""
        raise RelatumError(f"the key '{key}' is taken{where}; give another with --key")
    return key


def _look_at(known: "Known", sort: str, name: str) -> None:
    """Shows what has a name like a new one, and asks whether to go on."""
    near = known.near(sort, name)
    if not near:
        return
    shown = " and ".join(f"'{one.shown}'" for one in near)
    called = [f"'{one.name}'" for one in near if one.name not in (one.shown, one.key)]
    click.echo(
        f"there is {shown} already" + (f" (also called {', '.join(called)})" if called else ""),
        err=True,
    )
    if _is_asked():
        click.confirm("Make a new one beside it?", abort=True)


def _tell(workspace: "Workspace", done: str, places: list["Place"]) -> None:
    """Says what was written where, and what is still wrong with it."""
    from relatum.graph.checks import check
    from relatum.graph.errors import RelatumError

    click.echo(f"{done} in {min(places)}")
    try:
        with progress_bar("checking") as progress:
            findings = check(workspace, progress)
    except RelatumError as error:
        click.echo(f"the check could not be run: {error}")
        return
    for finding in [f for f in findings if f.place in places]:
        click.echo(f"to do: {finding}")
    others = len([f for f in findings if f.place not in places])
    if others:
        click.echo(f"{others} more in other places: 'relatum check' lists them")
    if not findings:
        click.echo("all is well")


#: What this module gives the command line.
COMMANDS = (init,)

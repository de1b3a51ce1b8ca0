"""What the commands share: options, names of the graph, the store, a progress bar, JSON."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
from click.shell_completion import CompletionItem

TYPE_CHECKING = False
if TYPE_CHECKING:
    from relatum.graph.store import Store
    from relatum.graph.workspace import Workspace

FORMATS = click.Choice(["text", "json"])


as_format = click.option(
    "--format", "form", type=FORMATS, default="text", help="Text to read, or JSON for programs."
)


#: Where the context keeps the address of a server that is asked in place of the files.
ENDPOINT = "relatum.endpoint"


existing_file = click.Path(path_type=Path, exists=True, dir_okay=False)


class CommandWithMore(click.Command):
    """A command that takes a name, with further commands: their word stands first.

    `concept new` makes a concept and `concept attunement` shows one.  A name is given as
    words or as one, so that a concept called "new beginning" is still shown: in quotation
    marks, or by its key.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Takes what a command takes."""
        super().__init__(*args, **kwargs)
        self.commands: dict[str, click.Command] = {}

    def command(self, name: str) -> Callable[[Callable[..., Any]], click.Command]:
        """Makes a function a further command."""

        def made(function: Callable[..., Any]) -> click.Command:
            self.commands[name] = click.command(name)(function)
            return self.commands[name]

        return made

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None,
        **extra: Any,
    ) -> click.Context:  # fmt: skip
        """The context of the further command that is named, else of this one."""
        more = self.commands.get(args[0]) if args else None
        if more:
            return more.make_context(f"{info_name} {args[0]}", args[1:], parent, **extra)
        return super().make_context(info_name, args, parent, **extra)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The options, then the further commands."""
        super().format_options(ctx, formatter)
        with formatter.section("Commands"):
            formatter.write_dl([(n, c.get_short_help_str(80)) for n, c in self.commands.items()])


class Named(click.types.StringParamType):
    """A name of the graph; the tab key offers the keys that begin with what was typed."""

    name = "name"

    def __init__(self, *sorts: str) -> None:
        """Offers the names of these sorts: concept, theorist, work, source, relation."""
        self.sorts = sorts

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """The keys to offer, and further commands; none where the graph cannot be read."""
        from relatum.graph.completion import keys
        from relatum.graph.errors import RelatumError

        folder = ctx.find_root().params.get("folder") or standing()
        try:
            with ctx.scope():
                store = store_of(folder, secondary=self.sorts == ("source",))
            first = isinstance(param, click.Argument) and not ctx.params.get(str(param.name))
            more = getattr(ctx.command, "commands", {}) if first else {}
            words = [word for word in more if word.startswith(incomplete)]
            found = [*words, *keys(store, self.sorts, incomplete)]
            return [CompletionItem(key) for key in found]
        except RelatumError:
            return []


#: Limits an answer to what one source says.
of_source = click.option(
    "--source", default="", metavar="SOURCE", type=Named("source"),
    help="Only what this source says.",
)  # fmt: skip


#: What can be joined and compared.
ANYTHING = Named("concept", "theorist", "work")


def show_json(value: object) -> None:
    """Prints a value as JSON; named tuples become objects."""
    import json

    def plain(thing: Any) -> object:
        """Named tuples as objects, so that every value has its name."""
        if hasattr(thing, "_asdict"):
            return {name: plain(part) for name, part in thing._asdict().items()}
        if isinstance(thing, dict):
            return {name: plain(part) for name, part in thing.items()}
        return [plain(part) for part in thing] if isinstance(thing, list | tuple) else thing

    click.echo(json.dumps(plain(value), ensure_ascii=False, indent=2))


def standing() -> Path | None:
    """The workspace in which the command is given, if it is given in one."""
    from relatum.graph.workspace import standing as found

    return found()


def workspace_of(folder: Path | None, *, secondary: bool = False) -> "Workspace":
    """The files to read: the bundled ones, with a folder of one's own.

    Args:
        folder: that folder.
        secondary: whether the bundled sources are read that are known at second hand.
    """
    from relatum.graph.workspace import Workspace

    if click.get_current_context().meta.get(ENDPOINT) is not None:
        from relatum.graph.errors import RelatumError

        raise RelatumError("this command reads files; leave out --endpoint")
    return Workspace.open(folder, secondary=secondary)


def store_of(folder: Path | None, *, secondary: bool = False) -> "Store":
    """The dataset to ask: on a server where one is named, else built from the files.

    Args:
        folder: a folder of one's own.
        secondary: whether the bundled sources are read that are known at second hand.
    """
    url = click.get_current_context().meta.get(ENDPOINT)
    if url is not None:
        from relatum.graph.endpoint import Endpoint
        from relatum.graph.errors import RelatumError

        if folder:
            raise RelatumError("name a workspace or an endpoint, not both")
        return Endpoint(url)
    from relatum.graph.store import open_store

    with progress_bar("building the graph") as progress:
        return open_store(workspace_of(folder, secondary=secondary), progress)


def store_of_source(folder: Path | None, source: str) -> "Store":
    """The dataset narrowed to what a source says; all of it where none is named.

    A bundled source that is known at second hand is read because it is named.

    Raises:
        UnknownName: no source goes by the name.
    """
    if not source:
        return store_of(folder)
    from relatum.graph.narrowed import Narrowed

    store, key = store_with(folder, source)
    return Narrowed(store, key)


def store_with(folder: Path | None, *sources: str) -> tuple[Any, ...]:
    """The dataset that has some sources, and their keys.

    Raises:
        UnknownName: no source goes by one of the names.
    """
    from relatum.graph.lookup import UnknownName, find
    from relatum.graph.terms import key_of

    store = store_of(folder)
    try:
        return (store, *(key_of(find(store, "source", name)) for name in sources))
    except UnknownName:
        store = store_of(folder, secondary=True)
    try:
        return (store, *(key_of(find(store, "source", name)) for name in sources))
    except UnknownName as error:
        raise UnknownName(_with_keys(store, sources, str(error))) from None


def _with_keys(store: "Store", sources: tuple[str, ...], message: str) -> str:
    """Why there is no such source, with the keys that are like what was typed."""
    from relatum.graph.answers import names
    from relatum.graph.errors import did_you_mean

    keys = [key for _, key in names(store, "source")]
    near = [hint for name in sources if name not in keys and (hint := did_you_mean(name, keys))]
    unknown = message.partition(";")[0].partition(", did")[0]
    return f"{unknown}, {near[0]}" if near else message


def open_again(folder: Path | None, url: str | None) -> "Store":
    """The dataset as `store_of` gives it, in another process; it must have been built."""
    if url is not None:
        from relatum.graph.endpoint import Endpoint

        return Endpoint(url)
    from relatum.graph.store import open_store
    from relatum.graph.workspace import Workspace

    return open_store(Workspace.open(folder))


def show_file(out: Path) -> None:
    """Opens a file in the browser; says where it is where there is none.

    Args:
        out: the file.
    """
    import webbrowser

    if webbrowser.open(out.absolute().as_uri()):
        click.echo(f"opened {out}")
        return
    click.echo("found no browser to open; open this file in one:")
    click.echo(out.absolute())


class progress_bar:  # noqa: N801 - reads as a function where it is used
    """A progress bar on a terminal, from the second second on."""

    def __init__(self, label: str) -> None:
        """Says with a label what is going on."""
        self.label = label
        self.start = 0.0
        self.bar: Any = None

    def __enter__(self) -> Callable[[int, int], None]:
        return self.step

    def __exit__(self, *_: object) -> None:
        if self.bar is not None:
            self.bar.render_finish()

    def step(self, done: int, total: int) -> None:
        """Shows how far the work has come."""
        from time import monotonic

        self.start = self.start or monotonic()
        if not sys.stderr.isatty() or monotonic() - self.start < 1:
            return
        if self.bar is None:
            self.bar = click.progressbar(length=total, label=self.label, file=sys.stderr)
        self.bar.update(done - self.bar.pos)

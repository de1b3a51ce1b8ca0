"""Watching a workspace: checked and built again as files are saved."""

from collections.abc import Callable, Iterable
from pathlib import Path

import click

from relatum.commands.shared import ANYTHING, workspace_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from relatum.graph.own.live import Live
    from relatum.graph.workspace import Workspace


@click.command()
@click.argument("name", metavar="[CONCEPT]", nargs=-1, type=ANYTHING)
@click.option("--explore", is_flag=True, help="Show the graph in the browser, and again after "
              "each change.")  # fmt: skip
@click.option("--no-open", is_flag=True, help="Only say the address; open no browser.")
@click.pass_obj
def watch(folder: Path | None, name: tuple[str, ...], explore: bool, no_open: bool) -> None:
    """Check and build again whenever a file is saved, until Ctrl-C.

    Problems are shown as they come and go. With --explore a page opens that follows the
    files; it is served to this computer only, and to nobody else.

    Example: relatum watch --explore attunement
    """
    from relatum.graph.own.watching import changes

    workspace = workspace_of(folder)
    shown: list[Live] = []
    try:
        with_page = _follower(workspace, name, shown, no_open=no_open) if explore else None
        problems: list[str] | None = None
        click.echo(f"watching {workspace.roots[-1]}; Ctrl-C ends it")
        for _ in changes(workspace):
            problems = _round(workspace, problems, with_page)
    except KeyboardInterrupt:
        click.echo("\nstopped watching")
    finally:
        for page in shown:
            page.stop()


def _round(
    workspace: "Workspace", before: list[str] | None, with_page: Callable[[], None] | None
) -> list[str]:
    """Checks and builds once; says what is new, what is mended, and what is left."""
    from datetime import datetime

    from relatum.graph.errors import RelatumError

    problems = _problems(workspace)
    click.secho(f"\n{datetime.now():%H:%M:%S}", dim=True)
    for line in [line for line in before or () if line not in problems]:
        click.echo(click.style("mended  ", fg="green") + line)
    for line in problems:
        is_new = before is None or line not in before
        click.echo(click.style("new     " if is_new else "still   ", fg="red") + line)
    try:
        from relatum.graph.store import open_store

        open_store(workspace)
        if with_page:
            with_page()
    except (RelatumError, OSError) as error:
        # What keeps the graph from being built was said above.
        click.echo("not built again: mend the above first" if problems else str(error))
    if not problems:
        click.secho("all is well", fg="green")
    return problems


def _problems(workspace: "Workspace") -> list[str]:
    """What is wrong, a line each; what keeps the check from running as well."""
    from relatum.graph.checks import check
    from relatum.graph.errors import RelatumError

    try:
        return [str(finding) for finding in check(workspace)]
    except (RelatumError, OSError) as error:
        # A file may go while it is read: the next change is looked at anew.
        return [str(error)]


def _follower(
    workspace: "Workspace", name: Iterable[str], shown: "list[Live]", *, no_open: bool
) -> Callable[[], None]:
    """What shows the page of a concept, and shows it again."""
    words = tuple(name)

    def follow() -> None:
        from relatum.commands.exploring import page_of
        from relatum.graph.own.live import Live
        from relatum.graph.store import open_store

        page = page_of(open_store(workspace), words)
        if shown:
            shown[0].show(page)
            return
        shown.append(Live(page))
        if not no_open:
            import webbrowser

            webbrowser.open(shown[0].address)
        click.echo(f"the page is at {shown[0].address}")

    return follow


#: What this module gives the command line.
COMMANDS = (watch,)

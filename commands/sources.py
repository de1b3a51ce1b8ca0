"""Articles of one's own: added to a workspace, numbered and matched."""

import sys
from collections.abc import Iterable
from pathlib import Path

import click

from relatum.commands.cards import source
from relatum.commands.shared import as_format, progress_bar, show_json, workspace_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from relatum.graph.texts.adding import Added


@source.command("new")
@click.argument(
    "articles",
    metavar="ARTICLE...",
    nargs=-1,
    required=True,
    type=click.Path(path_type=Path, exists=True),
)
@click.option("--key", default="", help="What the source is called, such as erskine-1998.")
@click.option("--work", default="", help="The work of the bibliography that the article is.")
@click.option("--yes", is_flag=True, help="Begin a source again without asking.")
@as_format
@click.pass_obj
def source_new(
    folder: Path | None, articles: tuple[Path, ...], key: str, work: str, yes: bool, form: str
) -> None:
    """Add an article: .txt, .md, .html, .docx, .pdf or .epub.

    Paragraphs and sentences are numbered, the reference list and the citations are found
    and matched with the bibliography. The text stays in the source's private folder. A
    folder, or several articles, are added one after the other; given again, it goes on
    where it was.

    Example: relatum -C my-course source new article.pdf --key erskine-1998
    """
    from relatum.graph.texts import adding

    workspace = workspace_of(folder)
    sources = adding.sources_folder(workspace)
    files = [f for a in articles for f in (adding.articles_in(a) if a.is_dir() else [a])]
    single = len(files) == 1
    orders = adding.orders(files, key, work, overwrite=single)
    if single and not yes:
        _ask(sources / orders[0].key)
    with progress_bar("reading the articles") as progress:
        results = adding.add(workspace, orders, progress)
        if form == "json":
            listed = list(results)
            show_json(listed)
            refused = sum(added.status == "refused" for added in listed)
        else:
            refused = _tell_one(next(results)) if single else _tell_many(results)
    if refused:
        sys.exit(1)


def _ask(place: Path) -> None:
    """Asks before a source is begun again; what is there is kept in its private folder."""
    if place.exists():
        click.confirm(
            f"there is a source '{place.name}' already; begin it again? "
            f"(what is there goes into {place.name}/private/before)",
            abort=True,
            err=True,
        )


def _tell_one(added: "Added") -> int:
    """Shows how an article fared: what was found, what was not, what to do next."""
    from relatum.graph.errors import RelatumError

    if added.status == "refused":
        raise RelatumError(added.message)
    counts = added.counts or {}
    click.echo(f"wrote {added.folder}")
    click.echo(
        "  {paragraphs} paragraphs, {sentences} sentences, {notes} notes\n"
        "  {references} references, {references matched} of them in the bibliography\n"
        "  {citations} groups of citations, {citations matched} of them matched".format(**counts)
    )
    if added.misses:
        click.echo("\nNot matched:")
        for at, printed, reason in added.misses:
            click.echo(f"  {at:<7} {printed}\n          {reason}")
    if added.slips:
        click.echo("\nPrinted wrong, as it seems:")
        for at, reads, means, note in added.slips:
            click.echo(f"  {at:<7} {reads} → {means}  ({note})")
    if added.proposed:
        click.echo(
            f"\n{len(added.proposed)} works are not in the bibliography. Review them in "
            f"{added.folder}/works.proposed.json,\nthen add the file with 'relatum work add'."
        )
    return 0


def _tell_many(results: "Iterable[Added]") -> int:
    """Shows which of many articles were refused and why, and how many were added."""
    from collections import Counter

    counted: Counter[str] = Counter()
    for added in results:
        counted[added.status] += 1
        if added.status == "refused":
            click.echo(f"{added.key}: {added.message}", err=True)
    click.echo(
        f"{counted['added']} articles added, {counted['there']} were there already, "
        f"{counted['refused']} not added"
    )
    return counted["refused"]


#: What this module gives the command line: `new` is part of the group `source`.
COMMANDS: tuple[click.Command, ...] = ()

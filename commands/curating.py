"""Curating a text of one's own: candidates proposed and reviewed, another edition compared."""

from pathlib import Path

import click

from relatum.commands.cards import source
from relatum.commands.shared import Named, as_format, existing_file, show_json, workspace_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from relatum.graph.curating.editions import Passage

with_text = click.option(
    "--text", "text", type=existing_file, metavar="FILE",
    help="The numbered text; else sources/KEY/private/text.txt is read.",
)  # fmt: skip


@source.command("suggest")
@click.argument("key", metavar="SOURCE", type=Named("source"))
@with_text
@click.option("-o", "out", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
              help="Where to write, in place of sources/KEY/claims.proposed.yaml.")  # fmt: skip
@click.option("--yes", is_flag=True, help="Write over earlier candidates without asking.")
@as_format
@click.pass_obj
def source_suggest(
    folder: Path | None, key: str, text: Path | None, out: Path | None, yes: bool, form: str
) -> None:
    """Propose claims for a text, sentence by sentence.

    Looks for known concepts by all their labels, for what joins them, for new terms
    and for likely slips. Nothing proposed is in the graph until you accept it with
    'relatum source review'.

    Example: relatum -C my-course source suggest erskine-1998
    """
    from relatum.graph.curating import proposals
    from relatum.graph.curating.suggesting import suggest
    from relatum.graph.curating.vocabulary import own_folder, source_folder

    workspace = workspace_of(folder)
    place = source_folder(workspace, key) if out else own_folder(workspace, key)
    target = out or place / proposals.FILE
    if target.exists() and not yes:
        click.confirm(
            f"'{target.name}' is there; make it anew? What you decided stays", abort=True, err=True
        )
    found = suggest(workspace, place, text)
    proposals.write(place, found.candidates, found.terms, found.slips, target)
    if form == "json":
        show_json({"file": str(target), **found._asdict()})
        return
    click.echo(f"wrote {target}")
    sentences = len({candidate.at for candidate in found.candidates})
    click.echo(f"{len(found.candidates)} candidates for {sentences} of {found.sentences} sentences")
    if found.terms:
        click.echo("new terms: " + ", ".join(term.text for term in found.terms[:10]))
    for slip in found.slips[:20]:
        meant = f", may mean '{slip.means}'" if slip.means else ""
        click.echo(f"{slip.at}: '{slip.reads}'{meant}: {slip.why}")
    click.echo(f"next: relatum source review {key}")


@source.command("review")
@click.argument("key", metavar="SOURCE", type=Named("source"))
@with_text
@as_format
@click.pass_obj
def source_review(folder: Path | None, key: str, text: Path | None, form: str) -> None:
    """Go through the candidates: accept, change, reject, split, skip, undo, quit.

    Each decision is kept at once. Accepted claims go into claims.yaml, in your words.
    With --format json, lists what is left.

    Example: relatum -C my-course source review erskine-1998
    """
    from relatum.commands.desk import Desk
    from relatum.graph.curating.candidates import Suggester
    from relatum.graph.curating.reading import sentences
    from relatum.graph.curating.review import Review
    from relatum.graph.curating.vocabulary import own_folder, vocabulary

    workspace = workspace_of(folder)
    place = own_folder(workspace, key)
    known = vocabulary(workspace)
    review = Review(place, sentences(place, text), known)
    if form == "json":
        said, total = review.coverage()
        show_json({"left": review.left(), "sentences": total, "sentences said": said})
        return
    Desk(review, Suggester(known)).run()


@source.command("diff")
@click.argument("key", metavar="SOURCE", type=Named("source"))
@click.argument("copy", metavar="FILE", type=existing_file)
@click.option("--apply", "write", is_flag=True, help="Write numbers and digests of what is safe.")
@click.option("--yes", is_flag=True, help="With --apply: do not ask.")
@as_format
@click.pass_obj
def source_diff(
    folder: Path | None, key: str, copy: Path, write: bool, yes: bool, form: str
) -> None:
    """Compare a source with another edition of its text: what moved, changed, is gone or new.

    FILE is a numbered copy of the other edition. Exit code 1 where a passage is in
    doubt or gone, so that a person must look.

    Example: relatum -C my-course source diff erskine-1998 second-edition.txt
    """
    import sys
    from collections import Counter

    from relatum.graph.curating import reanchoring
    from relatum.graph.curating.vocabulary import own_folder, source_folder

    workspace = workspace_of(folder)
    place = own_folder(workspace, key) if write else source_folder(workspace, key)
    edition = reanchoring.beside(place, copy)
    counted = Counter(passage.status for passage in edition.passages)
    if form == "json":
        show_json({"source": key, "summary": dict(counted), "passages": edition.passages})
    else:
        for passage in edition.passages:
            if passage.status != "same":
                click.echo(_fared(passage))
        order = ("same", "moved", "changed", "doubtful", "gone", "new")
        click.echo(", ".join(f"{counted[status]} {status}" for status in order if counted[status]))
    if write:
        if not yes:
            click.confirm("write the new numbers and digests?", abort=True, err=True)
        for path in reanchoring.apply(edition):
            click.echo(f"wrote {path}", err=form == "json")
    if counted["doubtful"] or counted["gone"]:
        sys.exit(1)


def _fared(passage: "Passage") -> str:
    """How a passage fares, in a line."""
    where = f"{passage.at or '-'} -> {passage.now or '-'}"
    return f"{passage.status:9} {where}" + (f"   ({passage.why})" if passage.why else "")


#: The commands belong to the group `source`; nothing is added beside it.
COMMANDS: tuple[click.Command, ...] = ()

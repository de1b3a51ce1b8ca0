"""Everything that is proposed for a text: candidate claims, new terms, likely slips."""

from pathlib import Path
from typing import NamedTuple

from relatum.graph.curating.candidates import Candidate, Suggester
from relatum.graph.curating.newterms import Term, new_terms
from relatum.graph.curating.reading import sentences
from relatum.graph.curating.slips import Slip, slips
from relatum.graph.curating.vocabulary import vocabulary
from relatum.graph.workspace import Workspace


class Suggestions(NamedTuple):
    """What is proposed for a text of so many sentences."""

    sentences: int
    candidates: list[Candidate]
    terms: list[Term]
    slips: list[Slip]


def suggest(workspace: Workspace, folder: Path, text: Path | None = None) -> Suggestions:
    """What is proposed for the text of a source.

    Args:
        workspace: whose concepts are looked for.
        folder: the folder of the source.
        text: a numbered copy, where it is not the private one of the source.

    Raises:
        RelatumError: there is no such text, or the workspace cannot be read.
    """
    found = sentences(folder, text)
    suggester = Suggester(vocabulary(workspace))
    return Suggestions(
        len(found), suggester.suggest(found), new_terms(suggester, found), slips(suggester, found)
    )

"""An answer to a question as text: statements, works, and what they rest on."""

from collections.abc import Collection

from click import style

from relatum.graph.answers import Passage
from relatum.graph.asking.questions import Cited, Reply, Said
from relatum.graph.drawing.text import caution, paragraph, placed, with_page


def reply(found: Reply, second_hand: Collection[str] = ()) -> str:
    """The answer with its places and works, or that there is none and what is nearby.

    Args:
        found: the answer.
        second_hand: the sources whose text was not read.
    """
    lines = [f"Read '{typed}' as '{word}'." for typed, word in found.read_as]
    if not found.answerable:
        lines.append(found.answer)
        if found.nearby:
            lines.append(f"What is there: {', '.join(found.nearby)}.")
        return "\n".join(map(_wrapped, lines))
    sources = {passage.source for passage in found.passages}
    named = len(sources) > 1 or bool(sources & set(second_hand))
    lines += [_statement(claim, named=named) for claim in found.claims]
    if found.citations:
        lines += ["", style("Who is cited", bold=True)]
        lines += [_work(cited, named=named) for cited in found.citations]
        lines += ["", style("References", bold=True)]
        lines += dict.fromkeys(f"  {cited.reference}" for cited in found.citations)
    places: dict[str, list[str]] = {}
    for passage in found.passages:
        places.setdefault(passage.source, []).append(passage.at)
    lines.append("")
    lines += [f"Rests on {', '.join(at)} of {source}." for source, at in places.items()]
    lines += caution(sources, second_hand)
    return "\n".join(map(_wrapped, lines))


def _statement(claim: Said, *, named: bool) -> str:
    """A claim's statement with its place, and how it is made where it is not simply stated."""
    marks = "" if claim.certainty == "stated" else f", {claim.certainty}"
    return f"{claim.statement} [{_place(claim.passage, named=named)}{marks}]"


def _work(cited: Cited, *, named: bool) -> str:
    name = with_page(cited.in_text, cited.page)
    return f"  {name}: {cited.purpose} [{_place(cited.passage, named=named)}]"


def _place(passage: Passage, *, named: bool) -> str:
    (place,) = placed([(passage.source, passage.at)], named=named)
    return place


def _wrapped(line: str) -> str:
    return paragraph(line.strip(), indent=2 if line.startswith("  ") else 0)

"""A map that somebody drew, beside the graph, for a terminal."""

from collections.abc import Iterable, Sequence

from click import style

from relatum.graph.drawing.text import heading, many, paragraph, placed, row
from relatum.graph.formats.drawn import DrawnProposition
from relatum.graph.maps.recognition import CheckedProposition, Recognition, Said


def recognition(result: Recognition) -> str:
    """What of a map the graph knows, and what it does not."""
    drawn = result.drawn
    lines = [style(drawn.title, bold=True)] if drawn.title else []
    lines += [paragraph(drawn.question)] if drawn.question else []
    counts = many(len(drawn.concepts), "concept"), many(len(drawn.propositions), "proposition")
    lines.append(" and ".join(counts))
    known = [
        one.label if one.drawn.label == one.label else f"{one.drawn.label} (here: {one.label})"
        for one in result.known
    ]
    near = [f"{one.drawn.label}: did you mean {_choice(one.near)}?" for one in result.near]
    lines += _part("Concepts that are in the graph", known)
    lines += _part("Concepts that come near", near)
    lines += _part("Concepts that are not in the graph", [one.label for one in result.unknown])
    checked = (*result.claims, *result.otherwise)
    named = len({said.source for one in checked for said in one.said} - {""}) > 1
    lines += _checked("Propositions that are claims of the graph", result.claims, named=named)
    lines += _checked("Of these the graph says something else", result.otherwise, named=named)
    lines += _part("The graph says nothing of these", map(_sentence, result.silent))
    lines += _part(
        "Not compared, for a concept is not in the graph", map(_sentence, result.unchecked)
    )
    lines += _part("Belongs to no proposition", [one.text for one in drawn.leftovers])
    return "\n".join(lines)


def _part(title: str, texts: Iterable[str]) -> list[str]:
    rows = [row(text) for text in texts]
    return ["", heading(f"{title} ({len(rows)})"), *rows] if rows else []


def _checked(title: str, propositions: Sequence[CheckedProposition], *, named: bool) -> list[str]:
    lines = ["", heading(f"{title} ({len(propositions)})")] if propositions else []
    for one in propositions:
        lines.append(row(_sentence(one.drawn)))
        for said in one.said:
            lines.append(row(f"  {said.statement or said.phrase}", *_marks(said, named=named)))
    return lines


def _sentence(said: DrawnProposition) -> str:
    return f"{said.subject} {said.phrase or '...'} {said.object}"


def _marks(said: Said, *, named: bool) -> list[str]:
    """Where it is said, and how surely where it is not simply stated."""
    return [*placed([(said.source, said.at)], named=named), said.certainty.replace("stated", "")]


def _choice(names: Sequence[str]) -> str:
    return " or ".join(map(repr, names))

"""Hits, chains, comparisons, surroundings and lists as text."""

from collections.abc import Iterable, Sequence

from click import style

from relatum.graph.answers import CitationRecord, TimelineRecord
from relatum.graph.drawing.text import heading, many, numbers_of, paragraph, row

TYPE_CHECKING = False
if TYPE_CHECKING:
    from relatum.graph.comparisons import Comparison
    from relatum.graph.index import Hit
    from relatum.graph.paths import Branch, Central, Chain
    from relatum.graph.web import Step


def hits(found: Sequence["Hit"]) -> str:
    """What was found, best first, each with the reason."""
    lines = []
    for hit in found:
        kind = f"{hit.sort}, {hit.kind}" if hit.kind else hit.sort
        lines.append(paragraph(f"{style(hit.title, bold=True)}  ({kind})"))
        reason = hit.field if hit.text == hit.title else f"{hit.field}: {hit.text}"
        lines.append(row(reason, hit.at))
        if hit.sort != "claim":
            lines.append(f"  relatum {hit.sort} {hit.id}")
    return "\n".join(lines)


def chains(found: Sequence["Chain"], direct: Sequence["Step"]) -> str:
    """Chains of claims, each as sentences with their places."""
    if direct:
        return "\n".join([heading("Said of them directly"), *map(step, direct), "", places(direct)])
    lines = []
    for number, chain in enumerate(found, 1):
        lines += [heading(f"{number}. In {many(len(chain.steps), 'step')}")]
        lines += [*map(step, chain.steps), ""]
    return "\n".join([*lines, places([s for chain in found for s in chain.steps])])


def comparison(result: "Comparison") -> str:
    """Things side by side: said directly, in common, and what each has alone."""
    lines = []
    for side in result.sides:
        name, kind = style(side.thing.label, bold=True), side.thing.kind
        lines.append(paragraph(f"{name}  ({kind}): {side.thing.definition}"))
    lines += ["", heading("Said of them directly")]
    lines += [*map(step, result.direct)] or ["  nothing"]
    lines += ["", heading("What they share")]
    for shared in result.shared:
        lines += [f"  {shared.thing.label}", *(f"  {step(s)}" for s in shared.steps)]
    if not result.shared:
        lines.append("  nothing")
    for side in result.sides:
        lines += ["", heading(f"Only {side.thing.label}")]
        lines += [*map(step, side.alone)] or ["  nothing"]
    steps = [*result.direct, *(s for side in result.sides for s in side.alone)]
    return "\n".join([*lines, "", places(steps)])


def tree(branches: Iterable["Branch"]) -> str:
    """The surroundings of a thing, each deeper thing further in."""
    lines = []
    for branch in branches:
        if branch.step is None:
            lines.append(style(branch.label, bold=True))
        else:
            lines.append("  " * (branch.depth - 1) + step(branch.step))
    return "\n".join(lines)


def central(found: Iterable["Central"]) -> str:
    """The concepts that hold the theory together, with what the figures mean."""
    lines = [
        paragraph(
            "Share: of the shortest chains between two others, how many pass through the concept. "
            "Ties: claims that speak of it."
        ),
        "",
        "share  ties  concept",
    ]
    lines += [f"{item.betweenness:5.0%}  {item.claims:4}  {item.label}" for item in found]
    return "\n".join(lines)


def timeline(records: Iterable[TimelineRecord]) -> str:
    """Works in the order of their years, with their authors and what they are cited for."""
    lines = []
    for record in records:
        lines.append(paragraph(f"{style(record.year, bold=True)}  {record.reference}"))
        for person in record.people:
            lines.append(f"  {person}")
        lines += [row(f"cited for {purpose}", at) for purpose, at in record.purposes]
    return "\n".join(lines)


def citations(records: Iterable[CitationRecord], references: Iterable[str]) -> str:
    """References, then where and for what each work is cited."""
    lines = [paragraph(reference, indent=2) for reference in references]
    lines += ["", heading("Cited where, and for what")]
    for record in records:
        page = f", p. {record.page}" if record.page else ""
        lines.append(row(f"{record.in_text}{page}: {record.purpose}", record.passage.at))
    return "\n".join(lines)


def step(taken: "Step") -> str:
    """A step of a chain as a line with its place."""
    at = f"{taken.paragraph}.{taken.sentence_number}" if taken.paragraph else ""
    return row(taken.sentence, at, "" if taken.certainty == "stated" else taken.certainty)


def places(steps: Sequence["Step"]) -> str:
    """What the numbers stand for."""
    return numbers_of(taken.source for taken in steps if taken.source)

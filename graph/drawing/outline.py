"""Hits, chains, comparisons, surroundings and lists as text."""

from collections.abc import Collection, Iterable, Sequence

from click import style

from relatum.graph.answers import CitationRecord, TimelineRecord
from relatum.graph.drawing.text import (
    caution,
    heading,
    many,
    numbers_of,
    paragraph,
    placed,
    row,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from relatum.graph.comparisons import Comparison
    from relatum.graph.index import Hit
    from relatum.graph.paths import Branch, Central, Chain
    from relatum.graph.web import Step


def hits(found: Sequence["Hit"], second_hand: Collection[str] = ()) -> str:
    """What was found, best first, each with the reason."""
    lines = []
    sources = {hit.source for hit in found}
    named = _named(sources, second_hand)
    for hit in found:
        kind = f"{hit.sort}, {hit.kind}" if hit.kind else hit.sort
        lines.append(paragraph(f"{style(hit.title, bold=True)}  ({kind})"))
        reason = hit.field if hit.text == hit.title else f"{hit.field}: {hit.text}"
        lines.append(row(reason, *placed([(hit.source, hit.at)], named=named)))
        if hit.sort != "claim":
            lines.append(f"  relatum {hit.sort} {hit.id}")
    return "\n".join([*lines, *caution(sources, second_hand)])


def chains(
    found: Sequence["Chain"], direct: Sequence["Step"], second_hand: Collection[str] = ()
) -> str:
    """Chains of claims, each as sentences with their places."""
    if direct:
        said = _steps(direct, second_hand)
        return "\n".join([heading("Said of them directly"), *said, "", places(direct, second_hand)])
    lines = []
    every = [step for chain in found for step in chain.steps]
    named = _named({step.source for step in every}, second_hand)
    for number, chain in enumerate(found, 1):
        lines += [heading(f"{number}. In {many(len(chain.steps), 'step')}")]
        lines += [*(step(one, named=named) for one in chain.steps), ""]
    return "\n".join([*lines, places(every, second_hand)])


def comparison(result: "Comparison", second_hand: Collection[str] = ()) -> str:
    """Things side by side: said directly, in common, and what each has alone."""
    lines = []
    steps = [
        *result.direct,
        *(s for shared in result.shared for s in shared.steps),
        *(s for side in result.sides for s in side.alone),
    ]
    named = _named({taken.source for taken in steps}, second_hand)
    for side in result.sides:
        name, kind = style(side.thing.label, bold=True), side.thing.kind
        lines.append(paragraph(f"{name}  ({kind}): {side.thing.definition}"))
    lines += ["", heading("Said of them directly")]
    lines += [step(s, named=named) for s in result.direct] or ["  nothing"]
    lines += ["", heading("What they share")]
    for shared in result.shared:
        lines += [f"  {shared.thing.label}", *(f"  {step(s, named=named)}" for s in shared.steps)]
    if not result.shared:
        lines.append("  nothing")
    for side in result.sides:
        lines += ["", heading(f"Only {side.thing.label}")]
        lines += [step(s, named=named) for s in side.alone] or ["  nothing"]
    return "\n".join([*lines, "", places(steps, second_hand)])


def tree(branches: Sequence["Branch"], second_hand: Collection[str] = ()) -> str:
    """The surroundings of a thing, each deeper thing further in."""
    lines = []
    sources = {branch.step.source for branch in branches if branch.step}
    named = _named(sources, second_hand)
    for branch in branches:
        if branch.step is None:
            lines.append(style(branch.label, bold=True))
        else:
            lines.append("  " * (branch.depth - 1) + step(branch.step, named=named))
    return "\n".join([*lines, *caution(sources, second_hand)])


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


def timeline(records: Sequence[TimelineRecord], second_hand: Collection[str] = ()) -> str:
    """Works in the order of their years, with their authors and what they are cited for."""
    lines = []
    sources = {purpose.source for record in records for purpose in record.purposes}
    named = _named(sources, second_hand)
    for record in records:
        lines.append(paragraph(f"{style(record.year, bold=True)}  {record.reference}"))
        for person in record.people:
            lines.append(f"  {person}")
        for purpose in record.purposes:
            place = placed([(purpose.source, purpose.at)], named=named)
            lines.append(row(f"cited for {purpose.text}", *place))
    return "\n".join([*lines, *caution(sources, second_hand)])


def citations(
    records: Sequence[CitationRecord],
    references: Iterable[str],
    second_hand: Collection[str] = (),
) -> str:
    """References, then where and for what each work is cited."""
    sources = {record.passage.source for record in records}
    named = _named(sources, second_hand)
    lines = [paragraph(reference, indent=2) for reference in references]
    lines += ["", heading("Cited where, and for what")]
    for record in records:
        page = f", p. {record.page}" if record.page else ""
        place = placed([(record.passage.source, record.passage.at)], named=named)
        lines.append(row(f"{record.in_text}{page}: {record.purpose}", *place))
    return "\n".join([*lines, *caution(sources, second_hand)])


def step(taken: "Step", *, named: bool = False) -> str:
    """A step of a chain as a line with its place.

    Args:
        taken: the step.
        named: whether its source is named, since there are several.
    """
    at = f"{taken.paragraph}.{taken.sentence_number}" if taken.paragraph else ""
    place = placed([(taken.source, at)], named=named)
    return row(taken.sentence, *place, "" if taken.certainty == "stated" else taken.certainty)


def _steps(steps: Sequence["Step"], second_hand: Collection[str]) -> list[str]:
    named = _named({taken.source for taken in steps}, second_hand)
    return [step(taken, named=named) for taken in steps]


def _named(sources: Iterable[str], second_hand: Collection[str]) -> bool:
    """Whether each place names its source: there are several, or one known at second hand."""
    shown = set(sources) - {""}
    return len(shown) > 1 or bool(shown & set(second_hand))


def places(steps: Sequence["Step"], second_hand: Collection[str] = ()) -> str:
    """What the numbers stand for."""
    return numbers_of((taken.source for taken in steps), second_hand)

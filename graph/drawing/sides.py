"""What several sources say of the same, for a terminal."""

from collections.abc import Callable, Iterable, Sequence

from click import style

from relatum.graph.agreement import Agreement, Pair, Voice
from relatum.graph.answers import ClaimRecord, ConceptCard
from relatum.graph.drawing.text import (
    caution,
    heading,
    many,
    numbers_of,
    paragraph,
    row,
    said_of,
    titled,
)

#: How many claims of one source alone are shown where no concept is named.
_SHOWN = 12


def voices(card: ConceptCard, found: Sequence[Voice]) -> str:
    """A concept source by source: what each claims, and whom it cites.

    Args:
        card: the concept.
        found: what each source says.
    """
    lines = [titled(card)]
    speaking = [voice for voice in found if voice.card.claims or voice.card.citations]
    for voice in speaking:
        count = many(len(voice.card.claims), "claim")
        lines += ["", style(f"{voice.source}: {count}", bold=True, fg="cyan")]
        lines.append(paragraph(voice.reference))
        lines += caution([voice.source], voice.card.second_hand)
        lines += said_of(voice.card)
    silent = [voice.source for voice in found if voice not in speaking]
    if silent:
        lines += ["", paragraph(f"Nothing is said of it by {', '.join(silent)}.")]
    legend = numbers_of(voice.source for voice in speaking)
    return "\n".join([*lines, "", legend] if legend else lines)


def agreement(found: Agreement) -> str:
    """Two sources side by side; what only one says is shortened where no concept is named.

    Args:
        found: what they say.
    """
    first, second = found.sources
    lines = [heading(f"{first} and {second}"), *caution(found.sources, found.second_hand)]
    for name, pairs in (
        ("In disagreement", found.against),
        ("Said by both, less surely by one", found.certainty),
        ("Said by both", found.both),
    ):
        lines += ["", heading(f"{name} ({len(pairs)})")]
        lines += [line for pair in pairs for line in _pair(pair, apart=pairs is found.against)]
    for source, claims in zip(found.sources, found.only, strict=True):
        lines += ["", heading(f"Only {source} ({len(claims)})")]
        shown = claims if found.concept else claims[:_SHOWN]
        lines += [_claim(claim, _bare) for claim in shown]
        if len(shown) < len(claims):
            more = f"... and {len(claims) - len(shown)} more: name a concept to see what is said"
            lines.append(paragraph(f"{more} of it, or ask for --format json", indent=2))
    return "\n".join([*lines, "", numbers_of(found.sources)])


def _pair(pair: Pair, *, apart: bool) -> Iterable[str]:
    """What two sources say of the same two things: each claim, or one line for what is alike."""
    claims = (*pair.first, *pair.second)
    if not apart and len({claim.sentence for claim in claims}) == 1:
        yield row(claims[0].sentence, *map(_named, claims))
        return
    for at, claim in enumerate(claims):
        line = _claim(claim, _named)
        yield line if not at else paragraph(line.strip(), indent=4)


def _claim(claim: ClaimRecord, place: Callable[[ClaimRecord], str]) -> str:
    return row(claim.sentence, place(claim))


def _named(claim: ClaimRecord) -> str:
    return f"{claim.passage.source} {_bare(claim)}"


def _bare(claim: ClaimRecord) -> str:
    sure = "" if claim.certainty == "stated" else f", {claim.certainty}"
    return claim.passage.at + sure

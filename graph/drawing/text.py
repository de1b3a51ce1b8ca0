"""Cards as text: plain when piped, with colour and the window's width on a screen."""

from collections.abc import Callable, Iterable
from typing import Any

from click import style, wrap_text

from relatum.graph.answers import (
    CitationRecord,
    ClaimRecord,
    ConceptCard,
    Counts,
    ErratumRecord,
    Passage,
    SourceCard,
    TheoristCard,
    WorkCard,
)
from relatum.graph.drawing.window import window_width

#: How many columns a card has where the window does not say.
WIDTH = 96

#: What the claims of a family say about a concept, in a reader's words.
HEADINGS = {
    "structure": "What it is, and what belongs to it",
    "cause": "What leads where",
    "need": "Needs, and what keeps them off",
    "expression": "How it shows",
    "comparison": "Beside other ideas",
    "care": "What it asks for, what it does",
    "attribution": "Who speaks of it, whose part it is",
}


def overview(counts: Counts) -> str:
    """What is here, and five things to try."""
    return "\n".join(
        [
            style("Relatum", bold=True) + ": the theory of relational psychotherapy as a graph.",
            f"{counts.concepts} concepts, {counts.claims} claims with their sentences, "
            f"{counts.theorists} theorists, {counts.works} works, "
            + many(counts.sources, "source")
            + ".",
            "",
            "Try:",
            "  relatum concept attunement         what it is, and who says so where",
            "  relatum map attunement --open      a map of it, in the browser",
            "  relatum theorist stern             what a theorist is cited for",
            "  relatum work bowlby-1973           a work, and where it is cited",
            "  relatum source coverage            the text sentence by sentence",
            "",
            "'relatum --help' shows every command.",
        ]
    )


def concept(card: ConceptCard) -> str:
    """The card of a concept: claims by family, then citations and where it is said."""
    lines = [titled(card), *said_of(card)]
    shown = [*(c.passage for c in card.claims), *(c.passage for c in card.citations)]
    lines += _passages(shown, card.second_hand)
    return "\n".join(lines)


def titled(card: ConceptCard) -> str:
    """What a concept is: its names, kind and definition, and what stands above and below it."""
    lines = [_title(card.label, card.kind), paragraph(card.definition)]
    for name, values in (
        ("Also called", card.also_known_as),
        ("Wider", card.broader),
        ("Narrower", card.narrower),
    ):
        if values:
            lines.append(paragraph(f"{name}: {', '.join(values)}"))
    if card.note:
        lines.append(paragraph(f"Note: {card.note}"))
    return "\n".join(lines)


def said_of(card: ConceptCard) -> list[str]:
    """What is claimed of a concept by family, what follows, and who is cited for it."""
    lines: list[str] = []
    named = _several(card.claims, card.citations)
    for family in HEADINGS:
        claims = (claim for claim in card.claims if claim.family == family)
        lines += _section(HEADINGS[family], claims, named=named)
    if card.inferred:
        lines += ["", style("Follows from the claims (inferred by rule, not said)", bold=True)]
        for inferred in card.inferred:
            places = {tuple(basis.split("/")[:2]) for basis in inferred.basis if "/" in basis}
            lines.append(
                row(
                    " \N{RIGHTWARDS ARROW} ".join(inferred.parts),
                    *placed(sorted(places), named=named),
                )
            )
    return [*lines, *_cited(card.citations, works=True, named=named)]


def theorist(card: TheoristCard) -> str:
    """The card of a person: dates, works, what they are cited for."""
    dates = f"{card.born[:4] or '?'}\N{EN DASH}{card.died[:4] or ''}" if card.born else ""
    lines = [_title(card.name, dates), paragraph(card.description)]
    if card.note:
        lines.append(paragraph(f"Note: {card.note}"))
    if card.works:
        lines += ["", style("Works", bold=True)]
        lines += [paragraph(work, indent=2) for work in card.works]
    for key, claims in card.sources:
        lines += ["", f"Author of the source {key}, with {many(claims, 'claim')}."]
    named = _several(card.claims, card.citations)
    lines += _cited(card.citations, works=False, named=named)
    lines += _section("Said of or by this person", card.claims, named=named)
    shown = [*(c.passage for c in card.citations), *(c.passage for c in card.claims)]
    lines += _passages(shown, card.second_hand)
    return "\n".join(lines)


def work(card: WorkCard) -> str:
    """The card of a work: its reference, and where it is cited."""
    lines = [_title(card.in_text, "work"), paragraph(card.reference)]
    if card.note:
        lines.append(paragraph(f"Note: {card.note}"))
    if card.unverified:
        lines.append(paragraph(f"Not verified: {', '.join(card.unverified)}."))
    lines += _slips("Slips where it is listed", card.errata)
    lines += _cited(card.citations, works=False, named=_several(card.citations))
    if card.sources:
        lines += ["", f"Read as a source: {', '.join(card.sources)}"]
    lines += _passages((c.passage for c in card.citations), card.second_hand)
    return "\n".join(lines)


def source(card: SourceCard) -> str:
    """The card of a source: its record, outline, citations and slips."""
    unit = "passage" if card.passages else "sentence"
    lines = [
        _title(card.id, "source"),
        paragraph(card.reference),
        f"{many(card.sentences, unit)}, {many(card.claims, 'claim')}, "
        f"{many(len({c.group for c in card.citations}), 'group')} of citations that name "
        f"{many(len({c.work for c in card.citations}), 'work')}.",
    ]
    if card.basis == "secondary":
        lines.append(paragraph(f"Known at second hand: the text was not read. {card.note}".strip()))
    if card.outline:
        lines += ["", style("Outline", bold=True)]
        lines += [f"  from paragraph {number:>2}  {heading}" for number, heading in card.outline]
    if card.passages:
        lines += ["", style("What was seen of it, and where", bold=True)]
        lines += [row(f"{p.at}  {p.seen}. {p.note}".strip()) for p in card.passages]
    lines += _cited(card.citations, works=True)
    lines += _slips("Slips of the text", card.errata)
    if card.errata:
        lines += [
            "",
            paragraph(
                "Witnessed: a parallel version has it right. Verified: a record of the work or "
                "person has it right. Conjecture: by the sense. Ambiguous: nothing is changed."
            ),
        ]
    return "\n".join(lines)


def names(rows: Iterable[tuple[str, str]]) -> str:
    """Names to ask for, each with its kind or its key."""
    return "\n".join(paragraph(f"{name}  ({mark})") for name, mark in rows)


def _several(*records: Iterable[ClaimRecord | CitationRecord]) -> bool:
    """Whether what is shown is from several sources, so that each place names its own."""
    return len({one.passage.source for group in records for one in group}) > 1


def placed(places: Iterable[tuple[str, ...]], *, named: bool) -> list[str]:
    """Places as they stand behind a line; where sources are named, each once before its numbers.

    >>> placed([("a", "1.1"), ("a", "2.3"), ("b", "1.1")], named=True)
    ['a 1.1', '2.3', 'b 1.1']

    Args:
        places: source and number of each.
        named: whether the sources are named.
    """
    shown, before = [], ""
    for source, at in places:
        shown.append(f"{source} {at}" if named and source and source != before else at)
        before = source
    return shown


def _section(heading: str, claims: Iterable[ClaimRecord], *, named: bool) -> list[str]:
    """Claims under a heading; what several passages say alike, and a note, stand there once."""
    alike: dict[tuple[str, str], list[ClaimRecord]] = {}
    for claim in claims:
        alike.setdefault((claim.sentence, marks_of(claim)), []).append(claim)
    rows = []
    noted: set[str] = set()
    for (sentence, marks), group in alike.items():
        places = placed(((c.passage.source, c.passage.at) for c in group), named=named)
        rows.append(row(sentence, *places, marks))
        notes = {claim.note for claim in group} - noted - {""}
        rows += [style(paragraph(note, indent=6), dim=True) for note in sorted(notes)]
        noted |= notes
    return ["", style(heading, bold=True), *rows] if rows else []


def marks_of(claim: ClaimRecord) -> str:
    """How a claim is made where it is not simply stated; a denial is in its phrase."""
    return "" if claim.certainty == "stated" else claim.certainty


def _cited(citations: Iterable[CitationRecord], *, works: bool, named: bool = False) -> list[str]:
    lines: list[str] = []
    for citation in citations:
        name = with_page(citation.in_text, citation.page)
        place = (citation.passage.source, citation.passage.at)
        lines.append(row(f"{name}: {citation.purpose}", *placed([place], named=named)))
    if works:
        references = dict.fromkeys(citation.reference for citation in citations)
        if references:
            lines += ["", style("References", bold=True)]
            lines += [paragraph(reference, indent=2) for reference in references]
    return ["", style("Cited for it" if works else "Cited for", bold=True), *lines] if lines else []


def _slips(heading: str, errata: Iterable[ErratumRecord]) -> list[str]:
    lines = []
    for slip in errata:
        note = f" ({slip.note})" if slip.note else ""
        text = f"{slip.at}: '{slip.reads}' for '{slip.means}', {slip.support}{note}"
        lines.append(paragraph(text, indent=2))
    return ["", style(heading, bold=True), *lines] if lines else []


def _passages(passages: Iterable[Passage], second_hand: Iterable[str]) -> list[str]:
    legend = numbers_of((passage.source for passage in passages), second_hand)
    return ["", legend] if legend else []


def numbers_of(sources: Iterable[str], second_hand: Iterable[str] = ()) -> str:
    """What the numbers of places stand for; nothing where there are none.

    Args:
        sources: the sources of all that is shown.
        second_hand: the sources whose text was not read.
    """
    named = sorted(set(sources) - {""})
    if not named:
        return ""
    numbers = paragraph(f"Numbers are paragraph.sentence of {', '.join(named)}.")
    return "\n".join([numbers, *caution(named, second_hand)])


def caution(sources: Iterable[str], second_hand: Iterable[str]) -> list[str]:
    """A line that says which of some sources are known at second hand; none where none is.

    Args:
        sources: the sources of all that is shown.
        second_hand: the sources whose text was not read.
    """
    found = sorted(set(sources) & set(second_hand))
    verb = "is" if len(found) == 1 else "are"
    said = f"{', '.join(found)} {verb} known at second hand: the text was not read."
    return [paragraph(said)] if found else []


def with_page(in_text: str, page: str) -> str:
    """A work as it is cited in running text, with the page where there is one.

    >>> with_page("Stern (1985)", "156")
    'Stern (1985, p. 156)'
    """
    return f"{in_text.removesuffix(')')}, p. {page})" if page else in_text


def _title(name: str, kind: str) -> str:
    return style(name, bold=True, fg="cyan") + (f"  ({kind})" if kind else "")


def row(text: str, *ends: str) -> str:
    """A line with what belongs to it in brackets at its end."""
    end = ", ".join(filter(None, ends))
    return paragraph(f"{text} [{end}]" if end else text, indent=2)


def paragraph(text: str, indent: int = 0) -> str:
    """A text in lines that fit, from an indent on."""
    return wrap_text(
        text,
        width=_width(),
        initial_indent=" " * indent,
        subsequent_indent=" " * (indent + 2 if indent else 0),
    )


def heading(text: str) -> str:
    """A line that heads others."""
    return style(text, bold=True)


def _width() -> int:
    return min(window_width(WIDTH), 120)


def many(count: int, noun: str) -> str:
    """A count with its noun.

    >>> many(1, "claim"), many(2, "claim")
    ('1 claim', '2 claims')
    """
    return f"{count} {noun}" + ("" if count == 1 else "s")


#: What shows the card of each sort of thing.
CARDS: dict[str, Callable[[Any], str]] = {
    "concept": concept,
    "theorist": theorist,
    "work": work,
    "source": source,
}

"""An answer to a question as text: statements, works, and what they rest on."""

from click import style

from relatum.graph.asking.questions import Cited, Reply, Said
from relatum.graph.drawing.text import paragraph, with_page


def reply(found: Reply) -> str:
    """The answer with its places and works, or that there is none and what is nearby."""
    lines = [f"Read '{typed}' as '{word}'." for typed, word in found.read_as]
    if not found.answerable:
        lines.append(found.answer)
        if found.nearby:
            lines.append(f"What is there: {', '.join(found.nearby)}.")
        return "\n".join(map(_wrapped, lines))
    lines += [_statement(claim) for claim in found.claims]
    if found.citations:
        lines += ["", style("Who is cited", bold=True)]
        lines += [_work(cited) for cited in found.citations]
        lines += ["", style("References", bold=True)]
        lines += dict.fromkeys(f"  {cited.reference}" for cited in found.citations)
    places: dict[str, list[str]] = {}
    for passage in found.passages:
        places.setdefault(passage.source, []).append(passage.at)
    lines.append("")
    lines += [f"Rests on {', '.join(at)} of {source}." for source, at in places.items()]
    return "\n".join(map(_wrapped, lines))


def _statement(claim: Said) -> str:
    """A claim's statement with its place, and how it is made where it is not simply stated."""
    marks = "" if claim.certainty == "stated" else f", {claim.certainty}"
    return f"{claim.statement} [{claim.passage.at}{marks}]"


def _work(cited: Cited) -> str:
    name = with_page(cited.in_text, cited.page)
    return f"  {name}: {cited.purpose} [{cited.passage.at}]"


def _wrapped(line: str) -> str:
    return paragraph(line.strip(), indent=2 if line.startswith("  ") else 0)

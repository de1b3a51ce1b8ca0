"""A source sentence by sentence, and beside a reader's own copy, for a terminal."""

from collections.abc import Iterable

from click import style

from relatum.graph.coverage import CoverageRecord
from relatum.graph.drawing.text import many, marks_of, paragraph, row

TYPE_CHECKING = False
if TYPE_CHECKING:
    from relatum.graph.anchors import Verdict


def coverage(records: Iterable[CoverageRecord]) -> str:
    """A source sentence by sentence: what is claimed, cited or left without a claim."""
    lines = []
    records = list(records)
    for record in records:
        lines.append(style(f"{record.at}", bold=True) + f"  {many(len(record.claims), 'claim')}")
        lines += [row(f"- {claim.sentence}", marks_of(claim)) for claim in record.claims]
        lines += [
            paragraph(f"- cites {citation.in_text}: {citation.purpose}", indent=2)
            for citation in record.citations
        ]
        if record.without_claim:
            lines.append(paragraph(f"- nothing to claim: {record.without_claim}", indent=2))
    left = [record.at for record in records if not record.accounted_for]
    done = len(records) - len(left)
    lines += ["", f"{done} of {len(records)} sentences accounted for."]
    if left:
        lines.append(f"Left over: {', '.join(left)}")
    return "\n".join(lines)


def verified(records: "Iterable[Verdict]") -> str:
    """How the passages of a source fare in a reader's copy: the odd ones, then a summary."""
    records = list(records)
    lines = []
    if not any(record.status in ("exact", "moved") for record in records):
        return "No sentence of the source stands in this file; is it the right text?"
    for record in records:
        if record.status == "moved":
            after = f", after {record.after}" if record.after else ", at the beginning"
            lines.append(f"{record.at}  moved to line {record.line}{after}")
        elif record.status == "changed":
            lines.append(
                f"{record.at}  changed: a key phrase stands in line {record.line}, "
                "but the sentence differs"
            )
        elif record.status == "missing":
            lines.append(f"{record.at}  missing")
    for name, group in (
        ("sentences", [r for r in records if not r.at.startswith("ref.")]),
        ("references", [r for r in records if r.at.startswith("ref.")]),
    ):
        counted = [
            f"{sum(r.status == status for r in group)} {status}"
            for status in ("exact", "moved", "changed", "missing")
        ]
        if group:
            lines.append(f"{len(group)} {name}: {', '.join(counted)}")
    return "\n".join(lines)

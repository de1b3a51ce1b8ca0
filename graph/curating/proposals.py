"""The file `claims.proposed.yaml` of a source: what the program proposes and a person decides.

Nothing reads it but `relatum source review`, so that nothing proposed enters the graph.
"""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from relatum.graph.curating.candidates import Candidate
from relatum.graph.curating.newterms import Term
from relatum.graph.curating.slips import Slip
from relatum.graph.curating.yamltext import Written, entry, load
from relatum.graph.errors import RelatumError
from relatum.graph.files import Text, write_whole

FILE = "claims.proposed.yaml"
#: What a candidate may be; a person decides, and only then is it another than the first.
PROPOSED, ACCEPTED, REJECTED, CHANGED = "proposed", "accepted", "rejected", "changed"
STATUSES = (PROPOSED, ACCEPTED, REJECTED, CHANGED)

_HEAD = """\
# Candidate claims, made by 'relatum source suggest'; nothing here is in the graph.
# 'relatum source review {key}' goes through them: what you accept goes into claims.yaml,
# in your own words. status: proposed, accepted, changed or rejected.
"""


class Proposal(NamedTuple):
    """A candidate with what was decided of it, and where it stands in the file."""

    candidate: Candidate
    status: str
    line: int


def write(
    folder: Path,
    candidates: Sequence[Candidate],
    terms: Sequence[Term] = (),
    slips: Sequence[Slip] = (),
    path: Path | None = None,
) -> Path:
    """Writes the candidates of a source; what was decided before stays decided.

    Args:
        folder: the folder of the source.
        candidates: in reading order.
        terms: new terms, written as remarks.
        slips: likely slips, written as remarks.
        path: another file to write.

    Raises:
        RelatumError: the file cannot be written, or the one before cannot be read.
    """
    path = path or folder / FILE
    decided = {_name(p.candidate): p.status for p in read(path)} if path.exists() else {}
    text = render(folder.name, candidates, decided, terms, slips)
    write_whole(path, lambda handle: handle.write(text.encode()))
    return path


def render(
    key: str,
    candidates: Sequence[Candidate],
    decided: Mapping[tuple[str, ...], str],
    terms: Sequence[Term] = (),
    slips: Sequence[Slip] = (),
) -> str:
    """The text of the file."""
    parts = [_HEAD.format(key=key)]
    at = ""
    for candidate in candidates:
        if candidate.at != at:
            at = candidate.at
            parts.append(f"\n# ---- {at}\n")
        parts.append(_entry(candidate, decided.get(_name(candidate), PROPOSED)))
    if terms:
        parts.append(
            "\n# New terms that look like concepts, best first (C-value, how often, where):\n"
        )
        parts += [f"#   {t.text} ({t.value}, {t.times}, {t.at})\n" for t in terms]
    if slips:
        parts.append("\n# What may be a slip; list what is one in source.yaml:\n")
        parts += [f"#   {s.at} {s.reads}{_means(s)}: {s.why}\n" for s in slips]
    return "".join(parts)


def _means(slip: Slip) -> str:
    return f", may mean {slip.means}" if slip.means else ""


def _entry(candidate: Candidate, status: str) -> str:
    return entry(
        (
            ("at", candidate.at),
            ("claim", " ".join(candidate.triple)),
            ("quote", candidate.quote),
            ("certainty", "" if candidate.certainty == "stated" else candidate.certainty),
            ("negated", "true" if candidate.negated else ""),
            ("cites", candidate.cites),
            ("score", f"{candidate.score:.2f}"),
            ("reason", candidate.reason),
            ("status", status),
        )
    )


def read(path: Path) -> list[Proposal]:
    """The candidates of a file, in its order.

    Raises:
        RelatumError: the file cannot be read, or an entry is no candidate; with its line.
    """
    _, written = load(path)
    return [_proposal(path, one) for one in written]


def _proposal(path: Path, one: Written) -> Proposal:
    triple, status = one.get("claim").split(), one.get("status")
    if len(triple) != 3 or not one.at or status not in STATUSES:
        raise RelatumError(
            f"{path}:{one.start + 1}: is no candidate; it needs 'at', 'claim: subject relation "
            "object' and 'status: proposed', accepted, changed or rejected"
        )
    score = one.get("score")
    cites = one.fields.get("cites")
    subject, relation, object_ = triple
    return Proposal(
        Candidate(
            one.at,
            subject,
            relation,
            object_,
            float(score) if re.fullmatch(r"\d(\.\d+)?", score) else 0.0,
            one.get("reason"),
            one.get("quote"),
            one.get("certainty") or "stated",
            negated=one.get("negated") == "true",
            cites=tuple(str(c) for c in cites) if isinstance(cites, list) else (),
        ),
        status,
        one.start + 1,
    )


def decided(path: Path, candidate: Candidate, status: str) -> str:
    """The text of the file with what was decided of a candidate; all else stays as it is.

    Raises:
        RelatumError: the candidate is no longer in the file, or that cannot be read.
    """
    text, written = load(path)
    for one in written:
        state = one.fields.get("status")
        named = (one.at, *one.get("claim").split()) == _name(candidate)
        if named and isinstance(state, Text):
            lines = text.split("\n")
            number = state.line - 1
            lines[number] = re.sub(r"(status:\s*)\S+", rf"\g<1>{status}", lines[number], count=1)
            return "\n".join(lines)
    raise RelatumError(f"'{path}' no longer has the candidate '{' '.join(candidate.triple)}'")


def _name(candidate: Candidate) -> tuple[str, ...]:
    return (candidate.at, *candidate.triple)

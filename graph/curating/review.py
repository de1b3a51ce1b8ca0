"""Going through the candidates of a source: each decision is kept at once, whole or not at all.

An accepted candidate goes into `claims.yaml` in reading order; what a person wrote there, and
their remarks, stay as they are. So that its quote can be checked without the text, the digest
of the quote goes into `anchors.json` before.
"""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from relatum.graph.anchors import anchor, count_words, occurrences, words
from relatum.graph.curating import proposals
from relatum.graph.curating.candidates import Candidate
from relatum.graph.curating.proposals import PROPOSED, Proposal
from relatum.graph.curating.together import finish, write_together
from relatum.graph.curating.vocabulary import Vocabulary
from relatum.graph.curating.yamltext import entry, insert, load
from relatum.graph.errors import RelatumError, did_you_mean
from relatum.graph.files import Unreadable, parse_json, read_text
from relatum.graph.forms import MOST_QUOTED_WORDS
from relatum.graph.terms import CERTAINTIES

CLAIMS, ANCHORS = "claims.yaml", "anchors.json"


class Draft(NamedTuple):
    """A claim as a person words it, before it is written."""

    at: str
    subject: str
    relation: str
    object: str
    phrase: str
    says: str
    quote: str
    certainty: str = "stated"
    negated: bool = False
    cites: tuple[str, ...] = ()

    @property
    def triple(self) -> str:
        """The claim as a curator writes it."""
        return f"{self.subject} {self.relation} {self.object}"


class _Step(NamedTuple):
    """What a decision changed, so that it can be taken back."""

    candidate: Candidate
    before: Mapping[Path, bytes | None]
    after: Mapping[Path, bytes]


class Review:
    """The candidates of a source and what is decided of them."""

    def __init__(self, folder: Path, sentences: Mapping[str, str], known: Vocabulary) -> None:
        """Opens the candidates of a source.

        Raises:
            RelatumError: there are none, or a file cannot be read.
        """
        self.folder, self.sentences, self.known = folder, sentences, known
        finish(folder)
        self.path = folder / proposals.FILE
        if not self.path.is_file():
            raise RelatumError(
                f"nothing is proposed for '{folder.name}' yet; "
                f"run 'relatum source suggest {folder.name}' first"
            )
        self._steps: list[_Step] = []
        self.proposals: list[Proposal] = []
        self._claimed: set[tuple[str, str]] = set()
        self._covered: set[str] = set()
        self._reload()

    def left(self) -> list[Candidate]:
        """The candidates that wait for a decision, in reading order."""
        return [
            p.candidate
            for p in self.proposals
            if p.status == PROPOSED
            and (p.candidate.at, " ".join(p.candidate.triple)) not in self._claimed
        ]

    def coverage(self) -> tuple[int, int]:
        """Of how many sentences something is said, and how many there are."""
        return len(self._covered & set(self.sentences)), len(self.sentences)

    def faults(self, draft: Draft) -> list[str]:
        """What keeps a draft from being a claim, with the likely mend; nothing where it is one."""
        return [*self._unknown(draft), *self._ill_worded(draft)]

    def accept(self, candidate: Candidate, *drafts: Draft, purpose: str = "") -> None:
        """Writes what a person made of a candidate into the claims.

        Args:
            candidate: what was proposed.
            drafts: one claim, or the several that it was split into.
            purpose: what the works that a draft cites are cited for, where no entry says it.

        Raises:
            RelatumError: a draft is no claim, or a file cannot be written.
        """
        for draft in drafts:
            if faults := self.faults(draft):
                raise RelatumError("; ".join(faults))
        same = len(drafts) == 1 and drafts[0].triple == " ".join(candidate.triple)
        status = proposals.ACCEPTED if same else proposals.CHANGED
        self._decide(
            candidate,
            {
                self.folder / ANCHORS: self._anchored(drafts),
                self.folder / CLAIMS: self._claimed_too(drafts, purpose),
                self.path: proposals.decided(self.path, candidate, status),
            },
        )

    def reject(self, candidate: Candidate) -> None:
        """Keeps that a candidate is no claim.

        Raises:
            RelatumError: the file cannot be written.
        """
        text = proposals.decided(self.path, candidate, proposals.REJECTED)
        self._decide(candidate, {self.path: text})

    def undo(self) -> Candidate:
        """Takes the last decision back.

        Raises:
            RelatumError: there is none, or a file was changed since by something else.
        """
        if not self._steps:
            raise RelatumError("there is nothing to undo")
        step = self._steps[-1]
        for path, content in step.after.items():
            if _bytes(path) != content:
                raise RelatumError(f"'{path}' was changed since; undo it there")
        write_together(self.folder, step.before)
        self._steps.pop()
        self._reload()
        return step.candidate

    # ------------------------------------------------------------ what is written

    def _decide(self, candidate: Candidate, texts: Mapping[Path, str]) -> None:
        before = {path: _bytes(path) for path in texts}
        after = {path: text.encode() for path, text in texts.items()}
        write_together(self.folder, after)
        self._steps.append(_Step(candidate, before, after))
        self._reload()

    def _claimed_too(self, drafts: Sequence[Draft], purpose: str) -> str:
        """The claims with those of some drafts, which are about one sentence."""
        text, written = load(self.folder / CLAIMS)
        here = [one for one in written if one.at == drafts[0].at]
        cited = {str(work) for one in here for work in _works(one.fields)}
        block = ""
        for draft in drafts:
            if not any(one.get("claim") == draft.triple for one in here):
                block += _entry(draft, cited, purpose)
                cited |= set(draft.cites) if purpose else set()
        return insert(text, written, drafts[0].at, block) if block else text

    def _anchored(self, drafts: Sequence[Draft]) -> str:
        """What is kept of the sentences, with the digests of the drafts' quotes."""
        path = self.folder / ANCHORS
        try:
            data = parse_json(path, read_text(path))
        except Unreadable as error:
            raise RelatumError(str(error)) from None
        for draft in drafts:
            known = anchor(self.sentences[draft.at], [draft.quote])
            kept = data.get(draft.at) if isinstance(data, dict) else None
            if not isinstance(kept, dict) or kept.get("digest") != known.digest:
                raise RelatumError(
                    f"'{path}' does not know sentence {draft.at} as the text has it; "
                    "run 'relatum source anchor', or 'relatum source diff', with this copy"
                )
            kept["quotes"] = sorted({*kept.get("quotes", ()), *known.quotes})
        return json.dumps(data, indent=1) + "\n"

    def _reload(self) -> None:
        self.proposals = proposals.read(self.path)
        _, written = load(self.folder / CLAIMS)
        self._claimed = {(e.at, e.get("claim")) for e in written}
        self._covered = {e.at for e in written if "claim" in e.fields or "nothing" in e.fields}

    # ------------------------------------------------------------ what is wrong

    def _unknown(self, draft: Draft) -> list[str]:
        concepts, faults = self.known.kinds, []
        speakers = {*self.known.people, *self.known.works} if draft.relation == "describes" else ()
        if draft.at not in self.sentences:
            faults.append(f"the text has no sentence {draft.at}")
        if draft.relation not in self.known.relations:
            hint = did_you_mean(draft.relation, self.known.relations)
            faults.append(f"unknown relation '{draft.relation}' {hint}".rstrip())
        for name, more in ((draft.subject, speakers), (draft.object, ())):
            if name not in concepts and name not in more:
                hint = did_you_mean(name, concepts)
                faults.append(f"unknown concept '{name}' {hint}".rstrip())
        if draft.subject == draft.object:
            faults.append("a concept is not related to itself")
        if draft.certainty not in CERTAINTIES:
            faults.append(f"'{draft.certainty}' is none of {', '.join(CERTAINTIES)}")
        return faults

    def _ill_worded(self, draft: Draft) -> list[str]:
        sentence, faults = self.sentences.get(draft.at, ""), []
        if not draft.phrase.strip():
            faults.append("the words on the arrow are missing")
        if not draft.says.strip():
            faults.append("say the claim in your own words")
        elif (run := copied(draft.says, sentence)) > MOST_QUOTED_WORDS:
            faults.append(f"{run} words in a row are the text's; use your own")
        if not 0 < count_words(draft.quote) <= MOST_QUOTED_WORDS:
            faults.append(f"the quote has 1 to {MOST_QUOTED_WORDS} words")
        elif occurrences(draft.quote, sentence) != 1:
            faults.append(f"'{draft.quote}' does not stand once in {draft.at}")
        return faults


def copied(says: str, sentence: str) -> int:
    """The most words in a row that a wording takes from a sentence.

    >>> copied("Care lets plants grow.", "They say care lets plants thrive.")
    3
    """
    own, given = words(says), words(sentence)
    best = 0
    lengths = [0] * (len(given) + 1)
    for word in own:
        row = [0] * (len(given) + 1)
        for number, other in enumerate(given, 1):
            if word == other:
                row[number] = lengths[number - 1] + 1
                best = max(best, row[number])
        lengths = row
    return best


def _entry(draft: Draft, cited: set[str], purpose: str) -> str:
    """A claim as it is written, with an entry of its citation where one is wanted."""
    cites = [work for work in draft.cites if work in cited or purpose]
    text = entry(
        (
            ("at", draft.at),
            ("claim", draft.triple),
            ("phrase", draft.phrase.strip()),
            ("says", draft.says.strip()),
            ("quote", draft.quote),
            ("certainty", "" if draft.certainty == "stated" else draft.certainty),
            ("negated", "true" if draft.negated else ""),
            ("cites", cites),
        )
    )
    new = [work for work in cites if work not in cited]
    if new:
        text += entry(
            (
                ("at", draft.at),
                ("cites", new),
                ("as", ["citesForInformation"]),
                ("purpose", purpose),
                ("concepts", [draft.subject, draft.object]),
                ("quote", draft.quote),
            )
        )
    return text


def _works(fields: Mapping[str, object]) -> list[object]:
    """The works of an entry that is a citation."""
    value = fields.get("cites") if "purpose" in fields else None
    return list(value) if isinstance(value, list) else [value] if value else []


def _bytes(path: Path) -> bytes | None:
    return path.read_bytes() if path.exists() else None

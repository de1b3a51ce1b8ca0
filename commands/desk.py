"""A person at the terminal with one candidate after the other: keys, questions, what is shown."""

import os
import sys
from collections.abc import Iterable

import click

from relatum.graph.errors import RelatumError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from relatum.graph.curating.candidates import Candidate, Suggester
    from relatum.graph.curating.review import Draft, Review

KEYS = {
    "a": "accept",
    "c": "change",
    "r": "reject",
    "s": "split",
    "k": "skip",
    "u": "undo",
    "q": "quit",
    "?": "help",
}
_HELP = """\
a  accept: the claim is right; you are asked for its wording
c  change: another concept or relation; then as accept
r  reject: the sentence does not say so
s  split: several claims in place of this one
k  skip: later; it is shown again next time
u  undo: take the last decision back
q  quit: everything decided is kept; start again to go on"""


class Desk:
    """Shows candidates and asks what becomes of them."""

    def __init__(self, review: "Review", suggester: "Suggester") -> None:
        """Takes the review, and what finds the names of concepts in its sentences."""
        self.review, self.suggester = review, suggester
        self.colour = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
        self.skipped: set[tuple[str, ...]] = set()

    def run(self) -> None:
        """Goes on until nothing is left, or until somebody has enough."""
        while candidate := self._next():
            self._show(candidate)
            try:
                if not self._do(self._key(), candidate):
                    break
            except RelatumError as error:
                click.echo(f"! {error}")
            except click.Abort:
                click.echo("\nleft as it was")
        left, (said, total) = len(self.review.left()), self.review.coverage()
        click.echo(f"{left} left; something is said of {said} of {total} sentences")

    def _next(self) -> "Candidate | None":
        waiting = self.review.left()
        return next((c for c in waiting if (c.at, *c.triple) not in self.skipped), None)

    def _key(self) -> str:
        """The key that is pressed; away from a terminal, the first letter of the next line."""
        if sys.stdin.isatty():
            try:
                key = click.getchar()
            except (KeyboardInterrupt, EOFError):
                return "q"
        else:
            key = (sys.stdin.readline() or "q").strip()[:1]
        click.echo(KEYS.get(key, ""))
        return key

    def _do(self, key: str, candidate: "Candidate") -> bool:
        """Does what a key asks for, and gives whether to go on."""
        if key == "a":
            self._accept(candidate, [self._draft(candidate, candidate.triple)])
        elif key == "c":
            self._accept(candidate, [self._draft(candidate, self._triple(candidate.triple))])
        elif key == "s":
            self._accept(candidate, self._several(candidate))
        elif key == "r":
            self.review.reject(candidate)
        elif key == "k":
            self.skipped.add((candidate.at, *candidate.triple))
        elif key == "u":
            taken = self.review.undo()
            click.echo(f"taken back: {' '.join(taken.triple)}")
        elif key == "?":
            click.echo(_HELP)
        return key != "q"

    # ------------------------------------------------------------ what is shown

    def _show(self, candidate: "Candidate") -> None:
        left, (said, total) = len(self.review.left()), self.review.coverage()
        score = f"{candidate.score:.2f}, {candidate.reason}"
        click.echo(f"\n{left} left; something is said of {said} of {total} sentences")
        click.echo(f"{candidate.at}  {self._marked(candidate)}")
        subject, relation, object_ = candidate.triple
        name = self.review.known.relations.get(relation, relation)
        denied = "NOT: " if candidate.negated else ""
        click.echo(f"   {denied}{self._bold(subject)}  {name}  {self._bold(object_)}   ({score})")
        more = [candidate.certainty] if candidate.certainty != "stated" else []
        more += [f"cites {work}" for work in candidate.cites]
        if more:
            click.echo(f"   {'; '.join(more)}")
        click.echo("   " + "  ".join(f"{key} {word}" for key, word in KEYS.items()), nl=False)
        click.echo("  > ", nl=False)

    def _bold(self, text: str) -> str:
        return click.style(text, bold=True) if self.colour else text

    def _marked(self, candidate: "Candidate") -> str:
        """The sentence with the words of the two concepts marked; control characters left out."""
        sentence = self.review.sentences.get(candidate.at, "")
        found = self.suggester.tokens(sentence)
        named = (candidate.subject, candidate.object)
        parts = {p for m in self.suggester.mentions(found) if m.concept in named for p in m.parts}
        shown, at = "", 0
        for part in sorted(parts):
            token = found[part]
            shown += _plain(sentence[at : token.start])
            word = _plain(sentence[token.start : token.end])
            shown += click.style(word, fg="cyan", bold=True) if self.colour else f"[{word}]"
            at = token.end
        return shown + _plain(sentence[at:])

    # ------------------------------------------------------------ what is asked

    def _draft(self, candidate: "Candidate", triple: Iterable[str]) -> "Draft":
        from relatum.graph.curating.review import Draft

        subject, relation, object_ = triple
        name = self.review.known.relations.get(relation, relation)
        phrase = _ask("words on the arrow", name)
        says = _ask("in your own words")
        quote = _ask("quote, at most six words", candidate.quote)
        certainty = _ask("stated, hedged or inferred", candidate.certainty)
        return Draft(
            candidate.at, subject, relation, object_, phrase, says, quote, certainty,
            negated=candidate.negated, cites=candidate.cites,
        )  # fmt: skip

    def _triple(self, triple: tuple[str, str, str]) -> tuple[str, str, str]:
        subject, relation, object_ = triple
        return (
            _ask("subject", subject),
            _ask("relation", relation),
            _ask("object", object_),
        )

    def _several(self, candidate: "Candidate") -> list["Draft"]:
        drafts = []
        while True:
            line = click.prompt(
                "claim (subject relation object; empty when done)", default="", show_default=False
            )
            if not line.strip():
                break
            parts = line.split()
            if len(parts) != 3:
                click.echo("! three names with spaces between them")
                continue
            drafts.append(self._draft(candidate, parts))
        if not drafts:
            raise click.Abort
        return drafts

    def _accept(self, candidate: "Candidate", drafts: list["Draft"]) -> None:
        purpose = ""
        if candidate.cites:
            works = ", ".join(candidate.cites)
            purpose = click.prompt(
                f"what {works} is cited for here (empty: no citation)",
                default="", show_default=False,
            )  # fmt: skip
        self.review.accept(candidate, *drafts, purpose=purpose)
        click.echo("written to claims.yaml")


def _ask(what: str, default: str = "") -> str:
    """An answer; what is offered stands in brackets and is taken by the return key."""
    answer: str = click.prompt(what, default=default or None)
    return answer.strip()


def _plain(text: str) -> str:
    """A text without characters that would steer a terminal."""
    return "".join(c if c.isprintable() else " " for c in text)

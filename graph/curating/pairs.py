"""Which ideas of a sentence belong together, and by which relation: the pairs to propose.

A pair is the surer the closer the two stand in the build of the sentence: the subject and the
object of a verb, a name and what "of" hangs on it, a name within a longer one, two of a list.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from relatum.graph.curating.matcher import Mention
from relatum.graph.curating.skeleton import DETERMINERS, Joint, Unit, joint, units
from relatum.graph.curating.ties import (
    WEIGHTS,
    Pair,
    ends_within,
    inside,
    somebody,
    tie,
)
from relatum.graph.curating.tokens import Token


@dataclass
class Chain:
    """Units that prepositions and lists join: each level hangs on the one before."""

    levels: list[list[Unit]] = field(default_factory=list)
    every: list[tuple[int, Unit]] = field(default_factory=list)
    small: list[str] = field(default_factory=list)

    def add(self, unit: Unit, level: int, small: str = "") -> None:
        """Puts a unit on a level, and ends the deeper ones."""
        del self.levels[level + 1 :]
        del self.small[level + 1 :]
        if level == len(self.levels):
            self.levels.append([])
            self.small.append(small)
        self.levels[level].append(unit)
        self.every.append((level, unit))

    @property
    def depth(self) -> int:
        """The number of the deepest level that is open."""
        return len(self.levels) - 1


def pairs(
    sentence: Sequence[Token],
    mentions: Sequence[Mention],
    back: Sequence[Mention] = (),
    people: frozenset[str] = frozenset(),
) -> list[Pair]:
    """The pairs of a sentence, the surest of each two ideas, best first.

    Args:
        sentence: its tokens.
        mentions: the concepts it names.
        back: what a pronoun at its beginning stands for.
        people: the concepts that are people.
    """
    found: dict[frozenset[str], Pair] = {}
    for pair in _Reader(sentence, units(mentions), back, people).read():
        if pair.subject == pair.object:
            continue
        key = frozenset((pair.subject, pair.object))
        if key not in found or pair.score > found[key].score:
            found[key] = pair
    return sorted(found.values(), key=lambda p: (-p.score, p.parts, p.subject, p.object))


class _Reader:
    """Reads a sentence from left to right."""

    def __init__(
        self,
        sentence: Sequence[Token],
        found: list[Unit],
        back: Sequence[Mention],
        people: frozenset[str],
    ) -> None:
        self.sentence = sentence
        self.units = found
        self.back = back
        self.people = people
        self.chain = Chain()
        self.subject: list[tuple[float, Unit]] = []
        self.theme: list[tuple[float, Unit]] = []
        self.verb: Joint | None = None
        self.setting: str = ""
        self.whole: list[Unit] = []
        self.outer: list[tuple[float, Unit]] = []
        self.reported: Joint | None = None
        self.owner: Unit | None = None
        self.owned = 0
        self.main: list[Unit] = []
        self.pending: tuple[list[Unit], str, str] | None = None

    def read(self) -> Iterator[Pair]:
        """All pairs, with some of them several times."""
        for unit in self.units:
            yield from inside(self.sentence, unit)
        if not self.units:
            return
        yield from self._open(self.units[0])
        for before, unit in pairwise(self.units):
            yield from self._step(before, unit, joint(self.sentence, before.last + 1, unit.first))

    def _open(self, unit: Unit) -> Iterator[Pair]:
        """The beginning: what stands before the first name."""
        lead = joint(self.sentence, 0, unit.first)
        words = [token.word for token in self.sentence[: unit.first] if token.word]
        self.chain.add(unit, 0)
        first = words[0] if words else ""
        if first in ("when", "if", "because", "as", "since", "where", "although", "while"):
            self.setting = "clause"
        elif first in ("more", "beyond", "rather", "unlike"):
            self.setting = "surpassed"
        elif first in ("in", "with", "within", "through", "during", "by", "at", "without"):
            self.setting = "setting"
        if self.back and lead.sort == "verb" and first in ("it", "they", "this", "these"):
            self.subject = [(1.0, Unit((m,), (), 0, 0)) for m in self.back]
            self.theme = self.subject
            self.verb = lead._replace(relative=False)
            yield from self._said(unit, 1.0, WEIGHTS["back"])

    def _step(self, before: Unit, unit: Unit, link: Joint) -> Iterator[Pair]:
        """One unit more."""
        if before is not self.units[0] and self.pending and not self.sentence[before.last].owns:
            self.pending = None
        owned = self.sentence[before.last].owns and unit.first - before.last <= 3
        if unit.first <= before.last:
            yield from tie([before], [unit], "goes-with", WEIGHTS["overlap"], "overlap")
            self.chain.add(unit, self.chain.depth)
        elif owned:
            yield from self._owned(before, unit)
        elif link.sort == "verb":
            yield from self._verb(unit, link)
        elif link.sort in ("phrase", "beside"):
            yield from self._phrase(unit, link)
        elif link.sort == "list":
            yield from self._list(unit, link)
        elif link.sort == "reported" and self.verb:
            self.chain = Chain()
            self.chain.add(unit, 0)
            yield from self._objects(unit, 0)
        elif self._acts(before, link):
            yield from tie([unit], [before], "done-by", WEIGHTS["acts"], "acts")
            self.chain.add(unit, 0)
            yield from self._objects(unit, 0)
        else:
            yield from self._break(unit, link)

    def _acts(self, before: Unit, link: Joint) -> bool:
        """Whether an unknown verb tells what somebody does."""
        return link.sort == "break" and not link.conditional and somebody(before, self.people)

    # ------------------------------------------------------------ steps

    def _owned(self, before: Unit, unit: Unit) -> Iterator[Pair]:
        """What somebody has; the owner may be the end of a longer name."""
        owners = [m for m in (*before.tops, *before.inner) if m.last == before.last]
        owner = min(owners, key=lambda m: len(m.parts))
        yield from tie([unit], [Unit((owner,))], "done-by", WEIGHTS["owner"], "owner")
        if self.pending:
            before_it, relation, kind = self.pending
            yield from tie(before_it, [unit], relation, WEIGHTS[kind], kind)
        level = self.chain.depth
        if owner in before.tops:
            self.chain.levels[level] = [u for u in self.chain.levels[level] if u is not before]
        else:
            yield from tie([before], [unit], "is-about", WEIGHTS["phrase"], "phrase")
            level += 1
        self.chain.add(unit, level)
        self.owner, self.owned = Unit((owner,)), level
        yield from self._objects(unit, level)

    def _verb(self, unit: Unit, link: Joint) -> Iterator[Pair]:
        if link.ends:
            yield from self._break(unit, link)
            return
        if link.reduced and self.verb:
            yield from self._phrase(unit, link)
            return
        subject = self._subject(link)
        said = bool(self.verb and self.verb.reported and not link.relative)
        self.reported = self.verb if said else self.reported if link.relative else None
        self.outer = self.subject if said else self.outer
        self.owner = None
        if not self.theme:
            self.theme = [(w, u) for w, u in subject if w == 1.0]
        self.subject, self.verb, self.whole = subject, link, []
        self.chain = Chain()
        self.chain.add(unit, 0)
        yield from self._objects(unit, 1 if link.far else 0)

    def _subject(self, link: Joint) -> list[tuple[float, Unit]]:
        """The units that a verb may have as its subject, each with how likely it is."""
        heads = self.chain.levels[0] if self.chain.levels else []
        nearest = self.chain.levels[-1] if self.chain.levels else []
        if link.back and (self.theme or self.back):
            return self.theme or [(0.8, Unit((mention,))) for mention in self.back]
        if link.relative:
            found = [(1.0, u) for u in nearest]
            found += [(0.6, u) for u in heads if u not in nearest]
            named = self.verb and self.verb.cue and self.verb.cue.relation in ("is-a", "means")
            return found + [(0.9 * w, u) for w, u in self.subject if named and w == 1.0]
        if (link.again or link.infinitive or link.participle) and self.subject:
            found = list(self.subject)
            return found + [(0.5, u) for u in nearest if link.infinitive]
        found = [(1.0, u) for u in heads]
        return found + [(0.5, u) for level, u in self.chain.every if level and u not in heads]

    def _phrase(self, unit: Unit, link: Joint) -> Iterator[Pair]:
        relation = link.cue.relation if link.cue else "is-about"
        turned = bool(link.cue and link.cue.turned)
        parents = self.chain.levels[-1]
        level = self.chain.depth + 1
        for parent in parents:
            near = parent is parents[-1]
            weight = WEIGHTS[
                "beside" if link.sort == "beside" else "phrase" if near else "phrase of a list"
            ]
            pair = ([unit], [parent]) if turned else ([parent], [unit])
            yield from tie(*pair, relation, weight, "phrase")
        self.chain.add(unit, level, link.small)
        yield from self._objects(unit, level)

    def _list(self, unit: Unit, link: Joint) -> Iterator[Pair]:
        if self.setting and link.bare and self._ends_setting(unit):
            yield from self._break(unit, link)
            return
        level = self._list_level(link)
        siblings = list(self.chain.levels[level])
        reason = "pair" if link.pair else "two of a list" if len(siblings) == 1 else "list"
        yield from tie(siblings[-1:], [unit], "goes-with", WEIGHTS[reason], reason)
        if level:
            parents = self.chain.levels[level - 1]
            yield from tie(parents[-1:], [unit], "is-about", WEIGHTS["list of a phrase"], "list")
            yield from tie(parents[:-1], [unit], "is-about", WEIGHTS["phrase of a list"], "list")
        elif siblings and not link.anew and ends_within(siblings[0]):
            yield from tie(siblings[:1], [unit], "is-about", WEIGHTS["list of a phrase"], "list")
            level += link.bare
        if self.owner and not link.anew and level == self.owned:
            yield from tie([unit], [self.owner], "done-by", WEIGHTS["owner of a list"], "owner")
        if self.whole and not level:
            yield from tie(self.whole, [unit], "has-part", WEIGHTS["colon"], "colon")
        self.chain.add(unit, level)
        yield from self._objects(unit, level)

    def _list_level(self, link: Joint) -> int:
        """On which level a list goes on: where an article begins a member, where one did before."""
        if link.small:
            return next((n for n, small in enumerate(self.chain.small) if small == link.small), 0)
        if link.anew:
            for level, members in enumerate(self.chain.levels[:-1]):
                first = members[0].first
                if first and self.sentence[first - 1].word in DETERMINERS:
                    return level
        return self.chain.depth

    def _ends_setting(self, unit: Unit) -> bool:
        """Whether the clause itself begins with a unit, after "when ...," or "in ...,"."""
        later = [u for u in self.units if u.first > unit.last]
        if not later:
            return True
        return joint(self.sentence, unit.last + 1, later[0].first).sort != "list"

    def _break(self, unit: Unit, link: Joint) -> Iterator[Pair]:
        heads = list(self.chain.levels[0]) if self.chain.levels else []
        if link.sort == "colon":
            yield from tie(heads, [unit], "has-part", WEIGHTS["colon"], "colon")
            self.chain = Chain()
            self.chain.add(unit, 0)
            self.whole, self.verb = heads, None
            return
        self.whole = []
        if self.setting or link.conditional:
            kind = self.setting or "clause"
            relation = "goes-beyond" if kind == "surpassed" else "leads-to"
            if self.verb and not self.setting and not self.main:
                self.main = [u for w, u in self.subject if w == 1.0]
            main = [] if self.setting else self.main
            one, other = main or heads, [unit]
            if kind == "surpassed":
                every = [u for level in self.chain.levels for u in level]
                one, other = other, every
            yield from tie(one, other, relation, WEIGHTS[kind], kind)
            self.pending = (one, relation, kind)
        self.setting = ""
        self.chain = Chain()
        self.chain.add(unit, 0)
        self.subject, self.verb = [], None

    # ------------------------------------------------------------ what a verb joins

    def _objects(self, unit: Unit, level: int) -> Iterator[Pair]:
        """A unit as the object of the verb before it."""
        if self.verb is None:
            return
        weight = WEIGHTS["relative"] if self.verb.relative else WEIGHTS["verb"]
        yield from self._said(unit, 1.0 if level == 0 else 0.5, weight)
        if self.reported and self.reported.cue and level == 0:
            for part, subject in self.outer:
                relation = self.reported.cue.relation
                yield from tie([subject], [unit], relation, part * WEIGHTS["reported"], "reported")

    def _said(self, unit: Unit, depth: float, weight: float) -> Iterator[Pair]:
        cue = self.verb.cue if self.verb else None
        relation, turned = (cue.relation, cue.turned) if cue else ("goes-with", False)
        for part, subject in self.subject:
            pair = ([unit], [subject]) if turned else ([subject], [unit])
            person = 0.6 if somebody(unit, self.people) else 1.0
            yield from tie(*pair, relation, weight * part * depth * person, "verb")

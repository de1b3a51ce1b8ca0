"""How the ideas of a sentence hang together: phrases, lists, verbs, clauses.

No grammar is learned and nothing is downloaded: what stands between two names is read by the
small words and verbs of `english/`. A name with the names that overlap it is one unit; what
stands between two units is a joint.
"""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from relatum.graph.curating.cues import Cue, cues, first_stems, joints, signals
from relatum.graph.curating.lists import wordset
from relatum.graph.curating.matcher import Mention
from relatum.graph.curating.tokens import Token

DETERMINERS = wordset("a an the this these that those his her their its one")
_COLONS = frozenset(":–—")


class Unit(NamedTuple):
    """Names that overlap: the largest of them, and those within.

    Attributes:
        tops: the mentions that stand within no other.
        inner: the mentions that stand within another.
        first: the number of the first token.
        last: the number of the last token.
    """

    tops: tuple[Mention, ...]
    inner: tuple[Mention, ...] = ()
    first: int = 0
    last: int = 0


class Joint(NamedTuple):
    """What stands between two units.

    Attributes:
        sort: list, phrase, verb, colon, break or beside.
        cue: the relation that the words say, where they say one.
        relative: whether "that" or "which" ties the verb to the name before it.
        again: whether the verb has the subject of the verb before ("and leads to").
        back: whether a pronoun stands for the subject ("it leads to").
        infinitive: whether the verb is one with "to".
        anew: whether an article begins the second unit.
        conditional: whether a word such as "when" begins the second clause.
        ends: whether the verb is over before the second unit, after a comma.
        bare: whether it is a comma and no word that lists.
        pair: whether "as well as" or the like joins just two.
        small: the preposition before the second unit.
        participle: whether the verb is one with "-ing", whose subject is that of the clause.
        reduced: whether it may be a participle that belongs to the name before ("X related to").
        far: whether an unknown noun with "of" stands between the verb and the second unit.
        reported: whether "that" after the verb begins what is said or asked for.
    """

    sort: str
    cue: Cue | None = None
    relative: bool = False
    again: bool = False
    back: bool = False
    infinitive: bool = False
    anew: bool = False
    conditional: bool = False
    ends: bool = False
    bare: bool = False
    pair: bool = False
    small: str = ""
    participle: bool = False
    reported: bool = False
    far: bool = False
    reduced: bool = False


def units(mentions: Sequence[Mention]) -> list[Unit]:
    """The units of a sentence in their order."""
    groups: list[list[Mention]] = []
    for mention in mentions:
        touching = [g for g in groups if any(set(m.parts) & set(mention.parts) for m in g)]
        groups = [g for g in groups if g not in touching]
        groups.append([m for g in touching for m in g] + [mention])
    return sorted(map(_unit, groups), key=lambda unit: (unit.first, unit.last))


def _unit(group: Iterable[Mention]) -> Unit:
    found = sorted(group, key=lambda m: (m.first, m.last))
    tops = tuple(m for m in found if not any(set(m.parts) < set(other.parts) for other in found))
    return Unit(
        tops,
        tuple(m for m in found if m not in tops),
        min(m.first for m in tops),
        max(m.last for m in tops),
    )


def joint(sentence: Sequence[Token], start: int, end: int) -> Joint:
    """What the tokens from `start` to before `end` say of the units around them."""
    between = list(sentence[start:end])
    said = [token.word for token in between]
    marks = {token.text for token in between if not token.word}
    anew = bool(said) and next((w for w in reversed(said) if w), "") in DETERMINERS
    listing = signals()["listing"]
    cue, at, to = _cue(between)
    again = cue and cue.verb and {"and", "or", "but"} & {t.word for t in between[:at]}
    if marks & {";"} and not again:
        return Joint("break", anew=anew)
    if marks & _COLONS and not (cue and cue.verb):
        return Joint("colon", anew=anew)
    clause = signals()["clause"] & set(said)
    if cue and cue.verb and "there" in said:
        return Joint("break", conditional="," in marks, anew=anew)
    if cue and cue.verb:
        return _verb(between, cue, at, to, anew=anew, conditional=bool(clause))
    if clause:
        return Joint("break", conditional=True, anew=anew)
    if cue:
        return Joint("phrase", cue, anew=anew)
    small = [word for word in said if word in joints()]
    last = small[-1] if small else ""
    said_by = Cue(joints()[last], turned=False, verb=False, length=0) if last else None
    if small and (listing & set(said) or marks & {","}):
        bare = not listing & set(said)
        return Joint("list", said_by, anew=anew, bare=bare, small=last)
    if small:
        return Joint("phrase", said_by, anew=anew, small=last)
    if {"(", ")"} & marks:
        return Joint("colon", anew=anew)
    if "," in marks or listing & set(said):
        bare = not listing & set(said)
        return Joint("list", anew=anew, bare=bare, pair="well" in said)
    if "that" in said:
        return Joint("reported", anew=anew)
    return Joint("beside" if len(between) <= 1 else "break", anew=anew)


def _verb(
    between: list[Token], cue: Cue, at: int, to: int, *, anew: bool, conditional: bool
) -> Joint:
    before = [token.word for token in between[:at]]
    after = between[to:]
    marked = any(not token.word for token in between[:at])
    turned = cue.turned
    if after and after[0].word in ("by", "through") and not turned and between[at].word:
        turned = True
    comma = next((i for i, t in enumerate(after) if t.text == ","), None)
    listing = signals()["listing"] & {t.word for t in after}
    return Joint(
        "verb",
        cue._replace(turned=turned),
        relative=bool(signals()["relative"] & set(before)),
        again=bool({"and", "or", "but"} & set(before)),
        back=bool({"it", "they"} & set(before)) or before[-1:] in (["this"], ["these"]),
        reduced=between[at].word.endswith("ed") and not before and not marked,
        infinitive="to" in before,
        participle=between[at].word.endswith("ing"),
        far=_far(after),
        reported="that" in {t.word for t in after},
        anew=anew,
        conditional=conditional,
        ends=comma is not None and not listing and len(after) - comma <= 3,
    )


def _far(after: Sequence[Token]) -> bool:
    """Whether the second unit only says of what an unknown noun is: "finds the roots of"."""
    for noun, small in pairwise(after):
        if small.word == "of" and noun.word and noun.word not in signals()["transparent"]:
            return True
    return False


def _cue(between: Sequence[Token]) -> tuple[Cue | None, int, int]:
    """The cue of some tokens that says most: a verb before a connective, the longer first."""
    best: tuple[Cue | None, int, int] = (None, 0, 0)
    weight = (-1, -1, 0)
    helpers = signals()["being"] | signals()["having"] | signals()["helping"]
    for at in range(len(between)):
        for cue, to in _cues_at(between, at):
            plain = cue.length == 1 and between[at].word in helpers
            here = (0 if plain else 1 + cue.verb, cue.length, -at)
            if here > weight:
                best, weight = (cue, at, to), here
    return best


def _cues_at(between: Sequence[Token], at: int) -> list[tuple[Cue, int]]:
    """The cues that begin with a token, with where each ends."""
    first = _form(between[at])
    if first not in first_stems():
        return []
    found = []
    known = cues()
    for to in range(at + 1, min(at + 1 + first_stems()[first], len(between)) + 1):
        key = tuple(_form(token) for token in between[at:to])
        if key in known:
            found.append((known[key], to))
    if first == "be":
        # Adverbs may stand between: "is so much a part of".
        for skip in range(1, 4):
            rest = between[at + 1 + skip :]
            for length in range(1, min(first_stems()[first], len(rest) + 1)):
                key = ("be", *(_form(token) for token in rest[:length]))
                if key in known and length > 1:
                    found.append((known[key], at + 1 + skip + length))
    return found


def _form(token: Token) -> str:
    return "be" if token.word in signals()["being"] else token.stem

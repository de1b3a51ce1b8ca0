"""What the words between two ideas say, read from the lists in the folder `english`.

The lists were made from the definitions of the relations and from English at large. To find
relations by the words between two names goes back to Hearst (1992, https://aclanthology.org/C92-2082).
"""

from functools import cache
from typing import NamedTuple

from relatum.graph.asking.wording import stem, words
from relatum.graph.curating.lists import entries


class Cue(NamedTuple):
    """Words that say a relation.

    Attributes:
        relation: as a curator writes it.
        turned: whether they say it the other way round.
        verb: whether a verb is among them.
        length: of how many words.
    """

    relation: str
    turned: bool
    verb: bool
    length: int


@cache
def signals() -> dict[str, frozenset[str]]:
    """Words by what they signal: hedged, denied, clause, relative and so on."""
    return {name: frozenset(rest.split()) for name, rest in entries("signals").items()}


@cache
def joints() -> dict[str, str]:
    """The relation that a small word between two names most often says."""
    return entries("joints")


@cache
def cues() -> dict[tuple[str, ...], Cue]:
    """The cues of all relations by their stems; the first relation that lists one has it."""
    found: dict[tuple[str, ...], Cue] = {}
    for relation, rest in entries("relations").items():
        forward, _, backward = rest.partition("<")
        for part, turned in ((forward, False), (backward, True)):
            for phrase in filter(None, map(str.strip, part.split(";"))):
                key = tuple("be" if w == "be" else stem(w) for w in words(phrase))
                verb = phrase.split()[0] not in joints() and phrase not in _CONNECTIVES
                found.setdefault(key, Cue(relation, turned, verb, len(key)))
    return found


@cache
def first_stems() -> dict[str, int]:
    """The stems that cues begin with, and how long the longest such cue is."""
    longest: dict[str, int] = {}
    for key in cues():
        longest[key[0]] = max(len(key), longest.get(key[0], 0))
    return longest


#: Cues without a verb: they join two names as a preposition does.
_CONNECTIVES = frozenset(
    """such as; for example; for instance; namely; especially; particularly; in particular;
    rather than; instead of; in contrast to; as opposed to; as distinct from; together with;
    along with; in conjunction with; as well as; in accordance with; because of; as a result of;
    as an outgrowth of; on the part of; alongside; more than; not only; not just; not merely;
    not simply; over and above; out of; that is; i e; in other words; in opposition to; as if;
    the substance of; defense against; the capacity to; the ability to""".replace("\n", " ")
    .replace("    ", " ")
    .split("; ")
)

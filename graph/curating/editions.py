"""Another edition of a text: which of its passages are the same, moved, changed, gone or new.

Exact first: a sentence with the same letters is the same sentence. Then by its key phrases with
what stands around it, as Web Annotation re-anchors a quote (https://www.w3.org/TR/annotation-model/,
TextQuoteSelector): a changed sentence is found again where its key phrases stand in one sentence
only, between the neighbours that it had. All else is reported and left to a person.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from relatum.graph.anchors import anchor, occurrences
from relatum.graph.model import Anchor, reading_order

#: How alike a sentence without key phrases must be to count as changed, in hundredths.
_ALIKE = 90.0


class Passage(NamedTuple):
    """How a sentence fares in the other edition.

    Attributes:
        at: its number before; empty for what is new.
        now: its number in the other edition; empty for what is gone.
        status: same, moved, changed, doubtful, gone or new.
        why: for what changed or is in doubt, in a few words.
    """

    at: str
    now: str
    status: str
    why: str = ""

    @property
    def safe(self) -> bool:
        """Whether it is found again beyond doubt."""
        return self.status in ("same", "moved", "changed")


def compare(
    anchors: Mapping[str, Anchor],
    quotes: Mapping[str, Sequence[str]],
    new: Mapping[str, str],
    old: Mapping[str, str] | None = None,
) -> list[Passage]:
    """How every sentence of a source fares in another edition, then what is new in it.

    Args:
        anchors: what is known of the sentences of the source.
        quotes: the key phrases of each.
        new: the sentences of the other edition by number.
        old: the sentences of the source, where its text is at hand.
    """
    before = sorted(anchors, key=reading_order)
    after = sorted(new, key=reading_order)
    pairs, doubtful = _exact(anchors, before, after, new)
    found = {at: Passage(at, now, "same" if at == now else "moved") for at, now in pairs.items()}
    found |= {at: Passage(at, "", "doubtful", "it stands there several times") for at in doubtful}
    taken = set(pairs.values())
    known = _Known(before, after, pairs, quotes, new, old or {})
    drift = [_changed(at, known) for at in before if at not in found]
    claimed: dict[str, int] = defaultdict(int)
    for passage in drift:
        claimed[passage.now] += 1
    for passage in drift:
        if passage.safe and claimed[passage.now] > 1:
            passage = passage._replace(
                status="doubtful", now="", why="another sentence fits as well"
            )
        found[passage.at] = passage
        taken |= {passage.now} if passage.safe else set()
    added = [Passage("", now, "new") for now in after if now not in taken]
    return [*(found[at] for at in before), *added]


def _exact(
    anchors: Mapping[str, Anchor],
    before: Sequence[str],
    after: Sequence[str],
    new: Mapping[str, str],
) -> tuple[dict[str, str], list[str]]:
    """Sentences with the same letters, one to one; and those that stand there several times."""
    there: dict[str, list[str]] = defaultdict(list)
    for now in after:
        there[anchor(new[now], ()).digest].append(now)
    here: dict[str, list[str]] = defaultdict(list)
    for at in before:
        here[anchors[at].digest].append(at)
    pairs: dict[str, str] = {}
    doubtful = []
    for digest, ats in here.items():
        nows = there.get(digest, [])
        if len(ats) == len(nows):
            pairs.update(zip(ats, nows, strict=True))
        elif nows:
            doubtful += ats
    return pairs, doubtful


class _Known(NamedTuple):
    """All that a changed sentence is looked for with."""

    before: Sequence[str]
    after: Sequence[str]
    pairs: Mapping[str, str]
    quotes: Mapping[str, Sequence[str]]
    new: Mapping[str, str]
    old: Mapping[str, str]


def _changed(at: str, known: _Known) -> Passage:
    """A sentence whose letters are nowhere: changed, in doubt, or gone."""
    before, after, pairs, quotes, new, old = known
    taken = set(pairs.values())
    free = [now for now in after if now not in taken]
    between = set(_between(at, before, after, pairs)) & set(free)
    phrases = list(dict.fromkeys(quotes.get(at, ())))
    if phrases:
        fits = [now for now in free if all(occurrences(q, new[now]) == 1 for q in phrases)]
        if len(fits) == 1 and fits[0] in between:
            return Passage(at, fits[0], "changed", "its key phrases stand there once")
        some = [now for now in after if any(occurrences(q, new[now]) for q in phrases)]
        if fits or some:
            near = ", ".join((fits or some)[:3])
            return Passage(at, "", "doubtful", f"key phrases stand in {near}")
    elif at in old and not at.startswith("ref."):
        alike = _alike(old[at], [(now, new[now]) for now in between])
        if len(alike) == 1:
            return Passage(at, alike[0], "changed", "nearly the same words")
    return Passage(at, "", "gone")


def _alike(sentence: str, others: Iterable[tuple[str, str]]) -> list[str]:
    from relatum.graph.lookup import likeness

    return [now for now, other in others if likeness(sentence, other) >= _ALIKE]


def _between(
    at: str, before: Sequence[str], after: Sequence[str], pairs: Mapping[str, str]
) -> Sequence[str]:
    """The new sentences between the nearest neighbours of a sentence that are found exactly."""
    place = before.index(at)
    left = next((pairs[a] for a in reversed(before[:place]) if a in pairs), None)
    right = next((pairs[a] for a in before[place + 1 :] if a in pairs), None)
    order = [reading_order(now) for now in after]
    start = bisect_left(order, reading_order(left)) + 1 if left else 0
    end = bisect_left(order, reading_order(right)) if right else len(after)
    return after[start:end]

"""Which concepts a sentence names, by any of their labels and in any inflection.

All labels are compiled into one trie of stems (Fredkin, 1960), which is walked from every
word of the sentence at once with it. Articles, owners and small prepositions do not count;
"need of contact" is found as "contact need"; and what a list shares is taken with each of its
members, so that "inner and outer peace" names inner peace as well.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from relatum.graph.asking.plainwords import FRAME, PLAIN, STOP
from relatum.graph.asking.wording import stem, words
from relatum.graph.curating.cues import first_stems
from relatum.graph.curating.lists import wordset
from relatum.graph.curating.tokens import OWNERS, Token, confused

#: Small words that names may have or lack.
LIGHT = wordset(
    """
    a an the of for to in on at with within from between by as its his her their our your my one
    ones s this that these those such some any each every both either own
    """
)
_ARTICLES = wordset("a an the of for to in on at with within from between by s its his her")
_COORDINATORS = frozenset(("and", "or", "nor", "but", "as", "well", "also", "than", "rather"))
_PREPOSITIONS = wordset("of for to in on at with within from between by")
_SMALL = LIGHT | _COORDINATORS | frozenset(("both", "either"))
_PASSIVE = wordset("is are was were be been being have has had not")
_ENDS = frozenset(".;:()")
#: Concepts whose labels are about as sure as the surest for the same words are all meant.
_EQUAL = 0.0
#: How much less a verb or adjective with the stem of a name says.
_OTHER_FORM = 0.4
#: How many small words may stand between two words of a name; how long a part of a list is.
_GAP, _MEMBER = 4, 10

#: How sure a lay name is, which only people looking for a concept use for it.
LAY = 0.85
#: How sure a single lay word is.
_WORD_SURE = 0.5
#: How sure it is that a label means the concept, by the sort of label.
SURE = {"prefLabel": 1.0, "altLabel": 0.95, "hiddenLabel": LAY}


_EVERYDAY = STOP | FRAME | PLAIN


class Label(NamedTuple):
    """One of the names of a concept."""

    concept: str
    sort: str
    text: str


class Mention(NamedTuple):
    """A concept named in a sentence.

    Attributes:
        concept: its key.
        parts: the numbers of the tokens that name it.
        sure: how likely it is meant, from 0 to 1.
        spread: whether a part of a list stands between its words.
        slip: whether a word is read as another that it is often printed for.
    """

    concept: str
    parts: tuple[int, ...]
    sure: float
    spread: bool = False
    slip: bool = False

    @property
    def first(self) -> int:
        """The number of its first token."""
        return self.parts[0]

    @property
    def last(self) -> int:
        """The number of its last token."""
        return self.parts[-1]


class _Node:
    """A step of the trie: where each stem leads, and which labels end here."""

    __slots__ = ("ends", "steps")

    def __init__(self) -> None:
        self.steps: dict[str, _Node] = {}
        self.ends: list[tuple[str, float]] = []


class Matcher:
    """The labels of all concepts as one compiled structure."""

    def __init__(self, labels: Iterable[Label]) -> None:
        """Compiles the labels."""
        self._root = _Node()
        self._words: dict[str, set[str]] = {}
        for label in sorted(labels, key=_sure, reverse=True):
            sure = _sure(label)
            known = self._words.setdefault(label.concept, set())
            if label.sort != "hiddenLabel":
                known.update(words(label.text))
            for order, weight in _orders(label.text):
                self._add(order, label.concept, sure * weight)

    def mentions(self, sentence: list[Token]) -> list[Mention]:
        """The concepts that a sentence names, in its order; of two for the same words the surer."""
        found: dict[tuple[tuple[int, ...], str], Mention] = {}
        surest: dict[tuple[int, ...], float] = {}
        for start, token in enumerate(sentence):
            if not token.word:
                continue
            for mention in self._from(sentence, start):
                if self._tells(mention, token):
                    continue
                if len(mention.parts) == 1 and not self._has_form(mention.concept, token):
                    mention = mention._replace(sure=mention.sure * _OTHER_FORM)
                key = mention.parts, mention.concept
                if key not in found or mention.sure > found[key].sure:
                    found[key] = mention
                surest[mention.parts] = max(mention.sure, surest.get(mention.parts, 0))
        plain = _plain(m for m in found.values() if m.sure >= surest[m.parts] - _EQUAL)
        return [m for m in plain if not m.slip or _is_slip(sentence, m, plain)]

    def kinds(self, sentence: list[Token], mention: Mention) -> list[str]:
        """The concepts that have the name of a mention without one of its modifiers.

        Whatever is a "loss of inner awareness" is a "loss of awareness".
        """
        found = []
        for left_out in mention.parts:
            rest = [part for part in mention.parts if part != left_out]
            if left_out == mention.last or len(rest) < 2:
                continue
            node: _Node | None = self._root
            for part in rest:
                node = node.steps.get(sentence[part].stem) if node else None
            found += [name for name, sure in (node.ends if node else ()) if sure > LAY]
        return [name for name in dict.fromkeys(found) if name != mention.concept]

    def _add(self, order: list[str], concept: str, sure: float) -> None:
        node = self._root
        for one in order:
            node = node.steps.setdefault(one, _Node())
        if order and concept not in (name for name, _ in node.ends):
            node.ends.append((concept, sure))

    def _tells(self, mention: Mention, token: Token) -> bool:
        """Whether a word is the verb of the sentence: "it meets needs" names no "met needs"."""
        if mention.sure <= _WORD_SURE and len(mention.parts) == 1 and token.stem in first_stems():
            return True
        finite = token.word.endswith("s") and not token.word.endswith(("ss", "us", "is"))
        return finite and token.stem in first_stems() and not self._has_form(mention.concept, token)

    def _has_form(self, concept: str, token: Token) -> bool:
        """Whether a word stands in a label of a concept as it is, or as its plural or singular.

        A verb or an adjective of the same stem says less: who is "related" is no relation.
        """
        known = self._words[concept]
        word = token.word
        plain = {word, word + "s", word + "es", word.removesuffix("s"), word.removesuffix("es")}
        meant = confused().get(word, word)
        return bool(known & (plain | {meant}))

    def _from(self, sentence: list[Token], start: int) -> Iterator[Mention]:
        """The mentions that begin with a token."""
        waiting = list(_onward(sentence, _Way(self._root), start))
        while waiting:
            way = waiting.pop()
            for concept, sure in way.node.ends:
                if sentence[way.parts[-1]].word in OWNERS:
                    continue  # who has something is named before it
                weight = _spread(sure) if way.spread else sure
                yield Mention(
                    concept, way.parts, weight * (0.9 if way.slip else 1.0), way.spread, way.slip
                )
            if way.node.steps:
                waiting += _near(sentence, way)
                if not way.spread:
                    waiting += _across(sentence, way)


class _Way(NamedTuple):
    """How far a name has been read: the step of the trie, and the words so far."""

    node: _Node
    parts: tuple[int, ...] = ()
    spread: bool = False
    slip: bool = False


def _onward(sentence: list[Token], way: _Way, at: int, *, spread: bool = False) -> Iterator[_Way]:
    """The names that go on with a token, as it is printed or as what it may stand for."""
    token = sentence[at]
    for key in filter(None, dict.fromkeys((token.stem, token.word, *token.alike))):
        if key in way.node.steps:
            slip = way.slip or (key in token.alike and token.word in confused())
            yield _Way(way.node.steps[key], (*way.parts, at), way.spread or spread, slip)


def _near(sentence: list[Token], way: _Way) -> Iterator[_Way]:
    """The next words of a name, over small words at most."""
    at = way.parts[-1] + 1
    for here in range(at, min(at + _GAP + 1, len(sentence))):
        yield from _onward(sentence, way, here)
        if sentence[here].word not in LIGHT and not _undergone(sentence, here):
            return


def _across(sentence: list[Token], way: _Way) -> Iterator[_Way]:
    """The next words of a name, over a part of a list that shares the rest."""
    at = way.parts[-1] + 1
    while at < len(sentence) and sentence[at].word in _PASSIVE:
        at += 1
    if at >= len(sentence):
        return
    if at > way.parts[-1] + 1:
        yield from _across_verbs(sentence, way, at)
        return
    shares_head = sentence[at].word in ("and", "or", "as")
    owned = sentence[way.parts[-1]].owns
    if not shares_head and not owned and sentence[at].word not in _PREPOSITIONS:
        return
    for here in range(at + 1, min(at + _MEMBER, len(sentence))):
        passed = sentence[at:here]
        if passed[-1].text in _ENDS or (shares_head and not _modifies(passed)):
            return
        telling = [token for token in passed if token.word and token.word not in _SMALL]
        behind = next((t for t in reversed(passed) if t.word not in LIGHT), passed[-1])
        if telling and (shares_head or _coordinates(behind)):
            yield from _onward(sentence, way, here, spread=True)


def _across_verbs(sentence: list[Token], way: _Way, at: int) -> Iterator[_Way]:
    """The second of two verbs: "needs are seen and met" names "needs met" as well."""
    for here in range(at + 1, min(at + 4, len(sentence))):
        if sentence[here - 1].word in ("and", "or") and _undergone(sentence, at - 1):
            yield from _onward(sentence, way, here, spread=True)


def _is_slip(sentence: list[Token], mention: Mention, named: Iterable[Mention]) -> bool:
    """Whether a word is likely printed for another; "effect" alone is most often what it says."""
    at, here = mention.first, set(mention.parts)
    owned = at > 0 and (sentence[at - 1].owns or sentence[at - 1].word in OWNERS)
    return owned or len(here) > 1 or any(m.slip and here < set(m.parts) for m in named)


def _undergone(sentence: list[Token], at: int) -> bool:
    """Whether a word helps a verb in the passive: "needs are not met" names "needs met"."""
    if sentence[at].word not in _PASSIVE:
        return False
    rest = next((t for t in sentence[at:] if t.word not in _PASSIVE), None)
    return rest is not None and rest.word.endswith(("ed", "en", "et", "ld", "lt"))


def _modifies(passed: list[Token]) -> bool:
    """Whether a part of a list can stand before what it shares: without a preposition."""
    return len(passed) <= 6 and not any(
        (token.word in _PREPOSITIONS or token.word in LIGHT) and token.word != "as"
        for token in passed
    )


def _coordinates(token: Token) -> bool:
    return token.text == "," or token.word in _COORDINATORS


def _spread(sure: float) -> float:
    """How sure a name is that is spread over a list; a lay word for a concept seldom is."""
    return sure * (0.9 if sure > LAY else 0.5)


def _sure(label: Label) -> float:
    """How sure it is that a label means its concept; a single everyday word seldom does."""
    sure = SURE.get(label.sort, LAY)
    written = words(label.text)
    if label.sort != "hiddenLabel" or len(written) != 1:
        return sure
    return 0.2 if {written[0], stem(written[0])} & _EVERYDAY else _WORD_SURE


def _orders(label: str) -> Iterator[tuple[list[str], float]]:
    """The stems of a label that count, in the orders in which it may be said."""
    written = words(label)
    telling = [word for word in written if word not in LIGHT]
    if len(telling) < 2:
        # "being one" is not told by "being": then "one" counts as well.
        telling = [word for word in written if word not in _ARTICLES]
    if all(word in STOP for word in telling):
        yield [stem(word) for word in written], 1.0
        return
    yield [stem(word) for word in telling], 1.0
    if "of" in written[1:-1]:
        at = written.index("of")
        turned = [w for w in written[at + 1 :] + written[:at] if w not in LIGHT]
        if len(turned) == len(telling):
            yield [stem(word) for word in turned], 0.9


def _plain(mentions: Iterable[Mention]) -> list[Mention]:
    """Without what a longer reading of the same words makes needless.

    Of a concept that is named twice by some of the same words the longer naming counts; a lay
    word within the name of another concept names nothing.
    """
    ordered = sorted(mentions, key=lambda m: (-len(m.parts), m.spread, m.parts, m.concept))
    kept: list[Mention] = []
    for mention in ordered:
        here = set(mention.parts)
        if not any(
            here & set(other.parts)
            and (
                other.concept == mention.concept
                or (here < set(other.parts) and (mention.sure <= LAY or mention.slip > other.slip))
            )
            for other in kept
        ):
            kept.append(mention)
    return sorted(kept, key=lambda m: (m.first, m.last, m.parts))

"""What goes on a concept map: the concepts that a question needs, and the claims between them."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from relatum.graph.conceptmap import ConceptMap, MapConcept, Proposition
from relatum.graph.errors import RelatumError
from relatum.graph.paths import chains
from relatum.graph.propositions import COMPANIONS, Filter, cited, claimed, in_order, weight
from relatum.graph.relevance import Ties, relevance, ties_of
from relatum.graph.store import Store
from relatum.graph.terms import SOURCE
from relatum.graph.web import Thing, things_of, web_of

#: How many boxes a map has where nobody says: Novak and Cañas (2008) advise 15 to 25.
CONCEPTS = 20
#: How many people and works come in addition, as a share of the concepts.
_COMPANY = 0.4
#: What one more tie to what is on the map already adds to a concept's relevance.
_CROSS_LINK = 0.35
#: How many claims a map has for each concept, and what a claim beyond a tree must weigh.
_CLAIMS, _LITTLE = 1.35, 0.4
#: Relations whose objects belong together where one sentence names them.
_PARTS = frozenset(("has-part", "begins-with", "means"))


class Wanted(NamedTuple):
    """What a person asks of a map.

    `focus` has keys; `chain` says that the map leads from the first to the last of them.
    `depth` is how many claims away from the focus a concept may be, 0 for any.
    """

    focus: tuple[str, ...]
    question: str = ""
    chain: bool = False
    concepts: int = CONCEPTS
    depth: int = 0
    kinds: frozenset[str] = frozenset()
    companions: frozenset[str] = frozenset()
    only: Filter = Filter()


def select(store: Store, wanted: Wanted, *, pool: "Pool | None" = None) -> ConceptMap:
    """The map that a person asks for: a focus, what matters most near it, and all between.

    From the focus outwards, the concept is taken next that matters most (`relevance`) and
    is tied to what is taken already; more ties count more, so that branches are joined.
    The parts that one sentence names come together or not at all.

    Args:
        store: the dataset.
        wanted: what is asked of the map.
        pool: what can be chosen from, where it has been read before.

    Raises:
        RelatumError: nothing is claimed of the focus, or nothing joins the ends of a chain.
    """
    pool = pool or Pool.read(store, wanted)
    growth = _Growth(pool, wanted)
    growth.join(_core(store, growth, wanted))
    growth.grow(wanted.concepts)
    if pool.company:
        growth.accompany(wanted.concepts + round(wanted.concepts * _COMPANY))
    kept = growth.claims()
    if not kept:
        labels = " and ".join(f"'{pool.things[key].label}'" for key in wanted.focus)
        raise RelatumError(f"nothing is claimed of {labels} that this map may show")
    return ConceptMap(
        title=_title(pool.things, wanted),
        question=wanted.question or _question(pool.things, wanted),
        focus=wanted.focus,
        concepts=tuple(MapConcept(*pool.things[key], why) for key, why in growth.why.items()),
        propositions=tuple(in_order(kept)),
        sources=_sources(store, kept),
        chain=wanted.chain,
    )


class Pool(NamedTuple):
    """What a map is chosen from: all things, and the claims that may be shown.

    `company` says whether people or works are among them.
    """

    things: Mapping[str, Thing]
    links: Sequence[Proposition]
    ties: Ties
    company: bool

    @classmethod
    def read(cls, store: Store, wanted: Wanted) -> "Pool":
        """Reads what a map may show.

        Args:
            store: the dataset.
            wanted: what is asked of the map.
        """
        things = things_of(store)
        companions = set(wanted.companions)
        companions |= {f"{things[key].kind}s" for key in wanted.focus} & set(COMPANIONS)
        links = claimed(store, wanted.only) + cited(store, things, companions, wanted.only)
        return cls(things, links, ties_of(links), bool(companions))


class _Growth:
    """A map that grows from its focus; `why` has what is on it, with the reason."""

    def __init__(self, pool: Pool, wanted: Wanted) -> None:
        self.things, self.links, self.ties = pool.things, pool.links, pool.ties
        self.wanted = wanted
        self.ranks: dict[str, float] = {}
        self.why: dict[str, str] = {}
        self.together = _parts(self.links)
        self.far: set[str] = set()

    def join(self, chain: Sequence[str]) -> None:
        """Begins with the focus and what joins it, and weighs all else from there."""
        for key in self.wanted.focus:
            self.why[key] = "what the map is about"
        ends = " and ".join(f"'{self.things[key].label}'" for key in self.wanted.focus)
        for key in chain:
            self.why.setdefault(key, f"it joins {ends}")
        self.ranks = relevance(self.ties, self.why)
        self.far = set(self.ties) - _within(self.ties, self.why, self.wanted.depth)

    def grow(self, concepts: int) -> None:
        """Takes concepts, with what belongs to them, until there are so many."""
        while len(self.why) < concepts:
            options = [
                (self._worth(group), group)
                for group in self._groups()
                if len(self.why) + len(group) <= concepts
            ]
            if not options:
                return
            _, group = max(options, key=lambda option: (option[0], option[1]))
            for key in group:
                self.why[key] = self._reason(key, group)

    def accompany(self, boxes: int) -> None:
        """Takes the people and works that are cited for most of what is on the map."""
        tied = {
            key: sum(self.ranks.get(near, 0.0) for near in self.ties[key] if near in self.why)
            for key in self.ties
            if self.things[key].kind in ("theorist", "work") and key not in self.why
        }
        for key in sorted(tied, key=lambda key: (-tied[key], key)):
            works = [near for near in self.ties[key] if self.things[near].kind == "work"]
            if len(self.why) + 1 > boxes or not (tied[key] or set(works) & set(self.why)):
                continue
            self.why[key] = "cited for " + self._tied_to(key)

    def claims(self) -> list[Proposition]:
        """What is claimed between the concepts: what joins all, then the most telling of the rest.

        First the heaviest claims that make one map of it (a maximum spanning tree; Kruskal,
        1956), so that nothing hangs loose; then those that join its branches.  One that says
        little is only taken where nothing else joins its two ends.
        """
        between = [k for k in self.links if k.subject in self.why and k.object in self.why]
        between.sort(key=lambda link: (-self._tells(link), link[:4]))
        trees = {key: key for key in self.why}
        needed = [link for link in between if _united(trees, link.subject, link.object)]
        room = round(_CLAIMS * len(self.why)) - len(needed)
        others = [link for link in between if link not in needed and weight(link) > _LITTLE]
        return needed + others[: max(room, 0)]

    def _tells(self, link: Proposition) -> float:
        """What a claim weighs on this map, more where it joins what matters more."""
        ends = self.ranks.get(link.subject, 0.0) * self.ranks.get(link.object, 0.0)
        return weight(link) * float(ends**0.25)

    def _groups(self) -> Iterable[tuple[str, ...]]:
        """What can come next: a concept that is tied to the map, with what belongs to it."""
        near = {key for one in self.why for key in self.ties.get(one, ())} - set(self.why)
        for key in near - self.far:
            if not self._fits(key):
                continue
            whole = {key}
            for one in self.why:
                for parts in self.together.get((one, key), ()):
                    whole |= {part for part in parts if self._fits(part)}
            yield tuple(sorted(whole - set(self.why), key=lambda one: (one != key, one)))

    def _fits(self, key: str) -> bool:
        kind = self.things[key].kind
        wanted = self.wanted.kinds
        return kind not in ("theorist", "work") and (not wanted or kind in wanted)

    def _worth(self, group: tuple[str, ...]) -> float:
        """What a group adds, for each of its concepts."""
        worth = 0.0
        for key in group:
            ties = sum(1 for near in self.ties[key] if near in self.why)
            worth += self.ranks.get(key, 0.0) * (1 + _CROSS_LINK * (ties - 1))
        return worth / len(group)

    def _reason(self, key: str, group: tuple[str, ...]) -> str:
        place = 1 + sum(1 for rank in self.ranks.values() if rank > self.ranks.get(key, 0.0))
        if key != group[0]:
            return f"one sentence names it with '{self.things[group[0]].label}'"
        return f"relevance {self.ranks.get(key, 0.0):.3f} (rank {place}); {self._tied_to(key)}"

    def _tied_to(self, key: str) -> str:
        """The strongest tie to what is on the map, as a sentence or a name, and how many more."""
        tied = [
            link
            for link in self.links
            if (link.subject == key and link.object in self.why)
            or (link.object == key and link.subject in self.why)
        ]
        if not tied:
            return "what is shown of it"
        best = max(tied, key=lambda link: (weight(link), link[:4]))
        names = (self.things[best.subject].label, best.phrase, self.things[best.object].label)
        more = f", and {len(tied) - 1} more" if len(tied) > 1 else ""
        return f"{' '.join(names)} [{best.evidence[0].at}]{more}"


def _core(store: Store, growth: _Growth, wanted: Wanted) -> list[str]:
    """The concepts that join those of the focus, where they are not joined already."""
    if len(wanted.focus) < 2:
        return []
    kinds = wanted.kinds and {*wanted.kinds, *(growth.things[k].kind for k in wanted.focus)}
    web = web_of(store, relations=wanted.only.relations)
    keys: list[str] = []
    for one, other in pairwise(wanted.focus):
        found = chains(web, one, other, limit=5)
        usable = [
            chain.keys
            for chain in found
            if all(b in growth.ties.get(a, ()) for a, b in pairwise(chain.keys))
            and (not kinds or all(growth.things[key].kind in kinds for key in chain.keys))
        ]
        if usable:
            keys += [key for key in usable[0] if key not in keys]
        elif wanted.chain:
            ends = f"'{growth.things[one].label}' and '{growth.things[other].label}'"
            raise RelatumError(f"no claims that this map may show join {ends}")
    return keys


def _parts(links: Iterable[Proposition]) -> dict[tuple[str, str], list[tuple[str, ...]]]:
    """What belongs together by subject and any of it: parts that one sentence names of it."""
    named: dict[tuple[str, str, str], list[str]] = {}
    for link in links:
        if link.relation in _PARTS and not link.negated:
            for evidence in link.evidence:
                named.setdefault((link.subject, evidence.source, evidence.at), []).append(
                    link.object
                )
    together: dict[tuple[str, str], list[tuple[str, ...]]] = {}
    for (subject, _, _), parts in named.items():
        for part in parts:
            together.setdefault((subject, part), []).append(tuple(parts))
    return together


def _united(trees: dict[str, str], one: str, other: str) -> bool:
    """Makes one tree of the two that hold these, and says whether they were two."""

    def root(key: str) -> str:
        while trees[key] != key:
            key = trees[key]
        return key

    first, second = root(one), root(other)
    trees[second] = first
    return first != second


def _within(ties: Ties, start: Iterable[str], depth: int) -> set[str]:
    """What can be reached in so many claims; everything where no number is given."""
    if not depth:
        return set(ties)
    reached = set(start)
    for _ in range(depth):
        reached |= {near for key in reached for near in ties.get(key, ())}
    return reached


def _title(things: Mapping[str, Thing], wanted: Wanted) -> str:
    labels = [things[key].label for key in wanted.focus]
    if wanted.chain:
        title = f"from {labels[0]} to {labels[-1]}"
    else:
        title = " and ".join([", ".join(labels[:-1]), labels[-1]] if labels[1:] else labels)
    return title[:1].upper() + title[1:]


def _question(things: Mapping[str, Thing], wanted: Wanted) -> str:
    """A focus question where nobody asks one: every concept map answers one (Novak)."""
    labels = [things[key].label for key in wanted.focus]
    if wanted.chain:
        return f"How does {labels[0]} lead to {labels[-1]}?"
    if len(labels) > 1:
        return f"How do {', '.join(labels[:-1])} and {labels[-1]} hang together?"
    kind = things[wanted.focus[0]].kind
    if kind == "theorist":
        return f"What is {labels[0]} cited for?"
    return f"What is cited from {labels[0]}?" if kind == "work" else f"What is said of {labels[0]}?"


def _sources(store: Store, links: Iterable[Proposition]) -> dict[str, str]:
    """The references of the works that were read for these propositions, by source."""
    keys = sorted({evidence.source for link in links for evidence in link.evidence})
    rows = {key: store.rows("source", thing=SOURCE + key) for key in keys}
    return {key: found[0]["reference"] if found else key for key, found in rows.items()}

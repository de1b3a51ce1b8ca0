"""What goes on a concept map: the concepts that a question needs, and the claims between them."""

from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import NamedTuple

from relatum.graph.errors import RelatumError
from relatum.graph.maps.conceptmap import ConceptMap, MapConcept, Proposition
from relatum.graph.maps.growth import Growth, Pool
from relatum.graph.maps.propositions import COMPANIONS, Filter, cited, claimed, in_order
from relatum.graph.maps.relevance import ties_of
from relatum.graph.paths import chains
from relatum.graph.store import Row, Store
from relatum.graph.terms import SOURCE
from relatum.graph.web import Thing, things_of, web_of

#: How many boxes a map has where nobody says: Novak and Cañas (2008) advise 15 to 25.
CONCEPTS = 18
#: How many people and works come, as a share of the concepts: half of them in place of some.
_COMPANY = 0.4


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


def select(store: Store, wanted: Wanted) -> ConceptMap:
    """The map that a person asks for: a focus, what matters most near it, and all between.

    From the focus outwards, the concept is taken next that matters most (`relevance`) and
    is tied to what is taken already; more ties count more, so that branches are joined.
    The parts that one sentence names come together or not at all.

    Args:
        store: the dataset.
        wanted: what is asked of the map.

    Raises:
        RelatumError: nothing is claimed of the focus, or nothing joins the ends of a chain.
    """
    return Selection(store, wanted).of(wanted.concepts)


class Selection:
    """What can go on a map, read once, so that it may be made larger or smaller."""

    def __init__(self, store: Store, wanted: Wanted) -> None:
        """Reads the claims and weighs everything from the focus.

        Args:
            store: the dataset.
            wanted: what is asked of the map.

        Raises:
            RelatumError: nothing joins the ends of a chain.
        """
        self.store, self.wanted = store, wanted
        things = things_of(store)
        companions = set(wanted.companions)
        companions |= {f"{things[key].kind}s" for key in wanted.focus} & set(COMPANIONS)
        links = claimed(store, wanted.only) + cited(store, things, companions, wanted.only)
        self._pool = Pool(things, links, ties_of(links))
        self._growth = Growth(self._pool, kinds=wanted.kinds, depth=wanted.depth)
        self._growth.begin(wanted.focus, _core(store, self._pool, wanted))
        self._references: dict[str, str] = {}

    def of(self, concepts: int) -> ConceptMap:
        """The map with so many concepts, or as many as there are.

        Args:
            concepts: how many.

        Raises:
            RelatumError: nothing is claimed of the focus.
        """
        wanted, growth, things = self.wanted, self._growth, self._pool.things
        growth.again()
        company = round(concepts * _COMPANY) if wanted.companions else 0
        growth.grow(max(concepts - company // 2, len(wanted.focus)))
        if company:
            kinds = {name.removesuffix("s") for name in wanted.companions}
            growth.accompany(concepts + company - company // 2, kinds)
        kept = growth.claims()
        if not kept:
            labels = " and ".join(f"'{things[key].label}'" for key in wanted.focus)
            raise RelatumError(f"nothing is claimed of {labels} that this map may show")
        return ConceptMap(
            title=_title(things, wanted),
            question=wanted.question or _question(things, wanted),
            focus=wanted.focus,
            concepts=tuple(MapConcept(*things[key], why) for key, why in growth.why.items()),
            propositions=tuple(in_order(kept)),
            sources=self._sources(kept),
            chain=wanted.chain,
        )

    def _sources(self, links: Iterable[Proposition]) -> dict[str, str]:
        """The references of the works that were read for these propositions, by source."""
        keys = sorted({evidence.source for link in links for evidence in link.evidence})
        for key in keys:
            if key not in self._references:
                rows = self.store.rows("source", thing=SOURCE + key)
                self._references[key] = _reference(rows[0]) if rows else key
        return {key: self._references[key] for key in keys}


def _reference(row: Row) -> str:
    """The work that was read, or that is known at second hand, as a map names it."""
    unread = " (known at second hand: the text was not read)"
    return row["reference"] + (unread if row.get("basis") == "secondary" else "")


def _core(store: Store, pool: Pool, wanted: Wanted) -> list[str]:
    """The concepts that join those of the focus, where they are not joined already."""
    if len(wanted.focus) < 2:
        return []
    kinds = wanted.kinds and {*wanted.kinds, *(pool.things[k].kind for k in wanted.focus)}
    web = web_of(store, relations=wanted.only.relations)
    keys: list[str] = []
    for one, other in pairwise(wanted.focus):
        found = chains(web, one, other, limit=5)
        usable = [
            chain.keys
            for chain in found
            if all(b in pool.ties.get(a, ()) for a, b in pairwise(chain.keys))
            and (not kinds or all(pool.things[key].kind in kinds for key in chain.keys))
        ]
        if usable:
            keys += [key for key in usable[0] if key not in keys]
        elif wanted.chain:
            ends = f"'{pool.things[one].label}' and '{pool.things[other].label}'"
            raise RelatumError(f"no claims that this map may show join {ends}")
    return keys


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
    if len(labels) > 1:
        return f"How do {', '.join(labels[:-1])} and {labels[-1]} hang together?"
    kind = things[wanted.focus[0]].kind
    if kind == "theorist":
        return f"What is {labels[0]} cited for?"
    return f"What is cited from {labels[0]}?" if kind == "work" else f"What is said of {labels[0]}?"

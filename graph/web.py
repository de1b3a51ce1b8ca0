"""Claims and citations as a web of steps between things, for chains, surroundings and comparisons.

Plain dictionaries, read from the same queries as the networkx view: a chain must come at once,
and importing networkx takes longer than finding it.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from relatum.graph import terms
from relatum.graph.store import Row, Store
from relatum.graph.terms import key_of

#: Relations that say little by themselves.
WEAK = frozenset({"is-about", "occurs-in", "done-by", "uses", "goes-with"})
#: What a step costs by how the claim is made, and more where its relation says little.
_BY_CERTAINTY = {"stated": 1.0, "hedged": 1.2, "inferred": 1.6}
_WEAK_COST, _DENIED_COST = 0.8, 1.0
#: What a step costs at least.
CHEAPEST = min(_BY_CERTAINTY.values())


class Thing(NamedTuple):
    """A concept, theorist or work."""

    key: str
    label: str
    kind: str
    definition: str


class Step(NamedTuple):
    """A claim or citation between two things: a readable sentence and where it is said."""

    sentence: str
    subject: str
    relation: str
    object: str
    certainty: str
    source: str
    paragraph: int
    sentence_number: int
    quote: str
    cost: float


class Web(NamedTuple):
    """Things, and the steps between each two, by the key of one and then of the other.

    `ahead` has the cheapest step from one to the other, `back` the same by the other first.
    """

    things: Mapping[str, Thing]
    steps: Mapping[str, Mapping[str, list[Step]]]
    ahead: Mapping[str, Mapping[str, Step]]
    back: Mapping[str, Mapping[str, Step]]


def web_of(
    store: Store,
    *,
    directed: bool = False,
    relations: Iterable[str] = (),
    without: Iterable[str] = (),
) -> Web:
    """The web of a dataset.

    Args:
        store: the dataset.
        directed: whether a step may only be taken from its subject to its object.
        relations: the only relations to take; all where there are none.
        without: relations not to take.
    """
    things = things_of(store)
    steps: dict[str, dict[str, list[Step]]] = {key: {} for key in things}
    wanted, unwanted = set(relations), set(without)
    for step in _steps(store, things):
        if step.relation in unwanted or (wanted and step.relation not in wanted):
            continue
        steps[step.subject].setdefault(step.object, []).append(step)
        if not directed:
            steps[step.object].setdefault(step.subject, []).append(step)
    ahead: dict[str, dict[str, Step]] = {key: {} for key in things}
    back: dict[str, dict[str, Step]] = {key: {} for key in things}
    for one, near in steps.items():
        for other, between in near.items():
            step = min(between, key=lambda step: (step.cost, step.sentence))
            ahead[one][other] = back[other][one] = step
    return Web(things, steps, ahead, back)


def things_of(store: Store) -> dict[str, Thing]:
    """Every concept, theorist and work by key.

    Args:
        store: the dataset.
    """
    return {
        key_of(row["thing"]): Thing(
            key_of(row["thing"]), row["label"], row["kind"], row.get("definition", "")
        )
        for row in store.rows("things")
    }


def cost(relation: str, certainty: str, *, negated: bool) -> float:
    """What a step by a claim costs; one by a citation costs 1.

    Args:
        relation: what it says.
        certainty: how it is made.
        negated: whether the source denies it.
    """
    steps = _BY_CERTAINTY[certainty] + (_WEAK_COST if relation in WEAK else 0.0)
    return steps + (_DENIED_COST if negated else 0.0)


def _steps(store: Store, things: Mapping[str, Thing]) -> Iterable[Step]:
    for row in store.rows("network"):
        certainty = terms.certainty_name(row["certainty"])
        relation = terms.relation_name(row["relation"])
        step = cost(relation, certainty, negated=row.get("negated") == "true")
        yield _step(things, row, "subject", "object", relation, row["phrase"], certainty, step)
    for row in store.rows("links"):
        relation = row["relation"]
        yield _step(things, row, "from", "to", relation, relation.replace("-", " "), "stated", 1.0)


def _step(
    things: Mapping[str, Thing],
    row: Row,
    first: str,
    last: str,
    relation: str,
    phrase: str,
    certainty: str,
    cost: float,
) -> Step:
    subject, object_ = key_of(row[first]), key_of(row[last])
    purpose = f" ({row['purpose']})" if "purpose" in row else ""
    return Step(
        sentence=f"{things[subject].label} {phrase} {things[object_].label}{purpose}",
        subject=subject,
        relation=relation,
        object=object_,
        certainty=certainty,
        source=key_of(row["source"]) if "source" in row else "",
        paragraph=int(row.get("paragraph", 0)),
        sentence_number=int(row.get("sentence", 0)),
        quote=row.get("quote", ""),
        cost=cost,
    )

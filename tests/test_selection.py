"""What goes on a map: what matters for the focus, whole, hanging together, each with its reason."""

import networkx as nx
import pytest
from helpers import Run
from hypothesis import given, settings
from hypothesis import strategies as st

from relatum.graph.errors import RelatumError
from relatum.graph.maps.conceptmap import ConceptMap, Evidence, Proposition
from relatum.graph.maps.propositions import Filter, claimed
from relatum.graph.maps.relevance import DAMPING, relevance, ties_of
from relatum.graph.maps.request import asked, companions, filtered, joined, kinds, named
from relatum.graph.maps.selection import Wanted, select
from relatum.graph.store import Store

FOCUSES = [
    "attunement",
    "artificial-closure",
    "contact",
    "needs",
    "client",
    "sadness",
    "regression",
]


def claims_of(store: Store) -> set[tuple[str, str, str, str]]:
    """Every claim as subject, phrase, object and sentence."""
    return {
        (
            row["subject"].rpartition("/")[2],
            row["phrase"],
            row["object"].rpartition("/")[2],
            f"{row['paragraph']}.{row['sentence']}",
        )
        for row in store.rows("network")
    }


def whole(concept_map: ConceptMap) -> bool:
    """Whether every box can be reached from every other."""
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(concept.key for concept in concept_map.concepts)
    graph.add_edges_from((link.subject, link.object) for link in concept_map.propositions)
    return bool(nx.is_connected(graph))


@pytest.mark.parametrize("focus", FOCUSES)
@pytest.mark.parametrize("concepts", [5, 12, 20, 30])
def test_a_map_has_its_focus_first_and_nothing_hangs_loose(
    store: Store, focus: str, concepts: int
) -> None:
    """At most so many concepts, the focus first, all in one piece."""
    concept_map = select(store, Wanted((focus,), concepts=concepts))
    assert concept_map.concepts[0].key == focus
    assert len(concept_map.concepts) <= concepts
    assert len(concept_map.concepts) > concepts - 4
    assert whole(concept_map)


@pytest.mark.parametrize("focus", FOCUSES)
def test_every_proposition_is_a_claim_with_its_passage(store: Store, focus: str) -> None:
    """Each of its claims stands in the graph, with that phrase, in that sentence."""
    known = claims_of(store)
    for link in select(store, Wanted((focus,))).propositions:
        assert link.evidence
        for evidence in link.evidence:
            assert (link.subject, link.phrase, link.object, evidence.at) in known
            assert evidence.quote


def test_both_parts_of_a_two_part_process_are_shown(store: Store) -> None:
    """What one sentence names as parts of a concept comes together or not at all."""
    for concepts in range(4, 25):
        chosen = {c.key for c in select(store, Wanted(("attunement",), concepts=concepts)).concepts}
        assert ("empathy" in chosen) == ("communication-of-sensitivity" in chosen), concepts
    assert "empathy" in chosen


def test_equal_claims_of_several_sentences_are_one_proposition(store: Store) -> None:
    """Said twice, drawn once, with both passages."""
    links = claimed(store, Filter())
    keys = [(link.subject, link.relation, link.phrase, link.object, link.negated) for link in links]
    assert len(keys) == len(set(keys))
    (creates,) = (
        link
        for link in links
        if (link.subject, link.phrase) == ("attunement", "creates")
        and link.object == "unbroken-feeling-connectedness"
    )
    assert len({evidence.at for evidence in creates.evidence}) == 2


def test_what_is_left_out_stays_out(store: Store) -> None:
    """Inferred and hedged claims, kinds, relations and sources as they are asked for."""
    plain = select(
        store, Wanted(("attunement",), only=filtered(store, inferred=False, hedged=False))
    )
    assert {link.certainty for link in plain.propositions} == {"stated"}
    some = select(store, Wanted(("attunement",), kinds=kinds(store, "state, affect")))
    assert {c.kind for c in some.concepts[1:]} == {"state", "affect"}
    causes = select(
        store, Wanted(("attunement",), only=filtered(store, relations="leads-to,enables"))
    )
    assert {link.relation for link in causes.propositions} == {"leads-to", "enables"}
    one = filtered(store, source="contact-in-relationship")
    assert select(store, Wanted(("attunement",), only=one)).propositions
    near = select(store, Wanted(("attunement",), depth=1))
    for concept in near.concepts[1:]:
        assert {"attunement", concept.key} in (
            {link.subject, link.object} for link in claimed(store, Filter())
        )


def test_people_and_works_come_with_what_they_are_cited_for(store: Store) -> None:
    """Theorists alone are cited for concepts; with works between they wrote these."""
    people = select(store, Wanted(("attunement",), companions=companions("theorists")))
    kinds_there = {concept.kind for concept in people.concepts}
    assert "theorist" in kinds_there and "work" not in kinds_there
    assert "is cited for" in {link.phrase for link in people.propositions}
    both = select(store, Wanted(("attunement",), companions=companions("theorists,works")))
    assert {"theorist", "work"} <= {concept.kind for concept in both.concepts}
    assert "wrote" in {link.phrase for link in both.propositions}
    assert whole(people) and whole(both)
    assert select(store, Wanted(("stern",))).concepts[0].kind == "theorist"


def test_a_chain_joins_its_ends(store: Store) -> None:
    """Both ends are on the map of a path, and a way between them."""
    concept_map = select(store, joined(store, "artificial closure", "attunement"))
    assert concept_map.focus == ("artificial-closure", "attunement")
    assert whole(concept_map)
    with pytest.raises(RelatumError, match="same thing"):
        joined(store, "attunement", "Attunement")
    only = filtered(store, relations="is-pictured-as")
    with pytest.raises(RelatumError, match="no claims that this map may show join"):
        select(store, joined(store, "sadness", "attunement")._replace(only=only))


def test_names_and_questions_lead_to_concepts(store: Store) -> None:
    """A name in several words, several names, a theorist; a question as `ask` reads it."""
    assert named(store, ["artificial", "closure"]) == ("artificial-closure",)
    assert named(store, ["empathy", "attunement"]) == ("empathy", "attunement")
    assert named(store, ["atunement"]) == ("attunement",)
    assert named(store, ["stern"]) == ("stern",)
    assert "attunement" in asked(store, "How does attunement heal?")
    with pytest.raises(RelatumError, match="names no concept"):
        asked(store, "What is the weather like in Boston?")
    with pytest.raises(RelatumError, match="takes theorists, works"):
        companions("cats")


@pytest.mark.parametrize("focus", ["attunement", "contact", "needs", "artificial-closure"])
def test_a_map_is_a_tree_and_no_star(store: Store, focus: str) -> None:
    """Where very much is tied to the focus, some of it makes room for what hangs on the rest."""
    chosen = select(store, Wanted((focus,)))
    tied = {
        end
        for link in chosen.propositions
        if focus in (link.subject, link.object)
        for end in (link.subject, link.object)
    } - {focus}
    further = {concept.key for concept in chosen.concepts} - tied - {focus}
    assert 6 <= len(tied) <= 14
    assert len(further) >= 3


def test_who_is_said_to_have_said_it_is_not_cited_for_it_as_well(store: Store) -> None:
    """One line joins a theorist to a concept where a claim says what they said of it."""
    chosen = select(store, Wanted(("bowlby",)))
    said = {(k.subject, k.object) for k in chosen.propositions if k.relation != "is-cited-for"}
    cited = {(k.subject, k.object) for k in chosen.propositions if k.relation == "is-cited-for"}
    assert ("bowlby", "physical-bonding") in said
    assert not said & cited


def test_each_concept_has_its_reason(run: Run) -> None:
    """`--why` gives a line for every concept; the outline has every proposition with its place."""
    result = run("map", "attunement", "--why", "--concepts", 12)
    lines = [line for line in result.stdout.splitlines() if line.startswith("  ")]
    assert "what the map is about" in result.stdout
    assert sum("relevance" in line for line in lines) >= 9
    text = run("map", "attunement", "--format", "text").stdout
    assert "attunement begins with empathy [9.2]" in text
    assert text.splitlines()[1] == "What is said of attunement?"


def test_nothing_to_show_is_said_in_one_line(run: Run) -> None:
    """Where no claim may be shown, the command says so with exit code 2."""
    result = run("map", "attunement", "--relations", "satisfies", "-o", "x.svg")
    assert result.exit_code == 2
    assert "nothing is claimed of 'attunement'" in result.stderr
    assert run("map").exit_code == 2


names = st.sampled_from("abcdefgh")


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(names, names), min_size=1, max_size=20))
def test_relevance_is_personalised_pagerank(pairs: list[tuple[str, str]]) -> None:
    """The same ranks as networkx gives, to the third place."""
    evidence = (Evidence("x", "x", "stated", "s", 1, 1, "q"),)
    links = [
        Proposition(one, "leads-to", "leads to", other, "stated", False, evidence)
        for one, other in pairs
        if one != other
    ]
    if not links:
        return
    ties = ties_of(links)
    focus = links[0].subject
    graph: nx.Graph[str] = nx.Graph()
    for one, near in ties.items():
        for other, tie in near.items():
            graph.add_edge(one, other, weight=tie)
    wanted = _pagerank(graph, focus)
    ranks = relevance(ties, [focus])
    for key, rank in wanted.items():
        assert ranks.get(key, 0.0) == pytest.approx(rank, abs=1e-3)


def _pagerank(graph: "nx.Graph[str]", focus: str) -> dict[str, float]:
    """networkx's own, in its version that needs no numpy."""
    from networkx.algorithms.link_analysis.pagerank_alg import _pagerank_python

    ranks: dict[str, float] = _pagerank_python(
        graph, alpha=DAMPING, personalization={focus: 1.0}, weight="weight", tol=1e-9
    )
    return ranks

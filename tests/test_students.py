"""Students' ways in: names as they are typed, search, chains, comparisons, citations, the tab."""

import json
import os
import random
import subprocess
import sys
from collections.abc import Iterator

import pytest
from helpers import DATA, Run
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from relatum.graph import paths
from relatum.graph.index import search, write_index
from relatum.graph.lookup import UnknownName, find, slug
from relatum.graph.store import Store, index_of
from relatum.graph.web import Step, Web, web_of

LETTERS = "abcdefghijklmnopqrstuvwxyz"


@pytest.fixture(scope="module")
def web(store: Store) -> Web:
    return web_of(store)


# ------------------------------------------------------------ names


@pytest.mark.parametrize(
    ("sort", "typed", "key"),
    [
        ("concept", "attuning", "attunement"),
        ("concept", "atunemnt", "attunement"),
        ("concept", "artifical closre", "artificial-closure"),
        ("concept", "defence", "defenses"),
        ("concept", "kinaesthetic sensing of others", "kinesthetic-sensing"),
        ("concept", "habitual behaviour", "habitual-behaviors"),
        ("concept", "fulfilment of current needs", "fulfillment-of-current-needs"),
        ("concept", "The Client", "client"),
        ("theorist", "eriksen", "erikson"),
        ("theorist", "freiberg", "fraiberg"),
        ("theorist", "margret mahler", "mahler"),
        ("work", "bowlby 1973", "bowlby-1973"),
        ("work", "bowlbey 1973", "bowlby-1973"),
        ("work", "mahler 1975", "mahler-pine-bergman-1975"),
        ("work", "childhood and society", "erikson-1950"),
    ],
)
def test_names_as_people_type_them(store: Store, sort: str, typed: str, key: str) -> None:
    """Endings, spellings, misspellings, years, titles and articles before a name."""
    assert find(store, sort, typed).endswith("/" + key)


@pytest.mark.parametrize("typed", ["winnicott", "guilt", "cognitive therapy", "holding", "42", ""])
def test_what_is_not_here_is_not_guessed(store: Store, typed: str) -> None:
    """A word that no name is like is refused."""
    with pytest.raises(UnknownName):
        find(store, "concept", typed)


def test_a_year_is_never_guessed(store: Store) -> None:
    """A work of another year is not the one that was asked for."""
    with pytest.raises(UnknownName, match="did you mean 'Stern \\(1985\\)'"):
        find(store, "work", "stern 1986")


def _mistyped(word: str, times: int, chance: random.Random) -> str:
    for _ in range(times):
        at = chance.randrange(len(word))
        letter = chance.choice(LETTERS)
        word = chance.choice(
            [
                word[:at] + word[at + 1 :],
                word[:at] + letter + word[at:],
                word[:at] + letter + word[at + 1 :],
                word[:at] + word[at : at + 2][::-1] + word[at + 2 :],
            ]
        )
        if not word:
            return "x"
    return word


@pytest.mark.parametrize("times", [1, 2])
def test_mistyped_names_lead_to_the_right_thing(store: Store, times: int) -> None:
    """Of all concepts and people, mistyped by one or two letters, 97 of 100 are found."""
    chance = random.Random(times)
    right = tried = 0
    for row in store.rows("names"):
        if row["preferred"] != "true" or row["sort"] not in ("concept", "theorist"):
            continue
        typed = _mistyped(row["name"], times, chance)
        if slug(typed) == slug(row["name"]):
            continue
        tried += 1
        try:
            right += find(store, row["sort"], typed) == row["thing"]
        except UnknownName:
            continue
    assert tried > 200
    assert right / tried >= 0.97


# ------------------------------------------------------------ search


@pytest.mark.parametrize(
    ("words", "first", "field"),
    [
        ("attunement", "attunement", "name"),
        ("scared", "fear", "often typed"),
        ("losing contact", "loss-of-contact", "often typed"),
        ("unbroken", "unbroken-feeling-connectedness", "name"),
        ("Heinz", "kohut", "name"),
        ("nonproblem", "lourie-1996", "title"),
    ],
)
def test_search_says_why(store: Store, words: str, first: str, field: str) -> None:
    """The best hit comes first, with the field that matched."""
    hit = search(index_of(store), words)[0]
    assert (hit.id, hit.field) == (first, field)


def test_search_finds_claims_and_key_phrases(store: Store) -> None:
    """A half-remembered phrase leads to its claim and its place."""
    hits = search(index_of(store), "going beyond empathy")
    assert any(h.sort == "claim" and h.at == "10.1" and h.field == "key phrase" for h in hits)


def test_find_shows_hits_or_says_that_there_are_none(run: Run) -> None:
    """Hits with the command that leads on; nothing found is exit code 1."""
    output = run("find", "yin").output
    assert "relatum concept yin-and-yang" in output
    hits = json.loads(run("find", "yin", "--format", "json").output)
    assert {"sort", "id", "title", "field", "text", "score"} <= set(hits[0])
    result = run("find", "zzzz")
    assert (result.exit_code, "nothing has 'zzzz'" in result.stderr) == (1, True)


@given(words=st.text(max_size=60))
@settings(max_examples=150, deadline=None)
def test_any_words_can_be_searched(store: Store, words: str) -> None:
    """No text breaks the query language of the index; the best hits come first."""
    scores = [hit.score for hit in search(index_of(store), words)]
    assert scores == sorted(scores, reverse=True)


def test_an_index_made_for_the_moment_finds_the_same(store: Store) -> None:
    """A store without an index gives the same hits as one built with it."""
    fresh = write_index(Store(store.dataset), ":memory:")
    for words in ("attunement", "feeling felt", "bowlby"):
        assert search(fresh, words) == search(index_of(store), words)


# ------------------------------------------------------------ chains


def test_artificial_closure_leads_back_to_attunement(run: Run) -> None:
    """The chain stands there as sentences, each with its place and certainty."""
    output = run("path", "artificial closure", "attunement").output
    assert "cumulative trauma is the trauma of unmet needs [15.3]" in output
    assert "attunement now makes it possible to address cumulative trauma [15.3, hedged]" in output


def test_a_pair_that_is_joined_directly_shows_all_that_is_said(run: Run) -> None:
    """Attunement begins with empathy and goes beyond it."""
    output = run("path", "empathy", "attunement").output
    assert "attunement begins with empathy [9.2]" in output
    assert "attunement goes further than empathy [10.1]" in output


def test_people_and_works_can_be_joined(run: Run) -> None:
    """From a theorist to a concept by what they are cited for."""
    chain = json.loads(run("path", "stern", "healing", "--format", "json").output)["chains"][0]
    assert chain["keys"][0] == "stern"
    assert chain["keys"][1] in ("vitality-affects", "stern-1985")
    assert chain["keys"][-1] == "healing"


def test_limits_are_kept_and_the_nearest_is_shown(run: Run) -> None:
    """With a relation that does not do, it says so and shows what would."""
    result = run("path", "attunement", "sadness", "--relations", "leads-to")
    assert result.exit_code == 1
    assert "nothing joins 'attunement' and 'sadness' in that way" in result.output
    assert "What would join them nearest" in result.output
    chains = json.loads(
        run("path", "contact", "healing", "--all", "--max-length", "4", "--not-relations",
            "is-about,occurs-in", "--format", "json").output
    )["chains"]  # fmt: skip
    assert len(chains) > 3
    for chain in chains:
        assert len(chain["steps"]) <= 4
        assert not {s["relation"] for s in chain["steps"]} & {"is-about", "occurs-in"}
    assert run("path", "contact", "contact").exit_code == 2


def test_an_unknown_relation_is_refused(run: Run) -> None:
    """The nearest relation is named."""
    result = run("path", "contact", "healing", "--relations", "leadsto")
    assert (result.exit_code, "did you mean 'leads-to'" in result.stderr) == (2, True)


@given(first=st.integers(0, 10_000), last=st.integers(0, 10_000))
@settings(max_examples=60, deadline=None)
def test_chains_are_chains(web: Web, first: int, last: int) -> None:
    """Every step joins its two ends, no thing comes twice, and dearer chains come later."""
    keys = sorted(web.things)
    start, end = keys[first % len(keys)], keys[last % len(keys)]
    assume(start != end)
    found = paths.chains(web, start, end, limit=4)
    assert found, "the theory of one article hangs together"
    assert [c.cost for c in found] == sorted(c.cost for c in found)
    for chain in found:
        assert (chain.keys[0], chain.keys[-1]) == (start, end)
        assert len(set(chain.keys)) == len(chain.keys) <= 9
        for one, other, step in zip(chain.keys, chain.keys[1:], chain.steps, strict=False):
            assert {step.subject, step.object} == {one, other}
        assert round(sum(s.cost for s in chain.steps), 2) == chain.cost


def test_the_cheapest_chain_is_what_networkx_finds(web: Web) -> None:
    """An independent search finds no cheaper chain."""
    import networkx as nx

    graph: nx.Graph[str] = nx.Graph()
    for key, near in web.steps.items():
        for other, steps in near.items():
            graph.add_edge(key, other, weight=min(step.cost for step in steps))
    chance = random.Random(5)
    keys = sorted(graph)
    for _ in range(40):
        start, end = chance.sample(keys, 2)
        (best,) = paths.chains(web, start, end, limit=1, longest=99)
        assert best.cost == pytest.approx(nx.dijkstra_path_length(graph, start, end), abs=0.01)


@given(
    claims=st.lists(
        st.tuples(st.integers(0, 6), st.integers(0, 6), st.sampled_from([1.0, 1.2, 1.8, 2.4])),
        max_size=20,
    ),
    directed=st.booleans(),
    longest=st.integers(1, 7),
)
@settings(max_examples=200, deadline=None)
def test_no_chain_is_missed(
    claims: list[tuple[int, int, float]], directed: bool, longest: int
) -> None:
    """All chains that there are, by cost, then by steps, then by their keys."""
    import networkx as nx

    ahead: dict[str, dict[str, Step]] = {str(number): {} for number in range(7)}
    back: dict[str, dict[str, Step]] = {str(number): {} for number in range(7)}
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from(ahead)
    for one, other, cost in claims:
        pair = str(one), str(other)
        for first, last in [pair] if directed else [pair, pair[::-1]]:
            step = Step("", pair[0], "", pair[1], "stated", "", 0, 0, "", cost)
            ahead[first][last] = back[last][first] = step
            graph.add_edge(first, last, cost=cost)
    expected = sorted(
        (round(nx.path_weight(graph, keys, "cost"), 2), len(keys), tuple(keys))
        for keys in nx.all_simple_paths(graph, "0", "1", cutoff=longest)
    )
    web = Web({}, {}, ahead, back)
    for limit in (1, 4, 10_000):
        found = paths.chains(web, "0", "1", limit=limit, longest=longest)
        assert [(c.cost, len(c.keys), c.keys) for c in found] == expected[:limit]


def test_what_hangs_on_one_thing_has_one_chain_to_it(web: Web) -> None:
    """Where there is no second chain, none is looked for through all of the theory."""
    hanging = [(key, *near) for key, near in web.ahead.items() if len(near) == 1]
    assert hanging
    for key, other in hanging:
        assert [chain.keys for chain in paths.chains(web, other, key)] == [(other, key)]


def test_directed_chains_follow_the_arrows(store: Store) -> None:
    """From subject to object only."""
    web = web_of(store, directed=True)
    for chain in paths.chains(web, "disruption-of-contact", "attunement") + paths.chains(
        web, "attunement", "healing"
    ):
        for key, step in zip(chain.keys, chain.steps, strict=False):
            assert step.subject == key


# ------------------------------------------------------------ comparisons, surroundings, time


def test_compare_concepts(run: Run) -> None:
    """What is said directly, and what only one has."""
    output = run("compare", "empathy", "attunement").output
    direct, _, rest = output.partition("What they share")
    assert "attunement goes further than empathy [10.1]" in direct
    assert "empathy is sensitivity to the other person [9.2]" in rest.partition("Only empathy")[2]


def test_compare_theorists(run: Run) -> None:
    """Rogers and Kohut are both cited where attunement goes beyond them."""
    data = json.loads(run("compare", "rogers", "kohut", "--format", "json").output)
    assert [shared["thing"]["key"] for shared in data["shared"]] == ["attunement"]
    assert "understanding" in json.dumps(data["sides"][0]["alone"])
    assert run("compare", "rogers").exit_code == 2


def test_around_is_a_tree(web: Web, run: Run) -> None:
    """Each thing stands once, under a neighbour of it."""
    branches = list(paths.around(web, "sadness", depth=3))
    assert len({branch.key for branch in branches}) == len(branches)
    assert max(branch.depth for branch in branches) == 3
    assert "sadness is answered by compassion [12.5]" in run("concept", "sadness", "--around",
                                                             "2").output  # fmt: skip


def test_central_concepts(run: Run) -> None:
    """Attunement holds the article together; the figures are explained."""
    output = run("central").output
    assert "shortest chains" in output
    assert output.splitlines()[4].endswith("attunement")


def test_timeline(run: Run) -> None:
    """Works in the order of their years, with people and what they are cited for."""
    records = json.loads(run("timeline", "--format", "json").output)
    years = [record["year"] for record in records]
    assert years == sorted(years)
    assert len(records) == 13
    assert "Erik H. Erikson (1902–1994)" in run("timeline").output


# ------------------------------------------------------------ citations


def test_cite_in_apa_and_other_styles(run: Run) -> None:
    """APA unless told otherwise; an unknown style names the nearest."""
    assert "Khan, M. M. R. (1963). The concept" in run("cite", "cumulative", "trauma").output
    chicago = run("cite", "cumulative trauma", "--style", "chicago-author-date").output
    assert "Khan, M. M. R. 1963. “The Concept of Cumulative Trauma”" in chicago
    result = run("cite", "stern", "--style", "apaa")
    assert (result.exit_code, "did you mean 'apa'" in result.stderr) == (2, True)
    assert run("cite", "joy").exit_code == 2


def test_cite_for_reference_managers(run: Run) -> None:
    """BibTeX and CSL-JSON can be read back, with authors, title and year."""
    from pybtex.database import parse_string

    entries = parse_string(
        run("cite", "mahler 1975", "--format", "bibtex").output, "bibtex"
    ).entries
    (entry,) = entries.values()
    assert [str(p) for p in entry.persons["author"]] == [
        "Mahler, Margaret S.", "Pine, Fred", "Bergman, Anni"]  # fmt: skip
    assert entry.fields["year"] == "1975"
    (record,) = json.loads(run("cite", "khan", "--format", "csl").output)
    assert record["DOI"] == "10.1080/00797308.1963.11822932"
    assert "custom" not in record


@pytest.mark.parametrize("issued", ["1985", {}, {"date-parts": [[]]}, {"date-parts": [["x"]]}])
def test_a_date_that_cannot_be_read_is_left_out(issued: object) -> None:
    """A record of somebody else's may have any date; BibTeX then has no year."""
    from relatum.graph.bibliography import bibtex

    text = bibtex([{"id": "odd", "type": "book", "title": "Odd", "issued": issued}])
    assert 'title = "Odd"' in text
    assert "year" not in text


def test_cite_a_theorist_gives_all_their_works(run: Run) -> None:
    """Three volumes of Bowlby."""
    data = json.loads(run("cite", "bowlby", "--format", "json").output)
    assert {c["work"] for c in data} == {"bowlby-1969", "bowlby-1973", "bowlby-1980"}


# ------------------------------------------------------------ completion


def _offered(line: str) -> list[str]:
    words = line.split(" ")
    result = subprocess.run(
        [sys.executable, "-c", "from relatum.cli import main; main(prog_name='relatum')"],
        env={**os.environ, "_RELATUM_COMPLETE": "bash_complete", "COMP_WORDS": line,
             "COMP_CWORD": str(len(words) - 1)},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert not result.stderr
    return [row.partition(",")[2] for row in result.stdout.splitlines()]


@pytest.mark.parametrize(
    ("line", "offer"),
    [
        ("relatum conc", "concept"),
        ("relatum concept artif", "artificial-closure"),
        ("relatum theorist st", "stern"),
        ("relatum work bowl", "bowlby-1973"),
        ("relatum path contact heal", "healing"),
        ("relatum path a b --relations lea", "leads-to"),
        ("relatum path a b --relations leads-to,en", "leads-to,enables"),
        (f"relatum -C {DATA / 'toy'} concept dro", "drought"),
    ],
)
def test_the_tab_key_offers_names(line: str, offer: str) -> None:
    """Commands, concepts, theorists, works, relations; those of one's own workspace as well."""
    assert offer in _offered(line)


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_is_offered_for_three_shells(shell: str) -> None:
    """The line that the README shows gives a script."""
    result = subprocess.run(
        [sys.executable, "-c", "from relatum.cli import main; main(prog_name='relatum')"],
        env={**os.environ, "_RELATUM_COMPLETE": f"{shell}_source"},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert "_RELATUM_COMPLETE" in result.stdout


@pytest.fixture(autouse=True)
def _built(store: Store) -> Iterator[None]:
    """Other processes find the store built."""
    yield

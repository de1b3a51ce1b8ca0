"""The explorer's data: the same answers as the commands', small, safe, the same each time."""

import itertools
import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pytest
from helpers import ROOT, Run
from hypothesis import given, settings
from hypothesis import strategies as st

from relatum.graph import answers
from relatum.graph.drawing.explorer import page
from relatum.graph.exploring import places
from relatum.graph.exploring.data import Exploration, explore, for_script
from relatum.graph.exploring.gathered import Gathered
from relatum.graph.exploring.tours import tours_of
from relatum.graph.index import search
from relatum.graph.lookup import find_any
from relatum.graph.maps.relevance import relevance, ties_of
from relatum.graph.store import Store, index_of, open_store
from relatum.graph.web import WEAK, web_of
from relatum.graph.workspace import Workspace

HOSTILE = "</script><script>alert(1)</script><!--\"'&\u2028\u2029"


class Data:
    """The blocks of a page, as its JavaScript sees them."""

    def __init__(self, blocks: Mapping[str, Any]) -> None:
        self.blocks = blocks
        self.graph = blocks["graph"]
        self.nodes = {node["id"]: node for node in self.graph["nodes"]}
        self.edges = {edge["id"]: edge for edge in self.graph["edges"]}
        self.things: dict[str, Any] = {}
        self.claims: list[dict[str, Any]] = []
        for name, block in blocks.items():
            if name.startswith("things-"):
                self.things |= block
            if name.startswith("claims-"):
                self.claims += [self._whole(claim) for claim in block]

    def _whole(self, claim: dict[str, Any]) -> dict[str, Any]:
        edge = self.edges[claim["edge"]]
        shared = {
            "subject": edge["from"],
            "object": edge["to"],
            **{name: edge[name] for name in ("relation", "phrase", "certainty")},
            "negated": edge.get("negated", False),
        }
        return {"note": "", "works": [], "theorists": [], **shared, **claim}

    def place(self, claim: Mapping[str, Any]) -> tuple[str, int, int]:
        return claim["source"], claim["paragraph"], claim["sentence"]

    def cited(self, key: str) -> list[tuple[str, str, int, int]]:
        block = self.blocks["citations"]
        return [(block[at]["work"], *self.place(block[at])) for at in self.things[key]["citations"]]


@pytest.fixture(scope="module")
def shown(store: Store) -> Exploration:
    return explore(store, tours=tours_of(store))


@pytest.fixture(scope="module")
def data(shown: Exploration) -> Data:
    return Data(blocks_of(page(shown)))


@pytest.fixture
def of_toy(toy: Path) -> tuple[Store, Data]:
    own = open_store(Workspace.open(toy))
    return own, Data(blocks_of(page(explore(own))))


def blocks_of(html: str) -> dict[str, Any]:
    found = re.findall(r'<script type="application/json" id="([^"]+)">(.*?)</script>', html, re.S)
    assert len(dict(found)) == len(found)
    return {name: json.loads(text) for name, text in found}


def keys(store: Store, sort: str) -> list[str]:
    return [key for _, key in answers.names(store, sort)]


def check_cards(store: Store, data: Data) -> None:
    for key in keys(store, "concept"):
        card, thing = answers.concept(store, key), data.things[key]
        assert thing["definition"] == card.definition
        assert thing["alsoKnownAs"] == list(card.also_known_as)
        labels = [data.nodes[one]["label"] for one in thing["broader"]]
        assert labels == list(card.broader)
        labels = [data.nodes[one]["label"] for one in thing["narrower"]]
        assert labels == list(card.narrower)
        assert [one["sentence"] for one in thing["inferred"]] == [
            " ".join(one.parts) for one in card.inferred
        ]
        assert same_claims(data, thing["claims"], card.claims)
        assert data.cited(key) == [(one.work, *one.passage) for one in card.citations]
        node = data.nodes[key]
        assert (node["label"], node["kind"]) == (card.label, card.kind)
    for key in keys(store, "theorist"):
        person, thing = answers.theorist(store, key), data.things[key]
        assert thing["description"] == person.description
        assert [data.things[work]["reference"] for work in thing["works"]] == list(person.works)
        assert same_claims(data, thing["claims"], person.claims)
        assert data.cited(key) == [(one.work, *one.passage) for one in person.citations]
    for key in keys(store, "work"):
        work, thing = answers.work(store, key), data.things[key]
        assert (thing["reference"], thing["inText"]) == (work.reference, work.in_text)
        people = [data.nodes[one]["label"] if one in data.nodes else one
                  for one in thing["theorists"]]  # fmt: skip
        assert people == list(work.theorists)
        assert [one["reads"] for one in thing["errata"]] == [one.reads for one in work.errata]
        assert data.cited(key) == [(one.work, *one.passage) for one in work.citations]


def same_claims(data: Data, numbers: Iterable[int], records: Iterable[Any]) -> bool:
    """The claims of a thing's block are those of its card, in its order, word for word."""
    own = [data.claims[number] for number in numbers]
    return [
        (
            one["id"], one["statement"], one["subject"], one["relation"], one["object"],
            one["certainty"], one["negated"], data.place(one), one["quote"], one["note"],
            f"{data.nodes[one['subject']]['label']} {one['phrase']} "
            f"{data.nodes[one['object']]['label']}",
            data.graph["relations"][one["relation"]]["family"],
        )
        for one in own
    ] == [
        (
            one.id, one.statement, one.subject, one.relation, one.object, one.certainty,
            one.negated, tuple(one.passage), one.quote, one.note, one.sentence, one.family,
        )
        for one in records
    ]  # fmt: skip


def test_every_card_is_that_of_the_commands(store: Store, data: Data) -> None:
    """Of each concept, theorist and work the page says what its card says."""
    assert len(data.things) > 200
    check_cards(store, data)


def test_a_workspace_with_sources_of_its_own(of_toy: tuple[Store, Data]) -> None:
    """The same holds of a reader's own sources, read with those that come along."""
    store, data = of_toy
    assert {"garden", "contact-in-relationship"} <= {s["key"] for s in data.graph["sources"]}
    check_cards(store, data)
    (denied,) = [claim for claim in data.claims if claim["id"].startswith("garden/2.1/")]
    assert denied["negated"] and denied["works"] == ["greene-1901"]
    assert "greene" in denied["theorists"]


def test_every_claim_has_its_passage(store: Store, data: Data) -> None:
    """No claim without source, paragraph, sentence and key phrase; none is missing or doubled."""
    for claim in [*data.claims, *data.blocks["citations"]]:
        source, paragraph, sentence = data.place(claim)
        assert source and paragraph > 0 and sentence > 0
    assert all(claim["quote"] and claim["statement"] for claim in data.claims)
    assert len({claim["id"] for claim in data.claims}) == len(data.claims)
    assert len(data.claims) == answers.counts(store).claims == data.graph["counts"]["claims"]
    told = [number for edge in data.edges.values() for number in edge.get("claims", ())]
    assert sorted(told) == list(range(len(data.claims)))


def test_an_edge_says_what_its_claims_say(data: Data) -> None:
    """Claims that say the same in the same words are one edge, and no others are."""
    said = set()
    for edge in data.edges.values():
        what = (
            edge["from"], edge["relation"], edge["phrase"], edge["to"], edge.get("negated")
        )  # fmt: skip
        assert what not in said
        said.add(what)
        for number in edge.get("claims", ()):
            assert data.claims[number]["edge"] == edge["id"]
            assert data.place(data.claims[number])[0] in edge["sources"]


def test_steps_cost_what_they_cost_in_chains(store: Store, data: Data) -> None:
    """Between each two things the cheapest edge costs what `relatum path` has it cost."""
    web = web_of(store, directed=True)
    cheapest: dict[tuple[str, str], float] = {}
    for edge in data.edges.values():
        if "cost" in edge:
            ends = edge["from"], edge["to"]
            cheapest[ends] = min(edge["cost"], cheapest.get(ends, 9.0))
    wanted = {
        (one, other): step.cost for one, near in web.ahead.items() for other, step in near.items()
    }
    assert cheapest == pytest.approx(wanted)
    weak = [edge for edge in data.edges.values() if edge["relation"] in WEAK]
    assert weak and all(edge["cost"] >= 1.8 for edge in weak)


def test_citations_join_people_works_and_concepts(data: Data) -> None:
    """A theorist is cited for what a work of theirs is cited for, and wrote that work."""
    said = {(edge["from"], edge["relation"], edge["to"]) for edge in data.edges.values()}
    for citation in data.blocks["citations"]:
        for concept in citation["concepts"]:
            assert (citation["work"], "is-cited-for", concept) in said
            for person in citation["theorists"]:
                assert (person, "is-cited-for", concept) in said
                assert (person, "made", citation["work"]) in said


def test_near_has_all_neighbours_the_telling_first(data: Data) -> None:
    """All that a thing is tied to and nothing else: concepts, then people and works, by weight."""
    tied: dict[str, dict[str, float]] = {key: {} for key in data.nodes}
    for edge in data.edges.values():
        if edge["from"] != edge["to"]:
            for one, other in ((edge["from"], edge["to"]), (edge["to"], edge["from"])):
                tied[one][other] = tied[one].get(other, 0.0) + edge["weight"]
    order = list(data.nodes)
    for key, node in data.nodes.items():
        near = [order[number] for number in node["near"]]
        assert set(near) == set(tied[key]) and len(near) == len(set(near))
        company = [data.nodes[one]["kind"] in ("theorist", "work") for one in near]
        assert company == sorted(company)
        worth = [(tied[key][one] * data.nodes[one]["rank"]) for one in near]
        for n, (one, other) in enumerate(itertools.pairwise(worth)):
            assert company[n] != company[n + 1] or one >= other - 1e-5


def test_ranks_are_shares_of_one_walk(store: Store, data: Data) -> None:
    """Over all things the ranks sum up to one; what is tied to most stands high."""
    ranks = {key: node["rank"] for key, node in data.nodes.items()}
    assert sum(ranks.values()) == pytest.approx(1.0, abs=0.001)
    assert max(ranks, key=ranks.__getitem__) == "attunement"
    links = [link for link in _links(store) if link.subject != link.object]
    ties = ties_of(links)
    whole = relevance(ties, ties)
    assert ranks == pytest.approx({key: whole.get(key, 0.0) for key in ranks}, abs=1e-6)


def _links(store: Store) -> Any:
    from relatum.graph.exploring.network import network_of

    return network_of(store).links


def test_the_core_has_about_twenty_concepts(data: Data) -> None:
    """A page opens small: about twenty concepts that hang together, each with its reason."""
    opening = data.graph["opening"]
    assert 15 <= len(opening["nodes"]) <= 22
    assert opening["focus"] == opening["nodes"][: len(opening["focus"])]
    assert "attunement" in opening["focus"]
    check_opening(data)


@pytest.mark.parametrize("name", ["artificial closure", "stern", "stern-1985", "erskine-2001"])
def test_a_page_opens_with_what_is_named(store: Store, name: str) -> None:
    """Any concept, theorist or work can be what it opens with, even one that is cited nowhere."""
    key = find_any(store, name).rpartition("/")[2]
    data = Data(explore(store, focus=key).blocks)
    assert data.graph["opening"]["focus"] == [key]
    check_opening(data)


def check_opening(data: Data) -> None:
    """What is drawn is what is shown: boxes, phrases with their edges, lines between them."""
    opening, layout = data.graph["opening"], data.graph["opening"]["layout"]
    assert set(layout["concepts"]) == set(opening["nodes"]) == set(opening["why"])
    assert all(opening["why"].values())
    for id_ in opening["edges"]:
        assert {data.edges[id_]["from"], data.edges[id_]["to"]} <= set(opening["nodes"])
    assert sorted(opening["edges"]) == sorted(e for p in layout["phrases"] for e in p["edges"])
    for phrase in layout["phrases"]:
        for id_ in phrase["edges"]:
            edge = data.edges[id_]
            assert edge["phrase"] == phrase["phrase"]
            assert edge["from"] in phrase["subjects"] and edge["to"] in phrase["objects"]
    boxes = [*layout["concepts"].values(), *(phrase["box"] for phrase in layout["phrases"])]
    for x, y, w, h, lines, size in boxes:
        assert w / 2 - 1 <= x <= layout["width"] - w / 2 + 1
        assert h / 2 - 1 <= y <= layout["height"] - h / 2 + 1
        assert lines and 12 <= size <= 19
    for line in layout["lines"]:
        phrase = layout["phrases"][line["phrase"]]
        assert (line["from"] in phrase["subjects"]) != (line["to"] in phrase["objects"])
        assert len(line["points"]) >= 2


def test_no_box_of_the_network_covers_another(data: Data) -> None:
    """Everything shown at once can be read: boxes of 150 by 40 stand clear of each other."""
    at = [(node["x"], node["y"]) for node in data.nodes.values()]
    for (x, y), (to_x, to_y) in itertools.combinations(at, 2):
        assert abs(x - to_x) >= 100 or abs(y - to_y) >= 40


def test_what_is_tied_stands_near(data: Data) -> None:
    """In the network two things that are tied are nearer than two that are not, as a rule."""
    at = {key: complex(node["x"], node["y"]) for key, node in data.nodes.items()}
    tied = [abs(at[e["from"]] - at[e["to"]]) for e in data.edges.values() if e["from"] != e["to"]]
    every = [abs(one - other) for one, other in itertools.combinations(at.values(), 2)]
    assert sum(tied) / len(tied) < 0.5 * sum(every) / len(every)


@settings(max_examples=30, deadline=None)
@given(st.integers(2, 60), st.randoms(use_true_random=False))
def test_places_are_clear_for_any_network(many: int, chance: Any) -> None:
    """Whatever is tied to what, each thing has a place and no label covers another."""
    labels = {f"k{n}": " ".join("word" for _ in range(chance.randint(1, 6))) for n in range(many)}
    ties: dict[str, dict[str, float]] = {key: {} for key in labels}
    for _ in range(many):
        one, other = chance.sample(list(labels), 2)
        ties[one][other] = ties[other][one] = 1.0
    found = places.places(labels, ties)
    assert list(found) == list(labels)
    for (x, y), (to_x, to_y) in itertools.combinations(found.values(), 2):
        assert abs(x - to_x) >= 60 or abs(y - to_y) >= 35


def test_timeline_and_works_are_those_of_the_commands(store: Store, data: Data) -> None:
    """The works in their years, with people and purposes, each with its place."""
    for record, entry in zip(answers.timeline(store), data.blocks["timeline"], strict=True):
        assert (record.work, record.year) == (entry["work"], entry["year"])
        assert list(record.people) == entry["people"]
        assert [one._asdict() for one in record.purposes] == entry["purposes"]
        assert all(one["source"] for one in entry["purposes"])
        assert data.blocks["works"][record.work]["reference"] == record.reference


def test_search_looks_through_what_the_command_looks_through(store: Store, data: Data) -> None:
    """Names, lay words and definitions that `relatum find` finds are in the page."""
    texts = data.blocks["search"]["texts"]
    for words in ("feeling felt", "artificial closure", "tuning in", "Stern", "trauma"):
        for hit in search(index_of(store), words, limit=50):
            if hit.sort != "claim" and hit.field in data.blocks["search"]["fields"]:
                assert hit.text in texts[hit.id][hit.field]
    assert set(texts) == set(data.nodes)
    assert all(said["name"] for said in texts.values())


def test_the_same_graph_gives_the_same_page(store: Store, shown: Exploration) -> None:
    """Two runs give the same bytes, from the store and asked anew."""
    again = page(explore(Gathered(store), tours=tours_of(store)))
    assert again == page(shown)


def test_the_data_stays_small(shown: Exploration) -> None:
    """All blocks of the bundled graph have at most 550 kB."""
    sizes = {name: len(for_script(block).encode()) for name, block in shown.blocks.items()}
    assert sum(sizes.values()) <= 550_000, sizes


@given(st.recursive(st.text() | st.just(HOSTILE), lambda inner: st.lists(inner, max_size=3)
                    | st.dictionaries(st.text(), inner, max_size=3)))  # fmt: skip
def test_no_text_ends_its_block(value: Any) -> None:
    """Whatever a label holds, the block is read back as it was and holds no sign of HTML."""
    text = for_script(value)
    assert not re.search("[<>&\u2028\u2029]", text)
    assert json.loads(text) == value


def test_a_hostile_workspace_ends_no_block(toy: Path) -> None:
    """Labels, definitions, phrases and statements that are markup stay in their blocks."""
    concepts, claims = toy / "ontology/concepts.ttl", toy / "sources/garden/claims.yaml"
    escaped = json.dumps(HOSTILE, ensure_ascii=False)
    text = concepts.read_text(encoding="utf-8").replace('"plant growth"@en', f"{escaped}@en")
    concepts.write_text(text, encoding="utf-8")
    quoted = HOSTILE.replace("'", "''")
    text = claims.read_text(encoding="utf-8").replace("phrase: impedes", f"phrase: '{quoted}'")
    claims.write_text(text, encoding="utf-8")
    own = open_store(Workspace.open(toy))
    html = page(explore(own, focus="plant-growth"))
    data = Data(blocks_of(html))
    plain = HOSTILE.replace("\u2028", " ").replace("\u2029", " ")
    assert data.nodes["plant-growth"]["label"] in (HOSTILE, plain)
    assert "<script>alert" not in html
    assert html.count("<script type") == len(data.blocks)


def test_the_page_lets_nothing_in(shown: Exploration) -> None:
    """Its policy allows its own two scripts and its style by their hashes, and nothing else."""
    import base64
    import hashlib

    html = page(shown)
    (policy,) = re.findall(r'Content-Security-Policy" content="([^"]*)"', html)
    allowed = set(re.findall(r"sha256-[\w+/=]+", policy.replace("&#43;", "+")))
    parts = [*re.findall(r"<script>(.*?)</script>", html, re.S),
             *re.findall(r"<style>(.*?)</style>", html, re.S)]  # fmt: skip
    hashes = {
        f"sha256-{base64.b64encode(hashlib.sha256(part.encode()).digest()).decode()}"
        for part in parts
    }
    assert len(parts) == 3 and hashes == allowed
    assert "default-src &#39;none&#39;" in policy and "unsafe" not in policy
    assert not re.search(r'(?:src|href)="(?!#)', html.split("<script", 1)[0])


def test_the_page_says_the_opening_without_script(shown: Exploration) -> None:
    """Where no script runs, the opening map stands there as sentences with their places."""
    html = page(shown)
    (said,) = re.findall(r"<noscript>(.*?)</noscript>", html, re.S)
    items = re.findall(r"<li>(.*?)</li>", said, re.S)
    assert len(items) == len(shown.opening.propositions)
    assert all(re.search(r"\(.*\d+\.\d+\)", item) for item in items)


@pytest.mark.parametrize("whose", ["bundled", "workspace"])
def test_pages_fit_the_schema(whose: str, data: Data, of_toy: tuple[Store, Data]) -> None:
    """What docs/explorer.schema.json says of the blocks is true, and nothing is unsaid."""
    from jsonschema import Draft202012Validator

    schema = json.loads((ROOT / "docs/explorer.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    blocks = data.blocks if whose == "bundled" else of_toy[1].blocks
    errors = [e.json_path + ": " + e.message[:200]
              for e in Draft202012Validator(schema).iter_errors(dict(blocks))]  # fmt: skip
    assert errors == []


def test_the_document_names_every_part(data: Data) -> None:
    """docs/explorer.md explains every name that the blocks have."""
    text = (ROOT / "docs/explorer.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`([\w-]+)`", text))
    parts = {name.partition("-")[0] for name in data.blocks} | set(data.graph)
    for record in [
        data.graph["nodes"][0], data.graph["kinds"][0], data.graph["families"][0],
        data.graph["sources"][0], data.graph["relations"]["leads-to"],
        data.graph["opening"], data.graph["opening"]["layout"], data.graph["tours"][0],
        data.graph["tours"][0]["steps"][0], *data.edges.values(), *data.claims,
        *data.things.values(), *data.blocks["citations"],
    ]:  # fmt: skip
        parts |= set(record)
    assert parts <= named, sorted(parts - named)


def test_explore_writes_a_page_and_says_where(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without -o the file is called like what it opens with; --no-open opens nothing."""
    import webbrowser

    monkeypatch.chdir(tmp_path)
    opened: list[str] = []
    monkeypatch.setattr(webbrowser, "open", lambda url: not opened.append(url))  # type: ignore[func-returns-value]
    result = run("explore", "--no-open")
    assert result.output.strip() == str(tmp_path / "explorer.html") and not opened
    assert run("explore", "Attunement").output == "opened attunement.html\n"
    assert opened == [(tmp_path / "attunement.html").as_uri()]
    monkeypatch.setattr(webbrowser, "open", lambda url: False)
    result = run("explore", "stern")
    assert str(tmp_path / "stern.html") in result.output and "no browser" in result.output


def test_explore_leaves_a_file_of_ones_own_alone(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that is no page of ours is not overwritten; one of ours is made anew."""
    monkeypatch.chdir(tmp_path)
    own = tmp_path / "contact.html"
    own.write_text("<p>mine</p>", encoding="utf-8")
    result = run("explore", "contact", "--no-open")
    assert result.exit_code == 2
    assert "contact.html" in result.stderr and "-o" in result.stderr
    assert own.read_text(encoding="utf-8") == "<p>mine</p>"
    own.unlink()
    assert [run("explore", "contact", "--no-open").exit_code for _ in range(2)] == [0, 0]
    result = run("explore", "-o", tmp_path / "page.pdf", "--no-open")
    assert result.exit_code == 2 and ".html" in result.stderr
    result = run("explore", "no such idea", "--no-open")
    assert result.exit_code == 2 and "unknown" in result.stderr

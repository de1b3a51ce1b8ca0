"""The explorer's modules without a browser: they answer what the commands answer."""

import csv
import io
import json
import random
import re
import shutil
import subprocess
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from helpers import HERE, Run, missing

from relatum.graph import terms
from relatum.graph.comparisons import compare
from relatum.graph.paths import chains
from relatum.graph.store import Store
from relatum.graph.web import Step, Web, web_of

MODULES = HERE.parent / "graph" / "drawing" / "explorer"
Ask = Callable[..., list[Any]]
Blocks = dict[str, Any]


class _Scripts(HTMLParser):
    """Collects the blocks of JSON in a page."""

    def __init__(self) -> None:
        super().__init__()
        self.blocks: Blocks = {}
        self.name = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        is_block = tag == "script" and given.get("type") == "application/json"
        self.name = given.get("id") or "" if is_block else ""

    def handle_data(self, data: str) -> None:
        if self.name:
            self.blocks[self.name] = json.loads(data)
            self.name = ""


@pytest.fixture(scope="module")
def blocks(tmp_path_factory: pytest.TempPathFactory) -> Blocks:
    """The data of the page of the bundled graph."""
    from click.testing import CliRunner

    from relatum.cli import main

    out = tmp_path_factory.mktemp("page") / "explorer.html"
    result = CliRunner().invoke(main, ["explore", "-o", str(out), "--no-open"])
    assert result.exit_code == 0, result.output
    return blocks_of(out)


def blocks_of(page: Path) -> Blocks:
    """The data of a page."""
    parser = _Scripts()
    parser.feed(page.read_text(encoding="utf-8"))
    return parser.blocks


@pytest.fixture(scope="module")
def web(store: Store) -> Web:
    return web_of(store)


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Ask:
    """Asks the modules of the page questions about some data."""
    if not shutil.which("node"):
        missing("node")
    folder = tmp_path_factory.mktemp("modules")
    for module in MODULES.glob("*.js"):
        shutil.copy(module, folder)
    (folder / "package.json").write_text('{"type": "module"}', encoding="utf-8")

    def _ask(blocks: Blocks, *questions: list[Any]) -> list[Any]:
        data = folder / "blocks.json"
        data.write_text(json.dumps(blocks), encoding="utf-8")
        program = HERE / "node" / "explore.mjs"
        answer = subprocess.run(
            ["node", program, folder, data],
            input=json.dumps(questions),
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert answer.returncode == 0, answer.stderr
        answers: list[Any] = json.loads(answer.stdout)
        return answers

    return _ask


def graph_of(nodes: list[Any], edges: list[Any]) -> Blocks:
    """The first block of a page with these things and propositions."""
    size = {"things": 100, "claims": 250}
    return {"nodes": nodes, "edges": edges, "kinds": [], "relations": {}, "blockSize": size}


def names(blocks: Blocks, *fields: str) -> list[tuple[str, str, str]]:
    """What the page's search looks through: the key of a thing, the field and its text."""
    return [
        (key, field, text)
        for key, said in blocks["search"]["texts"].items()
        for field in said
        if field in fields or not fields
        for text in said[field]
    ]


def large(concepts: int = 5_000, *, of_each: int = 3) -> Blocks:
    """The data of a page with many concepts, each tied to a few others."""
    chance = random.Random(5)
    words = [f"{a}{b}" for a in ("ab", "con", "dis", "ex", "in") for b in ("tact", "tune", "sent")]
    nodes = [
        {"id": f"c{n}", "label": f"{chance.choice(words)} {chance.choice(words)} {n}",
         "kind": "process", "rank": chance.random(), "near": []}
        for n in range(concepts)
    ]  # fmt: skip
    edges: list[Any] = [
        {"id": f"e{n}", "from": f"c{n // of_each}", "to": f"c{chance.randrange(concepts)}",
         "phrase": "leads to", "relation": "leads-to", "family": "cause", "certainty": "stated",
         "cost": chance.choice((1, 1.2, 1.6, 1.8, 2.4)), "claims": []}
        for n in range(concepts * of_each)
    ]  # fmt: skip
    about = "What happens between two people where one listens to the other and answers"
    texts = {
        node["id"]: {"name": [node["label"]], "often typed": [f"the {node['label']}"],
                     "definition": [f"{about}, as in {chance.choice(words)}."]}
        for node in nodes
    }  # fmt: skip
    fields = {"name": 8, "often typed": 5, "definition": 2.5}
    return {"graph": graph_of(nodes, edges), "search": {"fields": fields, "texts": texts}}


def pairs(keys: list[str], many: int) -> list[tuple[str, str]]:
    chance = random.Random(7)
    return [tuple(chance.sample(keys, 2)) for _ in range(many)]  # type: ignore[misc]


def test_chains_are_those_of_the_command(ask: Ask, blocks: Blocks, web: Web) -> None:
    """For hundreds of pairs: the same things, in the same order, by the same steps, at the same
    cost."""
    asked = pairs(sorted(web.things), 400)
    answers = ask(blocks, *(["chains", *pair] for pair in asked))
    edges = {edge["id"]: edge for edge in blocks["graph"]["edges"]}
    longest = 0
    for pair, answer in zip(asked, answers, strict=True):
        expected = chains(web, *pair)
        assert [chain["keys"] for chain in answer] == [list(chain.keys) for chain in expected], pair
        assert [chain["cost"] for chain in answer] == [chain.cost for chain in expected], pair
        for chain, known in zip(answer, expected, strict=True):
            steps = [edges[one] for one in chain["edges"]]
            assert [(one["from"], one["relation"], one["to"]) for one in steps] == [
                (step.subject, step.relation, step.object) for step in known.steps
            ]
        longest = max([longest, *(len(chain.steps) for chain in expected)])
    assert longest > 4
    assert sum(map(len, answers)) > 1_000


def test_a_thing_has_no_chain_to_itself_or_to_what_is_not_there(ask: Ask, blocks: Blocks) -> None:
    same, unknown = ask(blocks, ["chains", "contact", "contact"], ["chains", "contact", "no such"])
    assert same == unknown == []


def test_chains_of_a_large_graph_come_at_once(ask: Ask) -> None:
    """Three chains among 5,000 concepts take less than 100 ms, in the median of several pairs."""
    asked = pairs([f"c{n}" for n in range(5_000)], 9)
    times = ask(large(), *(["time", "chains", *pair] for pair in asked))
    assert sorted(times)[4] < 100


def placed(steps: tuple[Step, ...]) -> set[tuple[object, ...]]:
    """Steps that are claims or citations, by what they join and where they are said."""
    return {
        (step.subject, step.object, step.paragraph, step.sentence_number)
        for step in steps
        if step.relation != "made"
    }


def test_comparisons_are_those_of_the_command(ask: Ask, blocks: Blocks, web: Web) -> None:
    """Direct claims, what both share and what each has alone, for hundreds of pairs."""
    works = {key for key, thing in web.things.items() if thing.kind == "work"}
    asked = pairs(sorted(web.things), 300)
    answers = ask(blocks, *(["compare", *pair] for pair in asked))

    def of_page(found: list[list[Any]]) -> set[tuple[object, ...]]:
        return {tuple(one[:4]) for one in found if one[1] not in works}

    for pair, answer in zip(asked, answers, strict=True):
        expected = compare(web, list(pair))
        assert of_page(answer["direct"]) == placed(expected.direct), pair
        assert [key for key, _ in answer["shared"]] == [one.thing.key for one in expected.shared]
        for (_, found), shared in zip(answer["shared"], expected.shared, strict=True):
            assert of_page(found) == placed(shared.steps), pair
        for (key, found), side in zip(answer["alone"], expected.sides, strict=True):
            assert key == side.thing.key
            assert of_page(found) == placed(side.alone), pair


def hits(answer: dict[str, Any]) -> list[str]:
    return [hit["key"] for hit in answer["hits"]]


def test_search_finds_by_names_lay_words_and_definitions(ask: Ask, blocks: Blocks) -> None:
    """The whole name comes first; each hit says in which field it was found, and with what."""
    name, lay, person, work = ask(
        blocks,
        ["search", "Attunement"],
        ["search", "getting what you need"],
        ["search", "Stern"],
        ["search", "bowlby 1973"],
    )
    assert hits(name)[0] == "attunement"
    assert name["hits"][0]["field"] == "name"
    assert [hit["field"] for hit in lay["hits"]][:1] == ["often typed"]
    assert "stern" in hits(person)
    assert hits(work)[0] == "bowlby-1973"
    texts = set(names(blocks))
    for answer in (name, lay, person, work):
        assert 0 < len(answer["hits"]) <= 12
        assert all((hit["key"], hit["field"], hit["text"]) in texts for hit in answer["hits"])


def test_every_name_finds_its_thing_first(ask: Ask, blocks: Blocks) -> None:
    """Typed whole, in capitals or with accents left out, a preferred name leads to its thing."""
    rows = names(blocks, "name")
    answers = ask(blocks, *(["search", text.upper()] for *_, text in rows))
    first = [hits(answer)[0] for answer in answers]
    labels = {node["id"]: node["label"] for node in blocks["graph"]["nodes"]}
    assert [labels[key] for key in first] == [labels[key] for key, *_ in rows]


def test_all_words_must_be_there_at_their_beginnings(ask: Ask, blocks: Blocks) -> None:
    """Words count from their beginnings, in any order; where nothing has all, any will do."""
    both, swapped, inside, some = ask(
        blocks,
        ["search", "need relat"],
        ["search", "relat need"],
        ["search", "tunement"],
        ["search", "bowlby attunement"],
    )
    assert {"need-for-relationship", "relational-needs"} <= set(hits(both))
    assert set(hits(both)) == set(hits(swapped))
    assert inside["missing"] == ["tunement"]
    assert {"attunement"} <= set(hits(some))


def test_a_misspelling_is_answered_with_what_was_meant(ask: Ask, blocks: Blocks) -> None:
    """The nearest word of a name stands in for one that nothing has; far off, nothing does."""
    near, far = ask(blocks, ["search", "kinesthetc"], ["search", "qqqqqqq"])
    assert near["missing"] == ["kinesthetc"]
    assert near["meant"] == "kinesthetic"
    assert "kinesthetic-sensing" in hits(near)
    assert far["hits"] == []
    assert far["meant"] == ""


@pytest.mark.parametrize(
    ("one", "other", "off"),
    [("", "", 0), ("need", "need", 0), ("need", "ned", 1), ("need", "nede", 1), ("ab", "xy", 2),
     ("contact", "cnotcat", 2), ("", "abc", 3), ("kitten", "sitting", 3)],
)  # fmt: skip
def test_letters_off_counts_swapped_letters_once(
    ask: Ask, blocks: Blocks, one: str, other: str, off: int
) -> None:
    """Damerau's distance: put in, left out, changed, or swapped with the next."""
    assert ask(blocks, ["off", one, other], ["off", other, one]) == [off, off]


def test_what_was_found_is_marked(ask: Ask, blocks: Blocks) -> None:
    """Whole words are marked, whatever their capitals and accents; a long text is cut around
    the first."""
    short, cut = ask(
        blocks,
        ["pieces", "Attuné to needs", ["attune", "need"]],
        ["pieces", f"{'word ' * 60}need {'word ' * 60}", ["need"]],
    )
    assert [piece["text"] for piece in short if piece["found"]] == ["Attuné", "needs"]
    assert "".join(piece["text"] for piece in short) == "Attuné to needs"
    whole = "".join(piece["text"] for piece in cut)
    assert whole.startswith("…")
    assert whole.endswith("…")
    assert " need " in whole
    assert len(whole) < 130


def test_searching_a_large_graph_takes_no_time(ask: Ask) -> None:
    """At most 20 ms for a search among 5,000 concepts; what was never typed so takes the same."""
    typed = ("con", "contact ab", "listens", "contcat")
    times = ask(large(), *(["time", "search", words] for words in typed))
    assert max(times) < 20


def test_the_table_is_that_of_the_command(
    ask: Ask, blocks: Blocks, run: Run, tmp_path: Path
) -> None:
    """The same columns; for the same propositions the same rows as `relatum map -o x.csv`."""
    out = tmp_path / "map.csv"
    assert run("map", "attunement", "-o", out).exit_code == 0
    expected = list(csv.reader(io.StringIO(out.read_text(encoding="utf-8-sig"), newline="")))
    every = {"edges": [edge["id"] for edge in blocks["graph"]["edges"]]}
    (text,) = ask(blocks, ["csv", every])
    assert text.startswith("\N{ZERO WIDTH NO-BREAK SPACE}")
    assert "\n" not in text.replace("\r\n", "")
    found = list(csv.reader(io.StringIO(text[1:], newline="")))
    assert found[0] == expected[0]
    assert len(found) > 500
    assert {tuple(row) for row in expected} <= {tuple(row) for row in found}


def test_no_cell_is_a_formula_and_every_cell_can_be_read_again(ask: Ask, blocks: Blocks) -> None:
    """Whatever a label holds, it comes back as it was, but for an apostrophe before a formula."""
    chance = random.Random(3)
    signs = "=+-@'\",;\n\r\t ab\N{FULLWIDTH EQUALS SIGN}é"
    labels = ["".join(chance.choices(signs, k=chance.randrange(1, 9))) for _ in range(300)]
    nodes = [
        {"id": f"c{n}", "label": label, "kind": "process", "rank": 1, "near": []}
        for n, label in enumerate(labels)
    ]
    edges = [
        {"id": f"e{n}", "from": f"c{n}", "to": "c0", "phrase": label, "relation": "is-a",
         "certainty": "stated", "claims": [n]}
        for n, label in enumerate(labels)
    ]  # fmt: skip
    claims = [
        {"edge": f"e{n}", "statement": "s", "source": "a", "paragraph": 1, "sentence": 1,
         "quote": "=1+1"}
        for n in range(300)
    ]  # fmt: skip
    hostile = {
        "graph": graph_of(nodes, edges), "claims-0": claims[:250], "claims-1": claims[250:],
        "search": {"fields": {}, "texts": {}},
    }  # fmt: skip
    (text,) = ask(hostile, ["csv", {"edges": [edge["id"] for edge in edges]}])
    rows = list(csv.reader(io.StringIO(text[1:], newline="")))[1:]
    formula = re.compile("[=+\\-@\t\r\n\N{FULLWIDTH EQUALS SIGN}]")
    assert [row[0].removeprefix("'") if row[0] != label else row[0]
            for row, label in zip(rows, labels, strict=True)] == labels  # fmt: skip
    assert not [cell for row in rows for cell in row if formula.match(cell)]
    assert {row[8] for row in rows} == {"'=1+1"}


def parsed(text: str) -> set[ox.Triple]:
    return {quad.triple for quad in ox.parse(text, format=ox.RdfFormat.TURTLE)}


def test_turtle_says_nothing_that_the_graph_does_not(
    ask: Ask, blocks: Blocks, store: Store
) -> None:
    """Every triple of every claim is one that `relatum export` writes, with the same names."""
    edges = [edge["id"] for edge in blocks["graph"]["edges"]]
    (text,) = ask(blocks, ["turtle", {"nodes": [], "edges": edges}])
    triples = parsed(text)
    exported = {quad.triple for quad in store.quads()}
    assert triples - exported == set()
    claims = {one.subject for one in triples if one.object == ox.NamedNode(terms.SCHEMA + "Claim")}
    assert len(claims) == blocks["graph"]["counts"]["claims"]


def test_turtle_of_a_source_of_ones_own_is_as_true(
    ask: Ask, toy: Path, tmp_path: Path, run: Run
) -> None:
    """The same with another source, which denies something and rests on what it cites."""
    page, exported = tmp_path / "toy.html", tmp_path / "toy.ttl"
    assert run("-C", toy, "explore", "-o", page, "--no-open").exit_code == 0
    assert run("-C", toy, "export", "-o", exported).exit_code == 0
    blocks = blocks_of(page)
    edges = [edge["id"] for edge in blocks["graph"]["edges"] if "garden" in edge.get("sources", ())]
    (text,) = ask(blocks, ["turtle", {"nodes": [], "edges": edges}])
    assert len(parsed(text)) > 50
    assert parsed(text) - parsed(exported.read_text(encoding="utf-8")) == set()


def test_turtle_has_what_the_command_writes(
    ask: Ask, blocks: Blocks, run: Run, tmp_path: Path
) -> None:
    """What `relatum map -o x.ttl` says of its claims the page says of the same ones, but for
    what it does not hold: the order of claims, the digests and works of sentences, and kinds."""
    out = tmp_path / "map.ttl"
    assert run("map", "attunement", "-o", out).exit_code == 0
    edges = [edge["id"] for edge in blocks["graph"]["edges"]]
    (text,) = ask(blocks, ["turtle", {"nodes": [], "edges": edges}])
    left = parsed(out.read_text(encoding="utf-8")) - parsed(text)
    parts = ("sortOrder", "digest", "heading", "qualifies", "withoutClaim")
    unknown = {terms.SCHEMA + part for part in parts} | {
        terms.OA + "hasSource", terms.SKOS + "inScheme", terms.SKOS + "altLabel",
        terms.PROV + "wasAttributedTo",
    }  # fmt: skip
    said = {one for one in left if one.predicate.value not in unknown}
    kinds_and_notes = {terms.RDF + "type", terms.SKOS + "editorialNote"}
    assert {one.predicate.value for one in said} <= kinds_and_notes
    assert not [one for one in said if str(one.subject).startswith(f"<{terms.CLAIM}")]


def test_citations_name_every_place_and_every_work(ask: Ask, blocks: Blocks) -> None:
    """A line for each proposition with its key phrases and places, and then the references."""
    edges = blocks["graph"]["edges"][:30]
    (text,) = ask(blocks, ["citations", {"edges": [edge["id"] for edge in edges]}])
    lines = text.splitlines()
    labels = {node["id"]: node["label"] for node in blocks["graph"]["nodes"]}
    for edge, line in zip(edges, lines, strict=False):
        assert line.startswith(f"{labels[edge['from']]} {edge['phrase']} {labels[edge['to']]} (“")
        assert line.count("paragraph ") == len(edge["claims"])
    references = lines[lines.index("References") + 2 :]
    assert {source["reference"] for source in blocks["graph"]["sources"]} <= set(references)

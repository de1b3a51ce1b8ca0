"""Several sources together: limited to one, side by side, told apart on a map; second-hand ones."""

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from helpers import DATA, ROOT, Run
from hypothesis import given
from hypothesis import strategies as st

from relatum.cli import main
from relatum.graph import answers, terms
from relatum.graph.agreement import Agreement, Opposites, agreement, voices
from relatum.graph.drawing import sides
from relatum.graph.drawing.origins import inks, lettered, origins
from relatum.graph.drawing.style import INKS, LINE
from relatum.graph.drawing.text import placed
from relatum.graph.maps.composition import compose
from relatum.graph.maps.selection import Wanted
from relatum.graph.narrowed import Narrowed
from relatum.graph.reader import Reading
from relatum.graph.store import Row, Store, open_store
from relatum.graph.workspace import SECONDARY, Workspace

#: A second text on gardens: it agrees with the first, is surer, opposes it, or stands alone.
TEXT = """[1,1] A garden is a place where plants are tended.
[1,2] Care enables growth, and drought enables it too.
[2,1] Flourishing emerges from neglect.
[2,2] Fine soil belongs to a garden.
"""
CLAIMS = """
- at: 1.1
  claim: garden means garden-place
  phrase: means a
  says: A garden means ground on which plants are looked after.
  quote: where plants are tended
- at: 1.2
  claim: gardeners-care enables plant-growth
  phrase: enables
  says: Care lets plants grow.
  quote: Care enables growth
- at: 1.2
  claim: drought enables plant-growth
  phrase: helps
  says: Drought helps plants to grow.
  quote: drought enables it
- at: 2.1
  claim: flourishing emerges-from neglect
  phrase: emerges from
  says: Plants left to themselves flourish.
  quote: emerges from neglect
- at: 2.1
  cites: [greene-1901]
  as: [disagreesWith]
  purpose: that neglect brings flourishing
  concepts: [neglect, flourishing]
  quote: Flourishing emerges
- at: 2.2
  claim: fine-soil goes-with garden
  phrase: belongs to a
  says: Fine soil is part of having a garden.
  quote: belongs to a garden
"""
WORK = {
    "id": "meadow-essay",
    "type": "article",
    "author": [{"family": "Weeder", "given": "Wanda"}],
    "title": "An essay on meadows",
    "issued": {"date-parts": [[2004]]},
}
#: A source that is known at second hand.
HEARSAY = """work: meadow-essay
basis: secondary
note: Only a summary was seen.
passages:
  - at: 1.1
    seen: a summary
    words: [emerges from neglect]
  - at: 1.2
    seen: a summary
"""
HEARD = """
- at: 1.1
  claim: flourishing emerges-from neglect
  phrase: emerges from
  says: Plants left to themselves flourish.
  quote: emerges from neglect
- at: 1.2
  claim: fine-soil goes-with garden
  phrase: belongs to a
  says: Fine soil is part of having a garden.
"""


def typed(*words: object) -> Result:
    """A command as a person types it."""
    result = CliRunner().invoke(main, [str(word) for word in words])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def with_source(folder: Path, record: str, claims: str) -> Path:
    """A workspace with a second source on gardens."""
    source = folder / "sources" / "meadow"
    source.mkdir()
    (source / "source.yaml").write_text(record, encoding="utf-8")
    (source / "claims.yaml").write_text(claims, encoding="utf-8")
    works = folder / "sources" / "works.json"
    works.write_text(json.dumps([WORK]), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with two sources whose texts were read."""
    folder = tmp_path_factory.mktemp("two") / "gardens"
    shutil.copytree(DATA / "toy", folder)
    with_source(folder, "work: meadow-essay\n", CLAIMS)
    (folder / "meadow.txt").write_text(TEXT, encoding="utf-8")
    assert typed("-C", folder, "source", "anchor", "meadow", folder / "meadow.txt").exit_code == 0
    assert typed("-C", folder, "check").output == "all is well\n"
    return folder


@pytest.fixture(scope="module")
def heard(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with a source that was read and one known at second hand."""
    folder = tmp_path_factory.mktemp("heard") / "gardens"
    shutil.copytree(DATA / "toy", folder)
    return with_source(folder, HEARSAY, HEARD)


@pytest.fixture(scope="module")
def both() -> Store:
    """The bundled graph with the sources known at second hand."""
    return open_store(Workspace.open(secondary=True))


def said(found: Any) -> list[list[str]]:
    """Pairs of claims as their ids, without source and sentence."""
    return [
        sorted(claim["id"].rpartition("/")[2] for side in pair.values() for claim in side)
        for pair in found
    ]


# ------------------------------------------------------------ sources side by side


def test_two_sources_side_by_side(two: Path) -> None:
    """Said by both, less surely, in disagreement (denied, or opposed), and by one alone."""
    result = typed("-C", two, "compare", "--sources", "garden", "meadow", "--format", "json")
    found = json.loads(result.output)
    assert found["sources"] == ["garden", "meadow"]
    assert said(found["both"]) == [["garden.means.garden-place"] * 2]
    assert said(found["certainty"]) == [["gardeners-care.enables.plant-growth"] * 2]
    assert sorted(said(found["against"])) == [
        ["drought.enables.plant-growth", "drought.impedes.plant-growth"],
        ["flourishing.emerges-from.neglect", "flourishing.not.emerges-from.neglect"],
    ]
    first, second = ([claim["id"] for claim in claims] for claims in found["only"])
    assert first == ["garden/2.2/fine-soil.satisfies.need-for-nourishment"]
    assert second == ["meadow/2.2/fine-soil.goes-with.garden"]
    assert found["second_hand"] == []
    grades = [claim["certainty"] for side in found["certainty"][0].values() for claim in side]
    assert grades == ["hedged", "stated"]


def test_every_line_of_a_disagreement_has_its_passage(two: Path) -> None:
    """Both sides are shown, each with its source, paragraph and sentence."""
    shown = typed("-C", two, "compare", "--sources", "garden", "meadow").output
    part = shown.partition("In disagreement (2)")[2].partition("Said by both, less")[0]
    assert "drought impedes plant growth [garden 1.2]" in part
    assert "drought helps plant growth [meadow 1.2]" in part
    assert "flourishing does not emerge from neglect [garden 2.1]" in part
    assert "flourishing emerges from neglect [meadow 2.1]" in part
    assert "gardener's care often enables plant growth [garden 1.2, hedged]" in shown
    assert "garden means a place where plants are tended [garden 1.1, meadow 1.1]" in shown


def test_two_sources_on_one_concept(two: Path) -> None:
    """Where a concept is named, nothing else is compared; its name needs no quotation marks."""
    words = ("-C", two, "compare", "--sources", "meadow", "garden", "plant", "growth")
    found = json.loads(typed(*words, "--format", "json").output)
    assert (found["concept"], found["both"], found["only"]) == ("plant-growth", [], [[], []])
    assert len(found["certainty"]) == len(found["against"]) == 1


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("garden", "garden"), "the same source"),
        (("garden", "gardn"), "did you mean"),
        (("garden", "meadow", "--source", "garden"), "leave out --source"),
        (("garden", "meadow", "plant grwoth of the moon"), "unknown concept"),
    ],
)
def test_what_cannot_be_compared(words: tuple[str, ...], message: str, two: Path) -> None:
    """One source, an unknown one or an unknown concept end in one line and code 2."""
    result = typed("-C", two, "compare", "--sources", *words)
    assert result.exit_code == 2
    assert message in result.output


class Claims(Store):
    """Claims made up for a test, as the queries give them."""

    def __init__(self, claims: list[tuple[str, str, str, str, str, bool]]) -> None:
        self.path = None
        self.claims = claims

    def rows(self, name: str, **values: str) -> list[Row]:
        if name == "opposed":
            base = terms.SCHEMA
            return [
                {"relation": base + "goesWith"},
                {"relation": base + "impedes", "other": base + "leadsTo", "turned": "false"},
                {"relation": base + "impedes", "other": base + "emergesFrom", "turned": "true"},
            ]
        return [
            row
            for number, claim in enumerate(self.claims, 1)
            if name == "claims" and (row := _row(number, *claim))["source"] == values["thing"]
        ]


def _row(
    number: int, source: str, one: str, relation: str, other: str, certainty: str, negated: bool
) -> Row:
    ends = {"subject": terms.CONCEPT + one, "object": terms.CONCEPT + other}
    said = {"phrase": relation, "statement": "So.", "quote": "", "family": "cause"}
    return {
        **ends,
        **said,
        "claim": f"{terms.CLAIM}{source}/1.{number}/{one}.{relation}.{other}",
        "subjectLabel": one,
        "objectLabel": other,
        "relation": terms.relation_iri(relation),
        "certainty": terms.SCHEMA + certainty.capitalize(),
        "negated": "true" if negated else "false",
        "source": terms.SOURCE + source,
        "paragraph": "1",
        "sentence": str(number),
    }


CLAIM = st.tuples(
    st.sampled_from(["first", "second"]),
    st.sampled_from("ab"),
    st.sampled_from(["leads-to", "impedes", "emerges-from", "goes-with"]),
    st.sampled_from("bc"),
    st.sampled_from(["stated", "hedged", "inferred"]),
    st.booleans(),
)


@given(st.lists(CLAIM, max_size=12))
def test_every_claim_stands_somewhere_and_only_once(claims: list[Any]) -> None:
    """No claim is lost, none is said to agree and to disagree, and the order changes nothing."""
    store = Claims(claims)
    found = agreement(store, ("first", "second"))
    groups = _groups(found)
    every = {c.id for key in ("first", "second") for c in answers.claims_of(store, key)}
    assert set().union(*groups) == every
    assert sum(map(len, groups)) == len(every)
    turned = agreement(store, ("second", "first"))
    assert _groups(turned) == [*groups[:3], groups[4], groups[3]]


def _groups(found: Agreement) -> list[set[str]]:
    pairs = (found.both, found.certainty, found.against)
    together = [{c.id for pair in group for side in pair for c in side} for group in pairs]
    return [*together, *({claim.id for claim in claims} for claims in found.only)]


def test_opposites_are_those_of_the_ontology(both: Store) -> None:
    """What emerges from something is impeded by the opposite way round; goes-with has no way."""
    opposites = Opposites(both)
    assert ("a", "impedes", "b") in opposites.of(("a", "leads-to", "b"))
    assert opposites.of(("a", "emerges-from", "b")) == [("b", "impedes", "a")]
    assert opposites.of(("a", "requires", "b")) == [("b", "impedes", "a")]
    assert set(opposites.of(("a", "impedes", "b"))) == {
        ("a", "leads-to", "b"), ("a", "enables", "b"), ("b", "emerges-from", "a"),
        ("b", "requires", "a"),
    }  # fmt: skip
    assert opposites.symmetric == {"goes-with", "contrasts-with"}
    assert opposites.of(("a", "is-a", "b")) == []


def test_the_first_article_does_not_oppose_itself(store: Store) -> None:
    """Opposed relations are truly so: one careful text never has both of the same two things."""
    opposites = Opposites(store)
    claims = answers.claims_of(store, "contact-in-relationship")
    said = {opposites.triple(claim) for claim in claims if not claim.negated}
    assert len(said) > 400
    assert not [triple for triple in said if said & set(opposites.of(triple))]


# ------------------------------------------------------------ one source only


LIMITED = [
    ("concept", "plant growth"),
    ("concept", "plant growth", "--around", "1"),
    ("path", "drought", "plant growth"),
    ("compare", "drought", "gardener's care"),
    ("timeline",),
    ("cite", "neglect"),
    ("query", "enables", "plant growth"),
    ("ask", "What does drought do to plant growth?"),
    ("find", "drought"),
]


@pytest.mark.parametrize("words", LIMITED, ids=" ".join)
def test_an_answer_is_limited_to_a_source(words: tuple[str, ...], two: Path) -> None:
    """With --source nothing of another source is shown, and something of this one is."""
    for source, other in (("meadow", "garden"), ("garden", "meadow")):
        shown = typed("-C", two, *words, "--source", source, "--format", "json").output
        text = json.dumps(json.loads(shown))
        assert set(re.findall(r'"source": "([^"]+)"', text)) == {source}
        assert f'"{other}/' not in text


def test_what_is_central_to_a_source(two: Path) -> None:
    """Only what a source speaks of is weighed, so that others do not dilute its shares."""
    found = json.loads(typed("-C", two, "central", "--source", "meadow", "--format", "json").output)
    assert {row["key"] for row in found} <= {
        "garden", "garden-place", "gardeners-care", "plant-growth", "drought", "flourishing",
        "neglect", "fine-soil",
    }  # fmt: skip
    assert found[0]["betweenness"] > 0


def test_a_question_that_is_of_no_source(two: Path) -> None:
    """A named query without a source in its answers is not limited in silence."""
    result = typed("-C", two, "query", "kinds", "--source", "meadow")
    assert (result.exit_code, "not asked of single sources" in result.output) == (2, True)


def test_a_source_that_is_not_there(run: Run) -> None:
    """An unknown source is refused in one line, with the nearest key."""
    near = run("concept", "attunement", "--source", "methods-1997")
    assert near.output == "relatum: unknown source 'methods-1997', did you mean 'methods-1996'?\n"
    far = run("concept", "attunement", "--source", "xyzzy")
    assert (near.exit_code, far.exit_code) == (2, 2)
    assert far.output.endswith("'relatum source' lists what is here\n")


def test_inferences_of_one_source_rest_on_it_alone(both: Store) -> None:
    """What follows only from several sources together is said by none of them."""
    narrow = Narrowed(both, "contact-in-relationship")
    for name in ("affect", "artificial-closure", "contact"):
        for inferred in answers.concept(narrow, name).inferred:
            assert {basis.partition("/")[0] for basis in inferred.basis} == {narrow.source}


def test_the_narrowed_first_article_is_the_bundled_graph(store: Store, both: Store) -> None:
    """Limited to what was read, the graph with more sources answers as the one without."""
    narrow = Narrowed(both, "contact-in-relationship")
    for name in ("network", "links", "cited", "texts"):
        whole, part = (
            sorted((row for row in one.rows(name) if "source" in row), key=str)
            for one in (store, narrow)
        )
        assert whole == part
        assert whole
    for key in ("attunement", "artificial-closure"):
        assert answers.concept(narrow, key) == answers.concept(store, key)


# ------------------------------------------------------------ places that name their source


def test_each_place_names_its_source_where_there_are_several(two: Path) -> None:
    """A number alone would be of two texts; with one source the number is enough."""
    shown = typed("-C", two, "concept", "plant", "growth").output
    places = re.findall(r"\[([^\]]*\d\.\d[^\]]*)\]", shown)
    assert len(places) >= 3
    assert all(re.match(r"(garden|meadow) \d", place) for place in places)
    assert "Numbers are paragraph.sentence of garden, meadow." in shown
    alone = typed("-C", two, "concept", "plant", "growth", "--source", "garden").output
    assert "[1.2]" in alone
    assert "garden 1.2" not in alone


@pytest.mark.parametrize(
    "words",
    [
        ("theorist", "greene"),
        ("work", "greene-1901"),
        ("path", "drought", "gardener's care", "--all"),
        ("compare", "drought", "gardener's care"),
        ("find", "drought"),
        ("cite", "neglect"),
        ("concept", "plant growth", "--around", "1"),
        ("ask", "Does flourishing emerge from neglect?"),
        ("map", "plant growth", "--format", "text"),
    ],
    ids=" ".join,
)
def test_no_answer_leaves_the_source_open(words: tuple[str, ...], two: Path) -> None:
    """In every answer from several sources each bracket with a place names one."""
    shown = typed("-C", two, *words).output
    places = re.findall(r"\[(?=[^\]]*\d\.\d)([^\]]*)\]", shown)
    sources = set(re.findall(r"\b(garden|meadow) \d\.\d", shown))
    assert places
    if len(sources) > 1:
        assert all(re.search(r"(garden|meadow) \d", place) for place in places)


@given(st.lists(st.tuples(st.sampled_from("ab"), st.sampled_from(["1.1", "2.3"])), max_size=6))
def test_places_can_be_read_back(places: list[tuple[str, str]]) -> None:
    """The source named last is that of every number up to the next name."""
    read, source = [], ""
    for shown in placed(places, named=True):
        name, _, at = shown.rpartition(" ")
        source = name or source
        read.append((source, at))
    assert read == places
    assert placed(places, named=False) == [at for _, at in places]


def test_an_answer_for_programs_names_its_source(two: Path) -> None:
    """Where there are several sources, the text of an answer says which one answers."""
    words = ("-C", two, "ask", "What does drought do to plant growth?", "--format", "json")
    answer = json.loads(typed(*words).output)["answer"]
    places = re.findall(r"\[([^\]]*)\]", answer)
    assert places
    assert all(re.fullmatch(r"(garden|meadow) \d\.\d", place) for place in places)


def test_a_map_somebody_drew_is_told_the_sources(two: Path, tmp_path: Path) -> None:
    """What the graph says of a drawn map is from several sources, each named."""
    drawn = tmp_path / "drawn.csv"
    text = "drought,impedes,plant growth\ndrought,helps,plant growth\n"
    drawn.write_text(text, encoding="utf-8")
    shown = typed("-C", two, "read", drawn).output
    assert "Drought holds growth back. [garden 1.2]" in shown
    assert "Drought helps plants to grow. [meadow 1.2]" in shown


def test_the_tab_key_offers_every_source(run: Run) -> None:
    """Also those that are known at second hand, since they come in by being named."""
    from relatum.commands.shared import Named

    parameter = next(p for p in main.commands["concept"].params if p.name == "source")
    assert isinstance(parameter.type, Named)
    with main.make_context("relatum", ["concept"]) as ctx:
        offered = parameter.type.shell_complete(ctx, parameter, "")
    assert [item.value for item in offered] == ["contact-in-relationship", "methods-1996"]


# ------------------------------------------------------------ a concept source by source


def test_a_concept_source_by_source(two: Path) -> None:
    """Every claim of the card stands under its source and under no other."""
    words = ("-C", two, "concept", "plant growth")
    card = json.loads(typed(*words, "--format", "json").output)
    found = json.loads(typed(*words, "--by-source", "--format", "json").output)
    shares = {v["source"]: [c["id"] for c in v["card"]["claims"]] for v in found["sources"]}
    assert sorted(i for ids in shares.values() for i in ids) == sorted(
        claim["id"] for claim in card["claims"]
    )
    assert all(i.startswith(f"{key}/") for key, ids in shares.items() for i in ids)
    shown = typed(*words, "--by-source").output
    assert shown.index("garden: 2 claims") < shown.index("meadow: 2 claims")
    assert "Nothing is said of it by contact-in-relationship, methods-1996." in shown


def test_by_source_needs_a_concept(run: Run) -> None:
    """It cannot be combined with what shows one source, or no concept."""
    for words in ((), ("attunement", "--source", "x"), ("attunement", "--around", "1")):
        assert run("concept", *words, "--by-source").exit_code == 2


def test_voices_of_a_concept_that_one_source_alone_has(both: Store) -> None:
    """A source that is silent is named, so that nobody takes silence for agreement."""
    card = answers.concept(both, "script-decisions")
    shown = sides.voices(card, voices(both, card))
    assert "Nothing is said of it by contact-in-relationship." in shown
    assert "methods-1996 is known at second hand" in shown


# ------------------------------------------------------------ sources known at second hand


def test_a_source_at_second_hand_needs_no_text(heard: Path) -> None:
    """It has no digests and no quotes but the words seen, and is marked wherever it is shown."""
    assert typed("-C", heard, "check").output == "all is well\n"
    card = typed("-C", heard, "concept", "garden").output
    assert "meadow is known at second hand: the text was not read." in card
    source = json.loads(typed("-C", heard, "source", "meadow", "--format", "json").output)
    assert (source["basis"], source["claims"], source["sentences"]) == ("secondary", 2, 2)
    assert [passage["seen"] for passage in source["passages"]] == ["a summary"] * 2
    shown = typed("-C", heard, "source", "meadow").output
    assert "Known at second hand: the text was not read. Only a summary was seen." in shown


MISTAKES = [
    ("basis: secondary", "basis: hearsay", "unknown basis 'hearsay'"),
    ("passages:", "seen-passages:", "unknown field 'seen-passages'"),
    ("words: [emerges from neglect]", "words: [it emerges]", "not known to stand once in 1.1"),
    ("words: [emerges from neglect]", "words: [a b c d e f g]", "more than six words"),
    ("    seen: a summary\n    words", "    words", "the field 'seen' is missing"),
    ("  - at: 1.2\n", "  - at: 1.3\n", "the source has no sentence 1.2"),
    ("basis: secondary\n", "", "the field 'quote' is missing"),
]


@pytest.mark.parametrize(("there", "wrong", "message"), MISTAKES, ids=[m[2] for m in MISTAKES])
def test_mistakes_in_a_source_at_second_hand(
    there: str, wrong: str, message: str, toy: Path
) -> None:
    """Each is reported with its file and line, and the check ends with code 1."""
    assert there in HEARSAY
    with_source(toy, HEARSAY.replace(there, wrong), HEARD)
    result = typed("-C", toy, "check")
    assert result.exit_code == 1
    lines = [line for line in result.output.splitlines() if message in line]
    assert lines
    assert re.search(r"(source|claims)\.yaml:\d+", lines[0])


def test_every_passage_seen_is_accounted_for(toy: Path) -> None:
    """A passage without a claim is reported, as a sentence is."""
    with_source(toy, HEARSAY + "  - at: 2.1\n    seen: a letter\n", HEARD)
    assert "nothing is said of sentence 2.1" in typed("-C", toy, "check").output


@pytest.mark.parametrize("command", ["verify", "anchor"])
def test_nothing_to_compare_a_copy_with(command: str, heard: Path) -> None:
    """No digest is made up for a text that nobody read."""
    result = typed("-C", heard, "source", command, "meadow", DATA / "garden.txt")
    assert result.exit_code == 2
    assert "known at second hand" in result.output


def test_the_record_says_so_in_rdf(heard: Path) -> None:
    """PROV-O names the primary source, and the passages where they were seen."""
    turtle = typed("-C", heard, "export", "--format", "nquads").output
    source, work = terms.SOURCE + "meadow", terms.WORK + "meadow-essay"
    assert f"<{source}> <http://www.w3.org/ns/prov#hadPrimarySource> <{work}>" in turtle
    assert f'<{source}> <{terms.SCHEMA}basis> "secondary"' in turtle
    assert f'{terms.SCHEMA}seenIn> "a summary"' in turtle
    read = terms.SOURCE + "contact-in-relationship"
    assert f'<{read}> <{terms.SCHEMA}basis> "text"' in turtle
    assert f"<{read}> <http://www.w3.org/ns/prov#hadPrimarySource>" not in turtle


def test_what_ships_at_second_hand_is_exported_when_asked(run: Run) -> None:
    """The export is of what was read; a flag adds the rest, in a graph of its own."""
    graph = terms.source_graph("methods-1996")
    assert graph not in run("export", "--format", "nquads").output
    assert graph in run("export", "--format", "nquads", "--second-hand").output


# ------------------------------------------------------------ the one that ships


def test_it_is_not_mixed_in_unasked(store: Store, run: Run) -> None:
    """The bundled graph is what was read; second-hand sources come where they are named."""
    assert {row["basis"] for row in store.rows("sources")} == {"text"}
    assert answers.second_hand(store) == frozenset()
    question = "What are script decisions?"
    assert run("ask", question).output.startswith("No answer found")
    reply = run("ask", question, "--source", "methods-1996").output
    assert "[methods-1996 2.3" in reply
    assert "methods-1996 is known at second hand: the text was not read." in reply
    assert "methods-1996, known at second hand" in run("source").output


def test_what_ships_at_second_hand_is_checked(run: Run) -> None:
    """`relatum check` reads it as well; each claim lies in a passage that was seen."""
    reading = Reading(Workspace.open(secondary=True))
    source = next(source for source in reading.sources() if source.key == "methods-1996")
    assert not reading.findings
    assert {claim.at for claim in source.claims} == set(source.seen)
    words = {at: set(sighting.words) for at, sighting in source.seen.items()}
    assert all(not claim.quote or claim.quote in words[claim.at] for claim in source.claims)
    assert source.note
    assert run("check").output == "all is well\n"


def test_only_the_author_and_the_publisher_are_cited_for_it() -> None:
    """What served to read a page is no citation: addresses are the author's site, or a DOI."""
    hosts = {"w3id.org", "www.w3.org", "purl.org", "xmlns.com", "www.integrativetherapy.com"}
    for path in SECONDARY.rglob("*.*"):
        if path.suffix in (".yaml", ".json", ".ttl"):
            text = path.read_text(encoding="utf-8")
            assert set(re.findall(r"https?://([^/\s>]+)", text)) <= hosts, path


def test_it_stands_beside_the_first_article(both: Store) -> None:
    """Same wording is agreement; nothing is surer in one, and nothing against the other."""
    found = agreement(both, ("contact-in-relationship", "methods-1996"))
    assert len(found.both) == 26
    assert (found.certainty, found.against) == ((), ())
    assert len(found.only[1]) == 9
    assert found.second_hand == ("methods-1996",)


# ------------------------------------------------------------ maps


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A map on which two sources are told apart, as SVG."""
    out = tmp_path_factory.mktemp("maps") / "map.svg"
    assert typed("map", "artificial closure", "--by-source", "-o", out).exit_code == 0
    yield out.read_text(encoding="utf-8")


def test_a_map_tells_the_sources_of_its_arrows_apart(drawn: str) -> None:
    """By letters and by inks, both in the legend; the source line says what was not read."""
    letters = re.findall(r">((?:A|B|AB)(?:,(?:A|B|AB))*)</tspan>", drawn)
    assert {"A", "AB"} <= set(letters)
    assert ">A: contact-in-relationship<" in drawn
    assert ">B: methods-1996<" in drawn
    assert ">AB: said by each of them<" in drawn
    assert f'stroke="{INKS[0]}"' in drawn
    assert "known at second hand" in drawn


def test_letters_and_inks_are_those_of_the_evidence(both: Store) -> None:
    """Colours aside, each arrow tells exactly the sources that say so; of several it is grey."""
    concept_map, layout = compose(both, Wanted(("artificial-closure",)))
    known = origins(concept_map)
    for link, letters in lettered(concept_map).items():
        sources = {evidence.source for evidence in link.evidence}
        assert letters == "".join(sorted(known[key].letter for key in sources))
    colours = inks(concept_map, layout)
    assert len(colours) == len(layout.arrows)
    assert set(colours) == {known["contact-in-relationship"].ink, LINE}


def test_without_asking_a_map_stays_as_it_is(run: Run, tmp_path: Path) -> None:
    """No letter and no ink of a source on the map of one source."""
    out = tmp_path / "map.svg"
    assert run("map", "artificial closure", "-o", out).exit_code == 0
    drawn = out.read_text(encoding="utf-8")
    assert not any(ink in drawn for ink in INKS)
    assert "methods-1996" not in drawn


def test_the_inks_of_sources_can_be_seen() -> None:
    """They stand out from white as letters must (WCAG 2.2, 4.5:1), and there are five."""

    def light(colour: str) -> float:
        parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
        red, green, blue = (
            part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
        )
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    assert len({*INKS, LINE}) == 6
    assert all(1.05 / (light(ink) + 0.05) >= 5 for ink in INKS)


def test_where_sources_are_not_told_apart(run: Run, tmp_path: Path) -> None:
    """A web page filters by itself, and a student's map has other things to show."""
    page = run("map", "attunement", "--by-source", "-o", tmp_path / "map.html")
    quiz = run("map", "attunement", "--by-source", "--blank", "both", "-o", tmp_path / "map.pdf")
    assert (page.exit_code, quiz.exit_code) == (2, 2)
    assert not list(tmp_path.iterdir())


def test_a_map_of_a_source_at_second_hand(run: Run, tmp_path: Path) -> None:
    """It is drawn where it is named, and the page says what it rests on."""
    out = tmp_path / "map.svg"
    words = ("map", "four domains open or closed to contact", "--source", "methods-1996", "-o", out)
    assert run(*words).exit_code == 0
    assert "known at second hand" in out.read_text(encoding="utf-8")


def test_the_files_of_the_second_source_hold_no_sentence() -> None:
    """What is quoted word for word has at most six words, four times in all."""
    text = (SECONDARY / "sources" / "methods-1996" / "source.yaml").read_text(encoding="utf-8")
    words = re.findall(r"^    words: \[(.*)\]$", text, re.MULTILINE)
    assert sum(len(line.split(",")) for line in words) == 4
    assert all(len(part.split()) <= 6 for line in words for part in line.split(","))
    assert ROOT in SECONDARY.parents

"""Properties that hold of any input."""

import json
import re
import textwrap
from pathlib import Path

import pytest
from helpers import DATA
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from relatum.graph import terms
from relatum.graph.anchors import anchor, letters, verify, words
from relatum.graph.copies import numbered
from relatum.graph.errors import RelatumError
from relatum.graph.files import Unreadable, parse_turtle, read_yaml
from relatum.graph.lookup import UnknownName, find
from relatum.graph.reader import Reading
from relatum.graph.store import Store
from relatum.graph.workspace import Workspace

SENTENCES = dict(numbered((DATA / "garden.numbered.txt").read_text(encoding="utf-8")))
ANCHORS = {at: anchor(text, []) for at, text in SENTENCES.items()}
ordinary = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@ordinary
@given(text=st.text(max_size=300))
@example(text="- a: &x 1\n- *x")
@example(text="a: !!python/object:os.system {}")
@example(text="? [a]\n: b")
@example(text="- a\n---\n- b")
def test_any_text_as_yaml_is_read_or_refused(text: str, tmp_path: Path) -> None:
    """A YAML file gives values with lines, or a finding; nothing else is raised."""
    path = tmp_path / "any.yaml"
    path.write_text(text, encoding="utf-8", errors="surrogatepass")
    try:
        value = read_yaml(path)
    except Unreadable as error:
        assert error.finding.place.file == path
        assert 1 <= error.finding.place.line <= text.count("\n") + text.count("\r") + 2
    else:
        assert value.line >= 1


fields = st.dictionaries(
    st.sampled_from(["at", "claim", "phrase", "says", "quote", "certainty", "negated", "by",
                     "cites", "as", "purpose", "concepts", "page", "note", "nothing", "other"]),
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=20)
        | st.sampled_from(["1.1", "2.2", "garden means garden-place", "greene-1901", "greene"]),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner,
                                                                   max_size=3),
        max_leaves=4,
    ),
)  # fmt: skip


@ordinary
@given(entries=st.lists(fields, max_size=5) | fields)
def test_any_entries_are_read_or_reported(entries: object, toy: Path) -> None:
    """Whatever shape a claims file has, reading it ends in claims and findings."""
    path = toy / "sources/garden/claims.yaml"
    path.write_text(json.dumps(entries), encoding="utf-8")
    reading = Reading(Workspace.open(toy))
    list(reading.sources())
    assert all(finding.place.line >= 1 for finding in reading.findings)
    assert any(finding.place.file == path for finding in reading.findings)


@ordinary
@given(record=st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=10),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(
        st.sampled_from(["id", "type", "title", "author", "issued", "date-parts", "custom",
                         "family", "given", "volume"]), inner, max_size=5),
    max_leaves=12,
))  # fmt: skip
@example(record=[{"id": "a", "type": [], "title": "t"}])
@example(record=[{"id": "a", "type": "book", "title": "t", "author": [{"family": 3}]}])
@example(record=[{"id": "a", "type": "book", "title": "t", "issued": {"date-parts": [["x"]]}}])
@example(record=[{"id": "a", "type": "book", "title": "t", "volume": {"x": 1}, "custom": 3}])
@example(record=[{"id": "a", "type": "book", "title": "t", "custom": {"unverified": [["x"]]}}])
def test_any_bibliography_is_built_or_reported(record: object, toy: Path) -> None:
    """Whatever a bibliography holds, it becomes records, or findings."""
    from relatum.graph.builder import work_quads

    (toy / "sources/bibliography.json").write_text(json.dumps(record), encoding="utf-8")
    reading = Reading(Workspace.open(toy))
    list(reading.sources())
    assert work_quads(reading.works.values(), {})


@ordinary
@given(text=st.text(max_size=200))
@example(text="<a> <b> <<( <c> <d> <e> )>> .")
@example(text="@prefix : <http://x/> . :a :b << :c :d :e >> .")
def test_any_text_as_turtle_is_read_or_refused(text: str) -> None:
    """Turtle gives triples, or a finding with a line."""
    try:
        parse_turtle(Path("any.ttl"), text)
    except Unreadable as error:
        assert error.finding.place.line >= 1


@ordinary
@given(
    width=st.integers(12, 90),
    quotes=st.sampled_from(["“”’", '""\'', "«»`"]),
    ligatures=st.booleans(),
    soft=st.booleans(),
    ending=st.sampled_from(["\n", "\r\n", "\r"]),
)
def test_a_copy_verifies_however_it_is_set(
    width: int, quotes: str, ligatures: bool, soft: bool, ending: str
) -> None:
    """Line breaks, hyphens, quotation marks and ligatures do not count."""
    text = " ".join(SENTENCES.values())
    for old, new in zip("“”’", quotes, strict=True):
        text = text.replace(old, new)
    if ligatures:
        text = text.replace("fi", "ﬁ").replace("fl", "ﬂ").replace("ff", "ﬀ")
    if soft:
        text = re.sub(r"(\w{4})(\w{3})", "\\1\N{SOFT HYPHEN}\\2", text)
    copy = ending.join(textwrap.wrap(text, width, break_on_hyphens=True))
    assert {v.status for v in verify(copy, ANCHORS, {})} == {"exact"}


@ordinary
@given(order=st.permutations(sorted(SENTENCES)))
def test_a_shuffled_copy_misses_nothing(order: list[str]) -> None:
    """In any order every sentence is found, and the longest run in order counts as exact."""
    copy = "\n".join(SENTENCES[at] for at in order)
    verdicts = {v.at: v for v in verify(copy, ANCHORS, {})}
    assert {v.status for v in verdicts.values()} <= {"exact", "moved"}
    for at, verdict in verdicts.items():
        assert verdict.line == order.index(at) + 1
    if order == sorted(SENTENCES):
        assert {v.status for v in verdicts.values()} == {"exact"}


@ordinary
@given(
    at=st.sampled_from(sorted(SENTENCES)),
    position=st.integers(0, 200),
    letter=st.sampled_from("xyz7"),
)
def test_a_changed_letter_is_noticed(at: str, position: int, letter: str) -> None:
    """A sentence with one letter more is not exact; all others are."""
    text = SENTENCES[at]
    inside = [n for n in range(1, len(text)) if text[n - 1].isalnum()]
    position = inside[position % len(inside)]
    changed = {**SENTENCES, at: text[:position] + letter + text[position:]}
    verdicts = {v.at: v.status for v in verify("\n".join(changed.values()), ANCHORS, {})}
    assert verdicts.pop(at) == "missing"
    assert set(verdicts.values()) == {"exact"}


@ordinary
@given(text=st.text())
def test_letters_are_the_words_run_together(text: str) -> None:
    """The two ways to take a text apart agree."""
    assert letters(text) == "".join(words(text))


@ordinary
@given(name=st.text(max_size=40), sort=st.sampled_from(["concept", "theorist", "work", "source"]))
@example(name="> } DROP ALL #", sort="concept")
@example(name='attunement" }', sort="concept")
@example(name="../../etc/passwd", sort="source")
def test_any_name_is_found_or_refused(store: Store, name: str, sort: str) -> None:
    """A name gives a thing of the graph or an error in one line."""
    try:
        iri = find(store, sort, name)
    except UnknownName as error:
        assert isinstance(error, RelatumError)
        assert str(error)
    else:
        assert iri.startswith(terms.BASE)
        assert store.has(iri)


@pytest.mark.parametrize("name", [n for n in terms.PREFIXES if n not in ("c", "person", "work")])
def test_relation_names_round_trip(name: str) -> None:
    """A relation's name and IRI lead to each other."""
    assert terms.relation_name(terms.relation_iri(f"{name}-of-it")) == f"{name}-of-it"

"""Named queries: the questions that are asked most."""

import csv
import io
import json
import re
from pathlib import Path

import pytest
from helpers import ROOT, Run
from hypothesis import example, given, settings
from hypothesis import strategies as st

from relatum.graph import named, terms
from relatum.graph.drawing import table
from relatum.graph.errors import RelatumError
from relatum.graph.lookup import UnknownName
from relatum.graph.store import Store, Table

FOLDER = ROOT / "graph" / "queries" / "named"
#: A name for each sort of parameter.
NAMES = {
    "concept": "contact", "theorist": "Stern", "work": "stern-1985",
    "source": "contact-in-relationship", "kind": "need", "relation": "leads to",
    "sentence": "9.2",
}  # fmt: skip


def words(query: named.NamedQuery) -> list[str]:
    return [NAMES[sort] for _, sort in query.parameters]


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.rq")), ids=lambda p: p.stem)
def test_every_file_says_what_it_answers_and_what_it_takes(path: Path) -> None:
    """A question on the first line; each parameter has a sort, is left open, and is used."""
    text = path.read_text(encoding="utf-8")
    assert re.match(r"# \S.*\?\n", text)
    declared = dict(re.findall(r"^# \?(\w+): (\w+)$", text, re.MULTILINE))
    assert set(declared.values()) <= set(named.SORTS)
    assert set(re.findall(r"VALUES \?(\w+) \{ UNDEF \}", text)) == set(declared)
    assert all(text.count(f"?{name}") >= 3 for name in declared)
    assert "ORDER BY" in text


def test_there_are_enough_and_all_are_listed(run: Run) -> None:
    """Every file is in the list with its line of help; the list is JSON and CSV as well."""
    known = named.queries()
    assert len(known) == len(list(FOLDER.glob("*.rq"))) >= 20
    output = run("query").output
    assert all(query.usage in output and query.answers in output for query in known)
    rows = json.loads(run("query", "--format", "json").output)
    assert [row["query"] for row in rows] == [query.usage for query in known]
    assert len(list(csv.reader(io.StringIO(run("query", "--format", "csv").output)))) == 1 + len(
        known
    )


#: Of these none is there for the names above.
EMPTY = {"addresses", "meaning-of", "requires", "signs-of", "works-of", "cited-for",
         "claims-attributed-to", "kinds-of", "impedes", "leads-to", "results-of", "parts-of",
         "done-by", "enables", "occurs-in", "satisfies"}  # fmt: skip


@pytest.mark.parametrize("query", named.queries(), ids=lambda q: q.name)
def test_every_query_answers(query: named.NamedQuery, store: Store, run: Run) -> None:
    """Rows with what was asked for, whole in JSON and CSV, and readable as text."""
    found = named.ask(store, query.name, words(query))
    assert found.rows or query.name in EMPTY
    output = json.loads(run("query", query.name, *words(query), "--format", "json").output)
    assert [{k: v for k, v in row.items() if v is not None} for row in output] == found.rows
    lines = list(
        csv.reader(io.StringIO(run("query", query.name, *words(query), "--format", "csv").stdout))
    )
    assert lines[0] == found.columns
    assert len(lines) == 1 + len(found.rows)
    text = run("query", query.name, *words(query)).output
    assert max(map(len, text.splitlines())) <= table.WIDTH
    assert "http" not in text.partition("\n")[0]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("satisfies need for relationship", ["contact  A need for relationship is met", "2.2"]),
        ("responses", ["anger    reciprocal affect", "sadness  compassion"]),
        ("claims-of-sentence 9.2", ["attunement                begins with"]),
        ("claims-of-sentence contact-in-relationship/9.2", ["attunement"]),
        ("goes-beyond", ["empathy"]),
        ("concepts-of-kind affect", ["anger", "joy"]),
        ("claims-with goes beyond", ["attunement"]),
        ("claims-with goes-beyond", ["attunement"]),
        ("cited-for vitality affects", ["Stern (1985)", "156"]),
        ("works-of Mahler", ["Mahler (1968)", "Mahler et al. (1975)"]),
        ("theorists", ["Daniel N. Stern", "1934"]),
        ("most-connected", ["attunement"]),
        ("negated-claims", ["does not satisfy"]),
        ("relations", ["is about", "89"]),
        ("coverage-by-paragraph", ["paragraph"]),
        ("parts of the attunement", ["empathy"]),
    ],
)
def test_what_is_asked_is_answered(asked: str, expected: list[str], run: Run) -> None:
    """Names of any kind lead to the thing; words need no quotation marks."""
    arguments = asked.replace("parts of the", "parts-of the").split()
    output = run("query", *arguments).output
    assert all(part in output for part in expected), output


def test_counts_agree_with_the_graph(store: Store) -> None:
    """What is claimed, cited and covered adds up."""
    claims = int(store.rows("counts")[0]["claims"])
    assert sum(int(row["claims"]) for row in named.ask(store, "relations", []).rows) == claims
    covered = named.ask(store, "coverage-by-paragraph", []).rows
    assert sum(int(row["claims"]) for row in covered) == claims
    assert sum(int(row["sentences"]) for row in covered) == 40
    assert len(named.ask(store, "errata", []).rows) == 58
    assert len(named.ask(store, "works-by-year", []).rows) == 13


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        (("satisfiez",), "unknown query 'satisfiez', did you mean 'satisfies'?"),
        (("qqqq",), "'relatum query' lists what is here"),
        (("satisfies",), "this query is asked as 'relatum query satisfies CONCEPT'"),
        (("satisfies", " "), "this query is asked as"),
        (("responses", "joy"), "this query is asked as 'relatum query responses'"),
        (("satisfies", "attunementology"), "did you mean 'attunement"),
        (("concepts-of-kind", "afect"), "unknown kind 'afect', did you mean 'affect'?"),
        (("claims-with", "zzz"), "unknown relation 'zzz'; 'relatum query relations' lists"),
        (("claims-of-sentence", "99.1"), "unknown sentence '99.1'"),
        (("claims-resting-on", "mahler"), "'Mahler (1968)' or 'Mahler et al. (1975)'"),
    ],
)
def test_what_cannot_be_asked_is_one_line(asked: tuple[str, ...], message: str, run: Run) -> None:
    """The likely mend, and exit code 2."""
    result = run("query", *asked)
    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (2, "", 1)
    assert message in result.stderr


def test_a_sentence_of_several_sources_is_a_choice(toy: Path, run: Run) -> None:
    """A number that two sources have is never guessed; with the source it is found."""
    result = run("-C", toy, "query", "claims-of-sentence", "1.1")
    assert result.exit_code == 2
    assert "'contact-in-relationship/1.1' or 'garden/1.1'" in result.stderr
    result = run("-C", toy, "query", "claims-of-sentence", "garden/1.1")
    assert "Numbers are paragraph.sentence of garden." in result.output


HOSTILE = [
    '"', "'", "\\", "} #", "> } DROP ALL #", "?x", "\n", "\r\n\t", "\u202eabc", "\u200f", "\0",
    "{ UNDEF }", "a" * 100_000, "<script>", "\x1b[2J", "%0A", "𝔸\u0301",
]  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(query=st.sampled_from(named.queries()), name=st.text(max_size=30) | st.sampled_from(HOSTILE))
@example(query=named.queries()[0], name="a" * 100_000)
@example(query=named.queries()[0], name="contact> } UNION { ?s ?p ?o } #")
def test_any_argument_is_found_or_refused(query: named.NamedQuery, name: str, store: Store) -> None:
    """Whatever is typed for a parameter, it is a name or an error in one short line."""
    try:
        found = named.ask(store, query.name, [name] * len(query.parameters))
    except RelatumError as error:
        assert len(str(error)) < 1000
        assert "\n" not in str(error)
    else:
        assert isinstance(found, Table)


@settings(max_examples=100, deadline=None)
@given(rows=st.lists(st.lists(st.text(max_size=40) | st.sampled_from(HOSTILE[:12] + HOSTILE[13:]),
                              min_size=3, max_size=3), min_size=1, max_size=4))  # fmt: skip
def test_any_text_makes_a_table_that_stays_in_its_lines(rows: list[list[str]]) -> None:
    """Nothing in a cell moves the cursor, begins a line or turns the direction of writing."""
    text = table.grid(["a", "b", "c"], rows)
    for line in text.split("\n"):
        assert "\x1b" not in line.replace("\x1b[1m", "").replace("\x1b[0m", "")
        assert not set(line) & set("\r\t\0\u202e\u200f\u2028\u0085")
        assert table._columns(re.sub(r"\x1b\[\d+m", "", line)) <= table.WIDTH
    data = Table(["a", "b"], [{"a": row[0], "b": row[1]} for row in rows])
    back = list(csv.reader(io.StringIO(table.comma_separated(data), newline="")))
    if not any("\0" in cell for row in rows for cell in row):
        assert back == [["a", "b"], *(row[:2] for row in rows)]


def test_hostile_labels_come_back_as_they_are(toy: Path, run: Run) -> None:
    """Labels with quotes, braces, marks of direction and great length are text, no more."""
    path = toy / "ontology/concepts.ttl"
    long = "very " * 400 + "long"
    labels = ["say \"so\" { } <x> 'y'", "a\u202eb", long, "tab\there"]
    text = path.read_text(encoding="utf-8")
    for number, label in enumerate(labels):
        text += (
            f"\n<{terms.CONCEPT}odd-{number}> a <{terms.SCHEMA}Affect> ; "
            f"<{terms.SKOS}inScheme> <{terms.SCHEME}> ; "
            f"<{terms.SKOS}prefLabel> {json.dumps(label)}@en ; "
            f'<{terms.SKOS}definition> "Odd."@en .\n'
        )
    path.write_text(text, encoding="utf-8")
    rows = json.loads(
        run("-C", toy, "query", "concepts-of-kind", "affect", "--format", "json").output
    )
    assert set(labels) <= {row["concept"] for row in rows}
    shown = run("-C", toy, "query", "concepts-of-kind", "affect").output
    assert "\\u202e" in shown and "\u202e" not in shown
    assert json.loads(run("-C", toy, "concept", "odd-0", "--format", "json").output)["label"]


def test_an_unknown_name_is_told_as_everywhere(store: Store) -> None:
    """The library raises what the cards raise."""
    with pytest.raises(UnknownName):
        named.ask(store, "satisfies", ["qqqq"])

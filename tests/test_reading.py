"""Every mistake in a file becomes one line with file, line and mend, never a traceback."""

import socket
from pathlib import Path

import pytest
from helpers import Run

from relatum.graph.checks import check
from relatum.graph.errors import Finding
from relatum.graph.files import LARGEST_FILE
from relatum.graph.reader import Reading
from relatum.graph.workspace import Workspace

#: What is changed in the small workspace (file, from, to), in which line that must be
#: reported (the first that holds some text; `@2:` the second, `@after:` the next), and how.
BROKEN = {
    "bad YAML": (
        "sources/garden/claims.yaml",
        "says: Drought holds",
        "says: Note: Drought: holds",
        "says: Note",
        "is not valid YAML",
    ),
    "unknown concept": (
        "sources/garden/claims.yaml",
        "claim: drought impedes plant-growth",
        "claim: drouht impedes plant-growth",
        "claim: drouht",
        "unknown concept 'drouht' (did you mean 'drought'",
    ),
    "unknown relation": (
        "sources/garden/claims.yaml",
        "drought impedes plant-growth",
        "drought impeeds plant-growth",
        "impeeds",
        "unknown relation 'impeeds' (did you mean 'impedes'",
    ),
    "misspelt work": (
        "sources/garden/claims.yaml",
        "- at: 2.1\n  cites: [greene-1901]",
        "- at: 2.1\n  cites: [green-1901]",
        "cites: [green-1901]",
        "unknown work 'green-1901' (did you mean",
    ),
    "misspelt reference": (
        "sources/garden/source.yaml",
        "- greene-1901",
        "- green-1901",
        "- green-1901",
        "unknown work 'green-1901' (did you mean 'greene-1901'",
    ),
    "a quote that is not there": (
        "sources/garden/claims.yaml",
        "quote: drought impedes it",
        "quote: drought hinders it",
        "drought hinders",
        "'drought hinders it' is not known to stand once in 1.2",
    ),
    "a quote that is too long": (
        "sources/garden/claims.yaml",
        "quote: drought impedes it",
        "quote: care often enables growth drought impedes it",
        "quote: care often enables growth drought",
        "the quote has 7 words",
    ),
    "a wrong sentence": (
        "sources/garden/claims.yaml",
        "- at: 2.2",
        "- at: 2.9",
        "at: 2.9",
        "the source has no sentence 2.9 (the last there is 2.2)",
    ),
    "no sentence number": (
        "sources/garden/claims.yaml",
        "- at: 2.2",
        "- at: two",
        "at: two",
        "'two' is not a sentence number",
    ),
    "a claim made twice": (
        "sources/garden/claims.yaml",
        "claim: drought impedes plant-growth",
        "claim: gardeners-care enables plant-growth",
        "@2:at: 1.2",
        "is claimed twice in 1.2",
    ),
    "a concept made twice": (
        "ontology/concepts.ttl",
        "c:drought a",
        "c:plant-growth a",
        "@2:c:plant-growth a",
        "'plant-growth' is already in",
    ),
    "a work made twice": (
        "sources/bibliography.json",
        '"id": "greene-1901"',
        '"id": "garden-essay"',
        '@2:"id"',
        "work 'garden-essay' is already in",
    ),
    "bad Turtle": (
        "ontology/concepts.ttl",
        '"plant growth"@en ;',
        '"plant growth"@en',
        '@after:"plant growth"@en',
        "is not valid Turtle",
    ),
    "bad JSON": (
        "sources/bibliography.json",
        '"type": "book",',
        '"type": "book"',
        '@after:"type": "book"',
        "is not valid JSON",
    ),
    "a record without a title": (
        "sources/bibliography.json",
        '"title": "On neglect",',
        "",
        "greene-1901",
        "has no title",
    ),
    "authors that are no names": (
        "sources/bibliography.json",
        '"author": [{"family": "Greene", "given": "Ada"}]',
        '"author": "Greene"',
        "greene-1901",
        "are not a list of names",
    ),
    "an unknown field": (
        "sources/garden/claims.yaml",
        "  negated: true",
        "  negatd: true",
        "negatd",
        "unknown field 'negatd' (did you mean 'negated'?)",
    ),
    "a missing field": (
        "sources/garden/claims.yaml",
        "  phrase: impedes\n",
        "",
        "@2:at: 1.2",
        "the field 'phrase' is missing",
    ),
    "a field given twice": (
        "sources/garden/claims.yaml",
        "  negated: true",
        "  negated: true\n  negated: true",
        "@2:negated: true",
        "the field 'negated' is given twice",
    ),
    "an unknown certainty": (
        "sources/garden/claims.yaml",
        "certainty: hedged",
        "certainty: hegded",
        "hegded",
        "unknown certainty 'hegded' (did you mean 'hedged'?)",
    ),
    "neither true nor false": (
        "sources/garden/claims.yaml",
        "negated: true",
        "negated: yes",
        "negated: yes",
        "'yes' is neither true nor false",
    ),
    "an unknown intent": (
        "sources/garden/claims.yaml",
        "as: [obtainsSupportFrom]",
        "as: [obtainSupportFrom]",
        "obtainSupportFrom",
        "unknown CiTO intent 'obtainSupportFrom' (did you mean 'obtainsSupportFrom'",
    ),
    "a sentence left over": (
        "sources/garden/claims.yaml",
        "- at: 1.1\n",
        "- at: 1.2\n",
        "@first",
        "nothing is said of sentence 1.1",
    ),
    "a qualified claim that is not there": (
        "sources/garden/claims.yaml",
        "quote: drought impedes it",
        "quote: drought impedes it\n  qualifies: garden means garden-place",
        "@2:at: 1.2",
        "1.2 has no claim 'garden means garden-place' to qualify",
    ),
    "a work that the sentence does not cite": (
        "sources/garden/claims.yaml",
        "quote: drought impedes it",
        "quote: drought impedes it\n  cites: [greene-1901]",
        "@2:at: 1.2",
        "1.2 has no citation of 'greene-1901'",
    ),
    "an alias": (
        "sources/garden/claims.yaml",
        "phrase: impedes",
        "phrase: &x impedes",
        "&x",
        "anchors and aliases",
    ),
    "a tag": (
        "sources/garden/claims.yaml",
        "phrase: impedes",
        "phrase: !!python/name:os.system x",
        "!!python",
        "is not used here",
    ),
    "damaged anchors": (
        "sources/garden/anchors.json",
        '"letters": 35',
        '"leters": 35',
        "@first",
        "is damaged",
    ),
    "a kind that a relation does not allow": (
        "ontology/concepts.ttl",
        "c:need-for-nourishment a rlt:Need",
        "c:need-for-nourishment a rlt:State",
        "sources/garden/claims.yaml|at: 2.2",
        "the object of 'satisfies' must be a need",
    ),
    "a concept without a kind": (
        "ontology/concepts.ttl",
        "c:plant-growth a rlt:Outcome",
        "c:plant-growth a rlt:Nothing",
        "c:plant-growth a",
        "has not exactly one kind",
    ),
    "two concepts with one label": (
        "ontology/concepts.ttl",
        '"drought"@en',
        '"plant growth"@en',
        "c:drought a",
        "another concept has the same label",
    ),
    "an orphan": (
        "sources/garden/claims.yaml",
        "fine-soil satisfies",
        "contact satisfies",
        "ontology/concepts.ttl|c:fine-soil a",
        "nothing speaks of it",
    ),
    "a circle of broader concepts": (
        "ontology/concepts.ttl",
        '"plant growth"@en ;',
        '"plant growth"@en ; skos:broader c:flourishing ;',
        "c:plant-growth a",
        "broader than itself",
    ),
    "a concept without a definition": (
        "ontology/concepts.ttl",
        '    skos:definition "Soil with small crumbs."@en ;\n',
        "",
        "c:fine-soil a",
        "a concept has a definition",
    ),
    "a statement that is no sentence": (
        "sources/garden/claims.yaml",
        "says: Drought holds growth back.",
        "says: holds back",
        "@2:at: 1.2",
        "a statement is a sentence",
    ),
    "a work that nothing cites": (
        "sources/garden/claims.yaml",
        "cites: [greene-1901]\n  as:",
        "cites: [stern-1985]\n  as:",
        "sources/bibliography.json|greene-1901",
        "nothing cites this work",
    ),
    "a person without a source": (
        "ontology/concepts.ttl",
        "    dcterms:source <https://example.org/greene> .",
        '    foaf:nick "A" .',
        "person:greene a",
        "what is said of a person has a source",
    ),
}


#: The cases that only the built graph shows.
OF_THE_GRAPH = {
    "a kind that a relation does not allow",
    "a concept without a kind",
    "two concepts with one label",
    "an orphan",
    "a circle of broader concepts",
    "a concept without a definition",
    "a statement that is no sentence",
    "a work that nothing cites",
    "a person without a source",
}


def break_(toy: Path, file: str, old: str, new: str) -> None:
    path = toy / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_the_small_workspace_is_well(run: Run) -> None:
    """What the tests start from has no problem."""
    result = run("-C", Path(__file__).parent / "data" / "toy", "check")
    assert (result.exit_code, result.output) == (0, "all is well\n")


def line_of(text: str, where: str) -> int:
    """The line of a file that a case names."""
    if where == "@first":
        return 1
    mark, _, wanted = where.partition(":") if where.startswith("@") else ("", "", where)
    lines = [n for n, line in enumerate(text.splitlines(), 1) if wanted in line]
    return lines[1] if mark == "@2" else lines[0] + (mark == "@after")


def findings_of(folder: Path, *, shapes: bool) -> list[Finding]:
    """What the reader finds; with `shapes`, what is found of the built graph as well."""
    workspace = Workspace.open(folder)
    if shapes:
        return check(workspace)
    reading = Reading(workspace)
    list(reading.sources())
    return reading.findings


@pytest.mark.parametrize("case", BROKEN)
def test_a_mistake_is_reported_with_file_line_and_mend(case: str, toy: Path) -> None:
    """Every mistake is found in its file and line, and said in words."""
    file, old, new, where, message = BROKEN[case]
    break_(toy, file, old, new)
    if "|" in where:
        file, _, where = where.partition("|")
    line = line_of((toy / file).read_text(encoding="utf-8"), where)
    said = [str(f) for f in findings_of(toy, shapes=case in OF_THE_GRAPH)]
    assert any(f"{toy / file}:{line}: " in one and message in one for one in said), said


def test_all_problems_are_reported_at_once(toy: Path, run: Run) -> None:
    """One run shows every mistake, in the order of files and lines."""
    for case in ("unknown concept", "an unknown certainty", "misspelt reference", "bad JSON"):
        break_(toy, *BROKEN[case][:3])
    lines = run("-C", toy, "check").output.splitlines()
    for case in ("unknown concept", "an unknown certainty", "bad JSON"):
        assert any(BROKEN[case][4] in line for line in lines), case


def test_other_commands_name_the_first_problem(toy: Path, run: Run) -> None:
    """A card from broken files is refused with one line and exit code 2."""
    break_(toy, *BROKEN["unknown concept"][:3])
    result = run("-C", toy, "concept", "plant growth")
    assert result.exit_code == 2
    assert len(result.stderr.splitlines()) == 1
    assert "unknown concept 'drouht'" in result.stderr


@pytest.mark.parametrize(
    "file",
    ["ontology/concepts.ttl", "sources/bibliography.json", "sources/garden/claims.yaml",
     "sources/garden/source.yaml", "sources/garden/anchors.json"],
)  # fmt: skip
@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("Größe".encode("latin-1") + b"\nx", "is not UTF-8 text"),
        (b"", ""),
        (b"a\x00b", "holds a control character"),
        (b"[" * 100_000, ""),
        (b"- " * 100_000, ""),
    ],
    ids=["wrong encoding", "empty", "control character", "deep brackets", "deep lists"],
)
def test_unreadable_files(toy: Path, file: str, content: bytes, message: str) -> None:
    """Whatever a file holds, it is said where it cannot be used."""
    (toy / file).write_bytes(content)
    said = [str(finding) for finding in findings_of(toy, shapes=False)]
    assert any(str(toy / file) in one and message in one for one in said), said


def test_a_huge_file_is_not_read(toy: Path, run: Run) -> None:
    """A file beyond the limit is refused by its size."""
    with (toy / "sources/garden/claims.yaml").open("wb") as handle:
        handle.truncate(LARGEST_FILE + 1)
    result = run("-C", toy, "check")
    assert result.exit_code == 1
    assert "claims.yaml:1: the file is larger than 32 MB" in result.output


def test_a_missing_file_is_reported(toy: Path, run: Run) -> None:
    """A source without its claims is a problem, not a crash."""
    (toy / "sources/garden/claims.yaml").unlink()
    result = run("-C", toy, "check")
    assert result.exit_code == 1
    assert "claims.yaml:1: cannot be read: No such file or directory" in result.output


def test_what_cannot_be_read_at_all_exits_with_2(tmp_path: Path, run: Run) -> None:
    """A folder that is no workspace, or none at all, is one line and exit code 2."""
    for folder in (tmp_path / "nothing", tmp_path):
        result = run("-C", folder, "check")
        assert (result.exit_code, len(result.stderr.splitlines())) == (2, 1)


def test_json_findings(toy: Path, run: Run) -> None:
    """Programs get the same findings as objects."""
    import json

    break_(toy, *BROKEN["unknown concept"][:3])
    findings = json.loads(run("-C", toy, "check", "--format", "json").output)
    first = next(f for f in findings if f["rule"] == "unknown")
    assert first["file"].endswith("claims.yaml")
    assert first["line"] == 14
    assert first["mend"].startswith("did you mean 'drought'")


def test_the_bundled_sources_are_not_changed_by_a_workspace(toy: Path, run: Run) -> None:
    """A concept that a workspace gives again is reported with both places."""
    path = toy / "ontology/concepts.ttl"
    path.write_text(
        path.read_text(encoding="utf-8") + '\nc:contact skos:prefLabel "touch"@en .\n',
        encoding="utf-8",
    )
    output = run("-C", toy, "check").output
    assert "'contact' is already in" in output


_SHAPE = (
    "@prefix sh: <http://www.w3.org/ns/shacl#> .\n"
    "<https://example.org/s> a sh:NodeShape ; sh:targetSubjectsOf "
    '<http://www.w3.org/2004/02/skos/core#prefLabel> ; sh:sparql [ sh:select "%s" ] .'
)


@pytest.mark.parametrize(
    ("file", "text"),
    [
        (
            "ontology/rules/away.rq",
            "CONSTRUCT { ?s ?p ?o }\nWHERE { SERVICE <http://127.0.0.1:%d/> { ?s ?p ?o } }",
        ),
        (
            "ontology/rules/away.rq",
            "CONSTRUCT { ?s ?p ?o }\nWHERE { ?s ?p 1SERVICE<http://127.0.0.1:%d/>{ ?s ?p ?o } }",
        ),
        (
            "ontology/rules/away.rq",
            "CONSTRUCT { ?s ?p ?o }\nWHERE { SERVICESILENT<http://127.0.0.1:%d/>{ ?s ?p ?o } }",
        ),
        (
            "ontology/shapes.ttl",
            _SHAPE % r"SELECT $this { SERVICE <http://127.0.0.1:%d/> { $this ?p ?o } }",
        ),
        (
            "ontology/shapes.ttl",
            _SHAPE % r"SELECT $this { \u0053ERVICE <http://127.0.0.1:%d/> { $this ?p ?o } }",
        ),
        (
            "ontology/shapes.ttl",
            _SHAPE % r"SELECT $this { \\u0053ERVICE <http://127.0.0.1:%d/> { $this ?p ?o } }",
        ),
        (
            "ontology/shapes.ttl",
            _SHAPE % r"SELECT $this { \u005Cu0053ERVICE <http://127.0.0.1:%d/> { $this ?p ?o } }",
        ),
    ],
    ids=["rule", "run in", "run on", "shape", "escaped", "escaped in SPARQL", "escaped twice"],
)
def test_no_file_makes_the_program_ask_another_server(toy: Path, file: str, text: str) -> None:
    """A rule or a shape that names a server is refused, and nothing reaches that server."""
    with socket.create_server(("127.0.0.1", 0)) as canary:
        canary.settimeout(0.2)
        path = toy / file
        path.parent.mkdir(exist_ok=True)
        path.write_text(text % canary.getsockname()[1], encoding="utf-8")
        said = [str(finding) for finding in findings_of(toy, shapes=True)]
        assert any(f"{path}:" in one and "asks another server" in one for one in said), said
        with pytest.raises(TimeoutError):
            canary.accept()

"""Works from reference managers: CSL-JSON, BibTeX and RIS, whatever stands in them."""

import json
from pathlib import Path

import pytest
from helpers import Run
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from relatum.graph.errors import RelatumError
from relatum.graph.own.beginnings import begin
from relatum.graph.own.csl import BadRecord, cleaned, day, is_isbn
from relatum.graph.own.present import Known
from relatum.graph.own.records import read_records
from relatum.graph.own.works import key_for, sort_works

STERN = {
    "id": "http://zotero.org/users/1/items/A",
    "type": "book",
    "author": [{"family": "Trevarthen", "given": "Colwyn"}],
    "title": "A <i>study</i> of infants",
    "issued": {"date-parts": [["1979", "3"]]},
    "DOI": "https://doi.org/10.1000/xyz.1",
    "ISBN": "978-0-465-03403-1",
    "abstract": "A long text of somebody else.",
    "accessed": {"date-parts": [[2020]]},
}
BIBTEX = """% exported
@string{np = "Norton"}
@comment{jabref-meta: x}

@article{one, author={M{\\"u}ller, J{\\"o}rg and van der Kolk, Bessel A.}, title={A {\\"U}ber
  title}, journal={J. of X}, year=1994, month=mar, pages={12--14}, doi={10.1000/abc}}
@book{two, author={{World Health Organization}}, title={Guide}, date={2001-05-06}, publisher=np}
@book{three, author={Doe, Ann}, title={Later}, year={in press}}
@book{four, author={A, B, title={no}
"""
RIS = """TY  - JOUR
AU  - Tronick, Edward
A1  - Cohn, Jeffrey F.
TI  - Infants and mothers
T2  - Child Development
PY  - 1989/03//
SP  - 112
EP  - 119
SN  - 0009-3920
UR  - https://example.org/
ER  - 

TY  - BOOK
AU  - Cut, Off
TI  - Nothing
TY  - BOOK
AU  - Institute
TI  - A book
Y1  - 1990
SN  - 0-465-07691-3
ER  -
"""  # noqa: W291


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """A workspace as `relatum init` makes it."""
    folder = tmp_path / "course"
    begin(folder)
    return folder


def put(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def works(folder: Path) -> dict[str, dict[str, object]]:
    text = (folder / "sources/bibliography.json").read_text(encoding="utf-8")
    return {record["id"]: record for record in json.loads(text)}


def test_csl_json_is_taken_without_what_is_not_needed(tmp_path: Path) -> None:
    """Markup goes, the DOI loses its address, the ISBN keeps its form; abstracts stay away."""
    read = read_records(put(tmp_path, "a.json", json.dumps([STERN])))
    ((record, line),) = read.records
    assert record == {
        "type": "book",
        "author": [{"family": "Trevarthen", "given": "Colwyn"}],
        "title": "A study of infants",
        "ISBN": "978-0-465-03403-1",
        "DOI": "10.1000/xyz.1",
        "issued": {"date-parts": [[1979, 3]]},
    }
    assert (line, read.findings) == (1, [])


def test_bibtex_is_taken_with_its_accents_names_and_dates(tmp_path: Path) -> None:
    """Each bad entry is a line with its name and mend; the others are read all the same."""
    path = put(tmp_path, "a.bib", BIBTEX)
    read = read_records(path)
    (one, _), (two, _) = read.records
    assert one["author"][0] == {"family": "Müller", "given": "Jörg"}
    assert one["author"][1]["family"] == "van der Kolk"
    assert (one["title"], one["page"]) == ("A Über title", "12-14")
    assert one["issued"] == {"date-parts": [[1994, 3]]}
    assert two["author"] == [{"literal": "World Health Organization"}]
    assert (two["publisher"], two["issued"]) == ("Norton", {"date-parts": [[2001, 5, 6]]})
    said = [str(finding) for finding in read.findings]
    assert said[0].startswith(f"{path}:8: 'three' has 'in press' as date, which is none (")
    assert said[1].startswith(f"{path}:9: 'four' cannot be read")
    assert len(said) == 2


def test_ris_is_taken_and_a_record_without_an_end_is_reported(tmp_path: Path) -> None:
    """Such a record swallows none of the next."""
    path = put(tmp_path, "a.ris", RIS)
    read = read_records(path)
    (one, first), (two, last) = read.records
    assert (one["title"], one["page"], one["ISSN"]) == (
        "Infants and mothers", "112-119", "0009-3920",
    )  # fmt: skip
    assert [person["family"] for person in one["author"]] == ["Tronick", "Cohn"]
    assert one["issued"] == {"date-parts": [[1989, 3]]}
    assert two["custom"] == {"unverified": ["ISBN"]}
    assert (first, last) == (1, 16)
    (finding,) = read.findings
    assert str(finding).startswith(f"{path}:13: record 2 is cut off")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"issued": {"date-parts": [[2001, 13]]}}, "as date, which is none"),
        ({"issued": {"date-parts": [[2001, 2, 30]]}}, "as date, which is none"),
        ({"issued": {"literal": "n.d."}}, "has 'n.d.' as date"),
        ({"issued": {"date-parts": [[9185]]}}, "as date, which is none"),
        ({"issued": None}, "has no year"),
        ({"title": " \n "}, "has no title"),
        ({"author": []}, "has no author"),
        ({"author": [{"given": "Ann"}]}, "without a family name"),
        ({"type": "bok"}, "has the unknown type 'bok'"),
        ({"DOI": "ten"}, "has 'ten' as DOI"),
    ],
)
def test_a_bad_record_is_one_line_with_a_mend(change: dict[str, object], message: str) -> None:
    """What is wrong, and what to do about it."""
    with pytest.raises(BadRecord) as error:
        cleaned({**STERN, **change})
    assert message in str(error.value)
    assert error.value.mend


def test_keys_are_those_of_the_bibliography() -> None:
    """Family names and year; a, b where several fit, and what is there keeps its key."""
    people = [{"family": "Mahler"}, {"family": "Pine"}, {"family": "Bergman"}]
    issued = {"date-parts": [[1975]]}
    assert key_for({"author": people, "issued": issued}) == "mahler-pine-bergman-1975"
    assert key_for({"author": [*people, *people], "issued": issued}) == "mahler-et-al-1975"
    one = {"author": [{"family": "Müller"}], "issued": issued, "title": "One"}
    two, three = {**one, "title": "Two"}, {**one, "title": "Three"}
    nothing = Known([], [], {})
    keys = [record["id"] for record in sort_works([one, two, one], nothing).new]
    assert keys == ["muller-1975a", "muller-1975b"]
    from relatum.graph.errors import Place

    there = Known([], [], {"muller-1975": (one, Place(Path("x"), 1))})
    found = sort_works([one, two, three], there)
    assert [record["id"] for record in found.new] == ["muller-1975b", "muller-1975c"]
    assert found.there == [(one, "muller-1975")]


def test_works_are_added_and_shown(course: Path, tmp_path: Path, run: Run) -> None:
    """The good ones are written, whole; the bad ones reported, with exit code 1."""
    path = put(tmp_path, "a.bib", BIBTEX)
    before = (course / "sources/bibliography.json").read_text(encoding="utf-8")
    result = run("-C", course, "work", "add", path)
    assert result.exit_code == 1
    assert "wrote 2 works (muller-van-der-kolk-1994, world-health-organization-2001)" in (
        result.output
    )
    assert len([line for line in result.stderr.splitlines() if line.startswith("relatum: ")]) == 2
    after = (course / "sources/bibliography.json").read_text(encoding="utf-8")
    assert after.startswith(before.rstrip().removesuffix("]").rstrip())
    assert "World Health Organization" in (
        run("-C", course, "work", "world-health-organization-2001").output
    )


def test_a_work_that_is_there_is_not_written_twice(course: Path, tmp_path: Path, run: Run) -> None:
    """The same again is left alone; one of yours that differs is written anew when asked for."""
    path = put(tmp_path, "a.json", json.dumps([STERN]))
    assert run("-C", course, "work", "add", path).exit_code == 0
    before = (course / "sources/bibliography.json").read_bytes()
    again = run("-C", course, "work", "add", path)
    assert "is there already as trevarthen-1979" in again.output
    other = put(tmp_path, "b.json", json.dumps([{**STERN, "publisher": "Press"}]))
    said = run("-C", course, "work", "add", other)
    assert "trevarthen-1979 has another publisher; --replace writes it anew" in said.stderr
    assert (course / "sources/bibliography.json").read_bytes() == before
    assert run("-C", course, "work", "add", "--replace", other).exit_code == 0
    assert works(course)["trevarthen-1979"]["publisher"] == "Press"
    assert list(works(course)) == ["example-2000", "trevarthen-1979"]


def test_a_bundled_work_is_never_written_anew(course: Path, tmp_path: Path, run: Run) -> None:
    """Found by its title without the subtitle as well."""
    title = "The Interpersonal World of the Infant"
    stern = f"@book{{s, author={{Stern, Daniel N.}}, year=1985, title={{{title}}}}}"
    said = run("-C", course, "work", "add", "--replace", put(tmp_path, "a.bib", stern))
    assert "stern-1985 has another title; it is a bundled work" in said.stderr
    assert "nothing was written" in said.output
    assert list(works(course)) == ["example-2000"]


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.txt", b"some words", "holds no works"),
        ("a.json", b"{}", "is not a CSL-JSON list"),
        ("a.json", b"[{", "is not valid JSON"),
        ("a.json", b"[" * 100_000, "a.json"),
        ("a.bib", "@book{x, title={Größe}}".encode("latin-1"), "is not UTF-8"),
        ("a.bib", b"", "holds no works"),
        ("a.ris", b"\x00", "control character"),
    ],
)
def test_a_file_that_holds_no_works_is_one_line(
    course: Path, tmp_path: Path, run: Run, name: str, content: bytes, message: str
) -> None:
    """Exit code 2, and nothing is written."""
    path = tmp_path / name
    path.write_bytes(content)
    result = run("-C", course, "work", "add", path)
    assert (result.exit_code, len(result.stderr.splitlines())) == (2, 1), result.output
    assert message in result.stderr


VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=12)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=6), inner, max_size=3)
    ),
    max_leaves=6,
)
FIELDS = st.sampled_from([*STERN, "editor", "volume", "page", "container-title", "custom"])


@settings(max_examples=200, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(change=st.dictionaries(FIELDS, VALUES, max_size=4))
@example(change={"issued": {"date-parts": [[float("inf")]]}})
@example(change={"title": "\ud800x"})
def test_any_csl_record_is_taken_or_refused(change: dict[str, object]) -> None:
    """What is taken can be written, and is taken again as it is."""
    try:
        record = cleaned({**STERN, **change})
    except BadRecord as error:
        assert str(error).isprintable()
        return
    assert json.loads(json.dumps(record, ensure_ascii=False).encode()) == record
    assert {**cleaned(record), "custom": 0} == {**record, "custom": 0}


_BITS = st.sampled_from(
    ["@book{k,", "@article(", "@string{a=", "author", "title", "year", "=", "{", "}", '"', ",",
     "Doe, Ann and ", "\\\"u", "\\", "#", "%", "1985", "@comment{", "\n", "in press", "{\\'e}",
     "TY  - BOOK\n", "ER  - \n", "AU  - Doe, A.\n", "TI  - T\n", "PY  - 2001//\n", "XX", "\t"]
)  # fmt: skip


@settings(max_examples=300, suppress_health_check=list(HealthCheck), deadline=None)
@given(parts=st.lists(st.one_of(_BITS, st.text(max_size=8)), max_size=30), ending=st.sampled_from(
    [".bib", ".ris", ".json"]))  # fmt: skip
def test_no_file_brings_its_reader_down(tmp_path: Path, parts: list[str], ending: str) -> None:
    """Whatever stands in it, it is read, refused, or some of both."""
    path = tmp_path / f"any{ending}"
    path.write_text("".join(parts), encoding="utf-8", errors="ignore")
    try:
        read = read_records(path)
    except RelatumError as error:
        assert str(error)
        return
    for record, line in read.records:
        assert record["title"] and line >= 1
    assert all("\n" not in str(finding) for finding in read.findings)


@given(text=st.text(max_size=15))
def test_a_date_is_its_parts_or_none(text: str) -> None:
    """Nothing that is no date is taken for one."""
    try:
        parts = day(text)
    except ValueError:
        return
    assert 1 <= len(parts) <= 3
    assert parts[0]


@given(digits=st.text("0123456789", min_size=12, max_size=12), wrong=st.integers(1, 9))
def test_an_isbn_with_one_wrong_digit_is_none(digits: str, wrong: int) -> None:
    """The check digit tells."""
    check = next(str(n) for n in range(10) if is_isbn(f"{digits}{n}"))
    assert not is_isbn(f"{digits}{(int(check) + wrong) % 10}")

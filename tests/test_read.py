"""Maps that others drew: read whole, matched with the graph, and harmless whoever wrote them."""

import json
import os
from pathlib import Path

import pytest
from helpers import SHARED, Run, missing
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from lxml import etree
from maps import HOSTILE, hostile_maps, material_of, spoken, texts

from relatum.graph.errors import RelatumError
from relatum.graph.formats.drawn import DrawnMap, Leftover
from relatum.graph.formats.material import Material, plain
from relatum.graph.formats.readers import READERS, read_map
from relatum.graph.formats.writers import WRITERS
from relatum.graph.maps.conceptmap import ConceptMap
from relatum.graph.maps.recognition import recognise
from relatum.graph.maps.selection import Wanted, select
from relatum.graph.store import Store

ANY = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def said(drawn: DrawnMap) -> list[tuple[str, str, str]]:
    return sorted((one.subject, one.phrase, one.object) for one in drawn.propositions)


def cxl(body: str, head: str = "") -> str:
    """A CXL file with a map of one's own."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'{head}<cmap xmlns="http://cmap.ihmc.us/xml/cmap/"><map>{body}</map></cmap>'
    )


def boxes(concepts: str, phrases: str, lines: str, more: str = "") -> str:
    """Lists of a map: labels are ids; lines are `a>b`, both ways with `=`."""
    listed = "".join(f'<concept id="{c}" label="{c}"/>' for c in concepts.split())
    linking = "".join(f'<linking-phrase id="{p}" label="{p}"/>' for p in phrases.split())
    connections = ""
    for line in lines.split():
        start, sign, end = line.partition(">") if ">" in line else line.partition("=")
        both = ' isBidirectional="true"' if sign == "=" else ""
        connections += (
            f'<connection id="{line[:1]}{line[-1:]}" from-id="{start}" to-id="{end}"{both}/>'
        )
    return cxl(
        f"<concept-list>{listed}</concept-list><linking-phrase-list>{linking}"
        f"</linking-phrase-list><connection-list>{connections}</connection-list>{more}"
    )


def read_text(folder: Path, text: str, name: str = "map.cxl") -> DrawnMap:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return read_map(file)


# ------------------------------------------------------------ what we write


@ANY
@given(concept_map=hostile_maps())
def test_a_written_cxl_reads_back(concept_map: ConceptMap, store: Store, tmp_path: Path) -> None:
    """Whatever the labels, the same propositions, concepts, title and question come back."""
    file = tmp_path / "map.cxl"
    file.write_bytes(WRITERS[".cxl"](material_of(concept_map, store)))
    drawn = read_map(file)
    assert said(drawn) == spoken(concept_map)
    assert sorted(one.label for one in drawn.concepts) == sorted(
        map(plain, concept_map.labels.values())
    )
    assert (drawn.title, drawn.question) == (plain(concept_map.title), plain(concept_map.question))
    assert drawn.leftovers == ()


@ANY
@given(concept_map=hostile_maps())
def test_a_written_graphml_reads_back(
    concept_map: ConceptMap, store: Store, tmp_path: Path
) -> None:
    """The same of GraphML; of two boxes called alike, what is said of both is said once."""
    file = tmp_path / "map.graphml"
    file.write_bytes(WRITERS[".graphml"](material_of(concept_map, store)))
    drawn = read_map(file)
    assert sorted(set(said(drawn))) == sorted(set(spoken(concept_map)))
    assert (drawn.title, drawn.question) == (plain(concept_map.title), plain(concept_map.question))


@ANY
@given(concept_map=hostile_maps())
def test_a_written_table_reads_back(concept_map: ConceptMap, store: Store, tmp_path: Path) -> None:
    """The same of CSV, where no concept is without a name."""
    named = [one._replace(label=f"x{one.label}" if not plain(one.label) else one.label)
             for one in concept_map.concepts]  # fmt: skip
    concept_map = concept_map._replace(concepts=tuple(named))
    file = tmp_path / "map.csv"
    file.write_bytes(WRITERS[".csv"](material_of(concept_map, store)))
    assert said(read_map(file)) == sorted(set(spoken(concept_map)))


@pytest.mark.parametrize("key", ["attunement", "contact", "stern", "artificial-closure"])
@pytest.mark.parametrize("ending", [".cxl", ".graphml", ".csv"])
def test_the_graph_knows_every_map_of_its_own(
    key: str, ending: str, store: Store, tmp_path: Path
) -> None:
    """Of a map that was drawn here every concept is known, every proposition a claim."""
    file = tmp_path / f"map{ending}"
    file.write_bytes(WRITERS[ending](Material(select(store, Wanted((key,))), store)))
    result = recognise(store, read_map(file))
    assert not result.near and not result.unknown
    assert len(result.claims) == len(result.drawn.propositions) > 5


# ------------------------------------------------------------ what others draw


SAMPLES = ["AeroCapture", "RPSDL", "expert", "link-types", "student-1", "student-2"]


@pytest.mark.parametrize("name", SAMPLES)
def test_real_maps_are_read_without_loss(name: str) -> None:
    """Every concept, phrase and line of a file that CmapTools wrote is in what is read."""
    file = SHARED / "samples" / "cxl" / f"{name}.cxl"
    if not file.is_file():
        missing(f"the sample {file.name}")
    drawn = read_map(file)
    root = etree.parse(file).getroot()
    labels = {e.get("id"): plain(e.get("label")) for e in root.iter("{*}concept")}
    phrases = {e.get("id"): plain(e.get("label")) for e in root.iter("{*}linking-phrase")}
    assert sorted(one.label for one in drawn.concepts) == sorted(labels.values())
    lines = [(e.get("from-id"), e.get("to-id")) for e in root.iter("{*}connection")]
    into = {p: [labels[s] for s, e in lines if e == p and s in labels] for p in phrases}
    out = {p: [labels[e] for s, e in lines if s == p and e in labels] for p in phrases}
    wanted = {
        (one, words, other)
        for phrase, words in phrases.items()
        for one in into[phrase]
        for other in out[phrase]
    }
    assert set(said(drawn)) == wanted
    assert wanted
    assert len(drawn.leftovers) == sum(not (into[p] and out[p]) for p in phrases)


def test_a_phrase_with_many_on_both_sides_is_every_pair(tmp_path: Path) -> None:
    """One linking phrase, two concepts before and two after: four propositions."""
    drawn = read_text(tmp_path, boxes("a b c d", "leads", "a>leads b>leads leads>c leads>d"))
    assert said(drawn) == [(s, "leads", o) for s in "ab" for o in "cd"]


def test_lines_that_go_both_ways_are_read_both_ways(tmp_path: Path) -> None:
    """A phrase between lines both ways joins its concepts in both directions, none to itself."""
    drawn = read_text(tmp_path, boxes("a b", "meets", "a=meets meets=b"))
    assert said(drawn) == [("a", "meets", "b"), ("b", "meets", "a")]


def test_a_list_of_propositions_narrows(tmp_path: Path) -> None:
    """What a file says is no proposition is none; where it lists some, others are none."""
    lines = "a>p b>p p>c p>d"
    pair = '<proposition><prop-conn conn-id="ap"/><prop-conn conn-id="pc"/></proposition>'
    denied = f"<not-a-proposition-list>{pair}</not-a-proposition-list>"
    only = f"<proposition-list>{pair}</proposition-list>"
    assert ("a", "p", "c") not in said(read_text(tmp_path, boxes("a b c d", "p", lines, denied)))
    assert len(said(read_text(tmp_path, boxes("a b c d", "p", lines, denied)))) == 3
    assert said(read_text(tmp_path, boxes("a b c d", "p", lines, only))) == [("a", "p", "c")]


def test_nested_concepts_say_where_they_are(tmp_path: Path) -> None:
    """A concept within another is read, with the name of that one, and has lines of its own."""
    body = (
        '<concept-list><concept id="1" label="outer&#xa;box"/>'
        '<concept id="2" label="inner" parent-id="1"/></concept-list>'
        '<linking-phrase-list><linking-phrase id="3" label="is in"/></linking-phrase-list>'
        '<connection-list><connection from-id="2" to-id="3"/>'
        '<connection from-id="3" to-id="1"/></connection-list>'
    )
    drawn = read_text(tmp_path, cxl(body))
    assert [(one.label, one.inside) for one in drawn.concepts] == [
        ("outer box", ""),
        ("inner", "outer box"),
    ]
    assert said(drawn) == [("inner", "is in", "outer box")]


def test_empty_labels_and_lost_lines_are_not_lost(tmp_path: Path) -> None:
    """No phrase is an empty phrase; a phrase without a side and a line to nothing are told."""
    body = (
        '<concept-list><concept id="a" label="a"/><concept id="b" label="b"/><concept label="c"/>'
        '</concept-list><linking-phrase-list><linking-phrase id="p" label=""/>'
        '<linking-phrase id="q" label="????"/><linking-phrase id="r" label="ends"/>'
        "</linking-phrase-list><connection-list>"
        + "".join(
            f'<connection from-id="{one}" to-id="{other}"/>'
            for one, other in map(tuple, ["ap", "pb", "bq", "qa", "ar", "ax", "ab"])
        )
        + "</connection-list>"
    )
    drawn = read_text(tmp_path, cxl(body))
    assert said(drawn) == [("a", "", "b"), ("b", "", "a")]
    assert [one.label for one in drawn.concepts] == ["a", "b", "c"]
    assert drawn.leftovers == (Leftover("a ends ...", 2), Leftover("a ...", 2))


def test_phrases_in_a_row_are_one(tmp_path: Path) -> None:
    """A linking phrase that leads to another is read on, and a circle of them ends."""
    drawn = read_text(tmp_path, boxes("a b", "p q", "a>p p>q q>b q>p"))
    assert ("a", "p q", "b") in said(drawn)


def test_graphml_of_others_has_its_phrases_on_the_lines(tmp_path: Path) -> None:
    """As yEd writes it: labels in its graphics, groups of nodes, labels on lines."""
    graphml = (
        '<graphml xmlns="http://graphml.graphdrawing.org/xmlns" '
        'xmlns:y="http://www.yworks.com/xml/graphml">'
        '<key for="node" id="d6" yfiles.type="nodegraphics"/>'
        '<key for="edge" id="d10" yfiles.type="edgegraphics"/>'
        '<graph edgedefault="directed" id="G"><node id="g"><data key="d6">'
        "<y:ProxyAutoBoundsNode><y:Realizers><y:GroupNode><y:NodeLabel>care</y:NodeLabel>"
        "</y:GroupNode></y:Realizers></y:ProxyAutoBoundsNode></data>"
        '<graph edgedefault="directed" id="g:"><node id="n0"><data key="d6"><y:ShapeNode>'
        "<y:NodeLabel>attunement<y:LabelModel/></y:NodeLabel></y:ShapeNode></data></node></graph>"
        '</node><node id="n1"/><edge id="e0" source="n0" target="n1"><data key="d10">'
        "<y:PolyLineEdge><y:EdgeLabel>begins with</y:EdgeLabel></y:PolyLineEdge></data></edge>"
        "</graph></graphml>"
    )
    drawn = read_text(tmp_path, graphml, "map.graphml")
    assert said(drawn) == [("attunement", "begins with", "n1")]
    assert [(one.label, one.inside) for one in drawn.concepts] == [
        ("care", ""),
        ("attunement", "care"),
        ("n1", ""),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Subject;Relation;Object\nattunement;begins with;empathy\n",
        "attunement\tbegins with\tempathy\n",
        "no,from,verb,to\n1,attunement,begins with,empathy\n",
        '"attunement","begins\nwith","empathy",more\n\n',
        "\ufeffsubject,linking phrase,object\r\nattunement,begins with,empathy\r\n",
    ],
)
def test_tables_as_others_make_them(text: str, tmp_path: Path) -> None:
    """With semicolons, tabs or commas, with names of columns or without, from any system."""
    for ending in (".csv", ".tsv", ".txt"):
        drawn = read_text(tmp_path, text, f"map{ending}")
        assert said(drawn) == [("attunement", "begins with", "empathy")]


# ------------------------------------------------------------ beside the graph


def test_what_is_known_near_and_unknown(run: Run, tmp_path: Path) -> None:
    """Concepts by any name; claims in the same words, in others, none, or not to be compared."""
    file = tmp_path / "mine.csv"
    file.write_text(
        "attunement,begins with,empathy\n"
        "The Attunement,is the end of,empathy\n"
        "attunement,needs,physical bonding\n"
        "attunemant,is,guilt\n",
        encoding="utf-8",
    )
    result = run("read", file, "--format", "json")
    assert result.exit_code == 0
    data = json.loads(result.stdout)
    assert {one["key"] for one in data["known"]} == {"attunement", "empathy", "physical-bonding"}
    assert [(one["drawn"]["label"], one["near"]) for one in data["near"]] == [
        ("attunemant", ["attunement"])
    ]
    assert [one["label"] for one in data["unknown"]] == ["guilt"]
    ((claim,), (otherwise,)) = data["claims"], data["otherwise"]
    assert {"at": "9.2", "certainty": "stated"}.items() <= claim["said"][0].items()
    assert otherwise["drawn"]["phrase"] == "is the end of"
    assert "begins with" in {one["phrase"] for one in otherwise["said"]}
    assert [one["object"] for one in data["silent"]] == ["physical bonding"]
    assert [one["object"] for one in data["unchecked"]] == ["guilt"]


def test_the_report_reads(run: Run, tmp_path: Path) -> None:
    """As text: what is known with its sentence, and what is not."""
    file = tmp_path / "mine.csv"
    file.write_text("attunement,begins with,empathy\nattunemant,is,guilt\n", encoding="utf-8")
    text = run("read", file).stdout
    assert "4 concepts and 2 propositions" in text
    assert "attunemant: did you mean 'attunement'?" in text
    assert "The first part of attunement is empathy. [9.2]" in text
    assert "Concepts that are not in the graph (1)\n  guilt" in text


def test_a_report_holds_no_codes_for_the_terminal(run: Run, tmp_path: Path) -> None:
    """What a stranger's label holds cannot move the cursor or change colours."""
    file = tmp_path / "mine.csv"
    file.write_text("a\x9b31m,\u0085is,b\x7f\n", encoding="utf-8")
    assert not set(run("read", file).stdout) & {"\x1b", "\x9b", "\x7f", "\x85"}


# ------------------------------------------------------------ from strangers


BOMB = '<!DOCTYPE cmap [<!ENTITY a "x"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE cmap [<!ENTITY file SYSTEM "{file}">]>'
PARAMETER = '<!DOCTYPE cmap [<!ENTITY % more SYSTEM "{file}">%more;]>'
HARMFUL = {
    "entities": (cxl('<concept-list><concept label="&b;"/></concept-list>', BOMB), "entities"),
    "a file outside": (cxl('<concept-list>&file;</concept-list>', OUTSIDE), "entities"),
    "a parameter": (cxl("", PARAMETER), "entities"),
    "depth": (cxl("<a>" * 5000 + "</a>" * 5000), "deeper"),
    "breadth": (cxl("<a/>" * 250_000), "larger"),
    "not XML": ("attunement begins with empathy", "XML"),
    "cut off": (boxes("a b", "p", "a>p p>b")[:-20], ":2: is not valid XML"),
    "nothing": ("", "XML"),
    "a page": ("<html><body/></html>", "begins with <html>"),
    "no map": ('<cmap xmlns="http://cmap.ihmc.us/xml/cmap/"/>', "no concepts"),
    "an unknown encoding": ('<?xml version="1.0" encoding="x-none"?><cmap/>', "encoding"),
    "many to many": (boxes(" ".join(f"c{n}" for n in range(1200)), "p", " ".join(
        [*(f"c{n}>p" for n in range(600)), *(f"p>c{n}" for n in range(600, 1200))])), "too many"),
    "phrases in circles": (boxes("a", " ".join(f"p{n}" for n in range(80)), "a>p0 " + " ".join(
        f"p{n}>p{m}" for n in range(80) for m in range(80))), "too many"),
}  # fmt: skip


@pytest.mark.parametrize("name", HARMFUL)
def test_harmful_files_are_refused_in_a_line(name: str, run: Run, tmp_path: Path) -> None:
    """One line that names the file, exit code 2; nothing outside the file is read."""
    secret = tmp_path / "secret.txt"
    secret.write_text("the secret", encoding="utf-8")
    text, reason = HARMFUL[name]
    file = tmp_path / "map.cxl"
    file.write_text(text.replace("{file}", secret.as_uri()), encoding="utf-8")
    result = run("read", file)
    assert result.exit_code == 2
    assert result.stderr.count("\n") == 1
    assert "map.cxl" in result.stderr and reason in result.stderr
    assert "the secret" not in result.output


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("map.cxl", b" " * (32 * 1024 * 1024 + 1), "larger than 32 MB"),
        ("map.csv", b"a,b\n", ":1: a row needs"),
        ("map.csv", b"a,b,c\nd,e,\n", ":2: a row needs"),
        ("map.csv", b"\xff\xfea\x00,\x00", "UTF-8"),
        ("map.csv", b"a,b,c\n\x00", ":2: holds a control character"),
        ("map.csv", b'a,b,"' + b"x" * 200_000, ":1: is no table"),
        ("map.graphml", b"<cmap/>", "is no GraphML"),
        ("map.docx", b"", "must end in .cxl"),
        ("map.csv", b"", "no concepts"),
    ],
)
def test_unreadable_files_are_refused_in_a_line(
    name: str, data: bytes, reason: str, run: Run, tmp_path: Path
) -> None:
    """Too large, of another encoding, or no map: one line with the file, exit code 2."""
    file = tmp_path / name
    file.write_bytes(data)
    result = run("read", file)
    assert result.exit_code == 2
    assert result.stderr.count("\n") == 1
    assert name in result.stderr and reason in result.stderr


def test_a_map_in_another_encoding_is_read(tmp_path: Path) -> None:
    """XML says how it is written: UTF-16 and Latin-1 are read as they should be."""
    for encoding in ("utf-16", "iso-8859-1"):
        file = tmp_path / "map.cxl"
        text = boxes("café b", "p", "café>p p>b").replace("UTF-8", encoding.upper())
        file.write_bytes(text.encode(encoding))
        assert said(read_map(file)) == [("café", "p", "b")]


@ANY
@given(text=texts | st.text(max_size=200), ending=st.sampled_from(sorted(READERS)))
@example(text="<cmap", ending=".cxl")
@example(text='a,"b', ending=".csv")
def test_any_text_is_a_map_or_refused(text: str, ending: str, tmp_path: Path) -> None:
    """Whatever stands in a file, reading it ends in a map or in one line that names it."""
    file = tmp_path / f"any{ending}"
    file.write_bytes(text.encode("utf-8", "surrogatepass"))
    try:
        drawn = read_map(file)
    except RelatumError as error:
        assert file.name in str(error) and "\n" not in str(error)
    else:
        assert drawn.concepts


@ANY
@given(
    labels=st.lists(texts, min_size=2, max_size=5),
    ends=st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=12),
    parents=st.lists(st.integers(0, 9), min_size=5, max_size=5),
)
def test_any_boxes_and_lines_are_read(
    labels: list[str], ends: list[tuple[int, int]], parents: list[int], store: Store, tmp_path: Path
) -> None:
    """However boxes and lines are joined, nothing is lost and nothing goes wrong."""
    root = etree.Element("cmap")
    drawing = etree.SubElement(root, "map")
    for name, first in (("concept", 0), ("linking-phrase", 5)):
        listed = etree.SubElement(drawing, f"{name}-list")
        for number, label in enumerate(labels, first):
            parent = str(parents[number % 5])
            etree.SubElement(
                listed, name, id=str(number), label=plain(label), **{"parent-id": parent}
            )
    listed = etree.SubElement(drawing, "connection-list")
    for start, end in ends:
        etree.SubElement(listed, "connection", {"from-id": str(start), "to-id": str(end)})
    file = tmp_path / "map.cxl"
    file.write_bytes(etree.tostring(root))
    drawn = read_map(file)
    assert len(drawn.concepts) == len(labels)
    result = recognise(store, drawn)
    parts = result.claims, result.otherwise, result.silent, result.unchecked
    assert sum(map(len, parts)) == len(drawn.propositions)


def test_very_many_labels_are_matched_in_time(store: Store) -> None:
    """A large map is compared in seconds, with very long labels too."""
    from time import monotonic

    from relatum.graph.formats.drawn import DrawnConcept

    labels = [f"{label} {n}" for n in range(60) for label in HOSTILE] + ["attunement " * 9000]
    concepts = tuple(DrawnConcept(plain(label), 1) for label in labels)
    start = monotonic()
    recognise(store, DrawnMap("", "", concepts, ()))
    assert monotonic() - start < (60 if os.environ.get("CI") else 20)

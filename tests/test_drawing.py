"""How a map is drawn: nothing overlaps, nothing is clipped, no arrow runs through a box."""

import re
from collections import Counter
from itertools import combinations, pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest
from helpers import Run, relatum

from relatum.graph.drawing.marks import marks, numbered
from relatum.graph.drawing.pictures import Look, draw
from relatum.graph.drawing.sheet import SIZES, frames, sheet
from relatum.graph.drawing.style import LOOKS, OTHER, TEXT
from relatum.graph.maps.composition import compose
from relatum.graph.maps.conceptmap import ConceptMap
from relatum.graph.maps.layout import A4, PHRASE_SIZE, SMALLEST, Arrow, Box, Layout, parts_of
from relatum.graph.maps.selection import Wanted
from relatum.graph.maps.typeface import LEADING, lines, width
from relatum.graph.store import Store

SVG = "{http://www.w3.org/2000/svg}"


def many(store: Store, least: int = 3) -> list[str]:
    """The concepts with so many claims or more."""
    claims: Counter[str] = Counter()
    for row in store.rows("network"):
        claims.update(end.rpartition("/")[2] for end in {row["subject"], row["object"]})
    people = {
        r["thing"].rpartition("/")[2] for r in store.rows("things") if r["kind"] == "theorist"
    }
    return sorted(key for key, number in claims.items() if number >= least and key not in people)


def points(arrow: Arrow, pieces: int = 24) -> list[tuple[float, float]]:
    """An arrow's way in many short steps."""
    found = [arrow.route[0]]
    for at in range(0, len(arrow.route) - 1, 3):
        a, b, c, d = arrow.route[at : at + 4]
        for step in range(1, pieces + 1):
            t = step / pieces
            u = 1 - t
            found.append(
                tuple(  # type: ignore[arg-type]
                    u**3 * a[i] + 3 * u * u * t * b[i] + 3 * u * t * t * c[i] + t**3 * d[i]
                    for i in (0, 1)
                )
            )
    return found


def inside(box: Box, point: tuple[float, float]) -> bool:
    """Whether a point is within a box, by more than a hair."""
    return (
        abs(point[0] - box.x) < box.width / 2 - 0.7 and abs(point[1] - box.y) < box.height / 2 - 0.7
    )


def crossed(ways: list[list[tuple[float, float]]]) -> int:
    """How many pairs of ways cross, by the plain test of all their steps."""
    found = 0
    spans = [[f(p[i] for p in way) for i in (0, 1) for f in (min, max)] for way in ways]
    for (one, a_span), (other, b_span) in combinations(zip(ways, spans, strict=True), 2):
        if any(a_span[i] > b_span[i + 1] or b_span[i] > a_span[i + 1] for i in (0, 2)):
            continue
        found += any(
            _cross(a, b, c, d)
            for a, b in pairwise(one)
            for c, d in pairwise(other)
            if min(a[0], b[0]) <= max(c[0], d[0])
            and min(c[0], d[0]) <= max(a[0], b[0])
            and min(a[1], b[1]) <= max(c[1], d[1])
            and min(c[1], d[1]) <= max(a[1], b[1])
        )
    return found


def _cross(a: tuple[float, float], b: tuple[float, float], c: tuple[float, float],
           d: tuple[float, float]) -> bool:  # fmt: skip
    def side(p: tuple[float, float], q: tuple[float, float], r: tuple[float, float]) -> float:
        return (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0])

    return side(a, b, c) * side(a, b, d) < 0 and side(c, d, a) * side(c, d, b) < 0


def flaws(concept_map: ConceptMap, layout: Layout) -> list[str]:
    """What is wrong with the geometry of a map."""
    phrases = {joint.key: layout.phrases[joint.key] for joint in concept_map.joints()}
    boxes: dict[object, Box] = dict(layout.concepts.items())
    for key in phrases:
        boxes[key] = phrases[key]
    found = []
    for (one, a), (other, b) in combinations(boxes.items(), 2):
        if (
            abs(a.x - b.x) < (a.width + b.width) / 2 - 0.1
            and abs(a.y - b.y) < (a.height + b.height) / 2 - 0.1
        ):
            found.append(f"{one} overlaps {other}")
    for name, box in boxes.items():
        bold = name in concept_map.focus
        if max(width(line, box.size, bold=bold) for line in box.lines) > box.width:
            found.append(f"{name} is clipped")
        if len(box.lines) * box.size * LEADING > box.height:
            found.append(f"{name} is clipped below")
        if not (
            box.width / 2 - 1 <= box.x <= layout.width - box.width / 2 + 1
            and box.height / 2 - 1 <= box.y <= layout.height - box.height / 2 + 1
        ):
            found.append(f"{name} is off the drawing")
    for arrow in layout.arrows:
        joined = {arrow.joint, arrow.object or arrow.subject}
        way = points(arrow)
        for name, box in boxes.items():
            if name not in joined and any(inside(box, point) for point in way):
                found.append(f"{arrow[:3]} runs through {name}")
    return found


def plain_dot(concept_map: ConceptMap) -> list[list[tuple[float, float]]]:
    """The ways of the arrows where Graphviz alone lays out the same boxes and phrases."""
    import pygraphviz

    parts = parts_of(concept_map)
    graph = pygraphviz.AGraph(directed=True)
    ids = {name: f"n{at}" for at, name in enumerate(parts.boxes)}
    for name, box in parts.boxes.items():
        graph.add_node(ids[name], shape="box", fixedsize="true", label="",
                       width=box.width / 72, height=box.height / 72)  # fmt: skip
    for joint in parts.joints:
        for subject in joint.subjects:
            graph.add_edge(ids[subject], ids[joint.key], dir="none")
        for object_ in joint.objects:
            graph.add_edge(ids[joint.key], ids[object_], dir="none")
    graph.layout("dot")
    ways = []
    for edge in graph.edges():
        text = edge.attr["pos"].replace("\\\n", "").split()
        route = tuple(tuple(map(float, p.split(","))) for p in text if p[0] not in "es")
        ways.append(points(Arrow("", ("", ""), "", "stated", route), 4))  # type: ignore[arg-type]
    return ways


@pytest.mark.parametrize("part", range(6))
@pytest.mark.parametrize("company", [(), ("theorists",)])
def test_the_geometry_of_every_map_is_sound(
    store: Store, part: int, company: tuple[str, ...]
) -> None:
    """For every concept with three claims or more, plain and with theorists.

    No two boxes or labels overlap, no text is clipped, no arrow runs through a box, the letters
    are large enough on A4, and no more arrows cross than where plain dot lays out the same.
    """
    subjects = many(store)
    assert len(subjects) > 150
    for focus in subjects[part::6]:
        concept_map, layout = compose(store, Wanted((focus,), companions=frozenset(company)))
        assert flaws(concept_map, layout) == [], focus
        page = sheet(concept_map, layout)
        assert page.scale * PHRASE_SIZE >= SMALLEST - 0.01, focus
        ours = [points(arrow, 4) for arrow in layout.arrows]
        assert crossed(ours) <= crossed(plain_dot(concept_map)), focus
        assert layout.concepts[focus].y == min(box.y for box in layout.concepts.values())


def test_the_check_itself_finds_what_is_wrong(store: Store) -> None:
    """An arrow drawn through a box, a box on another and a long line are found."""
    concept_map, layout = compose(store, Wanted(("contact",)))
    one, other = list(layout.concepts)[:2]
    spoiled = {**layout.concepts, one: layout.concepts[other]}
    assert any("overlaps" in flaw for flaw in flaws(concept_map, layout._replace(concepts=spoiled)))
    long = layout.concepts[one]._replace(lines=("a very long line of a label indeed",))
    spoiled = {**layout.concepts, one: long}
    assert any("clipped" in flaw for flaw in flaws(concept_map, layout._replace(concepts=spoiled)))
    far = layout.concepts[list(layout.concepts)[-1]]
    near = layout.concepts[one]
    route = ((near.x, near.y), (near.x, near.y), (far.x, far.y), (far.x, far.y))
    arrow = layout.arrows[0]._replace(route=route)
    through = flaws(concept_map, layout._replace(arrows=(arrow,)))
    assert any("runs through" in flaw for flaw in through)


def test_what_a4_leaves_is_known_in_one_place_as_in_the_other() -> None:
    """The layout's own page is the one that is drawn."""
    for frame, other in zip(frames("a4"), A4, strict=True):
        assert frame == pytest.approx(other, abs=0.1)


@pytest.mark.parametrize("size", SIZES)
def test_a_map_keeps_to_its_page(store: Store, size: str) -> None:
    """Everything is drawn within the margins of the page that is asked for."""
    concept_map, layout = compose(store, Wanted(("attunement",)), frames=frames(size))
    page = sheet(concept_map, layout, size=size)
    assert sorted((page.width, page.height)) == sorted(SIZES[size])
    assert page.x > 20 and page.x + layout.width * page.scale < page.width - 20
    assert page.y > 50 and page.y + layout.height * page.scale < page.legend[0].y - 5
    assert page.notes_at < page.height - 20


def test_what_does_not_fit_is_said_with_what_would(run: Run, tmp_path: Path) -> None:
    """What is asked for is never made unreadable: the message offers two ways out."""
    result = run("map", "attunement", "--concepts", 45, "-o", tmp_path / "m.svg")
    assert result.exit_code == 2
    assert "--concepts" in result.stderr and "a3" in result.stderr
    assert not (tmp_path / "m.svg").exists()
    fewer = re.search(r"--concepts (\d+)", result.stderr)
    assert fewer
    assert run("map", "attunement", "--concepts", fewer[1], "-o", tmp_path / "m.svg").exit_code == 0


def test_the_svg_reads_as_text(store: Store) -> None:
    """Title, description, every label and phrase as text; boxes before their phrases."""
    concept_map, layout = compose(store, Wanted(("attunement",)))
    root = ElementTree.fromstring(draw(concept_map, layout, ".svg"))
    assert root.findtext(f"{SVG}title") == "Attunement: concept map"
    words = root.findtext(f"{SVG}desc")
    assert words and words.startswith("What is said of attunement?")
    shown = [" ".join(t.itertext()) for t in root.iter(f"{SVG}text")]
    spoken = [" ".join(span.text or "" for span in t) for t in root.iter(f"{SVG}text")]
    assert len(shown) == len(spoken)
    titles = [t.text or "" for t in root.iter(f"{SVG}title")][1:]
    labels = concept_map.labels
    for link in concept_map.propositions:
        sentence = f"{labels[link.subject]} {link.phrase} {labels[link.object]}"
        assert sentence in words
        at = next(i for i, title in enumerate(titles) if sentence in title)
        assert link.phrase in spoken
        assert at > 0
    for concept in concept_map.concepts:
        assert concept.label in spoken
    assert titles[0] == "attunement (process)"
    assert not list(root.iter(f"{SVG}script")) and not list(root.iter(f"{SVG}image"))


def test_a_line_is_never_wider_than_it_is_drawn(store: Store) -> None:
    """Each line of text is held to its measured width, whatever typeface a viewer has."""
    concept_map, layout = compose(store, Wanted(("contact",)))
    root = ElementTree.fromstring(draw(concept_map, layout, ".svg"))
    spans = [span for span in root.iter(f"{SVG}tspan") if span.text]
    assert len(spans) > 40
    assert all(float(span.attrib["textLength"]) > 0 for span in spans)


def test_the_same_map_is_the_same_bytes(run: Run, tmp_path: Path) -> None:
    """Twice drawn, byte for byte the same: svg, png and pdf."""
    for ending in ("svg", "png", "pdf"):
        files = [tmp_path / f"{turn}.{ending}" for turn in "ab"]
        for file in files:
            assert run("map", "contact", "--evidence", "-o", file).exit_code == 0
        assert files[0].read_bytes() == files[1].read_bytes(), ending


def test_pdf_and_png_are_what_they_say(store: Store) -> None:
    """A PDF of two pages with its passages, a PNG with the dots that are asked for."""
    concept_map, layout = compose(store, Wanted(("needs",)))
    pdf = draw(concept_map, layout, ".pdf", Look(evidence=True))
    assert pdf.startswith(b"%PDF")
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) >= 2 or b"/Count 2" in pdf
    assert b"Arimo" in pdf
    small, large = (draw(concept_map, layout, ".png", Look(dpi=dpi)) for dpi in (72, 144))
    sizes = [int.from_bytes(png[16:20]) for png in (small, large)]
    assert small.startswith(b"\x89PNG") and abs(sizes[1] - 2 * sizes[0]) <= 2


def test_every_proposition_has_its_number_on_an_arrow(store: Store) -> None:
    """With passages, each proposition's number stands on the map and in the list, once each."""
    for focus in ("attunement", "needs", "mahlers-stages"):
        concept_map, layout = compose(store, Wanted((focus,), companions=frozenset(("theorists",))))
        drawn = [int(n) for mark in marks(concept_map, layout) for n in mark.text.split(",")]
        assert sorted(drawn) == sorted(numbered(concept_map).values())
        svg = draw(concept_map, layout, ".svg", Look(evidence=True)).decode()
        for link in concept_map.propositions:
            assert f"[{link.evidence[0].at}" in svg


def test_text_stands_out_and_kinds_differ_without_colour(store: Store) -> None:
    """Contrast of text at least 4.5:1 (WCAG 2.2, 1.4.3), of marks 3:1; every kind its own mark."""
    for shade in (*LOOKS.values(), OTHER):
        assert contrast(TEXT, shade.fill) >= 4.5
        assert contrast(shade.ink, shade.fill) >= 4.5
    assert len({shade.mark for shade in (*LOOKS.values(), OTHER)}) == len(LOOKS) + 1
    assert {row["kind"] for row in store.rows("things")} <= set(LOOKS)


def contrast(one: str, other: str) -> float:
    """The contrast of two colours as WCAG has it."""

    def light(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        r, g, b = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
        return 0.2126 * r + 0.7152 * g + 0.0722 * b

    low, high = sorted((light(one), light(other)))
    return (high + 0.05) / (low + 0.05)


def test_lines_of_a_label_fit_and_keep_every_word() -> None:
    """No word is lost or broken, and no line is wider than asked or than the longest word."""
    label = "is particularly crucial to healing and growth where there have been"
    for room in (20, 50, 80, 200, 900):
        rows = lines(label, 10, room)
        assert " ".join(rows) == label
        for row in rows:
            assert width(row, 10) <= max(room, width("particularly", 10))


def test_hostile_labels_are_drawn_as_text(toy: Path, tmp_path: Path, run: Run) -> None:
    """Markup, quotes and control signs in labels are shown, never taken for markup."""
    hostile = '<script>alert(1)</script> & \\"quoted\\" #set page()'
    path = toy / "ontology/concepts.ttl"
    text = path.read_text(encoding="utf-8").replace('"plant growth"@en', f'"{hostile}"@en')
    path.write_text(text, encoding="utf-8")
    for ending in ("svg", "pdf", "png"):
        out = tmp_path / f"m.{ending}"
        assert run("-C", toy, "map", "plant-growth", "--evidence", "-o", out).exit_code == 0
    root = ElementTree.fromstring((tmp_path / "m.svg").read_text(encoding="utf-8"))
    assert not list(root.iter(f"{SVG}script"))
    assert "<script>" in "".join(root.itertext())


def test_the_handout_says_all_that_the_map_shows(store: Store, run: Run, tmp_path: Path) -> None:
    """Every proposition as a sentence with its passage, definitions, and references in APA."""
    import pypdf

    out = tmp_path / "handout.pdf"
    assert run("map", "attunement", "--with", "works", "--handout", "-o", out).exit_code == 0
    pages = [" ".join(page.extract_text().split()) for page in pypdf.PdfReader(out).pages]
    assert len(pages) >= 2
    said = " ".join(pages[1:])
    concept_map, _ = compose(store, Wanted(("attunement",), companions=frozenset(("works",))))
    labels = concept_map.labels
    for link in concept_map.propositions:
        sentence = f"{labels[link.subject]} {link.phrase} {labels[link.object]}."
        sentence = sentence[:1].upper() + sentence[1:]
        assert f"{sentence} [{link.evidence[0].at}" in said
    for concept in concept_map.concepts:
        if concept.kind != "work":
            assert concept.definition in said
    assert "Kohut, H. (1971). The analysis of the self" in said.partition("References")[2]
    assert run("map", "attunement", "--handout", "-o", tmp_path / "h.svg").exit_code == 2


def test_no_order_of_a_set_shows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another process with other hashes draws the same bytes."""
    files = []
    for seed in ("1", "2"):
        monkeypatch.setenv("PYTHONHASHSEED", seed)
        out = tmp_path / f"{seed}.svg"
        assert relatum("map", "attunement", "--with", "theorists", "-o", out).returncode == 0
        files.append(out.read_bytes())
    assert files[0] == files[1]

"""Maps for students: blanks are really blank, the words are in the bank, the key has all."""

from pathlib import Path
from xml.etree import ElementTree

import pytest
from helpers import Run

from relatum.graph.drawing.pictures import draw_exercise
from relatum.graph.maps.composition import compose
from relatum.graph.maps.conceptmap import ConceptMap
from relatum.graph.maps.exercises import BLANKS, blanked, skeleton
from relatum.graph.maps.layout import Layout
from relatum.graph.maps.selection import Wanted
from relatum.graph.store import Store

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def sadness(store: Store) -> tuple[ConceptMap, Layout]:
    return compose(store, Wanted(("sadness",)))


def texts(svg: bytes) -> list[str]:
    """Every text of a picture, its lines joined."""
    root = ElementTree.fromstring(svg)
    return [" ".join(span.text or "" for span in text) for text in root.iter(f"{SVG}text")]


@pytest.mark.parametrize("what", BLANKS)
def test_blanks_hide_their_words_and_the_bank_has_them(
    sadness: tuple[ConceptMap, Layout], what: str
) -> None:
    """What is blank stands nowhere in the picture but in the bank, and all of it in the key."""
    concept_map, layout = sadness
    exercise = blanked(concept_map, what, share=0.4, seed=7)
    blank, key = draw_exercise(concept_map, layout, exercise, ".svg", whole=sadness)
    kinds = {concept.kind for concept in concept_map.concepts}  # the legend has these
    hidden = [concept_map.labels[one] for one in exercise.concepts if one not in kinds]
    assert bool(hidden) == (what != "phrases")
    assert bool(exercise.phrases) == (what != "concepts")
    shown, answers = texts(blank), texts(key)
    bank = " ".join(text for text in shown if "Words:" in text or "\N{BULLET}" in text)
    for label in hidden:
        assert label not in shown
        assert label in answers
    assert sorted(exercise.bank, key=str.casefold) == list(exercise.bank)
    for word in exercise.bank:
        assert word in bank
    root = ElementTree.fromstring(blank)
    for label in hidden:
        told = [t.text or "" for tag in ("title", "desc") for t in root.iter(f"{SVG}{tag}")]
        assert not any(text.startswith((f"{label} (", f"{label} is")) for text in told)


def test_a_blank_phrase_is_a_frame_that_can_be_written_in(
    sadness: tuple[ConceptMap, Layout],
) -> None:
    """As large as the phrase, so that its arrows reach it, and wide enough for a short word."""
    concept_map, layout = sadness
    exercise = blanked(concept_map, "phrases", share=0.5, seed=3)
    blank, _ = draw_exercise(concept_map, layout, exercise, ".svg", whole=sadness)
    frames = {
        (float(rect.get("x", 0)), float(rect.get("width", 0)))
        for group in ElementTree.fromstring(blank).iter(f"{SVG}g")
        if group.findtext(f"{SVG}title") == "to fill in"
        for rect in group.iter(f"{SVG}rect")
    }
    boxes = [layout.phrases[key] for key in exercise.phrases]
    wanted = {(round(box.x - box.width / 2, 2), box.width) for box in boxes}
    assert frames == wanted and len(wanted) == len(exercise.phrases)
    assert min(box.width for box in boxes) >= 30


def test_a_skeleton_says_what_is_stated(store: Store) -> None:
    """Where the source states enough of the focus, nothing inferred is given to build on."""
    for focus in ("contact", "attunement"):
        part, _, _ = skeleton(compose(store, Wanted((focus,)))[0])
        assert {link.certainty for link in part.propositions} == {"stated"}


def test_one_seed_gives_one_exercise(sadness: tuple[ConceptMap, Layout]) -> None:
    """The same seed leaves the same blank, another others; the focus is never blank."""
    concept_map, _ = sadness
    drawn = [blanked(concept_map, "both", seed=seed) for seed in (7, 7, 8)]
    assert drawn[0] == drawn[1] != drawn[2]
    whole = blanked(concept_map, "concepts", share=1.0)
    assert whole.concepts == {c.key for c in concept_map.concepts} - {"sadness"}


@pytest.mark.parametrize("focus", ["contact", "attunement", "sadness"])
def test_a_skeleton_keeps_a_few_and_parks_the_rest(store: Store, focus: str) -> None:
    """Every concept is there once, the anchors linked, the others below, none on another."""
    concept_map, _ = compose(store, Wanted((focus,)))
    part, layout, exercise = skeleton(concept_map)
    linked = {end for link in part.propositions for end in (link.subject, link.object)}
    parked = {key for key, box in layout.concepts.items() if box.y > exercise.lot}
    assert set(layout.concepts) == {concept.key for concept in concept_map.concepts}
    assert focus in linked and 3 <= len(linked) <= 8
    assert linked | parked == set(layout.concepts) and not linked & parked
    boxes = list(layout.concepts.values())
    for at, one in enumerate(boxes):
        for other in boxes[at + 1 :]:
            assert (
                abs(one.x - other.x) >= (one.width + other.width) / 2
                or abs(one.y - other.y) >= (one.height + other.height) / 2
            )
        assert one.x + one.width / 2 <= layout.width


def test_the_key_lies_beside_the_exercise(run: Run, tmp_path: Path) -> None:
    """A picture has its key in a second file, a PDF as its second page; nothing else does."""
    import pypdf

    out = tmp_path / "sadness.svg"
    assert run("map", "sadness", "--blank", "concepts", "-o", out).exit_code == 0
    assert (tmp_path / "sadness-key.svg").read_bytes() != out.read_bytes()
    pdf = tmp_path / "sadness.pdf"
    assert run("map", "sadness", "--skeleton", "-o", pdf).exit_code == 0
    pages = pypdf.PdfReader(pdf).pages
    assert len(pages) == 2
    assert "Key: Sadness" in pages[1].extract_text()
    result = run("map", "sadness", "--blank", "both", "-o", tmp_path / "m.cxl")
    assert result.exit_code == 2

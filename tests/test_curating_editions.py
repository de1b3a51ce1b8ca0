"""Another edition of a text: what moved, changed, is gone or new; what may be written of it."""

import json
import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from curating import CLAIMS, SOURCE, TEXT, files, killed, make
from helpers import Run
from hypothesis import given
from hypothesis import strategies as st

from relatum.graph.anchors import anchor
from relatum.graph.copies import numbered
from relatum.graph.curating.editions import compare
from relatum.graph.curating.reanchoring import beside
from relatum.graph.curating.together import finish
from relatum.graph.curating.yamltext import load
from relatum.graph.model import Anchor
from relatum.graph.reader import Reading
from relatum.graph.workspace import Workspace


def anchors(text: Mapping[str, str]) -> dict[str, Anchor]:
    return {at: anchor(sentence, ()) for at, sentence in text.items()}


def fared(
    old: Mapping[str, str], new: Mapping[str, str], quotes: Mapping[str, list[str]] | None = None
) -> dict[str, tuple[str, str]]:
    """The status and the new number of each old sentence, and "new" for what is added."""
    found = compare(anchors(old), quotes or {}, new, old)
    return {p.at or f"+{p.now}": (p.status, p.now) for p in found}


OLD = {
    "1.1": "Rain makes the garden grow.",
    "1.2": "The gardener is glad of every cloud.",
    "2.1": "Drought is feared by all who plant.",
    "2.2": "Only the cactus does not mind.",
}


# ------------------------------------------------------------ comparing


def test_the_same_text_is_the_same() -> None:
    """Line breaks and quotation marks do not make another edition."""
    new = {at: sentence.upper().replace(" ", "  ") for at, sentence in OLD.items()}
    assert {status for status, _ in fared(OLD, new).values()} == {"same"}


def test_an_added_sentence_moves_those_behind_it() -> None:
    """What has another number now is moved; the new sentence is new."""
    new = {"1.1": OLD["1.1"], "1.2": "A new thought.", "1.3": OLD["1.2"], "2.1": OLD["2.1"],
           "2.2": OLD["2.2"]}  # fmt: skip
    found = fared(OLD, new)
    assert found["1.2"] == ("moved", "1.3") and found["2.1"] == ("same", "2.1")
    assert found["+1.2"] == ("new", "1.2")


def test_a_changed_sentence_is_found_by_its_phrases_between_its_neighbours() -> None:
    """The key phrases stand in one sentence, between the old neighbours: changed, and safe."""
    new = {**OLD, "1.2": "The gardener is glad of every dark cloud that comes."}
    quotes = {"1.2": ["glad of every", "gardener is"]}
    assert fared(OLD, new, quotes)["1.2"] == ("changed", "1.2")


@pytest.mark.parametrize(
    "new",
    [
        # The phrase stands in two sentences.
        {**OLD, "1.2": "She is glad of every drop.", "1.3": "He is glad of every leaf."},
        # The phrase stands elsewhere, not between the neighbours.
        {"1.1": OLD["1.1"], "2.1": OLD["2.1"], "2.2": OLD["2.2"], "3.1": "Be glad of every drop."},
        # One phrase of two is lost.
        {**OLD, "1.2": "They are glad of every cloud."},
    ],
)  # fmt: skip
def test_a_doubtful_sentence_is_not_guessed(new: dict[str, str]) -> None:
    """Where a phrase fits twice, elsewhere or in part, a person must look."""
    quotes = {"1.2": ["glad of every", "gardener is"] if "1.2" in new and "They" in new["1.2"]
              else ["glad of every"]}  # fmt: skip
    assert fared(OLD, new, quotes)["1.2"] == ("doubtful", "")


def test_two_sentences_never_become_one() -> None:
    """Where the phrases of two sentences fit the same new one, both are in doubt."""
    new = {"1.1": OLD["1.1"], "1.2": "The gardener is glad of rain and drought is feared.",
           "2.1": OLD["2.2"]}  # fmt: skip
    found = fared(OLD, new, {"1.2": ["gardener is glad"], "2.1": ["drought is feared"]})
    assert found["1.2"][0] == found["2.1"][0] == "doubtful"


def test_a_sentence_that_stands_twice_is_not_guessed() -> None:
    """Repeated as often as before, in order; else in doubt."""
    old = {"1.1": "It rains.", "1.2": "So be it.", "1.3": "It rains."}
    same = fared(old, {"1.1": "New.", "1.2": "It rains.", "1.3": "So be it.", "1.4": "It rains."})
    assert same["1.1"] == ("moved", "1.2") and same["1.3"] == ("moved", "1.4")
    fewer = fared(old, {"1.1": "It rains.", "1.2": "So be it."})
    assert fewer["1.1"][0] == fewer["1.3"][0] == "doubtful"


def test_what_is_gone_is_gone() -> None:
    """A sentence of which nothing is left is gone, with or without key phrases."""
    new = {"1.1": OLD["1.1"], "2.1": OLD["2.2"]}
    found = fared(OLD, new, {"1.2": ["glad of every"]})
    assert found["1.2"] == ("gone", "") and found["2.1"] == ("gone", "")


SENTENCES = st.lists(
    st.text("abc de", min_size=3, max_size=12).filter(lambda s: any(map(str.isalpha, s))),
    min_size=1, max_size=8,
)  # fmt: skip


@given(SENTENCES, SENTENCES)
def test_no_new_sentence_is_given_twice(old: list[str], new: list[str]) -> None:
    """Whatever the two texts, safe passages are one to one, and same means same letters."""
    before = {f"1.{n}": s for n, s in enumerate(old, 1)}
    after = {f"1.{n}": s for n, s in enumerate(new, 1)}
    quotes = {at: [s.split()[0]] for at, s in before.items()}
    found = compare(anchors(before), quotes, after, before)
    safe = [p.now for p in found if p.at and p.safe]
    assert len(safe) == len(set(safe))
    assert [p.at for p in found if p.at] == list(before)
    assert {p.now for p in found if not p.at} == set(after) - set(safe)
    for passage in found:
        if passage.status in ("same", "moved"):
            one, other = anchor(before[passage.at], ()), anchor(after[passage.now], ())
            assert one.digest == other.digest


# ------------------------------------------------------------ the command

#: The essay with a new sentence at its beginning, which moves its first paragraph.
LATER = TEXT.replace("[1,2]", "[1,3]").replace("[1,1]", "[1,2]").replace(
    "  [1,2] Empathy", "  [1,1] A word before.\n  [1,2] Empathy"
)  # fmt: skip
#: The essay with a paragraph before, and a word more in the sentence that has a claim.
MOVED = re.sub(
    r"\[(\d),", lambda m: f"[{int(m[1]) + 1},", TEXT.replace("is met", "is often met")
).replace("P1", "P1\n  [1,1] A word before.\n\nP2", 1)


@pytest.fixture
def place(toy: Path) -> Path:
    return make(toy)


def copy(toy: Path, text: str) -> Path:
    path = toy / "copy.txt"
    path.write_text(text, encoding="utf-8")
    return path


def test_diff_alone_writes_nothing(toy: Path, place: Path, run: Run) -> None:
    """It tells how passages fare; exit code 0 where all is safe."""
    before = files(place)
    result = run("-C", toy, "source", "diff", "essay", copy(toy, LATER))
    assert result.exit_code == 0, result.output
    assert "moved     1.1 -> 1.2" in result.output and "new       - -> 1.1" in result.output
    assert files(place) == before


def test_apply_moves_numbers_and_keeps_all_else(toy: Path, place: Path, run: Run) -> None:
    """Numbers change in claims, slips and outline; remarks, order and spacing stay."""
    command = ("-C", toy, "source", "diff", "essay", copy(toy, MOVED), "--apply")
    asked = run(*command)
    assert asked.exit_code == 1 and "write the new numbers" in asked.output
    assert (place / "claims.yaml").read_text(encoding="utf-8") == CLAIMS
    result = run(*command, "--yes")
    assert result.exit_code == 0, result.output
    assert (place / "claims.yaml").read_text(encoding="utf-8") == CLAIMS.replace("2.2", "3.2")
    record = (place / "source.yaml").read_text(encoding="utf-8")
    expected = SOURCE.replace("2.2", "3.2").replace("  2: Two", "  3: Two").replace(
        "  1: One", "  2: One")  # fmt: skip
    assert record == expected
    assert numbered((place / "private" / "text.txt").read_text()) == numbered(MOVED)
    reading = Reading(Workspace.open(toy))
    source = next(s for s in reading.sources() if s.key == "essay")
    assert source.claims[0].at == "3.2"
    assert not [f for f in reading.findings if f.rule == "quote"]


def test_apply_twice_changes_nothing_more(toy: Path, place: Path, run: Run) -> None:
    """What was moved is the same when it is compared again."""
    path = copy(toy, MOVED)
    run("-C", toy, "source", "diff", "essay", path, "--apply", "--yes")
    once = files(place)
    result = run("-C", toy, "source", "diff", "essay", path, "--apply", "--yes")
    assert "wrote" not in result.output and files(place) == once


def test_apply_refuses_where_a_claim_would_change_its_sentence(
    toy: Path, place: Path, run: Run
) -> None:
    """A claim of a sentence that is gone is settled by a person, before its number is another's."""
    text = TEXT.replace("A narcissistic injury is met with sadness.", "Something else is said.")
    before = files(place)
    result = run("-C", toy, "source", "diff", "essay", copy(toy, text), "--apply", "--yes")
    assert result.exit_code == 2
    assert "2.2 is gone, and its number is now another sentence's" in result.output
    assert files(place) == before


def test_what_is_gone_and_free_keeps_its_claims(toy: Path, place: Path, run: Run) -> None:
    """A claim whose sentence is gone stays with its number where nothing else has it."""
    text = TEXT.replace("  [2,2] A narcissistic injury is met with sadness.\n", "")
    result = run("-C", toy, "source", "diff", "essay", copy(toy, text), "--apply", "--yes")
    assert result.exit_code == 1 and "gone      2.2" in result.output
    assert load(place / "claims.yaml")[1][0].at == "2.2"
    assert "2.2" in json.loads((place / "anchors.json").read_text())


def test_a_copy_without_numbers_is_told(toy: Path, place: Path, run: Run) -> None:
    """One line says how sentences are numbered."""
    result = run("-C", toy, "source", "diff", "essay", copy(toy, "It rains."))
    assert result.exit_code == 2 and "begin each with its number" in result.output


def test_a_number_that_stands_twice_is_told(toy: Path, place: Path, run: Run) -> None:
    """A copy that numbers two sentences alike is not read as if it had one of them."""
    twice = copy(toy, TEXT.replace("[1,2]", "[1,1]"))
    for words in (("diff", "essay", twice), ("suggest", "essay", "--text", twice)):
        result = run("-C", toy, "source", *words)
        assert result.exit_code == 2 and "sentence 1.1 twice" in result.output


def test_spoilt_anchors_are_told(toy: Path, place: Path, run: Run) -> None:
    """A file of anchors that is not ours is one line, not a traceback."""
    for content in ("[]", '{"1.1": 3}', "{", '{"1.1": {"letters": 1}}'):
        (place / "anchors.json").write_text(content)
        result = run("-C", toy, "source", "diff", "essay", copy(toy, TEXT))
        assert result.exit_code == 2, content
        assert len(result.output.strip().splitlines()) == 1


def test_the_article_beside_itself(sentences: dict[str, str], tmp_path: Path) -> None:
    """Of the first article, every sentence is the same as itself, and none is guessed."""
    text = {at: s for at, s in sentences.items() if not at.startswith("ref.")}
    path = tmp_path / "copy.txt"
    path.write_text("\n".join(f"[{at.replace('.', ',')}] {s}" for at, s in text.items()))
    folder = Workspace.open().source_folders()[0]
    edition = beside(folder, path)
    assert {p.status for p in edition.passages} == {"same"} and len(edition.passages) == 40


def test_a_kill_leaves_all_files_of_one_edition(toy: Path, place: Path) -> None:
    """Killed at any touch of a file, claims, anchors and record are all old or all new."""
    start = files(place)
    path = copy(toy, MOVED)
    seen = set()
    for number in range(1, 40):
        for name in files(place):
            if name not in start:
                (place / name).unlink()
        for name, content in start.items():
            (place / name).write_bytes(content)
        was_killed = killed(
            place, number, "-C", toy, "source", "diff", "essay", path, "--apply", "--yes"
        )
        finish(place)
        at = load(place / "claims.yaml")[1][0].at
        known = json.loads((place / "anchors.json").read_text())
        assert ("3.2" in known) == (at == "3.2")
        assert (f"at: {at}") in (place / "source.yaml").read_text()
        text = numbered((place / "private" / "text.txt").read_text())
        assert set(text) == set(known)
        seen.add(at)
        if not was_killed:
            break
    assert seen == {"2.2", "3.2"} and not was_killed and number > 6

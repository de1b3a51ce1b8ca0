"""Going through candidates: what is asked, what is written, and that all of it is whole."""

import fcntl
import json
import os
import pty
import re
import select
import subprocess
import sys
import termios
import time
from collections.abc import Mapping
from pathlib import Path

import pytest
from curating import CLAIMS, TEXT, files, killed, make
from helpers import Run
from hypothesis import given
from hypothesis import strategies as st

from relatum.graph.copies import numbered
from relatum.graph.curating import proposals
from relatum.graph.curating.review import Draft, Review, copied
from relatum.graph.curating.together import finish, write_together
from relatum.graph.curating.vocabulary import vocabulary
from relatum.graph.curating.yamltext import entry, insert, load
from relatum.graph.errors import RelatumError
from relatum.graph.reader import Reading
from relatum.graph.workspace import Workspace

#: What is typed to accept the first candidate of the essay.
ACCEPT = "a\nbrings about\nWhoever feels with others comes to tune in.\n\n\n\n"


@pytest.fixture
def place(toy: Path, run: Run) -> Path:
    """The essay with its candidates."""
    folder = make(toy)
    assert run("-C", toy, "source", "suggest", "essay").exit_code == 0
    return folder


def review_of(place: Path) -> Review:
    return Review(place, numbered(TEXT), KNOWN)


KNOWN = vocabulary(Workspace.open())


def draft(review: Review) -> tuple[object, Draft]:
    candidate = review.left()[0]
    return candidate, Draft(
        candidate.at, *candidate.triple, "leads to", "Tuning in follows.", candidate.quote
    )


# ------------------------------------------------------------ at the terminal


def typed(toy: Path, *keys: str) -> str:
    """The review on a pseudo-terminal: what it shows when these are typed one after the other."""
    main, side = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "relatum.cli", "-C", str(toy), "source", "review", "essay"],
        stdin=side, stdout=side, stderr=side, close_fds=True, preexec_fn=_owns_terminal,
        env={**os.environ, "TERM": "xterm"},
    )  # fmt: skip
    os.close(side)
    shown = ""

    def read(until: str) -> None:
        nonlocal shown
        end = time.monotonic() + 30
        fresh = ""
        while time.monotonic() < end and not re.search(until, fresh):
            if select.select([main], [], [], 0.2)[0]:
                try:
                    fresh += os.read(main, 65536).decode()
                except OSError:
                    break
        shown += fresh

    def ready() -> bool:
        """Whether single keys are awaited; what is typed before is thrown away."""
        return not termios.tcgetattr(main)[3] & termios.ICANON

    for key in keys:
        read(r"(> |: )$")
        end = time.monotonic() + 30
        while shown.endswith("> ") and not ready() and time.monotonic() < end:
            time.sleep(0.01)
        os.write(main, key.encode())
    read(r"of \d+ sentences\r\n$")
    process.wait(30)
    os.close(main)
    return shown


def _owns_terminal() -> None:
    """So that Ctrl-C reaches the process."""
    os.setsid()
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


def test_a_candidate_is_accepted_at_a_terminal(toy: Path, place: Path) -> None:
    """One key accepts; the wording is asked for; colours mark the concepts in the sentence."""
    shown = typed(
        toy, "a", "\n", "Whoever feels with others comes to tune in.\n", "\n", "\n", "\n", "q"
    )
    assert "\x1b[36m\x1b[1mEmpathy" in shown and "k skip" in shown
    text, written = load(place / "claims.yaml")
    assert [one.at for one in written] == ["1.1", "2.2"]
    assert "says: Whoever feels with others comes to tune in." in text
    assert proposals.read(place / proposals.FILE)[0].status == proposals.ACCEPTED


def test_skip_reject_undo_and_quit(toy: Path, place: Path) -> None:
    """A skipped one is left; a rejected one is gone, and back when it is taken back."""
    before = files(place)
    count = len(review_of(place).left())
    shown = typed(toy, "k", "r", "u", "q")
    assert "taken back" in shown and f"{count} left" in shown.splitlines()[-1]
    assert files(place) == before


def test_an_answer_can_be_given_up(toy: Path, place: Path) -> None:
    """Ctrl-C in a question leaves everything as it was and shows the candidate again."""
    before = files(place)
    shown = typed(toy, "a", "\x03", "q")
    assert "left as it was" in shown
    assert files(place) == before


def test_without_a_terminal_lines_are_read(toy: Path, place: Path) -> None:
    """A script can type the keys as lines; what is left can be asked for as JSON."""
    done = _lines(toy, ACCEPT + "r\nq\n")
    assert done.returncode == 0 and "\x1b" not in done.stdout and "[Empathy]" in done.stdout
    statuses = [p.status for p in proposals.read(place / proposals.FILE)]
    assert statuses[:2] == [proposals.ACCEPTED, proposals.REJECTED]


def _lines(toy: Path, lines: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "relatum.cli", "-C", str(toy), "source", "review", "essay"],
        input=lines, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip


def test_change_and_split(toy: Path, place: Path) -> None:
    """Another relation can be given, and several claims in place of one."""
    _lines(
        toy,
        "c\n\nenables\n\nhelps\nTuning in is made possible.\n\n\n\n"
        "s\nempathy requires contact\nneeds\nNo contact, no empathy.\n\n\n"
        "contact enables empathy\nlets be\nContact comes before.\n\n\n\nq\n",
    )
    _, written = load(place / "claims.yaml")
    assert [(one.at, one.get("claim")) for one in written] == [
        ("1.1", "empathy enables attunement"),
        ("1.2", "empathy requires contact"),
        ("1.2", "contact enables empathy"),
        ("2.2", "sadness   is-a affect"),
    ]
    statuses = [p.status for p in proposals.read(place / proposals.FILE)]
    assert statuses[:2] == [proposals.CHANGED, proposals.CHANGED]


def test_a_wrong_name_is_told_and_asked_again(toy: Path, place: Path) -> None:
    """An unknown concept is one line with the nearest, and nothing is written."""
    before = files(place)
    done = _lines(toy, "c\nempathi\n\n\nhelps\nTuning in.\n\n\n\nq\n")
    assert "unknown concept 'empathi' did you mean 'empathy'?" in done.stdout
    assert files(place) == before


def test_what_is_left_comes_as_json(toy: Path, place: Path, run: Run) -> None:
    """The JSON has every candidate that waits, and how far the text is covered."""
    told = json.loads(run("-C", toy, "source", "review", "essay", "--format", "json").stdout)
    assert told["sentences"] == 4 and told["sentences said"] == 1
    assert [c["at"] for c in told["left"]] == [c.at for c in review_of(place).left()]


# ------------------------------------------------------------ what is written


def test_remarks_and_wording_of_others_stay(place: Path) -> None:
    """Of the file that was there, every line is there still, in its order."""
    review = review_of(place)
    candidate, made = draft(review)
    review.accept(candidate, made)  # type: ignore[arg-type]
    lines = (place / "claims.yaml").read_text(encoding="utf-8").splitlines()
    kept = iter(lines)
    assert all(line in kept for line in CLAIMS.splitlines())


def test_an_accepted_claim_can_be_checked_at_once(toy: Path, place: Path) -> None:
    """The reader finds nothing wrong with a claim that was accepted, its quote included."""
    review = review_of(place)
    candidate, made = draft(review)
    review.accept(candidate, made._replace(cites=("greene-1901",)), purpose="that it is so")  # type: ignore[arg-type]
    reading = Reading(Workspace.open(toy))
    source = next(s for s in reading.sources() if s.key == "essay")
    assert [claim.at for claim in source.claims] == ["1.1", "2.2"]
    assert source.claims[0].cites == ("greene-1901",)
    assert {f.rule for f in reading.findings} <= {"coverage"}


def test_a_person_s_words_are_their_own(place: Path) -> None:
    """Words of the text in a row, a missing wording, a quote that is not there: all are told."""
    review = review_of(place)
    _, made = draft(review)
    sentence = numbered(TEXT)["1.1"]
    assert not review.faults(made)
    assert any("use your own" in fault for fault in review.faults(made._replace(says=sentence)))
    for wrong in (
        made._replace(says=" "), made._replace(phrase=""), made._replace(quote="not in it"),
        made._replace(quote=sentence), made._replace(object=made.subject),
        made._replace(relation="leds-to"), made._replace(certainty="sure"), made._replace(at="9.9"),
    ):  # fmt: skip
        assert review.faults(wrong), wrong


def test_undo_gives_back_every_byte(place: Path) -> None:
    """After accept and undo the files are what they were; what others changed is not undone."""
    before = files(place)
    review = review_of(place)
    candidate, made = draft(review)
    review.accept(candidate, made)  # type: ignore[arg-type]
    assert files(place) != before
    review.undo()
    assert files(place) == before
    with pytest.raises(RelatumError, match="nothing to undo"):
        review.undo()
    review.accept(candidate, made)  # type: ignore[arg-type]
    (place / "claims.yaml").write_text(CLAIMS + "# more\n", encoding="utf-8")
    with pytest.raises(RelatumError, match="was changed since"):
        review.undo()


def test_an_old_text_is_told(place: Path) -> None:
    """Where the anchors know another sentence, nothing is written and the mend is named."""
    before = files(place)
    review = Review(place, {**numbered(TEXT), "1.1": "Empathy leads to attunement."}, KNOWN)
    candidate, made = draft(review)
    with pytest.raises(RelatumError, match="source anchor"):
        review.accept(candidate, made._replace(quote="leads to"))  # type: ignore[arg-type]
    assert files(place) == before


WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), min_size=1, max_size=40
).filter(str.strip)


@given(WORDS, WORDS, WORDS)
def test_any_wording_comes_back_as_it_was_typed(one: str, two: str, three: str) -> None:
    """Colons, quotation marks, hashes, emoji: YAML gives back what was written."""
    import tempfile

    block = entry([("at", "1.1"), ("says", one), ("phrase", two), ("cites", [three])])
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "claims.yaml"
        path.write_text(block, encoding="utf-8", newline="")
        _, written = load(path)
    assert written[0].get("says") == one and written[0].get("phrase") == two
    assert written[0].fields["cites"] == [three]


ATS = st.lists(
    st.tuples(st.integers(1, 12), st.integers(1, 12)), min_size=1, max_size=12, unique=True
)


@given(ATS, st.data())
def test_entries_go_into_reading_order(ats: list[tuple[int, int]], data: st.DataObject) -> None:
    """However entries come, each stands in its place, and remarks stay with theirs."""
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "claims.yaml"
        path.write_text("# Above all.\n", encoding="utf-8")
        for part, number in data.draw(st.permutations(ats)):
            text, written = load(path)
            at = f"{part}.{number}"
            text = insert(text, written, at, entry([("at", at), ("says", f"of {at}")]))
            path.write_text(text, encoding="utf-8")
        text, written = load(path)
    assert [one.at for one in written] == [f"{p}.{n}" for p, n in sorted(ats)]
    assert text.startswith("# Above all.\n") and text.endswith("\n")


def test_copied_words_are_counted() -> None:
    """The longest run counts, not the number of words shared."""
    assert copied("a b x c d e", "a b c d e") == 3
    assert copied("", "a") == 0


# ------------------------------------------------------------ whole or not at all


def test_files_are_changed_together_or_not(tmp_path: Path) -> None:
    """What a journal holds is carried out when it is found; what is no journal is told."""
    one, two = tmp_path / "one", tmp_path / "two"
    write_together(tmp_path, {one: b"1", two: b"2"})
    assert (one.read_bytes(), two.read_bytes()) == (b"1", b"2")
    assert not finish(tmp_path)
    journal = tmp_path / ".relatum-changes.json"
    journal.write_text('{"one": "OQ==", "two": null}')
    assert finish(tmp_path)
    assert one.read_bytes() == b"9" and not two.exists() and not journal.exists()
    for bad in ("{", '{"../x": "OQ=="}', "[1]", '{"one": 3}'):
        journal.write_text(bad)
        with pytest.raises(RelatumError, match="remove it"):
            finish(tmp_path)
        journal.unlink()
    assert not (tmp_path.parent / "x").exists()


def test_a_kill_leaves_every_decision_whole(toy: Path, place: Path) -> None:
    """Killed at any touch of a file, the source is as before or as after, once it is opened."""
    start = files(place)
    command = ("-C", toy, "source", "review", "essay")
    states = set()
    for number in range(1, 40):
        _reset(place, start)
        was_killed = killed(place, number, *command, typed=ACCEPT + "q\n")
        for name in ("claims.yaml", proposals.FILE, "anchors.json"):
            content = (place / name).read_text(encoding="utf-8")
            assert json.loads(content) if name.endswith("json") else load(place / name)[1]
        review_of(place)  # which finishes what was begun
        states.add(_state(place))
        if not was_killed:
            break
    else:
        pytest.fail("the command touches files without end")
    assert number > 5
    assert states == {("2.2",), ("1.1", "2.2")}


def test_a_kill_while_suggesting_loses_nothing(toy: Path, place: Path) -> None:
    """Killed at any touch of a file, the candidates are the old or the new ones, whole."""
    path = place / proposals.FILE
    path.write_text(
        proposals.decided(path, review_of(place).left()[0], proposals.REJECTED), encoding="utf-8"
    )
    start = files(place)
    number = 0
    while True:
        number += 1
        _reset(place, start)
        was_killed = killed(place, number, "-C", toy, "source", "suggest", "essay", "--yes")
        assert proposals.read(path)[0].status == proposals.REJECTED
        if not was_killed:
            break
    assert number > 1


def _state(place: Path) -> tuple[str, ...]:
    """The sentences with claims; that the mark and the digest agree with them is checked."""
    ats = tuple(one.at for one in load(place / "claims.yaml")[1])
    accepted = proposals.read(place / proposals.FILE)[0].status == proposals.ACCEPTED
    anchored = json.loads((place / "anchors.json").read_text())["1.1"]["quotes"] != []
    assert accepted == anchored == ("1.1" in ats)
    return ats


def _reset(place: Path, contents: Mapping[str, bytes]) -> None:
    for path in sorted(place.rglob("*")):
        if path.is_file() and path.relative_to(place).as_posix() not in contents:
            path.unlink()
    for name, content in contents.items():
        (place / name).write_bytes(content)

"""Guided tours: names as people type them, every mistake with its line, nothing that breaks."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from helpers import ROOT, Run
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from relatum.graph.errors import RelatumError
from relatum.graph.exploring.tours import SHIPPED, SHOWS, read_tour, tours_of
from relatum.graph.store import Store

HEAD = "title: A tour\nabout: For a class.\nsteps:\n"


def written(folder: Path, text: str, name: str = "own.yaml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_the_tour_that_ships_has_eight_steps(store: Store) -> None:
    """From contact to healing, each step with an address, a heading and a few sentences."""
    (tour,) = tours_of(store)
    assert (tour.key, len(tour.steps)) == ("contact-to-healing", 8)
    assert tour.steps[0].address.startswith("#contact")
    assert "healing" in tour.steps[-1].address
    for step in tour.steps:
        assert step.heading and 1 <= step.say.count(".") <= 4
    assert len({step.address for step in tour.steps}) == 8


def test_the_tour_that_ships_copies_nothing(sentences: dict[str, str]) -> None:
    """What it says are our own words: no eight in a row are the article's."""

    def words(text: str) -> list[str]:
        return re.findall(r"\w+", text.casefold())

    def runs(found: list[str]) -> set[tuple[str, ...]]:
        return {tuple(found[at : at + 8]) for at in range(len(found) - 7)}

    article = set[tuple[str, ...]]().union(*(runs(words(text)) for text in sentences.values()))
    for path in SHIPPED.glob("*.yaml"):
        assert not runs(words(path.read_text(encoding="utf-8"))) & article


def test_each_step_shows_what_it_names(store: Store, tmp_path: Path) -> None:
    """Names are taken as people type them; each way of showing has its address."""
    path = written(
        tmp_path,
        HEAD
        + "  - concept: tuning in\n    say: One.\n"
        + "  - concept: Artificial  Closure\n    show: path\n    with: attunement\n    say: Two.\n"
        + "  - concept: empathy\n    show: compare\n    with: attunement\n    say: Three.\n"
        + "  - theorist: Daniel Stern\n    show: around\n    say: Four.\n"
        + "  - work: Stern (1985)\n    say: >-\n      Five\n      in two lines.\n",
    )
    tour = read_tour(store, path)
    assert [step.address for step in tour.steps] == [
        "#attunement",
        "#path=artificial-closure,attunement",
        "#compare=empathy,attunement",
        "#stern&from=stern",
        "#stern-1985",
    ]
    assert tour.steps[-1].say == "Five in two lines."
    assert (tour.key, tour.title, tour.about) == ("own", "A tour", "For a class.")


def test_the_example_in_the_document_is_a_tour(store: Store, tmp_path: Path) -> None:
    """What docs/explorer.md shows can be copied and played."""
    text = (ROOT / "docs/explorer.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"```yaml\n(.*?)```", text, re.DOTALL)
    tour = read_tour(store, written(tmp_path, example))
    assert [step.address for step in tour.steps] == [
        "#attunement",
        "#path=artificial-closure,attunement",
        "#stern&from=stern",
    ]


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("steps:\n  - concept: contact\n    say: A.\n", 1, "'title' is missing"),
        ("title: A\nsteps: contact\n", 1, "not a list"),
        ("title: A\nsteps:\n  - concept: contact\n", 3, "'say' is missing"),
        ("title: A\nsteps:\n  - say: A.\n", 3, "about one thing"),
        (HEAD + "  - concept: contact\n    work: stern-1985\n    say: A.\n", 4, "about one thing"),
        (HEAD + "  - concept: contacting others\n    say: A.\n", 4, "did you mean"),
        (HEAD + "  - concept: quark\n    say: A.\n", 4, "unknown concept 'quark'"),
        (HEAD + "  - concept: contact\n    show: pathh\n    say: A.\n", 5, "did you mean 'path'"),
        (HEAD + "  - concept: contact\n    show: dance\n    say: A.\n", 5, "write claims"),
        (HEAD + "  - concept: contact\n    show: path\n    say: A.\n", 4, "with"),
        (HEAD + "  - concept: contact\n    with: needs\n    say: A.\n", 5, "leave out 'with'"),
        (
            HEAD + "  - concept: contact\n    show: path\n    with: contact\n    say: A.\n",
            6,
            "same",
        ),
        (HEAD + "  - concept: contact\n    show: path\n    with: zzz\n    say: A.\n", 6, "zzz"),
        (HEAD + "  - concept: contact\n    shows: path\n    say: A.\n", 5, "did you mean 'show'"),
        (HEAD + "  - concept: [contact]\n    say: A.\n", 4, "plain text"),
        (HEAD + f"  - concept: contact\n    say: {'word ' * 200}\n", 5, "shorten it"),
        (HEAD + "  - concept: contact\n    say: A.\n" * 61, 4, "at most 60 steps"),
        ("title: A\nsteps:\n  - concept: contact\n    say: A: B\n", 4, "not valid YAML"),
        (HEAD + "  - concept: contact\n    say: '  '\n", 5, "'say' is empty"),
        ("", 1, "empty"),
        ("- a\n", 1, "not a set of named fields"),
        ("title: &x A\nsteps: *x\n", 1, "anchors"),
    ],
)
def test_every_mistake_is_told_with_its_line(
    store: Store, tmp_path: Path, text: str, line: int, words: str
) -> None:
    """File, line, what is wrong and the likely mend, in one line."""
    path = written(tmp_path, text)
    with pytest.raises(RelatumError) as caught:
        read_tour(store, path)
    message = str(caught.value)
    assert re.search(rf"own\.yaml:{line}: ", message), message
    assert words in message, message
    assert "\n" not in message


def test_several_mistakes_are_counted(store: Store, tmp_path: Path) -> None:
    """The first is shown, with how many more there are."""
    text = HEAD + "  - concept: quark\n    say: A.\n  - concept: gluon\n    say: A.\n"
    with pytest.raises(RelatumError, match=r":4: .*and 1 more"):
        read_tour(store, written(tmp_path, text))


def test_files_that_are_no_tours(store: Store, tmp_path: Path) -> None:
    """A huge file, one in another encoding, one without a name: each is refused in one line."""
    huge = written(tmp_path, HEAD + "# " + "x" * 300_000)
    with pytest.raises(RelatumError, match="no larger than"):
        read_tour(store, huge)
    (tmp_path / "own.yaml").write_bytes(b"title: \xff\xfe")
    with pytest.raises(RelatumError, match="UTF-8"):
        read_tour(store, tmp_path / "own.yaml")
    nameless = written(tmp_path, HEAD + "  - concept: contact\n    say: A.\n", "---.yaml")
    with pytest.raises(RelatumError, match="name of the file"):
        read_tour(store, nameless)
    with pytest.raises(RelatumError, match="cannot be read"):
        read_tour(store, tmp_path / "none.yaml")


def test_a_tour_of_ones_own_can_take_the_place_of_ours(store: Store, tmp_path: Path) -> None:
    """One of the same name is played instead; two of one name are an error."""
    text = HEAD + "  - concept: contact\n    say: A.\n"
    own = written(tmp_path, text, "contact-to-healing.yaml")
    (tour,) = tours_of(store, [own])
    assert tour.title == "A tour"
    other = written(tmp_path, text, "Contact to healing.yml")
    with pytest.raises(RelatumError, match="rename one"):
        tours_of(store, [own, other])


def test_the_command_plays_tours(run: Run, tmp_path: Path) -> None:
    """--tour may be given more than once; a mistake in a file is told, and nothing is written."""
    one = written(tmp_path, HEAD + "  - concept: contact\n    say: A.\n", "one.yaml")
    two = written(tmp_path, HEAD + "  - concept: needs\n    say: A.\n", "two.yaml")
    out = tmp_path / "page.html"
    assert run("explore", "--no-open", "-o", out, "--tour", one, "--tour", two).exit_code == 0
    (block,) = re.findall(r'id="graph">(.*?)</script>', out.read_text(encoding="utf-8"), re.S)
    keys = [tour["key"] for tour in json.loads(block)["tours"]]
    assert keys == ["one", "two", "contact-to-healing"]
    bad = written(tmp_path, HEAD + "  - concept: quark\n    say: A.\n", "bad.yaml")
    none = tmp_path / "none.html"
    result = run("explore", "--no-open", "-o", none, "--tour", bad)
    assert result.exit_code == 2 and "bad.yaml:4" in result.stderr
    assert not none.exists()


WORDS = st.text(max_size=40)
PARTS = st.fixed_dictionaries(
    {},
    optional={
        "concept": st.sampled_from(["contact", "attunement", "needs", "quark"]) | WORDS,
        "theorist": st.sampled_from(["stern", "bowlby"]) | WORDS,
        "work": st.just("stern-1985") | WORDS,
        "show": st.sampled_from(SHOWS) | WORDS,
        "with": st.sampled_from(["empathy", "healing"]) | WORDS,
        "say": st.just("A sentence.") | WORDS | st.lists(WORDS, max_size=2),
    },
)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture],
          deadline=None)  # fmt: skip
@given(steps=st.lists(PARTS, max_size=4), title=st.just("A tour") | WORDS)
def test_any_file_is_a_tour_or_an_error_with_its_line(
    store: Store, tmp_path: Path, steps: list[Any], title: str
) -> None:
    """Whatever stands in the fields: whole steps with known addresses, or a line that says why."""
    path = written(tmp_path, json.dumps({"title": title, "steps": steps}))
    try:
        tour = read_tour(store, path)
    except RelatumError as error:
        assert re.search(r"own\.yaml:\d+: \S", str(error))
        assert "\n" not in str(error)
        return
    assert len(tour.steps) == len(steps) and tour.title
    for step in tour.steps:
        assert step.say and step.heading
        assert re.fullmatch(r"#((path|compare)=)?[\w-]+(,[\w-]+)?(&from=[\w-]+)?", step.address)


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture],
          deadline=None)  # fmt: skip
@given(
    st.text(alphabet=st.sampled_from(list("title: steps-\n'\"[]{}#&*!|>contact say")), max_size=80)
)
def test_any_text_is_refused_in_one_line(store: Store, tmp_path: Path, text: str) -> None:
    """No file brings the reader down."""
    with pytest.raises(RelatumError, match=r"own\.yaml:\d+: "):
        read_tour(store, written(tmp_path, text))

"""The commands as people use them: cards, JSON, errors in one line, exit codes."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from helpers import DATA, Run, relatum

from relatum.cli import main

TOY = DATA / "toy"


def test_without_a_command_it_says_what_is_here_and_what_to_try(run: Run) -> None:
    """Counts, and five commands that work as they stand."""
    output = run().output
    assert "claims with their sentences" in output
    tries = [line.split("  ")[1].strip() for line in output.splitlines() if "  relatum " in line]
    assert len(tries) == 5
    for command in tries:
        words = [word for word in command.split()[1:] if word != "--open"]
        if words[0] != "map":
            assert run(*words).exit_code == 0, command


def test_a_concept_card_has_all_its_parts(run: Run) -> None:
    """Definition, names, kind, claims both ways with their places, works, inferences marked."""
    output = run("concept", "attunement").output
    assert output.startswith("attunement  (process)\n")
    assert "attunement begins with empathy [9.2]" in output
    assert "affective attunement is a kind of attunement [12.2]" in output
    assert "attunement is one dimension of the therapeutic relationship [1.1, inferred]" in output
    assert "attunement may be pictured as yin and yang [13.4, hedged]" in output
    assert "Kohut, H. (1971). The analysis of the self" in output
    assert "Stern, D. N." not in output  # cited for vitality affects, not for attunement
    assert "Numbers are paragraph.sentence of contact-in-relationship." in output
    parts = run("concept", "affective attunement").output
    assert "inferred by rule, not said" in parts
    assert (
        "affective attunement → has as a part → valuing the other person's affect [12.4]" in parts
    )
    assert "Wider: attunement" in parts


@pytest.mark.parametrize(
    ("typed", "label"),
    [("Attunement", "attunement"), ("atunement", "attunement"), ("tuning in", "attunement"),
     ("artifical closure", "artificial closure"), ("need for a relationship",
                                                   "need for relationship"),
     ("unbroken feeling connectedness", "unbroken feeling-connectedness")],
)  # fmt: skip
def test_a_concept_is_found_by_any_of_its_names(run: Run, typed: str, label: str) -> None:
    """Capitals, wordings of the text, lay words and usual misspellings all lead there."""
    assert run("concept", typed).stdout.startswith(label + "  (")


def test_a_theorist_card(run: Run) -> None:
    """Dates, works, and what each is cited for, with the page where there is one."""
    output = run("theorist", "Stern").output
    assert output.startswith("Daniel N. Stern  (1934–2012)")
    assert "Stern (1985, p. 156): the term vitality affects and perhaps" in output
    assert run("theorist", "eriksen").stdout.startswith("Erik H. Erikson")
    assert run("theorist", "Carl Rogers").stdout.startswith("Carl R. Rogers")
    assert "Author of the source contact-in-relationship" in run("theorist", "erskine").output
    khan = run("theorist", "khan").output
    assert "no endorsement" in khan


def test_a_work_card(run: Run) -> None:
    """APA, what is not verified, the slips where it is listed, and where it is cited."""
    output = run("work", "lourie-1996").output
    assert "Lourie, J. (1996). Cumulative trauma: The nonproblem problem." in output
    assert "Not verified: author's given name, journal, volume." in output
    assert "ref. 8: 'Lourie, 3' for 'Lourie, J.'" in output
    assert "[15.3]" in output


def test_a_source_card_by_key_without_a_subcommand(run: Run) -> None:
    """`relatum source KEY` is the card; the title works as well."""
    output = run("source", "contact-in-relationship").output
    assert "40 sentences" in output
    assert "8 groups of citations that name 12 works" in output
    assert "Slips of the text" in output
    assert run("source", "Contact-in-relationship").output == output


def test_coverage_leaves_nothing_over(run: Run) -> None:
    """Every sentence with its claims; exit code 0 as nothing is left."""
    result = run("source", "coverage")
    assert result.exit_code == 0
    assert result.output.rstrip().endswith("40 of 40 sentences accounted for.")
    records = json.loads(
        run("source", "coverage", "contact-in-relationship", "--format", "json").output
    )
    assert len(records) == 40
    assert all(record["claims"] for record in records)


def test_coverage_names_what_is_left_over(toy: Path, run: Run) -> None:
    """A sentence without claims, and without a reason, gives exit code 1."""
    path = toy / "sources/garden/claims.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text[: text.index("- at: 2.2")], encoding="utf-8")
    concepts = toy / "ontology/concepts.ttl"
    concepts.write_text(concepts.read_text(encoding="utf-8"), encoding="utf-8")
    result = run("-C", toy, "source", "coverage", "garden")
    assert result.exit_code == 1
    assert "3 of 4 sentences accounted for.\nLeft over: 2.2" in result.output
    path.write_text(
        text[: text.index("- at: 2.2")] + "- at: 2.2\n  nothing: An aside.\n", encoding="utf-8"
    )
    result = run("-C", toy, "source", "coverage", "garden")
    assert (result.exit_code, "nothing to claim: An aside." in result.output) == (0, True)


@pytest.mark.parametrize(
    ("words", "keys"),
    [
        (("concept", "contact"), {"id", "label", "kind", "definition", "claims", "citations"}),
        (("theorist", "bowlby"), {"id", "name", "born", "died", "works", "citations"}),
        (("work", "stern-1985"), {"id", "reference", "in_text", "citations", "unverified"}),
        (("source", "contact-in-relationship"), {"id", "sentences", "claims", "errata"}),
    ],
)
def test_json_of_every_card(run: Run, words: tuple[str, ...], keys: set[str]) -> None:
    """Programs get objects with named parts."""
    data = json.loads(run(*words, "--format", "json").output)
    assert keys <= set(data)
    for claim in data["claims"] if isinstance(data.get("claims"), list) else ():
        assert {"source", "paragraph", "sentence"} <= set(claim["passage"])


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("concept", "attunementology"), "unknown concept 'attunementology', did you mean 'att"),
        (("theorist", "mahlerski"), "unknown theorist 'mahlerski', did you mean 'Margaret S. M"),
        (("work", "bowlby 1970"), "unknown work 'bowlby 1970', did you mean 'Bowlby (19"),
        (("source", "contact"), "unknown source 'contact'"),
        (("concept", "qqqq"), "unknown concept 'qqqq'; 'relatum concept' lists what is here"),
        (("map", "qqqq"), "unknown concept 'qqqq'"),
        (("source", "verify", "contact", DATA / "garden.txt"), "unknown source 'contact'"),
        (("-C", "/nowhere", "concept", "contact"), "the workspace '/nowhere' is not there"),
    ],
)
def test_a_name_that_is_not_found(run: Run, words: tuple[object, ...], message: str) -> None:
    """One line with the nearest names, and exit code 2."""
    result = run(*words)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert len(result.stderr.splitlines()) == 1
    assert message in result.stderr


def test_verify_names_what_differs(toy: Path, run: Run) -> None:
    """Another text is missing everything, with exit code 1; one that is no text is refused."""
    other = toy / "other.txt"
    other.write_text("Nothing of the kind.", encoding="utf-8")
    result = run("-C", toy, "source", "verify", "garden", other)
    assert (result.exit_code, result.output.count("\n")) == (1, 1)
    assert "is it the right text?" in result.output
    other.write_bytes(b"\x89PNG\x00\x00\x01")
    result = run("-C", toy, "source", "verify", "garden", other)
    assert (result.exit_code, "is not a text file" in result.stderr) == (2, True)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_copy_may_be_saved_in_any_usual_encoding(encoding: str, toy: Path, run: Run) -> None:
    """What word processors save as plain text is understood."""
    copy = toy / "copy.txt"
    copy.write_bytes((DATA / "garden.txt").read_text(encoding="utf-8").encode(encoding))
    result = run("-C", toy, "source", "verify", "garden", copy)
    assert (result.exit_code, "4 exact" in result.output) == (0, True)


@pytest.mark.parametrize("sort", ["concept", "theorist", "work", "source"])
def test_without_a_name_the_names_are_listed(sort: str, run: Run) -> None:
    """The bare command shows what can be asked for; each key works."""
    lines = run(sort).output.splitlines()
    rows = json.loads(run(sort, "--format", "json").output) if sort != "source" else []
    assert len(lines) == {"concept": 230, "theorist": 12, "work": 13, "source": 2}[sort]
    assert [f"{row['name']}  ({row['id']})" for row in rows] in ([], lines)


def test_words_need_no_quotation_marks_and_no_article(run: Run) -> None:
    """Names of several words are taken as they are typed."""
    card = run("concept", "artificial closure").output
    assert run("concept", "artificial", "closure").output == card
    assert run("concept", "the", "artificial", "closures").output == card


def test_it_says_when_it_shows_something_of_another_name(run: Run) -> None:
    """A lay word leads to a concept, and the reader is told."""
    result = run("concept", "tuning", "in")
    assert result.stderr == "showing 'attunement' for 'tuning in'\n"
    assert run("concept", "attunement").stderr == ""


def test_an_ambiguous_name_is_a_choice(run: Run) -> None:
    """Several things of one name are never guessed between."""
    for words, choice in (
        (("concept", "trauma"), "'cumulative trauma' or 'specific traumas'"),
        (("work", "mahler"), "'Mahler (1968)' or 'Mahler et al. (1975)'"),
    ):
        result = run(*words)
        assert (result.exit_code, choice in result.stderr) == (2, True)
    assert run("work", "rogers").output.startswith("Rogers (1951)")


def test_a_name_of_another_sort_is_pointed_to(run: Run) -> None:
    """A theorist asked for as a concept leads to the right command."""
    assert "try 'relatum theorist stern'" in run("concept", "stern").stderr


@pytest.mark.skipif(sys.platform == "win32", reason="devices and modes are of Unix")
def test_devices_links_and_read_only_files_are_respected(tmp_path: Path, run: Run) -> None:
    """Writing replaces ordinary files only, follows links, and leaves read-only ones alone."""
    import os

    os.mkfifo(tmp_path / "pipe.html")
    assert "no ordinary file" in run("map", "contact", "-o", tmp_path / "pipe.html").stderr
    locked = tmp_path / "locked.html"
    locked.write_text("mine", encoding="utf-8")
    locked.chmod(0o444)
    result = run("map", "contact", "-o", locked)
    assert (result.exit_code, "read-only" in result.stderr) == (2, True)
    assert locked.read_text(encoding="utf-8") == "mine"
    target, link = tmp_path / "target.html", tmp_path / "link.html"
    target.write_text("old", encoding="utf-8")
    link.symlink_to(target)
    assert run("map", "contact", "-o", link).exit_code == 0
    assert link.is_symlink()
    assert "concept map" in target.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("map", "contact", "-o", "x.zip"), "must end in .svg, .png, .pdf, .html"),
        (("map", "contact", "-o", ""), "must end in .svg"),
        (("export", "-o", "x.zip"), "does not end in one of .ttl .trig .nq .jsonld .rdf"),
        (("export", "--format", "turtle", "-o", ""), "is empty"),
        (("export", "-o", "n" * 300 + ".ttl"), "File name too long"),
    ],
)
def test_a_file_that_cannot_be_meant_is_refused(
    words: tuple[str, ...], message: str, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One line, exit code 2, and nothing is written."""
    monkeypatch.chdir(tmp_path)
    result = run(*words)
    assert (result.exit_code, message in result.stderr) == (2, True), result.stderr
    assert not list(tmp_path.iterdir())


def test_the_ending_of_a_file_says_its_format(tmp_path: Path, run: Run) -> None:
    """`-o x.trig` writes TriG."""
    assert run("export", "-o", tmp_path / "x.trig").exit_code == 0
    assert "GRAPH <" in (tmp_path / "x.trig").read_text(encoding="utf-8") or "{" in (
        tmp_path / "x.trig"
    ).read_text(encoding="utf-8")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full device here")
def test_a_full_disk_is_one_line() -> None:
    """What cannot be printed is said, with exit code 2."""
    for words in ("export", "concept contact"):
        result = subprocess.run(
            f"{sys.executable} -m relatum.cli {words} > /dev/full",
            shell=True,
            capture_output=True,
            text=True,
            check=False,
        )
        assert result.stderr == "relatum: No space left on device\n"
        assert result.returncode == 2


def test_anchor_makes_a_new_source_checkable(toy: Path, run: Run) -> None:
    """Digests made from a numbered copy are the ones that ship; an unnumbered one is refused."""
    path = toy / "sources/garden/anchors.json"
    shipped = path.read_bytes()
    path.write_text("{}", encoding="utf-8")
    assert run("-C", toy, "source", "anchor", "garden", DATA / "garden.numbered.txt").exit_code == 0
    assert path.read_bytes() == shipped
    result = run("-C", toy, "source", "anchor", "garden", DATA / "garden.txt")
    assert (result.exit_code, "no numbered sentences" in result.stderr) == (2, True)
    assert path.read_bytes() == shipped


def test_piped_output_is_plain() -> None:
    """No colour codes where there is no terminal."""
    result = relatum("concept", "contact")
    assert result.returncode == 0
    assert "\x1b" not in result.stdout


@pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are of Unix")
def test_a_terminal_gets_colour_and_its_own_width() -> None:
    """On a terminal headings are set off, and lines fit its width."""
    import fcntl
    import os
    import pty
    import struct
    import termios

    leader, follower = pty.openpty()
    fcntl.ioctl(follower, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 60, 0, 0))
    unset = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "LINES")}
    process = subprocess.Popen(
        [sys.executable, "-m", "relatum.cli", "concept", "contact"],
        stdout=follower,
        env={**unset, "TERM": "xterm"},
    )
    os.close(follower)
    seen = b""
    while True:
        try:
            piece = os.read(leader, 65536)
        except OSError:
            break
        if not piece:
            break
        seen += piece
    assert process.wait() == 0
    text = seen.decode()
    assert "\x1b[1m" in text
    import re

    plain = re.sub(r"\x1b\[[0-9;]*m", "", text)
    assert max(map(len, plain.splitlines())) <= 60


def test_a_reader_that_stops_early_gets_no_traceback() -> None:
    """`relatum export | head` ends quietly."""
    result = subprocess.run(
        f"{sys.executable} -m relatum.cli export --format nquads | head -1",
        shell=True,
        capture_output=True,
        text=True,
        check=True,
    )
    assert "Traceback" not in result.stderr


def test_help_needs_none_of_the_heavy_packages() -> None:
    """Help and a card import no rdflib, networkx, pyvis, pySHACL or citation processor."""
    code = (
        "import sys; sys.argv = ['relatum', *{words}]\n"
        "from relatum.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "heavy = {{'rdflib', 'networkx', 'pyvis', 'pyshacl', 'citeproc', 'jinja2', 'yaml',"
        " 'pygraphviz'}} & set(sys.modules)\n"
        "print(heavy, file=sys.stderr)"
    )
    relatum("concept", "contact")
    for words in (["--help"], ["concept", "contact"], ["concept", "--help"]):
        result = subprocess.run(
            [sys.executable, "-c", code.format(words=words)],
            capture_output=True,
            text=True,
            check=True,
        )
        assert result.stderr.strip() == "set()", words


def test_every_command_has_help_with_an_example() -> None:
    """`--help` of every command says what it does and how it is typed."""
    commands = dict(main.commands)
    commands |= {f"source {name}": c for name, c in main.commands["source"].commands.items()}  # type: ignore[attr-defined]
    for name, command in commands.items():
        if not command.hidden:
            assert command.help and "Example: relatum" in command.help, name

"""Maps of everything: in several processes, none lost for another's sake, with an index."""

import re
from functools import partial
from pathlib import Path

import pytest
from helpers import Run
from lxml import html
from maps import HOSTILE, bundled, go_wrong

from relatum.graph.drawing.album import ENDINGS, index
from relatum.graph.formats.material import plain
from relatum.graph.maps import atlas
from relatum.graph.maps.atlas import Drawn, Subject, draw_all, subjects
from relatum.graph.store import Store


def subject(key: str, label: str = "", kind: str = "process") -> Subject:
    return Subject(key, label or key, kind, "")


def test_top_concepts_and_theorists_have_a_map(store: Store) -> None:
    """Concepts with claims enough and nothing wider, people who are cited, no works."""
    keys = {one.key: one.kind for one in subjects(store)}
    assert {"attunement", "contact", "stern", "kohut"} <= keys.keys()
    assert "work" not in keys.values()
    # The author of the source is cited for nothing.
    assert "erskine" not in keys
    rows = store.rows("network")
    for key, kind in keys.items():
        if kind != "theorist":
            ends = [{row["subject"], row["object"]} for row in rows]
            assert sum(any(end.endswith(f"/{key}") for end in both) for both in ends) >= 3


def test_one_bad_map_never_loses_the_others(tmp_path: Path) -> None:
    """A refusal, a mistake, a process that dies, one that never ends: the rest is drawn."""
    bad = ["refused", "killed", "mistaken", "endless"]
    keys = ["a", "b", *bad[:2], "c", "d", *bad[2:], "e", "f"]
    told: list[tuple[int, int]] = []
    results = draw_all(
        map(subject, keys),
        bundled,
        partial(go_wrong, tmp_path),
        lambda done, total: told.append((done, total)),
        workers=2,
        limit=6,
    )
    assert [one.subject.key for one in results] == keys
    assert {one.subject.key for one in results if one.problem} == set(bad)
    assert {path.name for one in results for path in one.files} == set("abcdef")
    problems = {one.subject.key: one.problem for one in results}
    assert problems["refused"] == "there is nothing to draw"
    assert "\n" not in problems["mistaken"] and "mistake" in problems["mistaken"]
    assert told == [(number, len(keys)) for number in range(1, len(keys) + 1)]


def test_the_index_escapes_every_name(tmp_path: Path) -> None:
    """Whatever a label, a kind or an error holds is text on the page and nothing else."""
    results = [
        Drawn(Subject(f"k{n}", label, label, label), (tmp_path / f'k{n}"<b>.svg',), label)
        for n, label in enumerate([*HOSTILE, "<script>alert(1)</script>", "\"'><img src=x>"])
        if plain(label) == label and label.strip()
    ]
    page = html.document_fromstring(index(results).decode())
    assert not page.xpath("//script | //img | //b | //*[@onerror]")
    text = " ".join(page.text_content().split())
    for result in results:
        assert " ".join(result.subject.label.split()) in text


def test_the_index_leads_to_every_map(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, store: Store
) -> None:
    """The command draws, tells what went wrong by line and exit code, and writes the index."""
    wanted = [one for one in subjects(store) if one.key in ("stern", "contact")]
    wanted.append(subject("erskine", "Richard G. Erskine", "theorist"))
    monkeypatch.setattr(atlas, "subjects", lambda store: wanted)
    folder = tmp_path / "new" / "maps"
    result = run("map", "--all", folder)
    assert result.exit_code == 1
    assert result.stderr.count("\n") == 1 and "Richard G. Erskine" in result.stderr
    page = html.document_fromstring((folder / "index.html").read_text(encoding="utf-8"))
    links = {a.get("href") for a in page.iter("a") if not a.get("href").startswith("#")}
    assert links == {f"{key}{end}" for key in ("stern", "contact") for end in ENDINGS}
    assert all((folder / link).stat().st_size for link in links)
    assert re.search(r"No map: nothing is claimed", page.text_content())
    wanted.pop()
    assert run("map", "--all", folder).exit_code == 0


def test_a_page_of_somebody_is_left_alone(run: Run, tmp_path: Path) -> None:
    """An index.html that is not ours is never written over."""
    page = tmp_path / "index.html"
    page.write_text("mine", encoding="utf-8")
    result = run("map", "--all", tmp_path)
    assert result.exit_code == 2 and "no page of ours" in result.stderr
    assert page.read_text(encoding="utf-8") == "mine"


def test_all_takes_no_name(run: Run, tmp_path: Path) -> None:
    """Who names a concept as well is told, and nothing is drawn."""
    for words in (("contact",), ("-o", "x.svg"), ("--question", "what is contact?")):
        assert run("map", *words, "--all", tmp_path / "maps").exit_code == 2
    assert not (tmp_path / "maps").exists()

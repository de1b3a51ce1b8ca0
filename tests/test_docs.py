"""What the documents show is true: commands, examples, links, doctests."""

import doctest
import importlib
import re
import shlex
from pathlib import Path

import pytest
from helpers import ROOT, Run

from relatum.cli import main

PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
MODULES = [
    "relatum." + ".".join(p.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
    for p in sorted((ROOT / "graph").rglob("*.py"))
]


def shell_blocks(path: Path) -> list[str]:
    text = path.read_text(encoding="utf-8")
    return [
        line
        for block in re.findall(r"```(?:sh|console)\n(.*?)```", text, re.DOTALL)
        for line in block.splitlines()
        if line.startswith("relatum")
    ]


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_the_commands_shown_exist(page: Path) -> None:
    """Every `relatum ...` line names a command and options that it has."""
    for line in shell_blocks(page):
        words = shlex.split(line, comments=True)[1:]
        if not words:
            continue
        if words[0] in ("-C", "--endpoint"):
            words = words[2:]
        command = main.commands[words[0]]
        more = getattr(command, "commands", {})
        if words[1:] and words[1] in more:
            command = more[words[1]]
        elif words[0] == "source":
            command = more["card"]
        options = {o for p in command.params for o in p.opts}
        assert {w for w in words if w.startswith("-")} <= options, line


def test_the_readme_has_the_two_commands() -> None:
    """The two commands that do all the set-up stand in the README as they must."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "pip install . && relatum map attunement --open" in text
    assert "pip install -e '.[test]' && pytest" in text


def test_the_tour_runs(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each command of the README's tour ends well."""
    monkeypatch.chdir(tmp_path)
    lines = [line for line in shell_blocks(ROOT / "README.md") if "--open" not in line]
    assert len(lines) >= 6
    for line in lines:
        words = shlex.split(line, comments=True)[1:]
        if "article.txt" in words or "-C" in words:
            continue
        assert run(*words).exit_code == 0, line


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_python_examples_run(page: Path) -> None:
    """The notebook-style examples give what they show."""
    results = doctest.testfile(str(page), module_relative=False, optionflags=doctest.ELLIPSIS)
    assert results.failed == 0


@pytest.mark.parametrize("module", MODULES)
def test_doctests(module: str) -> None:
    """The examples in docstrings are right."""
    assert doctest.testmod(importlib.import_module(module)).failed == 0


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_links_between_the_pages_lead_somewhere(page: Path) -> None:
    """Relative links and pictures exist."""
    text = page.read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", text):
        if "://" not in target:
            assert (page.parent / target).exists(), target


def test_every_command_is_in_the_readme_or_the_guide() -> None:
    """No command is undocumented."""
    text = "\n".join(page.read_text(encoding="utf-8") for page in PAGES)
    names = [n for n, c in main.commands.items() if not c.hidden]
    names += [
        f"{name} {n}"
        for name, command in main.commands.items()
        for n, c in getattr(command, "commands", {}).items()
        if not c.hidden
    ]
    for name in names:
        assert re.search(rf"relatum (-C \S+ )?{name}\b", text), name

"""Everything that is needed ships, nothing else does, and what is installed runs."""

import json
import os
import subprocess
import sys
import tomllib
import venv
from pathlib import Path

import pytest
from helpers import ROOT

PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
SETUPTOOLS = PYPROJECT["tool"]["setuptools"]


def tracked(*patterns: str) -> set[str]:
    lines = subprocess.run(
        ["git", "ls-files", *patterns], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    return set(lines.splitlines())


def declared() -> set[str]:
    """The files that the wheel holds, by what pyproject.toml says."""
    files: set[str] = set()
    for package in SETUPTOOLS["packages"]:
        folder = ROOT / Path(*package.split(".")[1:])
        patterns = ["*.py", *SETUPTOOLS["package-data"].get(package, [])]
        files |= {path.relative_to(ROOT).as_posix() for p in patterns for path in folder.glob(p)}
    return files


def test_every_file_of_the_package_is_declared() -> None:
    """A new folder or file type that pyproject.toml forgets would be left out in silence."""
    wanted = tracked("commands", "graph", "ontology", "secondary", "sources", "cli.py", "py.typed")
    assert wanted
    assert declared() == wanted


def test_no_other_module_at_the_root() -> None:
    """The root is the package `relatum`: any module there would be installed."""
    assert {name for name in tracked("*.py") if "/" not in name} == {"cli.py"}


@pytest.mark.filterwarnings("ignore")
def test_the_wheel_runs_in_a_fresh_environment(tmp_path: Path) -> None:
    """Built from a clean copy, installed outside the checkout, it answers; one top-level name."""
    clean, wheels, home = tmp_path / "clean", tmp_path / "wheels", tmp_path / "env"
    clean.mkdir()
    archive = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True
    ).stdout
    for name in archive.decode().split("\0"):
        source = ROOT / name
        if name and source.is_file() and not source.is_symlink():
            target = clean / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(source.read_bytes())
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--outdir", str(wheels), str(clean)],
        check=True,
        capture_output=True,
    )
    (wheel,) = wheels.glob("*.whl")
    venv.create(home, with_pip=True)
    python = home / ("Scripts" if os.name == "nt" else "bin") / "python"
    subprocess.run(
        [str(python), "-m", "pip", "install", "--quiet", str(wheel)],
        check=True,
        capture_output=True,
    )
    environment = {
        **{k: v for k, v in os.environ.items() if k != "PYTHONPATH"},
        "RELATUM_CACHE": str(tmp_path / "cache"),
    }

    def run(*words: str) -> str:
        return subprocess.run(
            [str(python.with_name("relatum")), *words],
            check=True,
            capture_output=True,
            encoding="utf-8",
            env=environment,
            cwd=tmp_path,
        ).stdout

    assert json.loads(run("concept", "attunement", "--format", "json"))["label"] == "attunement"
    assert run("check") == "all is well\n"
    assert run("map", "attunement").strip() == str(tmp_path / "attunement.html")
    assert "rlt:" in run("export")
    outside = subprocess.run(
        [str(python), "-c", "import relatum.graph, relatum.cli, importlib.util as u;"
         "print(u.find_spec('graph'), u.find_spec('ontology'), u.find_spec('sources'))"],
        capture_output=True, text=True, check=True, cwd=tmp_path,
    )  # fmt: skip
    assert outside.stdout.split() == ["None", "None", "None"]


def test_the_editable_install_reads_the_checkout() -> None:
    """These tests run on the files of the checkout, not on a copy."""
    import relatum.graph
    from relatum.graph.workspace import BUNDLED

    assert Path(str(relatum.graph.__file__)).parent == ROOT / "graph"
    assert BUNDLED == ROOT


def test_versions_agree() -> None:
    """Package, schema, scheme, changelog and citation file name one version."""
    version = PYPROJECT["project"]["version"]
    for name in ("ontology/schema.ttl", "ontology/concepts.ttl"):
        assert f'owl:versionInfo "{version}"' in (ROOT / name).read_text(encoding="utf-8"), name
    assert f"## {version}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert f"version: {version}" in (ROOT / "CITATION.cff").read_text(encoding="utf-8")


def test_every_dependency_has_its_reason() -> None:
    """docs/dependencies.md has a line for each package, and for no other."""
    import re

    text = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    listed = set(re.findall(r"^\| `([a-z0-9-]+)` \|", text, re.MULTILINE))
    project = PYPROJECT["project"]
    wanted = {
        re.split(r"[><=\[]", entry)[0]
        for entry in [*project["dependencies"], *project["optional-dependencies"]["test"]]
    }
    assert listed == wanted

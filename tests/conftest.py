"""What the tests share: a cache of their own, a small workspace, the real article, a browser."""

import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from helpers import DATA, SHARED, Run, missing

from relatum.cli import main
from relatum.graph.store import Store, open_store
from relatum.graph.workspace import Workspace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from browsing import Watched
    from playwright.sync_api import Browser


@pytest.fixture(scope="session", autouse=True)
def cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Built stores go to a folder of the test run."""
    folder = tmp_path_factory.mktemp("cache")
    os.environ["RELATUM_CACHE"] = str(folder)
    yield folder
    del os.environ["RELATUM_CACHE"]


@pytest.fixture
def toy(tmp_path: Path) -> Path:
    """A copy of the small workspace, to be changed at will."""
    folder = tmp_path / "toy"
    shutil.copytree(DATA / "toy", folder)
    return folder


@pytest.fixture(scope="session")
def store() -> Store:
    """The bundled graph."""
    return open_store(Workspace.open())


@pytest.fixture(scope="session")
def article() -> Path:
    """The text of the first article, which the project does not hold."""
    path = SHARED / "sources" / "contact-in-relationship.txt"
    if not path.is_file():
        missing("the text of the first article")
    return path


@pytest.fixture(scope="session")
def sentences(article: Path) -> dict[str, str]:
    """The sentences of the first article by number, and the entries of its reference list."""
    numbered = article.with_name("contact-in-relationship.numbered.txt")
    text = numbered.read_text(encoding="utf-8")
    found = {f"{p}.{s}": rest for p, s, rest in re.findall(r"\[(\d+),(\d+)\] (.*)", text)}
    tail = article.read_text(encoding="utf-8").partition("  1. ")
    references = tail[1] + tail[2]
    found |= {
        f"ref.{n}": rest.strip()
        for n, rest in re.findall(r"^\s+(\d+)\.\s+(.*)$", references, re.MULTILINE)
    }
    return found


@pytest.fixture
def run() -> Run:
    """Runs a command as a person types it, and gives its output and exit code."""

    def _run(*words: object) -> Result:
        result = CliRunner().invoke(main, [str(word) for word in words])
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return _run


@pytest.fixture(scope="module")
def browser() -> Iterator["Browser"]:
    """A real browser that asks for nothing by itself."""
    from playwright.sync_api import sync_playwright

    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if not chromium:
        missing("Chromium")
    with (
        sync_playwright() as playwright,
        playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--disable-background-networking"]
        ) as launched,
    ):
        yield launched


@pytest.fixture
def watched(browser: "Browser") -> Iterator["Watched"]:
    """A page of a laptop's size, with what it asked for and what went wrong in it."""
    from browsing import Watched

    page = browser.new_page(viewport={"width": 1366, "height": 800}, reduced_motion="reduce")
    yield Watched(page)
    page.close()


@pytest.fixture(scope="session")
def explorer(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The explorer's page of the bundled graph."""
    out = tmp_path_factory.mktemp("page") / "explorer.html"
    result = CliRunner().invoke(main, ["explore", "-o", str(out), "--no-open"])
    assert result.exit_code == 0, result.output
    return out

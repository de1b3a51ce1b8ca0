"""Watching a workspace: problems come and go in the terminal, and the page follows."""

import http.client
import os
import re
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pexpect
import pytest

from relatum.graph.own.beginnings import begin
from relatum.graph.own.live import Live

TYPE_CHECKING = False
if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """A workspace as `relatum init` makes it."""
    folder = tmp_path / "course"
    begin(folder)
    return folder


@pytest.fixture
def live() -> Iterator[Live]:
    """A small page that is served."""
    page = Live("<!doctype html><title>One</title><p>one</p>")
    yield page
    page.stop()


def asked(live: Live, path: str, host: str | None = None, method: str = "GET") -> tuple[int, str]:
    """What the server answers."""
    connection = http.client.HTTPConnection(live.host, timeout=10)
    connection.request(method, path, headers={"Host": host} if host else {})
    answer = connection.getresponse()
    text = answer.read().decode()
    connection.close()
    return answer.status, text


def test_problems_come_and_go(course: Path) -> None:
    """A slip shows at once, its mend as well; Ctrl-C ends the watch cleanly."""
    child = pexpect.spawn(
        sys.executable, ["-m", "relatum.cli", "watch"], cwd=str(course), encoding="utf-8",
        timeout=120, dimensions=(40, 300), env={**os.environ, "NO_COLOR": "1"},
    )  # fmt: skip
    child.expect("watching .*course; Ctrl-C ends it")
    child.expect("all is well")
    claims = course / "sources/first-example/claims.yaml"
    text = claims.read_text(encoding="utf-8")
    claims.write_text(text.replace("enables contact", "enables contct"), encoding="utf-8")
    child.expect(r"new .*claims.yaml:\d+: unknown concept 'contct'")
    child.expect("not built again")
    (course / "notes.txt").write_text("nothing that is read", encoding="utf-8")
    claims.write_text(text, encoding="utf-8")
    child.expect("mended .*unknown concept 'contct'")
    child.expect("all is well")
    child.sendintr()
    child.expect("stopped watching")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0


def test_the_page_follows_the_files(course: Path) -> None:
    """With --explore a page is served, and written anew when a file is saved."""
    child = pexpect.spawn(
        sys.executable, ["-m", "relatum.cli", "-C", str(course), "watch", "--explore", "--no-open",
                         "shared", "silence"], encoding="utf-8", timeout=120,
        dimensions=(40, 300),
    )  # fmt: skip
    child.expect(r"the page is at (http://127\.0\.0\.1:\d+/\S+/)")
    address = urlsplit(child.match.group(1))  # type: ignore[union-attr]
    child.expect("all is well")

    def page() -> str:
        connection = http.client.HTTPConnection(address.netloc, timeout=10)
        connection.request("GET", f"{address.path}page")
        return connection.getresponse().read().decode()

    assert "Two people saying nothing for a while" in page()
    path = course / "ontology/concepts.ttl"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("saying nothing", "keeping quiet"), encoding="utf-8")
    child.expect("all is well")
    assert "Two people keeping quiet for a while" in page()
    child.kill(signal.SIGINT)
    child.expect("stopped watching")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0
    with pytest.raises(OSError):
        page()


def test_only_this_computer_and_this_address_are_answered(live: Live) -> None:
    """On the loopback address; not to another host's name, another path or another method."""
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+/[\w-]{20,}/", live.address)
    assert live.server.server_address[0] == "127.0.0.1"
    path = urlsplit(live.address).path
    assert asked(live, f"{path}page") == (200, live.page.decode())
    for other in ("/", "/page", f"{path}x", f"{path}../page", "/etc/passwd"):
        assert asked(live, other)[0] == 404
    port = live.host.rpartition(":")[2]
    for host in ("evil.example", f"evil.example:{port}", "127.0.0.1", f"localhost:{port}"):
        assert asked(live, f"{path}page", host)[0] == 404
    assert asked(live, f"{path}page", method="POST")[0] == 501


def test_the_page_around_has_a_strict_policy(live: Live) -> None:
    """It may load itself and run its own script; nobody else may frame it."""
    connection = http.client.HTTPConnection(live.host, timeout=10)
    connection.request("GET", urlsplit(live.address).path)
    policy = connection.getresponse().headers["Content-Security-Policy"]
    connection.close()
    assert policy.startswith("default-src 'none'; script-src 'sha256-")
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy


def test_an_open_page_is_loaded_again(live: Live, browser: "Browser") -> None:
    """Within a second or two of the change, where it was; and it says when the watch has ended."""
    page = browser.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.goto(f"{live.address}#contact")
    inner = page.frame_locator("iframe")
    inner.locator("p", has_text="one").wait_for()
    assert page.frames[1].url.endswith("/page#contact")
    time.sleep(1)
    live.show("<!doctype html><title>Two</title><p>two</p>")
    inner.locator("p", has_text="two").wait_for(timeout=10_000)
    assert page.frames[1].url.endswith("/page#contact")
    live.server.shutdown()
    live.server.server_close()
    page.locator("p[role=status]", has_text="has ended").wait_for(timeout=10_000)
    assert not wrong
    page.close()

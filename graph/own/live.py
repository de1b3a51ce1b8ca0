"""A page that follows its files: served to this computer only, and loaded again when told.

The page itself may ask for nothing, by its own policy, and stays as it is.  It stands in a
frame of a small page around it, which asks twice a second whether there is another.  The
server answers on the loopback address only, on a port that the system gives, under a path
that cannot be guessed, and only to requests that name this very host: so no other
computer, no other page in the browser and no other person of this machine reads it.
"""

import base64
import hashlib
import secrets
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

_SCRIPT = """
"use strict";
const frame = document.querySelector("iframe");
const told = document.querySelector("p");
let seen = "";
async function look() {
  try {
    const answer = await fetch("number", { cache: "no-store" });
    const now = await answer.text();
    if (seen && now !== seen) frame.contentWindow.location.reload();
    seen = now;
    told.hidden = true;
  } catch {
    told.hidden = false;
  }
}
frame.src = "page" + location.hash;
setInterval(look, 500);
"""
_STYLE = """
html, body, iframe { margin: 0; border: 0; width: 100%; height: 100%; display: block; }
p { position: fixed; inset: auto 0 0 0; margin: 0; padding: 0.5em; background: #ffd07a;
  color: #111; font: 1rem sans-serif; text-align: center; }
"""
_AROUND = """<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Relatum</title><style>{style}</style></head>
<body><iframe title="The page that follows the files"></iframe>
<p role="status" hidden>relatum watch has ended; this page stays as it is.</p>
<script>{script}</script></body>
</html>
"""


class Live:
    """A page that is served, and can be replaced by another."""

    def __init__(self, page: str) -> None:
        """Begins to serve a page.

        Args:
            page: HTML that needs nothing else.
        """
        self.page = page.encode()
        self.number = 1
        self.path = secrets.token_urlsafe(16)
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, live=self))
        self.server.daemon_threads = True
        self.host = f"127.0.0.1:{self.server.server_address[1]}"
        self.thread = Thread(target=self.server.serve_forever, args=(0.1,), daemon=True)
        self.thread.start()

    @property
    def address(self) -> str:
        """Where the page is."""
        return f"http://{self.host}/{self.path}/"

    def show(self, page: str) -> None:
        """Replaces the page; who has it open sees the new one within a second."""
        self.page = page.encode()
        self.number += 1

    def stop(self) -> None:
        """Ends the server."""
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()

    def answers(self) -> dict[str, tuple[str, bytes, str]]:
        """What is served by its path: the sort of content, the content, its policy."""
        around = _AROUND.format(style=_STYLE, script=_SCRIPT)
        policy = (
            f"default-src 'none'; script-src {_hash(_SCRIPT)}; style-src {_hash(_STYLE)}; "
            "frame-src 'self'; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'"
        )
        # The page has a policy of its own; only this page around it may hold it.
        framed = "frame-ancestors 'self'"
        return {
            f"/{self.path}/": ("text/html", around.encode(), policy),
            f"/{self.path}/page": ("text/html", self.page, framed),
            f"/{self.path}/number": ("text/plain", str(self.number).encode(), framed),
        }


class _Handler(BaseHTTPRequestHandler):
    """Answers what is asked of a page."""

    timeout = 10

    def __init__(self, *args: object, live: Live) -> None:
        """Knows the page before the first request is read."""
        self.live = live
        super().__init__(*args)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        """Gives the page, the page around it, or its number; to this host only."""
        found = self.live.answers().get(self.path)
        if self.headers.get("Host") != self.live.host or not found:
            self.send_error(404)
            return
        kind, content, policy = found
        self.send_response(200)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Content-Security-Policy", policy)
        for name, value in (
            ("Cache-Control", "no-store"),
            ("Cross-Origin-Opener-Policy", "same-origin"),
            ("Cross-Origin-Resource-Policy", "same-origin"),
            ("Referrer-Policy", "no-referrer"),
            ("X-Content-Type-Options", "nosniff"),
        ):
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        """Says nothing: the terminal shows problems of the files."""


def _hash(text: str) -> str:
    """A script's or a style's hash for the policy (https://www.w3.org/TR/CSP3/)."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"

"""A web server for one author on one computer: a folder of pages that reload.

It listens on the loopback address alone and answers only requests that name it, so no
page of another site can read drafts through the browser. The script and the style of
the problems panel are added on the way out and are never written to a site.
"""

from __future__ import annotations

import json
import os
import threading
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

HOST = "127.0.0.1"
# So many pages are made before the others when something was saved.
LOOKED_AT = 4
OWN = "/__ficstead__/"
_FILES = {
    "reload.js": "text/javascript; charset=utf-8",
    "panel.css": "text/css; charset=utf-8",
}
# The system's own table differs from one computer to the next.
_TYPES = {
    "": "application/octet-stream",
    ".atom": "application/atom+xml; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".epub": "application/epub+zip",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".webmanifest": "application/manifest+json; charset=utf-8",
    ".webp": "image/webp",
    ".avif": "image/avif",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
    ".xml": "application/xml; charset=utf-8",
}
_NO_SITE = (
    "<!doctype html><html lang=en><head><meta charset=utf-8><title>No site yet</title>"
    "</head><body><main><h1>No site yet</h1><p>This page turns into your archive as "
    "soon as it can be built.</p></main></body></html>"
)


@dataclass(slots=True)
class News:
    """What every open page hears: which site is shown, and its problems.

    While a site is made, pages that were asked for last may be there already.
    """

    _state: dict[str, Any] = field(default_factory=dict)
    _number: int = 0
    _change: threading.Condition = field(default_factory=threading.Condition)
    _asked: deque[str] = field(default_factory=lambda: deque(maxlen=LOOKED_AT))
    _early: Mapping[str, str] = field(default_factory=dict)

    def tell(self, state: dict[str, Any]) -> None:
        """Say that a site is there, or why not; no page is ahead of it any more."""
        with self._change:
            self._early = {}
            self._say(state)

    def show(self, site: str, pages: Mapping[str, str]) -> None:
        """Show pages of a site that is not whole yet; the others stay as they are."""
        with self._change:
            self._early = pages
            self._say(self._state | {"coming": site, "pages": sorted(pages)})

    def _say(self, state: dict[str, Any]) -> None:
        self._state, self._number = state, self._number + 1
        self._change.notify_all()

    def shown(self) -> tuple[str, ...]:
        """Return the addresses of the pages that were asked for last."""
        with self._change:
            return tuple(self._asked)

    def page(self, address: str) -> tuple[str, str | None]:
        """Return which site the page at an address is of, and it, where it is early."""
        with self._change:
            if address in self._asked:
                self._asked.remove(address)
            if address.endswith((".html", "/")):
                self._asked.append(address)
            early = self._early.get(address)
            name = "site" if early is None else "coming"
            return self._state.get(name, ""), early

    def after(self, number: int, seconds: float) -> tuple[int, dict[str, Any]]:
        """Return the newest state, waiting a while if it is the one heard last."""
        with self._change:
            self._change.wait_for(lambda: self._number != number, seconds)
            return self._number, self._state


class Server(ThreadingHTTPServer):
    """Serves `folder`; the port is free again as soon as it ends."""

    daemon_threads = True
    block_on_close = False
    # On Windows this would let two servers share a port.
    allow_reuse_address = os.name != "nt"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Pass over browsers that go away in the middle of an answer."""


def serve(folder: Path, port: int, news: News) -> Server:
    """Return a server that listens; raises `OSError` where the port is taken."""
    return Server((HOST, port), partial(_Handler, folder, news))


class _Handler(SimpleHTTPRequestHandler):
    extensions_map = SimpleHTTPRequestHandler.extensions_map | _TYPES

    def __init__(self, folder: Path, news: News, *args: Any) -> None:
        self._folder, self._news = folder, news
        super().__init__(*args, directory=str(folder))

    def do_GET(self) -> None:
        self._answer(super().do_GET)

    def do_HEAD(self) -> None:
        self._answer(super().do_HEAD)

    def _answer(self, plainly: Callable[[], None]) -> None:
        """Answer with one of our own files, a page with our script in it, or a file."""
        path = self.path.split("?")[0].split("#")[0]
        host = self.headers.get("Host", HOST).split(":")[0]
        if host not in {HOST, "localhost"}:
            self._send("This server is for its own computer.", HTTPStatus.FORBIDDEN)
        elif path == f"{OWN}events":
            self._stream()
        elif path.removeprefix(OWN) in _FILES and path.startswith(OWN):
            name = path.removeprefix(OWN)
            text = (Path(__file__).parent / "panel" / name).read_text(encoding="utf-8")
            self._send(text, kind=_FILES[name])
        else:
            self._file(path, plainly)

    def _file(self, path: str, plainly: Callable[[], None]) -> None:
        found = Path(self.translate_path(self.path))
        if found.is_dir() and not path.endswith("/"):
            plainly()  # it sends the reader to the address with the slash
        elif found.is_dir():
            self._page(found / "index.html")
        elif found.suffix == ".html":
            self._page(found)
        elif found.is_file():
            plainly()
        else:
            self._page(found)

    def _page(self, path: Path) -> None:
        status = HTTPStatus.OK
        site, early = self._news.page(self._address(path))
        try:
            # A page of the author's own, from extra/, may be as old as its encoding.
            html = early or path.read_text(encoding="utf-8", errors="replace")
        except (OSError, ValueError):
            status = HTTPStatus.NOT_FOUND
            instead = self._folder / "404.html"
            there = instead.is_file()
            html = instead.read_text(encoding="utf-8") if there else _NO_SITE
        ours = (
            f'<link rel="stylesheet" href="{OWN}panel.css">'
            f'<script defer src="{OWN}reload.js?site={site}"></script>'
        )
        head, end, rest = html.partition("</head>")
        self._send(f"{head}{ours}{end}{rest}", status, "text/html; charset=utf-8")

    def _address(self, path: Path) -> str:
        """Return the address in the site of the file of a page."""
        inside = path.relative_to(self._folder).as_posix()
        return inside.removesuffix("index.html")

    def _send(
        self,
        text: str,
        status: HTTPStatus = HTTPStatus.OK,
        kind: str = "text/plain; charset=utf-8",
    ) -> None:
        data = text.encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)

    def _stream(self) -> None:
        """Send each new state as a server-sent event while somebody listens."""
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream; charset=utf-8")
        self.end_headers()
        self.wfile.write(b"retry: 500\n\n")
        heard = 0
        while True:
            number, state = self._news.after(heard, 10)
            text = (
                f"data: {json.dumps(state)}\n\n" if number != heard else ": still\n\n"
            )
            self.wfile.write(text.encode())
            self.wfile.flush()
            heard = number

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def send_head(self) -> Any:
        # A page of yesterday must not be answered with "not modified".
        if "If-Modified-Since" in self.headers:
            del self.headers["If-Modified-Since"]
        return super().send_head()

    def log_message(self, format: str, *args: Any) -> None:
        """Keep requests out of the author's terminal."""

"""``serve``: the archive on this computer, built anew and reloaded on every save."""

from __future__ import annotations

import signal
import threading
import time
from functools import partial
from pathlib import Path
from typing import Any

from . import terminal, watching, web
from .place import OURS, PUBLISHED, Place
from .rebuilding import Builder, Report
from .refusal import Refusal
from .web import News, Server

TRIES = 20


def run(where: Place, *, port: int | None, published: bool) -> int:
    """Serve until somebody ends it. Nothing is written but `.cache/preview`."""
    output = where.cache / ("preview-published" if published else "preview")
    news, stop = News(), threading.Event()
    server = _listen(output, port, news)
    builder = Builder(where, output, published)

    def end(*_: object) -> None:
        stop.set()
        builder.close()

    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), end)
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    try:
        _keep_building(where, builder, news, stop, server)
    finally:
        end()
        server.shutdown()
        server.server_close()
    return 0


def _keep_building(
    where: Place, builder: Builder, news: News, stop: threading.Event, server: Server
) -> None:
    folders = [where.content or where.root / "content", where.root / "theme"]
    files = (where.root / OURS, where.root / PUBLISHED)

    def watched() -> tuple[Path, ...]:
        return tuple(dict.fromkeys((*folders, where.root / "plugins")))

    changes = watching.changes(watched, files, stop)
    report, site = _build(builder, news, "")
    if stop.is_set():
        return
    address = f"http://{web.HOST}:{server.server_address[1]}/"
    terminal.say(f"Your archive is at {address} (Ctrl-C ends this)")
    folders[:] = [*folders, *report.folders]
    for name in changes:
        terminal.say(f"{name} was changed:")
        report, site = _build(builder, news, site)
        folders[:] = report.folders or folders


def _build(builder: Builder, news: News, site: str) -> tuple[Report, str]:
    """Build once, tell the terminal and every open page; return which site is shown."""
    begun = time.monotonic()
    coming = f"{time.time_ns():x}"
    report = builder.build(news.shown(), partial(news.show, coming))
    if builder.closed:
        return report, site
    if report.new or (report.built and not site):
        site = coming
    news.tell(_news(report, site))
    for problem in report.problems:
        terminal.say(str(problem["text"]))
    terminal.say(f"{report.summary} ({time.monotonic() - begun:.1f} s)")
    return report, site


def _news(report: Report, site: str) -> dict[str, Any]:
    return {
        "site": site,
        "built": report.built,
        "problems": report.problems,
        "summary": report.summary,
    }


def _listen(output: Path, port: int | None, news: News) -> Server:
    """Listen on the port that was asked for, or on the next that is free."""
    first = 8000 if port is None else port
    if not 0 <= first <= 65535:
        raise Refusal(f"A port is a number up to 65535, not {first}.", 2)
    for candidate in range(first, min(first + TRIES, 65536)):
        try:
            server = web.serve(output, candidate, news)
        except OSError:
            continue
        if candidate != first:
            terminal.say(f"Port {first} is in use by another program.")
        return server
    raise Refusal(f"No port from {first} on is free; name another with --port.")

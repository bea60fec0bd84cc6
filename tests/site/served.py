"""A running `serve`, as an author has it, for tests."""

from __future__ import annotations

import http.client
import json
import re
import signal
import subprocess
import threading
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ..running import SECONDS, command, until


@dataclass
class Served:
    """A running server, what its terminal showed, and what its pages heard."""

    root: Path
    process: subprocess.Popen[bytes]
    terminal: Path
    news: list[dict[str, Any]] = field(default_factory=list)
    page: threading.Thread | None = None

    @property
    def shown(self) -> str:
        return self.terminal.read_text(encoding="utf-8")

    @property
    def port(self) -> int:
        found = re.search(r"is at http://127\.0\.0\.1:(\d+)/", self.shown)
        return int(found[1]) if found else 0

    def ask(self, path: str, host: str | None = None) -> Answer:
        with closing(http.client.HTTPConnection("127.0.0.1", self.port)) as connection:
            headers = {"Host": host} if host else {}
            connection.request("GET", f"/{path}", headers=headers)
            answer = connection.getresponse()
            return Answer(answer.status, answer.headers, answer.read().decode())

    def get(self, path: str) -> str:
        answer = self.ask(path)
        assert answer.status == 200
        return answer.text

    def save(self, path: Path, text: str) -> None:
        """Save in one step, so that nobody reads a file that is empty as yet."""
        aside = self.root.parent / "saved"
        aside.write_text(text, encoding="utf-8")
        aside.replace(path)

    def listen(self) -> None:
        """Hear the events as a page does, on a thread of its own."""

        def hear() -> None:
            address = f"http://127.0.0.1:{self.port}/__ficstead__/events"
            with suppress(OSError), urllib.request.urlopen(address) as events:
                for line in events:
                    if line.startswith(b"data: "):
                        self.news.append(json.loads(line[6:]))

        self.page = threading.Thread(target=hear, daemon=True)
        self.page.start()
        until(lambda: self.news)

    def stop(self, name: str = "SIGTERM") -> int:
        self.process.send_signal(getattr(signal, name))
        status = self.process.wait(SECONDS)
        if self.page:
            self.page.join(SECONDS)
        return status


@dataclass
class Answer:
    """One answer of the server."""

    status: int
    headers: Mapping[str, str]
    text: str


@contextmanager
def serving(root: Path, *words: str) -> Iterator[Served]:
    terminal = root.parent / "terminal.txt"
    with terminal.open("w") as file:
        line = command("serve", *(words or ("--port", "0")), root=root)
        served = Served(root, subprocess.Popen(line, stderr=file), terminal)
    try:
        until(lambda: served.port)
        yield served
    finally:
        if served.process.poll() is None:
            assert served.stop() == 0

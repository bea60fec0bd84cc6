"""An archive of many works without their texts, for what only their number shows."""

from __future__ import annotations

import functools
import http.server
import mimetypes
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from random import Random

from ficstead import settings
from ficstead.library import archive
from ficstead.library.library import Library
from ficstead.model import Work
from ficstead.settings import Settings
from ficstead.site import output
from ficstead.site.putting import File
from ficstead.store import keep
from ficstead.text import Prose

from .bench import corpus

THEME = Path(__file__).parents[1] / "theme"
KEYS = ("ratings", "fandoms", "relationships", "characters", "tags")
Served = Mapping[str, File]


def make(root: Path, count: int) -> tuple[Library, Settings]:
    """Return an archive of so many works as the corpus of the bench makes them up.

    A text is one word, and its work says how many words it would have.
    """
    works = root / "works"
    works.mkdir(parents=True)
    rng = Random("many")
    for work in _Brief().works(count):
        (works / f"{work.slug}.md").write_text(_file(work, rng), "utf-8")
    given = {
        "PATH": str(root),
        "OUTPUT_PATH": str(root / "output"),
        "THEME": str(THEME),
        "THEME_STATIC_PATHS": ["static"],
    }
    set_up = settings.from_mapping(given)[0]
    library, _ = archive.build(set_up)
    return replace(library, works=tuple(_long(w, rng) for w in library.works)), set_up


class _Brief(corpus.World):
    def __init__(self) -> None:
        super().__init__()
        self._prose.chapter = lambda *_: "Word."  # type: ignore[method-assign]


def _long(work: Work, rng: Random) -> Work:
    words = int(rng.lognormvariate(8.5, 1.1))
    return replace(work, text=Prose(work.text.html, words))


def _file(work: corpus.Work, rng: Random) -> str:
    lists = {key: work.terms[key] for key in KEYS}
    lists |= {"warnings": work.terms["warnings"], "author": work.authors}
    lines = [f"title: {work.title}", f"date: {work.published}"]
    lines += [f"{key}: [{', '.join(names)}]" for key, names in lists.items() if names]
    lines += [f"categories: {work.category}", f"summary: {work.summary}"]
    if work.updated > work.published:
        lines.append(f"updated: {work.updated}")
    if rng.random() < 0.3:
        lines.append("chapters: ?")
    if work.series:
        lines.append(f"series: {work.series[0]} #{work.series[1]}")
    return "\n".join(("---", *lines, "---", "", "Word.", ""))


def files(library: Library, set_up: Settings, root: Path) -> Served:
    """Return every file of the site, to be made when it is asked for."""
    every = output.files(library, set_up, root / "extra", keep.opened(None))
    return {file.path: file for file in every}


@contextmanager
def served(files: Served) -> Iterator[str]:
    """Serve a site whose files are made when somebody asks for them."""
    handler = functools.partial(_Handler, files)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


class _Handler(http.server.BaseHTTPRequestHandler):
    lock = threading.Lock()

    def __init__(self, files: Served, *more: object) -> None:
        self.files = files
        super().__init__(*more)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        path = self.path.partition("?")[0].removeprefix("/")
        path += "index.html" if not path or path.endswith("/") else ""
        file = self.files.get(path)
        if file is None:
            self.send_error(404)
            return
        source = file.source
        with self.lock:
            data = source.read_bytes() if isinstance(source, Path) else source()
        self.send_response(200)
        kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        # Who leaves a page waits for no file of it.
        with suppress(ConnectionError):
            self.wfile.write(data)

    def log_message(self, *_: object) -> None:
        """Say nothing."""

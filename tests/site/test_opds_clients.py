"""The catalogue, served as any host serves files, walked to its end by clients.

Those of reading apps are JavaScript, and run where node and their packages are:

    mkdir -p .cache/opds-clients && cp tests/site/opds_clients/*.json .cache/opds-clients
    npm ci --ignore-scripts --prefix .cache/opds-clients
"""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urljoin
from urllib.request import urlopen
from xml.etree import ElementTree as ET

import feedparser
import pytest
from ficstead.books import volume
from ficstead.books.epub import epub
from ficstead.books.materials import Materials
from ficstead.books.offers import Cover, Download, Offers
from ficstead.site import opds
from ficstead.site.dependencies import Fingerprints
from ficstead.site.pages import Site
from ficstead.store.digests import Digests
from ficstead.store.keep import Keep
from ficstead.store.store import Store

from ..browser.serving import served
from ..unit.site.samples import sample
from ..unit.site.test_opds import FILES, at, many
from ..unit.trees import library

# The long way, in CI; unit tests hold every step of it.
pytestmark = pytest.mark.slow
ROOT = Path(__file__).parents[2]
CLIENTS = Path(__file__).parent / "opds_clients"
MODULES = ROOT / ".cache" / "opds-clients" / "node_modules"
NO_CLIENTS = "node and its OPDS clients are not here; see this file's first lines"
EPUB = "application/epub+zip"
ACQUISITION = "http://opds-spec.org/acquisition"
# The smallest picture that is one.
GIF = b"GIF89a\x01\0\x01\0\0\0\0,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;"

Found = dict[str, Any]


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Give the address of a site's catalogue, with real books behind it."""
    content, folder = tmp_path_factory.mktemp("c"), tmp_path_factory.mktemp("s")
    made = library(content, FILES | many(120, tagged=True))
    with served(folder) as address:
        settings = at(content, SITEURL=address.rstrip("/"))
        materials = Materials("Tales", address, settings.language, (ROOT / "theme",))
        downloads, covers = {}, {}
        for work in made.works:
            data = epub.make(volume.of_work(work), materials)
            path = f"{work.url}{work.slug}.epub"
            _put(folder / path, data)
            _put(folder / work.url / "cover.gif", GIF)
            downloads[work.url] = (Download("epub", "EPUB", path, EPUB, len(data)),)
            picture = f"{work.url}cover.gif"
            covers[work.url] = Cover(picture, picture, "image/gif")
        keep = Keep(Store(None), Digests(), b"engine")
        found = opds.of(made, settings, Offers(downloads, covers))
        for file in opds.files(
            found, settings, Fingerprints(keep, b"theme", sample(Site))
        ):
            assert callable(file.source)
            _put(folder / file.path, file.source())
        yield f"{address}opds/"


def _put(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def loaded(address: str) -> bytes:
    with urlopen(address) as answer:
        return bytes(answer.read())


def walked(root: str, read: Callable[[str], tuple[list[str], list[Found]]]) -> Found:
    """Follow everything that leads on; return the feeds and each book once."""
    waiting, seen, books = [root], set[str](), dict[str, Found]()
    while waiting:
        here = waiting.pop()
        if here not in seen:
            seen.add(here)
            ways, found = read(here)
            waiting += [urljoin(here, way) for way in ways]
            books |= {book["id"]: book for book in found}
    return {"feeds": sorted(seen), "books": list(books.values())}


def feed_reader(address: str) -> tuple[list[str], list[Found]]:
    """Read a feed of OPDS 1.2 as apps do that know Atom by a feed reader's parser."""
    feed = feedparser.parse(loaded(address))
    assert not feed.bozo, feed.get("bozo_exception")
    ways = [
        link.href
        for link in feed.feed.links
        if link.rel in {"next", "http://opds-spec.org/facet"}
    ]
    books = []
    for entry in feed.entries:
        files = [li for li in entry.links if li.rel.startswith(ACQUISITION)]
        if not files:
            ways += [link.href for link in entry.links]
            continue
        books.append(
            {
                "id": entry.id,
                "title": entry.title,
                "authors": [author.name for author in entry.authors],
                "epub": next(li.href for li in files if li.type == EPUB),
                "picture": next(li.href for li in entry.links if "image" in li.rel),
                "subjects": [tag.label for tag in entry.tags],
            }
        )
    return ways, books


@pytest.fixture(scope="module")
def clients(shop: str) -> Found:
    """Give what each client of a reading app found in the catalogue."""
    node = shutil.which("node")
    if node is None or not MODULES.is_dir():
        if os.environ.get("FICSTEAD_REQUIRE_OPDS_CLIENTS"):
            pytest.fail(NO_CLIENTS)
        pytest.skip(NO_CLIENTS)
    done = subprocess.run(
        [node, str(CLIENTS / "walk.cjs"), shop],
        env={**os.environ, "NODE_PATH": str(MODULES)},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    found: Found = json.loads(done.stdout)
    return found


def check(found: Found) -> None:
    """Every listed work is there once, as it is, and its book opens."""
    books = {book["title"]: book for book in found["books"]}
    assert len(books) == len(found["books"]) == 124
    assert "Unlisted" not in books
    assert "Draft" not in books
    lamp = books["The Lamp & the <Key>"]
    assert lamp["authors"] == ["Nell (harbour)"]
    assert {"Tales of the Pier", "General Audiences"} <= set(lamp["subjects"])
    assert books["Key"]["authors"] == ["Nell (harbour)", "Ada"]
    assert books["Mask"]["authors"] == ["Anonymous"]
    for title in ("The Lamp & the <Key>", "Mask", "Work 003"):
        assert opened(loaded(books[title]["epub"])) == title
        assert loaded(books[title]["picture"]) == GIF
    assert any("/page/3" in feed for feed in found["feeds"])
    assert any("/in-progress/title" in feed for feed in found["feeds"])
    assert any("/by-name/tags/page/2" in feed for feed in found["feeds"])
    assert any("/only/works/w119" in feed for feed in found["feeds"])


def opened(data: bytes) -> str:
    """Return the title of an EPUB, having found its way to it as a reader does."""
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        assert book.testzip() is None
        assert book.read("mimetype") == EPUB.encode()
        root = ET.fromstring(book.read("META-INF/container.xml"))
        place = next(e.get("full-path") for e in root.iter() if e.get("full-path"))
        package = ET.fromstring(book.read(str(place)))
        title = package.find(".//{http://purl.org/dc/elements/1.1/}title")
        return str(title.text) if title is not None else ""


def test_a_feed_readers_parser_walks_it_and_opens_a_book(shop: str) -> None:
    check(walked(f"{shop}catalog.xml", feed_reader))


@pytest.mark.parametrize("client", ["readium, 1.2", "readium, 2.0", "library, 1.2"])
def test_a_reading_apps_client_walks_it_and_opens_a_book(
    client: str, clients: Found
) -> None:
    check(clients[client])
    books = {book["title"]: book for book in clients[client]["books"]}
    ((name, place),) = books["Key"]["series"]
    assert (name, float(place)) == ("The Pier", 1)


def test_both_standards_lead_to_the_same_shelves(clients: Found) -> None:
    atom, json_ = (clients[f"readium, {version}"] for version in ("1.2", "2.0"))
    endings = [sorted(f.rpartition(".")[0] for f in e["feeds"]) for e in (atom, json_)]
    assert endings[0] == endings[1]
    assert {b["id"] for b in atom["books"]} == {b["id"] for b in json_["books"]}

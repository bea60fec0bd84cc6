"""What tests of EPUB share: an archive's books made, and a book taken apart again."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from posixpath import join, normpath
from typing import Any
from xml.etree import ElementTree as ET

from ficstead.books import volume
from ficstead.books.epub import epub
from ficstead.books.materials import Materials
from ficstead.books.volume import Volume
from ficstead.library.library import Library
from ficstead.settings import Settings
from ficstead.site import gating
from PIL import Image

from .. import trees

THEME = Path(__file__).parents[3] / "theme"
SITE = "https://lantern.example/fic"
H = "{http://www.w3.org/1999/xhtml}"
OPF = "{http://www.idpf.org/2007/opf}"
DC = "{http://purl.org/dc/elements/1.1/}"
OPS = "{http://www.idpf.org/2007/ops}"


def png(
    colour: str = "navy", size: tuple[int, int] = (8, 6), kind: str = "PNG"
) -> bytes:
    """Return a picture."""
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, kind)
    return out.getvalue()


def materials(library: Library, settings: Settings, **more: Any) -> Materials:
    made = Materials(
        name=settings.name,
        address=settings.site_url,
        language=settings.language,
        folders=(THEME,),
        pictures=library.copies,
        skins=library.sheets,
        gated=frozenset(
            work.url for work in library.every_work if gating.is_gated(work, settings)
        ),
    )
    return replace(made, **more)


def planted(
    root: Path, files: dict[str, str | bytes], **values: object
) -> tuple[Library, Materials]:
    """Return the library of some files, and what its books are made with."""
    given = {"SITENAME": "The Marsh Lantern", "SITEURL": SITE, **values}
    settings = trees.set_up(trees.plant(root, files), **given)
    # Errors are what some of these tests are about.
    library, _ = trees.archive.check(settings)
    return library, materials(library, settings)


def only(root: Path, text: str, **header: str) -> Opened:
    """Return the book of an archive of one one-shot."""
    return of_work(root, {"works/tale.md": trees.work(text=text, **header)})


def of_work(
    root: Path, files: dict[str, str | bytes], slug: str = "", **values: object
) -> Opened:
    """Return the book of the work with a slug, or of the only one."""
    library, made_with = planted(root, files, **values)
    (work,) = (one for one in library.every_work if slug in {"", one.slug})
    return Opened(epub.make(volume.of_work(work), made_with))


def volumes(library: Library) -> list[Volume]:
    """Return every book that an archive can have."""
    return [
        *map(volume.of_work, library.every_work),
        *map(volume.of_series, library.series),
        *(volume.of_term(term) for terms in library.terms.values() for term in terms),
        volume.of_archive("All of it", library.works),
    ]


class Opened:
    """A book, taken apart. Paths are below its own folder."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.archive = zipfile.ZipFile(io.BytesIO(data))

    @property
    def names(self) -> list[str]:
        return self.archive.namelist()

    def read(self, path: str) -> bytes:
        return self.archive.read(f"EPUB/{path}")

    def xml(self, path: str) -> ET.Element:
        return ET.fromstring(self.read(path))

    def text(self, name: str) -> str:
        """Return a leaf as it is written."""
        return self.read(f"text/{name}.xhtml").decode()

    def words(self, name: str) -> str:
        """Return the words of a leaf, with single spaces."""
        body = self.xml(f"text/{name}.xhtml").find(f"{H}body")
        assert body is not None
        return " ".join("".join(body.itertext()).split())

    @cached_property
    def opf(self) -> ET.Element:
        return self.xml("package.opf")

    @cached_property
    def manifest(self) -> dict[str, ET.Element]:
        return {item.attrib["id"]: item for item in self.opf.iter(f"{OPF}item")}

    @property
    def spine(self) -> list[str]:
        """Return the names of the leaves in the order in which they are read."""
        return [
            Path(self.manifest[ref.attrib["idref"]].attrib["href"]).stem
            for ref in self.opf.iter(f"{OPF}itemref")
        ]

    def dc(self, name: str) -> list[str]:
        return [str(one.text) for one in self.opf.iter(f"{DC}{name}")]

    def meta(self, prop: str) -> list[str]:
        return [
            str(one.text)
            for one in self.opf.iter(f"{OPF}meta")
            if one.get("property") == prop
        ]

    def refined(self, name: str, prop: str) -> list[tuple[str, str]]:
        """Return each element of a name with what refines it, in order."""
        said = [
            (one.attrib["refines"], str(one.text))
            for one in self.opf.iter(f"{OPF}meta")
            if one.get("property") == prop and "refines" in one.attrib
        ]
        elements = [
            *self.opf.iter(f"{DC}{name}"),
            *(m for m in self.opf.iter(f"{OPF}meta") if m.get("property") == name),
        ]
        return [
            (str(one.text), value)
            for one in elements
            for refines, value in said
            if refines == f"#{one.get('id')}"
        ]

    @property
    def calibre(self) -> dict[str, str]:
        metas = self.opf.iter(f"{OPF}meta")
        return {
            one.attrib["name"]: one.attrib["content"]
            for one in metas
            if "name" in one.attrib
        }

    @property
    def nav(self) -> list[Any]:
        """Return the table of contents: a title and a place, with a list of those below."""
        (toc,) = (
            nav
            for nav in self.xml("text/nav.xhtml").iter(f"{H}nav")
            if nav.get(f"{OPS}type") == "toc"
        )
        listed = toc.find(f"{H}ol")
        assert listed is not None
        return _entries(listed)

    def check_links(self) -> int:
        """Follow every link inside the book; return how many there are."""
        leaves = [name for name in self.names if name.endswith(".xhtml")]
        trees_ = {name: ET.fromstring(self.archive.read(name)) for name in leaves}
        ids = {
            name: [one.attrib["id"] for one in tree.iter() if "id" in one.attrib]
            for name, tree in trees_.items()
        }
        assert all(len(set(some)) == len(some) for some in ids.values()), "an id twice"
        followed = 0
        for name, tree in trees_.items():
            for one in tree.iter():
                link = one.get("href") or one.get("src") or ""
                if not link or ":" in link:
                    continue
                file, _, place = link.partition("#")
                target = normpath(join(str(Path(name).parent), file)) if file else name
                assert target in self.names, f"{name}: {link}"
                assert not place or place in ids[target], f"{name}: {link}"
                followed += 1
        return followed


def _entries(listed: ET.Element) -> list[Any]:
    found: list[Any] = []
    for item in listed.findall(f"{H}li"):
        link = item.find(f"{H}a")
        assert link is not None
        below = item.find(f"{H}ol")
        entry: tuple[Any, ...] = ("".join(link.itertext()), link.attrib["href"])
        found.append(entry if below is None else (*entry, _entries(below)))
    return found

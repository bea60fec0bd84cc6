"""The works that lie in the content folder already, and how an import knows them."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from ...header import header
from ...library import reading, tree
from ...library.tree import WorkPlace
from ...metadata import entries, people
from ...slugs import slugify
from ...sources import identity
from ..manuscript import Manuscript

_SHORTEST_CUT: Final = 60  # characters of an address that people can still read aloud
# "page" is an address of the site's own; the others are no names for files on Windows.
_TAKEN: Final = frozenset(
    {
        *("page", "con", "prn", "aux", "nul"),
        *(f"{device}{n}" for device in ("com", "lpt") for n in range(1, 10)),
    }
)


@dataclass(slots=True)
class Shelf:
    """The works of one content folder by what they are known by."""

    root: Path
    shown: str
    _by_source: dict[str, str] = field(default_factory=dict)
    _by_name: dict[tuple[str, frozenset[str]], str] = field(default_factory=dict)
    _places: dict[str, WorkPlace] = field(default_factory=dict)
    _taken: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, root: Path, shown: str) -> Shelf:
        """Read the headers of every work in `root`."""
        shelf = cls(root, shown)
        for place in tree.survey(root, shown)[0].works:
            shelf._add(place)
        return shelf

    def slug_of(self, manuscript: Manuscript) -> str | None:
        """Return the slug of the work that a manuscript is of, if it is here.

        It is known by the address it was first posted at, else by title and authors.
        """
        if slug := self._by_source.get(identity(manuscript.source)):
            return slug
        slug = self._by_name.get(_name(manuscript.title, manuscript.authors))
        # The same title at another address of the same site is another work.
        if slug and self._is_elsewhere(slug, manuscript.source):
            return None
        return slug

    def place(self, slug: str) -> WorkPlace | None:
        """Return where a work lies; None where it was only going to be written."""
        return self._places.get(slug) or tree.work_at(self.root, self.shown, slug)

    def free_slug(self, title: str) -> str:
        """Return a slug that no other work has."""
        wanted = _readable(slugify(title))
        slug, count = wanted, 1
        while slug in self._taken or slug in _TAKEN:
            count += 1
            slug = f"{wanted}-{count}"
        return slug

    def learn(self, slug: str, manuscript: Manuscript) -> None:
        """Remember a work that is being written now."""
        self._taken.add(slug)
        self._places.pop(slug, None)
        self._know(slug, manuscript.source, manuscript.title, manuscript.authors)

    def _add(self, place: WorkPlace) -> None:
        self._taken.add(place.slug)
        self._places[place.slug] = place
        text, _ = reading.decode(place.path, place.shown)
        if text is None:
            return
        found = {entry.key: entry for entry in header.parse(text)[0].entries}
        authors, _ = people.people(found.get("author"))
        self._know(
            place.slug,
            entries.text(found.get("source"))[0],
            entries.text(found.get("title"))[0],
            tuple(person.byline for person in authors),
        )

    def _know(
        self, slug: str, source: str, title: str, authors: tuple[str, ...]
    ) -> None:
        if key := identity(source):
            self._by_source.setdefault(key, slug)
        self._by_name.setdefault(_name(title, authors), slug)

    def _is_elsewhere(self, slug: str, source: str) -> bool:
        mine = identity(source)
        theirs = next((key for key, at in self._by_source.items() if at == slug), "")
        return bool(mine and theirs and mine.split("/")[0] == theirs.split("/")[0])


def _name(title: str, authors: tuple[str, ...]) -> tuple[str, frozenset[str]]:
    pseuds = frozenset(people.person(name).pseud.casefold() for name in authors)
    return " ".join(title.split()).casefold(), pseuds


def _readable(slug: str) -> str:
    """Return a slug cut between two words where it is longer than anybody reads."""
    if len(slug) <= _SHORTEST_CUT:
        return slug
    return slug[: _SHORTEST_CUT + 1].rpartition("-")[0] or slug[:_SHORTEST_CUT]

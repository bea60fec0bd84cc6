"""The one table of keys that a header may hold. Docs and tests walk it.

`Field.name` is how docs write a key, `Field.key` how the code knows it. Every way to
write a key that people bring along is here too: singular and plural, AO3's labels.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from ..problems import nearest


class Place(Enum):
    """Which kind of file a key stands in. The value completes "no effect in ..."."""

    WORK = "a work"
    CHAPTER = "a chapter"
    SERIES = "a series"
    PAGE = "a page"


class Shape(Enum):
    """How a value is read."""

    TEXT = "plain text"
    LIST = "list, split on commas"
    LINES = "list, one a line"
    MARKDOWN = "Markdown"
    YES_NO = "yes or no"
    DATE = "date"
    LATER = "not used yet"


@dataclass(frozen=True, slots=True)
class Field:
    """One key. `limit` is AO3's, in characters. `aliases` are in normal form."""

    name: str
    shape: Shape
    places: frozenset[Place]
    help: str
    aliases: tuple[str, ...] = ()
    limit: int | None = None

    @property
    def key(self) -> str:
        return normal(self.name)

    @property
    def forms(self) -> frozenset[str]:
        """Return every normal form that means this key."""
        names = (self.key, *self.aliases)
        return frozenset(form for name in names for form in _numbers(name))


# The same few dozen keys stand in every file.
@lru_cache(maxsize=1_024)
def normal(written: str) -> str:
    """Return a key in lower case with single spaces: ``End_Notes`` -> ``end notes``."""
    return " ".join(re.sub(r"[\s_-]+", " ", written).split()).lower()


def _numbers(name: str) -> Iterable[str]:
    """Yield singular and plural."""
    yield name
    if name.endswith("ies"):
        yield name[:-3] + "y"
    if name.endswith("y"):
        yield name[:-1] + "ies"
    yield name[:-1] if name.endswith("s") else name + "s"


_W = frozenset({Place.WORK})
_C = frozenset({Place.CHAPTER})
_WC = _W | _C
_ALL = frozenset(Place)

FIELDS: tuple[Field, ...] = (
    Field("Title", Shape.TEXT, _ALL, "The title, as plain text.",
          ("work title", "chapter title", "series title"), limit=255),
    Field("Author", Shape.LIST, _WC,
          "Pseud, or Pseud (user); Anonymous names nobody. In a chapter: if other "
          "than the work's.", ("creator", "pseud", "byline")),
    Field("Rating", Shape.TEXT, _W, "One of AO3's five, or G, T, M, E."),
    Field("Warnings", Shape.LIST, _W, "AO3's archive warnings.", ("archive warning",)),
    Field("Categories", Shape.LIST, _W, "F/F, F/M, Gen, M/M, Multi, Other."),
    Field("Fandoms", Shape.LIST, _W, "The fandoms, at least one."),
    Field("Relationships", Shape.LIST, _W,
          "A/B is romantic or sexual, A & B platonic or family; * after a name marks "
          "the main ones.", ("pairing", "ship")),
    Field("Characters", Shape.LIST, _W, "The characters, in your order."),
    Field("Tags", Shape.LIST, _W, "Additional tags, in your order.",
          ("additional tag", "freeform")),
    Field("Content warnings", Shape.LIST, _WC,
          "Warnings in your own words, shown at the gate and in the chapter index.",
          ("trigger warning", "cw")),
    Field("Language", Shape.TEXT, _WC | {Place.SERIES, Place.PAGE},
          "A BCP 47 code, or the name AO3 shows.", ("lang",)),
    Field("Series", Shape.LINES, _W, "Series title #3, each on a line of its own."),
    Field("Collections", Shape.LIST, _W, "The collections it belongs to."),
    Field("Gift", Shape.LINES, _W, "Whom it is a gift for, each on a line of its own.",
          ("gift to", "gift for", "recipient")),
    Field("Prompt", Shape.LINES, _W, "The prompts it answers."),
    Field("Inspired by", Shape.LINES, _W,
          "The slug of a work here, or Title by Author <address>."),
    Field("Translation of", Shape.LINES, _W,
          "The slug of a work here, or Title by Author <address>."),
    Field("Chapters", Shape.TEXT, _W, "How many are planned, or ?.",
          ("planned chapter",)),
    Field("Date", Shape.DATE, _WC, "When it was first posted, like 2024-05-01.",
          ("published", "posted", "date published", "date posted", "publication date")),
    Field("Updated", Shape.DATE, _WC, "When it was last changed.",
          ("completed", "modified", "date updated")),
    Field("Status", Shape.TEXT, _WC | {Place.PAGE},
          "published, draft; for a work or page also unlisted."),
    Field("Arc", Shape.TEXT, _C, "The arc that the chapter opens or belongs to."),
    Field("Interlude", Shape.YES_NO, _C, "Yes keeps the chapter out of the numbering."),
    Field("Summary", Shape.MARKDOWN, _WC | {Place.SERIES}, "Shown before the text.",
          ("description", "chapter summary", "work summary"), limit=1250),
    Field("Notes", Shape.MARKDOWN, _WC | {Place.SERIES}, "Notes before the text.",
          ("begin note", "beginning note", "author's note", "author note", "a/n",
           "chapter note"), limit=5000),
    Field("End notes", Shape.MARKDOWN, _WC, "Notes after the text.",
          ("endnote", "chapter end note"), limit=5000),
    Field("Source", Shape.TEXT, _W, "The address the work was first posted at."),
    Field("Typography", Shape.YES_NO, _W,
          "No leaves quotes, dashes and dots as they are typed."),
    Field("Scene break", Shape.TEXT, _W, "stars, bullets, rule or blank."),
    Field("Drop cap", Shape.YES_NO, _W, "Yes begins each chapter with a large letter."),
    Field("Skin", Shape.TEXT, _W,
          "A style sheet for the text: a CSS file beside the work, or in skins/.",
          ("work skin",)),
    Field("Lock", Shape.LATER, _WC, "A passphrase.", ("locked", "password")),
    Field("Cover", Shape.TEXT, _W,
          "A picture for the cover of its books: a file beside the work."),
    Field("Slug", Shape.LATER, _ALL, "The name in addresses."),
    Field("Aliases", Shape.LATER, _ALL, "Former addresses."),
    Field("Index", Shape.LATER, _ALL, "Whether search engines may list it."),
)  # fmt: skip

_BY_FORM = {form: field for field in FIELDS for form in field.forms}
_BY_KEY = {field.key: field for field in FIELDS}


def get(key: str) -> Field:
    """Return the field with this normal key."""
    return _BY_KEY[key]


def find(written: str) -> Field | None:
    """Return the field that a key means, however it is written."""
    return _BY_FORM.get(normal(written))


def key_of(written: str) -> str | None:
    """Return the normal key that a key means, None if nobody knows it."""
    field = find(written)
    return field.key if field else None


def is_known(written: str) -> bool:
    return find(written) is not None


def nearest_name(written: str, place: Place) -> str | None:
    """Return the name of the key of `place` that was most likely meant."""
    here = {form for field in FIELDS if place in field.places for form in field.forms}
    near = nearest(normal(written), sorted(here))
    return _BY_FORM[near].name if near else None

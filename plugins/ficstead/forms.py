"""What readers may take along: the forms a work comes in, and what a book is of."""

from __future__ import annotations

from enum import Enum


class Form(Enum):
    """What a work can be taken along as. The value is how a setting names it."""

    EPUB = "epub"
    KEPUB = "kepub"
    HTML = "html"
    MARKDOWN = "md"
    TEXT = "txt"

    @property
    def title(self) -> str:
        """Return what a reader calls it."""
        return _TITLES[self]

    @property
    def type(self) -> str:
        """Return its media type."""
        return _TYPES[self]

    @property
    def ending(self) -> str:
        """Return the end of its file's name; a Kobo knows its own by two."""
        return "kepub.epub" if self is Form.KEPUB else self.value

    @property
    def is_book(self) -> bool:
        """Return whether it holds several works as well as one."""
        return self in {Form.EPUB, Form.KEPUB}


_TITLES = {
    Form.EPUB: "EPUB",
    Form.KEPUB: "Kobo EPUB",
    Form.HTML: "HTML",
    Form.MARKDOWN: "Markdown",
    Form.TEXT: "Plain text",
}
_TYPES = {
    Form.EPUB: "application/epub+zip",
    Form.KEPUB: "application/kepub+zip",
    Form.HTML: "text/html",
    Form.MARKDOWN: "text/markdown",
    Form.TEXT: "text/plain",
}


class Scope(Enum):
    """What a book is made of. The value is how a setting names it."""

    WORKS = "works"
    SERIES = "series"
    FANDOMS = "fandoms"
    AUTHORS = "authors"
    COLLECTIONS = "collections"
    ARCHIVE = "archive"

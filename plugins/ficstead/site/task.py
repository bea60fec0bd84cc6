"""What a command asks of the generator, and what became of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from ..library.library import Library
from ..store.keep import Keep
from ..store.manifest import Entry
from . import fulltext
from .books import NO_BOOKS, Books
from .fulltext import FullText
from .output import Press
from .putting import Put, Told


@dataclass(slots=True)
class Task:
    """A library to be written.

    `before` is the folder of the last site, None where that is written over; `known`
    are the files that lie there. `look` tells those in the folder that is to be filled,
    when the pages are known: it may take its time. Where nobody else writes into it, it
    `shares` the files that stay with the last site. What lies there `is_ours` where
    this process put it, and nobody changes it. `text` is the index of the texts,
    `books` what readers may take along, `press` what pages are made with, where some
    were made already. `told` hears how far it is. `done` is set by the generator.
    """

    library: Library
    keep: Keep
    before: Path | None
    known: Mapping[str, Entry]
    look: Callable[[], Mapping[str, Entry]] = dict
    shares: bool = False
    is_ours: bool = False
    text: FullText = fulltext.NONE
    books: Books = NO_BOOKS
    press: Press | None = None
    told: Told | None = None
    done: Put | None = None

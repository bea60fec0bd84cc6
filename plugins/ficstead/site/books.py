"""The books of a site: what is offered where, and the files that lie made for it."""

from __future__ import annotations

from dataclasses import dataclass

from ..books.offers import NOTHING, Offers
from .putting import File


@dataclass(frozen=True, slots=True)
class Books:
    """Everything that readers may take along: offers for pages, files for the site."""

    offers: Offers = NOTHING
    files: tuple[File, ...] = ()


NO_BOOKS = Books()

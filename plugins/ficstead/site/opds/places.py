"""Addresses, ids and moments in a catalogue, whichever of the two standards it is."""

from __future__ import annotations

from urllib.parse import quote

from ... import addresses
from ...settings import Settings
from ...vocabulary import Kind


def link(path: str) -> str:
    """Return a link to a path of the site, whose root `rooted` fills in."""
    return addresses.ROOT + quote(path)


def rooted(text: str, path: str, settings: Settings) -> str:
    """Return what is put at `path`: full addresses, or relative ones without SITEURL.

    So one entry is written once, and stands in lists at several depths.
    """
    root = f"{settings.site_url}/" if settings.site_url else addresses.up(path)
    return text.replace(addresses.ROOT, root)


def scheme(kind: Kind, settings: Settings) -> str:
    """Return what tells subjects of one kind from others: the list of them.

    It has to be an address that means one thing, so without SITEURL there is none.
    """
    return f"{settings.site_url}/{kind.value}/" if settings.site_url else ""

"""What of a chapter's title is only its number, as downloaders write it.

``3. The Gull``, ``Chapter 3: The Gull`` and ``3. Chapter 3`` are number three; but
``1. Chapter 1 - Wedding`` is titled ``Chapter 1 - Wedding``, and ``Chapter 1`` after a
prologue is a title, because there it is the second.
"""

from __future__ import annotations

from . import chapter_headings as headings


def title(text: str, ordinal: int) -> str:
    """Return the title without its number, where that is the chapter's place."""
    line = " ".join(text.split())
    found = headings.read(line)
    if found is None or found.number != ordinal or found.kind in {"part", "named"}:
        return line
    if found.kind != "listed":
        return found.title
    again = headings.read(found.title)
    named = again is not None and again.kind == "chapter" and not again.title
    return "" if again and named and again.number == ordinal else found.title

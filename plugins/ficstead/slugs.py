"""From a name to the part of an address: letters of every script, never empty."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import lru_cache

# 255 bytes is the longest file name of every common file system. 120 leaves room for
# an ending and keeps addresses that can be read aloud.
LONGEST = 120

# A relationship is told from a friendship by its sign alone, so the sign is kept as a
# word: "Holmes/Watson" -> holmes-watson, "Holmes & Watson" -> holmes-and-watson.
_WORDS = {"&": " and ", "+": " plus ", "♥": " heart ", "❤": " heart "}
_SELECTORS = frozenset(map(chr, range(0xFE00, 0xFE10)))
_APOSTROPHES = re.compile(r"[’‘'ʼ`´]")
_BETWEEN_ASCII = re.compile(r"[^a-z0-9]+")


# The same names come again in every work, and a tag's in every list of tags.
@lru_cache(maxsize=16_384)
def slugify(name: str) -> str:
    """Return the address part for a name: lower case, NFC, joined with hyphens.

    A name with no letter or digit (emoji alone) becomes its code points; one that is
    too long for a file name is cut and ends in a hash of the whole, so that two long
    names do not meet by accident.
    """
    text = unicodedata.normalize("NFC", name)
    for sign, word in _WORDS.items():
        text = text.replace(sign, word)
    text = _APOSTROPHES.sub("", text).lower()
    if text.isascii():
        slug = _BETWEEN_ASCII.sub("-", text).strip("-")
    else:
        kept = "".join(char if _belongs(char) else "-" for char in text)
        slug = re.sub(r"-{2,}", "-", kept).strip("-")
        slug = unicodedata.normalize("NFC", slug)
    if not slug:
        slug = "-".join(f"u{ord(char):x}" for char in name.strip()) or "untitled"
    return _cut(slug, name)


def _belongs(char: str) -> bool:
    # Marks belong to the letter before them (Hindi, Thai, decomposed accents); those
    # that choose between a black and a red heart belong to none.
    return unicodedata.category(char)[0] in "LMN" and char not in _SELECTORS


def _cut(slug: str, name: str) -> str:
    if len(slug.encode()) <= LONGEST:
        return slug
    tail = hashlib.sha256(name.encode()).hexdigest()[:8]
    head = slug.encode()[: LONGEST - 9].decode(errors="ignore")
    return f"{head.rstrip('-')}-{tail}"

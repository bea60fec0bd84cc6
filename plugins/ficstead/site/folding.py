"""What makes two spellings one word: case, accents and punctuation do not count.

The search index holds what this makes of the archive's words. js/folding.js does the
same with a reader's query, and a test holds the two against each other.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final
from unicodedata import normalize

import regex

# Latin, Greek and Cyrillic accents, Hebrew points, Arabic vowels, variation selectors.
_MARKS: Final = regex.compile(
    r"[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670\ufe0e\ufe0f]"
)
_APOSTROPHES: Final = regex.compile("['`´ʹʻʼ‘’‛′＇]")
_BETWEEN: Final = regex.compile(r"[^\p{L}\p{M}\p{N}\p{So}]+")
_LETTERS: Final = str.maketrans(
    {"ß": "ss", "ς": "σ", "ı": "i", "æ": "ae", "œ": "oe", "ø": "o"}
    | {"đ": "d", "ð": "d", "ł": "l", "þ": "th"}
)
_UNSPACED: Final = (
    r"\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}"
    r"\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}ー"
)
_PARTED: Final = regex.compile(rf"(?<=[{_UNSPACED}]) (?=[{_UNSPACED}])")
_SIGN: Final = regex.compile(rf" ?([{_UNSPACED}]\p{{M}}*) ?")
# Of what typesetting put into a text, what one types in its place.
_TYPED: Final = (
    *(("’", "'"), ("‘", "'")),
    *((sign, " ") for sign in "“”—–…\u00a0"),
)
_ASCII: Final = bytes(
    ord(sign.lower()) if sign.isalnum() and sign.isascii() else ord(" ")
    for sign in map(chr, range(256))
)


def fold(text: str) -> str:
    """Return the words of a text as they are searched: ``L’Été`` is ``lete``."""
    if not text.isascii():
        for sign, typed in _TYPED:
            text = text.replace(sign, typed)
    if text.isascii():
        words = text.encode().translate(_ASCII, b"'`").split()
        return b" ".join(words).decode()
    text = normalize("NFC", _MARKS.sub("", normalize("NFKD", text).lower()))
    text = _APOSTROPHES.sub("", text.translate(_LETTERS))
    return str(_PARTED.sub("", _BETWEEN.sub(" ", text)).strip())


def parted(words: str) -> str:
    """Return folded words with each sign apart where a script has no spaces.

    So a program that knows only words finds what stands inside: ``雾港`` is ``雾 港``.
    """
    return str(_SIGN.sub(r" \1 ", words)).strip().replace("  ", " ")


# The same few thousand names stand on nearly every work.
@lru_cache(maxsize=16_384)
def fold_name(name: str) -> str:
    """Return the folded words of a name, remembered."""
    return fold(name)

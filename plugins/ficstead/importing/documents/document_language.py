"""Which of the languages a document is marked with is the one its text is in.

Word marks words with a Western, an Eastern and a right-to-left language at once, and
programs leave the marks of whoever made the template; the letters have the last word.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import Final

import regex

_SCRIPTS: Final = {
    "latin": regex.compile(r"\p{Latin}"),
    "cyrillic": regex.compile(r"\p{Cyrillic}"),
    "greek": regex.compile(r"\p{Greek}"),
    "hebrew": regex.compile(r"\p{Hebrew}"),
    "arabic": regex.compile(r"\p{Arabic}"),
    "kana": regex.compile(r"[\p{Hiragana}\p{Katakana}]"),
    "hangul": regex.compile(r"\p{Hangul}"),
    "han": regex.compile(r"\p{Han}"),
    "thai": regex.compile(r"\p{Thai}"),
    "devanagari": regex.compile(r"\p{Devanagari}"),
}
# Languages that are not written in Latin letters, by script.
_WRITTEN: Final = {
    "cyrillic": {"ru", "uk", "be", "bg", "sr", "mk", "kk", "ky", "mn", "tg", "tt"},
    "greek": {"el", "grc"},
    "hebrew": {"he", "yi", "iw"},
    "arabic": {"ar", "fa", "ur", "ps", "ku", "ckb", "ug", "sd"},
    "kana": {"ja"},
    "hangul": {"ko"},
    "han": {"zh", "yue", "wuu"},
    "thai": {"th"},
    "devanagari": {"hi", "mr", "ne", "sa"},
}
# A script that only one of the languages on AO3 with many works is written in.
_ALONE: Final = {
    **{"greek": "el", "hebrew": "he", "kana": "ja", "hangul": "ko", "han": "zh"},
    **{"thai": "th"},
}
_CODE: Final = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")
_NONE: Final = {"", "x-none", "none", "zxx", "und"}


def spoken(text: str, western: str = "", eastern: str = "", rtl: str = "") -> str:
    """Return the code of a text's language; empty where its marks cannot be right."""
    script = _script(text)
    marks: tuple[str, ...]
    if script in {"kana", "hangul", "han"}:
        marks = (eastern, western)
    elif script in {"hebrew", "arabic"}:
        marks = (rtl, western)
    else:
        marks = (western,)
    for mark in marks:
        if _CODE.fullmatch(mark) and mark.lower() not in _NONE and _fits(mark, script):
            return mark.replace("_", "-")
    return _ALONE.get(script, "")


def _fits(mark: str, script: str) -> bool:
    code = mark.lower().replace("_", "-").partition("-")[0]
    if script == "latin":
        return not any(code in codes for codes in _WRITTEN.values()) or code in {"sr"}
    return code in _WRITTEN.get(script, {code})


def _script(text: str) -> str:
    sample = text[:20_000]
    counts = Counter({name: len(of.findall(sample)) for name, of in _SCRIPTS.items()})
    if counts["kana"] * 10 > counts["han"] + counts["latin"]:
        return "kana"
    name, most = counts.most_common(1)[0]
    return name if most else ""

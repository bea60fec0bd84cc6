"""Which lines mean "a scene ends here", in every way that authors type it.

A strong break (``***``, ``* * *``, ``---``, ``___``) is one wherever it stands; every
other (``~``, ``xXx``, ``...``) only alone between blank lines, because beside words it
may be words.
"""

from __future__ import annotations

import html
import re
from typing import Final

from . import words

# Signs that nobody writes as a paragraph of their own unless to part two scenes.
# Hearts and stars are here, emoji are not: an emoji alone is often a text message.
_ORNAMENTS: Final = (
    "*~#•·∙●○◦◇◆◊□■△▲▽▼☆★✦✧✩✪✫✬✭✮✯✰✱✲✳✴✵✶✷✸✹✺✻✼✽✾✿❀❁❂❃❅❆❇❉❊❋"
    "❖❦❧☙⁂⁎⁑⁕※§†‡☽☾♡♥♠♣♦♪♫⚜⸙⸻＊☼✥✤✢✣・"
)
_LINES: Final = "-–—―_=+/¯‗─━═"
_DOTS: Final = ".…⋯"

_STRONG: Final = re.compile(r"(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,}")
_SIGNS: Final = re.compile(f"[{re.escape(_ORNAMENTS + _LINES + _DOTS)}]+")
_DIAMONDS: Final = re.compile(r"(?:<>|<|>)*<>(?:<>)*|(?:&lt;&gt;)+")
_LETTERS: Final = re.compile(
    r"(?P<before>[-~=*_+.<>•–—]*)(?P<core>[xX]+|[oO0]+)(?P<after>[-~=*_+.<>•–—]*)"
)
_MIRROR: Final = str.maketrans("<>", "><")


def is_scene_break(line: str) -> bool:
    r"""Tell whether a line, alone in its paragraph, is a scene break.

    A backslash before a sign does not count: converters write ``\*\*\*``.
    """
    # Most lines are longer than any break, and begin with a letter or a quotation mark.
    if len(line) > 120 or (line[:1].isalnum() and line[0] not in "xXoO"):
        return False
    signs = "".join(line.replace("\\", "").split())
    if not signs:
        return False
    if _SIGNS.fullmatch(signs):
        return _parts(signs)
    if _DIAMONDS.fullmatch(signs):
        return True
    letters = _LETTERS.fullmatch(signs)
    return letters is not None and _ornamental(letters)


def kept(line: str) -> str:
    r"""Return the words of a scene break, empty for signs alone.

    AO3 counts ``oOo`` and ``___`` as words, so they stay in the document; the theme
    draws both kinds alike.
    """
    text = " ".join(line.replace("\\", "").split())
    return text if words.count(html.escape(text, quote=False)) else ""


def shown(line: str) -> str:
    """Return the HTML of a scene break that is typed in Markdown."""
    if not (text := kept(html.unescape(line))):
        return "<hr>"
    escaped = html.escape(text, quote=False)
    return f'<p class="scene-break" role="separator">{escaped}</p>'


def _parts(signs: str) -> bool:
    # "……" is how Chinese and Japanese prose writes silence, and "—" may be a breath;
    # one dot, dash or slash alone is a slip of the finger.
    if signs in {"……", "—", "——"}:
        return False
    if set(signs) <= set(_LINES):
        return len(signs) >= 2
    if set(signs) <= set(_DOTS):
        return signs[0] != "." or len(signs) >= 3
    return True


def _ornamental(letters: re.Match[str]) -> bool:
    """``-x-``, ``oOo`` and ``x x x``, but not a kiss (x) or an "Ooo"."""
    before, core, after = letters.group("before", "core", "after")
    if core != core[::-1] or set(core) == {"0"}:
        return False
    if before or after:
        return before == after[::-1].translate(_MIRROR) or before == after
    return len(core) >= 3


def is_strong(line: str) -> bool:
    """Tell whether a line parts two scenes even where words stand beside it."""
    return line[:1] in "*-_" and _STRONG.fullmatch(line) is not None

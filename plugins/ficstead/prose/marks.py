"""Signs that stand for finished HTML while Markdown reads the words around it.

All are noncharacters, which no text may hold, so none can be the author's. Markdown
takes them for letters and hands them through.
"""

from __future__ import annotations

import re
from typing import Final

OPEN: Final = "\ufdd2"  # OPEN number CLOSE: a piece of HTML from the stash
CLOSE: Final = "\ufdd3"
PARA: Final = "\ufdd4"  # PARA class CLOSE: the class of the paragraph around it
TEXT: Final = "\ufdd5"  # what follows is text, whatever it looks like
SPACE: Final = "\ufdd6"  # a space that stays
LOOSE: Final = "\ufdd7"  # words that bring their own tags need no paragraph
AMP: Final = "\ufdd8"  # an ampersand that begins no entity

_ALL: Final = (OPEN, CLOSE, PARA, TEXT, SPACE, LOOSE, AMP)
_SPAN: Final = re.compile(f"[{OPEN}{PARA}][^{CLOSE}]*{CLOSE}|[{TEXT}{LOOSE}]")
_ALONE: Final = re.compile(f"<p>\\s*{OPEN}(\\d+){CLOSE}\\s*</p>")
_LOOSE: Final = re.compile(f"<p>{LOOSE}(.*?)</p>", re.DOTALL)
_PARA: Final = re.compile(f"<p>{PARA}([a-z-]+){CLOSE}")
_HELD: Final = re.compile(f"{OPEN}(\\d+){CLOSE}")
_SHOWN: Final = {SPACE: "\u00a0", AMP: "&amp;"}


def mark(number: int) -> str:
    return f"{OPEN}{number}{CLOSE}"


def without(value: str) -> str:
    """Return an attribute's value without marks: no tag can stand there."""
    return _rest(_SPAN.sub("", value)) if _any(value) else value


def filled(html: str, stash: list[str]) -> str:
    """Return the HTML with what the marks stand for."""
    if not _any(html):
        return html
    html = _ALONE.sub(lambda found: stash[int(found[1])], html)
    html = _LOOSE.sub(r"\1", html)
    html = _PARA.sub(r'<p class="\1">', html)
    return _rest(_HELD.sub(lambda found: stash[int(found[1])], html))


def _any(text: str) -> bool:
    return any(mark in text for mark in _ALL)


def _rest(text: str) -> str:
    """Return a text with the marks shown or gone that stand for no HTML."""
    for mark in _ALL:
        text = text.replace(mark, _SHOWN.get(mark, ""))
    return text

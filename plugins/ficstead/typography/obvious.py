"""Marks that can be read in one way only: ``don't``, and ``"So," she said.``

Nearly every paragraph has no others. What this module sets comes out as `quotes` and
smartypants set it, in a tenth of the time; a paragraph in which it leaves a straight
mark is theirs, whole, because its marks are read together. Tests hold both ways
together.
"""

from __future__ import annotations

import re
from typing import Final

from .readings import TAG

# Each pattern begins with its mark: the search jumps from one to the next. The second
# mark of "it's's" smartypants opens a quotation with, so that is not obvious.
_IN_WORD: Final = re.compile(r"'(?<=[^\W\d_]')(?<!'s')(?=[^\W\d_])")
# A quotation opens after a space and closes before one, the costs of `readings` for
# both are none, and there is no other mark beside the two to be read with them.
_SPEECH: Final = re.compile(
    rf""""(?<![^ \n\x1e]")(?={TAG}*(?:[^\W_]|[(—–…]))"""
    rf"""([^"\x1e]*[a-zA-Z.,!?…—–-]{TAG}*)"(?={TAG}*(?:[ \n\x1e]|\Z))"""
)
_CURLY: Final = "“”‘’"


def set_obvious(text: str) -> str:
    """Return running text with the marks set that can be read in one way only."""
    mixed = any(mark in text for mark in _CURLY)
    text = set_in_words(text)
    # Straight marks among curly ones are read by what those say.
    return text if mixed or '"' not in text else _SPEECH.sub(_quoted, text)


def set_in_words(text: str) -> str:
    """Return running text with the apostrophes inside words set, and the dashes."""
    return _IN_WORD.sub("’", text.replace("--", "—"))


def _quoted(match: re.Match[str]) -> str:
    return f"“{match[1]}”"


def is_set(text: str) -> bool:
    """Tell whether no straight mark is left, nor dots that smartypants may join."""
    return not ("'" in text or '"' in text or "..." in text or ". . ." in text)

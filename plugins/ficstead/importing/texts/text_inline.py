"""Words of plain text as HTML: escaped, with the emphasis that people type.

``*so*``, ``_so_`` and ``/so/`` are emphasis and ``**so**`` is strong where a paragraph
has both signs of each pair, tight around words; else signs stay as they are.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Sequence
from typing import Final

from ...prose.scenebreaks import is_scene_break

# No word, and no address (``https://example.org/a_b``, ``who_am_i@…``), goes on here.
_FREE: Final = r"(?<![\w/:.@=&?*_-])"


def _pair(signs: str) -> re.Pattern[str]:
    sign = re.escape(signs[0])
    return re.compile(
        rf"{_FREE}{re.escape(signs)}(?=[^\s{sign}])([^{sign}]{{1,600}})(?<=\S)"
        rf"{re.escape(signs)}(?![\w@{sign}])"
    )


_PAIRS: Final = tuple(
    (sign, _pair(sign * length), opening, closing)
    for sign in "*_"
    for length, opening, closing in (
        (1, "<em>", "</em>"),
        (2, "<strong>", "</strong>"),
        (3, "<strong><em>", "</em></strong>"),
    )
)
# "/Can you hear me?/" is a thought; "and/or" is not, and neither is a path.
_SLASHES: Final = re.compile(
    r"(?<![\w/<:.~])/(?=[^\W\d_]|['\"‘“])([^/<>\n]{2,300})(?<=\S)/(?![\w/])"
)
_TAGS: Final = re.compile(r"<(/?)(?:em|strong)>")


def paragraph(rows: Sequence[str]) -> str:
    """Return a paragraph with the lines given, each ended by a break."""
    text = "\n".join(rows)
    is_break = is_scene_break(text.strip())
    made = html.escape(text, quote=False) if is_break else emphasised(text)
    return f"<p>{made.replace(chr(10), '<br>')}</p>"


def emphasised(text: str) -> str:
    """Return a text as HTML, its pairs of signs as emphasis."""
    made = html.escape(text, quote=False)
    even = {sign for sign in "*_" if sign in made and _is_even(made, sign)}
    for sign, pattern, opening, closing in _PAIRS:
        if sign in even:
            made = pattern.sub(_wrapping(opening, closing), made)
    if made.count("/") > 1 and "://" not in made:
        made = _SLASHES.sub(r"<em>\1</em>", made)
    return made


def _is_even(text: str, sign: str) -> bool:
    """Tell whether signs come in pairs: an odd one is a footnote's."""
    runs = re.findall(rf"(?<!\w){re.escape(sign)}+|{re.escape(sign)}+(?!\w)", text)
    return len(runs) % 2 == 0


def _wrapping(opening: str, closing: str) -> Callable[[re.Match[str]], str]:
    def wrapped(found: re.Match[str]) -> str:
        if not _is_whole(found[1]):
            return found[0]
        return f"{opening}{found[1]}{closing}"

    return wrapped


def _is_whole(made: str) -> bool:
    """Tell whether every element in a piece of HTML begins and ends in it."""
    depth = 0
    for tag in _TAGS.finditer(made):
        depth += -1 if tag[1] else 1
        if depth < 0:
            return False
    return depth == 0

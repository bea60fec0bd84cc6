"""The HTML that AO3 lets its users write: what a text may hold here, and there.

From otwarchive's sanitizer (config/initializers/sanitizer_config, lib/html_cleaner.rb).
`align`, which AO3 knows as well, is a class of a paragraph here.
"""

from __future__ import annotations

import re
from typing import Final

ELEMENTS: Final = frozenset(
    {
        *("a", "abbr", "acronym", "address", "b", "big", "blockquote"),
        *("br", "caption", "center", "cite", "code", "col", "colgroup"),
        *("dd", "del", "details", "dfn", "div", "dl", "dt", "em", "figcaption"),
        *("figure", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img"),
        *("ins", "kbd", "li", "ol", "p", "pre", "q", "rp", "rt", "ruby"),
        *("s", "samp", "small", "span", "strike", "strong", "sub", "summary"),
        *("sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr"),
        *("tt", "u", "ul", "var"),
    }
)

EVERYWHERE: Final = frozenset({"class", "dir", "lang", "title"})
_CELL: Final = frozenset({"abbr", "axis", "colspan", "height", "rowspan", "width"})
ATTRIBUTES: Final = {
    "a": frozenset({"href", "name"}),
    "blockquote": frozenset({"cite"}),
    "q": frozenset({"cite"}),
    "col": frozenset({"span", "width"}),
    "colgroup": frozenset({"span", "width"}),
    "details": frozenset({"open"}),
    "hr": frozenset({"width"}),
    "img": frozenset({"alt", "border", "height", "src", "width"}),
    "ol": frozenset({"start", "type"}),
    "ul": frozenset({"type"}),
    "table": frozenset({"border", "summary", "width"}),
    "td": _CELL,
    "th": _CELL | {"scope"},
}
CLASS: Final = re.compile(r"[a-zA-Z][\w-]+")

"""Places in a text that a link may lead to: ``<a name="here">`` and every heading.

Their ids begin with a word of their own, so that no heading "Text" or "Main" takes the
id of something on the page around it.
"""

from __future__ import annotations

import re
from typing import Final

from markupsafe import Markup

from ..slugs import slugify

_HEADING: Final = re.compile(r"<(h[1-6])((?:\s[^>]*)?)>(.*?)</\1>", re.DOTALL)


def id_of(name: str, prefix: str) -> str:
    """Return the id of a place that the author named."""
    return f"{prefix}at-{name}"


def headed(html: str, prefix: str) -> tuple[str, dict[str, str]]:
    """Give each heading an id; return the text, and the ids by what links call them.

    ``## Two words`` is called ``#two-words``, as on most sites that show Markdown; the
    second of that name ``#two-words-1``.
    """
    ids: dict[str, str] = {}
    again: dict[str, int] = {}

    def become(match: re.Match[str]) -> str:
        words = Markup(match[3]).striptags()
        if not words:
            return match[0]
        name = slug = slugify(words)
        while name in ids:
            # From where the last of that name stood: a file may hold thousands.
            again[slug] = again.get(slug, 0) + 1
            name = f"{slug}-{again[slug]}"
        ids[name] = f"{prefix}h-{name}"
        return f'<{match[1]} id="{ids[name]}"{match[2]}>{match[3]}</{match[1]}>'

    return _HEADING.sub(become, html) if "<h" in html else html, ids

"""XML as text: elements with what is in them, nothing in it that XML forbids."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

# XML 1.0, production 2: what no document may hold, not even as a reference.
_FORBIDDEN: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NONE: Final[Mapping[str, str]] = MappingProxyType({})
_BREAKS: Final = re.compile(r"[\t\n\r]+")


def text(value: str) -> str:
    """Return words as XML: ``&`` and ``<`` are words, and signs of control go."""
    # One replacement after the other is far quicker than a table of them.
    value = value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _FORBIDDEN.sub("", value) if _FORBIDDEN.search(value) else value


def _quoted(value: str) -> str:
    if not value.isprintable():
        value = _BREAKS.sub(" ", value)
    return text(value).replace('"', "&quot;")


def element(
    name: str, inside: str = "", attributes: Mapping[str, str] = _NONE, /
) -> str:
    """Return an element. `inside` is XML already, the values of attributes are not.

    An empty one ends as simple parsers want it, in `` />``.
    """
    given = "".join(f' {key}="{_quoted(value)}"' for key, value in attributes.items())
    return f"<{name}{given}>{inside}</{name}>" if inside else f"<{name}{given} />"


def document(root: str) -> str:
    return f'<?xml version="1.0" encoding="utf-8"?>\n{root}\n'

"""One paragraph of an OpenDocument text while it is written as HTML."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from typing import Final
from xml.etree.ElementTree import Element

_SPACE: Final = re.compile("[ \t\r\n]+")


@dataclass(slots=True)
class Line:
    """One paragraph while it is written: runs with the elements they stand in.

    `boxes` are text boxes that it held, to be written below it.
    """

    pieces: list[tuple[tuple[str, ...], str]] = field(default_factory=list)
    ends_in_space: bool = True
    boxes: list[Element] = field(default_factory=list)

    def add(self, tags: tuple[str, ...], text: str) -> None:
        """Add words; white space counts once, and not at the beginning (ODF 6.1.2)."""
        text = _SPACE.sub(" ", text)
        if self.ends_in_space:
            text = text.removeprefix(" ")
        if text:
            self.ends_in_space = text.endswith(" ")
            self.raw(tags, html.escape(text, quote=False))

    def raw(self, tags: tuple[str, ...], markup: str) -> None:
        """Add HTML as it stands."""
        self.pieces.append((tags, markup))

    def html(self) -> str:
        """Return the paragraph's HTML, each element open as long as it can be."""
        out: list[str] = []
        worn: tuple[str, ...] = ()
        for tags, markup in [*self.pieces, ((), "")]:
            same = 0
            while same < min(len(tags), len(worn)) and tags[same] == worn[same]:
                same += 1
            out += [f"</{tag.split()[0]}>" for tag in reversed(worn[same:])]
            out += [f"<{tag}>" for tag in tags[same:]]
            out.append(markup)
            worn = tags
        return "".join(out)

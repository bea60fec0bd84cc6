"""Links and pictures that Markdown made: where they lead, how a picture is shown.

A picture alone in its paragraph is a figure, its title the caption. One on another
site becomes a link to it: showing it would tell that site who reads what.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from typing import Final

from ..addresses import UNRESOLVED
from . import links
from .findings import Findings
from .htmltree import written
from .marks import without

_TAG: Final = re.compile(
    r'</a>|<(a|img|abbr|td|th)((?:\s+[\w-]+="[^"]*")*)\s*/?>|<table>|</table>'
)
_KEY: Final = re.compile(r'([\w-]+)="([^"]*)"')
_ALONE: Final = re.compile(r"<p>\s*(<img\s[^>]*>)\s*</p>")
_TITLE: Final = re.compile(r' title="([^"]*)"')


@dataclass(slots=True)
class Places:
    """Where in the source an address stands; asked again, the next place."""

    source: str
    first: int = 1
    _after: dict[str, int] = field(default_factory=dict)

    def line(self, target: str) -> int:
        found = -1
        for before in ("](", "](<", "]: ", "<", ""):
            text = before + target
            start = self._after.get(target, 0)
            found = self.source.find(text, start)
            if found >= 0:
                self._after[target] = found + len(text)
                break
        if found < 0:
            found = max(0, self.source.find(target))
        return self.first + self.source.count("\n", 0, found)


def settle(text: str, places: Places, findings: Findings) -> str:
    """Return Markdown's HTML with every address and picture settled."""
    if "<a" not in text and "<img" not in text and "<t" not in text:
        return text
    open_links: list[bool] = []

    def become(match: re.Match[str]) -> str:
        name = match[1]
        keys = {
            key: without(html.unescape(value))
            for key, value in _KEY.findall(match[2] or "")
        }
        if match[0] == "</a>":
            return match[0] if open_links and open_links.pop() else ""
        if name == "a":
            open_links.append(bool(kept := _link(keys, places, findings)))
            return kept
        if name == "img":
            return _picture(keys, places, findings, inside=any(open_links))
        return _other(match[0], name, keys)

    return _ALONE.sub(_figure, _TAG.sub(become, text))


def _other(tag: str, name: str | None, keys: dict[str, str]) -> str:
    # A wide table scrolls in a box of its own; the page stays as wide as the screen.
    if tag == "<table>":
        return '<div class="table">\n<table>'
    if tag == "</table>":
        return "</table>\n</div>"
    align = keys.pop("align", "")
    if align in {"center", "right"}:
        keys["class"] = f"align-{align}"
    return f"<{name}{written(keys)}>"


def _link(keys: dict[str, str], places: Places, findings: Findings) -> str:
    target = keys.get("href", "")
    kept = links.href(target, places.line(target), findings)
    return f"<a{written(keys | {'href': kept})}>" if kept else ""


def _picture(
    keys: dict[str, str], places: Places, findings: Findings, *, inside: bool
) -> str:
    source = keys.pop("src", "")
    line = places.line(source)
    if not keys.get("alt", "").strip():
        findings.report("P405", line)
    return show(source, keys, line, findings, inside=inside)


def show(
    source: str,
    keys: dict[str, str],
    line: int,
    findings: Findings,
    *,
    inside: bool = False,
) -> str:
    """Return a picture's HTML: an ``img`` if it is ours, else a link or its words.

    `inside` a link there can be no second one.
    """
    target = links.tidy(source)
    words = html.escape(keys.get("alt") or keys.get("title") or target, quote=False)
    leads = links.kind(target, links.WEB)
    if leads is links.Leads.OUT:
        findings.report("L504", line, target=target)
        if inside:
            return words
        return f"<a{written({'href': links.outward(target)})}>{words}</a>"
    if leads is not links.Leads.INSIDE:
        findings.removed(f"picture {target[:40]}".strip(), line)
        return html.escape(keys.get("alt", ""), quote=False)
    findings.link(target, line, picture=True)
    kept = {key: value for key, value in keys.items() if value or key == "alt"}
    kept |= {"src": UNRESOLVED + target, "loading": "lazy", "decoding": "async"}
    return f"<img{written(kept)}>"


def _figure(match: re.Match[str]) -> str:
    picture = match[1]
    title = _TITLE.search(picture)
    caption = ""
    if title:
        picture = picture.replace(title[0], "", 1)
        words = html.escape(html.unescape(title[1]), quote=False)
        caption = f"<figcaption>{words}</figcaption>"
    return f"<figure>{picture}{caption}</figure>"

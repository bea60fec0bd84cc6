"""Which HTML may stand in a text: AO3's elements and attributes, and nothing else.

Two lines of defence. `rewrite` reads each tag the author wrote, as Markdown's grammar
understands tags, keeps what may stay, turns what is old (``<center>``, ``align``,
``style="text-align:…"``) into what is new, and says what it took away and in which
line. `guard` then gives the whole text to nh3, which parses like a browser: what
`rewrite` overlooked does not pass there.
"""

from __future__ import annotations

import html
import re
from functools import cache
from typing import Final

import nh3

from ..addresses import UNRESOLVED
from ..ao3_html import ATTRIBUTES, CLASS, ELEMENTS, EVERYWHERE
from . import anchors, htmlstyle, links, pictures
from .findings import Findings
from .htmltree import written

# Removed with what is in them: it was never meant to be read.
WHOLE: Final = frozenset(
    {
        *("iframe", "math", "noembed", "noframes", "noscript", "plaintext"),
        *("script", "style", "svg", "xmp", "template", "object", "audio"),
        *("video", "select", "textarea", "title"),
    }
)

# Elements that HTML has given up, by what they mean. "div" for center and the class
# names are those of AO3's public skin, which imported works already use.
_TODAY: Final = {
    "acronym": ("abbr", ""),
    "big": ("span", "font-big"),
    "center": ("div", "align-center"),
    "strike": ("s", ""),
    "tt": ("span", "font-monospace"),
}

_TAG: Final = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9-]*)(.*?)/?>\Z", re.DOTALL)
_ATTRIBUTE: Final = re.compile(
    r"""([^\s"'=<>/]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"'=<>`]+))?""", re.DOTALL
)
_NUMBER: Final = re.compile(r"\d{1,5}%?")
LANG: Final = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")


def name_of(tag: str) -> str:
    """Return the element of a tag, in lower case; empty for a comment."""
    match = _TAG.match(tag)
    return match[2].lower() if match else ""


def is_close(tag: str) -> bool:
    return tag.startswith("</")


def rewrite(tag: str, line: int, findings: Findings) -> str:
    """Return what may stay of one tag that the author wrote in `line`."""
    match = _TAG.match(tag)
    if match is None:  # a comment, a doctype, a processing instruction
        return ""
    closing, name, rest = match[1], match[2].lower(), match[3]
    if name not in ELEMENTS:
        if not closing:
            findings.removed(f"<{name}>", line)
        return ""
    today, extra = _TODAY.get(name, (name, ""))
    if closing:
        return f"</{today}>"
    found = {
        key.lower(): html.unescape(value.strip("\"'") if value else "")
        for key, value in reversed(_ATTRIBUTE.findall(rest))
    }
    kept = _attributes(name, found, line, findings)
    if name == "img":
        return _picture(kept, line, findings)
    if extra:
        kept["class"] = f"{extra} {kept.get('class', '')}".strip()
    return f"<{today}{written(kept)}>"


def _attributes(
    name: str, found: dict[str, str], line: int, findings: Findings
) -> dict[str, str]:
    """Return the attributes that may stay, in the order of their names."""
    kept: dict[str, str] = {}
    classes = _classes(found.pop("class", ""), line, findings)
    classes += htmlstyle.alignment(found.pop("align", ""))
    if style := found.pop("style", ""):
        more, lost = htmlstyle.classes(style)
        classes += more
        for what in lost:
            findings.removed(what, line, "P411")
    found.pop("markdown", None)  # a switch of Markdown Extra; it is always on here
    for key in sorted(found):
        value = _value(name, key, found[key], line, findings)
        if value is None:
            continue
        kept["id" if key == "name" else key] = value
    if classes:
        kept["class"] = " ".join(dict.fromkeys(classes))
    return kept


def _picture(keys: dict[str, str], line: int, findings: Findings) -> str:
    # An empty alt in HTML is an author's way to say that a picture only decorates.
    if "alt" not in keys:
        findings.report("P405", line)
    source = keys.pop("src", "")
    return pictures.show(source, {"alt": ""} | keys, line, findings)


def _value(
    name: str, key: str, value: str, line: int, findings: Findings
) -> str | None:
    """Return what an attribute becomes; None, and a note, where it may not stay."""
    allowed = key in EVERYWHERE or key in ATTRIBUTES.get(name, frozenset())
    if not allowed or not _fits(key, value):
        findings.removed(f"{key} of <{name}>", line)
        return None
    if key == "href":
        return links.href(value, line, findings) or None
    if key == "name":
        findings.anchors[value] = anchors.id_of(value, findings.prefix)
        return findings.anchors[value]
    if key == "cite":
        return _cite(value, line, findings)
    return "" if key == "open" else value


def _fits(key: str, value: str) -> bool:
    if key == "dir":
        return value.lower() in {"ltr", "rtl", "auto"}
    if key == "lang":
        return bool(LANG.fullmatch(value))
    if key in {"colspan", "rowspan", "span", "start", "width", "height", "border"}:
        return bool(_NUMBER.fullmatch(value.removesuffix("px")))
    if key == "name":
        return bool(value) and not re.search(r"\s", value)
    return True


def _cite(value: str, line: int, findings: Findings) -> str | None:
    target = links.tidy(value)
    if links.kind(target, links.WEB) is links.Leads.OUT:
        return links.outward(target)
    findings.removed(f"cite {target}", line)
    return None


def _classes(written_classes: str, line: int, findings: Findings) -> list[str]:
    tokens = written_classes.split()
    for token in tokens:
        if not CLASS.fullmatch(token):
            findings.removed(f'class "{token}"', line)
    return [token for token in tokens if CLASS.fullmatch(token)]


# -- the guard ------------------------------------------------------------------------

# What our own Markdown makes beside what authors may write: numbered notes with their
# ways back, scene breaks that are words, and pictures that wait until they are near
# the screen.
_OURS: Final = {
    "a": {"id", "role", "aria-label"},
    "li": {"id"},
    "div": {"role"},
    "p": {"role"},
    "img": {"loading", "decoding"},
}


def guard(text: str) -> str:
    """Return `text` as a browser would read it, with nothing that is not allowed."""
    return _cleaner().clean(text)


@cache
def _cleaner() -> nh3.Cleaner:
    attributes: dict[str, set[str]] = {"*": set(EVERYWHERE)}
    for name, keys in [*ATTRIBUTES.items(), *_OURS.items()]:
        attributes.setdefault(name, set()).update(keys - {"name"})
    return nh3.Cleaner(
        tags=set(ELEMENTS) - set(_TODAY),
        clean_content_tags=set(WHOLE),
        attributes=attributes,
        attribute_filter=_filter,
        link_rel=None,
        url_schemes=set(links.SCHEMES),
    )


def _filter(element: str, key: str, value: str) -> str | None:
    if key == "class":
        return " ".join(CLASS.findall(value)) or None
    # A picture of another host would tell that host who reads what; the page's own
    # policy does not load it either.
    if key == "src":
        return value if value.startswith(UNRESOLVED) else None
    if (element, key) == ("p", "role"):
        return value if value == "separator" else None
    return value

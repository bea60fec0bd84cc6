"""HTML from anywhere as one tree, parsed as a browser would, within bounds.

nh3 (html5ever) reads what programs and people wrote and writes it well-formed;
BeautifulSoup then has an easy text to make its tree of. Scripts never get that far.
Nothing here judges what may stand in a story: that is the sanitiser's, at every build.
"""

from __future__ import annotations

from typing import Final

import nh3
from bs4 import BeautifulSoup
from bs4.element import PageElement, Tag

from ..story import Refused
from . import bounds, xml

DEEPEST: Final = 200  # elements inside one another; a saved page has thirty
# What the head of a page held; it stands at the top level of a tree.
HEAD: Final = frozenset({"title", "meta", "link", "style"})

_ELEMENTS: Final = frozenset(
    {
        *("a", "abbr", "acronym", "address", "article", "aside", "audio", "b", "bdi"),
        *("bdo", "big", "blockquote", "br", "button", "caption", "center", "cite"),
        *("code", "col", "colgroup", "dd", "del", "details", "dfn", "div", "dl", "dt"),
        *("em", "embed", "figcaption", "figure", "font", "footer", "form", "h1", "h2"),
        *("h3", "h4", "h5", "h6", "header", "hr", "i", "iframe", "img", "input", "ins"),
        *("kbd", "label", "li", "link", "main", "mark", "meta", "nav", "object", "ol"),
        *("option", "p", "param", "picture", "pre", "q", "rp", "rt", "ruby", "s"),
        *("samp", "section", "select", "small", "source", "span", "strike", "strong"),
        *("style", "sub", "summary", "sup", "table", "tbody", "td", "tfoot", "th"),
        *("thead", "time", "title", "tr", "track", "tt", "u", "ul", "var", "video"),
        "wbr",
    }
)
_WHOLE: Final = frozenset(
    {"script", "noembed", "noframes", "svg", "math", "template", "xmp", "plaintext"}
)
_ATTRIBUTES: Final = {
    "*": {
        *("id", "class", "lang", "dir", "align", "title", "name", "role", "style"),
        *("type", "hidden", "epub:type"),
    },
    "a": {"href", "rel"},
    "blockquote": {"cite"},
    "q": {"cite"},
    "col": {"span", "width"},
    "colgroup": {"span", "width"},
    "details": {"open"},
    "font": {"color", "face", "size"},
    "form": {"action", "method"},
    "hr": {"width"},
    "img": {"src", "alt", "width", "height", "border"},
    "iframe": {"src"},
    "input": {"value", "checked"},
    "option": {"value", "selected"},
    "link": {"rel", "href"},
    "meta": {"property", "content", "charset", "http-equiv"},
    "embed": {"src"},
    "object": {"data"},
    "audio": {"src"},
    "video": {"src", "poster"},
    "source": {"src"},
    "ol": {"start"},
    "table": {"border", "summary", "width"},
    "td": {"colspan", "rowspan", "abbr", "axis", "width", "height", "valign"},
    "th": {"colspan", "rowspan", "abbr", "axis", "width", "height", "scope"},
    "time": {"datetime"},
}
# Of these the cleaner lets through what the site's own sanitiser would let through,
# and those that bring a picture along.
_SCHEMES: Final = {"http", "https", "mailto", "ftp", "data", "cid", "docx", "odt"}


def parsed(text: str, *, xhtml: bool = False) -> BeautifulSoup:
    """Return the tree of a page or of a piece of one.

    `xhtml` is for texts written as XML, where ``<p/>`` is a whole element. Raises
    `Refused` where the text is beyond the bounds of any story.
    """
    bounds.check(text)
    if xhtml:
        text = xml.as_html(text)
    clean = nh3.clean(
        text,
        tags=set(_ELEMENTS),
        clean_content_tags=set(_WHOLE),
        attributes={tag: set(names) for tag, names in _ATTRIBUTES.items()},
        generic_attribute_prefixes={"data-"},
        url_schemes=set(_SCHEMES),
        link_rel=None,
    )
    if clean.count("<") > bounds.MOST_TAGS:
        raise Refused(bounds.TOO_MANY)
    soup = BeautifulSoup(clean, "html.parser")
    if _depth(soup) > DEEPEST:
        raise Refused(bounds.TOO_DEEP)
    return soup


def inner(tag: Tag | None) -> str:
    """Return the HTML inside an element; empty for None."""
    return tag.decode_contents().strip() if tag is not None else ""


def words(tag: Tag | None) -> str:
    """Return the text of an element on one line; empty for None."""
    return " ".join(tag.get_text().split()) if tag is not None else ""


def letters(text: str) -> str:
    """Return what tells a title from another: no case, no spaces, no signs."""
    return "".join(sign for sign in text.casefold() if sign.isalnum())


def _depth(soup: BeautifulSoup) -> int:
    deepest = 0
    waiting: list[tuple[Tag, int]] = [(soup, 0)]
    while waiting:
        tag, depth = waiting.pop()
        deepest = max(deepest, depth)
        waiting += [(c, depth + 1) for c in tag.children if isinstance(c, Tag)]
    return deepest


def classes(item: PageElement) -> list[str]:
    """Return the class names of a node."""
    names = item.get("class") if isinstance(item, Tag) else None
    return names if isinstance(names, list) else str(names or "").split()

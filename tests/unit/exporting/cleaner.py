"""AO3's cleaner as its documentation and specs describe it, for what we hand it.

Written from the list of its elements and attributes, apart from the code under test.
"""

from __future__ import annotations

import re

from bs4 import BeautifulSoup
from bs4.dammit import EntitySubstitution
from bs4.formatter import HTMLFormatter

WRITTEN = HTMLFormatter(EntitySubstitution.substitute_xml, void_element_close_prefix="")

_NAMES = """a abbr acronym address b big blockquote br caption center cite code col
    colgroup dd del details dfn div dl dt em figcaption figure h1 h2 h3 h4 h5 h6 hr i
    img ins kbd li ol p pre q rp rt ruby s samp small span strike strong sub summary sup
    table tbody td tfoot th thead tr tt u ul var"""
ELEMENTS = set(_NAMES.split())
EVERYWHERE = {"align", "dir", "lang", "title", "class"}
OWN = {
    "a": "href name",
    "blockquote": "cite",
    "q": "cite",
    "col": "span width",
    "colgroup": "span width",
    "details": "open",
    "hr": "width",
    "img": "alt border height src width",
    "ol": "start type",
    "ul": "type",
    "table": "border summary width",
    "td": "abbr axis colspan height rowspan width",
    "th": "abbr axis colspan height rowspan width scope",
}
SCHEMES = {"a": r"(?i)(ftp|https?|mailto):|#", "img": r"(?i)https?:"}


def kept(html: str) -> str:
    """Return what AO3 keeps of a text, without the paragraphs it would add."""
    soup = BeautifulSoup(html, "html.parser")
    for tag in soup.find_all(True):
        if tag.name not in ELEMENTS:
            tag.unwrap()
            continue
        allowed = EVERYWHERE | set(OWN.get(tag.name, "").split())
        tag.attrs = {key: value for key, value in tag.attrs.items() if key in allowed}
        for name in ("href", "src"):
            value = tag.attrs.get(name)
            if value is not None and not re.match(SCHEMES[tag.name], str(value)):
                del tag[name]
        names = tag.get_attribute_list("class")
        good = [n for n in names if n and re.fullmatch(r"[a-zA-Z][\w\-]+", str(n))]
        if "class" in tag.attrs:
            tag["class"] = " ".join(map(str, good))
    return soup.decode(formatter=WRITTEN).strip()


def words(html: str) -> list[str]:
    """Return the words of a text in order; a link begins and ends none."""
    text = BeautifulSoup(html, "html.parser")
    for link in text("a"):
        link.unwrap()
    text.smooth()
    return text.get_text(" ").split()

"""A text of ours as AO3 keeps it: its elements, its attributes, nothing it would drop.

The rules are those of AO3's cleaner (otwarchive lib/html_cleaner.rb and the sanitizer
config beside it): 63 elements, no id, no style; links and pictures need a whole
address.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import Final

from bs4 import BeautifulSoup
from bs4.dammit import EntitySubstitution
from bs4.element import Tag
from bs4.formatter import HTMLFormatter
from markupsafe import Markup

from .. import addresses
from ..ao3_html import ATTRIBUTES, CLASS, ELEMENTS, EVERYWHERE

# Names that mean something to our pages alone.
_OURS: Final = frozenset(
    {
        *("footnote-ref", "footnote-backref", "footnotes", "scene-break", "table"),
        *("passage", "passage-text", "instead"),
    }
)
_ALIGNED: Final = {"align-center": "center", "align-right": "right"} | {
    "align-justify": "justify"
}
_WEB: Final = re.compile(r"(?i)(?:https?|ftp|mailto):")
_PLACED: Final = re.compile(rf"\s*[{addresses.ROOT}{addresses.UNRESOLVED}]")
_GAP: Final = re.compile(r"\A[ \n\t\f\r]{2,}\Z")
_WRITTEN: Final = HTMLFormatter(
    EntitySubstitution.substitute_xml, void_element_close_prefix=""
)
_VOID: Final = frozenset({"hr", "img", "br", "col"})


@dataclass(frozen=True, slots=True)
class Pasted:
    """HTML to paste, and in plain words what of the text AO3 will not keep."""

    html: str
    lost: tuple[str, ...]


def pasted(html: Markup, site: str, place: str, *, classes: bool = True) -> Pasted:
    """Return a text for AO3's form.

    `site` is SITEURL or empty; `place` tells the anchors of one chapter from those of
    the next, for AO3 can show all chapters on one page. Summaries keep no `classes`.
    """
    if not html:
        return Pasted("", ())
    soup = BeautifulSoup(str(html), "html.parser")
    lost: Counter[str] = Counter()
    _anchor(soup, place)
    for tag in soup.find_all(True):
        if tag.name == "a":
            _link(tag, site, lost)
        elif tag.name == "img":
            _picture(tag, site, lost)
    for tag in soup.find_all(True):
        if _is_bare_box(tag) and tag.table:
            tag.replace_with(tag.table)
        elif tag.name not in ELEMENTS:
            tag.unwrap()
        else:
            _attributes(tag, classes=classes)
    _close_gaps(soup)
    text = soup.decode(formatter=_WRITTEN).strip()
    return Pasted(text, tuple(_told(what, times) for what, times in lost.items()))


def _told(what: str, times: int) -> str:
    return what if times == 1 else f"{what} ({times} times)"


def _anchor(soup: BeautifulSoup, place: str) -> None:
    """Let the notes of a text find their numbers: AO3 keeps ``name`` and no id."""
    named = {str(a["href"])[1:] for a in soup.find_all("a", href=re.compile("^#"))}
    for tag in soup.find_all(id=True):
        name = str(tag["id"])
        if name not in named:
            continue
        if tag.name == "a":
            tag["name"] = place + name
            continue
        anchor = soup.new_tag("a", attrs={"name": place + name})
        inside = tag.find("p") if tag.name in {"li", "blockquote", "div"} else tag
        if tag.name in _VOID:
            tag.insert_before(anchor)
        else:
            (inside or tag).insert(0, anchor)
    for a in soup.find_all("a", href=re.compile("^#")):
        a["href"] = f"#{place}{str(a['href'])[1:]}"


def _link(tag: Tag, site: str, lost: Counter[str]) -> None:
    href = str(tag.get("href", ""))
    if _PLACED.match(href):
        if site:
            tag["href"] = f"{site}/{href.strip()[1:]}"
            return
        lost["a link to a page of your archive: SITEURL is not set"] += 1
        tag.unwrap()
    elif href and not href.startswith("#") and not _WEB.match(href):
        lost[f"a link to {href}"] += 1
        tag.unwrap()


def _picture(tag: Tag, site: str, lost: Counter[str]) -> None:
    source = str(tag.get("src", ""))
    if not _PLACED.match(source):
        return
    name = source.strip()[1:]
    if site:
        tag["src"] = f"{site}/{name}"
        return
    lost[f"the picture {name.rpartition('/')[2]}: AO3 shows what is on the web, "
         "and SITEURL is not set"] += 1  # fmt: skip
    described = str(tag.get("alt", ""))
    tag.replace_with(f"[{described}]" if described else "")


def _close_gaps(soup: BeautifulSoup) -> None:
    """Leave one space, or one break of a line, where something between two went."""
    soup.smooth()
    for gap in soup.find_all(string=_GAP):
        if not gap.find_parent("pre"):
            gap.replace_with("\n" if "\n" in gap else " ")


def _is_bare_box(tag: Tag) -> bool:
    """Tell whether a box is only there for our pages: a table's, which scrolls."""
    return tag.name == "div" and tag.get_attribute_list("class") == ["table"]


def _attributes(tag: Tag, *, classes: bool) -> None:
    names = [str(name) for name in tag.get_attribute_list("class") if name]
    if "scene-break" in names:
        tag["align"] = "center"
    for name in names:
        if name in _ALIGNED:
            tag["align"] = _ALIGNED[name]
    kept = [
        n for n in names if n not in _ALIGNED and n not in _OURS and CLASS.fullmatch(n)
    ]
    if kept and classes:
        tag["class"] = " ".join(kept)
    elif "class" in tag.attrs:
        del tag["class"]
    allowed = EVERYWHERE | {"align"} | ATTRIBUTES.get(tag.name, frozenset())
    tag.attrs = {k: v for k, v in tag.attrs.items() if k in allowed}

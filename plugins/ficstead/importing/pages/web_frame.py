"""Where on a page of any site the story stands, and what stands around it.

Places that known sites use come first; else the part that has nearly all of the text.
A file without any menu, form or footer is a story from its first word to its last.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from bs4 import BeautifulSoup, Tag

from ...prose.words import count
from ..markup import selecting
from ..markup.markup import words

FEWEST: Final = 20  # words of a story, or characters where no spaces stand between
FEWEST_ALONE: Final = 8  # of a file with nothing around the story: a haiku

# The text of one chapter or post, of the sites and programs that name it so.
_PLACES: Final = (
    *("[itemprop=articleBody]", ".chapter-content", ".chapter-inner", "#chp_raw"),
    *(
        "#chapterText",
        "#chapter-content",
        "#storytext",
        "#storycontent",
        "#novel_honbun",
    ),
    *(
        ".p-novel__body",
        ".js-part-text",
        "#rescontent",
        "#quizResArea",
        "#part_content",
    ),
    *(".b-singlepost-body", ".aentry-post__text", ".entry-content", ".entry-text"),
    *(".entryText", ".asset-body", ".post-body", ".postcontent", ".post-content"),
    *(
        ".post_body",
        ".post-text",
        ".body-text",
        ".story-text",
        ".storytext",
        ".caption",
    ),
    *("article .body", ".messageText", ".bbWrapper", "#story", ".story", ".chapter"),
    *("article", "main", "[role=main]"),
)
_WATTPAD: Final = "p[data-p-id]"
_FRAME: Final = (
    "nav, footer, form, aside, [role=navigation], [role=banner], [role=contentinfo], "
    "#header, #footer, #sidebar, .sidebar, #comments, .comments, .navigation, .navbar, "
    "#menu, .menu, #nav, .site-header, .site-footer, link[rel=stylesheet], "
    'meta[property="og:site_name"], meta[name=generator][content^=WordPress]'
)
# No part of a story, where a site stands around it.
_AROUND: Final = (
    "nav, form, footer, aside, header.site-header, [role=navigation], [role=banner], "
    "[role=contentinfo], #header, #footer, #sidebar, .sidebar, #comments, .comments, "
    ".comment-list, #respond, .navigation, .post-navigation, .navbar, #menu, .menu, "
    "#nav, .site-header, .site-footer, .sharedaddy, .jp-relatedposts, .share, "
    ".sharing, "
    ".share-buttons, .social-share, .addtoany_share_save_container, .a2a_kit, "
    ".addthis_toolbox, .entry-meta, .entry-footer, .post-footer, .post-meta, .ljtags, "
    ".b-singlepost-prevnext, .comment-marker, .ad, .ads, .advertisement, "
    ".adsbygoogle, .portlet-footer, "
    ".related-posts, .breadcrumb, .breadcrumbs, .pagination, .skip-link"
)
_MOST: Final = 0.4  # of the text; what has more is the story, whatever its name


@dataclass(frozen=True, slots=True)
class Found:
    """The elements that hold the story; `framed` if a site stands around it."""

    tags: tuple[Tag, ...]
    framed: bool


def found(soup: BeautifulSoup) -> Found:
    """Return where the story stands."""
    pages = [tag for tag in selecting.select(soup, _WATTPAD) if words(tag)]
    if pages:
        return Found(tuple(_holders(pages)), framed=True)
    if selecting.first(soup, _FRAME) is None:
        return Found((soup,), framed=False)
    anywhere = list(selecting.select(soup, ", ".join(_PLACES)))
    for css in _PLACES:
        tags = [
            tag
            for tag in anywhere
            if selecting.fits(tag, css) and count(words(tag)) >= FEWEST
        ]
        if tags:
            longest = max(tags, key=lambda tag: len(words(tag)))
            return Found((longest,), framed=True)
    return Found((_densest(soup),), framed=True)


def cleared(where: Found) -> None:
    """Take out of the tree what a site has put into the story."""
    if not where.framed:
        return
    for root in where.tags:
        whole = len(words(root))
        for tag in selecting.select(root, _AROUND):
            if not tag.decomposed and len(words(tag)) < _MOST * whole:
                tag.decompose()


def _holders(paragraphs: list[Tag]) -> Iterator[Tag]:
    known: set[int] = set()
    for tag in paragraphs:
        holder = tag.parent
        if isinstance(holder, Tag) and id(holder) not in known:
            known.add(id(holder))
            yield holder


def _densest(soup: BeautifulSoup) -> Tag:
    """Return the smallest element that has nearly all text that is no link.

    One walk weighs every element, so a page of any size takes one.
    """
    weights = _weights(soup)
    tag: Tag = soup
    while True:
        inside = [child for child in tag.children if isinstance(child, Tag)]
        heaviest = max(
            inside, key=lambda child: weights.get(id(child), 0), default=None
        )
        if heaviest is None or heaviest.name in {"p", "a", "span", "b", "i", "em"}:
            return tag
        if weights.get(id(heaviest), 0) < 0.9 * weights.get(id(tag), 0):
            return tag
        tag = heaviest


def _weights(soup: BeautifulSoup) -> dict[int, int]:
    weights: dict[int, int] = {}
    around = {id(tag) for tag in selecting.select(soup, _AROUND)}
    for text in soup.find_all(string=True):
        length = len(" ".join(text.split()))
        above = [tag for tag in text.parents if isinstance(tag, Tag)]
        names = {tag.name for tag in above}
        if not length or names & {"a", "style", "title", "option", "button", "label"}:
            continue
        if any(id(tag) in around for tag in above):
            continue
        for tag in above:
            weights[id(tag)] = weights.get(id(tag), 0) + length
    return weights

"""archive.json: the public archive as data for other programs (see the contract)."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec
from markupsafe import Markup

from .. import addresses
from ..books.offers import NOTHING, Offers
from ..library.library import Library
from ..model import Person, Series, Tag, Term, Work
from ..passages import without
from ..settings import Settings
from ..vocabulary import Kind

VERSION = 1
_KINDS = {
    Kind.FANDOM: "fandom",
    Kind.RELATIONSHIP: "relationship",
    Kind.CHARACTER: "character",
    Kind.TAG: "tag",
    Kind.RATING: "rating",
    Kind.WARNING: "warning",
    Kind.CATEGORY: "category",
    Kind.LANGUAGE: "language",
    Kind.COLLECTION: "collection",
    Kind.YEAR: "year",
    Kind.AUTHOR: "author",
}


def archive_json(library: Library, settings: Settings, offers: Offers = NOTHING) -> str:
    """Return archive.json; drafts, scheduled and unlisted works are not in it."""
    root = f"{settings.site_url}/" if settings.site_url else ""
    archive = {
        "ficstead": VERSION,
        "site": {
            "title": settings.name,
            "description": settings.tagline,
            "url": settings.site_url,
            "language": settings.language.code,
        },
        "works": [_work(work, root, offers) for work in library.works],
        "series": [_series(series, root) for series in library.series],
        "tags": [
            _term(kind, term) for kind in Kind for term in library.terms.get(kind, ())
        ],
    }
    # HTML is a kind of text.
    told = msgspec.json.encode(archive, enc_hook=str)
    return msgspec.json.format(told, indent=1).decode() + "\n"


def _work(work: Work, root: str, offers: Offers) -> Mapping[str, object]:
    return {
        "slug": work.slug,
        "url": work.url,
        "title": work.title,
        "authors": _people(work),
        "rating": work.rating.value,
        "warnings": _names(work.warning_tags),
        "categories": _names(work.category_tags),
        "fandoms": _names(work.fandoms),
        "relationships": _names(work.relationships),
        "characters": _names(work.characters),
        "tags": _names(work.tags),
        "language": work.language.code,
        "series": [
            {"title": place.title, "slug": place.slug, "part": place.part}
            for place in work.series
        ],
        "collections": _names(work.collections),
        "gifts": [gift.byline for gift in work.gifts],
        "content_warnings": list(work.content_warnings),
        "summary_html": _html(work.summary, root),
        "words": work.words,
        "chapters": {"posted": work.posted, "planned": work.planned},
        "chapter_list": [
            {
                "number": chapter.number,
                "title": chapter.title,
                "url": chapter.url,
                "words": chapter.words,
                "date": chapter.published.date().isoformat(),
                "content_warnings": list(chapter.content_warnings),
            }
            for chapter in work.chapters
        ],
        "complete": work.complete,
        "published": work.published.date().isoformat(),
        "updated": work.updated.date().isoformat(),
        "source": work.source,
        "locked": False,
        "downloads": {one.format: one.url for one in offers.of(work.url)},
    }


def _people(work: Work) -> list[dict[str, str | None]]:
    people = (Person("Anonymous"),) if work.anonymous else work.authors
    return [{"pseud": p.pseud, "user": p.user} for p in people]


def _names(tags: tuple[Tag, ...]) -> list[str]:
    return [tag.name for tag in tags]


def _html(html: Markup, root: str) -> str:
    """Return HTML whose links stand from the root, as every `url` here does."""
    return without(html).replace(addresses.ROOT, root)


def _series(series: Series, root: str) -> Mapping[str, object]:
    return {
        "title": series.title,
        "slug": series.slug,
        "url": series.url,
        "description_html": _html(series.description, root),
        "words": series.words,
        "complete": series.complete,
        "works": [{"part": part, "slug": work.slug} for part, work in series.places],
    }


def _term(kind: Kind, term: Term) -> Mapping[str, object]:
    return {
        "kind": _KINDS[kind],
        "name": term.name,
        "slug": term.slug,
        "url": term.url,
        "works": term.count,
        "synonyms": list(term.synonyms),
        "metatags": [meta.title for meta in term.metatags],
    }

"""Lists of terms: one page where they are few, pages of whole letters where many."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from ficstead import addresses, settings
from ficstead.books.offers import NOTHING, Download, Offers
from ficstead.library import archive
from ficstead.library.library import Library
from ficstead.model import Term, Work
from ficstead.settings import Settings
from ficstead.site import list_pages
from ficstead.site.dependencies import Fingerprints
from ficstead.site.output import site_of
from ficstead.site.pages import TermsPage
from ficstead.site.sheets import Sheet
from ficstead.store.keep import nothing
from ficstead.vocabulary import Kind

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def demo() -> tuple[Library, Settings]:
    known, _ = settings.load(ROOT / "pelicanconf.py", PATH=str(ROOT / "content"))
    return archive.build(known)[0], known


def listed(demo: tuple[Library, Settings], **letters: int) -> list[TermsPage]:
    """Return the pages of tags, of which so many begin with each letter."""
    library, known = demo
    terms = tuple(
        Term(Kind.TAG, name, name, addresses.term(Kind.TAG, name), ())
        for letter, count in letters.items()
        for name in (f"{letter}{number:04}" for number in range(count))
    )
    library = replace(library, terms={**library.terms, Kind.TAG: terms})
    pages = list_pages.pages(library, known)
    return [p for p in pages if isinstance(p, TermsPage) and p.kind is Kind.TAG]


def test_few_terms_are_one_page_with_letters_of_its_own(
    demo: tuple[Library, Settings],
) -> None:
    [page] = listed(demo, a=200, b=200, c=100)
    assert page.head.path == "tags/"
    assert page.pager.pages == ((1, "tags/"),)
    assert page.letters == (("A", "tags/", 1), ("B", "tags/", 2), ("C", "tags/", 3))


def test_many_terms_are_pages_of_whole_letters(demo: tuple[Library, Settings]) -> None:
    pages = listed(demo, a=100, b=150, c=60, d=700, e=1)
    shown = [[(name, len(terms)) for name, terms in page.groups] for page in pages]
    assert shown == [
        [("A", 100), ("B", 150)],
        [("C", 60)],
        [("D", 300)],
        [("D", 300)],
        [("D", 100), ("E", 1)],
    ]
    paths = ["tags/", *(f"tags/page/{number}/" for number in range(2, 6))]
    assert [page.head.path for page in pages] == paths
    assert [page.head.next for page in pages] == [*paths[1:], ""]
    assert [page.head.previous for page in pages] == ["", *paths[:-1]]
    assert pages[1].head.title == "Additional tags, page 2"
    spans = [(page.pager.first, page.pager.last) for page in pages]
    assert spans == [(1, 250), (251, 310), (311, 610), (611, 910), (911, 1011)]
    # Every page leads to where each letter begins.
    assert {page.letters for page in pages} == {
        (
            ("A", "tags/", 1),
            ("B", "tags/", 2),
            ("C", "tags/page/2/", 1),
            ("D", "tags/page/3/", 1),
            ("E", "tags/page/5/", 2),
        )
    }


def test_of_a_thousand_letters_those_that_begin_a_page_are_shown(
    demo: tuple[Library, Settings],
) -> None:
    signs = [chr(0x4E00 + number) for number in range(1000)]
    pages = listed(demo, **dict.fromkeys(signs, 1))
    starts = [page.groups[0][0] for page in pages]
    assert [letter for letter, _, _ in pages[0].letters] == starts
    assert len(starts) == 4


def test_no_term_is_lost_or_told_twice(demo: tuple[Library, Settings]) -> None:
    pages = listed(demo, a=301, b=299, c=1, d=300, e=300)
    names = [t.name for page in pages for _, group in page.groups for t in group]
    assert len(names) == len(set(names)) == 1201
    assert all(page.pager.last - page.pager.first < 300 for page in pages)


def test_an_empty_list_is_a_page(demo: tuple[Library, Settings]) -> None:
    [page] = listed(demo)
    assert (page.groups, page.letters, page.pager.total) == ((), (), 0)


def test_a_list_of_terms_is_the_same_whatever_its_works_say(
    demo: tuple[Library, Settings],
) -> None:
    library, known = demo
    other = replace(
        library,
        terms={
            kind: tuple(
                replace(term, works=tuple(replace(w, title="New") for w in term.works))
                for term in terms
            )
            for kind, terms in library.terms.items()
        },
    )
    assert terms_pages(other, known) == terms_pages(library, known) != []


def terms_pages(library: Library, known: Settings) -> list[TermsPage]:
    return [p for p in list_pages.pages(library, known) if isinstance(p, TermsPage)]


# ---- The pages of terms, before they are made --------------------------------------------


def sheets(
    library: Library, known: Settings, offers: Offers = NOTHING
) -> Mapping[str, Sheet]:
    site = site_of(library, known, known.content / "extra")
    around = Fingerprints(nothing(), b"", site)
    every = list_pages.sheets(library, known, offers, nothing(), around)
    return {sheet.path: sheet for sheet in every}


def made_of(
    known: Settings, *works: Work, offers: Offers = NOTHING, **more: object
) -> dict[str, bytes]:
    """Return what the pages of a tag are made of, two works on each."""
    term = Term(Kind.TAG, "Rain", "rain", "tags/rain/", works)
    known = replace(known, per_page=2)
    terms = {Kind.TAG: (replace(term, **more),)}  # type: ignore[arg-type]
    library = Library((), (), (), {kind: terms.get(kind, ()) for kind in Kind}, (), {})
    return {
        path: sheet.made_of for path, sheet in sheets(library, known, offers).items()
    }


def test_the_sheets_of_terms_are_their_pages(demo: tuple[Library, Settings]) -> None:
    library, known = demo
    known = replace(known, per_page=3)
    every = sheets(library, known)
    pages = {
        page.head.path: page
        for terms in library.terms.values()
        for term in terms
        for page in list_pages.term_pages(term, known, NOTHING)
    }
    assert len(pages) > len([t for terms in library.terms.values() for t in terms])
    assert list(every) == list(pages)
    assert len({sheet.made_of for sheet in every.values()}) == len(pages)
    for path, page in pages.items():
        assert every[path].page() == page
        assert every[path].listed == page.head.listed


def test_a_page_of_a_term_is_made_of_what_it_shows(
    demo: tuple[Library, Settings],
) -> None:
    library, known = demo
    one, two, three, four, *_ = library.works
    pages = ("tags/rain/", "tags/rain/page/2/")
    before = made_of(known, one, two, three, four)
    assert tuple(before) == pages

    def changed(after: dict[str, bytes]) -> list[str]:
        return [path for path in pages if before[path] != after[path]]

    # As long as the old one: how many words there are stands on the first page.
    renamed = replace(four, title="Another")
    assert changed(made_of(known, one, two, three, renamed)) == [pages[1]]
    assert changed(made_of(known, two, one, three, four)) == [pages[0]]
    assert changed(made_of(known, one, two, four, four)) == list(pages)
    assert changed(made_of(known, one, two, three, four, synonyms=("Wet",))) == [*pages]
    other = replace(known, name="Another")
    assert changed(made_of(other, one, two, three, four)) == [*pages]
    book = Download("epub", "EPUB", "tags/rain/rain.epub", "", 9)
    offers = Offers({"tags/rain/": (book,)})
    assert changed(made_of(known, one, two, three, four, offers=offers)) == [pages[0]]

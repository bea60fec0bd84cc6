"""What is rendered a single time: the same HTML as if it were rendered anew."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import pytest
from ficstead import settings
from ficstead.books.offers import NOTHING
from ficstead.library import archive
from ficstead.site import list_pages, reading_pages
from ficstead.site.fragments import Once
from ficstead.site.output import site_of
from ficstead.site.templating import environment, render
from ficstead.store.keep import nothing
from jinja2 import Environment, TemplateSyntaxError
from markupsafe import Markup

ROOT = Path(__file__).parents[3]


@dataclass(frozen=True)
class Named:
    """A stand-in for a work."""

    title: str


@pytest.fixture
def env() -> Environment:
    return Environment(autoescape=True, extensions=[Once])


def test_a_fragment_is_rendered_for_the_first_who_asks(env: Environment) -> None:
    asked: list[str] = []
    env.globals["ask"] = lambda work: asked.append(work.title) or work.title
    page = env.from_string("{% once work %}{{ ask(work) }}{% endonce %}!")
    lantern, gravel = Named("Lantern & Oil"), Named("Gravel")
    said = [page.render(work=work) for work in (lantern, gravel, lantern)]
    assert said == ["Lantern &amp; Oil!", "Gravel!", "Lantern &amp; Oil!"]
    assert asked == ["Lantern & Oil", "Gravel"]


def test_a_fragment_stands_for_all_its_values(env: Environment) -> None:
    page = env.from_string("{% once one, two %}{{ one }}-{{ two }}{% endonce %}")
    assert page.render(one="a", two=1) == "a-1"
    assert page.render(one="a", two=2) == "a-2"
    assert page.render(one="b", two=2) == "b-2"


def test_two_places_of_one_file_are_two_fragments(env: Environment) -> None:
    page = env.from_string(
        "{% once work %}one{% endonce %}\n{% once work %}two{% endonce %}"
    )
    assert page.render(work=Named("a")) == "one\ntwo"


def test_a_fragment_may_stand_for_nothing_but_the_site(env: Environment) -> None:
    page = env.from_string("{% once %}{{ word }}{% endonce %}")
    assert page.render(word="first") == "first"
    assert page.render(word="second") == "first"


@pytest.mark.parametrize(
    ("value", "said", "other", "other_said"),
    [("a&amp;b", "a&amp;amp;b", Markup("a&amp;b"), "a&amp;b"), (1, "1", True, "True")],
)
def test_what_is_equal_and_not_written_alike_is_kept_apart(
    env: Environment, value: object, said: str, other: object, other_said: str
) -> None:
    assert value == other
    page = env.from_string("{% once value %}{{ value }}{% endonce %}")
    assert page.render(value=value) == said
    assert page.render(value=other) == other_said


def test_values_that_come_and_go_are_never_mistaken(env: Environment) -> None:
    page = env.from_string("{% once work %}{{ work.title }}{% endonce %}")
    for number in range(200):
        assert page.render(work=Named(str(number))) == str(number)


def test_a_fragment_that_is_not_closed_is_an_error(env: Environment) -> None:
    with pytest.raises(TemplateSyntaxError):
        env.from_string("{% once work %}{{ work }}")


def test_a_page_of_the_demo_is_the_same_whatever_was_rendered_before_it() -> None:
    known, _ = settings.load(ROOT / "pelicanconf.py", PATH=str(ROOT / "content"))
    library, _ = archive.build(known)
    site = site_of(library, known, known.content / "extra")
    env = environment([known.theme], known.theme / "static")
    terms = chain.from_iterable(library.terms.values())
    pages = (
        *list_pages.pages(library, known),
        *(p for term in terms for p in list_pages.term_pages(term, known, NOTHING)),
        *(
            page
            for work in library.every_work
            for page in reading_pages.of_work(work, known, NOTHING, nothing())
        ),
        *reading_pages.notes(library),
    )
    together = [render(env, page, site) for page in pages]
    once = env.extensions[Once.identifier]
    for page, html in zip(reversed(pages), reversed(together), strict=True):
        once.forget()  # type: ignore[attr-defined]
        assert render(env, page, site) == html, page.head.path

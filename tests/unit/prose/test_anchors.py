"""What a link after a # may name."""

from __future__ import annotations

import time

from ficstead import languages
from ficstead.prose import anchors, prose


def test_two_headings_of_one_name_have_two_ids() -> None:
    text, ids = anchors.headed("<h2>One</h2><p>a</p><h3>One</h3><h2>One 1</h2>", "3-")
    assert ids == {"one": "3-h-one", "one-1": "3-h-one-1", "one-1-1": "3-h-one-1-1"}
    assert all(f'id="{made}"' in text for made in ids.values())


def test_a_heading_without_words_has_no_id() -> None:
    assert anchors.headed("<h2><br></h2>", "") == ("<h2><br></h2>", {})


def test_only_what_stays_in_the_text_can_be_linked_to() -> None:
    english = languages.find("en")
    assert english is not None
    made, _ = prose.render('<a name="here"></a>\n\n~~~\n<a name="code">\n~~~', english)
    assert made.anchors == (("here", "at-here"),)


def test_thousands_of_headings_of_one_name_take_no_time() -> None:
    begun = time.process_time()
    _, ids = anchors.headed("<h2>x</h2>" * 20_000, "p-")
    assert time.process_time() - begun < 2
    assert list(ids)[-1] == "x-19999"

"""A story in one paragraph is known, named, and broken up without changing a word."""

from __future__ import annotations

import re
from itertools import pairwise

from bs4 import BeautifulSoup
from ficstead.importing.texts import reflow, reflow_places
from hypothesis import given
from hypothesis import strategies as st

FOG = "The fog came up from the river before supper and nobody lit the lamp. "
SPOKEN = (
    '"Who is there?" asked Ada. "I can hear you." "Only me." Bea shut the door. '
    '"It is cold out." She hung up her coat and went over to the fire, where the cat '
    "lay in the only chair. The cat did not move. *** In the morning Mr. Lamb came by. "
    '"Snow," he said.'
)


def broken(text: str) -> list[str]:
    places = [0, *reflow_places.places(text), len(text)]
    return [text[a:b].strip() for a, b in pairwise(places)]


def test_a_paragraph_of_thousands_of_words_is_a_lost_story() -> None:
    assert reflow.needs(f"<p>{FOG * 150}</p>")
    assert reflow.needs(FOG * 150)
    assert not reflow.needs(f"<p>{FOG * 20}</p>")
    assert not reflow.needs("".join(f"<p>{FOG}</p>" for _ in range(300)))
    assert not reflow.needs(f"<p>{(FOG * 3 + '<br>') * 100}</p>")


def test_one_long_paragraph_of_many_is_style() -> None:
    assert not reflow.needs(f"<p>{FOG * 100}</p>" + f"<p>{FOG}</p>" * 200)


def test_the_author_is_told_how_many_words() -> None:
    assert "2,100 words" in reflow.remark(f"<p>{FOG * 150}</p>")


def test_breaks_are_where_speakers_and_scenes_change() -> None:
    assert broken(SPOKEN) == [
        '"Who is there?" asked Ada. "I can hear you."',
        '"Only me." Bea shut the door. "It is cold out."',
        "She hung up her coat and went over to the fire, where the cat lay in the only "
        "chair. The cat did not move.",
        "***",
        'In the morning Mr. Lamb came by. "Snow," he said.',
    ]


def test_curly_and_single_quotation_marks_are_speech_too() -> None:
    assert broken("“No.” “Yes.” “Well.”") == ["“No.”", "“Yes.”", "“Well.”"]
    assert broken("‘No.’ ‘It’s fine.’ ‘Well.’") == ["‘No.’", "‘It’s fine.’", "‘Well.’"]
    assert broken("«No.» «Sí.»") == ["«No.»", "«Sí.»"]


def test_long_narration_is_parted_between_sentences() -> None:
    parts = broken(FOG * 40)
    assert 4 < len(parts) < 12
    assert all(part.endswith("lamp.") for part in parts)


def test_paragraphs_joined_without_a_space_are_parted_there_and_nowhere_else() -> None:
    curly = (
        "Fog“No,” he said.He ran. “Oh,” she said. “Wait!”“Yes?”***Mr. Lamb’s at 3:30."
    )
    assert broken(curly * 8)[:6] == [
        "Fog",
        "“No,” he said.",
        "He ran. “Oh,” she said. “Wait!”",
        "“Yes?”",
        "***",
        "Mr. Lamb’s at 3:30.",
    ]
    straight = 'He ran."No," he said. "Wait!""Yes?"Then Ada said "so".'
    assert broken(straight * 8)[:4] == [
        "He ran.",
        '"No," he said. "Wait!"',
        '"Yes?"',
        'Then Ada said "so".',
    ]


def test_emphasis_over_a_break_is_in_both_paragraphs() -> None:
    html = f'<p align="center">{FOG * 50}<em>{FOG * 50}</em>{FOG * 50}</p>'
    soup = BeautifulSoup(reflow.reflowed(html), "html.parser")
    assert len(soup.find_all("p")) > 10
    assert all(p["align"] == "center" for p in soup.find_all("p"))
    assert _letters(soup, "em") == re.sub(r"\s", "", FOG * 50)
    assert not [em for em in soup.find_all("em") if not em.get_text().strip()]


PIECES = st.lists(
    st.one_of(
        st.sampled_from(
            ['"No."', '"Yes," he said.', "He ran.", "***", "Then, a & b < c."]
        ),
        st.sampled_from(
            ["<em>", "</em>", "<i>He</i>", "<br>", "“Oh.”", "‘Ah.’", " ", FOG]
        ),
        st.text(".!?\"'“” aB<>&*-", max_size=12),
    ),
    max_size=60,
)


@given(PIECES)
def test_no_word_no_order_and_no_emphasis_changes(pieces: list[str]) -> None:
    source = f"<p>{FOG * 120} {' '.join(pieces)} {FOG * 5}</p>"
    before = reflow._paragraphed(source)
    after = BeautifulSoup(reflow.reflowed(source), "html.parser")
    for name in ("em", "i"):
        assert _letters(before, name) == _letters(after, name)
    assert re.sub(r"\s", "", before.get_text()) == re.sub(r"\s", "", after.get_text())


def _letters(soup: BeautifulSoup, name: str) -> str:
    outer = [tag for tag in soup.find_all(name) if tag.find_parent(name) is None]
    return re.sub(r"\s", "", "".join(tag.get_text() for tag in outer))

"""Bytes as text: what a file is, what it says it is, and what it can only be."""

from __future__ import annotations

import time

import pytest
from ficstead.importing.opening.decoding import UNREAD, text
from hypothesis import given
from hypothesis import strategies as st

from ...laws import tries

ENGLISH = "“The lantern’s still lit,” she said. He didn’t answer… The café — closed."
GERMAN = "Die Möwen schrien über dem Hafen. „Das Licht brennt noch“, sagte er müde."
POLISH = "Latarnia wciąż się paliła. „Gdzie są łodzie?” zapytała; mewy spały, śniąc."
RUSSIAN = "Фонарь всё ещё горел. «Где лодки?» — тихо спросила она. Море было спокойно."
DOS = RUSSIAN.translate(str.maketrans("", "", "«»—"))  # has no such signs
GREEK = "Το φανάρι έκαιγε ακόμη. Πού είναι οι βάρκες; ρώτησε σιγανά το κορίτσι."
HEBREW = "הפנס עדיין דלק. איפה הסירות? שאלה בשקט. הים היה רגוע והירח האיר."
JAPANESE = (
    "灯台の明かりはまだ消えていなかった。「船はどこ？」と彼女は小さな声で聞いた。"
)
CHINESE = "灯笼还亮着。“船在哪里？”她轻声问道。海面很平静，月亮照着港口，海鸥睡着了。"
TAIWANESE = (
    "燈籠還亮著。「船在哪裡？」她輕聲問道。海面很平靜，月亮照著港口，海鷗睡著了。"
)
KOREAN = (
    "등불은 아직 켜져 있었다. “배는 어디 있어?” 그녀가 조용히 물었다. 바다는 잔잔했다."
)

# Short ones, which guessing by frequency took for Latvian, Polish and Korean.
WESTERN = [
    "La lanterne brûlait encore. « Où est-elle ? » dit-il à voix basse, déjà là.",
    "El farol seguía encendido. «¿Dónde están los barcos? Mañana», dijo él.",
    "A lanterna não se apagou. — Onde estão os barcos? — Amanhã vão voltar.",
    "Lyktan brann ännu längst ut på bryggan. ”Var är båtarna?” frågade hon.",
    "La lanterna era accesa, perché nessuno più navigava. Così è la città.",
    "Lyhty paloi yhä laiturin päässä. ”Missä veneet ovat?” hän kysyi hiljaa.",
    "Lygten brændte endnu. »Hvor er bådene?« spurgte hun sagte, og ventede på øen.",
]
FOG = "霧が川から上がってきた。誰も灯りをともさなかった。「お茶は？」と彼は言った。"

WRITTEN = [
    *((line, "cp1252") for line in WESTERN),
    *((line, "mac_roman") for line in (WESTERN[0], WESTERN[1], WESTERN[3])),
    *((FOG, "cp932"), (FOG, "euc_jp")),
    *((ENGLISH, "cp1252"), (GERMAN, "cp1252"), (POLISH, "cp1250")),
    *((RUSSIAN, "cp1251"), (DOS, "koi8_r"), (DOS, "cp866")),
    *((GREEK, "cp1253"), (HEBREW, "cp1255")),
    *((JAPANESE, "cp932"), (JAPANESE, "euc_jp"), (JAPANESE, "iso2022_jp")),
    *((CHINESE, "gb18030"), (TAIWANESE, "big5"), (KOREAN, "cp949")),
]
LATIN = {ENGLISH, GERMAN, POLISH, *WESTERN}
FOREIGN = [pair for pair in WRITTEN if pair[0] not in LATIN]
WIDE = ["utf-8-sig", "utf-16", "utf-32"]
UNMARKED = ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"]


def page(story: str, label: str) -> str:
    return f'<html><head><meta charset="{label}"></head><body><p>{story}</p></body>'


@pytest.mark.parametrize(("story", "encoding"), WRITTEN)
def test_a_text_file_is_guessed(story: str, encoding: str) -> None:
    assert text(story.encode(encoding), html=False).text == story


@pytest.mark.parametrize(("story", "encoding"), WRITTEN)
def test_a_page_that_says_utf_8_and_is_not_is_guessed(
    story: str, encoding: str
) -> None:
    whole = page(story, "utf-8")
    read = text(whole.encode(encoding), html=True)
    assert read.text == whole
    assert encoding == "iso2022_jp" or read.said[0].startswith("It says that it is utf")


@pytest.mark.parametrize(("story", "encoding"), FOREIGN)
def test_a_page_that_says_latin_1_with_no_latin_in_it_is_guessed(
    story: str, encoding: str
) -> None:
    whole = page(story, "iso-8859-1")
    assert text(whole.encode(encoding), html=True).text == whole


@pytest.mark.parametrize("label", ["iso-8859-1", "Shift_JIS", "gb2312", "koi8-r"])
@pytest.mark.parametrize("story", [ENGLISH, RUSSIAN, JAPANESE])
def test_valid_utf_8_is_utf_8_whatever_it_says(story: str, label: str) -> None:
    whole = page(story, label)
    assert text(whole.encode(), html=True).text == whole


@pytest.mark.parametrize("encoding", WIDE)
@pytest.mark.parametrize("story", [ENGLISH, RUSSIAN, CHINESE, ""])
def test_a_mark_at_the_beginning_decides(story: str, encoding: str) -> None:
    whole = page(story, "iso-8859-1") if story else ""
    read = text(whole.encode(encoding), html=True)
    assert (read.text, read.replaced) == (whole, 0)


@pytest.mark.parametrize("encoding", UNMARKED)
@pytest.mark.parametrize("story", [ENGLISH, RUSSIAN, CHINESE])
def test_utf_16_and_32_are_seen_without_their_mark(story: str, encoding: str) -> None:
    whole = page(story, "utf-16")
    assert text(whole.encode(encoding), html=True).text == whole


@pytest.mark.parametrize(
    ("label", "encoding", "story"),
    [
        ("ISO-8859-1", "cp1252", ENGLISH),  # browsers: Latin-1 means Windows-1252
        ("us-ascii", "cp1252", ENGLISH),
        ("gb2312", "gb18030", "她说：「㐀镕龘」"),  # signs that GB 2312 has not
        ("shift_jis", "cp932", "①番目の灯"),  # Microsoft's own row
        ("x-sjis", "cp932", "灯台"),
        ("euc-kr", "cp949", "똠방각하"),
        ("windows-1257", "cp1257", "Žibintas vis dar degė"),
        ("iso-8859-2", "iso8859_2", POLISH.replace("„", "").replace("”", "")),
    ],
)
def test_labels_mean_what_browsers_take_them_for(
    label: str, encoding: str, story: str
) -> None:
    whole = page(story, label)
    read = text(whole.encode(encoding), html=True)
    assert (read.text, read.said) == (whole, ())


def test_an_xml_declaration_is_a_label() -> None:
    whole = f'<?xml version="1.0" encoding="windows-1251"?><p>{RUSSIAN[:9]}</p>'
    assert text(whole.encode("cp1251"), html=True).text == whole


def test_a_label_in_a_text_file_is_only_text() -> None:
    story = 'He wrote <meta charset="koi8-r"> on the wall. ' + ENGLISH
    assert text(story.encode("cp1252"), html=False).text == story


@pytest.mark.parametrize("label", ["utf-7", "zip", "idna", "rot13", "x" * 10_000, ""])
def test_a_label_that_no_browser_knows_says_nothing(label: str) -> None:
    whole = page(ENGLISH, label)
    assert text(whole.encode("cp1252"), html=True).text == whole


def test_old_windows_quotes_between_utf_8_are_read_and_cut_signs_counted() -> None:
    read = text(
        b"It\x92s a caf\xc3\xa9 \xe2\x80\x94 na\xc3\xafve \xe2\x99\xa5 \xe2\x99\xa5 \xe2\x99\xa5 no\xe2\x80 yes \xe2",
        html=False,
    )
    assert read.text == f"It’s a café — naïve ♥ ♥ ♥ no{UNREAD} yes {UNREAD}"
    assert read.replaced == 2
    assert read.said == ("2 characters could not be read and became “\ufffd”.",)


def test_halves_of_emoji_in_utf_8_are_put_together() -> None:
    assert text(b"ok \xed\xa0\xbd\xed\xb8\x80", html=False).text == "ok 😀"
    lone = text(b"ok \xed\xa0\xbd.", html=False)
    assert lone.text == f"ok {UNREAD}."


def test_one_bad_byte_does_not_change_the_guess_of_a_whole_story() -> None:
    for story, encoding in ((JAPANESE, "cp932"), (CHINESE, "gb18030")):
        whole = bytearray((f"{story}\n" * 40).encode(encoding))
        whole[2_500] = 0xFF
        read = text(bytes(whole), html=False)
        assert read.text.count(story) >= 38
        assert read.replaced <= 5


def test_signs_that_are_no_text_go_and_windows_quotes_come_back() -> None:
    read = text("a\0b \x93c\x94 d\x85\x0be\x01 \ufdd0\r\nf\rg".encode(), html=False)
    assert read.text == f"ab “c” d…\ne {UNREAD}\nf\ng"


def test_signs_that_were_garbled_before_are_named_and_left() -> None:
    read = text("It was hers â€™ not his".encode(), html=False)
    assert read.text == "It was hers â€™ not his"
    assert read.said == (
        "Some signs were garbled before it was saved (“â€™”); they came along as they "
        "are.",
    )


def test_a_sign_for_unreadable_that_stands_in_the_source_is_not_counted() -> None:
    read = text(f"so {UNREAD} was it".encode(), html=False)
    assert (read.text, read.replaced, read.said) == (f"so {UNREAD} was it", 0, ())


@given(st.binary(max_size=400), st.booleans())
@tries(200)
def test_any_bytes_are_some_text(data: bytes, html: bool) -> None:
    read = text(data, html=html)
    read.text.encode()
    assert "\0" not in read.text


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cc", "Cn"])))
@tries(100)
def test_utf_8_comes_back_as_it_was(story: str) -> None:
    assert text(story.encode(), html=False).text == story.removeprefix("\ufeff")


@pytest.mark.slow
@pytest.mark.parametrize(
    "piece",
    [
        *(b"\xe9", b"\0", b"\x93 \xc3\xa9 ", b"\xed\xa0\xbd", "“It” ".encode("cp1252")),
        *(b"<meta charset=", b"\x1b$B", b"\xc2\x93", b"\r", "灯".encode("cp932")),
    ],
)
def test_a_hundred_megabytes_take_seconds(piece: bytes) -> None:
    data = piece * (100 * 2**20 // len(piece))
    begun = time.process_time()
    text(data, html=True)
    assert time.process_time() - begun < 15

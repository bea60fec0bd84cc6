"""Languages are found by code, by AO3's name and by their English name."""

from __future__ import annotations

import pytest
from ficstead import languages
from hypothesis import given
from hypothesis import strategies as st


@pytest.mark.parametrize(
    ("value", "code", "name"),
    [
        ("en", "en", "English"),
        ("EN", "en", "English"),
        ("English", "en", "English"),
        ("en-GB", "en-GB", "English"),
        ("en_us", "en-US", "English"),
        ("pt-BR", "pt-BR", "Português brasileiro"),
        ("PT-br", "pt-BR", "Português brasileiro"),
        ("ptBR", "pt-BR", "Português brasileiro"),
        ("pt-AO", "pt-AO", "Português"),
        ("Português brasileiro", "pt-BR", "Português brasileiro"),
        ("Français", "fr", "Français"),
        ("francais", "fr", "Français"),
        ("French", "fr", "Français"),
        ("fr-CA", "fr-CA", "Français"),
        ("zh", "zh", "中文-普通话 國語"),
        ("zh-Hans", "zh-Hans", "中文-普通话 國語"),
        ("zh-hant-tw", "zh-Hant-TW", "中文-普通话 國語"),
        ("zh-TW", "zh-TW", "中文-普通话 國語"),
        ("中文-普通话 國語", "zh", "中文-普通话 國語"),
        ("Chinese", "zh", "中文-普通话 國語"),
        ("中文-广东话 粵語", "yue", "中文-广东话 粵語"),
        ("Русский", "ru", "Русский"),
        ("русский", "ru", "Русский"),
        ("Español", "es", "Español"),
        ("ESPANOL", "es", "Español"),
        ("es-419", "es-419", "Español"),
        ("Bahasa Indonesia", "id", "Bahasa Indonesia"),
        ("bahasa   indonesia ", "id", "Bahasa Indonesia"),
        ("日本語", "ja", "日本語"),
        ("한국어", "ko", "한국어"),
        ("Tagalog", "fil", "Filipino"),
        ("iw", "he", "עברית"),
        ("eng", "en", "English"),
        ("de-1996", "de-1996", "Deutsch"),
        ("Klingon", "tlh", "tlhIngan-Hol"),
        ("Azərbaycan dili", "az", "Azərbaycan dili | آذربایجان دیلی"),
        ("Mando'a", "x-mandoa", "Mando'a"),
        ("Lao", "lo", "ພາສາລາວ"),
    ],
)
def test_a_language_is_found_by_any_of_its_names(
    value: str, code: str, name: str
) -> None:
    found = languages.find(value)
    assert found is not None
    assert (found.code, found.name) == (code, name)


@pytest.mark.parametrize(
    ("value", "direction"),
    [
        *((code, "rtl") for code in ("ar", "he", "fa", "ur", "yi", "ps", "dv", "sd")),
        *((code, "rtl") for code in ("ug", "ckb", "syr", "ota")),
        *((code, "ltr") for code in ("en", "zh", "ja", "ru", "el", "hi", "ku", "az")),
        ("ar-EG", "rtl"),
        ("he-IL", "rtl"),
        ("العربية", "rtl"),
        ("Farsi", "rtl"),
        ("ku-Arab", "rtl"),
        ("az-Arab-IR", "rtl"),
        ("ar-Latn", "ltr"),
    ],
)
def test_the_direction_is_that_of_the_script(value: str, direction: str) -> None:
    found = languages.find(value)
    assert found is not None
    assert found.direction == direction


@pytest.mark.parametrize(
    "value", ["", "  ", "xx", "Englsh", "english-GB", "e", "en--GB", "Wu-CN", "-", "x"]
)
def test_what_is_no_language_is_not_found(value: str) -> None:
    assert languages.find(value) is None


def test_every_listed_name_and_code_finds_its_own_language() -> None:
    for name in languages.names():
        found = languages.find(name)
        assert found is not None
        assert name in (found.name, found.english)
        assert languages.find(found.code) == found
    assert len(languages.names()) > 200


def test_no_two_languages_share_a_code_or_a_name() -> None:
    keys: dict[str, str] = {}
    for code, name, english, *others in languages._TABLE:
        for key in {
            languages._fold(k)
            for k in (code, name, english, *others, *name.split(" | "))
        }:
            assert keys.setdefault(key, code) == code, key


@given(st.text(max_size=12))
def test_any_text_is_answered(value: str) -> None:
    found = languages.find(value)
    assert found is None or languages.find(found.code) is not None

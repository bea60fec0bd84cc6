"""Languages: their BCP 47 codes, the names AO3 lists them by, and their direction.

The names are AO3's where it has the language (kept in its database, so gathered from
what the site shows), else the language's name in itself. What AO3 treats as one
language is one name here: ``zh-Hans`` and ``zh-TW`` are both 中文-普通话 國語.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from functools import cache
from types import MappingProxyType
from typing import Final

from .model import Language

_CHINESE: Final = (
    *("Mandarin", "Mandarin Chinese", "Simplified Chinese", "Traditional Chinese"),
    *("中文", "汉语", "漢語", "普通话", "國語", "国语", "华语", "華語"),
    *("简体中文", "繁體中文"),
)

# Code, AO3's name (two scripts are parted by " | "), English name, and whatever else
# people call it: AO3's own short codes and retired ISO codes where they differ, other
# names. Sorted by code.
_TABLE: Final = (
    ("af", "Afrikaans", "Afrikaans", "afr"),
    ("ain", "Aynu itak | アイヌ イタㇰ", "Ainu"),
    ("am", "አማርኛ", "Amharic", "amh"),
    ("an", "Aragonés", "Aragonese", "arg"),
    ("ang", "Eald Englisċ", "Old English", "Anglo-Saxon"),
    ("ar", "العربية", "Arabic", "ara"),
    ("arc", "ܐܪܡܝܐ | ארמיא", "Aramaic"),
    ("as", "অসমীয়া", "Assamese", "asm"),
    ("ase", "American Sign Language", "American Sign Language", "ASL"),
    ("ast", "Asturianu", "Asturian"),
    ("az", "Azərbaycan dili | آذربایجان دیلی", "Azerbaijani", "azj", "aze"),
    ("ba", "Башҡорт теле", "Bashkir", "bak"),
    ("bar", "Boarisch", "Bavarian"),
    ("be", "Беларуская", "Belarusian", "bel", "Belarussian"),
    ("bg", "Български", "Bulgarian", "bul"),
    ("bn", "বাংলা", "Bengali", "ben", "Bangla"),
    ("bo", "བོད་སྐད་", "Tibetan", "bod"),
    ("br", "Brezhoneg", "Breton", "bre"),
    ("bs", "Bosanski", "Bosnian", "bos"),
    ("bua", "Буряад хэлэн", "Buryat"),
    ("ca", "Català", "Catalan", "cat"),
    ("ce", "Нохчийн мотт", "Chechen", "che"),
    ("ceb", "Cebuano", "Cebuano", "Binisaya"),
    ("chn", "Chinuk Wawa", "Chinook Jargon"),
    ("chr", "ᏣᎳᎩ ᎦᏬᏂᎯᏍᏗ", "Cherokee"),
    ("ckb", "کوردیی ناوەندی", "Central Kurdish", "Sorani"),
    ("cop", "ϯⲙⲉⲧⲣⲉⲙⲛ̀ⲭⲏⲙⲓ", "Coptic"),
    ("co", "Corsu", "Corsican", "cos"),
    ("cs", "Čeština", "Czech", "ces", "cze"),
    ("cu", "Словѣньскъ", "Church Slavonic", "chu", "Old Church Slavonic"),
    ("cy", "Cymraeg", "Welsh", "cym"),
    ("da", "Dansk", "Danish", "dan"),
    ("de", "Deutsch", "German", "deu", "ger"),
    ("dv", "ދިވެހި", "Dhivehi", "div", "Maldivian"),
    ("egy", "𓂋𓏺𓈖 𓆎𓅓𓏏𓊖", "Ancient Egyptian", "Egyptian"),
    ("el", "Ελληνικά", "Greek", "ell", "gre", "Modern Greek"),
    ("en", "English", "English", "eng"),
    ("eo", "Esperanto", "Esperanto", "epo"),
    ("es", "Español", "Spanish", "spa", "Castellano", "Castilian"),
    ("et", "Eesti keel", "Estonian", "est", "Eesti"),
    ("eu", "Euskara", "Basque", "eus"),
    ("fa", "فارسی", "Persian", "fas", "per", "Farsi"),
    ("fcs", "Langue des signes québécoise", "Quebec Sign Language", "LSQ"),
    ("fi", "Suomi", "Finnish", "fin"),
    ("fil", "Filipino", "Filipino", "tl", "tgl", "Tagalog"),
    ("fo", "Føroyskt", "Faroese", "fao"),
    ("fr", "Français", "French", "fra", "fre"),
    ("frr", "Friisk", "North Frisian"),
    ("fuc", "Pulaar", "Pulaar", "ff", "Fula"),
    ("fur", "Furlan", "Friulian"),
    ("fy", "Frysk", "Frisian", "fry", "West Frisian"),
    ("ga", "Gaeilge", "Irish", "gle", "Irish Gaelic"),
    ("gd", "Gàidhlig", "Scottish Gaelic", "gla", "Gaelic"),
    ("gem", "Sprēkō Þiudiskō", "Proto-Germanic"),
    ("gl", "Galego", "Galician", "glg"),
    ("got", "𐌲𐌿𐍄𐌹𐍃𐌺𐌰", "Gothic"),
    ("grc", "Ἑλληνικὴ γλῶττα", "Ancient Greek"),
    ("gu", "ગુજરાતી", "Gujarati", "guj"),
    ("gv", "Gaelg", "Manx", "glv"),
    ("gyn", "Creolese", "Guyanese Creole"),
    ("ha", "Hausa | هَرْشَن هَوْسَ", "Hausa", "hau"),
    ("hak", "中文-客家话", "Hakka", "Hakka Chinese", "客家话", "客家話"),
    ("haw", "ʻŌlelo Hawaiʻi", "Hawaiian", "Olelo Hawaii"),
    ("he", "עברית", "Hebrew", "iw", "heb"),
    ("hi", "हिन्दी", "Hindi", "hin"),
    ("hr", "Hrvatski", "Croatian", "hrv"),
    ("ht", "Kreyòl ayisyen", "Haitian Creole", "hat", "Haitian"),
    ("hu", "Magyar", "Hungarian", "hun"),
    ("hy", "Հայերեն", "Armenian", "hye"),
    ("ia", "Interlingua", "Interlingua", "ina"),
    ("id", "Bahasa Indonesia", "Indonesian", "in", "ind"),
    ("ig", "Igbo", "Igbo", "ibo"),
    ("is", "Íslenska", "Icelandic", "isl"),
    ("it", "Italiano", "Italian", "ita"),
    ("ja", "日本語", "Japanese", "jpn", "jp"),
    ("jbo", "Lojban", "Lojban"),
    ("jv", "Basa Jawa", "Javanese", "jav"),
    ("ka", "ქართული", "Georgian", "kat"),
    ("kk", "Qazaqşa | қазақша", "Kazakh", "kaz"),
    ("kl", "Kalaallisut", "Greenlandic", "kal"),
    ("km", "ភាសាខ្មែរ", "Khmer", "khm", "Cambodian"),
    ("kn", "ಕನ್ನಡ", "Kannada", "kan"),
    ("ko", "한국어", "Korean", "kor", "kr"),
    ("ku", "Kurdî | کوردی", "Kurdish", "kur", "kmr", "Kurmanji"),
    ("kw", "Kernewek", "Cornish", "cor"),
    ("ky", "Кыргызча", "Kyrgyz", "kir"),
    ("la", "Lingua latina", "Latin", "lat", "Latina"),
    ("lb", "Lëtzebuergesch", "Luxembourgish", "ltz"),
    ("lo", "ພາສາລາວ", "Lao"),
    ("lt", "Lietuvių kalba", "Lithuanian", "lit", "Lietuvių"),
    ("lv", "Latviešu valoda", "Latvian", "lav", "Latviešu"),
    ("mi", "Te reo Māori", "Māori", "mri"),
    ("mik", "Mikisúkî", "Mikasuki"),
    ("mk", "Македонски", "Macedonian", "mkd"),
    ("ml", "മലയാളം", "Malayalam", "mal"),
    ("mn", "ᠮᠣᠩᠭᠣᠯ ᠪᠢᠴᠢᠭ᠌ | Монгол Кирилл үсэг", "Mongolian", "mon", "Монгол"),
    ("mnc", "ᠮᠠᠨᠵᡠ ᡤᡳᠰᡠᠨ", "Manchu"),
    ("mr", "मराठी", "Marathi", "mar"),
    ("ms", "Bahasa Malaysia", "Malay", "msa", "Bahasa Melayu"),
    ("mt", "Malti", "Maltese", "mlt"),
    ("my", "မြန်မာဘာသာ", "Burmese", "mya"),
    ("myv", "Эрзянь кель", "Erzya"),
    ("nah", "Nāhuatl", "Nahuatl"),
    ("nan", "中文-闽南话 臺語", "Min Nan", "Taiwanese", "Hokkien", "闽南话", "臺語"),
    ("nb", "Norsk bokmål", "Norwegian Bokmål", "nob", "Bokmål"),
    ("nds", "Plattdüütsch", "Low German"),
    ("ne", "नेपाली", "Nepali", "nep"),
    ("nl", "Nederlands", "Dutch", "nld", "Flemish"),
    ("nn", "Norsk nynorsk", "Norwegian Nynorsk", "nno", "Nynorsk"),
    ("no", "Norsk", "Norwegian", "nor"),
    ("nv", "Diné bizaad", "Navajo", "nav"),
    ("oc", "Occitan", "Occitan", "oci"),
    ("oj", "Anishinaabemowin", "Ojibwe", "oji"),
    ("ood", "O'odham Ñiok", "O'odham"),
    ("or", "ଓଡ଼ିଆ", "Odia", "ori", "Oriya"),
    ("ota", "لسان عثمانى", "Ottoman Turkish"),
    ("pa", "ਪੰਜਾਬੀ", "Punjabi", "pan"),
    ("pl", "Polski", "Polish", "pol"),
    ("pnb", "پنجابی", "Western Punjabi"),
    ("ppl", "Nawat", "Pipil"),
    ("ps", "پښتو", "Pashto", "pus"),
    ("pt", "Português", "Portuguese", "por"),
    ("pt-BR", "Português brasileiro", "Brazilian Portuguese", "ptBR"),
    ("pt-PT", "Português europeu", "European Portuguese", "ptPT"),
    ("qu", "Runa simi", "Quechua", "que"),
    ("qya", "Quenya", "Quenya"),
    ("rm", "Rumantsch", "Romansh", "roh"),
    ("ro", "Română", "Romanian", "ron"),
    ("ru", "Русский", "Russian", "rus"),
    ("sa", "संस्कृतम्", "Sanskrit", "san"),
    ("sah", "Саха тыла", "Yakut"),
    ("sco", "Scots", "Scots"),
    ("sd", "سنڌي", "Sindhi", "snd"),
    ("se", "Sámi", "Sami", "smi", "sme"),
    ("si", "සිංහල", "Sinhala", "sin", "Sinhalese"),
    ("sjn", "Sindarin", "Sindarin"),
    ("sk", "Slovenčina", "Slovak", "slk"),
    ("sl", "Slovenščina", "Slovenian", "slv", "Slovene"),
    ("so", "Af Soomaali", "Somali", "som"),
    ("sq", "Shqip", "Albanian", "sqi"),
    ("sr", "Српски", "Serbian", "srp", "Srpski"),
    ("su", "Basa Sunda", "Sundanese", "sun"),
    ("sux", "𒅴𒂠", "Sumerian"),
    ("sv", "Svenska", "Swedish", "swe"),
    ("sw", "Kiswahili", "Swahili", "swa"),
    ("syr", "ܣܘܪܝܝܐ", "Syriac"),
    ("ta", "தமிழ்", "Tamil", "tam"),
    ("te", "తెలుగు", "Telugu", "tel"),
    ("tg", "Тоҷикӣ", "Tajik", "tgk"),
    ("th", "ไทย", "Thai", "tha"),
    ("ti", "ትግርኛ", "Tigrinya", "tir"),
    ("tk", "Türkmençe", "Turkmen", "tuk"),
    ("tlh", "tlhIngan-Hol", "Klingon", "tlhIngan Hol"),
    ("tok", "toki pona", "Toki Pona"),
    ("tr", "Türkçe", "Turkish", "tur"),
    ("trf", "Trinidadian Creole", "Trinidadian Creole"),
    ("tsd", "Τσακώνικα", "Tsakonian"),
    ("tt", "Татар теле", "Tatar", "tat"),
    ("ug", "ئۇيغۇر تىلى", "Uyghur", "uig"),
    ("uk", "Українська", "Ukrainian", "ukr"),
    ("ur", "اُردُو", "Urdu", "urd", "اردو"),
    ("uz", "Oʻzbekcha", "Uzbek", "uzb"),
    ("vi", "Tiếng Việt", "Vietnamese", "vie"),
    ("vo", "Volapük", "Volapük", "vol"),
    ("wuu", "中文-吴语", "Wu Chinese", "Shanghainese", "吴语", "吳語"),
    ("xh", "isiXhosa", "Xhosa", "xho"),
    ("yi", "יידיש", "Yiddish", "ji", "yid"),
    ("yo", "Yorùbá", "Yoruba", "yor"),
    ("yua", "Maayaʼ tʼàan", "Yucatec Maya"),
    ("yue", "中文-广东话 粵語", "Cantonese", "广东话", "粵語", "粤语"),
    # AO3's codes for these are private; BCP 47 has room for them after "x".
    ("x-khuzdul", "Khuzdul", "Khuzdul", "qkz"),
    ("x-mandoa", "Mando'a", "Mando'a", "qmd", "Mandoa"),
    ("x-thermian", "Thermian", "Thermian", "tqx"),
    ("art", "Uncategorized Constructed Languages", "Constructed language", "qlq"),
    ("zh", "中文-普通话 國語", "Chinese", "zho", "cmn", *_CHINESE),
    ("zu", "isiZulu", "Zulu", "zul"),
)

# Right to left where no script is named: Sorani and Pashto, but not Kurmanji.
_RTL_LANGUAGES: Final = frozenset(
    (
        "ar",
        "arc",
        "ckb",
        "dv",
        "fa",
        "he",
        "ota",
        "pnb",
        "ps",
        "sd",
        "syr",
        "ug",
        "ur",
        "yi",
    )
)
_RTL_SCRIPTS: Final = frozenset(
    (
        "Adlm",
        "Arab",
        "Aran",
        "Hebr",
        "Mand",
        "Mend",
        "Nkoo",
        "Rohg",
        "Samr",
        "Syrc",
        "Thaa",
    )
)

_CODE: Final = re.compile(
    r"(?P<language>[a-z]{2,3})(?:-(?P<script>[a-z]{4}))?"
    r"(?:-(?P<region>[a-z]{2}|[0-9]{3}))?(?P<rest>(?:-[a-z0-9]{1,8})*)",
    re.IGNORECASE,
)


def find(value: str) -> Language | None:
    """Return the language of a BCP 47 code, an AO3 name or an English name.

    A code that says more than the table keeps what it says: ``en-GB`` is English with
    the code ``en-GB``, ``ku-Arab`` is Kurdish from right to left.
    """
    known = _known().get(_fold(value))
    return known or _from_code(value.strip().replace("_", "-"))


def names() -> tuple[str, ...]:
    """Return every name a language is listed by: AO3's first, then the English."""
    rows = [row[:3] for row in _TABLE]
    return tuple(dict.fromkeys([row[1] for row in rows] + [row[2] for row in rows]))


def _from_code(value: str) -> Language | None:
    match = _CODE.fullmatch(value)
    if match is None:
        return None
    language, script, region, rest = match.groups(default="")
    script, region = script.title(), region.upper()
    base = _known().get(f"{language}-{region}".lower()) or _known().get(
        language.lower()
    )
    # A name of three letters would be taken for a code here: "Wu-CN" has no base.
    if base is None or language.lower() not in _codes():
        return None
    stem = base.code.partition("-")[0]
    code = "-".join(part for part in (stem, script, region) if part) + rest.lower()
    direction = base.direction
    if script:
        direction = "rtl" if script in _RTL_SCRIPTS else "ltr"
    return replace(base, code=code, direction=direction)


@cache
def _codes() -> frozenset[str]:
    """Return every two- or three-letter code of the table, retired ones included."""
    cells = (cell for row in _TABLE for cell in (row[0], *row[3:]))
    return frozenset(cell for cell in cells if re.fullmatch("[a-z]{2,3}", cell))


@cache
def _known() -> MappingProxyType[str, Language]:
    """Return all languages by everything they are called, folded."""
    table: dict[str, Language] = {}
    for code, name, english, *others in _TABLE:
        direction = "rtl" if code in _RTL_LANGUAGES else "ltr"
        language = Language(code, name, english, direction)
        for key in (code, name, english, *name.split(" | "), *others):
            table.setdefault(_fold(key), language)
    return MappingProxyType(table)


def _fold(value: str) -> str:
    """Fold case, accents and spacing, so that ``espanol`` finds Español."""
    letters = unicodedata.normalize("NFKD", " ".join(value.split()))
    return "".join(c for c in letters if not unicodedata.combining(c)).casefold()

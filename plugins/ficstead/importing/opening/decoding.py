"""Bytes as text, whatever their encoding, and what of them could not be read.

What is valid UTF-8 is UTF-8, whatever a file says of itself; then counts what it says,
by the labels of browsers (https://encoding.spec.whatwg.org), where its bytes bear it
out; then a guess. Time is linear: only a sample is guessed at.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from typing import Final

from charset_normalizer import from_bytes

from . import tongues

UNREAD: Final = "\ufffd"

_BOMS: Final = (
    (codecs.BOM_UTF8, "utf_8"),
    (codecs.BOM_UTF32_LE, "utf_32_le"),  # before the shorter one that it begins with
    (codecs.BOM_UTF32_BE, "utf_32_be"),
    (codecs.BOM_UTF16_LE, "utf_16_le"),
    (codecs.BOM_UTF16_BE, "utf_16_be"),
)
_WEB: Final = {
    "cp1252": "ascii us-ascii iso-8859-1 iso8859-1 iso_8859-1 latin1 l1 cp1252 x-cp1252"
    " windows-1252 ansi_x3.4-1968 cp819 ibm819 x-user-defined",
    "cp932": "shift_jis shift-jis sjis x-sjis ms_kanji ms932 windows-31j cp932",
    "gb18030": "gb2312 gb_2312 gb_2312-80 gbk x-gbk gb18030 chinese cp936 iso-ir-58",
    "big5hkscs": "big5 big5-hkscs cn-big5 x-x-big5 big-5 cp950",
    "cp949": "euc-kr ks_c_5601-1987 ksc5601 ksc_5601 korean windows-949 cp949",
    "euc_jp": "euc-jp x-euc-jp",
    "iso2022_jp": "iso-2022-jp csiso2022jp",
    "koi8_r": "koi8-r koi8 koi koi8_r",
    "koi8_u": "koi8-u koi8-ru",
    "cp866": "cp866 ibm866 866",
    "mac_roman": "macintosh mac x-mac-roman",
    "mac_cyrillic": "x-mac-cyrillic x-mac-ukrainian",
    "cp874": "tis-620 windows-874 iso-8859-11 dos-874",
    "cp1254": "iso-8859-9 iso8859-9 latin5 l5 windows-1254 cp1254",
    "iso8859_2": "iso-8859-2 iso8859-2 iso_8859-2 latin2 l2",
    "iso8859_5": "iso-8859-5 iso8859-5 iso_8859-5 cyrillic",
    "iso8859_7": "iso-8859-7 iso8859-7 iso_8859-7 greek greek8",
    "iso8859_8": "iso-8859-8 iso-8859-8-i iso8859-8 hebrew logical visual",
    "iso8859_15": "iso-8859-15 iso8859-15 latin9 l9",
    **{
        f"cp125{n}": f"windows-125{n} cp125{n} x-cp125{n}"
        for n in (0, 1, 3, 5, 6, 7, 8)
    },
    **{f"iso8859_{n}": f"iso-8859-{n} iso8859-{n}" for n in (3, 4, 6, 10, 13, 14, 16)},
}
_LABELS: Final = {
    label: codec for codec, labels in _WEB.items() for label in labels.split()
}
# What people wrote stories in before UTF-8; a longer list only makes worse guesses.
_LIKELY: Final = (
    *("cp1252", "cp1251", "koi8_r", "koi8_u", "cp866", "cp1250", "iso8859_2"),
    *("cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "iso8859_5", "iso8859_7"),
    *("mac_roman", "mac_cyrillic", "cp932", "euc_jp", "gb18030", "big5", "cp949"),
)
_LATIN: Final = frozenset(
    {"cp1250", "cp1252", "cp1254", "cp1257", "iso8859_2", "iso8859_15", "mac_roman"}
)
_SAID: Final = re.compile(
    rb"<meta\b[^>]{0,300}?\bcharset\s{0,9}=\s{0,9}[\"']?\s{0,9}([\w:.-]{1,40})"
    rb"|<\?xml\b[^>]{0,200}?\bencoding\s{0,9}=\s{0,9}[\"']\s{0,9}([\w:.-]{1,40})",
    re.IGNORECASE,
)
_HEAD: Final = 16_384  # bytes; a browser looks at 1,024, but saved pages grow heads
_SAMPLE: Final = 200_000
_GUESSED: Final = 16_000

_PATCHES: Final = 100_000

_STRAY: Final = re.compile("[\udc80-\udcff]+")
_CONTROLS: Final = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ud800-\uffff]")
_C0: Final = "".join(map(chr, (*range(9), *range(0x0E, 0x20), 0x7F)))
_NO_TEXT: Final = re.compile("[\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
# UTF-8 that was once taken for Windows-1252 and saved so: ’ “ ” — … é and their like.
_TWICE: Final = re.compile("â€[™œ˜“”¦\x9d]|Ã[©¨±¼¶¤¡³º]|Â[«» ]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, the encoding it was in, and how many characters could not be read.

    `said` are sentences for the author's report.
    """

    text: str
    encoding: str
    replaced: int = 0
    said: tuple[str, ...] = ()


def text(data: bytes, *, html: bool) -> Decoded:
    """Return what the bytes say, with single line feeds; `html` may name itself."""
    label = _label(data) if html else ""
    encoding, raw = _read(data, label)
    replaced = raw.count(UNREAD)
    if encoding == "utf_8":
        # A sign that says "unreadable" already was the source's own.
        replaced -= data.count(UNREAD.encode())
    clean = _mended(raw)
    said = tuple(_remarks(label, encoding, replaced, clean))
    return Decoded(clean, encoding, replaced, said)


def wide(data: bytes) -> str:
    """Name the UTF-16 or UTF-32 that has no mark: zeros in every second byte, or so."""
    sample = data[: min(len(data), _SAMPLE) // 4 * 4]
    first, second, third, fourth = (sample[n::4].count(0) for n in range(4))
    most = 0.9 * len(sample) / 4
    if not max(first, second, third, fourth):
        return ""
    if min(third, fourth) > most and first < most / 2:
        return "utf_32_le"
    if min(first, second) > most and fourth < most / 2:
        return "utf_32_be"
    even, odd = first + third, second + fourth
    # Fewer are dirt in some other encoding: zeros sprinkled in, a broken disk.
    if max(even, odd) < max(10 * min(even, odd), 0.12 * len(sample) / 2):
        return ""
    encoding = "utf_16_le" if odd > even else "utf_16_be"
    read = sample.decode(encoding, "replace")
    return encoding if read.count(UNREAD) <= len(read) // 100 else ""


def _read(data: bytes, label: str) -> tuple[str, str]:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return encoding, data[len(bom) :].decode(encoding, "replace")
    unmarked = wide(data)
    if unmarked:
        return unmarked, data.decode(unmarked, "replace")
    if b"\x1b$" in data[:_SAMPLE] and data.isascii():
        return "iso2022_jp", data.decode("iso2022_jp", "replace")
    nearly = _utf_8(data)
    if nearly is not None:
        return "utf_8", nearly
    encoding = _borne_out(data, label) or _guess(data)
    return encoding, data.decode(encoding, "replace")


def _label(data: bytes) -> str:
    found = _SAID.search(data[:_HEAD])
    if not found:
        return ""
    return (found[1] or found[2]).decode("ascii", "replace").lower()


def _utf_8(data: bytes) -> str | None:
    """Read bytes that are UTF-8, or would be but for a few from elsewhere."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    halved = _halved(data)
    if halved is not None:
        return halved
    read = data.decode("utf-8", "replace")
    bad = read.count(UNREAD) - data.count(UNREAD.encode())
    good = len(read) - len(read.encode("ascii", "ignore")) - bad
    # Shift_JIS hits on valid UTF-8 by chance, but more often it misses.
    if good < 2 * bad:
        return None
    if bad > _PATCHES:
        return read
    return _STRAY.sub(_patched, data.decode("utf-8", "surrogateescape"))


def _halved(data: bytes) -> str | None:
    """Read emoji as two halves of UTF-16, each in UTF-8, as Java and MySQL wrote."""
    if data.count(b"\xed") > _PATCHES:
        return None
    try:
        halves = data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return None
    whole = halves.encode("utf-16", "surrogatepass")
    return _NO_TEXT.sub(UNREAD, whole.decode("utf-16", "surrogatepass"))


def _patched(found: re.Match[str]) -> str:
    """Read bytes that are not UTF-8 in a text that otherwise is."""
    raw = found[0].encode("utf-8", "surrogateescape")
    # A sign cut in the middle: at the end of a download, at the edge of a field.
    partial = 0xC2 <= raw[0] <= 0xF4 and all(0x80 <= byte < 0xC0 for byte in raw[1:])
    if partial and (len(raw) > 1 or found.end() == len(found.string)):
        return UNREAD
    return raw.decode("cp1252", "replace")  # “It’s”, pasted in from old Windows


def _borne_out(data: bytes, label: str) -> str:
    """Return the codec that the file names for itself, if its bytes can be that."""
    codec = _LABELS.get(label, "")
    if not codec:
        return ""
    sample = _sample(data)
    read = sample.decode(codec, "replace")
    if read.count(UNREAD) > 1 + sum(byte > 0x7F for byte in sample) // 50:
        return ""
    return "" if codec in _LATIN and _crowded(read) else codec


def _guess(data: bytes) -> str:
    sample = _sample(data)
    best = _best(sample[:_GUESSED])
    if best in _LATIN and _crowded(sample.decode(best, "replace")):
        # One bad byte rules an encoding out for a whole text, but not for each part.
        size = max(len(sample[:_GUESSED]) // 8, 200)
        parts = [sample[at : at + size] for at in range(0, _GUESSED, size)]
        votes = [_best(part) for part in parts if part and not part.isascii()]
        others = [vote for vote in votes if vote not in _LATIN]
        if len(others) > len(votes) // 3:
            return max(set(others), key=others.count)
    return best


def _best(sample: bytes) -> str:
    if sum(byte > 0x7F for byte in sample) < 4:
        return "cp1252"
    if found := tongues.eastern(sample):
        return found
    guess = from_bytes(
        sample, cp_isolation=list(_LIKELY), preemptive_behaviour=False
    ).best()
    # Western text reads the same in several; Windows' own is the likeliest.
    if guess is None or str(guess) == sample.decode("cp1252", "replace"):
        return "cp1252"
    return tongues.latin(sample) if guess.encoding in _LATIN else guess.encoding


def _crowded(text: str) -> bool:
    """Tell whether Latin letters bear more accents than any language's do."""
    accented = sum("\x80" <= c != UNREAD for c in text)
    plain = sum(c.isascii() and c.isalpha() for c in text)
    return accented > 0.6 * (plain + 1)


def _sample(data: bytes) -> bytes:
    """Return text with its first foreign letters, without tags."""
    first = re.search(rb"[\x80-\xff]", data)
    start = max(first.start() - 2_000, 0) if first else 0
    bare = re.sub(rb"<[^<>]{0,400}>", b" ", data[start : start + _SAMPLE])
    # Spaces and ASCII words tell nothing; what is near a foreign letter does.
    first = re.search(rb"[\x80-\xff]", bare)
    start = max(first.start() - 200, 0) if first else 0
    return bare[start : start + 4 * _GUESSED]


def _mended(raw: str) -> str:
    """Return a text with plain line ends and without signs that are no text."""
    text = raw.replace("\r\n", "\n").replace("\r", "\n")
    if not _CONTROLS.search(text):
        return text
    for sign in _C0:
        text = text.replace(sign, "")
    text = text.replace("\x0b", "\n")  # Word's line break inside a paragraph
    # “It’s” of Windows, taken for Latin-1 on the way: browsers read it so, too.
    for sign in map(chr, range(0x80, 0xA0)):
        text = text.replace(sign, sign.encode("latin-1").decode("cp1252", "ignore"))
    return _NO_TEXT.sub(UNREAD, text)


def _remarks(label: str, encoding: str, replaced: int, clean: str) -> list[str]:
    said = []
    named = _LABELS.get(label, "utf_8" if label in {"utf-8", "utf8"} else "")
    if named and encoding not in {named, "utf_8"}:
        said.append(
            f"It says that it is {label}, but it was read as {_known(encoding)}."
        )
    elif not named and encoding not in {"utf_8", "cp1252", "utf_16_le", "utf_16_be"}:
        said.append(
            f"It does not name its encoding; it was read as {_known(encoding)}."
        )
    if replaced:
        signs = "1 character" if replaced == 1 else f"{replaced:,} characters"
        said.append(f"{signs} could not be read and became “{UNREAD}”.")
    twice = _TWICE.search(clean)
    if twice:
        said.append(
            f"Some signs were garbled before it was saved (“{twice[0]}”); "
            "they came along as they are."
        )
    return said


def _known(encoding: str) -> str:
    """Return the name by which editors know an encoding: windows-1251, koi8-r."""
    return re.sub(r"\Acp(?=125)", "windows-", encoding).replace("_", "-")

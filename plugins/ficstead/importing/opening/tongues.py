"""Which encoding bytes are in, by the letters that languages are written with.

Guessers go by how often bytes come; a story of a few pages in French or Japanese is
too little for that (it was taken for Latvian, for Korean). But who writes ``déjà``
writes no ``ł``: the encoding is likely in which all letters are of one language.
"""

from __future__ import annotations

from typing import Final

_WESTERN: Final = (
    *("àâæçèéêëîïôùûüÿœ", "äöüßé", "áéíóúñüàçèïòªº", "áâãàçéêíóôõúü", "åäöæøéüà"),
    *("àèéìòóùî", "áðéíóúýþæö", "éëïöüèáóà", "áéíóúẃâêîôûŵŷ"),
)
# What each encoding is for, the likeliest first.
_LATIN: Final = (
    ("cp1252", _WESTERN),
    ("mac_roman", _WESTERN),
    (
        "cp1250",
        (
            *("ąćęłńóśźż", "áčďéěíňóřšťúůýž", "áäčďéíĺľňóôŕšťúýž", "áéíóöőúüű"),
            *("čćđšž", "ăâîşţ"),
        ),
    ),
    ("iso8859_2", ("ąćęłńóśźż", "áčďéěíňóřšťúůýž", "áéíóöőúüű", "čćđšž")),
    ("cp1254", ("çğıöşüâîû",)),
    ("cp1257", ("āčēģīķļņšūž", "ąčęėįšųūž", "äõöüšž")),
)
_MARKS: Final = frozenset("“”‘’„‚…–—«»‹›¿¡·•§©®™°´`\u00a0\u00ad")
_CHINESE: Final = (
    ("gb18030", frozenset("的了是我不在一他有这她你人来上大们到说就着出也里那个得自")),
    ("big5", frozenset("的了是我不在一他有這她你人來上大們到說就著出也裡那個得自")),
)
_ODD: Final = 0.02  # of the signs may be damage


def eastern(data: bytes) -> str:
    """Name the encoding of Japanese, Korean or Chinese; empty if it is none of them."""
    for codec in ("cp932", "euc_jp"):
        text = _foreign(data, codec)
        if sum("\u3041" <= c <= "\u30fe" for c in text) > 0.3 * len(text) > 0:
            return codec
    text = _foreign(data, "euc_kr", errors=0.2)  # the rest is rare, and in cp949 only
    if sum("\uac00" <= c <= "\ud7a3" for c in text) > 0.7 * len(text) > 0:
        return "cp949"
    shares = {codec: _share(_foreign(data, codec), often) for codec, often in _CHINESE}
    best = max(shares, key=lambda codec: shares[codec])
    return best if shares[best] > 0.06 else ""


def latin(data: bytes) -> str:
    """Name the encoding in which most of the letters are of one language."""
    best, most = "cp1252", -1.0
    for codec, alphabets in _LATIN:
        text = data.decode(codec, "replace")
        signs = [
            # “nÉ”: a capital inside a word is none.
            c.lower() if not (c.isupper() and before.islower()) else "\ufffd"
            for before, c in zip(" " + text, text, strict=False)
            if c > "\x7f" and c not in _MARKS
        ]
        for alphabet in alphabets:
            share = _share(signs, frozenset(alphabet))
            if share > most + 0.01:
                best, most = codec, share
    return best


def _foreign(data: bytes, codec: str, errors: float = _ODD) -> list[str]:
    """Return the signs beyond ASCII, none where too many bytes make no sense."""
    text = [c for c in data.decode(codec, "replace") if c > "\x7f"]
    return text if text.count("\ufffd") <= errors * len(text) else []


def _share(signs: list[str], often: frozenset[str]) -> float:
    return sum(c in often for c in signs) / len(signs) if signs else 0.0

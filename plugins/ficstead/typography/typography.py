"""Typography for English fiction: curly quotes, apostrophes, dashes, ellipses.

Smartypants (typogrify's typesetter) sets what it gets right: the apostrophe inside a
word, the quote between a space and a word, the double hyphen, three points. Before
it, a pass of ours sets what it gets wrong, seeing the text as a reader does: a
paragraph at a time, through emphasis and links. Other languages than English keep
the marks their authors typed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from smartypants import Attr, smartypants

from . import obvious, quotes, readings

_PARAGRAPH: Final = "\x1e"

# Each alternative begins with a character of its own: the search jumps from one such
# character to the next.
_BLOCKS: Final = (
    "address|article|aside|blockquote|caption|center|col|colgroup|dd|details|dialog|"
    "div|dl|dt|figcaption|figure|footer|h[1-6]|header|hr|li|main|nav|ol|p|section|"
    "summary|table|tbody|td|tfoot|th|thead|tr|ul"
)
_REST: Final = r"""(?:[^>"']++|"[^"]*+"|'[^']*+')*+>"""
_TAGS: Final = rf"""
    <(?: (?P<skipped>pre|code|kbd|samp|tt|script|style|math)\b{_REST}
           .*?</(?P=skipped)\s*>
       | (?P<break>br\b[^>]*+>(?!\s*<br\b))
       | (?P<paragraph>/p>\n<p>|/?(?:{_BLOCKS}|br)\b{_REST})
       | img\b{_REST}
       | (?P<tag>!--.*?-->|[a-zA-Z/!?]{_REST})
       | )
  | """
# A rule of hyphens is no dash.
_OTHER: Final = r"-----+|>|\\|&\#|\x19|\x1a|\x1b|\x1c|\x1d|\x1e|\x1f"
_ADDRESS: Final = r"""
  | (?:https?://|www\.)[^\s<>"“”‘’]*[^\s<>"“”‘’'.,;:!?)\]…]
  | (?<![\w.+'-])\w[\w.+'-]*@[\w-]+(?:\.[\w-]+)+
"""


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.VERBOSE | re.DOTALL)


_KEPT_HTML: Final = _compiled(_TAGS + _OTHER)
_KEPT_HTML_AND_ADDRESSES: Final = _compiled(_TAGS + _OTHER + _ADDRESS)
_KEPT_PLAIN: Final = _compiled("<|" + _OTHER)
_KEPT_PLAIN_AND_ADDRESSES: Final = _compiled("<|" + _OTHER + _ADDRESS)
_KEPT: Final = re.compile("[\x19\x1c\x1e\x1f]")
_STAND_INS: Final = {
    "break": readings.BREAK,
    "paragraph": _PARAGRAPH,
    "tag": readings.TAG,
}

# A mark that smartypants may be left alone with is inside a word (don't, 1990's), or
# between a space and a letter, or between a letter or point and a space. A paragraph
# that has any other is set by us, whole.
_HARD: Final = re.compile(
    r"""'(?!(?<=[^\W_]')[^\W\d_])
      | "(?!(?<=[ \n\x1e]")\w|(?<=[^\W\d_]")[ \n\x1e]|(?<=[,!?]")[ \n\x1e]
          |(?<=[^\W_]\.")[ \n\x1e])""",
    re.VERBOSE,
)
_LEFT: Final = re.compile(r"""['"]|--|\.\.\.""")
# What only a single quotation mark does: to close after a point, to begin a paragraph.
_SPEECH_ENDS: Final = re.compile(r"['’](?<=[.,!?…—-].)(?![\w\"”])")
_SPEECH_BEGINS: Final = re.compile(r"\x1e[\s\x1f]*['‘’](?=[^\W\d_a-z])")
_HYPHENS: Final = re.compile(r"--(?:--?|(?<=\d--)(?=\d))")
# Four points are a sentence's own and an ellipsis. Points with spaces would break over
# lines and be read out one by one; the ellipsis is one character.
_POINTS: Final = re.compile(
    r"\.(?<![.…]\.)(?: \. \.( \.)?|\.\.(\.)|\.\.)(?! ?[.…])", re.DOTALL
)


def typeset(html: str, language: str) -> str:
    """Return sanitised HTML with its English text typeset and all else as it was."""
    if not _is_english(language):
        return html
    return _set(html, _KEPT_HTML_AND_ADDRESSES if _has_address(html) else _KEPT_HTML)


def typeset_plain(text: str, language: str) -> str:
    """Return plain text (a title) typeset, if it is English."""
    if not _is_english(language):
        return text
    return _set(text, _KEPT_PLAIN_AND_ADDRESSES if _has_address(text) else _KEPT_PLAIN)


def _is_english(language: str) -> bool:
    return language.lower().replace("_", "-").split("-")[0] == "en"


def _has_address(text: str) -> bool:
    return "://" in text or "www." in text or "@" in text


def _set(text: str, kept_pattern: re.Pattern[str]) -> str:
    kept: list[str] = []

    def keep(match: re.Match[str]) -> str:
        kept.append(match[0])
        return _STAND_INS.get(match.lastgroup or "", readings.THING)

    running = kept_pattern.sub(keep, text)
    running = _set_running(running)
    back: Iterator[str] = iter(kept)
    return _KEPT.sub(lambda _: next(back), running)


def _set_running(text: str) -> str:
    """Return running text set: the obvious at once, then a paragraph at a time."""
    text = _HYPHENS.sub(_dash, text)
    text = _POINTS.sub(lambda match: ".…" if match.lastindex else "…", text)
    easy = obvious.set_obvious(text)
    if obvious.is_set(easy):
        return easy
    text = _PARAGRAPH.join(_read_through(text, easy.split(_PARAGRAPH)))
    return text.replace(readings.FEET, "'").replace(readings.INCHES, '"')


def _read_through(text: str, parts: list[str]) -> list[str]:
    """Return the paragraphs of a text; `parts` are they, where the obvious was all.

    What smartypants would get wrong is set first, the rest by it.
    """
    british = _is_british(text)
    left = []
    for number, part in enumerate(text.split(_PARAGRAPH)):
        if obvious.is_set(parts[number]):
            continue
        turned = (
            quotes.set_quotes(part, british=british) if _HARD.search(part) else part
        )
        parts[number] = obvious.set_in_words(turned)
        if not obvious.is_set(parts[number]):
            parts[number] = turned
            left += [number] if _LEFT.search(turned) else []
    if left:
        done = _smart(_PARAGRAPH.join(parts[number] for number in left))
        for number, part in zip(left, done.split(_PARAGRAPH), strict=True):
            parts[number] = part
    return parts


def _smart(text: str) -> str:
    # The space on both sides is a paragraph's: smartypants asks what is beside a mark.
    attributes = Attr.q | Attr.d | Attr.e | Attr.u
    return str(smartypants(f" {text} ", attributes))[1:-1]


def _dash(match: re.Match[str]) -> str:
    """Return an en dash in 1914--18, an em dash elsewhere, two for Mr. B----."""
    return ("–", "—", "——")[len(match[0]) - 2]


def _is_british(text: str) -> bool:
    """Return whether speech stands in single quotes in the first place."""
    doubles = text.count('"') + text.count("“") + text.count("”")
    singles = len(_SPEECH_ENDS.findall(text)) + len(_SPEECH_BEGINS.findall(text))
    return singles > 1 and doubles < 2 * singles

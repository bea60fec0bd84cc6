r"""Words as Markdown writes them: what it would take for markup, made words again.

`lightly` sets a backslash only where these words need one, because ``\*`` on every
line is nobody's manuscript; `wholly` sets one before every sign that can mean anything;
`as_entities` needs no rule of Markdown at all. Which one stands is decided by what
comes out of it (`markdown`).
"""

from __future__ import annotations

import re
import string
from collections.abc import Callable
from typing import Final

Escape = Callable[[str], str]

_PUNCTUATION: Final = frozenset(string.punctuation)
_ENTITY: Final = re.compile(r"&(?=[a-zA-Z0-9]+;|#[0-9]+;|#x[0-9a-fA-F]+;)")
_TAG: Final = re.compile(r"<(?=[A-Za-z/!?])")
_BACKSLASH: Final = re.compile(rf"\\(?=[{re.escape(string.punctuation)}]|\Z|\n)")
_STAR: Final = re.compile(r"\*")
_LONE_STAR: Final = re.compile(r"(?<!\S)\*(?!\S)")
_LOW_LINE: Final = re.compile(r"(?<![^\W_])_|_(?![^\W_])")
_FORMAL: Final = re.compile(r"[\\`*_\[\]<>&~|!:#^]")
_WHOLLY: Final = re.compile(r"[\\`*_\[\]<>&~|#]|!(?=\[)|(?<=:):|:(?=:)")

# What begins a block when it begins a line: an item, a quotation, a heading, a code
# fence, a definition, a footnote. "#hashtag" begins none and is warned of.
_NUMBERED: Final = re.compile(r"(\d{1,9})\.(?=\s|\Z)")
_BEGINS: Final = re.compile(
    r"[-+*](?=\s|\Z)|>|#|:(?=[ \t])|:{3}|`{3}|~{3}|\||[-=*_~+]{3,}\s*\Z"
    r"|(?:[-*_][ \t]*){3,}\Z|\[[^\]]*\]:|\*\[[^\]]*\]:"
)


def lightly(paragraph: str, *, marked: bool) -> Escape:
    """Return how to escape the words of a paragraph; `marked` if it has emphasis."""
    if not _FORMAL.search(paragraph):
        return lambda text: text
    rules: list[tuple[re.Pattern[str], str]] = [(_BACKSLASH, r"\\\\")]
    if marked or paragraph.count("*") > 1:
        rules.append((re.compile(r"(?<!\S)\*(?=\S)|(?<=\S)\*"), r"\\*"))
        if len(_LONE_STAR.findall(paragraph)) < paragraph.count("*"):
            rules[-1] = (_STAR, r"\\*")
    if len(_LOW_LINE.findall(paragraph)) > 1:
        rules.append((_LOW_LINE, r"\\_"))
    if paragraph.count("`") > 1:
        rules.append((re.compile("`"), r"\\`"))
    if paragraph.count("~~") > 1:
        rules.append((re.compile("~~"), r"\\~~"))
    brackets = "](" in paragraph or "][" in paragraph
    rules.append((re.compile(r"\[" if brackets else r"\[(?=\^)"), r"\\["))
    rules += [(_TAG, r"\\<"), (_ENTITY, r"\\&")]

    def escaped(text: str) -> str:
        if _FORMAL.search(text):
            for pattern, fixed in rules:
                text = pattern.sub(fixed, text)
        return text

    return escaped


def wholly(text: str) -> str:
    r"""Return words with a backslash before every sign that may mean something."""
    return _WHOLLY.sub(r"\\\g<0>", text)


def as_entities(text: str) -> str:
    """Return words in which every sign of ASCII is a number."""
    return (
        re.sub(r"[^\w\s]", _entity, text, flags=re.ASCII)
        if text.isascii()
        else ("".join(_entity_of(sign) for sign in text))
    )


def _entity(match: re.Match[str]) -> str:
    return f"&#{ord(match[0])};"


def _entity_of(sign: str) -> str:
    return f"&#{ord(sign)};" if sign in _PUNCTUATION else sign


def line(text: str) -> str:
    """Return a line of Markdown that begins with words, beginning nothing else."""
    if text[:1].isalpha():
        return text
    if number := _NUMBERED.match(text):
        return f"{number[1]}\\{text[number.end(1) :]}"
    return f"\\{text}" if _BEGINS.match(text) else text


def spaces_at_ends(text: str) -> str:
    """Return a line whose spaces of other kinds at both ends are written out."""
    bare = text.strip()
    if len(bare) == len(text):
        return text
    at = text.index(bare) if bare else len(text)
    return _named(text[:at]) + bare + _named(text[at + len(bare) :])


def _named(spaces: str) -> str:
    names = {"\u00a0": "&nbsp;", "\u2003": "&emsp;", "\u2002": "&ensp;", " ": " "}
    return "".join(names.get(sign, f"&#{ord(sign)};") for sign in spaces)


def address(href: str) -> str:
    """Return an address for the round brackets of a link."""
    if re.search(r"[\s()<>\\*_`\[\]]", href):
        href = re.sub(r"[\s<>\\]", lambda m: f"%{ord(m[0]):02X}", href)
        if href.count("(") != href.count(")") or "(" in href or " " in href:
            return f"<{href}>"
    return href

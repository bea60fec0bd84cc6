"""A work skin: an author's CSS for one work, cleaned, and kept to the work's text.

Nothing is handed on: each rule is read, judged by an allow-list, and written anew. The
result stands in layers below the author's ``site.css`` and above the theme; the gate's
own rules stand in no layer, so no skin can open it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Final

from ..problems import Problem, found
from . import selectors, stylesheet
from .skin_words import (
    FUNCTIONS,
    LONGEST,
    MEDIA,
    PICTURED,
    QUOTING,
    TOKENS,
    is_property,
)
from .stylesheet import Piece

# Where a picture lies beside the style sheet: its address, or None.
Pictures = Callable[[str], str | None]

_IMPORTANT: Final = re.compile(r"\s*!\s*important\s*\Z", re.IGNORECASE)
_DECLARED: Final = re.compile(r"([-\w]+)\s*:\s*(.+)\Z", re.DOTALL)
_TOKEN: Final = re.compile(
    rf"(?P<space>\s+)|(?P<string>{stylesheet.STRING})"
    rf"|url\(\s*(?P<url>{stylesheet.STRING}|[^\"'()\\\s]*)\s*\)"
    r"|(?P<function>-?[a-zA-Z][\w-]*)\(|(?P<close>\))|(?P<hash>\#[0-9a-fA-F]{3,8}\b)"
    r"|(?P<number>[+-]?(?:\d+\.?\d*|\.\d+)(?:[a-zA-Z]+|%)?)|(?P<token>--[\w-]+)"
    r"|(?P<name>-?[^\W\d][\w-]*)|(?P<sign>[,/*+-])",
    re.IGNORECASE,
)
# In a string an escape may name a sign (\2014), a quotation mark or a backslash.
_STRANGE: Final = re.compile(r"""\\(?![0-9a-fA-F]{1,6}|["'\\])""")
_ELSEWHERE: Final = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)
_HEAD: Final = (
    "@layer overrides.skin, overrides.skin-important;\n"
    "@layer overrides.skin {\n"
    f"{selectors.SCOPE} {{ position: relative; isolation: isolate }}\n"
)


class _Refused(Exception):
    """A value may not be said; the reason completes "was taken out: ..."."""


@dataclass(slots=True)
class _Cleaning:
    """One style sheet on its way."""

    pictures: Pictures
    problems: dict[tuple[str, ...], Problem] = field(default_factory=dict)

    def report(self, code: str, line: int, **values: str) -> None:
        key = (code, *values.values())
        made: dict[str, str] = {k: _short(v) for k, v in values.items()}
        self.problems.setdefault(key, found(code, line, **made))


def clean(source: str, pictures: Pictures) -> tuple[str, tuple[Problem, ...]]:
    """Return the style sheet to put, empty where nothing is left, and the problems."""
    cleaning = _Cleaning(pictures)
    if len(source) > LONGEST:
        cleaning.report("P417", 0, reason=f"it is longer than {LONGEST:,} characters")
        return "", tuple(cleaning.problems.values())
    text = source.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    pieces, whole = stylesheet.pieces(text)
    if not whole:
        cleaning.report("P417", 0, reason="a brace or a comment is not closed")
    plain = "".join(_rules(pieces, cleaning, important=False))
    first = "".join(_rules(pieces, cleaning, important=True))
    told = tuple(sorted(cleaning.problems.values(), key=lambda one: one.line))
    if not plain and not first:
        return "", told
    css = f"{_HEAD}{plain}}}\n"
    if first:
        css += f"@layer overrides.skin-important {{\n{first}}}\n"
    return css, told


def _rules(
    pieces: tuple[Piece, ...],
    cleaning: _Cleaning,
    *,
    important: bool,
    inside: bool = False,
) -> Iterator[str]:
    """Yield the rules that may stay, with their important declarations or the others.

    ``!important`` would be stronger than the gate; a layer above the rest of the skin
    does what it is meant to do.
    """
    for piece in pieces:
        if piece.text.startswith("@"):
            yield from _at_rule(piece, cleaning, important=important, inside=inside)
        elif piece.inside is None:
            cleaning.report("P416", piece.line, what=piece.text)
        else:
            said = "; ".join(_declarations(piece.inside, cleaning, important=important))
            reach = ", ".join(_reach(piece, cleaning))
            if said and reach:
                yield f"{reach} {{ {said} }}\n"


def _at_rule(
    piece: Piece, cleaning: _Cleaning, *, important: bool, inside: bool
) -> Iterator[str]:
    every = piece.text.removeprefix("@media").split(",")
    allowed = all(MEDIA.fullmatch(f"@media {one.strip()}") for one in every)
    if piece.inside is None or inside or not allowed:
        cleaning.report("P416", piece.line, what=piece.text)
        return
    rules = _rules(piece.inside, cleaning, important=important, inside=True)
    if said := "".join(rules):
        yield f"{' '.join(piece.text.split())} {{\n{said}}}\n"


def _reach(piece: Piece, cleaning: _Cleaning) -> Iterator[str]:
    for selector in stylesheet.listed(piece.text):
        scoped = selectors.scoped(selector)
        if scoped is None:
            cleaning.report("P415", piece.line, selector=selector)
        else:
            yield scoped


def _declarations(
    pieces: tuple[Piece, ...], cleaning: _Cleaning, *, important: bool
) -> Iterator[str]:
    for piece in pieces:
        declared = _DECLARED.match(piece.text)
        if piece.inside is not None or declared is None:
            cleaning.report("P416", piece.line, what=piece.text)
            continue
        name, value = declared[1].lower(), _IMPORTANT.sub("", declared[2])
        try:
            said = _value(name, value, cleaning, piece.line)
        except _Refused as refused:
            what = f"{name}: {value}"
            cleaning.report("P414", piece.line, what=what, reason=str(refused))
            continue
        if important == (value != declared[2]):
            yield f"{name}: {said}"


def _value(name: str, value: str, cleaning: _Cleaning, line: int) -> str:
    """Return a value written anew; raises `_Refused`."""
    if not is_property(name):
        raise _Refused("a skin may not set that property")
    if name == "position" and "fixed" in value.lower():
        raise _Refused("nothing may stay on the screen while the page moves")
    said, at, depth = "", 0, 0
    while at < len(value):
        match = _TOKEN.match(value, at)
        if match is None:
            raise _Refused(f'"{value[at : at + 12]}" is not understood')
        said += _token(name, match, cleaning, line)
        depth += (match["function"] is not None) - (match["close"] is not None)
        if depth < 0:
            break
        at = match.end()
    if depth != 0:
        raise _Refused("its brackets do not match")
    return said


def _token(name: str, match: re.Match[str], cleaning: _Cleaning, line: int) -> str:
    if match["space"]:
        return " "
    if match["string"] and (not QUOTING.match(name) or _STRANGE.search(match[0])):
        raise _Refused("words in quotation marks have no place there")
    if match["url"] is not None:
        return _picture(name, match["url"].strip("\"'"), cleaning, line)
    function = match["function"]
    if function and function.lower() not in FUNCTIONS:
        raise _Refused(f"{function}() may not be used")
    if match["token"] and match["token"] not in TOKENS:
        raise _Refused(f"{match['token']} is none of the theme's")
    return match[0]


def _picture(name: str, target: str, cleaning: _Cleaning, line: int) -> str:
    if not PICTURED.match(name):
        raise _Refused("no picture has a place there")
    address = None if _ELSEWHERE.match(target) else cleaning.pictures(target)
    if address is None:
        code = "L504" if _ELSEWHERE.match(target) else "L503"
        cleaning.report(code, line, target=target)
        return "none"
    return f'url("{address}")'


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 60 else f"{text[:59]}…"

"""Lines that begin with HTML, read the way an author expects.

Markdown programs stop reading Markdown inside ``<center>``; an author who pastes
``<center>*later*</center>`` wants it centred and emphasised. So a block's tag is only
itself here, and what stands around it is Markdown again.
"""

from __future__ import annotations

import html
import re
from typing import Final

from . import sanitiser
from .draft import Draft, Line
from .inline import CLOSE_TAG, OPEN_TAG

# Hold paragraphs of their own: a tag of these is a line to itself.
_CONTAINERS: Final = (
    "article|aside|blockquote|body|center|colgroup|details|div|dl|fieldset|figure"
    "|footer|form|header|html|main|nav|ol|section|table|tbody|tfoot|thead|tr|ul"
)
# Hold words: what follows up to the blank line is read for emphasis and links alone.
_PHRASES: Final = (
    "address|caption|dd|dt|figcaption|h1|h2|h3|h4|h5|h6|legend|li|p|summary|td|th"
)
_TAG: Final = f"(?:{OPEN_TAG}|{CLOSE_TAG})"
_ANY_TAG: Final = re.compile(_TAG)
_CONTAINER: Final = re.compile(
    rf"[ \t]*(?:(?=</?(?:{_CONTAINERS})[\s/>]){_TAG}[ \t]*)+", re.IGNORECASE
)
_PHRASE: Final = re.compile(rf"[ \t]*(?=</?(?:{_PHRASES})[\s/>]){_TAG}", re.IGNORECASE)
_CLOSERS: Final = re.compile(
    rf"(?<=\S)[ \t]*((?:</(?:{_CONTAINERS})\s*>[ \t]*)+)\Z", re.IGNORECASE
)
_RAW: Final = re.compile(
    rf"[ \t]*<(pre|{'|'.join(sorted(sanitiser.WHOLE))})(?=[\s/>])", re.IGNORECASE
)


def begins(text: str) -> bool:
    """Tell whether a line begins with a tag that ends the paragraph above it."""
    return bool(
        _CONTAINER.match(text)
        or _PHRASE.match(text)
        or _RAW.match(text)
        or text.lstrip().startswith("<!--")
    )


def is_phrase(text: str) -> bool:
    return text.lstrip()[:1] == "<" and bool(_PHRASE.match(text))


def ends_container(text: str) -> bool:
    """Tell whether words and then a block's closing tag stand in one line."""
    return text.rstrip().endswith(">") and bool(_CLOSERS.search(text))


def take(lines: list[Line], at: int, quote: str, draft: Draft) -> int | None:
    """Take out the HTML that a line begins with; None where it is a paragraph's."""
    body = lines[at].text[len(quote) :]
    if body.lstrip().startswith("<!--"):
        return _until(lines, at, quote, draft, closer="-->")
    if raw := _RAW.match(body):
        return _until(
            lines, at, quote, draft, closer=f"</{raw[1]}", name=raw[1].lower()
        )
    if tags := _CONTAINER.match(body):
        _hold(tags[0], lines[at].number, quote, draft)
        rest = body[tags.end() :]
        if not rest.strip():
            return at + 1
        lines[at] = Line(lines[at].number, quote + rest)
        return at
    return part_closers(lines, at)


def part_closers(lines: list[Line], at: int) -> int | None:
    """Give the closing tags at the end of a line a line of their own.

    "<center>* * *</center>": what is between the tags is a text of its own.
    """
    line = lines[at]
    if not line.text.rstrip().endswith(">"):
        return None
    closers = _CLOSERS.search(line.text)
    if closers is None:
        return None
    words = line.text[: closers.start()]
    lines[at : at + 1] = [
        Line(line.number, words),
        Line(line.number, closers[1]),
    ]
    return at


def _hold(tags: str, line: int, quote: str, draft: Draft) -> None:
    draft.findings.raw = True
    kept = [
        sanitiser.rewrite(tag[0], line, draft.findings)
        for tag in _ANY_TAG.finditer(tags)
    ]
    draft.block("".join(kept), quote)


def _until(
    lines: list[Line],
    at: int,
    quote: str,
    draft: Draft,
    *,
    closer: str,
    name: str = "",
) -> int | None:
    """Take everything up to `closer` as it stands; nothing where it never comes."""
    pattern = re.compile(
        re.escape(closer) + ("" if closer == "-->" else r"[^>]*>"), re.I
    )
    for last in range(at, len(lines)):
        found = pattern.search(lines[last].text)
        if not found:
            continue
        taken = [line.text for line in lines[at:last]]
        taken.append(lines[last].text[: found.end()])
        rest = lines[last].text[found.end() :]
        _raw("\n".join(taken)[len(quote) :], lines[at].number, quote, draft, name)
        if not rest.strip():
            return last + 1
        lines[last] = Line(lines[last].number, quote + rest.lstrip())
        return last
    return None


def _raw(text: str, line: int, quote: str, draft: Draft, name: str) -> None:
    if name in sanitiser.WHOLE:
        draft.findings.removed(f"<{name}>", line)
    if name != "pre":
        return
    draft.findings.raw = True
    result, at = [], 0
    for tag in _ANY_TAG.finditer(text):
        result.append(_escaped(text[at : tag.start()]))
        here = line + text.count("\n", 0, tag.start())
        result.append(sanitiser.rewrite(tag[0], here, draft.findings))
        at = tag.end()
    draft.block("".join([*result, _escaped(text[at:])]), quote)


def _escaped(text: str) -> str:
    # In <pre> the author wrote HTML: "&amp;" is one sign already, "<" is a slip.
    return html.escape(html.unescape(text), quote=False)


def code(lines: list[str], language: str) -> str:
    """Return fenced code as HTML."""
    text = html.escape("\n".join(lines), quote=False)
    kept = f' class="language-{language}"' if language.isidentifier() else ""
    return f"<pre><code{kept}>{text}\n</code></pre>"

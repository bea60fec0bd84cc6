"""Fenced blocks: ``::: letter`` to ``:::``, for what prose has beside paragraphs.

Blocks nest; each ``:::`` ends the block begun last, so the number of colons is free.
What readers read stands in quotations and paragraphs, never in a bare box: places in
the text are kept by paragraph.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from .. import passages
from .draft import Draft, Line
from .findings import Findings

_FENCE: Final = re.compile(r"[ \t]*:{3,}[ \t]*(.*?)[ \t]*:*[ \t]*\Z")
_CLASS: Final = re.compile(r"[a-zA-Z][\w-]+")

_VOICES: Final = {
    **dict.fromkeys(("verse", "poem", "poetry", "song", "lyrics"), "verse"),
    **dict.fromkeys(("messages", "message", "texts", "chat"), "messages"),
}
LETTERS: Final = frozenset({"letter", "telegram", "note"})
_ALIGNED: Final = {
    "center": "align-center",
    "centered": "align-center",
    "centre": "align-center",
    "centred": "align-center",
    "align-center": "align-center",
    "right": "align-right",
    "align-right": "align-right",
    "justify": "align-justify",
    "align-justify": "align-justify",
}
# Of AO3's public skin, as far as they make sense around whole paragraphs.
_SKIN: Final = frozenset(
    {
        *("indent", "dropcap", "flashback", "caps", "spoiler", "border"),
        *("font-serif", "font-sansserif", "font-monospace", "font-big", "font-small"),
    }
)
# A sensitive passage, and what the author says instead of it at its beginning.
_PASSAGE, _INSTEAD = "passage", "instead"
_FOLDED: Final = frozenset({_PASSAGE, _INSTEAD})
_KNOWN: Final = _VOICES.keys() | LETTERS | _ALIGNED.keys() | _SKIN | _FOLDED
_WARNING: Final = re.compile(r"[ \t]*:{3,}[ \t]*\S+[ \t]*(.*?)[ \t]*:*[ \t]*\Z")

# A line of a letter that is no longer than this ends where the author ended it: an
# address, "Dear Lucy,", "Yours ever,". Lines wrapped by an editor are longer.
_SHORT: Final = 50


@dataclass(frozen=True, slots=True)
class Block:
    """A block that was begun; `voice` is set where its lines are not paragraphs.

    `close` is the HTML that ends it.
    """

    name: str
    close: str
    line: int
    quote: str
    voice: str | None
    keeps_lines: bool

    def end(self, draft: Draft) -> None:
        draft.block(self.close, self.quote)

    def unclosed(self, draft: Draft) -> None:
        draft.findings.report("P406", self.line, name=self.name)
        self.end(draft)


def fence(text: str) -> list[str] | None:
    """Return what stands behind a line's colons; None where it is no fence."""
    match = _FENCE.match(text) if ":::" in text else None
    if match is None:
        return None
    return re.sub(r"[{}]|(?<!\w)\.", " ", match[1]).split()


def closing(lines: list[Line], at: int, quote: str) -> int:
    """Return where the block ends whose first line is `at`, or the end of all."""
    depth = 1
    for last in range(at, len(lines)):
        names = fence(lines[last].text[len(quote) :])
        if names is not None:
            depth += 1 if names else -1
        if depth == 0:
            return last
    return len(lines)


def begin(names: list[str], line: int, quote: str, draft: Draft) -> Block:
    """Write the start of a block and return what its end has to know."""
    kind = names[0].lower() if names[0].lower() in _KNOWN else names[0]
    good = [name for name in [kind, *names[1:]] if _good(name, line, draft.findings)]
    voice = _VOICES.get(kind)
    classes = [_ALIGNED.get(name, name) for name in good]
    if voice:
        classes[0] = voice
    tag = "blockquote" if voice or kind in LETTERS else "div"
    keys = f' class="{" ".join(dict.fromkeys(classes))}"' if classes else ""
    # An aligned box hands its class to the paragraphs inside: work for the tree.
    if kind in _ALIGNED or not classes:
        draft.findings.raw = True
    draft.block(f"<{tag}{keys}>", quote)
    return Block(" ".join(names), f"</{tag}>", line, quote, voice, kind in LETTERS)


def folded(
    lines: list[Line], at: int, quote: str, draft: Draft, above: list[Block]
) -> Block | None:
    """Begin a sensitive passage or its alternative; None where neither begins."""
    text, number = lines[at].text[len(quote) :], lines[at].number
    name = _name(text)
    if name == _PASSAGE:
        match = _WARNING.match(text)
        warning = match[1] if match else ""
        if not warning:
            draft.findings.report("P418", number)
        html, close = passages.opening(warning), "</blockquote></details>"
        draft.findings.labels += passages.LABEL_WORDS
        following = (line.text[len(quote) :] for line in lines[at + 1 :])
        if _name(next((text for text in following if text.strip()), "")) == _INSTEAD:
            close += "</details>"
        else:
            html += "<blockquote>"
        draft.block(html, quote)
        return Block(name, close, number, quote, None, keeps_lines=False)
    if name == _INSTEAD:
        close = "</blockquote>"
        before = (line.text[len(quote) :] for line in reversed(lines[:at]))
        last = next((text for text in before if text.strip()), "")
        if above and above[-1].name == _PASSAGE and _name(last) == _PASSAGE:
            close += passages.INSIDE
            draft.findings.labels += passages.READ_WORDS
        else:
            draft.findings.report("P419", number)
        draft.block(passages.INSTEAD, quote)
        return Block(name, close, number, quote, None, keeps_lines=False)
    return None


def _name(text: str) -> str:
    """Return the name of the block that a line begins, empty where it begins none."""
    names = fence(text)
    return names[0].lower() if names else ""


def _good(name: str, line: int, findings: Findings) -> bool:
    """Tell whether a name can be a class, and say so where it looks like a slip."""
    if name in _KNOWN:
        return True
    near = next((known for known in sorted(_KNOWN) if _one_off(name, known)), None)
    fits = bool(_CLASS.fullmatch(name))
    if near or not fits:
        expected = near or "verse, letter, messages, telegram, note, center or right"
        findings.report("P407", line, name=name, expected=expected)
    return fits


def _one_off(word: str, known: str) -> bool:
    """Tell whether one letter was added, left out, changed, or two were swapped."""
    word = word.lower()
    if abs(len(word) - len(known)) > 1 or len(known) < 4:
        return False
    pairs = enumerate(zip(word, known, strict=False))
    head = next((at for at, (a, b) in pairs if a != b), min(len(word), len(known)))
    a, b = word[head:], known[head:]
    swapped = len(a) > 1 and len(b) > 1 and (a[0], a[1]) == (b[1], b[0])
    return a[1:] == b or a == b[1:] or a[1:] == b[1:] or (swapped and a[2:] == b[2:])


def short_lines(lines: list[str]) -> list[str]:
    """Keep the line ends of addresses, greetings and signatures."""
    *above, last = lines
    kept = [
        f"{text.rstrip()}  "
        if len(text) <= _SHORT and not text.rstrip().endswith("\\")
        else text
        for text in above
    ]
    return [*kept, last]

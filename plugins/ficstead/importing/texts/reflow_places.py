"""Where a story without paragraphs would have had them: offsets into its text.

The rules are those that writers are taught: another speaker, another paragraph; a beat
between two pieces of speech stays with them; narration that follows on speech begins
its own. Long narration is parted between sentences, sooner where time moves on.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from . import reflow_joins

_PAIRS: Final = (("“„", "”“"), ("«", "»"), ("「『", "」』"))
_DOUBLE: Final = re.compile(r'(?<![^\s(\[—–-])"(?=\S)|"(?=[\s.,;:!?)\]—–-]|$)')
# A single quotation mark is an apostrophe unless a sentence ends before it.
_SINGLE: Final = re.compile(r"(?<![^\s(\[—–-])[‘'](?=\w)|(?<=[.,!?…—–-])[’'](?=\s|$)")
_END: Final = re.compile(
    r"(?:[.!?…][\"”’'»)\]*_]*(?=\s+[^\sa-z])|[。！？」』](?=[^。！？」』])"
    r"|[”\"](?=[“\"]\w)|[,—–-][\"”’](?=\s+[\"“‘]))"
)
_SHORT: Final = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|St|Prof|Sgt|Lt|Capt|Jr|Sr|vs)|\b[A-Z])\.$"
)
_ORNAMENT: Final = (
    r"(?:[*~#=_•·-]{3,}|[*~#•·-](?:\s+[*~#•·-]){2,}|[~*-]?[xXoO]{3,}[~*-]?|⁂)"
)
_BREAK: Final = re.compile(rf"(?<=\s){_ORNAMENT}(?=\s)")
_IS_BREAK: Final = re.compile(_ORNAMENT)
_TAG: Final = re.compile(
    r"(?i)\W*(?:\w+\W+){0,3}(?:said|says|asked|asks|whispered|murmured|replied|answered"
    r"|shouted|yelled|cried|called|muttered|snapped|sighed|laughed|breathed|hissed"
    r"|demanded|added|agreed|admitted|exclaimed|growled|groaned|screamed|mumbled"
    r"|repeated|continued|began|told|offered|insisted|protested|teased)\b"
)
_MOVES: Final = re.compile(
    r"(?:Then|When|After|Later|But|Meanwhile|The next|Next|That (?:night|day|evening)"
    r"|One (?:day|night|morning)|Suddenly|Finally|Eventually|Hours|Days|Weeks|Months"
    r"|Years|In the (?:morning|evening|end)|By the time|At last|Now|Once|It was)\b"
)
_BEAT: Final = 16  # words of a beat between two pieces of one person's speech
_LEAD: Final = 40  # words of narration that may stand before speech in its paragraph
_ENOUGH: Final = 60  # words after which a new paragraph may begin where time moves on
_FULL: Final = 110  # words after which it does


@dataclass(frozen=True, slots=True)
class _Sentence:
    begin: int
    end: int
    words: int
    opens: bool  # begins with speech
    closes: bool  # ends with it
    speaks: bool  # has some
    is_break: bool


@dataclass(slots=True)
class _Paragraph:
    """What there is of a paragraph: its words, and those after its last speech."""

    words: int = 0
    after: int = 0
    speaks: bool = False

    def add(self, one: _Sentence) -> None:
        self.words += one.words
        self.speaks = self.speaks or one.speaks
        self.after = 0 if one.speaks else self.after + one.words


def places(text: str) -> list[int]:
    """Return the offsets where paragraphs begin, without the first."""
    if joints := reflow_joins.places(text):
        return joints
    sentences = list(_sentences(text))
    result: list[int] = []
    so_far = _Paragraph()
    for at, one in enumerate(sentences):
        if at:
            before, after = sentences[at - 1], [*sentences[at + 1 : at + 2]]
            goes_on = bool(after) and after[0].opens
            if _begins(text, before, one, so_far, goes_on=goes_on):
                result.append(one.begin)
                so_far = _Paragraph()
        so_far.add(one)
    return result


def _begins(
    text: str, before: _Sentence, one: _Sentence, above: _Paragraph, *, goes_on: bool
) -> bool:
    """Tell whether a sentence begins a paragraph; `goes_on` if speech follows it."""
    if one.is_break or before.is_break:
        return True
    if one.opens and not above.speaks:
        return above.words > _LEAD
    if one.opens:
        return before.closes or above.after > _BEAT or above.words > _FULL
    if before.closes and _TAG.match(text, one.begin, min(one.end, one.begin + 60)):
        return False
    if above.speaks and not one.speaks:
        # A beat stays, if the same person speaks on after it.
        is_beat = goes_on and one.words <= _BEAT and above.after == 0
        return not is_beat and (one.words > 5 or above.after > 0)
    moves = above.words > _ENOUGH and _MOVES.match(text, one.begin) is not None
    return moves or above.words > _FULL


def _sentences(text: str) -> Iterator[_Sentence]:
    spans = _speech(text)
    begins = [begin for begin, _ in spans]
    ends = {end for _, end in spans}
    at = _skip(text, 0)
    for end in _ends(text, spans, begins):
        if end <= at:
            continue
        yield _sentence(text, at, end, begins, ends)
        at = _skip(text, end)
    if at < len(text):
        yield _sentence(text, at, len(text), begins, ends)


def _sentence(
    text: str, begin: int, end: int, begins: list[int], ends: set[int]
) -> _Sentence:
    own = text[begin:end]
    first = bisect_right(begins, begin - 1)
    speaks = first < len(begins) and begins[first] < end
    return _Sentence(
        begin,
        end,
        len(own.split()),
        opens=speaks and begins[first] == begin,
        closes=begin + len(own.rstrip()) in ends,
        speaks=speaks,
        is_break=_IS_BREAK.fullmatch(own.strip()) is not None,
    )


def _skip(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    return at


def _ends(text: str, spans: list[tuple[int, int]], begins: list[int]) -> list[int]:
    """Return where sentences end: not inside speech, not after "Mr."."""
    found: set[int] = set()
    for match in _END.finditer(text):
        end = match.end()
        place = bisect_right(begins, end - 1) - 1
        inside = place >= 0 and spans[place][0] < end < spans[place][1]
        if not inside and not _SHORT.search(text, max(0, end - 8), end):
            found.add(end)
    for match in _BREAK.finditer(text):
        if re.search(
            r"[.!?…\"”’」]\s*$", text[max(0, match.start() - 20) : match.start()]
        ):
            found |= {match.start(), match.end()}
    return sorted(found)


def _speech(text: str) -> list[tuple[int, int]]:
    """Return the spans of speech, by the kind of quotation marks the story uses."""
    for openers, closers in _PAIRS:
        if sum(text.count(sign) for sign in openers) > 1:
            return _spans(text, re.compile(f"[{openers}{closers}]"), openers)
    if text.count('"') > 1:
        return _spans(text, _DOUBLE, "")
    return _spans(text, _SINGLE, "‘")


def _spans(text: str, marks: re.Pattern[str], openers: str) -> list[tuple[int, int]]:
    spans = []
    start: int | None = None
    for match in marks.finditer(text):
        at = match.start()
        before = text[at - 1 : at]
        is_open = match[0] in openers or (
            match[0] not in "”»」』’"
            and (not before or before.isspace() or before in "([—–-")
        )
        if is_open and match[0] == "“" and start is not None and "„" in openers:
            is_open = text[start] != "„"
        if is_open:
            start = at
        elif start is not None:
            spans.append((start, match.end()))
            start = None
    return spans

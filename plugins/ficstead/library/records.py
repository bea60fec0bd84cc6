"""What one file says as it is kept: what is known of it, and its text beside that."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final, Generic, TypeVar

import msgspec
from markupsafe import Markup

from ..metadata.facts import ChapterFacts, NoteFacts, SeriesFacts, WorkFacts
from ..text import Elsewhere, Prose
from .said import Facts, Kind, Reading, Texts

F = TypeVar("F", bound=Facts)

_NO_TEXT: Final = Markup()


class Record(msgspec.Struct, Generic[F], array_like=True):
    """A reading without its text, and the digest of that; empty if there is none."""

    reading: Reading[F]
    digest: bytes


def _markup(kind: type, value: object) -> object:
    if kind is not Markup:
        raise NotImplementedError(kind)
    return Markup(value)


_encode: Final = msgspec.json.Encoder(enc_hook=str).encode
_FACTS: Final[Mapping[Kind, Any]] = {
    Kind.WORK: WorkFacts,
    Kind.CHAPTER: ChapterFacts,
    Kind.SERIES: SeriesFacts,
    Kind.NOTE: NoteFacts,
}
_decode: Final[Mapping[Kind, Callable[[bytes], Record[Any]]]] = {
    kind: msgspec.json.Decoder(Record[facts], dec_hook=_markup).decode  # type: ignore[valid-type]
    for kind, facts in _FACTS.items()
}


def packed(kind: Kind, reading: Reading[Facts]) -> tuple[bytes, bytes] | None:
    """Return a reading and its text as they are kept; nothing where that changes it.

    A year-1 date in Berlin lies 53 minutes and 28 seconds from Greenwich, which no time
    stamp can say.
    """
    if not _comes_back(kind, reading.facts):
        return None
    body = reading.texts.body
    record = Record(with_text(reading), body.digest if body else b"")
    return _encode(record), body.held.encode()


def taken(kind: Kind, data: bytes) -> Record[Facts] | None:
    """Return what was kept; nothing where it is not what we kept."""
    try:
        return _decode[kind](data)
    except (msgspec.MsgspecError, ValueError):
        return None


def with_text(
    reading: Reading[F], held: Markup = _NO_TEXT, lies: Elsewhere | None = None
) -> Reading[F]:
    """Return a reading with its text here, or there, or nowhere."""
    texts, body = reading.texts, reading.texts.body
    body = Prose(held, body.words, body.links, body.anchors, lies)
    texts = Texts(body, texts.summary, texts.notes, texts.end_notes, texts.title)
    return Reading(reading.facts, texts, reading.body_line, reading.problems)


def _comes_back(kind: Kind, facts: Facts | None) -> bool:
    """Tell whether facts are the same after they were kept; texts always are."""
    if facts is None:
        return True
    try:
        again = msgspec.json.decode(_encode(facts), type=_FACTS[kind], dec_hook=_markup)
    except (msgspec.MsgspecError, ValueError):
        return False
    return bool(again == facts)

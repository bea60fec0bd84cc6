"""Where files are read: those that were read before come from the store.

The same bytes, read as the same thing by the same engine, say the same. What is new is
read in several processes where there is much of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path
from typing import Any, Final, Generic, NamedTuple, TypeVar

import msgspec
from markupsafe import Markup

from .. import parallel
from ..metadata.facts import ChapterFacts, NoteFacts, SeriesFacts, WorkFacts
from ..metadata.metadata import Defaults
from ..store import digests
from ..store.keep import Keep
from ..text import Elsewhere, Prose
from . import bodies, one_file
from .bodies import Bodies
from .one_file import Facts, Kind, Reading, Task, Texts

# Below this many bytes the other processes would begin when the work is done.
_WORTH_FORKING: Final = 300_000
_WORTH_STARTING: Final = 4_000_000
_AT_ONCE: Final = 16
_NO_TEXT: Final = Markup()
_TOLD_AFTER: Final = 256  # files after which the store is given what was read

F = TypeVar("F", bound=Facts)
Told = Callable[[int, int], None]
# A file as something is read of it: its digest, where it lies, what it is, and what its
# work says.
Sight = tuple[bytes, Path, Kind, str, str, bool]


def _markup(kind: type, value: object) -> object:
    if kind is not Markup:
        raise NotImplementedError(kind)
    return Markup(value)


class _Record(msgspec.Struct, Generic[F], array_like=True):
    """A reading as it is kept: its text lies beside it, with this digest."""

    reading: Reading[F]
    digest: bytes


_encode: Final = msgspec.json.Encoder(enc_hook=str).encode
_FACTS: Final[Mapping[Kind, Any]] = {
    Kind.WORK: WorkFacts,
    Kind.CHAPTER: ChapterFacts,
    Kind.SERIES: SeriesFacts,
    Kind.NOTE: NoteFacts,
}
_decode: Final[Mapping[Kind, Callable[[bytes], _Record[Any]]]] = {
    kind: msgspec.json.Decoder(_Record[facts], dec_hook=_markup).decode  # type: ignore[valid-type]
    for kind, facts in _FACTS.items()
}


@dataclass(frozen=True)
class Desk:
    """Reads files, each with what is kept of it.

    `told` hears how many of how many new files are read.
    """

    defaults: Defaults
    keep: Keep
    told: Told | None = None
    _said: dict[Sight, Reading[Facts]] = field(default_factory=dict)

    @cached_property
    def _around(self) -> bytes:
        """Return what is the same for every file that is read here."""
        known = self.defaults
        parts = known.author, known.language.code, str(known.zone)
        return digests.of_parts(self.keep.engine, *parts)

    def _key(self, task: Task, digest: bytes) -> bytes:
        """Return what the reading of a file with this digest is kept under."""
        language = task.language.code if task.language else ""
        typeset = "typeset" if task.typography else ""
        return digests.of_parts(
            self._around, digest, task.kind, task.name, language, typeset
        )

    @cached_property
    def _bodies(self) -> Bodies:
        return Bodies(self.keep.store, self.defaults)

    def done(self) -> None:
        """Remember what was read, for the next build of this process."""
        self.keep.remember("readings", self._said)
        self.keep.remember("defaults", {"": self.defaults})

    def read(self, files: Sequence[tuple[Task, Path]]) -> list[Reading[Facts]]:
        """Return what each file says."""
        sights = [_sight(task, path, self._digest(path)) for task, path in files]
        recalled = self._recalled()
        readings = [recalled.get(sight) for sight in sights]
        self._said.update(
            (sight, reading)
            for sight, reading in zip(sights, readings, strict=True)
            if reading is not None
        )
        self._take(files, sights, readings)
        missing = [n for n, reading in enumerate(readings) if reading is None]
        made = self._made([files[n] for n in missing])
        for number, (digest, reading) in zip(missing, made, strict=True):
            readings[number] = reading
            # Of the bytes that were read: the author may have saved since.
            self._remember(_sight(*files[number], digest), reading)
        return [reading for reading in readings if reading is not None]

    def _take(
        self,
        files: Sequence[tuple[Task, Path]],
        sights: Sequence[Sight],
        readings: list[Reading[Facts] | None],
    ) -> None:
        """Fill in the readings that are in the store."""
        keys = {
            number: self._key(files[number][0], sight[0])
            for number, sight in enumerate(sights)
            if sight[0] and readings[number] is None
        }
        store = self.keep.store
        kept = store.get(list(keys.values()))
        store.wanted(map(bodies.key_of, kept))
        for number, key in keys.items():
            record = _decoded(files[number][0].kind, kept.get(key))
            if record is not None:
                reading = self._lent(record, key, files[number])
                readings[number] = reading
                self._remember(sights[number], reading)

    def _recalled(self) -> Mapping[Sight, Reading[Facts]]:
        """Return what was read in the last build, if by the same defaults."""
        is_so = self.keep.recalled("defaults").get("") == self.defaults
        return self.keep.recalled("readings") if is_so else {}

    def _remember(self, sight: Sight, reading: Reading[Facts]) -> None:
        if sight[0]:
            self._said[sight] = reading

    def _digest(self, path: Path) -> bytes:
        """Return the digest of a file; empty where it cannot be read."""
        try:
            return self.keep.digests.of(path)
        except OSError:
            return b""

    def _made(
        self, files: Sequence[tuple[Task, Path]]
    ) -> Iterator[tuple[bytes, Reading[Facts]]]:
        job = partial(_read, defaults=self.defaults)
        processes = _processes(path for _, path in files)
        every = parallel.each(job, files, processes=processes, at_once=_AT_ONCE)
        fresh: dict[bytes, bytes] = {}
        for count, (file, read) in enumerate(zip(files, every, strict=True), 1):
            key = self._key(file[0], read.digest)
            if read.digest:
                fresh[key] = read.data
                fresh[bodies.key_of(key)] = read.text
            if len(fresh) >= _TOLD_AFTER or count == len(files):
                self.keep.store.put(fresh)
                fresh = {}
            if self.told is not None:
                self.told(count, len(files))
            yield read.digest, read.reading or self._whole(read, key, file)

    def _whole(
        self, read: _Read, key: bytes, file: tuple[Task, Path]
    ) -> Reading[Facts]:
        """Return what was read: its text is held where no store has it."""
        record = _decode[file[0].kind](read.data)
        if self.keep.store.keeps:
            return self._lent(record, key, file)
        return _with_text(record.reading, held=Markup(read.text.decode()))

    def _lent(
        self, record: _Record[Facts], key: bytes, file: tuple[Task, Path]
    ) -> Reading[Facts]:
        """Return a reading with the text that lies in the store."""
        if not record.digest:
            return record.reading
        lies = self._bodies.at(bodies.key_of(key), *file, record.digest)
        return _with_text(record.reading, lies=lies)


def _processes(paths: Iterator[Path]) -> int:
    """Return how many processes are worth their start."""
    enough = _WORTH_FORKING if parallel.FORKS else _WORTH_STARTING
    total = 0
    for path in paths:
        try:
            total += path.stat().st_size
        except OSError:
            continue
        if total >= enough:
            return parallel.cores()
    return 1


def _sight(task: Task, path: Path, digest: bytes) -> Sight:
    language = task.language.code if task.language else ""
    return digest, path, task.kind, task.name, language, task.typography


class _Read(NamedTuple):
    """What was read of a file: the digest of its bytes, and what is kept of them.

    What would not come back the same (a year-1 date in Berlin lies 53 minutes and 28
    seconds from Greenwich, which no time stamp can say) is a `reading` as it is.
    """

    digest: bytes = b""
    data: bytes = b""
    text: bytes = b""
    reading: Reading[Facts] | None = None


def _read(file: tuple[Task, Path], *, defaults: Defaults) -> _Read:
    """Read a file."""
    task, path = file
    try:
        data = path.read_bytes()
    except OSError as error:
        wrong = one_file.unreadable(error)
        return _Read(reading=Reading(None, Texts(), 1, (wrong,)))
    reading = one_file.read(task, data, defaults)
    if not _comes_back(task.kind, reading.facts):
        return _Read(reading=reading)
    body = reading.texts.body
    record = _Record(_with_text(reading), body.digest if body else b"")
    return _Read(digests.of_bytes(data), _encode(record), body.held.encode())


def _with_text(
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


def _decoded(kind: Kind, data: bytes | None) -> _Record[Facts] | None:
    if data is None:
        return None
    try:
        return _decode[kind](data)
    except (msgspec.MsgspecError, ValueError):
        return None

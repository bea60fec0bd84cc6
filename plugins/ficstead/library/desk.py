"""Where files are read: those that were read before come from the store.

The same bytes, read as the same thing by the same engine, say the same. What is new is
read in several processes where there is much of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path
from typing import Final, NamedTuple

from markupsafe import Markup

from .. import parallel
from ..metadata.facts import Defaults
from ..store import digests
from ..store.keep import Keep
from . import bodies, decoding, records
from .bodies import Bodies
from .records import Record
from .said import Facts, Kind, Reading, Task, Texts

# Below this many bytes the other processes would begin when the work is done.
_WORTH_FORKING: Final = 300_000
_WORTH_STARTING: Final = 4_000_000
_WORTH_BESIDE: Final = 500  # files that are taken from the store meanwhile
_AT_ONCE: Final = 16
_TOLD_AFTER: Final = 256  # files after which the store is given what was read

Told = Callable[[int, int], None]
# A file as something is read of it: its digest, where it lies, what it is, and what its
# work says.
Sight = tuple[bytes, Path, Kind, str, str, bool]


@dataclass(frozen=True)
class Desk:
    """Reads files, each with what is kept of it.

    `told` hears how many of how many new files are read.
    """

    defaults: Defaults
    keep: Keep
    told: Told | None = None
    _said: dict[Sight, Reading[Facts]] = field(default_factory=dict)

    def done(self) -> None:
        """Remember what was read, for the next build of this process."""
        self.keep.remember("readings", self._said)
        self.keep.remember("defaults", {"": self.defaults})

    def read(self, files: Sequence[tuple[Task, Path]]) -> list[Reading[Facts]]:
        """Return what each file says."""
        sights = [_sight(task, path, self._digest(path)) for task, path in files]
        recalled = self._recalled()
        readings = [recalled.get(sight) for sight in sights]
        kept = self._kept(files, sights, readings)
        fresh = [n for n in _lacking(readings) if n not in kept]
        begun = self._begun([files[n] for n in fresh], len(kept))
        for number, (key, data) in kept.items():
            record = records.taken(files[number][0].kind, data)
            if record is not None:
                readings[number] = self._lent(record, key, files[number])
        for sight, reading in zip(sights, readings, strict=True):
            if reading is not None:
                self._remember(sight, reading)
        missing = _lacking(readings)
        every = begun() if begun and missing == fresh else None
        made = self._made([files[n] for n in missing], every)
        for number, (digest, reading) in zip(missing, made, strict=True):
            readings[number] = reading
            # Of the bytes that were read: the author may have saved since.
            self._remember(_sight(*files[number], digest), reading)
        return [reading for reading in readings if reading is not None]

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

    def _begun(
        self, files: Sequence[tuple[Task, Path]], taken: int
    ) -> Callable[[], Sequence[_Read]] | None:
        """Begin to read a few files beside, where many are taken from the store.

        What reads files takes a tenth of a second to load. A process that goes on needs
        it only once.
        """
        if not files or taken < _WORTH_BESIDE or self.keep.memory is not None:
            return None
        if _processes(path for _, path in files) > 1:
            return None
        return parallel.ahead(partial(_read_all, files, defaults=self.defaults))

    def _kept(
        self,
        files: Sequence[tuple[Task, Path]],
        sights: Sequence[Sight],
        readings: Sequence[Reading[Facts] | None],
    ) -> dict[int, tuple[bytes, bytes]]:
        """Return what the store has of the others, with its key, by their place."""
        keys = {
            number: self._key(files[number][0], sight[0])
            for number, sight in enumerate(sights)
            if sight[0] and readings[number] is None
        }
        store = self.keep.store
        kept = store.get(list(keys.values()))
        store.wanted(map(bodies.key_of, kept))
        return {n: (key, kept[key]) for n, key in keys.items() if key in kept}

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
        self, files: Sequence[tuple[Task, Path]], every: Iterable[_Read] | None
    ) -> Iterator[tuple[bytes, Reading[Facts]]]:
        if every is None:
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
        record = records.taken(file[0].kind, read.data)
        assert record is not None
        if self.keep.store.keeps:
            return self._lent(record, key, file)
        return records.with_text(record.reading, held=Markup(read.text.decode()))

    def _lent(
        self, record: Record[Facts], key: bytes, file: tuple[Task, Path]
    ) -> Reading[Facts]:
        """Return a reading with the text that lies in the store."""
        if not record.digest:
            return record.reading
        lies = self._bodies.at(bodies.key_of(key), *file, record.digest)
        return records.with_text(record.reading, lies=lies)


def _lacking(readings: Sequence[Reading[Facts] | None]) -> list[int]:
    return [number for number, reading in enumerate(readings) if reading is None]


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

    Where that would not say the same it is the `reading` itself.
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
        wrong = decoding.unreadable(error)
        return _Read(reading=Reading(None, Texts(), 1, (wrong,)))
    from . import one_file  # noqa: PLC0415 - a tenth of a second: see `_begun`

    reading = one_file.read(task, data, defaults)
    packed = records.packed(task.kind, reading)
    if packed is None:
        return _Read(reading=reading)
    return _Read(digests.of_bytes(data), *packed)


def _read_all(files: Sequence[tuple[Task, Path]], *, defaults: Defaults) -> list[_Read]:
    return [_read(file, defaults=defaults) for file in files]

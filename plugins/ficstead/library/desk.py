"""Where files are read: those that were read before come from the store.

The same bytes, read as the same thing by the same engine, say the same. What is new is
read in several processes where there is much of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, Final

import msgspec
from markupsafe import Markup

from .. import parallel
from ..metadata.facts import ChapterFacts, NoteFacts, SeriesFacts, WorkFacts
from ..metadata.metadata import Defaults
from ..store import digests
from ..store.keep import Keep
from . import one_file
from .one_file import Facts, Kind, Reading, Task, Texts

# Below this many bytes the other processes would begin when the work is done.
_WORTH_FORKING: Final = 300_000
_WORTH_STARTING: Final = 4_000_000
_AT_ONCE: Final = 16
_TOLD_AFTER: Final = 256  # files after which the store is given what was read

Told = Callable[[int, int], None]


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
_decode: Final[Mapping[Kind, Callable[[bytes], Reading[Any]]]] = {
    kind: msgspec.json.Decoder(Reading[facts], dec_hook=_markup).decode  # type: ignore[valid-type]
    for kind, facts in _FACTS.items()
}


@dataclass(frozen=True, slots=True)
class Desk:
    """Reads files, each with what is kept of it.

    `told` hears how many of how many new files are read.
    """

    defaults: Defaults
    keep: Keep
    told: Told | None = None
    _said: dict[bytes, Reading[Facts]] = field(default_factory=dict)

    def done(self) -> None:
        """Remember what was read, for the next build of this process."""
        self.keep.remember("readings", self._said)

    def read(self, files: Sequence[tuple[Task, Path]]) -> list[Reading[Facts]]:
        """Return what each file says."""
        keys = [self._key(task, path) for task, path in files]
        recalled = self.keep.recalled("readings")
        kept = self.keep.store.get([k for k in keys if k and k not in recalled])
        readings: list[Reading[Facts] | None] = [
            recalled.get(key) or _decoded(task.kind, kept.get(key))
            for key, (task, _) in zip(keys, files, strict=True)
        ]
        del kept
        missing = [n for n, reading in enumerate(readings) if reading is None]
        made = self._made([files[n] for n in missing])
        for number, (key, reading) in zip(missing, made, strict=True):
            # Of the bytes that were read: the author may have saved since.
            keys[number], readings[number] = key, reading
        done = [reading for reading in readings if reading is not None]
        self._said.update((k, r) for k, r in zip(keys, done, strict=True) if k)
        return done

    def _key(self, task: Task, path: Path) -> bytes:
        """Return the key of a file's reading; empty where it cannot be read."""
        try:
            return _key(
                task, self.keep.digests.of(path), self.defaults, self.keep.engine
            )
        except OSError:
            return b""

    def _made(
        self, files: Sequence[tuple[Task, Path]]
    ) -> Iterator[tuple[bytes, Reading[Facts]]]:
        job = partial(_read, defaults=self.defaults, engine=self.keep.engine)
        processes = _processes(path for _, path in files)
        every = parallel.each(job, files, processes=processes, at_once=_AT_ONCE)
        fresh: dict[bytes, bytes] = {}
        for count, ((task, _), (key, data, reading)) in enumerate(
            zip(files, every, strict=True), 1
        ):
            if key:
                fresh[key] = data
            if len(fresh) >= _TOLD_AFTER or count == len(files):
                self.keep.store.put(fresh)
                fresh = {}
            if self.told is not None:
                self.told(count, len(files))
            yield key, reading or _decode[task.kind](data)


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


def _key(task: Task, digest: bytes, defaults: Defaults, engine: bytes) -> bytes:
    return digests.of_parts(
        engine,
        digest,
        task.kind,
        task.name,
        task.language.code if task.language else "",
        "typeset" if task.typography else "",
        defaults.author,
        defaults.language.code,
        str(defaults.zone),
    )


def _read(
    file: tuple[Task, Path], *, defaults: Defaults, engine: bytes
) -> tuple[bytes, bytes, Reading[Facts] | None]:
    """Read a file; return its key and the reading as it is kept.

    What would not come back the same (a year-1 date in Berlin lies 53 minutes and 28
    seconds from Greenwich, which no time stamp can say) is returned as it is.
    """
    task, path = file
    try:
        data = path.read_bytes()
    except OSError as error:
        wrong = one_file.unreadable(error)
        return b"", b"", Reading(None, Texts(), 1, (wrong,))
    reading = one_file.read(task, data, defaults)
    if not _comes_back(task.kind, reading.facts):
        return b"", b"", reading
    return _key(task, digests.of_bytes(data), defaults, engine), _encode(reading), None


def _comes_back(kind: Kind, facts: Facts | None) -> bool:
    """Tell whether facts are the same after they were kept; texts always are."""
    if facts is None:
        return True
    try:
        again = msgspec.json.decode(_encode(facts), type=_FACTS[kind], dec_hook=_markup)
    except (msgspec.MsgspecError, ValueError):
        return False
    return bool(again == facts)


def _decoded(kind: Kind, data: bytes | None) -> Reading[Facts] | None:
    if data is None:
        return None
    try:
        return _decode[kind](data)
    except (msgspec.MsgspecError, ValueError):
        return None

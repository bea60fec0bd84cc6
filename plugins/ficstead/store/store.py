"""The render store: what was made of a text, under the content it was made of.

One SQLite file of keys and values. It is a convenience and never a need: where it is
damaged, of another version, locked by another build or on a disk that cannot be
written, everything is made anew and nothing is said.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final
from zlib import crc32

_VERSION: Final = 1
_APPLICATION: Final = 0x46696373  # "Fics", so that no stranger's file is taken for ours
_AT_ONCE: Final = 500  # keys in one question; every SQLite takes 999
_PATIENCE: Final = 5.0  # seconds to wait while another build writes
_CHECK: Final = 4  # bytes of the checksum in front of a value
# What a moment, a full disk or a folder's rights bring about; any other error of
# SQLite's is a file that is not what we wrote.
_PASSING: Final = frozenset(
    {
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_NOMEM,
        sqlite3.SQLITE_PERM,
        sqlite3.SQLITE_PROTOCOL,
        sqlite3.SQLITE_READONLY,
    }
)
# Below this many values that nobody asked for, tidying up is not worth a write: they
# may be another archive's, or what an author goes back to. 6 kB each, as a rule.
_LEFTOVERS: Final = 20_000


# What SQLite says of a damaged file quotes it, and may be no text.
_WRONG: Final = (sqlite3.Error, UnicodeDecodeError)


class Store:
    """Values by key, kept in a file; an empty store where there is no `path`.

    A process that was forked opens the file for itself: SQLite's connections are one
    process's each.
    """

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._asked: set[bytes] = set()
        self._inherited: list[sqlite3.Connection] = []
        self._process = os.getpid()
        self._db = self._open() if path else None

    @property
    def keeps(self) -> bool:
        """Tell whether what is put here can be asked for again."""
        return self._db is not None

    def wanted(self, keys: Iterable[bytes]) -> None:
        """Say that values are in use, without asking for them."""
        self._asked.update(keys)

    def get(self, keys: Sequence[bytes]) -> dict[bytes, bytes]:
        """Return what is there of the values asked for."""
        self._asked.update(keys)
        found: dict[bytes, bytes] = {}
        for start in range(0, len(keys), _AT_ONCE):
            some = keys[start : start + _AT_ONCE]
            marks = ",".join("?" * len(some))
            for key, value in self._run(
                f"SELECT key, value FROM made WHERE key IN ({marks})",
                some,
            ):
                data = _whole(key, value)
                if data is not None:
                    found[key] = data
        return found

    def put(self, values: Mapping[bytes, bytes]) -> None:
        """Keep values, in one step."""
        self._asked.update(values)
        rows = [(key, _check(key, data) + data) for key, data in values.items()]
        self._run_many("INSERT OR REPLACE INTO made VALUES (?, ?)", rows)

    def prune(self) -> None:
        """Drop what nobody has asked for, once it is much more than what is in use."""
        if not self._asked:
            return  # nothing was read, so nothing is known
        kept = {key for (key,) in self._run("SELECT key FROM made")}
        unused = kept - self._asked
        if len(unused) > max(2 * len(self._asked), _LEFTOVERS):
            self._run_many("DELETE FROM made WHERE key = ?", [(k,) for k in unused])
            self._run("VACUUM")

    def close(self) -> None:
        """Let go of the file."""
        if self._db is not None and self._process == os.getpid():
            with suppress(sqlite3.Error):
                self._db.close()
        self._db = None

    def _open(self) -> sqlite3.Connection | None:
        """Open the file, or make a new one in the place of one that is not ours."""
        for _ in range(2):
            try:
                return self._connected()
            except _WRONG as error:
                if _is_passing(error):
                    return None
                self._drop()
            except OSError:
                return None
        return None

    def _connected(self) -> sqlite3.Connection:
        assert self._path is not None
        self._path.parent.mkdir(parents=True, exist_ok=True)
        db = sqlite3.connect(self._path, timeout=_PATIENCE, isolation_level=None)
        # What is damaged may call itself a text, and be none.
        db.text_factory = bytes
        try:
            # A crash of the machine may cost the store, which costs a build its time.
            db.execute("PRAGMA synchronous = OFF")
            if not _is_ours(db):
                _found(db)
        except BaseException:
            db.close()
            raise
        return db

    def _own(self) -> sqlite3.Connection | None:
        """Return this process's connection."""
        if self._db is not None and self._process != os.getpid():
            # Closing that of the other process here would be its business.
            self._inherited.append(self._db)
            self._process = os.getpid()
            self._db = self._open()
        return self._db

    def _run(self, words: str, values: Sequence[bytes] = ()) -> list[tuple[bytes, ...]]:
        db = self._own()
        if db is None:
            return []
        try:
            return db.execute(words, values).fetchall()
        except _WRONG as error:
            self._failed(error)
            return []

    def _run_many(self, words: str, rows: Sequence[tuple[bytes, ...]]) -> None:
        db = self._own()
        if db is None or not rows:
            return
        try:
            db.execute("BEGIN IMMEDIATE")
            db.executemany(words, rows)
            db.execute("COMMIT")
        except _WRONG as error:
            self._failed(error)

    def _failed(self, error: Exception) -> None:
        """Go on without the store; one that is damaged is taken away."""
        self.close()
        if not _is_passing(error):
            self._drop()

    def _drop(self) -> None:
        assert self._path is not None
        for end in ("", "-journal", "-wal", "-shm"):
            with suppress(OSError):
                self._path.with_name(self._path.name + end).unlink()


def _is_ours(db: sqlite3.Connection) -> bool:
    version = db.execute("PRAGMA user_version").fetchone()[0]
    application = db.execute("PRAGMA application_id").fetchone()[0]
    return (application, version) == (_APPLICATION, _VERSION)


def _found(db: sqlite3.Connection) -> None:
    """Make an empty file a store; raises `sqlite3.DatabaseError` where it is not."""
    db.execute("BEGIN IMMEDIATE")
    if not _is_ours(db):  # else another build was faster
        if db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
            raise sqlite3.DatabaseError("of another version, or not ours")
        db.execute("CREATE TABLE made (key BLOB PRIMARY KEY, value BLOB)")
        db.execute(f"PRAGMA application_id = {_APPLICATION}")
        db.execute(f"PRAGMA user_version = {_VERSION}")
    db.execute("COMMIT")


def _is_passing(error: Exception) -> bool:
    """Tell whether the file may be sound, and only out of reach."""
    code = getattr(error, "sqlite_errorcode", None)
    return code is not None and code & 0xFF in _PASSING


def _check(key: bytes, data: bytes) -> bytes:
    """Return the checksum of a value, which is right under this key alone.

    A damaged index leads to another's value, and that one is whole.
    """
    return crc32(data, crc32(key)).to_bytes(_CHECK, "big")


def _whole(key: object, value: object) -> bytes | None:
    """Return a value without its checksum; nothing where the two do not agree."""
    if not isinstance(key, bytes) or not isinstance(value, bytes):
        return None
    data = value[_CHECK:]
    return data if value[:_CHECK] == _check(key, data) else None

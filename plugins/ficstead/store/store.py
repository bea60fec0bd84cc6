"""The render store: what was made of a text, under the content it was made of.

One SQLite file of keys and values. It is a convenience and never a need: where it is
damaged, of another version, locked by another build or on a disk that cannot be
written, everything is made anew and nothing is said.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final
from zlib import crc32

_VERSION: Final = 1
_APPLICATION: Final = 0x46696373  # "Fics", so that no stranger's file is taken for ours
_AT_ONCE: Final = 500  # keys in one question; every SQLite takes 999
_PATIENCE: Final = 5.0  # seconds to wait while another build writes
_CHECK: Final = 4  # bytes of the checksum in front of a value
# Below this many values that nobody asked for, tidying up is not worth a write: they
# may be another archive's, or what an author goes back to. 12 kB each, as a rule.
_LEFTOVERS: Final = 20_000


class Store:
    """Values by key, kept in a file; an empty store where there is no `path`."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._asked: set[bytes] = set()
        self._db = self._open() if path else None

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
                data = _whole(value)
                if data is not None:
                    found[key] = data
        return found

    def put(self, values: Mapping[bytes, bytes]) -> None:
        """Keep values, in one step."""
        self._asked.update(values)
        rows = [
            (key, crc32(data).to_bytes(_CHECK, "big") + data)
            for key, data in values.items()
        ]
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
        if self._db is not None:
            with suppress(sqlite3.Error):
                self._db.close()
            self._db = None

    def _open(self) -> sqlite3.Connection | None:
        """Open the file, or make a new one in the place of one that is not ours."""
        for _ in range(2):
            try:
                return self._connected()
            except sqlite3.OperationalError:
                return None
            except sqlite3.DatabaseError:
                self._drop()
            except OSError:
                return None
        return None

    def _connected(self) -> sqlite3.Connection:
        assert self._path is not None
        self._path.parent.mkdir(parents=True, exist_ok=True)
        db = sqlite3.connect(self._path, timeout=_PATIENCE, isolation_level=None)
        try:
            version = db.execute("PRAGMA user_version").fetchone()[0]
            application = db.execute("PRAGMA application_id").fetchone()[0]
            # A crash of the machine may cost the store, which costs a build its time.
            db.execute("PRAGMA synchronous = OFF")
            if (application, version) != (_APPLICATION, _VERSION):
                _found(db, is_new=(application, version) == (0, 0))
        except BaseException:
            db.close()
            raise
        return db

    def _run(self, words: str, values: Sequence[bytes] = ()) -> list[tuple[bytes, ...]]:
        if self._db is None:
            return []
        try:
            return self._db.execute(words, values).fetchall()
        except sqlite3.Error as error:
            self._failed(error)
            return []

    def _run_many(self, words: str, rows: Sequence[tuple[bytes, ...]]) -> None:
        if self._db is None or not rows:
            return
        try:
            self._db.execute("BEGIN IMMEDIATE")
            self._db.executemany(words, rows)
            self._db.execute("COMMIT")
        except sqlite3.Error as error:
            self._failed(error)

    def _failed(self, error: sqlite3.Error) -> None:
        """Go on without the store; one that is damaged is taken away."""
        self.close()
        if not isinstance(error, sqlite3.OperationalError):
            self._drop()

    def _drop(self) -> None:
        assert self._path is not None
        for end in ("", "-journal", "-wal", "-shm"):
            with suppress(OSError):
                self._path.with_name(self._path.name + end).unlink()


def _found(db: sqlite3.Connection, *, is_new: bool) -> None:
    """Make a new file a store; raises `sqlite3.DatabaseError` where it is another's."""
    if not is_new:
        raise sqlite3.DatabaseError("of another version, or not ours")
    db.execute("BEGIN IMMEDIATE")
    db.execute("CREATE TABLE IF NOT EXISTS made (key BLOB PRIMARY KEY, value BLOB)")
    db.execute(f"PRAGMA application_id = {_APPLICATION}")
    db.execute(f"PRAGMA user_version = {_VERSION}")
    db.execute("COMMIT")


def _whole(value: object) -> bytes | None:
    """Return a value without its checksum; nothing where the two do not agree."""
    if not isinstance(value, bytes) or len(value) < _CHECK:
        return None
    data = value[_CHECK:]
    return data if value[:_CHECK] == crc32(data).to_bytes(_CHECK, "big") else None

"""The last two builds of one output folder: the site that lies there, and a spare tree.

The spare is the site before the last. The next build changes in it what has changed
since, and the two are exchanged: so a site of ten thousand pages is replaced as a whole
in the time that its changes take. What both have is one file with two names.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext, suppress
from dataclasses import dataclass
from functools import partial
from hashlib import blake2b
from pathlib import Path

from .. import parallel
from ..lock import alone
from . import manifest
from .manifest import Entry, Manifest


@dataclass(frozen=True, slots=True)
class Builds:
    """What is kept of the builds into one folder; `folder` need not exist."""

    folder: Path

    @property
    def tree(self) -> Path:
        """Return where the spare tree lies."""
        return self.folder / "spare"

    def last(self) -> Manifest:
        """Return what was written into the output folder."""
        return manifest.load(self._last)

    def spare(self) -> Mapping[str, Entry]:
        """Return what lies in the spare tree, and forget it: it is about to change.

        A build that is killed leaves a tree of which nothing is known; it is looked
        through.
        """
        with self._filling():
            known = manifest.load(self._spare).files
        with suppress(OSError):
            self._spare.unlink()
        return known or manifest.found_in(self.tree)

    def made_ready(
        self, output: Path, files: Mapping[str, Entry]
    ) -> AbstractContextManager[Callable[[], None]]:
        """Fill the spare tree with `files` of `output` in the background, if it is new.

        With thousands of pages this takes as long as to read them. What is given waits
        for it; so does the end.
        """
        if self.tree.exists():
            return nullcontext(lambda: None)
        return parallel.beside(partial(self._make_ready, output, files))

    def get_ready(self, output: Path, files: Mapping[str, Entry]) -> None:
        """Begin to fill the spare tree, if it is new; who needs it waits for it."""
        with self._filling():
            if not self.tree.exists():
                # The lock goes with the process.
                parallel.meanwhile(partial(self._fill, output, files))

    def _make_ready(self, output: Path, files: Mapping[str, Entry]) -> None:
        with self._filling():
            if not self.tree.exists():
                self._fill(output, files)

    def _fill(self, output: Path, files: Mapping[str, Entry]) -> None:
        """Give each file a second name; raises `OSError` on a disk without."""
        # What somebody else put there, nobody needs twice.
        ours = {path: entry for path, entry in files.items() if entry.made_of}
        for folder in sorted({path.rpartition("/")[0] for path in ours}):
            (self.tree / folder).mkdir(parents=True, exist_ok=True)
        for path in ours:
            # Paths of pathlib are dear where there are thousands.
            os.link(f"{output}/{path}", f"{self.tree}/{path}")
        manifest.save(Manifest(ours), self._spare)

    def _filling(self) -> AbstractContextManager[None]:
        return alone(self.folder / "filling.lock", lambda: None)

    def done(self, written: Manifest, before: Mapping[str, Entry] | None) -> None:
        """Keep what was written.

        `before` is what lay in the output folder, where that is the spare tree now.
        """
        if before is not None:
            manifest.save(Manifest(before), self._spare)
        manifest.save(written, self._last)

    @property
    def _last(self) -> Path:
        return self.folder / "site"

    @property
    def _spare(self) -> Path:
        return self.folder / "spare-site"


def of(cache: Path, output: Path) -> Builds:
    """Return what is kept of the builds into `output`."""
    name = blake2b(os.fsencode(output.resolve()), digest_size=8).hexdigest()
    return Builds(cache / "builds" / name)

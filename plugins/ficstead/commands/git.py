"""Git as ``publish`` needs it: a folder becomes a commit without any checkout.

The author's branch, index and files are never touched: blobs, tree and commit are
written straight into the repository, or for a dry run into a folder that is thrown
away, and line ends or filters of the author's own settings do not change a byte.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from .changes import Change
from .refusal import Refusal


@dataclass(frozen=True, slots=True)
class Repository:
    """The repository that holds `root`. `scratch` is a folder for what is not kept."""

    root: Path
    scratch: Path
    environment: Mapping[str, str] = field(default_factory=dict)

    def run(self, *words: str, given: bytes = b"", index: bool = False) -> str:
        """Run git and return what it prints; raises `Refusal` with its last words."""
        done = self._run(words, given, index=index)
        if done.returncode:
            raise Refusal(_last_words(words[0], done.stderr))
        return done.stdout.decode(errors="surrogateescape").strip()

    def asks(self, *words: str) -> str | None:
        """Run git and return what it prints, None where it says no."""
        done = self._run(words, b"", index=False)
        return None if done.returncode else done.stdout.decode(errors="replace").strip()

    def _run(
        self, words: Sequence[str], given: bytes, *, index: bool
    ) -> subprocess.CompletedProcess[bytes]:
        more = {"GIT_INDEX_FILE": str(self.scratch / "index")} if index else {}
        # English, because a push that is refused is told by git's words.
        environment = {**os.environ, "LC_ALL": "C", **self.environment, **more}
        try:
            return subprocess.run(
                ["git", *words],
                cwd=self.root,
                input=given,
                capture_output=True,
                check=False,
                env=environment,
            )
        except FileNotFoundError:
            raise Refusal(
                "git is not installed. Get it from your system's packages, or use "
                "publish folder and upload output/ yourself."
            ) from None

    def keeping_nothing(self) -> Repository:
        """Return the same repository; what is written to it goes to `scratch`."""
        store = Path(self.run("rev-parse", "--git-path", "objects"))
        aside = self.scratch / "objects"
        aside.mkdir()
        environment = {
            "GIT_OBJECT_DIRECTORY": str(aside),
            "GIT_ALTERNATE_OBJECT_DIRECTORIES": str((self.root / store).resolve()),
        }
        return Repository(self.root, self.scratch, environment)

    def tree(self, folder: Path, extra: Mapping[str, bytes]) -> str:
        """Write a folder, and `extra` files beside it, as a tree; return its name."""
        paths = sorted(path for path in folder.rglob("*") if path.is_file())
        names = [path.relative_to(folder).as_posix() for path in paths]
        listed = "".join(f"{path}\n" for path in paths)
        written = self.run(
            "hash-object",
            "-w",
            "--no-filters",
            "--stdin-paths",
            given=os.fsencode(listed),
        )
        hashes = dict(zip(names, written.split(), strict=True))
        for name, data in extra.items():
            hashes[name] = self.run("hash-object", "-w", "--stdin", given=data)
        rows = "".join(f"100644 {hashes[name]}\t{name}\0" for name in sorted(hashes))
        self.run("read-tree", "--empty", index=True)
        self.run("update-index", "-z", "--index-info", given=rows.encode(), index=True)
        return self.run("write-tree", index=True)

    def changes(self, before: str | None, tree: str) -> tuple[Change, ...]:
        """Return what differs between a commit (None: nothing at all) and a tree."""
        if before is None:
            before = self.run("hash-object", "-w", "-t", "tree", "--stdin")
        words = self.run(
            "diff-tree", "-r", "-z", "--no-renames", "--name-status", before, tree
        )
        parts = [part for part in words.split("\0") if part]
        pairs = zip(parts[::2], parts[1::2], strict=True)
        return tuple(Change(kind, path) for kind, path in pairs)

    def commit(self, tree: str, parent: str | None, message: str, author: str) -> str:
        """Commit a tree; `author` signs where git knows no name on this computer."""
        parents = ["-p", parent] if parent else []
        signed = self
        if self.asks("var", "GIT_COMMITTER_IDENT") is None:
            who = {"NAME": author, "EMAIL": "ficstead@localhost"}
            own = {
                f"GIT_{role}_{key}": value
                for role in ("AUTHOR", "COMMITTER")
                for key, value in who.items()
            }
            signed = Repository(self.root, self.scratch, {**self.environment, **own})
        return signed.run("commit-tree", tree, *parents, "-m", message)


def _last_words(command: str, errors: bytes) -> str:
    lines = [line for line in errors.decode(errors="replace").splitlines() if line]
    told = [line for line in lines if line.startswith(("fatal:", "error:", " !"))]
    return f"git {command} failed:\n" + "\n".join(told or lines[-3:])

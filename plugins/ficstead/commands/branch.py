"""``publish gh-pages``: the built site as the newest commit of a branch of its own."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ..settings import Settings
from .changes import tell
from .git import Repository
from .refusal import Refusal

# GitHub would otherwise run the site through Jekyll, which drops files with a _ .
EXTRA = {".nojekyll": b""}


@dataclass(frozen=True, slots=True)
class Branch:
    """A branch of a remote, that holds nothing but the site."""

    repository: Repository
    remote: str
    name: str
    author: str

    @classmethod
    def of(cls, root: Path, scratch: Path, settings: Settings) -> Branch:
        """Find the branch that the settings name; raises `Refusal` with a way out."""
        repository = Repository(root, scratch)
        remote, name = settings.git_remote, settings.git_branch
        if repository.asks("rev-parse", "--git-dir") is None:
            raise Refusal(
                "This folder is no git repository yet, so there is nowhere to publish "
                "to. README.md, Publish, shows how to make one."
            )
        if repository.asks("remote", "get-url", remote) is None:
            others = (repository.asks("remote") or "").split()
            known = f"; there is {', '.join(others)}" if others else ""
            raise Refusal(
                f'git knows no remote "{remote}"{known}. Add it: '
                f"git remote add {remote} ADDRESS, or set GIT_REMOTE in publishconf.py."
            )
        if repository.asks("symbolic-ref", "--short", "HEAD") == name:
            raise Refusal(
                f'You are on the branch "{name}", which publish fills with the built '
                "site. Keep your texts on another one: git switch -c main"
            )
        return cls(repository, remote, name, settings.author)

    @property
    def shown(self) -> str:
        return f"{self.remote}/{self.name}"

    def send(self, site: Path, *, dry_run: bool) -> int:
        """Push the site as a commit on top of the branch, or list what that changes."""
        repository = self.repository.keeping_nothing() if dry_run else self.repository
        before = self._before(repository)
        tree = repository.tree(site, EXTRA)
        changes = repository.changes(before, tree)
        if changes and not dry_run:
            self._refuse_foreign(before)
            commit = repository.commit(tree, before, "Publish the archive", self.author)
            self._push(commit)
        return tell(changes, self.shown, dry_run=dry_run)

    def _before(self, repository: Repository) -> str | None:
        """Return the commit that is online now, fetched if it is not here yet."""
        ref = f"refs/heads/{self.name}"
        try:
            row = repository.run("ls-remote", self.remote, ref)
        except Refusal as refusal:
            raise Refusal(
                f'The remote "{self.remote}" does not answer. Is this computer online, '
                f"and the address right (git remote -v)?\n{refusal}"
            ) from refusal
        if not row:
            return None
        commit = row.split()[0]
        if repository.asks("cat-file", "-e", f"{commit}^{{tree}}") is None:
            repository.run(
                "fetch", "--no-tags", "--no-write-fetch-head", self.remote, ref
            )
        return commit

    def _refuse_foreign(self, before: str | None) -> None:
        """Refuse a branch that somebody keeps other things in."""
        if before is None:
            return
        names = self.repository.run("ls-tree", "--name-only", before).splitlines()
        if names and not {"archive.json", "index.html"} & set(names):
            raise Refusal(
                f"{self.shown} holds something other than a site ({names[0]}, …), and "
                "publishing would replace it. Name another branch in GIT_BRANCH."
            )

    def _push(self, commit: str) -> None:
        try:
            self.repository.run(
                "push", "--quiet", self.remote, f"{commit}:refs/heads/{self.name}"
            )
        except Refusal as refusal:
            raise Refusal(
                f"{self.shown} did not take the site, so what is online is unchanged. "
                "If somebody published in between, run publish again; if not, you may "
                f"have no right to push there.\n{refusal}"
            ) from refusal

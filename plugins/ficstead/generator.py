"""Ficstead inside Pelican: the one generator, and the settings it insists on."""

from __future__ import annotations

import logging
from collections import UserList
from collections.abc import Callable, Iterable
from datetime import datetime
from functools import cached_property, partial
from pathlib import Path
from typing import Any

from markupsafe import Markup
from pelican.contents import Article, Author, Category, Tag
from pelican.generators import Generator
from pelican.utils import SafeDatetime

from . import addresses, settings
from .library import archive
from .model import Work
from .passages import without
from .settings import Settings
from .site import books, fulltext, output, putting
from .site.gating import is_gated
from .site.putting import Target
from .site.task import Task
from .store import builds, keep
from .store.builds import Builds
from .store.manifest import Manifest

log = logging.getLogger(__name__)


class Articles(UserList[Article]):
    """The Pelican articles of works, a list that is made when another plugin looks.

    A thousand of them take a fifth of a second, and mostly nobody does.
    """

    def __init__(
        self,
        made: Iterable[Article] = (),
        later: Callable[[], list[Article]] | None = None,
    ) -> None:
        self._later = later or partial(list, made)

    @cached_property
    def data(self) -> list[Article]:  # type: ignore[override]
        """Return the list that this one stands for."""
        return self._later()

    def __copy__(self) -> Articles:
        return Articles(self)


class ArchiveGenerator(Generator):  # type: ignore[misc]
    """Reads the archive, puts its works into Pelican's context, writes its pages."""

    def generate_context(self) -> None:
        """Read everything; raises `ContentError` before a single file is written.

        A command that has checked already hands its library over, in a `Task` as
        ``FICSTEAD_TASK``, and nothing is read twice.
        """
        self.ficstead, _ = settings.from_mapping(self.settings)
        self.builds: Builds | None = None
        self.task: Task | None = self.settings.get("FICSTEAD_TASK")
        if self.task is None:
            self.task = self._own_task()
        works = self.task.library.works
        self.context["works"] = works
        self.context["articles"] = Articles(
            later=lambda: [self._article(work) for work in works]
        )

    def generate_output(self, writer: Any) -> None:
        """Write what changed of the site."""
        task = self.task
        assert task is not None
        extra = self.ficstead.content / "extra"
        files = output.files(
            task.library,
            self.ficstead,
            extra,
            task.keep,
            task.books,
            text=task.text,
            at=task.press,
        )
        folder = Path(self.output_path)
        before = task.before or folder
        target = Target(
            folder,
            before,
            task.known,
            task.look,
            shares=task.shares,
            is_ours=task.is_ours,
        )
        task.done = putting.put(files, target, task.told)
        if task.before is None:
            task.keep.close()
            if self.builds is not None:
                self.builds.done(Manifest(task.done.files), None)

    def _own_task(self) -> Task:
        """Return the task of plain `pelican`: read, and write into the last site."""
        kept = keep.opened(self.ficstead.cache)
        library, warnings = archive.build(self.ficstead, kept)
        for problem in warnings:
            log.warning("%s", problem)
        cache, folder = self.ficstead.cache, self.ficstead.output
        self.builds = builds.of(cache, folder) if cache else None
        known = self.builds.last().files if self.builds else {}
        text = fulltext.made(library, self.ficstead, kept)
        if text.missing:
            log.warning("The full text is left out: %s.", text.missing)
        taken = books.made(library, self.ficstead, kept)
        for problem in taken.problems:
            log.warning("%s", problem)
        return Task(
            library,
            kept,
            before=None,
            known=known,
            look=lambda: known,
            text=text,
            books=taken,
        )

    def _article(self, work: Work) -> Article:
        """Return the Pelican article of a work, for other plugins to find.

        Its content is the text of a one-shot that is not gated, and the summary of
        any other work: a plugin that knows no gate must not be handed what is behind.
        """
        gated = is_gated(work, self.ficstead) or bool(work.content_warnings)
        content = without(work.summary if gated or work.chapters else work.text.html)
        names = ["Anonymous"] if work.anonymous else [p.byline for p in work.authors]
        metadata = {
            "title": work.title,
            "slug": work.slug,
            "date": _date(work.published),
            "modified": _date(work.updated),
            "authors": [Author(name, self.settings) for name in names],
            "category": Category(_category(work), self.settings),
            "tags": [Tag(tag.name, self.settings) for tag in work.tags],
            "lang": work.language.code,
            "summary": self._rooted(without(work.summary)),
            "status": "published",
            "work": work,
        }
        return Article(
            self._rooted(content),
            metadata,
            self.settings,
            work.path,
            context=self.context,
        )

    def _rooted(self, html: Markup) -> str:
        """Return HTML whose links inside the archive carry SITEURL."""
        return html.replace(addresses.ROOT, f"{self.ficstead.site_url}/")


def _category(work: Work) -> str:
    # Every article of Pelican's has a category; a draft may have no fandom yet.
    return work.fandoms[0].name if work.fandoms else "No fandom"


def _date(moment: datetime) -> SafeDatetime:
    # By its parts: a time stamp would be read in the machine's zone, where the first
    # day of year 1 may lie before the calendar.
    return SafeDatetime(*moment.timetuple()[:6], tzinfo=moment.tzinfo)


def check_settings(pelican: Any) -> Settings:
    """Refuse settings that cannot be built with; raises `SettingsError`.

    Connected to `initialized`, where an exception stops Pelican; one in `register`
    would be logged and passed over, and the site built without its gate.
    """
    checked, warnings = settings.from_mapping(pelican.settings)
    for problem in warnings:
        log.warning("%s", problem)
    # Only a Pelican without this plugin renders the template that stops the build.
    pelican.settings["DIRECT_TEMPLATES"] = []
    # The theme's files are ours to put: Pelican would write all of them, each time.
    pelican.settings[settings.STATIC] = pelican.settings["THEME_STATIC_PATHS"]
    pelican.settings["THEME_STATIC_PATHS"] = []
    return checked


def get_generators(pelican: Any) -> type[ArchiveGenerator]:
    """Hand Pelican the generator."""
    return ArchiveGenerator

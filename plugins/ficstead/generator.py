"""Ficstead inside Pelican: the one generator, and the settings it insists on."""

from __future__ import annotations

import logging
import shutil
from datetime import datetime
from pathlib import Path
from typing import Any

from markupsafe import Markup
from pelican.contents import Article, Author, Category, Tag
from pelican.generators import Generator
from pelican.utils import SafeDatetime

from . import addresses, settings
from .library import archive
from .library.library import Library
from .model import Work
from .settings import Settings
from .site import output
from .site.gating import is_gated

log = logging.getLogger(__name__)


class ArchiveGenerator(Generator):  # type: ignore[misc]
    """Reads the archive, puts its works into Pelican's context, writes its pages."""

    def generate_context(self) -> None:
        """Read everything; raises `ContentError` before a single file is written.

        A command that has checked already hands its library over, as
        ``FICSTEAD_LIBRARY``, and nothing is read twice.
        """
        self.ficstead, _ = settings.from_mapping(self.settings)
        self.library: Library | None = self.settings.get("FICSTEAD_LIBRARY")
        if self.library is None:
            self.library, warnings = archive.build(self.ficstead)
            for problem in warnings:
                log.warning("%s", problem)
        works = self.library.works
        self.context["works"] = works
        self.context["articles"] = [self._article(work) for work in works]

    def generate_output(self, writer: Any) -> None:
        """Write every file of the site; the theme's own are Pelican's to copy."""
        assert self.library is not None
        root = Path(self.output_path)
        extra = self.ficstead.content / "extra"
        folders: set[Path] = set()
        for file in output.files(self.library, self.ficstead, extra):
            path = root / file.path
            if path.parent not in folders:
                path.parent.mkdir(parents=True, exist_ok=True)
                folders.add(path.parent)
            if isinstance(file.content, Path):
                shutil.copyfile(file.content, path)
            else:
                path.write_bytes(file.content)

    def _article(self, work: Work) -> Article:
        """Return the Pelican article of a work, for other plugins to find.

        Its content is the text of a one-shot that is not gated, and the summary of
        any other work: a plugin that knows no gate must not be handed what is behind.
        """
        gated = is_gated(work, self.ficstead) or bool(work.content_warnings)
        content = work.summary if gated or work.chapters else work.text.html
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
            "summary": self._rooted(work.summary),
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
    return checked


def get_generators(pelican: Any) -> type[ArchiveGenerator]:
    """Hand Pelican the generator."""
    return ArchiveGenerator

"""``export-ao3``: a work as AO3's posting form takes it, to copy field by field."""

from __future__ import annotations

import shutil
from contextlib import closing
from pathlib import Path

from ..exporting import form, sheet
from ..exporting.form import Form
from ..library import archive
from ..model import Work
from ..problems import nearest
from ..settings import Settings
from ..store import keep
from . import place, terminal
from .place import Place
from .refusal import Refusal

FOLDER = "ao3"


def run(where: Place, slug: str) -> int:
    """Write `ao3/SLUG/`: a sheet of all fields, and each text as a file of HTML.

    Drafts can be posted too: with a draft's slug its draft chapters come along.
    """
    settings, _ = place.load(where, FICSTEAD_PREVIEW=False)
    work, settings = _found(where, slug, settings)
    filled = form.filled(work, settings.site_url or _published(where))
    folder = (where.output or where.root / FOLDER) / work.slug
    _write(folder, filled)
    for what in filled.lost:
        terminal.result(terminal.shown(what))
    many = terminal.counted(len(filled.parts), "text")
    kept = (
        f"{terminal.counted(len(filled.lost), 'thing')} to know before you post"
        if filled.lost
        else "AO3 keeps all of it"
    )
    terminal.say(f"{folder / 'index.html'}: {work.title}, {many}; {kept}.")
    return 0


def _found(where: Place, slug: str, settings: Settings) -> tuple[Work, Settings]:
    """Return the work of that slug, as it is public or else as a draft."""
    works: dict[str, Work] = {}
    for preview in (False, True):
        if preview:
            settings, _ = place.load(where, FICSTEAD_PREVIEW=True)
        with closing(keep.opened(where.cache)) as kept:
            library, _ = archive.build(settings, kept)
        works = {work.slug: work for work in library.every_work}
        if slug in works:
            return works[slug], settings
    near = nearest(slug, works)
    hint = f'; did you mean "{near}"?' if near else ""
    raise Refusal(f'There is no work "{slug}" in {settings.shown}/works{hint}')


def _published(where: Place) -> str:
    """Return the address of the site on the web, which only publishconf.py knows."""
    if not (where.root / place.PUBLISHED).exists():
        return ""
    settings, _ = place.load(where, place.PUBLISHED)
    return settings.site_url


def _write(folder: Path, filled: Form) -> None:
    """Write everything anew: a chapter that is gone must not stay behind."""
    if (folder / "index.html").exists():
        shutil.rmtree(folder)
    elif folder.exists() and any(folder.iterdir()):
        raise Refusal(f"{folder} holds files that are not an export; name another.")
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "index.html").write_text(sheet.page(filled), encoding="utf-8")
    for part in filled.parts:
        (folder / part.file).write_text(part.text + "\n", encoding="utf-8")

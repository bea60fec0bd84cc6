"""What an author may set: one table, its validation, and what comes out of it.

The table is the only list of Ficstead's settings; docs/settings.md is checked against
it. Pelican's own settings stand in its documentation.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime, tzinfo
from pathlib import Path
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

from . import allowed, clock, inherited, languages, settings_file
from .forms import Form, Scope
from .model import Language
from .problems import Problem, SettingsError, did_you_mean, found, nearest
from .vocabulary import ArchiveWarning, Rating

Places = Mapping[str, tuple[str, int]]
# Where THEME_STATIC_PATHS is kept while Pelican itself is to find nothing to copy.
STATIC = "FICSTEAD_STATIC_PATHS"


@dataclass(frozen=True, slots=True)
class Setting:
    """One row of the table. `expected` says in words which values are good."""

    name: str
    default: object
    expected: str
    good: Callable[[object], bool]
    help: str


SETTINGS: tuple[Setting, ...] = (
    Setting("SITENAME", "My archive", "some text", allowed.some_text,
            "The name of the archive, at the top of every page."),
    Setting("SITESUBTITLE", "", "text", allowed.text,
            "One line under the name on the home page."),
    Setting("SITEURL", "", "empty, or an address that starts with https://",
            allowed.address,
            "Where the archive stands on the web, without a slash at the end. Set "
            "it in publishconf.py; feeds and the sitemap need it."),
    Setting("AUTHOR", "Anonymous", "some text", allowed.some_text,
            "Who wrote the works that do not say: `Pseud` or `Pseud (user)`."),
    Setting("DEFAULT_LANG", "en", "a language code such as en or pt-BR",
            allowed.language,
            "The language of the works that do not say, and of the archive's own "
            "words."),
    Setting("TIMEZONE", "UTC", "a name such as Europe/Berlin", allowed.zone,
            "The time zone of all dates; it decides when a scheduled chapter is "
            "due."),
    Setting("GATE_RATINGS", ["Mature", "Explicit", "Not Rated"],
            allowed.names(Rating), allowed.ratings,
            "Works with one of these ratings stand behind the gate. The default is "
            "AO3's rule for adult content."),
    Setting("GATE_WARNINGS", [], allowed.names(ArchiveWarning), allowed.warnings,
            "Works with one of these archive warnings stand behind the gate too."),
    Setting("START_HERE", [], "a list of slugs", allowed.texts,
            "Works shown first on the home page: the slugs of your favourites."),
    Setting("WORKS_PER_PAGE", 20, "a whole number above 0", allowed.count,
            "How many works a page of a list shows."),
    Setting("NEWEST_WORKS", 5, "a whole number above 0", allowed.count,
            "How many works the home page shows under Newest."),
    Setting("FEED_WORKS", 30, "a whole number above 0", allowed.count,
            "How many works a feed holds. The feed of one work has pages of as many "
            "chapters."),
    Setting("FEED_TAGS_FROM", 5, "a whole number above 0", allowed.count,
            "How many works a relationship, a character or an additional tag needs for "
            "a feed of its own. Authors, fandoms, series, collections and works always "
            "have one."),
    Setting("FEED_TEXT", False, "True or False", allowed.yes_no,
            "Put the texts of one-shots and chapters into feeds. What stands behind "
            "the gate, or warns of anything in your own words, is left out."),
    Setting("FEED_HUB", "", "empty, or an address that starts with https://",
            allowed.address,
            "A WebSub hub that tells feed readers at once; feeds name it. You have to "
            "tell the hub, after publishing."),
    Setting("FULL_TEXT_WORDS", 1_000_000, "0, or a whole number above it",
            allowed.none_or_count,
            "The stories themselves can be searched where the archive has fewer "
            "words than this; 0 leaves that out. A build that has to make the index "
            "anew takes some seconds for each million words."),
    Setting("DOWNLOADS", ["epub", "html", "md", "txt"], allowed.names(Form),
            allowed.forms,
            "What each work can be downloaded as; [] offers nothing. Series, and "
            "what else DOWNLOADS_OF names, come as epub and kepub alone."),
    Setting("DOWNLOADS_OF", ["works", "series", "fandoms"], allowed.names(Scope),
            allowed.scopes,
            "What downloads are made of. One of a fandom, an author or a collection "
            "holds all its listed works, where it has several; that of the archive "
            "every listed work."),
    Setting("CATALOGUE", ["1.2", "2.0"], "a list of 1.2, 2.0", allowed.catalogues,
            "The catalogues of all downloads for reading apps, by versions of OPDS; "
            "[] makes none."),
    Setting("CATALOGUE_GATED", True, "True or False", allowed.yes_no,
            "List works that stand behind the gate there too, labelled as such."),
    Setting("CATALOGUE_TAGS_FROM", 1, "a whole number above 0", allowed.count,
            "How many works a relationship, a character or an additional tag needs to "
            "be found there. A big archive has far fewer files with 2 or 3."),
    Setting("GIT_REMOTE", "origin", "some text", allowed.some_text,
            "The git remote that `publish gh-pages` pushes to."),
    Setting("GIT_BRANCH", "gh-pages", "some text", allowed.some_text,
            "The branch that `publish gh-pages` keeps the built site in."),
    Setting("RSYNC_TARGET", "", "text", allowed.text,
            "Where `publish rsync` sends the site: `user@host:/path/`."),
    Setting("FICSTEAD_PREVIEW", False, "True or False", allowed.yes_no,
            "Show drafts and scheduled works, marked as such. `serve` sets it; a "
            "site that is published never has it."),
)  # fmt: skip
_BY_NAME = {setting.name: setting for setting in SETTINGS}


# Where things lie, when it is, and what Pelican alone reads.
_UNTOLD = frozenset(
    {"content", "shown", "output", "theme", "static", "cache", "now", "pelican"}
)


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings, checked and typed. `now` is fixed for one run.

    `shown` is the content folder as problems name it. `cache` is where what can be made
    again is kept, if anywhere. `static` are the folders and files of the theme that are
    copied as they are. `pelican` is the whole mapping that Pelican reads.
    """

    content: Path
    output: Path
    theme: Path
    static: tuple[Path, ...]
    shown: str
    cache: Path | None
    name: str
    tagline: str
    site_url: str
    author: str
    language: Language
    zone: tzinfo
    now: datetime
    gate_ratings: frozenset[Rating]
    gate_warnings: frozenset[ArchiveWarning]
    start_here: tuple[str, ...]
    per_page: int
    newest: int
    feed_works: int
    feed_tags_from: int
    feed_text: bool
    feed_hub: str
    full_text_words: int
    downloads: tuple[Form, ...]
    downloads_of: frozenset[Scope]
    catalogue: tuple[str, ...]
    catalogue_gated: bool
    catalogue_tags_from: int
    git_remote: str
    git_branch: str
    rsync_target: str
    preview: bool
    pelican: Mapping[str, object] = field(repr=False, compare=False)

    def told(self) -> tuple[str, ...]:
        """Return all that a page may tell of the settings: neither place nor time."""
        told = (row.name for row in fields(self) if row.name not in _UNTOLD)
        return tuple(in_words(getattr(self, name)) for name in told)


def in_words(value: object) -> str:
    """Return a value in words that are the same in every run; a set has no order."""
    if isinstance(value, Mapping):
        rows = sorted(f"{in_words(k)}: {in_words(item)}" for k, item in value.items())
        return f"{{{', '.join(rows)}}}"
    if isinstance(value, set | frozenset):
        return f"{{{', '.join(sorted(map(in_words, value)))}}}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(in_words, value))}]"
    return repr(value)


def from_mapping(
    values: Mapping[str, object],
    *,
    path: str = "pelicanconf.py",
    places: Places = MappingProxyType({}),
) -> tuple[Settings, tuple[Problem, ...]]:
    """Check a mapping of settings against the table.

    Returns the settings and the warnings; raises `SettingsError` with all problems
    where a value is wrong.
    """
    problems = [*_wrong_values(values, path), *_slips(values, path, places)]
    if any(problem.is_error for problem in problems):
        raise SettingsError(tuple(sorted(problems)))
    return _typed(values), tuple(sorted(problems))


def load(path: Path, **overrides: object) -> tuple[Settings, tuple[Problem, ...]]:
    """Read a settings file as Pelican does, then check it; raises `SettingsError`."""
    from pelican.settings import (  # noqa: PLC0415 - 0.3 s, only here
        get_settings_from_file,
        read_settings,
    )

    given = settings_file.run(lambda: get_settings_from_file(str(path)), path)
    places = inherited.places(path)
    wrong = _wrong_values({**given, **overrides}, path.name, places, path.parent)
    if wrong:
        raise SettingsError(tuple(sorted(wrong)))
    values = settings_file.run(
        lambda: read_settings(str(path), override=overrides), path
    )
    return from_mapping(values, path=path.name, places=places)


def _wrong_values(
    values: Mapping[str, object],
    path: str,
    places: Places = MappingProxyType({}),
    folder: Path | None = None,
) -> list[Problem]:
    wrong = [
        (setting.name, setting.expected)
        for setting in SETTINGS
        if setting.name in values and not setting.good(values[setting.name])
    ]
    if folder is not None:
        wrong += inherited.wrong(values, folder)
    problems = []
    for name, expected in wrong:
        file, line = places.get(name, (path, 0))
        told = {"name": name, "value": repr(values[name]), "expected": expected}
        hint = allowed.near(values[name], expected)
        problems.append(found("S101", line, path=file, hint=hint, **told))
    return problems


def _slips(values: Mapping[str, object], path: str, places: Places) -> list[Problem]:
    """Find names that are nearly one of ours: GATE_RATING, START_HEAR.

    Any other unknown name may be meant for another plugin, so it is left alone.
    """
    problems = []
    for name in values:
        known = name in _BY_NAME or name in _pelican_names()
        if not known and name.isupper() and nearest(name, _BY_NAME):
            hint = did_you_mean(name, _BY_NAME, "")
            file, line = places.get(name, (path, 0))
            problems.append(found("S102", line, path=file, name=name, hint=hint))
    return problems


def _pelican_names() -> Mapping[str, object]:
    from pelican.settings import DEFAULT_CONFIG  # noqa: PLC0415 - see load()

    return MappingProxyType(DEFAULT_CONFIG)


def _typed(values: Mapping[str, object]) -> Settings:
    def get(name: str, kind: Callable[[object], Any]) -> Any:
        return kind(values.get(name, _BY_NAME[name].default))

    zone = ZoneInfo(get("TIMEZONE", str))
    language = languages.find(get("DEFAULT_LANG", str))
    content = Path(str(values["PATH"]))
    return Settings(
        content=content,
        output=Path(str(values["OUTPUT_PATH"])),
        theme=Path(str(values["THEME"])),
        static=_static(values),
        shown=_shown(content),
        cache=_cache(values),
        name=get("SITENAME", str),
        tagline=get("SITESUBTITLE", str),
        site_url=get("SITEURL", str).rstrip("/"),
        author=get("AUTHOR", str),
        language=language or Language("en", "English", "English"),
        zone=zone,
        now=_now(zone),
        gate_ratings=frozenset(map(Rating, get("GATE_RATINGS", _listed))),
        gate_warnings=frozenset(map(ArchiveWarning, get("GATE_WARNINGS", _listed))),
        start_here=get("START_HERE", _listed),
        per_page=get("WORKS_PER_PAGE", _whole),
        newest=get("NEWEST_WORKS", _whole),
        feed_works=get("FEED_WORKS", _whole),
        feed_tags_from=get("FEED_TAGS_FROM", _whole),
        feed_text=get("FEED_TEXT", bool),
        feed_hub=get("FEED_HUB", str),
        full_text_words=get("FULL_TEXT_WORDS", _whole),
        downloads=tuple(dict.fromkeys(map(Form, get("DOWNLOADS", _listed)))),
        downloads_of=frozenset(map(Scope, get("DOWNLOADS_OF", _listed))),
        catalogue=tuple(dict.fromkeys(get("CATALOGUE", _listed))),
        catalogue_gated=get("CATALOGUE_GATED", bool),
        catalogue_tags_from=get("CATALOGUE_TAGS_FROM", _whole),
        git_remote=get("GIT_REMOTE", str),
        git_branch=get("GIT_BRANCH", str),
        rsync_target=get("RSYNC_TARGET", str),
        preview=get("FICSTEAD_PREVIEW", bool),
        pelican=values,
    )


def _static(values: Mapping[str, object]) -> tuple[Path, ...]:
    names = values.get(STATIC, values.get("THEME_STATIC_PATHS", ["static"]))
    return tuple(Path(str(values["THEME"])) / str(name) for name in _listed(names))


def _cache(values: Mapping[str, object]) -> Path | None:
    folder = values.get("CACHE_PATH")
    return Path(str(folder)) if folder else None


def _listed(value: object) -> tuple[str, ...]:
    return tuple(value) if isinstance(value, list | tuple) else ()


def _whole(value: object) -> int:
    return value if isinstance(value, int) else 0


def _shown(content: Path) -> str:
    near = os.path.relpath(content)
    return str(content) if near.startswith("..") else near.replace(os.sep, "/")


def _now(zone: tzinfo) -> datetime:
    try:
        return clock.now(zone)
    except ValueError as error:
        problem = found(
            "S101",
            path="environment",
            name=clock.VARIABLE,
            value=str(error),
            expected="seconds since 1970, in digits",
        )
        raise SettingsError((problem,)) from error

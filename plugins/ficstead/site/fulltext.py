"""The stories themselves, searched: which texts, and the index that is made of them.

What is indexed are the words of the texts of listed works, folded as `search` folds
names, so that a question means the same in both. Sensitive passages stay out. The index
leads to texts by number; the words that a reader is shown are taken from the page, so
what stands behind a gate is nowhere but there.

What was made is kept beside the other things that can be made again. It is made anew
where a text has changed, and a preview takes it as it lies.
"""

from __future__ import annotations

import html
import json
import re
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import Final

import msgspec
from markupsafe import Markup

from .. import addresses
from ..library.library import Library
from ..model import Work
from ..passages import without
from ..settings import Settings
from ..store import digests
from ..store.keep import Keep
from ..text import Prose
from . import facets, gating, pagefind
from .folding import fold, parted
from .pagefind import PagefindError
from .pages import Gate
from .putting import File

_VERSION: Final = 1
# Longer ones are no words, and nobody asks for them.
_LONGEST: Final = 64
_AT_LEAST, _WORDS_A_SECOND = 120.0, 5_000
# Stand inside of words: "un<em>believ</em>able".
_INLINE: Final = re.compile(
    r"</?(?:a|abbr|b|bdi|cite|code|del|dfn|em|i|ins|kbd|mark|q|s|small|span|strong|sub|"
    r"sup|u|var|wbr)\b[^>]*>"
)
_TAG: Final = re.compile(r"<[^>]*>")
# What English has beside ASCII; `fold` would take it away.
_TYPESET: Final = (("’", "'"), ("‘", "'"), *((sign, " ") for sign in "“”—–…\xa0"))
# What `fold` makes of each ASCII sign.
_FOLDED: Final = {
    n: None if chr(n) in "'`" else fold(chr(n)) or " " for n in range(128)
}


@dataclass(frozen=True, slots=True)
class Text:
    """One text that is searched. `name` is empty for a one-shot's."""

    work: Work
    url: str
    name: str
    prose: Prose
    gate: Gate | None


@dataclass(frozen=True, slots=True)
class FullText:
    """The index as it lies in `folder`: each file with its digest.

    `names` are what it calls the texts, by their digests; `texts` is the list of them
    that a browser loads. Without `files` there is none, and `missing` says why, where
    that is worth a word; with `failed` the next build is to try again.
    """

    key: str = ""
    program: str = ""
    files: Mapping[str, bytes] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    texts: bytes = b""
    missing: str = ""
    failed: bool = False
    folder: Path = Path()

    @property
    def url(self) -> str:
        """Return where the scripts stand that read it; empty where there is none."""
        # With the version: a browser may keep scripts for long.
        return f"{addresses.TEXT}{self.program}/" if self.files else ""

    @property
    def fresh(self) -> str:
        """Return what is another as soon as anything of it is."""
        return digests.of_parts(self.key, self.texts).hex()[:8] if self.files else ""


NONE: Final = FullText()


def made(
    library: Library, settings: Settings, keep: Keep, *, anew: bool = True
) -> FullText:
    """Return the index of a library: as it was kept, or made again.

    A preview has none: whoever looks on while she writes need not wait for it, and
    what lies there shall be what a first preview would show. Without `anew` one that is
    kept is good enough, whatever has changed since.
    """
    if settings.preview:
        return NONE
    words = sum(work.words for work in library.works)
    reason = _against(words, settings)
    if reason is not None:
        return FullText(missing=reason)
    assert settings.cache is not None
    every = tuple(texts(library, settings))
    keys = [_key(text, keep) for text in every]
    try:
        index = _index(_folder(settings, settings.cache), every, keys, words, anew=anew)
    except (PagefindError, OSError) as error:
        return FullText(missing=str(error), failed=True)
    if not index.files:
        return NONE
    return replace(index, texts=_listed(every, [index.names.get(k) for k in keys]))


def _against(words: int, settings: Settings) -> str | None:
    """Return why there is to be no index; empty where nobody need be told."""
    if not words or not settings.full_text_words:
        return ""
    if words >= settings.full_text_words:
        most = f"FULL_TEXT_WORDS is {settings.full_text_words:,}"
        return f"the archive has {words:,} words, and {most}"
    if not pagefind.version():
        return "there is no Pagefind for this computer"
    if settings.cache is None:
        return "it is made in the cache, and CACHE_PATH names none"
    return None


def texts(library: Library, settings: Settings) -> Iterator[Text]:
    """Yield the texts that can be searched: those of listed works."""
    for work in facets.rows(library):
        if work.text:
            gate = gating.for_work(work, settings)
            name = "" if work.is_oneshot else "Foreword"
            yield Text(work, work.url, name, work.text, gate)
        for chapter in work.chapters:
            gate = gating.for_chapter(work, chapter, settings)
            yield Text(work, chapter.url, chapter.full_title, chapter.text, gate)


def files(index: FullText) -> Iterator[File]:
    """Yield what a browser searches the texts with."""
    if not index.files:
        return
    for name, digest in index.files.items():
        yield File(f"{index.url}{name}", digest, index.folder / "index" / name)
    licence = pagefind.LICENCE.encode()
    for path, data in (
        (f"{addresses.TEXT}texts.json", index.texts),
        (f"{addresses.TEXT}LICENCE.txt", licence),
    ):
        yield File(path, digests.of_bytes(data), lambda data=data: data)  # type: ignore[misc]


def words_of(text: Markup) -> str:
    """Return the folded words of a text, without its sensitive passages."""
    plain = html.unescape(_TAG.sub(" ", _INLINE.sub("", without(text))))
    for sign, plainer in _TYPESET:
        plain = plain.replace(sign, plainer)
    if plain.isascii():
        words = plain.translate(_FOLDED)
    else:
        words = " ".join(map(_folded, plain.split()))
    return " ".join(word for word in words.split() if len(word) <= _LONGEST)


# A novel has a hundred thousand words, and few of them are different ones.
@lru_cache(maxsize=200_000)
def _folded(word: str) -> str:
    return word.translate(_FOLDED) if word.isascii() else parted(fold(word))


def _key(text: Text, keep: Keep) -> str:
    return digests.of_parts(keep.engine, text.prose.digest).hex()[:24]


def _folder(settings: Settings, cache: Path) -> Path:
    # By what is searched: the preview of a site takes what a build of it has made.
    whose = digests.of_parts(str(settings.content.resolve())).hex()[:16]
    return cache / "texts" / whose


def _index(
    folder: Path, every: Sequence[Text], keys: Sequence[str], words: int, *, anew: bool
) -> FullText:
    program = pagefind.version()
    made_of = digests.of_parts(str(_VERSION), program, *sorted(set(keys))).hex()
    last = _kept(folder)
    if last.files and (last.key == made_of or not anew):
        return last
    if not anew:
        return NONE
    (folder / "made").unlink(missing_ok=True)
    pages = folder / "pages"
    if not last.key:
        # Who knows how far that run came.
        shutil.rmtree(pages, ignore_errors=True)
    _lay_out(pages, dict(zip(keys, every, strict=True)))
    patience = _AT_LEAST + words / _WORDS_A_SECOND
    names = pagefind.index(pages, folder / "index", patience=patience)
    index = FullText(made_of, program, _digests(folder / "index"), names)
    (folder / "made").write_bytes(msgspec.json.encode(_told(index)))
    return replace(index, folder=folder)


def _lay_out(folder: Path, wanted: Mapping[str, Text]) -> None:
    """Write each text that is not there as a page of words; the others go."""
    folder.mkdir(parents=True, exist_ok=True)
    there = {path.stem: path for path in folder.iterdir()}
    for key in there.keys() - wanted.keys():
        there[key].unlink()
    for key in wanted.keys() - there.keys():
        body = words_of(wanted[key].prose.html)
        page = f"<html><body data-pagefind-body>{body}</body></html>"
        (folder / f"{key}.html").write_text(page, "utf-8")


def _digests(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): digests.of_bytes(path.read_bytes())
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


class _Made(msgspec.Struct):
    """What is written beside an index when it is whole."""

    key: str
    program: str
    files: dict[str, bytes]
    names: dict[str, str]


def _told(index: FullText) -> _Made:
    return _Made(index.key, index.program, dict(index.files), dict(index.names))


def _kept(folder: Path) -> FullText:
    """Return the index that lies there; an empty one where it is not whole."""
    with suppress(OSError, msgspec.MsgspecError):
        made = msgspec.json.decode((folder / "made").read_bytes(), type=_Made)
        if all((folder / "index" / name).is_file() for name in made.files):
            return FullText(
                made.key, made.program, made.files, made.names, folder=folder
            )
    return NONE


def _listed(every: Sequence[Text], names: Sequence[str | None]) -> bytes:
    """Return the list of texts: works, what gates say, and one row a text.

    A row has what the index calls it, its work, the last part of its address, its name
    and its gate.
    """
    works: dict[str, int] = {}
    told: list[list[str]] = []
    gates: dict[tuple[str, ...], int] = {}
    rows: list[list[object]] = []
    for text, name in zip(every, names, strict=True):
        if name is None:
            continue
        work = text.work
        if work.slug not in works:
            works[work.slug] = len(works)
            by = "Anonymous" if work.anonymous or not work.authors else work.byline
            language = work.language
            told.append([work.slug, work.title, by, language.code, language.direction])
        row = [
            name.removeprefix(f"{pagefind.LANGUAGE}_"),
            works[work.slug],
            text.url.removeprefix(work.url).strip("/"),
            text.name,
        ]
        if text.gate:
            row.append(gates.setdefault(text.gate.labels, len(gates)))
        rows.append(row)
    data = {"ficstead": 1, "works": told, "gates": list(gates), "texts": rows}
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()

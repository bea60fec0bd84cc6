"""The header of a work, from what its source says: AO3's words, once each.

Where a source does not say what a work must have, AO3's own importer's defaults stand
in (Not Rated, Creator Chose Not To Use Archive Warnings, No Fandom), and the report
says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from ... import languages
from ...header import fields
from ...metadata import archive_warnings, categories, ratings, related, tags
from ...vocabulary import ArchiveWarning, Rating
from ..manuscript import Value
from ..story import Loss, Related, Story

_TAG_LISTS: Final = ("fandoms", "relationships", "characters", "tags")


@dataclass(slots=True)
class Tally:
    """What could not come along, and what the author should be told.

    `stand_ins` are what stands in the header by the name of what the source lacks.
    """

    lost: list[Loss] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    stand_ins: dict[str, str] = field(default_factory=dict)

    def lose(self, what: str, where: str) -> None:
        self.lost.append(Loss(what, where))

    def stood_in(self) -> tuple[str, ...]:
        """Return one sentence that names all that stands in, if anything does."""
        if not self.stand_ins:
            return ()
        names = _series(self.stand_ins, "or")
        stand = "stands" if len(self.stand_ins) == 1 else "stand"
        values = _series(self.stand_ins.values(), "and")
        return (f"It names no {names}; {values} {stand} in until you write your own.",)


def values(story: Story, title: str, tally: Tally) -> dict[str, Value]:
    """Return the values of a work's header but for its dates, texts and chapters."""
    fandoms = _listed(story.fandoms, "fandoms", tally)
    if not fandoms:
        fandoms = ("No Fandom",)
        tally.stand_ins["fandom"] = "No Fandom"
    return {
        "title": title,
        "author": story.authors,
        "rating": _rating(story.rating, tally),
        "warnings": _warnings(story.warnings, tally),
        "content warnings": tuple(
            name
            for name in story.warnings
            if not archive_warnings.find(name) and not archive_warnings.is_unclear(name)
        ),
        "categories": _categories(story.categories, tally),
        **{key: _listed(getattr(story, key), key, tally) for key in _TAG_LISTS},
        "fandoms": fandoms,
        "language": _language(story.language, tally),
        "series": tuple(f"{name} #{n}" if n else name for name, n in story.series),
        "collections": _listed(story.collections, "collections", tally),
        "gift": story.gifts,
        "prompt": story.prompts,
        "inspired by": _related(story.related, tally, translation=False),
        "translation of": _related(story.related, tally, translation=True),
        "source": story.source,
    }


def ordered(values: Mapping[str, Value]) -> dict[str, Value]:
    """Return what says something, in the contract's order of keys."""
    order = {field.key: at for at, field in enumerate(fields.FIELDS)}
    kept = {key: value for key, value in values.items() if value}
    return dict(sorted(kept.items(), key=lambda pair: order[pair[0]]))


def _series(names: Iterable[str], last: str) -> str:
    """Return names as a sentence has them: ``date, fandom or rating``."""
    *before, end = names
    return f"{', '.join(before)} {last} {end}" if before else end


def _rating(given: str, tally: Tally) -> str:
    known = ratings.find(given) or ratings.ELSEWHERE.get(given.lower().strip())
    if known is None and given:
        tally.said.append(f'Its rating "{given}" is not AO3\'s; Not Rated stands in.')
        tally.lose(f"rating: {given}", "header")
    elif known is None:
        tally.stand_ins["rating"] = Rating.NOT_RATED.value
    return (known or Rating.NOT_RATED).value


def _warnings(given: Iterable[str], tally: Tally) -> tuple[str, ...]:
    known = dict.fromkeys(filter(None, map(archive_warnings.find, given)))
    if len(known) > 1:
        known.pop(ArchiveWarning.NONE_APPLY, None)
    if not known:
        chosen = ArchiveWarning.CHOSE_NOT
        tally.stand_ins["archive warnings"] = chosen.value
        known = {chosen: None}
    return tuple(warning.value for warning in known)


def _categories(given: Iterable[str], tally: Tally) -> tuple[str, ...]:
    kept = []
    for name in given:
        if known := categories.find(name):
            kept.append(known.value)
        else:
            tally.lose(f"category: {name}", "header")
    return tuple(dict.fromkeys(kept))


def _listed(names: Iterable[str], key: str, tally: Tally) -> tuple[str, ...]:
    """Return names as items of a list, once each, without what no tag may hold."""
    kept: dict[str, str] = {}
    for name in names:
        # "Ada/Bea*" in a file of our own marks a main relationship.
        main = "*" if key == "relationships" and name.endswith("*") else ""
        bare = name.removesuffix("*") if main else name
        # Only the tags of other sites can bring what AO3 takes in none.
        unfit = tags.FORBIDDEN.search(bare)
        fit = " ".join(tags.FORBIDDEN.sub(" ", bare).split()) if unfit else bare
        if fit != bare:
            tally.lose(f"signs of the tag {name}", key)
        if fit:
            kept.setdefault(fit.casefold(), fit + main)
    return tuple(kept.values())


def _language(given: str, tally: Tally) -> str:
    known = languages.find(given) if given else None
    if given and known is None:
        tally.lose(f"language: {given}", "header")
    return known.code if known else ""


def _related(
    given: Iterable[Related], tally: Tally, *, translation: bool
) -> tuple[str, ...]:
    result = []
    for one in given:
        by = f" by {one.author}" if one.author else ""
        if one.translation is not translation:
            continue
        if related.is_web(one.url):
            named = re.sub("[<>]", "", f"{one.title}{by}") or one.url
            result.append(f"{named} <{one.url.replace(' ', '%20')}>")
        else:
            kind = "translation of" if translation else "inspired by"
            tally.lose(f"{kind}: {one.title}{by}", "header")
    return tuple(result)

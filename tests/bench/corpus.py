"""An archive that nobody wrote: works with chapters, tags, series, all from one seed.

Six in ten are one-shots, the rest have up to 60 chapters of 1,500 to 3,500 words. A
work is drawn from its own number, so the first works of a bigger archive are a smaller
archive.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from . import vocabulary
from .prose import Prose

SEED = 42
RATINGS = {
    "General Audiences": 28,
    "Teen And Up Audiences": 34,
    "Mature": 15,
    "Explicit": 18,
    "Not Rated": 5,
}
WARNINGS = {
    "No Archive Warnings Apply": 60,
    "Creator Chose Not To Use Archive Warnings": 25,
    "Graphic Depictions Of Violence": 10,
    "Major Character Death": 5,
}
CATEGORIES = {"F/F": 14, "F/M": 22, "Gen": 22, "M/M": 34, "Multi": 5, "Other": 3}
# What is filed in lists of its own, in every tool: with its key in a header.
TAXONOMIES = (
    "fandoms",
    "relationships",
    "characters",
    "tags",
    "ratings",
    "warnings",
)
FANDOMS, CAST, TAGS, SERIES, PEOPLE = 40, 40, 6_000, 4_000, 6


@dataclass(frozen=True, slots=True)
class Chapter:
    """One chapter: its number, and its Markdown."""

    number: int
    title: str
    date: date
    text: str


@dataclass(frozen=True, slots=True)
class Work:
    """One work. A one-shot has one chapter, which is the work's own text."""

    slug: str
    title: str
    authors: tuple[str, ...]
    terms: dict[str, tuple[str, ...]]  # of each of TAXONOMIES
    category: str
    series: tuple[str, int] | None
    summary: str
    notes: str
    chapters: tuple[Chapter, ...]

    @property
    def is_oneshot(self) -> bool:
        return len(self.chapters) == 1

    @property
    def published(self) -> date:
        return self.chapters[0].date

    @property
    def updated(self) -> date:
        return self.chapters[-1].date

    @property
    def words(self) -> int:
        return sum(chapter.text.count(" ") + 1 for chapter in self.chapters)


class World:
    """What all works share: words, fandoms with their people, tags, series, authors."""

    def __init__(self, seed: int = SEED) -> None:
        rng = Random(f"{seed}:world")
        self._seed = seed
        self._prose = Prose(rng)
        self._fandoms = vocabulary.titles(rng, FANDOMS, 1, 3)
        self._cast = [
            [vocabulary.name(rng) for _ in range(CAST)] for _ in range(FANDOMS)
        ]
        self._tags = vocabulary.titles(rng, TAGS, 1, 4)
        self._titles = vocabulary.titles(rng, SERIES, 2, 5)
        self._people = [
            vocabulary.word(rng) + vocabulary.word(rng) for _ in range(PEOPLE)
        ]
        self._tag_weights = vocabulary.falling(TAGS)

    def works(self, count: int) -> Iterator[Work]:
        return map(self.work, range(count))

    def work(self, number: int) -> Work:
        """Return the work of this number; it is the same in every archive."""
        rng = Random(f"{self._seed}:work:{number}")
        terms = self._terms(rng)
        title = rng.choice(self._titles)
        names = [name.split()[0] for name in terms["characters"]]
        return Work(
            slug=f"{title.lower().replace(' ', '-')}-{number}",
            title=title,
            authors=_drawn(rng, self._people, 1.6, 1 if rng.random() < 0.93 else 2),
            terms=terms,
            category=_weighed(rng, CATEGORIES),
            series=self._series(number),
            summary=self._prose.passage(rng, rng.randint(2, 5)),
            notes=self._prose.passage(rng, 3) if rng.random() < 0.5 else "",
            chapters=tuple(self._chapters(rng, title, names)),
        )

    def _series(self, number: int) -> tuple[str, int] | None:
        """Return a series and the part of it; one in five works has one.

        The works of a series stand near each other, nine at the most, and are counted
        without a gap.
        """
        if not self._in_series(number):
            return None
        first = number // 9 * 9
        part = sum(map(self._in_series, range(first, number + 1)))
        return self._titles[number // 9 % SERIES], part

    def _in_series(self, number: int) -> bool:
        return Random(f"{self._seed}:series:{number}").random() < 0.2

    def _terms(self, rng: Random) -> dict[str, tuple[str, ...]]:
        count = rng.choices((1, 2, 3), (86, 11, 3))[0]
        fandoms = _drawn(rng, self._fandoms, 1.1, count)
        people: list[str] = []
        pairs: list[str] = []
        for fandom in fandoms:
            cast = self._cast[self._fandoms.index(fandom)]
            met = _drawn(rng, cast, 0.9, rng.randint(2, 6))
            people += met
            for _ in range(rng.choices((0, 1, 2, 3), (20, 50, 20, 10))[0]):
                if len(met) > 1:
                    joint = rng.choice(("/", "/", "/", " & "))
                    pairs.append(joint.join(sorted(rng.sample(met, 2))))
        size = max(2, min(20, round(rng.gauss(8, 3))))
        tags = rng.choices(self._tags, cum_weights=self._tag_weights, k=size)
        return {
            "fandoms": fandoms,
            "relationships": tuple(dict.fromkeys(pairs)),
            "characters": tuple(dict.fromkeys(people)),
            "tags": tuple(dict.fromkeys(tags)),
            "ratings": (_weighed(rng, RATINGS),),
            "warnings": (_weighed(rng, WARNINGS),),
        }

    def _chapters(self, rng: Random, title: str, names: list[str]) -> Iterator[Chapter]:
        many = rng.random() >= 0.6
        count = min(60, 2 + int(rng.expovariate(1 / 7))) if many else 1
        day = date(2009, 1, 1) + timedelta(days=rng.randrange(5_500))
        for number in range(1, count + 1):
            text = self._prose.chapter(rng, rng.randint(1_500, 3_500), names)
            yield Chapter(
                number, rng.choice(self._titles) if many else title, day, text
            )
            day += timedelta(days=rng.randint(3, 12))


def _drawn(rng: Random, things: list[str], power: float, count: int) -> tuple[str, ...]:
    weights = vocabulary.falling(len(things), power)
    return tuple(dict.fromkeys(rng.choices(things, cum_weights=weights, k=count)))


def _weighed(rng: Random, table: dict[str, int]) -> str:
    return rng.choices(list(table), list(table.values()))[0]

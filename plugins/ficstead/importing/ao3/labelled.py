"""What the list of labels says of a work, above a download or on a page."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..story import Chapter, Story
from .labels import Stats


@dataclass(slots=True)
class Labelled:
    """Values by the fields of `Story`; series and stats, which are no mere names."""

    lists: dict[str, tuple[str, ...]] = field(default_factory=dict)
    series: tuple[tuple[str, int | None], ...] = ()
    stats: Stats = field(default_factory=Stats)

    def story(
        self, form: str, chapters: tuple[Chapter, ...], *, oneshot: bool
    ) -> Story:
        """Return a story that says what the labels say, and nothing else."""
        return Story(
            format=form,
            chapters=chapters,
            rating=", ".join(self.lists.get("rating", ())),
            warnings=self.lists.get("warnings", ()),
            categories=self.lists.get("categories", ()),
            fandoms=self.lists.get("fandoms", ()),
            relationships=self.lists.get("relationships", ()),
            characters=self.lists.get("characters", ()),
            tags=self.lists.get("tags", ()),
            language=", ".join(self.lists.get("language", ())),
            series=self.series,
            collections=self.lists.get("collections", ()),
            gifts=self.lists.get("gifts", ()),
            prompts=self.lists.get("prompts", ()),
            published=self.stats.published,
            updated=self.stats.updated,
            # One-shots said nothing of chapters until 2023-04.
            planned=self.stats.planned or ("1" if oneshot else ""),
            posted=1 if oneshot else self.stats.posted,
            words=self.stats.words,
        )

"""What an import wants to write of one work, before it knows what is there already.

Made from a `Story` by `composing`, in a process of its own; put beside the author's
files by `merging`. Header values are by the normal keys of `header.fields`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from .story import Loss

Value = str | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A file of a work: its header and its Markdown.

    `number` is the chapter's place, 0 for the work itself. `guesses` are keys whose
    value the source does not say for certain (the date of a chapter in the middle):
    they stand in for nothing that is there already.
    """

    number: int
    values: Mapping[str, Value]
    body: str
    guesses: frozenset[str] = frozenset()

    @property
    def title(self) -> str:
        value = self.values.get("title", "")
        return value if isinstance(value, str) else ", ".join(value)


@dataclass(frozen=True, slots=True)
class Manuscript:
    """One work as its import wants it.

    `chapters` is empty for a one-shot, whose text is the body of `work`. `partial` is
    true of a few chapters out of many: those that are missing were not deleted.
    `stated` and `counted` are words, by the source and by AO3's rule on its text.
    `mark` is the hash of one that was imported before and whose texts were not read.
    """

    format: str
    work: Part
    chapters: tuple[Part, ...] = ()
    partial: bool = False
    stated: int | None = None
    counted: int = 0
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    skin: str = ""
    lost: tuple[Loss, ...] = ()
    said: tuple[str, ...] = ()
    mark: str = ""

    @property
    def title(self) -> str:
        return self.work.title

    @property
    def authors(self) -> tuple[str, ...]:
        value = self.work.values.get("author", ())
        return (value,) if isinstance(value, str) else value

    @property
    def source(self) -> str:
        value = self.work.values.get("source", "")
        return value if isinstance(value, str) else ""

    @property
    def parts(self) -> tuple[Part, ...]:
        return (self.work, *self.chapters)

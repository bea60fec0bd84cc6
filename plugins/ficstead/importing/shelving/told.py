"""What a report says of a file, kept so that the same file need not be read again.

A file is known by its bytes and by the engine that read them. All that a report can say
of one that changes nothing is here; what it would write is not.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from ..manuscript import Manuscript, Part, Value
from ..story import Loss


@dataclass(frozen=True, slots=True)
class Told:
    """A manuscript without its texts; `mark` is the hash of the whole of it."""

    mark: str
    format: str
    title: str
    authors: tuple[str, ...]
    source: str
    stated: int | None
    counted: int
    chapters: int
    lost: tuple[Loss, ...]
    said: tuple[str, ...]

    @classmethod
    def of(cls, manuscript: Manuscript, mark: str) -> Told:
        return cls(
            mark=mark,
            format=manuscript.format,
            title=manuscript.title,
            authors=manuscript.authors,
            source=manuscript.source,
            stated=manuscript.stated,
            counted=manuscript.counted,
            chapters=len(manuscript.chapters),
            lost=manuscript.lost,
            said=manuscript.said,
        )

    @property
    def manuscript(self) -> Manuscript:
        """Return the manuscript as far as it is known; it writes nothing."""
        values: dict[str, Value] = {"title": self.title, "author": self.authors}
        values["source"] = self.source
        return Manuscript(
            format=self.format,
            work=Part(0, values, ""),
            chapters=tuple(Part(n, {}, "") for n in range(1, self.chapters + 1)),
            stated=self.stated,
            counted=self.counted,
            lost=self.lost,
            said=self.said,
            mark=self.mark,
        )

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def read(values: Mapping[str, Any]) -> Told:
    """Return what `as_json` made. Raises the usual errors for anything else."""
    stated = values["stated"]
    return Told(
        mark=str(values["mark"]),
        format=str(values["format"]),
        title=str(values["title"]),
        authors=tuple(map(str, values["authors"])),
        source=str(values["source"]),
        stated=None if stated is None else int(stated),
        counted=int(values["counted"]),
        chapters=int(values["chapters"]),
        lost=tuple(Loss(str(x["what"]), str(x["where"])) for x in values["lost"]),
        said=tuple(map(str, values["said"])),
    )

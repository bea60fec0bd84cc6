"""The closed lists of the field, in AO3's words (otwarchive config/config.yml)."""

from __future__ import annotations

from enum import Enum


class Rating(Enum):
    """AO3's five ratings; the order is from open to closed."""

    GENERAL = "General Audiences"
    TEEN = "Teen And Up Audiences"
    MATURE = "Mature"
    EXPLICIT = "Explicit"
    NOT_RATED = "Not Rated"


class ArchiveWarning(Enum):
    """AO3's six archive warnings, by the names AO3 shows."""

    CHOSE_NOT = "Creator Chose Not To Use Archive Warnings"
    VIOLENCE = "Graphic Depictions Of Violence"
    DEATH = "Major Character Death"
    NONE_APPLY = "No Archive Warnings Apply"
    NON_CON = "Rape/Non-Con"
    UNDERAGE = "Underage Sex"

    @property
    def warns(self) -> bool:
        """Return whether it asks for care: all do but "No Archive Warnings Apply"."""
        return self is not ArchiveWarning.NONE_APPLY


class Category(Enum):
    """AO3's six categories."""

    FF = "F/F"
    FM = "F/M"
    GEN = "Gen"
    MM = "M/M"
    MULTI = "Multi"
    OTHER = "Other"


class Status(Enum):
    """Who meets a work or chapter: everyone, those with the address, nobody."""

    PUBLISHED = "published"
    UNLISTED = "unlisted"
    SCHEDULED = "scheduled"
    DRAFT = "draft"


class Kind(Enum):
    """What a page of works is about. The value is the folder of its addresses."""

    # Kinds are keys everywhere, and Enum's own is a function of Python's.
    __hash__ = object.__hash__

    FANDOM = "fandoms"
    RELATIONSHIP = "relationships"
    CHARACTER = "characters"
    TAG = "tags"
    RATING = "ratings"
    WARNING = "warnings"
    CATEGORY = "categories"
    LANGUAGE = "languages"
    COLLECTION = "collections"
    YEAR = "years"
    AUTHOR = "authors"

    @property
    def plural(self) -> str:
        return _PLURALS.get(self, self.value.capitalize())

    @property
    def singular(self) -> str:
        return _SINGULARS.get(self, self.value.removesuffix("s").capitalize())


_PLURALS = {Kind.TAG: "Additional tags", Kind.WARNING: "Archive warnings"}
_SINGULARS = {
    Kind.TAG: "Additional tag",
    Kind.WARNING: "Archive warning",
    Kind.CATEGORY: "Category",
}

# What tags.toml may name.
WRANGLED = (Kind.FANDOM, Kind.RELATIONSHIP, Kind.CHARACTER, Kind.TAG)

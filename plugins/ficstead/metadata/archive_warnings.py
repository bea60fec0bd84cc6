"""AO3's archive warnings, under the names they have and the names they had."""

from __future__ import annotations

from ..header.header import Entry
from ..problems import did_you_mean, found
from ..vocabulary import ArchiveWarning
from . import entries
from .entries import Found

# Old names from reference downloads (AO3 renamed four of the six since 2009), and what
# people write for short where it can mean one thing only.
_OTHER = {
    "choose not to use archive warnings": ArchiveWarning.CHOSE_NOT,
    "author chose not to use archive warnings": ArchiveWarning.CHOSE_NOT,
    "author has chosen not to warn": ArchiveWarning.CHOSE_NOT,
    "choose not to warn": ArchiveWarning.CHOSE_NOT,
    "chose not to warn": ArchiveWarning.CHOSE_NOT,
    "chose not to use archive warnings": ArchiveWarning.CHOSE_NOT,
    "creator chose not to warn": ArchiveWarning.CHOSE_NOT,
    "cntw": ArchiveWarning.CHOSE_NOT,
    "none of these warnings apply": ArchiveWarning.NONE_APPLY,
    "no primary warnings apply": ArchiveWarning.NONE_APPLY,
    "no archive warning applies": ArchiveWarning.NONE_APPLY,
    "no warnings apply": ArchiveWarning.NONE_APPLY,
    "none apply": ArchiveWarning.NONE_APPLY,
    "nawa": ArchiveWarning.NONE_APPLY,
    "extreme violence": ArchiveWarning.VIOLENCE,
    "graphic violence": ArchiveWarning.VIOLENCE,
    "graphic depiction of violence": ArchiveWarning.VIOLENCE,
    "major character deaths": ArchiveWarning.DEATH,
    "mcd": ArchiveWarning.DEATH,
    "rape": ArchiveWarning.NON_CON,
    "non-con": ArchiveWarning.NON_CON,
    "noncon": ArchiveWarning.NON_CON,
    "rape/noncon": ArchiveWarning.NON_CON,
    "rape / non-con": ArchiveWarning.NON_CON,
    "underage": ArchiveWarning.UNDERAGE,
}
_BY_NAME = {warning.value.lower(): warning for warning in ArchiveWarning} | _OTHER

# "None" may mean that none applies or that none is given. Only the author knows.
_UNCLEAR = frozenset({"none", "no", "no warnings", "n/a", "na", "-", "no warning"})
_HINT_UNCLEAR = (
    "write No Archive Warnings Apply if none of them does, or "
    "Creator Chose Not To Use Archive Warnings if you would rather not say"
)


def find(value: str) -> ArchiveWarning | None:
    """Return the archive warning that a name means."""
    return _BY_NAME.get(" ".join(value.lower().split()))


def is_unclear(value: str) -> bool:
    """Tell whether a name may mean that none applies or that none is given."""
    return " ".join(value.lower().split()) in _UNCLEAR


def archive_warnings(entry: Entry | None) -> Found[tuple[ArchiveWarning, ...]]:
    """Return the archive warnings; without any, the work stands as "chose not to"."""
    names, problems = entries.items(entry)
    if not names:
        missing = found("M103", entries.line_of(entry))
        return (ArchiveWarning.CHOSE_NOT,), (*problems, missing)
    lines: dict[ArchiveWarning, int] = {}
    for name in names:
        known = find(name.name)
        if known:
            lines.setdefault(known, name.line)
            continue
        wrong = found("M104", name.line, value=name.name, hint=_hint(name.name))
        problems += (wrong,)
    # "No warnings" beside a warning would be a false promise, so the warning stands.
    none = ArchiveWarning.NONE_APPLY
    if none in lines and len(lines) > 1:
        problems += (found("M125", lines.pop(none), value=none.value),)
    return tuple(lines) or (ArchiveWarning.CHOSE_NOT,), problems


def _hint(value: str) -> str | None:
    if value.lower() in _UNCLEAR:
        return _HINT_UNCLEAR
    choices = (warning.value for warning in ArchiveWarning)
    return did_you_mean(value, choices, "") or None

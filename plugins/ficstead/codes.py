"""The one table of problem codes. Docs and tests walk it; nothing else lists codes.

Families: S settings, M metadata, T tags, W work structure, P prose, L links. A code
that was published once is never given another meaning.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from string import Formatter


class Severity(Enum):
    """An error stops the build; a warning does so only under ``--strict``."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Code:
    """One kind of problem: its message and hint are templates for `str.format`."""

    id: str
    severity: Severity
    message: str
    hint: str

    @property
    def fields(self) -> frozenset[str]:
        """Return the names that the message and the hint want filled in."""
        parts = [*Formatter().parse(self.message), *Formatter().parse(self.hint)]
        return frozenset(name for _, name, _, _ in parts if name)


ERROR, WARNING = Severity.ERROR, Severity.WARNING

_ROWS: tuple[tuple[str, Severity, str, str], ...] = (
    # -- S: settings -------------------------------------------------------------------
    ("S101", ERROR, "setting {name} is {value}; expected {expected}",
     "docs/settings.md lists the settings and what each may be"),
    ("S102", WARNING, "unknown setting {name}",
     "settings are listed in docs/settings.md"),
    ("S103", ERROR, "the settings cannot be read: {reason}",
     "undo the last change to this file, or compare it with docs/settings.md"),
    ("S104", ERROR, "the site would be built without its gate: {reason}",
     "nothing was written; put back what Ficstead shipped in theme/ and plugins/"),
    ("S105", ERROR, "SITEURL is empty, so feeds and the sitemap would have no address",
     'set SITEURL in publishconf.py, for example "https://you.github.io/fic"'),
    ("S106", WARNING, 'START_HERE names "{slug}", and no public work has that slug',
     "use the name of the work's file or folder in content/works"),
    ("S107", ERROR, "a page cannot be made: {reason}",
     "undo the last change to this file; .cache/error.txt has the whole story"),
    # -- M: metadata -------------------------------------------------------------------
    ("M101", ERROR, "no rating",
     "add one: Not Rated, General Audiences, Teen And Up Audiences, Mature or "
     "Explicit"),
    ("M102", ERROR, 'unknown rating "{value}"',
     "use Not Rated, General Audiences, Teen And Up Audiences, Mature or Explicit"),
    ("M103", ERROR, "no archive warnings",
     "add warnings: No Archive Warnings Apply, or what applies, or Creator Chose "
     "Not To Use Archive Warnings"),
    ("M104", ERROR, 'unknown archive warning "{value}"',
     "AO3's six are listed in docs/writing.md; your own words go in content warnings"),
    ("M105", ERROR, "no fandom",
     "add fandoms: and at least one name"),
    ("M106", ERROR, "no title",
     "add title: and the work's name"),
    ("M107", WARNING, 'unknown key "{key}"',
     "keys are listed in docs/writing.md"),
    ("M108", ERROR, '"{key}" is given twice (first in line {first})',
     "keep one of the two; a list goes in one key"),
    ("M109", ERROR, '"{key}" holds keys of its own; a header has one level only',
     'write "{key}: value", or a list with "- " before each item'),
    ("M110", ERROR, "the header has no closing --- line",
     "put --- on a line of its own after the last key"),
    ("M111", ERROR, "no header",
     "begin the file with ---, lines like title: My Story, and --- again"),
    ("M112", ERROR, "the file is not UTF-8 text",
     "save it as UTF-8 in your editor"),
    ("M113", ERROR, '"{value}" is not a date that Ficstead reads',
     "write year-month-day, for example 2024-05-01 or 2024-05-01 18:30"),
    ("M114", ERROR, "no date",
     "add date: with the day it was first posted, like 2024-05-01"),
    ("M115", ERROR, "{value} is not in the calendar",
     "check the month and the day"),
    ("M116", ERROR, 'unknown category "{value}"',
     "use F/F, F/M, Gen, M/M, Multi or Other"),
    ("M117", ERROR, 'unknown language "{value}"',
     "use a code such as en or pt-BR, or the name AO3 shows"),
    ("M118", ERROR, 'unknown status "{value}"',
     "use {expected}; a date in the future schedules it"),
    ("M119", ERROR, 'planned chapters "{value}" is neither a number nor ?',
     "write chapters: 5, or chapters: ? while you do not know"),
    ("M120", WARNING, "{key} has {length} characters; AO3 takes at most {limit}",
     "shorten it, or the work cannot be posted there as it is"),
    ("M121", WARNING, '"{key}" has no effect in {where}',
     "{instead}"),
    ("M122", ERROR, '"{value}" does not name a series and a place in it',
     "write the series and the place, for example The Gull Cycle #3"),
    ("M123", ERROR,
     '"{value}" is neither a slug of this archive nor a title with an address',
     "write the slug of the work, or Title by Author <https://…>"),
    ("M124", ERROR, 'line is not "key: value"',
     "write key: value; a long value goes on over lines indented by two spaces"),
    ("M125", WARNING, '"{value}" cannot stand beside other archive warnings',
     "keep the warnings that apply and drop this one"),
    ("M126", ERROR, '"{key}" takes yes or no, not "{value}"',
     "write {key}: yes"),
    ("M127", WARNING, "updated ({updated}) is before date ({date})",
     "swap the two, or leave updated out: the last chapter's date is used"),
    ("M128", WARNING, 'source "{value}" is not a web address',
     "begin it with https://"),
    ("M129", ERROR, '"{key}" takes one value and was given a list',
     "keep one of them"),
    ("M130", ERROR,
     '"{key}" cannot be honoured by this version of Ficstead, and the work would '
     "be public",
     "set status: draft until it can, or take the line out"),
    ("M131", WARNING, '"{key}" is kept but not used by this version of Ficstead',
     "leave it for a later version, or take it out"),
    ("M132", ERROR, '"{value}" is not one of the values of "{key}"',
     "use {expected}"),
    ("M133", WARNING, '"{key}" begins a list with [ and does not end it',
     "put ] at the end of the list, or take the [ away"),
    ("M134", WARNING, '"{key}" is set in, and so it is read as part of "{owner}"',
     "if it is a key of its own, take the spaces in front of it away"),
    ("M135", WARNING, "this draft has no {what} yet",
     "fill it in before you take status: draft away"),
    ("M136", WARNING, "updated ({updated}) is in the future",
     "leave updated out, and the last chapter's date is used; only date schedules"),
    ("M137", WARNING, '"{key}" begins with a quotation mark and does not end with one',
     "put the other one where it belongs, or take this one away"),
    ("M138", WARNING, '"{key}" ends a list with ] and does not begin it',
     "put [ at the beginning of the list, or take the ] away"),
    # -- T: tags -----------------------------------------------------------------------
    ("T201", WARNING, '"{tag}" holds {characters}, which AO3 does not allow in a tag',
     "spell it without, so that the tag can go to AO3 and back"),
    ("T202", WARNING, '"{tag}" has {length} characters; AO3 takes at most 150 in a tag',
     "shorten it, or say it in the notes"),
    ("T203", WARNING, '"{tag}" and "{other}" differ only in case, accents or spacing',
     'use one spelling, or make one a synonym in tags.toml; "{other}" stands in '
     "{where}"),
    ("T204", WARNING, '"{tag}" is one letter away from "{other}", used {count} times',
     'if it is a slip, write "{other}"; if not, name it in tags.toml'),
    ("T205", ERROR, '"{tag}" and "{other}" would have one address, {address}',
     'rename one, or make one a synonym in tags.toml; "{other}" stands in {where}'),
    ("T206", WARNING,
     "{count} fandoms, relationships, characters and tags; AO3 takes at most 75",
     "drop some, or the work cannot be posted there as it is"),
    ("T207", ERROR, "tags.toml cannot be read: {reason}",
     "docs/writing.md shows how the file is laid out"),
    ("T208", ERROR, 'tags.toml: "{key}" is not known here',
     "docs/writing.md shows how the file is laid out"),
    ("T209", ERROR, 'tags.toml: "{tag}" leads back to itself ({chain})',
     "a synonym or metatag must end at another tag"),
    ("T210", ERROR, 'tags.toml: "{tag}" is a synonym of both "{first}" and "{second}"',
     "keep it under one of them"),
    ("T211", WARNING, '"{tag}" stands twice in {key}',
     "keep one of them"),
    ("T212", WARNING, 'tags.toml: no work uses "{tag}" or anything under it',
     "check the spelling, or take it out"),
    # -- W: work structure -------------------------------------------------------------
    ("W301", ERROR, "a folder of chapters without work.md",
     "add work.md with the header of the whole work"),
    ("W302", ERROR, 'two works have the slug "{slug}": the other is {other}',
     "rename one of the two files or folders"),
    ("W303", ERROR, "two chapters have the number {number}: the other is {other}",
     "give one of the files another number at the front of its name"),
    ("W304", WARNING, "{posted} chapters are there and only {planned} are planned",
     "set chapters: to the number you plan, or to ?"),
    ("W305", ERROR, 'place {part} of "{series}" is taken already by {other}',
     "give each work of a series its own number"),
    ("W306", WARNING, 'no work is number {missing} of "{series}"',
     "change the numbers, or ignore this while that part is unwritten"),
    ("W307", ERROR, "there is no text after the header",
     "write some, or set status: draft until you do"),
    ("W308", WARNING,
     "this chapter is scheduled for {date}, but a later one is out already",
     "readers would find a hole; date it before the next chapter or set status: "
     "draft"),
    ("W309", ERROR, "the work has no chapters",
     "put its chapters beside work.md, as 01-name.md"),
    ("W310", WARNING, "this file is not used: {reason}",
     "move it, or put _ before its name if it is only for you"),
    ("W311", ERROR,
     'two parts of this work have the address "{address}": the other is {other}',
     "rename one of the two files"),
    ("W312", ERROR, "this cannot be read: {reason}",
     "check that it is there and that you may open it"),
    ("W313", ERROR,
     'a page cannot be called "{slug}": that address is taken by {taken}',
     "rename the file"),
    ("W314", WARNING, 'no work belongs to the series "{title}"',
     "check that works name it the same way, or take this file out"),
    ("W315", WARNING, "dated {date}, before the chapter in front of it ({before})",
     "check the two dates"),
    ("W316", WARNING, 'two series are called nearly the same: "{title}" and "{other}"',
     "write the series the same way in every work"),
    ("W317", ERROR, '"{title}" and {other} would have one address, {address}',
     "call one of them something else; the name of a file in series/ or pages/ makes "
     "its address"),
    ("W318", ERROR, 'two files describe the series "{title}": the other is {other}',
     "keep one of them, or correct the title"),
    ("W319", WARNING, "{what} cannot be made: {reason}",
     "the site was made without it; correct the file, or take the form out of "
     "DOWNLOADS"),
    # -- P: prose ----------------------------------------------------------------------
    ("P401", WARNING, "HTML that is not allowed was removed: {what}",
     "docs/writing.md lists what may stay; classes of your own go in site.css"),
    ("P402", WARNING, 'Markdown reads "{start}" as a numbered list',
     "write a backslash before the full stop: {fixed}"),
    ("P403", WARNING, 'is "{start}" a heading or a hashtag? Markdown programs disagree',
     "for a heading put a space after #; for a hashtag write a backslash: {fixed}"),
    ("P404", WARNING, "these {count} short lines will be joined into one paragraph",
     "if they are verse, put ::: verse before and ::: after; or end each line with "
     "\\"),
    ("P405", WARNING, "a picture without a description",
     "write what it shows between the square brackets: ![A lamp in a "
     "window](lamp.jpg)"),
    ("P406", ERROR, "::: {name} has no closing ::: line",
     "put ::: on a line of its own"),
    ("P407", WARNING, 'unknown block "{name}"',
     "use {expected}, or a class of AO3's skins"),
    ("P408", WARNING, "footnote [^{label}] has no text",
     "add a line [^{label}]: with what it says"),
    ("P409", WARNING, "footnote [^{label}] is never referred to",
     "put [^{label}] where it belongs, or take it out"),
    ("P410", WARNING, "characters that no text may hold were removed: {what}",
     "they are invisible; delete and retype the words around them"),
    ("P411", WARNING, "style was removed: {what}",
     "alignment, small and struck-out text are kept as classes; the rest has no "
     "effect"),
    ("P412", WARNING, "::: ends nothing here",
     "take the line out, or begin the block with its name: ::: letter"),
    ("P413", WARNING, "these {count} lines will be joined into one paragraph",
     "put an empty line between paragraphs"),
    ("P414", WARNING, '"{what}" was taken out of the skin: {reason}',
     "docs/writing.md says what a skin may set"),
    ("P415", WARNING, 'a rule for "{selector}" was taken out of the skin',
     "name what is in the text: .class, element, and what AO3 allows of the rest"),
    ("P416", WARNING, '"{what}" has no place in a skin and was taken out',
     "a skin holds rules, and @media for width and colour scheme; nothing else"),
    ("P417", WARNING, "the skin cannot be read as it is: {reason}",
     "correct it and look at the page; what follows may be lost"),
    ("P418", WARNING, "a sensitive passage that does not say what it holds",
     "write its warning behind the name: ::: passage drowning"),
    ("P419", WARNING, "::: instead stands in no passage, or not at its beginning",
     "put it right below the line ::: passage"),
    # -- L: links ----------------------------------------------------------------------
    ("L501", ERROR, 'no work of this archive has the slug "{slug}"',
     "use the name of its file or folder in content/works, or Title by Author "
     "<https://…>"),
    ("L502", WARNING, 'the link to "{target}" leads nowhere',
     "name a file of content/, or an address that starts with https://"),
    ("L503", WARNING, 'there is no picture "{target}"',
     "put it beside the chapter, or correct the name; capitals count"),
    ("L504", WARNING, 'the picture "{target}" is on another site and will not be shown',
     "save it beside the chapter and use its file name"),
    ("L505", WARNING, 'the link to "{target}" leads to something that is not public',
     "readers would find nothing there until it is published"),
    ("L506", WARNING, 'there is no skin "{target}"',
     "put the CSS file beside the work, or in content/skins; capitals count"),
    ("L507", WARNING, 'the cover "{target}" is no picture that a book can show',
     "save it as a JPEG or PNG file beside the work; until then a cover is drawn"),
)  # fmt: skip

CODES: dict[str, Code] = {row[0]: Code(*row) for row in _ROWS}

"""Headers for tests: from the lines an author types to an entry, facts, problems."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from ficstead import languages
from ficstead.header import header
from ficstead.header.header import Entry
from ficstead.metadata import metadata
from ficstead.metadata.facts import ChapterFacts, WorkFacts
from ficstead.model import Language

ENGLISH = languages.find("en") or Language("en", "English", "English")
ZONE = ZoneInfo("Europe/Paris")
DEFAULTS = metadata.Defaults("Kit (kittiwake)", ENGLISH, ZONE)

ENOUGH = ("title: The Gull", "rating: G", "warnings: none apply", "fandoms: Folklore")


def entry(*lines: str) -> Entry:
    """Return the first entry of a header; its key stands in line 2."""
    parsed, problems = header.parse("\n".join(("---", *lines, "---", "")))
    assert problems == ()
    return parsed.entries[0]


def work(text: str) -> tuple[WorkFacts, list[str]]:
    """Return the facts of a work's file and all problems as ``code:line``."""
    parsed, wrong = header.parse(text)
    facts, more = metadata.work_facts(parsed, DEFAULTS)
    return facts, [f"{one.code}:{one.line}" for one in (*wrong, *more)]


def work_with(*lines: str) -> tuple[WorkFacts, list[str]]:
    """Return what a work says that has all it needs, and these lines from line 6 on."""
    return work("\n".join(("---", *ENOUGH, *lines, "---", "It rained.\n")))


def chapter_with(*lines: str) -> tuple[ChapterFacts, list[str]]:
    """Return what a chapter with these lines from line 2 on says."""
    parsed, wrong = header.parse("\n".join(("---", *lines, "---", "It rained.\n")))
    facts, more = metadata.chapter_facts(parsed, DEFAULTS)
    return facts, [f"{one.code}:{one.line}" for one in (*wrong, *more)]

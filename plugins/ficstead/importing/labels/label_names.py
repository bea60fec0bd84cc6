"""The labels that stand above fic, however they are written and decorated."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

# Fields of Story that hold one text.
SINGLE: Final = frozenset(
    {"title", "rating", "language", "published", "updated", "planned", "source"}
)
_TEXTS: Final = frozenset({"summary", "notes", "end_notes", "kept", "prompts"})
_LISTS: Final = frozenset(
    {
        *("warnings", "content", "categories", "fandoms", "relationships"),
        *("characters", "people", "tags", "genres", "collections", "authors"),
    }
)

# Key: what people write for it, in the singular. "kept" are lines of the notes.
_NAMES: Final = {
    "title": ("title", "story title", "fic title", "work title", "story", "story name"),
    "chapter_title": ("chapter title",),
    "authors": (
        *("author", "by", "writer", "written by", "creator", "author name"),
        *("penname", "pen name", "pseud", "author/s"),
    ),
    "rating": ("rating", "rated", "story rating", "rate"),
    "warnings": ("warning", "archive warning", "story warning"),
    "content": ("content warning", "trigger warning", "trigger", "tw", "cw"),
    "fandoms": ("fandom",),
    "relationships": (
        *("relationship", "pairing", "ship", "couple", "main pairing", "pair"),
        *("main pairing", "primary pairing", "main ship"),
    ),
    "characters": ("character", "main character", "featuring"),
    "people": (
        *("character/pairing", "pairing/character", "characters/pairing"),
        *("pairings/character", "character and pairing", "pairing and character"),
    ),
    "tags": ("tag", "additional tag", "freeform", "freeform tag", "keyword"),
    "genres": ("genre",),
    "categories": ("category",),
    "language": ("language",),
    "series": ("series", "series title", "part of series"),
    "collections": ("collection",),
    "gifts": ("gift for", "gift to", "gift", "recipient", "written for"),
    "prompts": ("prompt",),
    "published": (
        *("date", "posted", "posted on", "posted at", "date posted", "published"),
        *("date published", "first posted", "first published", "publication date"),
        *("date written", "written", "written on", "publish date"),
    ),
    "updated": ("updated", "last updated", "date updated", "revised", "completed"),
    "source": (
        *("source", "url", "link", "story url", "storylink", "story link"),
        *("originally posted at", "originally posted", "original url", "archived at"),
    ),
    "words": ("word", "word count", "wordcount"),
    "planned": ("chapter count", "number of chapters", "chapters"),
    "status": ("status", "story status"),
    "summary": ("summary", "story summary", "brief summary", "description", "synopsis"),
    "notes": (
        *("note", "a/n", "an", "author note", "authors note", "story note"),
        *("beginning note", "note from the author", "authors comment", "n/a"),
    ),
    "end_notes": ("end note", "endnote"),
    "kept": (
        *("disclaimer", "spoiler", "beta", "beta reader", "betaed by", "beta'd by"),
        *("archive", "archived", "archiving", "distribution", "feedback", "setting"),
        *("timeline", "time line", "timeframe", "time frame", "era", "season"),
        *(
            "episode",
            "universe",
            "verse",
            "sequel",
            "sequel to",
            "prequel",
            "challenge",
        ),
        *("dedication", "dedicated to", "acknowledgement", "thank", "thanks to"),
        *("email", "e mail", "author email", "website", "web site", "webpage"),
        *("web page", "homepage", "home page", "authorlink", "author link"),
        *("author url", "publisher", "packaged", "content", "classification", "type"),
        *("length", "size", "credit", "copyright", "permission", "inspired by"),
        *("inspiration", "soundtrack", "background", "kink", "context", "continuity"),
        *("canon", "pov", "point of view", "contain", "content note", "content type"),
        *("teaser", "caution", "legal", "legal stuff", "standard disclaimer", "id"),
        *("story id", "review", "favorite", "follow", "kudos", "hit", "comment"),
        *(
            "bookmark",
            "betas by",
            "written for challenge",
            "part",
            "notice",
            "crossover",
        ),
        *("newsgroups", "message id", "organization", "reply to", "from", "subject"),
        *("to", "for", "author website", "posted to", "complete", "medium", "song"),
    ),
}
# A label of these is a header by itself; of the others it takes two; the last are in
# letters and plays too, and count for nothing.
_STRONG: Final = frozenset(
    {
        *("title", "rating", "warnings", "fandoms", "relationships", "people"),
        *("summary", "notes", "content"),
    }
)
_ALONE: Final = frozenset({"disclaimer", "author", "spoiler", "feedback"})
_WEAK: Final = frozenset(
    {
        *("to", "from", "for", "subject", "by", "date", "time", "part", "song", "id"),
        *("written", "posted", "an", "rate", "story", "source", "link", "note", "type"),
        *("comment", "follow", "hit", "review", "content", "complete", "legal"),
        *("episode", "season", "thank", "caution", "notice", "organization", "size"),
        *(
            "archive",
            "background",
            "context",
            "permission",
            "challenge",
            "n/a",
            "medium",
        ),
        *(
            "trigger",
            "ship",
            "couple",
            "pair",
            "contain",
            "completed",
            "word",
            "teaser",
        ),
    }
)
# Lines of letters, forms and playlists, which stories hold.
_LETTERS: Final = frozenset(
    {
        *("to", "from", "for", "subject", "by", "date", "time", "part", "id", "song"),
        *("written", "posted", "type", "content", "size", "medium", "complete", "note"),
        *("episode", "season", "organization", "background", "notice", "comment"),
    }
)
# With a dash for a colon only these: "Time - that was what he lacked."
_DASHED: Final = frozenset(
    {
        *("title", "author", "rating", "rated", "summary", "disclaimer", "pairing"),
        *(
            "fandom",
            "genre",
            "character",
            "warning",
            "spoiler",
            "feedback",
            "author note",
        ),
        *("authors note", "a/n", "category", "relationship", "word count", "setting"),
    }
)
_CLOSING: Final = frozenset({"disclaimer", "feedback", "review", "comment", "thank"})

_EDGE: Final = r"[\s*_~#=•●◦»>|+\[({<\-–—]"
_LINE: Final = re.compile(
    rf"(?P<lead>{_EDGE}{{0,8}})(?P<name>[^\W\d_][\w'’/ -]{{0,24}}?(?:\(s\))?)"
    r"(?P<tail>[\s*_~\])}>]{0,6})(?P<sign>[:：]+|[-–—=]+(?=\s)|\t)(?P<rest>.*)",
    re.DOTALL,
)
_BRACKETED: Final = re.compile(
    r"\s*[\[({<](?P<name>[\w'’/ -]{1,25})[\])}>]\s+(?P<rest>\S.*)"
)


@dataclass(frozen=True, slots=True)
class Label:
    """A label as it is written, what it means, and the value on its own line.

    `strength` is 2 where it is a header alone, 1 where two of them are, else 0.
    """

    key: str
    written: str
    value: str
    strength: int
    by_dash: bool = False

    @property
    def is_text(self) -> bool:
        return self.key in _TEXTS

    @property
    def is_list(self) -> bool:
        return self.key in _LISTS

    @property
    def is_in_letters(self) -> bool:
        """Tell whether it may be a line of a letter inside the story."""
        return self.strength == 0 and _form(self.written) in _LETTERS

    @property
    def is_closing(self) -> bool:
        """Tell whether people write it under their stories, too."""
        return self.key in {"notes", "end_notes"} or _form(self.written) in _CLOSING


def of(line: str, *, dashed: bool = False) -> Label | None:
    """Return the label that a line begins with, if it is one we know.

    A dash for a colon is good for a few labels only, unless others are `dashed`, too.
    """
    found = _LINE.fullmatch(line)
    if found is None:
        return _bracketed(line)
    name = found["name"].strip()
    form = _form(name)
    key = _KEYS.get(form)
    by_dash = found["sign"][0] in "-–—="
    if key is None or (by_dash and not dashed and form not in _DASHED):
        return _bracketed(line)
    value = _undecorated(found["rest"], found["lead"], found["tail"])
    return Label(key, name, value, _strength(key, form), by_dash)


def _bracketed(line: str) -> Label | None:
    found = _BRACKETED.fullmatch(line)
    if found is None:
        return None
    form = _form(found["name"])
    key = _KEYS.get(form)
    if key is None or form in _WEAK:
        return None
    return Label(
        key, found["name"].strip(), found["rest"].strip(), _strength(key, form)
    )


def _strength(key: str, form: str) -> int:
    if form in _WEAK and form != "note":
        return 0
    return 2 if key in _STRONG or form in _ALONE else 1


def _form(name: str) -> str:
    """Return a name in its one form: ``Author's Notes`` -> ``authors note``."""
    plain = re.sub(r"['’]|\(s\)$", "", name.lower()).replace("-", " ")
    plain = " ".join(plain.split())
    if plain in _KEYS:
        return plain
    if plain.endswith("ies"):
        return f"{plain[:-3]}y"
    return plain.removesuffix("s")


def _undecorated(rest: str, lead: str, tail: str) -> str:
    """Return a value without the stars that stood around its label.

    ``**Title:** X``, ``**Title**: X`` and ``*Title: X*`` all say X; ``Title: *X*``
    says so itself.
    """
    value = rest.strip()
    signs = "".join(dict.fromkeys(sign for sign in lead if sign in "*_~="))
    if not signs:
        return value
    if any(sign in tail for sign in signs):
        return value
    closing = re.match(rf"[{re.escape(signs)}]+(?=\s|$)", value)
    if closing:
        return value[closing.end() :].strip()
    return value.rstrip(signs).rstrip() if value.endswith(tuple(signs)) else value


_KEYS: Final = {
    form.replace("'", ""): key for key, forms in _NAMES.items() for form in forms
}

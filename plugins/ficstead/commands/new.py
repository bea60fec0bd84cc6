"""``new``: a file to fill in for a work, chapter or series. Nothing is replaced."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from ..header import fields, header
from ..library import reading, tree
from ..library.tree import WorkPlace
from ..problems import nearest
from ..settings import Settings
from ..slugs import slugify
from ..vocabulary import ArchiveWarning, Rating
from . import demo, place, terminal
from .place import Place
from .refusal import Refusal

_PARTS = ("works", "series", "skins", "pages", "tags.toml")
_CHOICES = {
    "rating": tuple(rating.value for rating in Rating),
    "warnings": tuple(warning.value for warning in ArchiveWarning),
}


def work(where: Place, title: str, *, chaptered: bool) -> int:
    """Make a work: one file, or a folder with `work.md` and a first chapter."""
    settings, _ = place.load(where)
    slug = _slug(title)
    for work_place in _works(settings):
        if work_place.slug == slug:
            raise Refusal(f"{work_place.shown} is there already; nothing was changed.")
    folder = settings.content / "works"
    if not chaptered:
        made = _write(folder / f"{slug}.md", _work(title, settings, chaptered=False))
        return _tell(made, "Fill it in; check names what is still missing.")
    if (folder / slug).exists():
        taken = _near(folder / slug)
        raise Refusal(f"{taken} is there already; nothing was changed.")
    _write(folder / slug / "01-chapter-one.md", _chapter("", settings))
    made = _write(folder / slug / "work.md", _work(title, settings, chaptered=True))
    return _tell(
        made, f'Its first chapter is 01-chapter-one.md; new chapter {slug} "…"'
    )


def chapter(where: Place, slug: str, title: str) -> int:
    """Add the next chapter to a work; a one-shot becomes a folder first."""
    settings, _ = place.load(where)
    found = _find(settings, slug)
    folder = found.path.parent
    numbers = [c.number for c in found.chapters or () if c.number is not None]
    if found.chapters is None:
        folder, numbers = _unfold(found, settings), [1]
    names = [c.path.name for c in found.chapters or () if c.number is not None]
    digits = max([2, *(len(name) - len(name.lstrip("0123456789")) for name in names)])
    number = max(numbers, default=0) + 1
    name = f"{number:0{digits}}-{slugify(title) if title else 'chapter'}.md"
    made = _write(folder / name, _chapter(title, settings, status="draft"))
    return _tell(made, "It is a draft; take out the line status: draft to post it.")


def series(where: Place, title: str) -> int:
    """Make the description of a series."""
    settings, _ = place.load(where)
    values = {"title": title, "summary": "", "notes": ""}
    path = settings.content / "series" / f"{_slug(title)}.md"
    made = _write(path, _file(values, "Works join it by a line of their own header:\n"
                                      f"series: {title} #1"))  # fmt: skip
    return _tell(made, f"A work joins it with the line series: {title} #1")


def archive(where: Place) -> int:
    """Move what is in content/ aside, the demo archive as a rule, and begin anew.

    It goes to `content/_aside`, which no build reads; nothing is deleted.
    """
    settings, _ = place.load(where)
    content = settings.content
    aside = content / tree.ASIDE
    there = [content / name for name in _PARTS if (content / name).exists()]
    if not there:
        raise Refusal(f"{settings.shown} is empty already; nothing was changed.")
    if aside.exists():
        raise Refusal(f"{_near(aside)} is there already; move it away first.")
    aside.mkdir()
    for part in there:
        part.rename(aside / part.name)
    (content / demo.LIST).unlink(missing_ok=True)
    (content / "works").mkdir()
    values = {"title": "About"}
    _write(content / "pages" / "about.md", f"{header.dump(values)}\nWho you are.\n")
    terminal.say(
        f"What was in {settings.shown} is in {settings.shown}/_aside now, where no "
        "build reads it; delete it when you like. Next: the names at the top of "
        'pelicanconf.py, then new work "Your title".'
    )
    return 0


# ---- Finding -------------------------------------------------------------------------


def _slug(title: str) -> str:
    if not title.strip():
        raise Refusal('A title is missing; put it in quotes, like "The Lantern".', 2)
    return slugify(title)


def _works(settings: Settings) -> tuple[WorkPlace, ...]:
    return tree.survey(settings.content, settings.shown)[0].works


def _find(settings: Settings, slug: str) -> WorkPlace:
    works = {work.slug: work for work in _works(settings)}
    wanted = slugify(Path(slug).stem)
    if wanted in works:
        return works[wanted]
    near = nearest(wanted, works)
    hint = (
        f'did you mean "{near}"?' if near else f'make it: new work "{slug}" --chapters'
    )
    raise Refusal(f'There is no work "{slug}" in {settings.shown}/works; {hint}')


# ---- Writing -------------------------------------------------------------------------


def _work(title: str, settings: Settings, *, chaptered: bool) -> str:
    values: dict[str, str] = {"title": title}
    wanted = "rating warnings categories fandoms relationships characters tags"
    values |= dict.fromkeys(wanted.split(), "")
    values |= {"content warnings": "", "language": settings.language.code}
    values |= {"series": "", "status": "draft"}
    values |= {"chapters": "?"} if chaptered else {"date": _today(settings)}
    values |= {"summary": "", "notes": "", "end notes": ""}
    if chaptered:
        return _file(
            values, "A foreword can stand below. Chapters are files beside this."
        )
    return _file(values, "Write the story below.")


def _chapter(title: str, settings: Settings, **more: str) -> str:
    values = {"title": title, "date": _today(settings), **more}
    values |= {"content warnings": "", "summary": "", "notes": "", "end notes": ""}
    return _file(values, "Write the chapter below.")


def _file(values: Mapping[str, str], first: str) -> str:
    """Return a header with empty keys to fill in, and a comment no reader sees."""
    rows = [_explained(key) for key in values]
    if "status" in values:
        rows.append("While status is draft, nobody meets this but you.")
    comment = "\n".join((first, "Readers never see what stands between these marks.",
                         "", *rows, "All keys: docs/writing.md"))  # fmt: skip
    # An empty value without quotes is easier to write into.
    head = header.dump(values).replace(': ""\n', ":\n")
    return f"{head}\n<!--\n{comment}\n-->\n"


def _explained(key: str) -> str:
    field = fields.find(key)
    assert field is not None
    choices = _CHOICES.get(key)
    return f"{key}: {', '.join(choices) + '.' if choices else field.help}"


def _today(settings: Settings) -> str:
    return settings.now.date().isoformat()


def _write(path: Path, text: str) -> Path:
    """Write a file that is not there yet."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:
        taken = f"{_near(path)} is there already; nothing was changed."
        raise Refusal(taken) from None
    return path


def _unfold(found: WorkPlace, settings: Settings) -> Path:
    """Turn a one-shot into a folder: its header to `work.md`, its text to chapter 1.

    The folder is filled under a name that no build reads, so at no moment is the text
    in no place.
    """
    text, problems = reading.decode(found.path, found.shown)
    if text is None:
        raise Refusal("\n".join(map(str, problems)))
    parsed, _ = header.parse(text, fields.is_known)
    dates = [str(e.value) for e in parsed.entries if fields.key_of(e.written) == "date"]
    if not dates:
        raise Refusal(
            f"{found.shown} has no date; give it one, then it can have chapters."
        )
    folder = found.path.with_suffix("")
    making = folder.with_name(f"_{folder.name}.new")
    making.mkdir()
    lines = text.split("\n")
    head = "\n".join(lines[: parsed.body_line - 1]) + "\n"
    # What the template says of the work's keys has no place above a chapter.
    template = _work("", settings, chaptered=False).partition("\n---\n")[2].strip()
    body = "\n".join(lines[parsed.body_line - 1 :]).replace(template, "", 1)
    _write(making / "work.md", head)
    first = header.dump({"date": dates[0]})
    _write(making / "01-chapter-one.md", f"{first}\n{body.lstrip(chr(10))}")
    making.rename(folder)
    found.path.unlink()
    terminal.say(
        f"{found.shown} is now a folder; its text is 01-chapter-one.md. Pictures that "
        "stood beside it must move in too: check names them."
    )
    return folder


def _tell(made: Path, text: str) -> int:
    terminal.result(_near(made))
    terminal.say(text)
    return 0


def _near(path: Path) -> str:
    """Return a path as it is seen from the archive's folder."""
    here = Path.cwd()
    return (path.relative_to(here) if path.is_relative_to(here) else path).as_posix()

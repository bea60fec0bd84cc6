"""The words that each task takes, and a sentence about any other."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NoReturn

from ..problems import nearest
from . import terminal
from .refusal import Refusal

TARGETS = ("gh-pages", "folder", "rsync")
KINDS = ("work", "chapter", "series", "archive")

_KIND = "|".join(KINDS)
_MISSING = {
    "PATH": "Import what? Name a file or a folder: import Downloads",
    "TITLE": 'A title is missing; put it in quotes, like "The Lantern".',
    "SLUG": "Of which work? Name its file or folder: the-lantern",
    _KIND: 'New what? new work "Title", new chapter SLUG or new series "Title".',
}
_WRONG = re.compile(r"argument (?P<name>\S+): invalid \w+(?: value)?: '(?P<word>.*?)'")


class _Parser(argparse.ArgumentParser):
    """Says in one sentence what is wrong, with the nearest word it knows."""

    def error(self, message: str) -> NoReturn:
        terminal.say(f"{_kinder(message)}\nMore: {self.prog} --help")
        raise SystemExit(2)


def options(words: Sequence[str], summaries: Mapping[str, str]) -> argparse.Namespace:
    """Return what the words ask for; `summaries` gives each task its one line.

    Raises `Refusal` with a sentence, or ends with one, where a word is not understood.
    """
    known = _parser(summaries)
    found, unknown = known.parse_known_args(words)
    if unknown:
        raise Refusal(_unknown(unknown[0], known, found), 2)
    return found


def _parser(summaries: Mapping[str, str]) -> argparse.ArgumentParser:
    top = _Parser(prog="python3 tasks.py", allow_abbrev=False)
    tasks = top.add_subparsers(dest="task", required=True, parser_class=_Parser)
    made = {
        name: tasks.add_parser(
            name, help=line, description=_sentence(line), allow_abbrev=False
        )
        for name, line in summaries.items()
    }
    for name in ("build", "check", "serve", "import", "new", "publish", "export-ao3"):
        _content(made[name])
    for name in ("build", "publish"):
        made[name].add_argument(
            "--output", metavar="DIR", help="where the site goes (output)"
        )
    for name in ("build", "check"):
        made[name].add_argument(
            "--strict", action="store_true", help="let warnings count as errors"
        )
    made["build"].add_argument(
        "--profile", action="store_true", help="say how long each stage took"
    )
    made["check"].add_argument(
        "--json", action="store_true", help="print the problems as a JSON array"
    )
    _serve(made["serve"])
    _import(made["import"])
    _publish(made["publish"])
    _new(made["new"])
    _export(made["export-ao3"])
    _bench(made["bench"])
    made["test"].add_argument(
        "words", nargs="*", help="handed to pytest: -k NAME, a file, --slow"
    )
    return top


def _content(task: argparse.ArgumentParser) -> None:
    task.add_argument("--content", metavar="DIR", help="where the texts are (content)")


def _serve(task: argparse.ArgumentParser) -> None:
    task.add_argument(
        "--port", type=int, metavar="N", help="the port; 8000, or the next free one"
    )
    task.add_argument(
        "--published",
        action="store_true",
        help="show only what readers would get: no drafts, nothing scheduled",
    )


def _import(task: argparse.ArgumentParser) -> None:
    task.add_argument(
        "paths",
        nargs="+",
        type=lambda word: Path(word).expanduser().absolute(),
        metavar="PATH",
        help="a download, a saved page, a document; a folder or a zip of them",
    )
    task.add_argument(
        "--dry-run", action="store_true", help="say what would come and write nothing"
    )
    task.add_argument(
        "--json", action="store_true", help="print one JSON object a file"
    )
    task.add_argument(
        "--reflow",
        action="store_true",
        help="break a story that lost its paragraphs where speech and scenes change",
    )


def _publish(task: argparse.ArgumentParser) -> None:
    task.add_argument(
        "target",
        nargs="?",
        default="gh-pages",
        choices=TARGETS,
        help="gh-pages: a branch of your git remote (this is meant if you name none); "
        "folder: output/, ready for any host; rsync: RSYNC_TARGET of your settings",
    )
    task.add_argument(
        "--dry-run", action="store_true", help="say what would change and send nothing"
    )


def _export(task: argparse.ArgumentParser) -> None:
    task.add_argument(
        "slug", metavar="SLUG", help="which work: its folder or file in content/works"
    )
    task.add_argument("--output", metavar="DIR", help="where the sheet goes (ao3)")


def _bench(task: argparse.ArgumentParser) -> None:
    task.add_argument(
        "--works",
        metavar="N,N",
        default="100,1000",
        help="the sizes of the archives that are made up (100,1000)",
    )
    task.add_argument(
        "--rounds", type=int, metavar="N", default=3, help="how often each runs (3)"
    )
    task.add_argument(
        "--only",
        metavar="NAME,NAME",
        default="",
        help="which tools: ours, hugo, eleventy, pelican (all that are found)",
    )
    task.add_argument(
        "--install",
        action="store_true",
        help="fetch Hugo and Eleventy for this run where they are not found",
    )
    task.add_argument(
        "--filter",
        action="store_true",
        help="measure the filter of 10,000 works in a browser instead",
    )
    task.add_argument(
        "--check",
        action="store_true",
        help="fail where a ratio is over its limit, as CI does",
    )
    task.add_argument("--json", action="store_true", help="print one JSON object")


def _new(task: argparse.ArgumentParser) -> None:
    kinds = task.add_subparsers(
        dest="kind",
        required=True,
        parser_class=_Parser,
        metavar=_KIND,
    )
    work = kinds.add_parser("work", help="a one-shot, or with --chapters a longer work")
    work.add_argument(
        "--chapters", action="store_true", help="a folder with a first chapter"
    )
    chapter = kinds.add_parser("chapter", help="the next chapter of a work")
    chapter.add_argument("slug", metavar="SLUG", help="the work's file or folder name")
    series = kinds.add_parser("series", help="the description of a series")
    archive = kinds.add_parser(
        "archive", help="move what is there aside, the demo as a rule, and begin anew"
    )
    archive.add_argument("--content", metavar="DIR", default=argparse.SUPPRESS)
    for kind in (work, chapter, series):
        optional: dict[str, str] = {} if kind is not chapter else {"nargs": "?"}
        kind.add_argument(
            "title",
            metavar="TITLE",
            default="",
            help='in quotes: "The Lantern"',
            **optional,  # type: ignore[arg-type]
        )
        # Given before or after the kind, it means the same.
        kind.add_argument(
            "--content",
            metavar="DIR",
            default=argparse.SUPPRESS,
            help="where the texts are (content)",
        )


def _sentence(line: str) -> str:
    return f"{line[0].upper()}{line[1:]}."


def _kinder(message: str) -> str:
    """Turn argparse's words into a sentence for an author."""
    if "arguments are required" in message:
        return _MISSING.get(message.rpartition(": ")[2], _sentence(message))
    if wrong := _WRONG.match(message):
        return _wrong(message, wrong)
    if message.endswith(": expected one argument"):
        return f"{message.split()[1].rstrip(':')} needs a word behind it."
    return _sentence(message)


def _wrong(message: str, wrong: re.Match[str]) -> str:
    """Return a sentence about a word that is no number, or none of a few."""
    if "invalid int" in message:
        return f"{wrong['name']} takes a number, not {wrong['word']}."
    if near := nearest(wrong["word"], (*KINDS, *TARGETS)):
        return f'There is no {wrong["word"]}; did you mean "{near}"?'
    if wrong["name"] == _KIND:
        return _MISSING[_KIND]
    return _sentence(message.split(": ", 1)[1])


def _unknown(
    word: str, known: argparse.ArgumentParser, found: argparse.Namespace
) -> str:
    if not word.startswith("-"):
        titled = getattr(found, "kind", "archive") != "archive"
        hint = 'a title goes in quotes: "The Lantern"' if titled else "leave it out"
        return f'"{word}" is one word too many; {hint}.'
    near = nearest(word, _options(known))
    hint = f'did you mean "{near}"?' if near else "--help lists what there is."
    return f"There is no option {word}; {hint}"


def _options(known: argparse.ArgumentParser) -> Iterator[str]:
    for action in known._actions:
        yield from action.option_strings
        if isinstance(action, argparse._SubParsersAction):
            for task in action.choices.values():
                yield from _options(task)

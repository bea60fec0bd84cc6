"""What ``tasks.py`` does of the words after it, and what the exit status says.

0 is good, 1 means problems in the content, 2 a setting or a word that is not
understood.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from ..problems import ContentError, SettingsError
from . import asked, plainly, terminal
from .holding import hold_on
from .place import Place
from .refusal import Refusal


def main(words: Sequence[str], *, root: Path, summaries: Mapping[str, str]) -> int:
    """Do what the words say and return the exit status."""
    hold_on()
    terminal.prepare()
    try:
        return _do(words, root, summaries)
    except (ContentError, SettingsError) as error:
        terminal.show(error.problems, sys.stderr)
        terminal.say(f"Nothing was written: {terminal.counts(error.problems)}.")
        return error.exitcode
    except Refusal as refusal:
        terminal.say(str(refusal))
        return refusal.exitcode
    except BrokenPipeError:
        # `check | head` has seen enough; Python must not complain at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        terminal.say(plainly.told(error))
        if hint := plainly.hint(error):
            terminal.say(f"    hint: {hint}")
        return 1


def _do(words: Sequence[str], root: Path, summaries: Mapping[str, str]) -> int:
    asks_help = bool({"-h", "--help"} & set(words[1:2]))
    if words[0] == "test" and not asks_help:
        from . import test  # noqa: PLC0415 - each task pays for itself alone

        return test.run(root, words[1:])
    options = asked.options(words, summaries)
    where = Place(
        root,
        _folder(getattr(options, "content", None)),
        _folder(getattr(options, "output", None)),
    )
    # Problems name files as they are seen from the archive's folder.
    os.chdir(root)
    return _run(options, where)


def _folder(word: str | None) -> Path | None:
    """Return a folder of the command line, seen from where the author stands."""
    return Path(word).expanduser().absolute() if word else None


def _run(options: argparse.Namespace, where: Place) -> int:  # noqa: PLR0911 - one a task
    match options.task:
        case "build":
            from . import build  # noqa: PLC0415

            return build.run(where, strict=options.strict, profile=options.profile)
        case "check":
            from . import check  # noqa: PLC0415

            return check.run(where, as_json=options.json, strict=options.strict)
        case "serve":
            from . import serve  # noqa: PLC0415

            return serve.run(where, port=options.port, published=options.published)
        case "import":
            from . import bringing  # noqa: PLC0415 - only an import needs its readers

            asked = bringing.Options(options.json, options.dry_run, options.reflow)
            return bringing.run(where, options.paths, asked)
        case "export-ao3":
            from . import export_ao3  # noqa: PLC0415 - only it needs to read HTML

            return export_ao3.run(where, options.slug)
        case "bench":
            from . import bench  # noqa: PLC0415 - only the bench needs its room

            return bench.run(where, options)
        case "publish":
            from . import publish  # noqa: PLC0415

            return publish.run(where, options.target, dry_run=options.dry_run)
    from . import new  # noqa: PLC0415

    match options.kind:
        case "work":
            return new.work(where, options.title, chaptered=options.chapters)
        case "chapter":
            return new.chapter(where, options.slug, options.title)
        case "series":
            return new.series(where, options.title)
        case _:
            return new.archive(where)

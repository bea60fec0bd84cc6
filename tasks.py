"""Everything Ficstead does, from one file: ``python3 tasks.py TASK``.

Only the standard library is used until `.venv` is there and holds what the requirement
files ask for; then the same words are handed to `ficstead.commands.cli` inside it.
``invoke TASK`` inside the environment is the same thing.
"""

from __future__ import annotations

import atexit
import difflib
import hashlib
import os
import shutil
import subprocess
import sys
import threading
import traceback
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import Any, NoReturn

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
STAMP = VENV / "ficstead-setup.txt"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")

TASKS = {
    "build": "make the site: content/ becomes output/",
    "serve": "show the site on this computer and reload it on every save",
    "check": "list every problem of content and settings, and write nothing",
    "import": "bring works home: downloads, saved pages, documents, folders, zips",
    "new": 'a file to fill in: new work "Title", new chapter SLUG, new series "Title"',
    "publish": "check, build and put the site online; --dry-run only says what would",
    "export-ao3": "a work as AO3's posting form takes it: export-ao3 SLUG",
    "bench": "measure this machine: how long archives of some size take to build",
    "test": "run Ficstead's own tests; extra words go to pytest",
}
NEEDS = {"test": ("requirements.txt", "requirements-dev.txt")}


class SetupError(Exception):
    """Set-up that cannot go on; the text tells the author what to do."""


def main(words: Sequence[str]) -> int:
    """Do one task and return the exit status."""
    if not words or words[0] in {"-h", "--help", "help"}:
        print(_list_of_tasks())
        return 0
    if words[0] not in TASKS:
        _say(_unknown(words[0]))
        return 2
    try:
        set_up(_needed(words[0]))
    except (SetupError, OSError) as error:
        _say(_unready(error))
        return 1
    if not _inside():
        return _run_inside(words)
    sys.path.insert(0, str(ROOT / "plugins"))
    try:
        from ficstead.commands import cli  # noqa: PLC0415 - not there before set-up

        return cli.main(words, root=ROOT, summaries=TASKS)
    except (ImportError, SyntaxError) as error:
        _say(_slip(error))
        return 2


def _list_of_tasks() -> str:
    rows = [f"  {name:<12}{summary}" for name, summary in TASKS.items()]
    end = "\nMore about one of them: python3 tasks.py TASK --help"
    return "\n".join(("python3 tasks.py TASK", "", *rows, end))


def _unknown(word: str) -> str:
    known = ["--help"] if word.startswith("-") else [*TASKS]
    near = difflib.get_close_matches(word.lower(), known, n=1, cutoff=0.5)
    hint = f'did you mean "{near[0]}"?' if near else "the tasks are " + ", ".join(TASKS)
    return f'There is no task "{word}"; {hint}'


def _unready(error: SetupError | OSError) -> str:
    if isinstance(error, SetupError):
        return str(error)
    return (
        f"{error.filename}: {error.strerror}\n"
        "Ficstead could not be set up: its parts lie in .venv and .cache beside "
        "tasks.py. Is that folder read-only, another user's, or the disk full?"
    )


def _slip(error: ImportError | SyntaxError) -> str:
    """Return where Ficstead's own code cannot be read, after somebody edited it."""
    frame = traceback.extract_tb(error.__traceback__)[-1]
    file, line = frame.filename, frame.lineno
    if isinstance(error, SyntaxError) and error.filename:
        file, line = error.filename, error.lineno
    place = os.path.relpath(file, ROOT)
    return (
        f"{place}:{line}: Python cannot run this: {error}\n"
        "    hint: undo the last change to this file"
    )


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


# ---- Set-up --------------------------------------------------------------------------


def set_up(files: Sequence[str]) -> None:
    """Bring `.venv` up to the requirement files; raises `SetupError`.

    A line of the stamp is written when its file is wholly installed, so an interrupted
    set-up is seen and done again.
    """
    if _done(files):
        return
    if sys.version_info < (3, 11):  # noqa: UP036 - what an old Python should say
        have = ".".join(map(str, sys.version_info[:2]))
        raise SetupError(f"Ficstead needs Python 3.11 or newer; this is {have}.")
    with _alone():
        if not _done(files):
            _install(files)


def chromium() -> str | None:
    """Return where Chromium is, for the tests that need a browser."""
    names = ("chromium", "chromium-browser", "google-chrome")
    named = os.environ.get("CHROMIUM")
    return named or next(filter(None, map(shutil.which, names)), None)


def _needed(task: str) -> tuple[str, ...]:
    files = NEEDS.get(task, ("requirements.txt",))
    browser = task == "test" and chromium() is not None
    return (*files, "requirements-browser.txt") if browser else files


def _hash(name: str) -> str:
    # Line ends do not count: git may turn them round on Windows.
    text = (ROOT / name).read_bytes().replace(b"\r\n", b"\n")
    return hashlib.sha256(text).hexdigest()


def _stamped() -> dict[str, str]:
    """Return what the stamp says, nothing where the environment cannot be used.

    It is bound to its interpreter: after an upgrade of Python it is made anew.
    """
    try:
        lines = STAMP.read_text(encoding="utf-8").splitlines()
    except OSError:
        return {}
    stamped = dict(line.split(" ", 1) for line in lines if " " in line)
    usable = PYTHON.exists() and stamped.get("python") == _interpreter()
    return stamped if usable else {}


def _interpreter() -> str:
    return str(PYTHON.resolve()) if os.name != "nt" else "windows"


def _done(files: Sequence[str]) -> bool:
    stamped = _stamped()
    return all(stamped.get(name) == _hash(name) for name in files)


def _install(files: Sequence[str]) -> None:
    stamped = _stamped()
    _say(
        "Bringing Ficstead up to date..."
        if stamped
        else "Setting up Ficstead (once, about 20 seconds)..."
    )
    before = STAMP.read_bytes() if stamped else b""
    STAMP.unlink(missing_ok=True)
    if not stamped:
        _make_environment()
    wanted = [name for name in files if stamped.get(name) != _hash(name)]
    listed = [word for name in wanted for word in ("-r", str(ROOT / name))]
    command = [*_pip(), "install", "--require-hashes", "--quiet", "--no-input"]
    try:
        _quietly([*command, "--disable-pip-version-check", *listed])
    except SetupError:
        # Nothing was fetched (no network, say): what was there works as before.
        if before:
            STAMP.write_bytes(before)
        raise
    stamped |= {"python": _interpreter(), **{name: _hash(name) for name in wanted}}
    lines = "".join(f"{name} {value}\n" for name, value in stamped.items())
    STAMP.write_text(lines, encoding="utf-8")


def _make_environment() -> None:
    """Make `.venv`, without a pip of its own where the one outside can fill it.

    That is quicker, and works where Debian has taken ensurepip out of Python.
    """
    bare = ["--without-pip"] if _outer_pip() else []
    _quietly([_base_python(), "-m", "venv", "--clear", *bare, str(VENV)])


def _pip() -> list[str]:
    inner = ("lib/python3*/site-packages/pip", "Lib/site-packages/pip")
    if any(next(VENV.glob(pattern), None) for pattern in inner):
        return [str(PYTHON), "-m", "pip"]
    outer = _outer_pip()
    if outer is None:
        raise SetupError(
            "Python's installer, pip, was not found.\n"
            "On Debian or Ubuntu: sudo apt install python3-venv; then try again."
        )
    return [*outer, "--python", str(PYTHON)]


@cache
def _outer_pip() -> list[str] | None:
    """Return a pip that can fill another environment: 22.3 or newer."""
    for command in ([_base_python(), "-m", "pip"], ["pip3"], ["pip"]):
        try:
            done = subprocess.run(
                [*command, "--version"], capture_output=True, text=True, check=False
            )
            major, minor = done.stdout.split()[1].split(".")[:2]
        except (OSError, IndexError, ValueError):
            continue
        if done.returncode == 0 and (int(major), int(minor)) >= (22, 3):
            return command
    return None


def _base_python() -> str:
    # Inside `.venv` itself (invoke) a new one must come from the Python below it.
    return str(getattr(sys, "_base_executable", sys.executable) or "python3")


def _quietly(command: Sequence[str]) -> None:
    """Run a command whose words matter only if it fails."""
    environment = os.environ | {"PIP_USER": "0", "PIP_REQUIRE_VIRTUALENV": "0"}
    try:
        done = subprocess.run(
            command,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            errors="replace",
            check=False,
            env=environment,
        )
    except OSError as error:
        raise SetupError(f"{command[0]} cannot be run: {error.strerror}") from error
    if done.returncode:
        raise SetupError(f"{done.stdout.rstrip()}\n\n{_why(done.stdout)}")


def _why(output: str) -> str:
    if "ensurepip" in output:
        return (
            "Python's installer is missing. On Debian or Ubuntu: "
            "sudo apt install python3-venv; then try again."
        )
    if "No matching distribution" in output or "Could not find a version" in output:
        return (
            "Ficstead could not be set up: its parts were not found. Is this computer "
            "online? Then run the same command again."
        )
    return "Ficstead could not be set up; what went wrong stands above."


@contextmanager
def _alone() -> Iterator[None]:
    """Let one set-up run at a time; the lock ends with its process, however it ends."""
    (ROOT / ".cache").mkdir(exist_ok=True)
    with (ROOT / ".cache" / "setup.lock").open("w") as file:
        if sys.platform == "win32":
            import msvcrt  # noqa: PLC0415 - one of the two is there

            msvcrt.locking(file.fileno(), msvcrt.LK_LOCK, 1)
        else:
            import fcntl  # noqa: PLC0415

            fcntl.flock(file, fcntl.LOCK_EX)
        yield


# ---- Inside --------------------------------------------------------------------------


def _inside() -> bool:
    return Path(sys.prefix).resolve() == VENV.resolve()


def _run_inside(words: Sequence[str]) -> int:
    command = [str(PYTHON), str(ROOT / "tasks.py"), *words]
    if os.name != "nt":
        os.execv(command[0], command)
    with subprocess.Popen(command) as child:
        while True:
            try:
                return child.wait()
            except KeyboardInterrupt:
                continue  # the child has had it too, and ends by itself


def _namespace() -> Any:
    """Return the tasks as `invoke --list` knows them.

    Invoke itself has no optional or repeated words without a name, such as those of
    `test` and `new`, so the words are handed to `main` before it reads them.
    """
    from invoke import Collection, task  # noqa: PLC0415 - only there inside

    words = sys.argv[1:]
    if words and words[0] in TASKS:
        sys.exit(_guarded(words))
    collection = Collection()
    for name, summary in TASKS.items():

        def body(context: Any, name: str = name) -> None:
            sys.exit(_guarded([name]))

        body.__doc__ = summary[0].upper() + summary[1:] + "."
        collection.add_task(task(body, name=name, optional=[], positional=[]))
    return collection


def _guarded(words: Sequence[str]) -> int:
    try:
        return main(words)
    except KeyboardInterrupt:
        return 130


def _leave(status: int) -> NoReturn:
    """End this process without taking apart what it holds: a tenth of a small build.

    Whatever has asked to be called at the end is called, and other threads are waited
    for.
    """
    if threading.active_count() == 1:
        # Python need not have it for ever: then it ends as it always did.
        with suppress(OSError, AttributeError):
            atexit._run_exitfuncs()
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(status)
    sys.exit(status)


if __name__ == "__main__":
    _leave(_guarded(sys.argv[1:]))
if Path(sys.argv[0]).stem in {"invoke", "inv"}:
    namespace = _namespace()

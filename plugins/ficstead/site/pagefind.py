"""Pagefind, the program that makes an index of texts which a browser can search.

It comes as a program in a wheel of its own, where there is one for the computer. Of
what it writes, a site gets the index and the scripts that read it: not its looks, and
not its copies of the texts, because excerpts are taken from the pages themselves.
"""

from __future__ import annotations

import gzip
import json
import shutil
import subprocess
import tempfile
from importlib import import_module, metadata
from pathlib import Path
from typing import Final

PACKAGE: Final = "pagefind_bin"
# Texts without a language share one index, so that one question reaches them all.
LANGUAGE: Final = "unknown"
_SHIPPED: Final = (
    "pagefind.js",
    "pagefind-worker.js",
    "pagefind-entry.json",
    f"pagefind.{LANGUAGE}_*.pf_meta",
    f"wasm.{LANGUAGE}.pagefind",
    f"index/{LANGUAGE}_*.pf_index",
)
_SIGNATURE: Final = b"pagefind_dcd"

# Whoever hands the scripts on hands this on with them.
LICENCE: Final = """\
The search in the texts is done by Pagefind, https://pagefind.app/

Copyright 2022 CloudCannon

Permission is hereby granted, free of charge, to any person obtaining a copy of this
software and associated documentation files (the "Software"), to deal in the Software
without restriction, including without limitation the rights to use, copy, modify,
merge, publish, distribute, sublicense, and/or sell copies of the Software, and to
permit persons to whom the Software is furnished to do so, subject to the following
conditions:

The above copyright notice and this permission notice shall be included in all copies
or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED,
INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR
PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE
LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT
OR OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR
OTHER DEALINGS IN THE SOFTWARE.
"""


class PagefindError(Exception):
    """The index could not be made; the text says why, in one line."""


def version() -> str:
    """Return the version that is installed, nothing where none is."""
    try:
        return metadata.version(PACKAGE)
    except metadata.PackageNotFoundError:
        return ""


def index(texts: Path, folder: Path, *, patience: float) -> dict[str, str]:
    """Put the index of the ``*.html`` in `texts` into `folder`.

    Returns what the index calls each of them, by name. Raises `PagefindError`, and
    leaves `folder` as it was, where the program fails or takes longer than `patience`
    seconds.
    """
    for left in folder.parent.glob(".index.*"):  # of a build that was killed
        shutil.rmtree(left, ignore_errors=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".index.") as scratch:
        written, chosen = Path(scratch, "written"), Path(scratch, "chosen")
        try:
            _run(texts, written, patience)
            names = dict(map(_named, sorted(written.glob("fragment/*.pf_fragment"))))
            _choose(written, chosen)
            shutil.rmtree(folder, ignore_errors=True)
            chosen.rename(folder)
        except (OSError, EOFError, ValueError, KeyError) as error:
            said = f"what Pagefind wrote cannot be used: {_line(error)}"
            raise PagefindError(said) from error
    return names


def _run(texts: Path, folder: Path, patience: float) -> None:
    command = [str(_program()), "--site", str(texts), "--output-path", str(folder)]
    try:
        done = subprocess.run(
            [*command, "--silent"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=patience,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise PagefindError(f"Pagefind took longer than {patience:.0f} s") from None
    if done.returncode or not (folder / "pagefind-entry.json").is_file():
        said = done.stdout.decode("utf-8", "replace").split("\n")
        words = next(filter(None, map(str.strip, said)), "it said nothing")
        raise PagefindError(f"Pagefind failed ({done.returncode}): {words}")


def _program() -> Path:
    try:
        return Path(import_module(PACKAGE).get_executable())
    except (ImportError, OSError, AttributeError) as error:
        raise PagefindError(_line(error)) from error


def _named(fragment: Path) -> tuple[str, str]:
    """Return the name of a text, and what the index calls it."""
    data = gzip.decompress(fragment.read_bytes()).removeprefix(_SIGNATURE)
    url = str(json.loads(data)["url"])
    return url.strip("/").removesuffix(".html"), fragment.stem


def _choose(written: Path, chosen: Path) -> None:
    """Move what a site needs of it."""
    for pattern in _SHIPPED:
        found = sorted(written.glob(pattern))
        if not found:
            raise PagefindError(f"Pagefind wrote no {pattern}")
        for path in found:
            target = chosen / path.relative_to(written)
            target.parent.mkdir(parents=True, exist_ok=True)
            path.rename(target)


def _line(error: BaseException) -> str:
    return " ".join(str(error).split()) or type(error).__name__

"""What known hosts take of a site, and what makes it smaller where it is more."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from .. import addresses, spoken
from ..forms import Form

# As the hosts' own pages say it, of who pays nothing: developers.cloudflare.com/pages
# and docs.github.com/pages, under "limits".
FILES: Final = 20_000
FILE: Final = 25 * 1024**2
SITE: Final = 10**9


def too_much(folder: Path) -> Iterator[str]:
    """Yield a sentence for each limit that a built site is over."""
    sizes = {
        path.relative_to(folder).as_posix(): path.stat().st_size
        for path in folder.rglob("*")
        if path.is_file()
    }
    if len(sizes) > FILES:
        yield (
            f"{len(sizes):,} files are more than the {FILES:,} that Cloudflare Pages "
            f"takes for nothing{_fewer(sizes)}"
        )
    big = max(sizes, key=lambda path: (sizes[path], path), default="")
    if big and sizes[big] > FILE:
        yield (
            f"{big} has {spoken.size(sizes[big])}, and Cloudflare Pages takes files "
            "up to 25 MiB."
        )
    if (total := sum(sizes.values())) > SITE:
        yield (
            f"{total / 1e9:.1f} GB are more than the 1 GB that GitHub Pages allows a "
            "site: fewer DOWNLOADS make it smaller."
        )


def _fewer(paths: dict[str, int]) -> str:
    """Return what to set to have fewer, and how many that are."""
    texts = sum(_is_download(path) for path in paths)
    second = sum(
        path.startswith(addresses.CATALOGUE) and path.endswith(".json")
        for path in paths
    )
    alone = sum(path.startswith(f"{addresses.CATALOGUE}only/") for path in paths)
    ways = []
    if texts:
        ways.append(f'{texts:,} fewer with DOWNLOADS = ["epub"]')
    if second:
        ways.append(f'{second:,} fewer with CATALOGUE = ["1.2"]')
    if alone:
        ways.append(f"at least {alone:,} fewer with CATALOGUE_TAGS_FROM = 2")
    return f": {', '.join(ways)}." if ways else "."


def _is_download(path: str) -> bool:
    """Return whether a file is a work to take along that is no EPUB."""
    parts = path.split("/")
    if len(parts) != 3 or parts[0] != "works":
        return False
    ending = parts[2].removeprefix(parts[1])
    return ending in {f".{form.ending}" for form in Form if form is not Form.EPUB}

"""What the author's extra/ may not hold: what the site itself puts in that place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from .. import addresses
from ..problems import Problem, found
from .tree import Tree

_HINT = "take it out; docs/theming.md says how to change what a page shows"


def check(tree: Tree, places: Iterable[str]) -> Iterator[Problem]:
    """Yield the files of extra/ that the site overwrites or that stand in its way."""
    pages = {f"{url}index.html" for url in places if not url or url.endswith("/")}
    index = {addresses.FACETS, addresses.TITLES}
    files = {*pages, *addresses.DATA, *index, "404.html"}
    folders = {above for file in files for above in _above(file)} | {"theme"}
    for extra in tree.extra:
        name = extra.path.relative_to(tree.root / "extra").as_posix()
        if name in files:
            reason = "the site has a page of its own at that address"
            yield found("W310", path=extra.shown, reason=reason, hint=_HINT)
        blocked = {name} & folders or set(_above(name)) & files
        for address in blocked:
            yield found(
                "W317",
                path=extra.shown,
                title=f"extra/{name}",
                other="something of the site's own",
                address=address,
                hint="give it another name",
            )


def _above(file: str) -> Iterator[str]:
    """Yield the folders that a file stands in, the innermost first."""
    while at := file.rfind("/") + 1:
        file = file[: at - 1]
        yield file

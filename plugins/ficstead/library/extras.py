"""What the author's extra/ may not hold: what the site itself puts in that place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from .. import addresses
from ..forms import Scope
from ..problems import Problem, found
from ..settings import Settings
from .tree import Tree

_HINT_DOWNLOAD = "give it another name, or see in docs/settings.md what DOWNLOADS makes"
_HINT = "take it out; docs/theming.md says how to change what a page shows"


def check(tree: Tree, places: Iterable[str], settings: Settings) -> Iterator[Problem]:
    """Yield the files of extra/ that the site overwrites or that stand in its way."""
    if not tree.extra:
        return
    pages = {f"{url}index.html" for url in places if not url or url.endswith("/")}
    index = {addresses.FACETS, addresses.TITLES}
    files = {*pages, *addresses.DATA, *index, "404.html"}
    folders = {above for file in files for above in _above(file)} | {"theme"}
    for extra in tree.extra:
        name = extra.path.relative_to(tree.root / "extra").as_posix()
        if name in files:
            reason = "the site has a page of its own at that address"
            yield found("W310", path=extra.shown, reason=reason, hint=_HINT)
        if _is_download(name, pages, settings):
            reason = "a download of the site's own has that address"
            yield found("W310", path=extra.shown, reason=reason, hint=_HINT_DOWNLOAD)
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


def _is_download(name: str, pages: set[str], settings: Settings) -> bool:
    """Tell whether a book, or its cover, is made for an address."""
    if not settings.downloads:
        return False
    folder, _, file = name.rpartition("/")
    if not folder and Scope.ARCHIVE in settings.downloads_of:
        return addresses.is_download("archive/", file)
    beside = f"{folder}/index.html" in pages
    room = folder.partition("/")[0]
    wanted = {scope.value for scope in settings.downloads_of}
    return beside and room in wanted and addresses.is_download(folder, file)


def _above(file: str) -> Iterator[str]:
    """Yield the folders that a file stands in, the innermost first."""
    while at := file.rfind("/") + 1:
        file = file[: at - 1]
        yield file

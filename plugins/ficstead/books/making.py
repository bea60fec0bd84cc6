"""Many books made at once: those that are not there yet, by as many as can work.

Each is written by the process that makes it, and only its size comes back, so however
many there are, no more of them are in memory than processes at work.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from .. import parallel
from ..problems import Problem, found
from .kept import Kept
from .shelf import Made, Shelf

# Below this many the other processes would begin when the work is done; but a few may
# have as many words as many have.
_WORTH_FORKING: Final = 16
_WORDS_WORTH_FORKING: Final = 3_000_000

Told = Callable[[int, int], None]
Group = tuple[tuple[int, "Order"], ...]


class Unmakable(Exception):
    """What a book needs is missing or broken. The message is for the author.

    `path` and `line` are where it is wrong, if that is known better than the work.
    """

    def __init__(self, reason: str, path: str = "", line: int = 0) -> None:
        super().__init__(reason)
        self.path, self.line = path, line


@dataclass(frozen=True, slots=True)
class Order:
    """A file to be made: its address, the digest of all that it is made of, and how.

    `what` is how a problem calls it; `blamed` the author's file it is a problem of.
    Orders of one `group` that stand together are made by one process. Those of several
    works, which have so many `words`, are made when the works' own are.
    """

    path: str
    key: bytes
    make: Callable[[], bytes]
    what: str
    blamed: str
    group: str = ""
    words: int = 0


@dataclass(frozen=True, slots=True)
class Book:
    """A file that was ordered and lies made."""

    order: Order
    made: Made
    shelf: Shelf

    def data(self) -> bytes:
        """Return its bytes; makes them again where they were lost since."""
        data = self.shelf.take(self.order.key, self.made)
        if data is None:
            data = self.order.make()
            with suppress(OSError):
                self.shelf.put(self.order.key, data)
        return data


def make(
    orders: Sequence[Order],
    shelf: Shelf,
    told: Told | None = None,
    *,
    kept: Kept | None = None,
    anew: bool = True,
    ready: Callable[[bool], object] = lambda _: None,
    stands: Callable[[], bool] = lambda: True,
) -> tuple[tuple[Book, ...], tuple[Problem, ...]]:
    """Return every book that can be made, in the order given, and why others cannot.

    `told` hears how many of those that have to be made are made. Without `anew` none
    is made that is not known. Before one is made, `ready` is told whether several
    processes will do that. New ones, and what is `kept` for others, are remembered
    where what they were made of still `stands`: a picture may have been saved after its
    digest was taken.
    """
    known = shelf.known({order.key for order in orders})
    todo = [order for order in orders if anew and order.key not in known]
    processes = _processes(todo)
    if todo:
        ready(processes > 1)
        if kept is not None:
            kept.look()
    results: dict[int, Made | Problem] = {}
    each = _all(todo, shelf, kept, processes)
    for done, (at, result) in enumerate(each, start=1):
        results[at] = result
        if told is not None:
            told(done, len(todo))
    new, problems = _sorted(todo, results)
    if new and stands():
        shelf.remember(new)
        if kept is not None:
            kept.remember()
    every = known | new
    used = {order.key: every[order.key] for order in orders if order.key in every}
    if todo or not orders:
        shelf.tidy(used)
    if todo and kept is not None:
        kept.tidy()
    return tuple(_books(orders, used, shelf)), problems


def _sorted(
    orders: Sequence[Order], results: Mapping[int, Made | Problem]
) -> tuple[dict[bytes, Made], tuple[Problem, ...]]:
    """Return what became of orders, in their order."""
    new: dict[bytes, Made] = {}
    problems: list[Problem] = []
    for at, order in enumerate(orders):
        result = results[at]
        if isinstance(result, Problem):
            problems.append(result)
        else:
            new[order.key] = result
    return new, tuple(problems)


def _books(
    orders: Iterable[Order], every: dict[bytes, Made], shelf: Shelf
) -> Iterator[Book]:
    for order in orders:
        if order.key in every:
            yield Book(order, every[order.key], shelf)


def _all(
    orders: Sequence[Order], shelf: Shelf, kept: Kept | None, processes: int
) -> Iterator[tuple[int, Made | Problem]]:
    """Make everything; yields what became of each order, by its place.

    Books of several works come last, when what they share with those of the works is
    there, and the longest of them first, so that no process has it left at the end.
    """
    numbered = enumerate(orders)
    groups = [tuple(same) for _, same in groupby(numbered, lambda one: one[1].group)]
    groups.sort(key=lambda group: (group[0][1].words > 0, -group[0][1].words))

    def make(number: int) -> tuple[list[Made | Problem], dict[bytes, Made]]:
        every = [_one(order, shelf) for _, order in groups[number]]
        return every, kept.told() if kept is not None else {}

    each = parallel.each(make, range(len(groups)), processes=processes)
    for group, (results, shared) in zip(groups, each, strict=True):
        if kept is not None:
            kept.learn(shared)
        for (at, _), result in zip(group, results, strict=True):
            yield at, result


def _processes(orders: Sequence[Order]) -> int:
    """Return how many processes are worth having for some orders."""
    words = sum(order.words for order in orders)
    if len(orders) < _WORTH_FORKING and words < _WORDS_WORTH_FORKING:
        return 1
    return parallel.cores() if parallel.FORKS else 1


def _one(order: Order, shelf: Shelf) -> Made | Problem:
    try:
        return shelf.put(order.key, order.make())
    except Unmakable as error:
        path = error.path or order.blamed
        return found("W319", error.line, path=path, what=order.what, reason=str(error))
    except Exception as error:
        # One book is not worth the site: it goes out without it, and says so.
        reason = f"{type(error).__name__}: {error}" if str(error) else repr(error)
        reason = " ".join(reason.split())[:300]
        return found("W319", path=order.blamed, what=order.what, reason=reason)

"""Many books made at once: those that are not there yet, by as many as can work.

Each is written by the process that makes it, and only its size comes back, so however
many there are, no more of them are in memory than processes at work.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import chain, groupby
from typing import Final

from .. import parallel
from ..problems import Problem, found
from .shelf import Made, Shelf

# Below this many the other processes would begin when the work is done.
_WORTH_FORKING: Final = 8
_AT_ONCE: Final = 2

Told = Callable[[int, int], None]


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
    Orders of one `group` that stand together are made by one process.
    """

    path: str
    key: bytes
    make: Callable[[], bytes]
    what: str
    blamed: str
    group: str = ""


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
    anew: bool = True,
    stands: Callable[[], bool] = lambda: True,
) -> tuple[tuple[Book, ...], tuple[Problem, ...]]:
    """Return every book that can be made, in the order given, and why others cannot.

    `told` hears how many of those that have to be made are made. Without `anew` none
    is made that is not known. New ones are remembered where what they were made of
    still `stands`: a picture may have been saved after its digest was taken.
    """
    known = shelf.known({order.key for order in orders})
    todo = [order for order in orders if anew and order.key not in known]
    problems: list[Problem] = []
    new: dict[bytes, Made] = {}
    for done, result in enumerate(_all(todo, shelf), start=1):
        if isinstance(result, Problem):
            problems.append(result)
        else:
            new[todo[done - 1].key] = result
        if told is not None:
            told(done, len(todo))
    if new and stands():
        shelf.remember(new)
    every = known | new
    used = {order.key: every[order.key] for order in orders if order.key in every}
    if todo or not orders:
        shelf.tidy(used)
    return tuple(_books(orders, used, shelf)), tuple(problems)


def _books(
    orders: Iterable[Order], every: dict[bytes, Made], shelf: Shelf
) -> Iterator[Book]:
    for order in orders:
        if order.key in every:
            yield Book(order, every[order.key], shelf)


def _all(orders: Sequence[Order], shelf: Shelf) -> Iterator[Made | Problem]:
    processes = parallel.cores() if parallel.FORKS else 1
    if len(orders) < _WORTH_FORKING:
        processes = 1
    groups = [tuple(same) for _, same in groupby(orders, lambda one: one.group)]

    def made(number: int) -> list[Made | Problem]:
        return [_one(order, shelf) for order in groups[number]]

    numbers = range(len(groups))
    each = parallel.each(made, numbers, processes=processes, at_once=_AT_ONCE)
    return chain.from_iterable(each)


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

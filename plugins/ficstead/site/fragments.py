"""Parts of pages that are the same wherever they stand, rendered a single time.

A work's blurb stands on every list that the work is in, about seventeen of them, and
links carry a mark until the page is put, so it is the same HTML on each.
``{% once work %} ... {% endonce %}`` renders what stands between for the first page
that asks and keeps it for the others. It may use what it names, `site` and functions;
anything else of a page would stay as the first page had it.
"""

from __future__ import annotations

from collections.abc import Callable

from jinja2 import Environment, nodes
from jinja2.ext import Extension
from jinja2.parser import Parser


class Once(Extension):
    """The tag ``once``; what it keeps lives until `forget`, or with the environment."""

    tags = {"once"}  # noqa: RUF012 (Jinja declares it so)

    def __init__(self, environment: Environment) -> None:
        super().__init__(environment)
        # The values stay beside the HTML, so that none of their ids is given again.
        self._made: dict[tuple[object, ...], tuple[list[object], str]] = {}

    def parse(self, parser: Parser) -> nodes.Node:
        """Turn the block into a call that hands over its place, values and body."""
        line = next(parser.stream).lineno
        values: list[nodes.Expr] = []
        while parser.stream.current.type != "block_end":
            values.append(parser.parse_expression())
            parser.stream.skip_if("comma")
        body = parser.parse_statements(("name:endonce",), drop_needle=True)
        place = nodes.Const(f"{parser.name}:{line}")
        call = self.call_method("once", [place, nodes.List(values)])
        return nodes.CallBlock(call, [], [], body).set_lineno(line)

    def once(self, place: str, values: list[object], caller: Callable[[], str]) -> str:
        """Return what this place renders for these values."""
        key = (place, *map(_identity, values))
        made = self._made.get(key)
        if made is None:
            made = self._made[key] = (values, caller())
        return made[1]

    def forget(self) -> None:
        """Drop everything kept: it was rendered for another site."""
        self._made.clear()


def _identity(value: object) -> object:
    """Return what a value is known by: words by what they say, a work by itself.

    Comparing two works would compare their texts.
    """
    if value is None or isinstance(value, str | int):
        # With its type: the same words as HTML are not escaped.
        return type(value), value
    return id(value)

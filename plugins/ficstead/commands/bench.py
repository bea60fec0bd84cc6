"""``bench``: what this machine needs for archives of some size, beside other tools.

What is measured lies in ``tests/bench``; here it is asked for and shown.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from . import terminal
from .place import Place
from .refusal import Refusal

if TYPE_CHECKING:
    from tests.bench.bench import Bench
    from tests.bench.rounds import Row, Table

LEAST = 10  # works; a smaller archive may have none with chapters


def run(where: Place, words: argparse.Namespace) -> int:
    """Measure and print the table; 1 where it is to be checked and a ratio is over."""
    bench, limits, filtering = _rooms(where.root)
    if words.filter:
        return _filter(filtering, words)
    options = bench.Options(
        works=_sizes(words.works),
        rounds=max(1, words.rounds),
        only=_names(words.only, bench.Options().only),
        install=words.install,
    )
    with TemporaryDirectory(prefix="ficstead-bench-") as folder:
        asked = bench.Bench(where.root, Path(folder), options, terminal.say)
        try:
            tables = asked.tables()
        except bench.processes.Failed as failed:
            raise Refusal(str(failed)) from failed
    found = limits.held(tables)
    if words.json:
        terminal.result(json.dumps(_data(asked, tables, found), indent=1))
    else:
        terminal.result("\n".join(_shown(asked, tables)))
    return _checked(found, words.check)


def _filter(filtering: Any, words: argparse.Namespace) -> int:
    """Measure what a press in the filter costs a reader."""
    with TemporaryDirectory(prefix="ficstead-bench-") as folder:
        try:
            rounds = max(1, words.rounds)
            figures = filtering.measured(Path(folder), rounds, terminal.say)
        except filtering.Failed as failed:
            raise Refusal(str(failed)) from failed
    found = list(filtering.held(figures))
    if words.json:
        every = [asdict(one) | {"ratio": one.ratio} for one in figures]
        data = {"machine": _machine(), "filter": every, "limits": _held(found)}
        terminal.result(json.dumps(data, indent=1))
    else:
        terminal.result(f"{_machine()}; {_rounds(rounds, 'best')}.\n")
        terminal.result("\n".join(_presses(figures)))
    return _checked(found, words.check)


def _presses(figures: Sequence[Any]) -> Iterator[str]:
    yield from _head(
        "ms to counts", "to works", "to both seen", "same as HTML", "ratio", "frame"
    )
    for one in figures:
        times = (one.counts, one.works, one.seen, one.plain)
        cells = [f"{time:.0f}" for time in times]
        frame = f"{one.frame:.0f}" if one.frame else "under 50"
        yield _line(("filter", str(one.reader), *cells, f"{one.ratio:.2f}", frame))


def _checked(found: Sequence[Any], wanted: bool) -> int:
    if not wanted:
        return 0
    for limit in found:
        terminal.say(str(limit))
    return int(any(not limit.holds for limit in found))


def _held(found: Sequence[Any]) -> list[dict[str, Any]]:
    return [asdict(limit) | {"holds": limit.holds} for limit in found]


def _rooms(root: Path) -> tuple[Any, Any, Any]:
    if str(root) not in sys.path:
        sys.path.insert(0, str(root))
    try:
        from tests.bench import (  # noqa: PLC0415 - not of the package
            bench,
            filtering,
            limits,
        )
    except ModuleNotFoundError as error:
        raise Refusal(f"The bench is part of tests/, and {error}.") from error
    return bench, limits, filtering


def _sizes(text: str) -> tuple[int, ...]:
    try:
        sizes = tuple(sorted({int(word) for word in text.split(",")}))
    except ValueError:
        sizes = ()
    if not sizes or sizes[0] < LEAST:
        raise Refusal(f"--works takes numbers from {LEAST} on: --works 100,1000.", 2)
    return sizes


def _names(text: str, known: tuple[str, ...]) -> tuple[str, ...]:
    names = tuple(text.split(",")) if text else known
    for name in names:
        if name not in known:
            raise Refusal(f"--only knows {', '.join(known)}, not {name}.", 2)
    return names


# ---- Showing -------------------------------------------------------------------------


def _shown(bench: Bench, tables: Sequence[Table]) -> Iterator[str]:
    yield f"{_machine()}; {_versions(bench)}; {_rounds(bench.options.rounds)}."
    for table in tables:
        yield from _table(table)
    yield from _curve(tables)


def _table(table: Table) -> Iterator[str]:
    words = f"{table.words / 1e6:,.2f} M words"
    chapters = terminal.counted(table.chapters, "chapter")
    yield f"\n## {table.title}: {chapters}, {words}\n"
    base = table.base.tool
    ratios = f"to {base}", f"CPU to {base}"
    yield from _head("wall s (range)", *ratios, "CPU s", "peak MiB", "files", "MB")
    for row in table.rows:
        yield _line(_cells(row, table.base))


def _cells(row: Row, base: Row) -> Iterator[str]:
    walls = [cost.wall for cost in row.costs]
    yield row.tool
    yield row.scenario
    yield f"{row.wall:.2f} ({min(walls):.2f}-{max(walls):.2f})"
    yield f"{row.ratio(base):.2f}"
    yield _number(row.cpu_ratio(base), ".2f")
    yield _number(row.cpu, ".2f")
    yield _number(row.peak_mib, ",.0f")
    yield f"{row.files:,}" if row.files else ""
    yield f"{row.bytes / 1e6:,.1f}" if row.files else ""


def _number(value: float | None, form: str) -> str:
    return "" if value is None else format(value, form)


def _curve(tables: Sequence[Table]) -> Iterator[str]:
    """Show what a chapter costs in each size: the same, where nothing is quadratic."""
    sizes = [table for table in tables if table.title.endswith("works")]
    if len(sizes) < 2:
        return
    yield "\n## Processor milliseconds a chapter\n"
    yield from _head(*(table.title for table in sizes))
    for row in sizes[-1].rows[1:]:
        same = [table.row(row.tool, row.scenario) for table in sizes]
        each = (
            f"{1000 * found.cpu / table.chapters:.2f}" if found and found.cpu else ""
            for found, table in zip(same, sizes, strict=True)
        )
        yield _line((row.tool, row.scenario, *each))


def _head(*numbers: str) -> Iterator[str]:
    yield _line(("tool", "what", *numbers))
    yield _line(["---"] * 2 + ["---:"] * len(numbers))


def _line(cells: Sequence[str] | Iterator[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _machine() -> str:
    processors = terminal.counted(os.cpu_count() or 1, "processor")
    system = f"{platform.system()} {platform.release()}"
    python = f"Python {platform.python_version()}"
    return f"{processors}, {platform.machine()}, {system}, {python}"


def _versions(bench: Bench) -> str:
    names = (f"{other.name} {other.version}" for other in bench.others)
    return ", ".join(names) or "no other tool"


def _rounds(count: int, what: str = "medians") -> str:
    return f"{what} of {terminal.counted(count, 'round')}"


def _data(
    bench: Bench, tables: Sequence[Table], found: Sequence[Any]
) -> dict[str, Any]:
    return {
        "machine": _machine(),
        "tools": {other.name: other.version for other in bench.others},
        "archives": [_table_data(table) for table in tables],
        "limits": _held(found),
    }


def _table_data(table: Table) -> dict[str, Any]:
    rows = [_row_data(row, table.base) for row in table.rows]
    return asdict(table) | {"base": table.base.tool, "rows": rows}


def _row_data(row: Row, base: Row) -> dict[str, Any]:
    medians = {"wall": row.wall, "cpu": row.cpu, "peak_mib": row.peak_mib}
    ratios = {"ratio": row.ratio(base), "cpu_ratio": row.cpu_ratio(base)}
    return asdict(row) | medians | ratios

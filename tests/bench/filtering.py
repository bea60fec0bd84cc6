"""The filter among ten thousand works, in a browser: what a press costs a reader.

The same page lays out the same twenty works as plain HTML, press by press: a ratio to it
means the same on a slow machine and a fast one.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from .. import many
from .limits import Held
from .processes import Failed

WORKS = 10_000
# Each value from included to left out to neither.
PRESSES = [place for place in range(4) for _ in range(3)]
JS = (Path(__file__).parent / "filtering.js").read_text("utf-8")

# What may be spent on works laid out, and on the counts, where the same works as plain
# HTML are 1.
THE_WORKS = 1.0
THE_COUNTS = 0.5
# Two of a kind that many works have, and one that few have.
MUTE = """() => {
  const muted = {
    'warnings/major-character-death/': { name: 'Major Character Death', when: 1 },
    'ratings/mature/': { name: 'Mature', when: 2 },
    'tags/garden/': { name: 'Garden', when: 3 },
  };
  localStorage.setItem('ficstead-1:mutes', JSON.stringify(muted));
  localStorage.setItem('ficstead-1', '{"sift": "on"}');
}"""


@dataclass(frozen=True, slots=True)
class Reader:
    """Her screen, how much slower her device is, and whether she muted much."""

    width: int
    rate: int
    muted: bool = False

    def __str__(self) -> str:
        muted = ", much muted" if self.muted else ""
        return f"{self.width} px, {self.rate} times slower{muted}"


@dataclass(frozen=True, slots=True)
class Figures:
    """Milliseconds of one reader: medians of presses, each at its best."""

    reader: Reader
    counts: float
    works: float
    seen: float
    plain: float
    frame: float

    @property
    def ratio(self) -> float:
        """Return what the works laid out cost, in works as plain HTML."""
        return self.works / self.plain


# A phone is about six times slower than the machines that this was written on.
READERS = (
    Reader(390, 1),
    Reader(390, 6),
    Reader(390, 6, muted=True),
    Reader(1280, 1),
    Reader(1280, 6),
)


def measured(
    folder: Path, rounds: int, tell: Callable[[str], None], count: int = WORKS
) -> list[Figures]:
    """Make the archive and measure; raises `Failed` where there is no browser."""
    with _browser() as browser:
        tell(f"Making an archive of {count:,} works...")
        library, settings = many.make(folder, count)
        with many.served(many.files(library, settings, folder)) as address:
            return list(_every(browser, address, rounds, tell))


def held(figures: Sequence[Figures]) -> Iterator[Held]:
    """Return every bound of these, and what was there."""
    for one in figures:
        what = f"the works laid out to the same as plain HTML: {one.reader}"
        yield Held(what, one.ratio, THE_WORKS)
        what = f"the counts to the same works as plain HTML: {one.reader}"
        yield Held(what, one.counts / one.plain, THE_COUNTS)


@contextmanager
def _browser() -> Iterator[Any]:
    place = _chromium()
    try:
        from playwright.sync_api import sync_playwright  # noqa: PLC0415
    except ImportError:
        place = None
    if place is None:
        problem = "the filter is measured with Chromium and Playwright; python3"
        raise Failed(f"{problem} tasks.py test brings the latter")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=place, args=["--no-sandbox"]
        )
        yield browser
        browser.close()


def _chromium() -> str | None:
    import tasks  # noqa: PLC0415 - beside tests/, which the command puts on the path

    place = tasks.chromium()
    return place if place and shutil.which(place) else None


def _every(
    browser: Any, address: str, rounds: int, tell: Callable[[str], None]
) -> Iterator[Figures]:
    for reader in READERS:
        tell(f"{reader}...")
        yield _figures(browser, address, reader, rounds)


def _figures(browser: Any, address: str, reader: Reader, rounds: int) -> Figures:
    frame = min(_opening(browser, address, reader) for _ in range(max(2, rounds)))
    with _page(browser, address, reader) as page:
        page.goto(f"{address}works/?sort=words")
        page.locator(".blurbs:not([aria-busy])").wait_for()
        if not page.locator("form.filter").is_visible():
            page.get_by_role("button", name="Filter and sort").click()
        page.locator("form.filter .facts-asked > :last-child").wait_for()
        # The first round loads: how long files take is the net's affair.
        _round(page)
        _slow(page, reader.rate)
        turns = [_round(page) for _ in range(rounds)]
    # The machine may be busy with something else; what is slow is slow every time.
    presses = zip(*turns, strict=True)
    best = [[min(times) for times in zip(*press, strict=True)] for press in presses]
    counts, works, seen, plain = (median(times) for times in zip(*best, strict=True))
    return Figures(reader, counts, works, seen, plain, frame)


def _round(page: Any) -> list[list[float]]:
    """Press each, and lay out as plain HTML what was found."""
    return [
        [*page.evaluate(f"place => {JS}.press(place)", place), _plain(page)]
        for place in PRESSES
    ]


def _plain(page: Any) -> float:
    return float(page.evaluate(f"() => {JS}.plain()"))


def _opening(browser: Any, address: str, reader: Reader) -> float:
    with _page(browser, address, reader) as page:
        page.goto(f"{address}works/")
        page.wait_for_load_state("networkidle")
        _slow(page, reader.rate)
        return float(page.evaluate(f"() => {JS}.open()"))


@contextmanager
def _page(browser: Any, address: str, reader: Reader) -> Iterator[Any]:
    size = {"width": reader.width, "height": 900}
    context = browser.new_context(viewport=size)
    page = context.new_page()
    page.goto(f"{address}offline.html")
    if reader.muted:
        page.evaluate(MUTE)
    yield page
    context.close()


def _slow(page: Any, rate: int) -> None:
    session = page.context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": rate})

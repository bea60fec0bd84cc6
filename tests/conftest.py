"""What tests share: the built demo site, a browser, and the slow ones' switch."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from ficstead.lock import alone

import tasks

from . import laws  # noqa: F401 - sets how often laws are tried
from .running import run_task

# Each new window would start two more pages for the field of the address bar, and a
# spare process: half of what a test costs. The list takes the place of Playwright's own.
UNNEEDED = (
    "WebUIOmniboxPopup,WebUIOmniboxAimPopup,SpareRendererForSitePerProcess,AimEnabled,"
    "AvoidUnnecessaryBeforeUnloadCheckSync,DestroyProfileOnBrowserClose,HttpsUpgrades,"
    "HttpsFirstBalancedModeAutoEnable,LensOverlay,MediaRouter,OptimizationHints,"
    "NetworkTimeServiceQuerying,PaintHolding,PreconnectToSearch,"
    "ThirdPartyStoragePartitioning,AvoidCorsURLLoaderRestartOnRedirect"
)
NO_BROWSER = "no Chromium or Playwright here (python3 tasks.py test fetches the latter)"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--slow", action="store_true", help="run the slow tests too")


def pytest_collection_modifyitems(
    config: pytest.Config, items: list[pytest.Item]
) -> None:
    """Leave the slow tests out where nobody asked, and give a browser a second chance.

    Beside other tests it is late now and then, in CI once in a thousand pages: what
    fails there twice is wrong, and the last line counts what failed once.
    """
    slow = [item for item in items if item.get_closest_marker("slow")]
    if slow and not config.getoption("--slow"):
        config.hook.pytest_deselected(items=slow)
        items[:] = [item for item in items if item not in slow]
    if os.environ.get("CI") and config.pluginmanager.has_plugin("rerunfailures"):
        for item in items:
            if item.get_closest_marker("browser"):
                item.add_marker(pytest.mark.flaky(reruns=1))


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Say in one line what was skipped for want of a browser, and why."""
    skipped = terminalreporter.stats.get("skipped", ())
    missed = [report for report in skipped if NO_BROWSER in str(report.longrepr)]
    if missed:
        terminalreporter.write_line(
            f"{len(missed)} browser tests were skipped: {NO_BROWSER}."
        )


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Give the system's Chromium; skip without one, or fail where one is demanded."""
    place = tasks.chromium()
    try:
        from playwright.sync_api import sync_playwright  # noqa: PLC0415
    except ImportError:
        place = None
    if place is None:
        if os.environ.get("FICSTEAD_REQUIRE_BROWSER"):
            pytest.fail(NO_BROWSER)
        pytest.skip(NO_BROWSER)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=place,
            args=["--no-sandbox", f"--disable-features={UNNEEDED}"],
        )
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the demo archive, built once for all workers by the author's command."""
    shared = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent
    output = shared / "demo-site"
    with alone(shared / "demo-site.lock", lambda: None):
        if not output.exists():
            done = run_task("build", "--output", str(output))
            assert done.returncode == 0, done.stderr
    return output

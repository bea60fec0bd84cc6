"""Works kept for reading offline: whole, removable, and never half of another site."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from tests.browser.serving import served
from tests.browser.waiting import soon

pytestmark = pytest.mark.browser
WORK = "works/the-harbour-at-scheria/"
KEEP, GONE = "Keep this work for offline reading", "Remove the copy kept offline"


@pytest.fixture
def place(site: Path, tmp_path: Path) -> tuple[Path, str]:
    """Give a folder for a site under a path of its host, and the site's part of it."""
    shutil.copytree(site, tmp_path / "host/fic")
    return tmp_path / "host", "fic/"


@pytest.fixture
def own(place: tuple[Path, str]) -> Iterator[str]:
    """Give the address of such a copy, at a path of its host."""
    with served(place[0]) as address:
        yield address + place[1]


@pytest.fixture(scope="module")
def root(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Give the address of the demo itself, at a path of its host."""
    host = tmp_path_factory.mktemp("host")
    (host / "fic").symlink_to(site)
    with served(host) as address:
        yield address + "fic/"


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    """Give a page of a reader who comes for the first time."""
    context = browser.new_context(viewport={"width": 390, "height": 900})
    yield context.new_page()
    with suppress(Exception):
        context.close()


def _keep(page: Any, root: str) -> None:
    page.goto(root + WORK)
    page.get_by_role("button", name=KEEP).click()
    page.get_by_text("Kept on this device").wait_for(timeout=30_000)


def _until(page: Any, said: str, given: object = None) -> None:
    """Wait for what a page says; its policy forbids the browser's own way to ask."""
    soon(page, lambda: bool(page.evaluate(said, given)))


def _gone(page: Any) -> None:
    """Wait until nothing is kept, and nobody keeps anything."""
    soon(page, lambda: page.evaluate("caches.keys()"), [])
    soon(page, lambda: _workers(page), 0)


def _workers(page: Any) -> int:
    count = "navigator.serviceWorker.getRegistrations().then(all => all.length)"
    return int(page.evaluate(count))


@pytest.mark.slow
def test_nobody_gets_a_worker_unasked(page: Any, root: str) -> None:
    for path in ("", WORK, f"{WORK}1/", "me/"):
        page.goto(root + path)
        page.wait_for_load_state("networkidle")
    assert _workers(page) == 0
    assert page.evaluate("caches.keys()") == []


def test_a_kept_work_is_read_without_a_network(page: Any, root: str) -> None:
    _keep(page, root)
    page.context.set_offline(True)
    failed: list[str] = []
    page.on("requestfailed", lambda request: failed.append(request.url))
    for path in (WORK, f"{WORK}1/", f"{WORK}4/", f"{WORK}oar-song/", f"{WORK}entire/"):
        page.goto(f"{root}{path}#text")
        assert page.locator("h1").is_visible()
        page.wait_for_load_state("networkidle")
        color = "getComputedStyle(document.body).backgroundColor"
        assert page.evaluate(color) == "rgb(251, 250, 247)", "it has its styles"
        pictures = "[...document.images].every(one => one.naturalWidth > 0)"
        page.evaluate("document.images[0]?.scrollIntoView()")
        _until(page, pictures)
    assert [url for url in failed if "favicon" not in url] == []


@pytest.mark.slow
def test_without_a_network_any_other_page_says_so_and_lists_what_is_kept(
    page: Any, root: str
) -> None:
    _keep(page, root)
    page.context.set_offline(True)
    page.goto(f"{root}works/hens/")
    page.wait_for_url(f"{root}offline.html")
    page.get_by_role("heading", name="You are offline").wait_for()
    page.get_by_role("link", name="The Harbour at Scheria").click()
    page.wait_for_url(root + WORK)


def test_what_is_kept_is_listed_and_removed_with_all_that_came(
    page: Any, root: str
) -> None:
    _keep(page, root)
    page.reload()
    page.get_by_role("button", name=GONE).wait_for()
    page.goto(f"{root}me/")
    page.get_by_role("button", name="Remove The Harbour").click()
    page.locator("[data-kept]").get_by_text("Nothing yet.").wait_for()
    _until(page, "document.activeElement.textContent.startsWith('Kept')")
    _gone(page)


@pytest.mark.slow
def test_deleting_everything_deletes_what_is_kept_offline(page: Any, root: str) -> None:
    _keep(page, root)
    page.goto(f"{root}me/")
    kept = page.locator("[data-kept]")
    kept.get_by_role("link", name="The Harbour at Scheria").wait_for()
    headings = page.locator("main h2").all_inner_texts()
    order = ["For later", "Kept for reading offline", "Bookmarks", "Never shown to you"]
    assert [one for one in headings if one in order] == order
    wipe = page.get_by_role("button", name="Delete everything")
    wipe.click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_text("1 work kept for reading offline").wait_for()
    dialog.get_by_role("button", name="Cancel").click()
    assert len(page.evaluate("caches.keys()")) > 1
    wipe.click()
    dialog.get_by_role("button", name="Delete everything").click()
    page.get_by_text("Everything is deleted.").wait_for()
    kept.get_by_text("Nothing yet.").wait_for()
    _gone(page)


@pytest.mark.slow
def test_copies_that_cannot_be_deleted_are_said_to_stay(page: Any, root: str) -> None:
    _keep(page, root)
    page.goto(f"{root}me/")
    page.evaluate("() => { caches.delete = () => Promise.reject(new Error('no')) }")
    page.get_by_role("button", name="Delete everything").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name="Delete everything").click()
    page.get_by_text("but what is kept for reading offline").wait_for()
    page.get_by_role("button", name="Remove The Harbour").wait_for()


def _deploy(site: Path) -> None:
    """Put a site whose pages name other files, and which has lost the old ones."""
    script = site / "theme/js/boot.js"
    script.write_text("document.documentElement.dataset.site = 'new'\n", "utf-8")
    for html in site.rglob("*.html"):
        text = html.read_text("utf-8").replace("</h1>", " (new)</h1>", 1)
        text = re.sub(r"(?<=boot\.js\?v=)[0-9a-f]{8}", "0" * 8, text)
        html.write_text(text, "utf-8")
    worker = site / "sw.js"
    worker.write_text(worker.read_text("utf-8").replace('N = "', 'N = "f'), "utf-8")


@pytest.mark.slow
def test_a_new_site_is_never_mixed_with_the_old_one(
    page: Any, own: str, place: tuple[Path, str]
) -> None:
    _keep(page, own)
    _deploy(place[0] / place[1])
    page.context.set_offline(True)
    page.goto(f"{own}{WORK}1/")
    assert "(new)" not in page.locator("h1").inner_text()
    assert page.locator("html").get_attribute("data-site") is None, "the old script"
    page.context.set_offline(False)
    page.goto(f"{own}{WORK}1/")
    assert "(new)" in page.locator("h1").inner_text(), "the network comes first"
    _until(page, "document.documentElement.dataset.site === 'new'")
    _until(
        page,
        """async path => {
          const names = (await caches.keys()).filter(name => name.includes(" work "))
          if (names.length !== 1) return false
          const page = await (await caches.open(names[0])).match(path)
          return (await page.text()).includes("(new)</h1>")
        }""",
        f"{own}{WORK}2/",
    )
    page.context.set_offline(True)
    page.goto(f"{own}{WORK}2/")
    assert "(new)" in page.locator("h1").inner_text(), "all of it was kept anew"
    _until(page, "document.documentElement.dataset.site === 'new'")


@pytest.mark.slow
def test_what_cannot_be_kept_is_said_and_leaves_nothing(
    page: Any, own: str, place: tuple[Path, str]
) -> None:
    shutil.rmtree(place[0] / place[1] / WORK / "4")
    page.goto(own + WORK)
    page.get_by_role("button", name=KEEP).click()
    page.get_by_text("It could not be kept").wait_for(timeout=30_000)
    page.get_by_role("button", name=KEEP).wait_for()
    names = page.evaluate("caches.keys()")
    assert not [name for name in names if " work " in name]


@pytest.mark.slow
def test_two_archives_of_one_host_keep_apart(
    page: Any, own: str, place: tuple[Path, str]
) -> None:
    shutil.copytree(place[0] / "fic", place[0] / "other")
    _keep(page, own)
    other = own.replace("fic/", "other/")
    page.goto(f"{other}me/")
    page.locator("[data-kept]").get_by_text("Nothing yet.").wait_for()
    page.goto(f"{other}{WORK}")
    page.get_by_role("button", name=KEEP).wait_for()


def test_without_script_nothing_is_offered(browser: Any, root: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(root + WORK)
    assert page.get_by_role("button", name=KEEP).count() == 0
    context.close()


@pytest.mark.slow
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(page: Any, root: str, scheme: str) -> None:
    from axe_playwright_python.sync_playwright import Axe  # noqa: PLC0415

    page.emulate_media(color_scheme=scheme)
    _keep(page, root)
    for path in (WORK, "offline.html"):
        page.goto(root + path)
        page.wait_for_load_state("networkidle")
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()


def test_the_manifest_leads_to_the_front_page_and_to_a_picture(
    page: Any, root: str
) -> None:
    page.goto(root)
    manifest = page.evaluate(
        """async () => {
          const { href } = document.querySelector("link[rel=manifest]")
          const said = await (await fetch(href)).json()
          const icon = await fetch(new URL(said.icons[0].src, href))
          return [new URL(said.start_url, href).href, icon.status, said.name]
        }"""
    )
    assert manifest[:2] == [root, 200]
    assert manifest[2]

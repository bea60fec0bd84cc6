"""A work's skin: put beside its pictures, linked from its pages, and from no other."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ..running import run_task
from .archives import LANTERN, make

PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000a49444154789c6360000002000100ffff03000006000557bfabd4"
    "0000000049454e44ae426082"
)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give an archive of three works: two share a skin, one has its own."""
    root = make(tmp_path_factory.mktemp("skins") / "archive")
    content = root / "content"
    (content / "skins").mkdir()
    (content / "skins/paper.css").write_text(".slip { color: var(--muted) }", "utf-8")
    works = content / "works"
    for name in ("one", "two"):
        text = LANTERN.replace("date:", "skin: paper\ndate:").replace("The ", name)
        (works / f"{name}.md").write_text(text, "utf-8")
    tale = works / "tale"
    tale.mkdir()
    header = LANTERN.partition("\n\n")[0].replace("date:", "skin: _own.css\ndate:")
    (tale / "work.md").write_text(f"{header}\n", "utf-8")
    (tale / "01-a.md").write_text("---\ndate: 2024-05-01\n---\nRain.\n", "utf-8")
    own = "#workskin .slip { background: url(ink%20blot.png) } nav { display: none }"
    (tale / "_own.css").write_text(own, "utf-8")
    (tale / "ink blot.png").write_bytes(PICTURE)
    return root


@pytest.fixture(scope="module")
def output(root: Path) -> Path:
    """Give the site of that archive."""
    done = run_task("build", root=root)
    assert done.returncode == 0, done.stderr
    return root / "output"


def _linked(output: Path, page: str) -> list[str]:
    html = (output / page / "index.html").read_text("utf-8")
    return re.findall(r'href="([^"]*skin\.css[^"]*)"', html)


def test_pages_of_a_work_ask_for_its_skin(output: Path) -> None:
    (address,) = _linked(output, "works/one")
    assert re.fullmatch(r"\.\./\.\./works/one/skin\.css\?v=[0-9a-f]{8}", address)
    assert (output / "works/one/skin.css").read_bytes() == (
        output / "works/two/skin.css"
    ).read_bytes()
    for page in ("works/tale", "works/tale/1", "works/tale/entire"):
        assert len(_linked(output, page)) == 1
    for page in ("works", "works/the-lantern", "."):
        assert _linked(output, page) == []


def test_a_picture_of_a_skin_is_put_beside_it(output: Path) -> None:
    css = (output / "works/tale/skin.css").read_text("utf-8")
    assert 'url("ink%20blot.png")' in css
    assert (output / "works/tale/ink blot.png").read_bytes() == PICTURE


def test_a_skin_stands_after_the_theme(output: Path) -> None:
    html = (output / "works/one/index.html").read_text("utf-8")
    assert html.index("css/reading.css") < html.index("skin.css")


@pytest.mark.slow
def test_another_skin_makes_the_pages_anew_and_leaves_the_rest(root: Path) -> None:
    assert run_task("build", root=root).returncode == 0
    page = root / "output/works/one/index.html"
    other = root / "output/works/the-lantern/index.html"
    before, time = page.read_text("utf-8"), other.stat().st_mtime_ns
    sheet = root / "content/skins/paper.css"
    sheet.write_text(".slip { color: var(--text) }", "utf-8")
    done = run_task("build", root=root)
    assert done.returncode == 0, done.stderr
    assert page.read_text("utf-8") != before
    assert other.stat().st_mtime_ns == time

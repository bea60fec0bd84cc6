"""One digest of all that a build reads; none where more may come in than is read."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from ficstead import settings
from ficstead.commands import inputs
from ficstead.library import tree
from ficstead.store import keep

ROOT = Path(__file__).parents[3]


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("works/a.md", "works/wick.svg", "extra/CNAME", "tags.toml"):
        path = tmp_path / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("one")
    for name in ("pelicanconf.py", "publishconf.py"):
        shutil.copy(ROOT / name, tmp_path / name)
    shutil.copytree(ROOT / "theme", tmp_path / "theme")
    (tmp_path / "plugins").symlink_to(ROOT / "plugins")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def looked(root: Path, **overrides: Any) -> inputs.Inputs:
    given, _ = settings.load(root / "pelicanconf.py", **overrides)
    content, _ = tree.survey(given.content, given.shown)
    return inputs.inputs(content, given, keep.opened(None))


def test_equal_files_and_settings_have_one_digest(root: Path) -> None:
    assert looked(root).digest == looked(root).digest != b""
    elsewhere = {"OUTPUT_PATH": "elsewhere", "CACHE_PATH": "kept"}
    assert looked(root, **elsewhere).digest == looked(root).digest


@pytest.mark.parametrize(
    "name",
    [
        "content/works/a.md",
        "content/works/wick.svg",
        "content/works/new.md",
        "content/extra/CNAME",
        "content/extra/deep/new~",
        "content/tags.toml",
        "theme/templates/work.html",
        "theme/macros/new.html",
        "theme/static/css/base.css",
    ],
)
def test_every_file_counts(root: Path, name: str) -> None:
    before = looked(root)
    path = root / name
    path.parent.mkdir(exist_ok=True)
    path.write_text("two")
    assert looked(root).digest != before.digest
    assert path.name.startswith("new") or not before.stand()
    assert before.theme_stands() == (not name.startswith("theme") or "new" in name)


@pytest.mark.parametrize(
    "other",
    [
        {"SITENAME": "Mine"},
        {"SITEURL": "https://example.org"},
        {"WORKS_PER_PAGE": 3},
        {"GATE_RATINGS": []},
        {"TIMEZONE": "Asia/Tokyo"},
        {"FICSTEAD_PREVIEW": True},
        {"THEME_STATIC_DIR": "static"},
        {"OF_ANOTHER_PLUGIN": {"b": {2, 1}, "a": [1, 2]}},
    ],
)
def test_every_setting_counts(root: Path, other: dict[str, Any]) -> None:
    assert looked(root, **other).digest not in {b"", looked(root).digest}


@pytest.mark.parametrize(
    "other",
    [
        {"PLUGINS": ["ficstead", "sitemap"]},
        {"PLUGINS": []},
        {"STATIC_PATHS": ["images"]},
        {"TEMPLATE_PAGES": {"extra/CNAME": "name.txt"}},
        {"ARTICLE_PATHS": ["blog"]},
        {"TAG_SAVE_AS": "tag/{slug}.html"},
        {"FEED_ALL_RSS": "rss.xml"},
        {"FEED_ATOM": "atom.xml"},
        {"TAG_FEED_RSS": "{slug}.xml"},
        {"OUTPUT_SOURCES": True},
        {"JINJA_FILTERS": {"upper": lambda text: text.upper()}},
    ],
)
def test_where_more_may_be_read_or_written_nothing_is_concluded(
    root: Path, other: dict[str, Any]
) -> None:
    assert looked(root, **other).digest == b""

"""Works are Pelican articles: other plugins find them, and are handed nothing gated."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from ficstead import addresses

from tests.unit.trees import plant, work

ROOT = Path(__file__).parent.parent.parent
OTHER = """
import json, pathlib
from pelican import signals

def look(generators):
    articles = generators[0].context["articles"]
    rows = [
        {"title": a.title, "url": a.url, "authors": [x.name for x in a.authors],
         "tags": [t.name for t in a.tags], "date": a.date.isoformat(),
         "content": a.content, "summary": a.summary, "words": a.work.words}
        for a in articles
    ]
    pathlib.Path("seen.json").write_text(json.dumps(rows))

def register():
    signals.all_generators_finalized.connect(look)
"""


def test_another_plugin_finds_works_as_articles(tmp_path: Path) -> None:
    plant(
        tmp_path,
        {
            "mine/looker.py": OTHER,
            "content/works/a.md": work("Rain", "It rained, see [b](b.md).", tags="Tea"),
            "content/works/b.md": work(
                "Behind", "Secret.", rating="M", summary="Hush.", date="0001-01-01"
            ),
        },
    )
    conf = (ROOT / "pelicanconf.py").read_text()
    conf = conf.replace('THEME = "theme"', f"THEME = {str(ROOT / 'theme')!r}")
    conf = conf.replace(
        'PLUGIN_PATHS = ["plugins"]',
        f"PLUGIN_PATHS = [{str(ROOT / 'plugins')!r}, 'mine']\n"
        "PLUGINS = ['ficstead', 'looker']\nSITEURL = 'https://example.org'",
    )
    conf = conf.replace("__file__", repr(str(ROOT / "pelicanconf.py")))
    (tmp_path / "pelicanconf.py").write_text(conf)
    command = [sys.executable, "-m", "pelican", "content", "-s", "pelicanconf.py"]
    subprocess.run(
        [*command, "--fatal", "errors"],
        cwd=tmp_path,
        check=True,
        env=os.environ | {"TZ": "America/New_York"},
    )
    first, second = sorted(
        json.loads((tmp_path / "seen.json").read_text()), key=lambda row: row["url"]
    )
    assert (first["title"], first["url"], first["tags"]) == (
        "Rain",
        "works/a/",
        ["Tea"],
    )
    # The archive's time zone counts, not the machine's.
    assert first["date"] == "2024-05-01T00:00:00+01:00"
    assert second["date"].startswith("0001-01-01T00:00:00")
    assert "https://example.org/works/b/" in first["content"]
    assert second["content"] == second["summary"]
    assert "Secret" not in json.dumps(second)
    assert addresses.ROOT not in json.dumps([first, second], ensure_ascii=False)

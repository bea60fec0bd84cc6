"""What a site consists of."""

from __future__ import annotations

from pathlib import Path

from ficstead.site import output
from ficstead.store import keep

from ..trees import library, set_up, work

THEME = Path(__file__).parents[3] / "theme"


def test_extra_is_copied_as_it_is_but_for_what_programs_leave(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "works/a.md": work(),
        "extra/CNAME": "example.org",
        "extra/_headers": "/*",
        "extra/.nojekyll": "",
        "extra/.git/config": "[core]",
        "extra/img/.DS_Store": "",
    }
    made = library(tmp_path, files)
    settings = set_up(tmp_path, THEME=str(THEME))
    extra = tmp_path / "extra"
    written = {f.path for f in output.files(made, settings, extra, keep.opened(None))}
    assert {
        "CNAME",
        "_headers",
        ".nojekyll",
        "index.html",
        "works/a/index.html",
    } <= written
    assert not any(".git" in path or ".DS_Store" in path for path in written)

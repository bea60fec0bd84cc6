from __future__ import annotations

import re
from pathlib import Path

import pytest
from ficstead.site.versions import Versions

THEME = Path(__file__).parents[3] / "theme/static"


def _folder(root: Path, **files: str) -> Path:
    for name, text in files.items():
        kind = "css" if name.endswith("_css") else "js"
        path = root / kind / f"{name.removesuffix('_css')}.{kind}"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return root


def _put(root: Path, name: str) -> str:
    return Versions(root).put(name).decode()


@pytest.mark.parametrize(
    "said",
    [
        'import { a } from "./other.js"',
        "import {\n  a,\n} from './other.js';",
        'import "./other.js"',
        'export * from "./other.js"',
        'await import("./other.js")',
        'import(\n  "./other.js"\n)',
        'import("../js/other.js")',
        'new URL("./other.js", import.meta.url)',
    ],
)
def test_a_module_names_another_with_its_version(tmp_path: Path, said: str) -> None:
    root = _folder(tmp_path, page=said, other="export const a = 1")
    version = Versions(root).of("js/other.js")
    assert re.fullmatch("[0-9a-f]{8}", version)
    assert _put(root, "js/page.js") == said.replace("other.js", f"other.js?v={version}")


@pytest.mark.parametrize(
    "said",
    [
        'import { a } from "./gone.js"',
        'import { a } from "other.js"',
        'import("./other.js?v=1")',
        "import(`./${name}.js`)",
        'const said = "./other.js"',
        'import("../../secrets.js")',
    ],
)
def test_what_is_no_address_of_a_file_here_stays(tmp_path: Path, said: str) -> None:
    (tmp_path / "secrets.js").touch()
    root = _folder(tmp_path / "static", page=said, other="")
    assert _put(root, "js/page.js") == said


def test_a_style_sheet_that_a_script_loads_is_named_with_its_version(
    tmp_path: Path,
) -> None:
    said = 'link.href = new URL("../css/panel.css", import.meta.url)'
    root = _folder(tmp_path, page=said, panel_css="p {}")
    version = Versions(root).of("css/panel.css")
    assert f'"../css/panel.css?v={version}"' in _put(root, "js/page.js")


def test_a_change_is_seen_in_everything_that_leads_to_it(tmp_path: Path) -> None:
    chain = {"a": 'import "./b.js"', "b": 'import("./c.js")', "c": "1", "d": "2"}
    before = Versions(_folder(tmp_path, **chain))
    old = {name: before.of(f"js/{name}.js") for name in chain}
    after = Versions(_folder(tmp_path, c="3"))
    changed = {name for name in chain if after.of(f"js/{name}.js") != old[name]}
    assert changed == {"a", "b", "c"}


def test_modules_in_a_ring_have_versions_wherever_one_begins(tmp_path: Path) -> None:
    ring = {"a": 'import "./b.js"', "b": 'import "./a.js"'}
    root = _folder(tmp_path, **ring)
    one, two = Versions(root), Versions(root)
    assert one.of("js/a.js") == two.put("js/b.js").decode()[-9:-1]
    assert one.of("js/b.js") == two.of("js/b.js")


def test_a_file_that_is_no_script_is_put_as_it_is(tmp_path: Path) -> None:
    root = _folder(tmp_path, panel_css='@import "./other.css"', other_css="")
    assert _put(root, "css/panel.css") == '@import "./other.css"'


def test_every_module_of_the_theme_names_what_is_there_with_a_version() -> None:
    versions = Versions(THEME)
    for path in THEME.glob("js/*.js"):
        text = versions.put(f"js/{path.name}").decode()
        named = re.findall(
            r'(?:from|import|import\(|new URL\() ?"(\.[^"]+\.(?:js|css)[^"]*)"', text
        )
        assert all(re.search(r"\?v=[0-9a-f]{8}$", name) for name in named), path.name

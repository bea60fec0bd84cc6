"""Docs that cannot rot: their tables are made from the code and compared with it.

``FICSTEAD_UPDATE=1`` writes them anew.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from ficstead.codes import CODES, Severity
from ficstead.header.fields import FIELDS, Place, Shape
from ficstead.settings import SETTINGS

ROOT = Path(__file__).parent.parent.parent
FAMILIES = {
    "S": "Settings",
    "M": "The header",
    "T": "Tags",
    "W": "Works, chapters, series",
    "P": "The text",
    "L": "Links and pictures",
}


def keys() -> str:
    rows = ["| key | where | value | |", "| --- | --- | --- | --- |"]
    for field in FIELDS:
        places = [p.value.split()[-1] for p in Place if p in field.places]
        where = "everywhere" if len(places) == len(Place) else ", ".join(places)
        limit = f" AO3 takes {field.limit:,} characters." if field.limit else ""
        later = field.shape is Shape.LATER
        text = "Known, and not used by this version." if later else field.help
        rows.append(
            f"| `{field.key}` | {where} | {field.shape.value} | {_plain(text)}{limit} |"
        )
    return "\n".join(rows)


def settings() -> str:
    rows = ["| setting | default | |", "| --- | --- | --- |"]
    rows += [
        f"| `{row.name}` | `{row.default!r}` | {row.help} It is {row.expected}. |"
        for row in SETTINGS
    ]
    return "\n".join(rows)


def problems() -> str:
    return "\n".join(_problems())


def _problems() -> Iterator[str]:
    for letter, family in FAMILIES.items():
        yield f"\n## {letter}: {family}\n"
        for code in CODES.values():
            if code.id.startswith(letter):
                error = code.severity is Severity.ERROR
                yield f"### {code.id}\n"
                yield "An error: the build stops.\n" if error else "A warning.\n"
                yield f"> {_plain(code.message)}\n"
                yield f"What to do: {_plain(code.hint)}.\n"
                yield from _example(code.id)


def _plain(template: str) -> str:
    text = re.sub(r"([\[\]*_\\])", r"\\\1", template).replace("<", "&lt;")
    return re.sub(r"\{(\w+)\}", r"*\1*", text.replace("\\_", "_"))


def _example(code: str) -> Iterator[str]:
    expected = ROOT / "tests" / "cases" / code / "expected"
    if expected.exists():
        lines = expected.read_text().splitlines()
        at = next(n for n, line in enumerate(lines) if f": {code} " in line)
        shown = [line.replace("in/", "content/") for line in lines[at : at + 2]]
        yield "\n".join(["```", *shown, "```", ""])


DOCS = {
    "writing.md": ("keys", keys),
    "settings.md": ("settings", settings),
    "problems.md": ("problems", problems),
}


@pytest.mark.parametrize("name", DOCS)
def test_a_table_in_the_docs_says_what_the_code_does(name: str) -> None:
    mark, make = DOCS[name]
    path = ROOT / "docs" / name
    text = path.read_text()
    match = re.search(
        rf"(<!-- {mark}: .*?-->\n)(.*?)(<!-- end of {mark} -->)", text, re.DOTALL
    )
    assert match, f"docs/{name} has no place for its table"
    expected = f"{text[: match.end(1)]}\n{make()}\n\n{text[match.start(3) :]}"
    if os.environ.get("FICSTEAD_UPDATE"):
        path.write_text(expected)
        text = expected
    assert text == expected


@pytest.mark.parametrize("code", CODES.values(), ids=lambda code: code.id)
def test_every_code_says_what_to_do(code: object) -> None:
    assert getattr(code, "hint")  # noqa: B009


@pytest.mark.parametrize(
    "page",
    [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))],
    ids=lambda p: p.name,
)
def test_links_between_the_docs_lead_somewhere(page: Path) -> None:
    for target in re.findall(
        r"(?<!\\)\]\(([^)#:\s]+)(?:#[^)]*)?\)", _prose(page.read_text())
    ):
        assert (page.parent / target).exists(), target


def _prose(text: str) -> str:
    """Return a page without its code, whose links are examples."""
    return re.sub(r"```.*?```|`[^`\n]*`", "", text, flags=re.DOTALL)

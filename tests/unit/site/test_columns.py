"""Numbers as short strings: what the script reads is what was written."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from ficstead.site.columns import packed, steps, told

SCRIPT = Path(__file__).parents[3] / "theme/static/js/facets.js"
ASK = """
import { readFileSync } from "node:fs";
const { named, numbers } = await import("SCRIPT");
const { text, names } = JSON.parse(readFileSync(0, "utf-8"));
process.stdout.write(JSON.stringify([numbers(text), named(names)]));
"""


def test_a_small_number_is_one_sign() -> None:
    assert len(packed(range(75))) == 75


def test_steps_lead_from_each_number_to_the_next() -> None:
    assert steps([3, 7, 7, 20]) == [3, 4, 0, 13]
    assert steps([]) == []


@pytest.mark.skipif(not shutil.which("node"), reason="needs Node")
def test_the_script_reads_what_is_written() -> None:
    numbers = [*range(3000), 75 * 18, 75 * 18**2, 999_999, 10**9]
    names = ["Zoë", "Zoë Lamp", "", "🜁🜁", "🜁🜂", "x" * 80, "x" * 81, "東 & 西", "東/西"]
    done = subprocess.run(
        ["node", "--input-type=module", "-e", ASK.replace("SCRIPT", SCRIPT.as_uri())],
        input=json.dumps({"text": packed(numbers), "names": told(names)}),
        capture_output=True,
        text=True,
        check=True,
    )
    assert json.loads(done.stdout) == [numbers, names]

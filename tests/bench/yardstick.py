"""Python-Markdown over the same 200 chapters, everywhere: what seconds are worth here.

``python -m tests.bench.yardstick FILE`` converts the texts of a JSON list. A ratio to it
means the same on a slow machine and a fast one.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

if __name__ == "__main__":
    from markdown import Markdown

    markdown = Markdown(extensions=["extra"])
    for text in json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")):
        markdown.reset().convert(text)

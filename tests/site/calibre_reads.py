"""Says what Calibre reads in books; it runs inside of Calibre, with its own Python.

``calibre-debug -e calibre_reads.py -- BOOK...`` prints one JSON object, by paths.
"""

import json
import sys
from pathlib import Path

from calibre.ebooks.metadata.epub import get_metadata

found = {}
for path in sys.argv[1:]:
    with Path(path).open("rb") as file:
        about = get_metadata(file)
    found[path] = {
        "title": about.title,
        "authors": about.authors,
        "series": [[about.series, about.series_index]] if about.series else [],
        "language": about.language,
        "cover": len((about.cover_data or (None, b""))[1] or b""),
        "tags": about.tags,
    }
print("\n" + json.dumps(found))

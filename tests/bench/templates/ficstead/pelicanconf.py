"""The settings of the bench's archive: those of a new one, and an address for feeds."""

SITENAME = "Bench archive"
SITEURL = "https://example.org"
AUTHOR = "bench"
DEFAULT_LANG = "en"
TIMEZONE = "UTC"
WORKS_PER_PAGE = FEED_WORKS = 20

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "plugins"))
from ficstead.defaults import *

PATH = "content"
THEME = "theme"
PLUGIN_PATHS = ["plugins"]

# The bench's second installation writes only the pages that other tools write too.
if (Path(__file__).parent / "plugins" / "equal_pages.py").is_file():
    import equal_pages  # noqa: F401 - to import it is to narrow the site

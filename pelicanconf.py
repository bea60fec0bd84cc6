"""Your archive's settings. All of them: docs/settings.md."""

# ---- Yours ---------------------------------------------------------------------------
SITENAME = "The Marsh Lantern"
SITESUBTITLE = "Stories for people who already love the people in them"
AUTHOR = "marshlight"
DEFAULT_LANG = "en"
TIMEZONE = "Europe/London"

# Slugs of works that the home page shows first, like ["the-lantern", "gravel"].
START_HERE: list[str] = []

# Ratings and archive warnings that a reader is asked about before the text.
GATE_RATINGS = ["Mature", "Explicit", "Not Rated"]
GATE_WARNINGS: list[str] = []

# ---- Ficstead's: leave these lines as they are ---------------------------------------
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "plugins"))
from ficstead.defaults import *

PATH = "content"
THEME = "theme"
PLUGIN_PATHS = ["plugins"]

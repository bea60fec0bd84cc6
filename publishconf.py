"""Settings of the archive as it is published: pelicanconf.py, and where it stands."""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from pelicanconf import *

# ---- Yours ---------------------------------------------------------------------------
# Where readers find the archive, without a slash at the end. On GitHub Pages the
# workflow fills it in by itself.
SITEURL = os.environ.get("SITEURL", "").rstrip("/")

"""What Ficstead needs of Pelican: the settings below the author's own.

pelicanconf.py takes them in with ``from ficstead.defaults import *``. Works and pages
are read by Ficstead's generator, so Pelican's own generators are left without work;
each of the other lines shuts one of Pelican's ways to write a page that Ficstead does
not know of.
"""

from __future__ import annotations

PLUGINS = ["ficstead"]
OUTPUT_PATH = "output"
CACHE_PATH = ".cache"
THEME_STATIC_PATHS = ["static"]

# Nothing for Pelican's own article and page generators: a work must never be written
# by a template that knows no gate.
ARTICLE_PATHS = ["no-such-folder"]
PAGE_PATHS = ["no-such-folder"]
STATIC_PATHS: list[str] = []
ARTICLE_URL = "works/{slug}/"
ARTICLE_SAVE_AS = "works/{slug}/index.html"

# Rendered only where the plugin did not load: this template stops the build.
DIRECT_TEMPLATES = ["plugin-missing"]

AUTHOR_SAVE_AS = AUTHORS_SAVE_AS = ""
CATEGORY_SAVE_AS = CATEGORIES_SAVE_AS = ""
TAG_SAVE_AS = TAGS_SAVE_AS = ""
ARCHIVES_SAVE_AS = YEAR_ARCHIVE_SAVE_AS = ""
DRAFT_SAVE_AS = DRAFT_PAGE_SAVE_AS = ""
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = None
AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None

# Typography is a step of the prose (`typography`), where it knows the language.
TYPOGRIFY = False
# Pelican's cache ignores settings and code.
CACHE_CONTENT = LOAD_CONTENT_CACHE = False
IGNORE_FILES = [".*", "*~", "#*#"]

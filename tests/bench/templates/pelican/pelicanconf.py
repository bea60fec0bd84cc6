"""Stock Pelican with the same pages: an article a chapter, a tag a term.

Feeds of tags are RSS, whose items are summaries; Pelican's Atom would carry the texts.
"""

PATH = "content"
ARTICLE_PATHS = ["works"]
SITENAME = "Bench archive"
SITEURL = "https://example.org"
AUTHOR = "bench"
TIMEZONE = "UTC"
DEFAULT_LANG = "en"
THEME = "simple"
TYPOGRIFY = True
DEFAULT_PAGINATION = 20
PAGINATED_TEMPLATES = {"index": None, "tag": None}
DIRECT_TEMPLATES = ["index", "tags"]
ARTICLE_URL = "works/{slug}/"
ARTICLE_SAVE_AS = "works/{slug}/index.html"
TAG_URL = "tag/{slug}.html"
TAG_SAVE_AS = "tag/{slug}.html"
AUTHOR_SAVE_AS = CATEGORY_SAVE_AS = ""
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = None
AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = TRANSLATION_FEED_ATOM = None
TAG_FEED_RSS = "feeds/tag/{slug}.rss"
FEED_MAX_ITEMS = 20
# As the others do: a slash in a relationship is no folder, an accent no reason to guess.
SLUG_REGEX_SUBSTITUTIONS = [(r"[^\w\s/-]", ""), (r"[/\s]+", "-"), (r"-+", "-")]

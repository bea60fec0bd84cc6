"""What builds an archive: for each tool how its source looks and how it is run.

All of them make the same pages: a work, a chapter, six taxonomies by twenty works a
page, and a feed for each term. A one-shot's text stands on the page of its work.
"""

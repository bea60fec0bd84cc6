"""The catalogue for reading apps: OPDS 1.2 (Atom) and OPDS 2.0 (JSON), as files.

`publications` says what may be taken along, `catalogue` what lies on which shelf and
behind which menu (both are values of `shelves`), `indexes` how a long menu is cut,
`sheets` which file holds which part of it; `atom` and `json` write that down, and
`making` hands it to `site.output`.

Addresses. A host that only serves files gives a folder its ``index.html`` whatever a
client accepts, so ``/opds/`` is a page for people that names the two ways in, and names
them to programs in its head: ``/opds/catalog.xml`` and ``/opds/catalog.json``. Below
them the addresses are the site's own: ``/opds/fandoms/tales.xml``, page two of that
``/opds/fandoms/tales/page/2.xml``.

Endings. Hosts know a file's type by its ending. ``.xml`` is ``application/xml`` or
``text/xml`` and ``.json`` is ``application/json`` on GitHub Pages, Netlify, Cloudflare
Pages and Neocities alike, and every app that was looked at takes these for catalogues:
KOReader and Readest go by the first sign of the file, Thorium has all three types on
its list. ``.atom`` would be right on most of them and a download on others; ``.opds``
is unknown everywhere. The exact type stands in every link, where the standard asks for
it.

Search is left out: OPDS asks a server for what fits the words, and here is none.
"""

from .catalogue import of
from .making import files, pages, ways

__all__ = ["files", "of", "pages", "ways"]

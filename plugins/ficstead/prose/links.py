r"""Where an address in a text leads: out to the web, inside the archive, or nowhere.

Browsers drop tabs, line ends and control characters from an address before they read
its scheme (``java\tscript:``), so we do too.
"""

from __future__ import annotations

import re
from enum import Enum
from typing import Final

from .. import addresses
from .findings import Findings

_SCHEME: Final = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*):")
_INVISIBLE: Final = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]"
)

# AO3's, for links; pictures and quotes may use the two web schemes only.
SCHEMES: Final = frozenset({"http", "https", "mailto", "ftp"})
WEB: Final = frozenset({"http", "https"})


# What a browser might run. Spaces inside make it a file name to a browser; nobody has
# files of such names, and not every reader is as strict.
_ACTIVE: Final = re.compile(r"(?:javascript|vbscript|data):", re.IGNORECASE)


class Leads(Enum):
    """The four kinds of address."""

    OUT = "out"
    INSIDE = "inside"
    FRAGMENT = "fragment"
    NOWHERE = "nowhere"


def tidy(target: str) -> str:
    """Return an address without what browsers do not see in it."""
    return _INVISIBLE.sub("", target).strip()


def kind(target: str, schemes: frozenset[str] = SCHEMES) -> Leads:
    """Tell where a tidy address leads."""
    if not target or _ACTIVE.match("".join(target.split())):
        return Leads.NOWHERE
    if target.startswith("#"):
        return Leads.FRAGMENT
    if target.startswith(("//", "\\\\", "/\\")):
        return Leads.OUT
    if scheme := _SCHEME.match(target):
        return Leads.OUT if scheme[1].lower() in schemes else Leads.NOWHERE
    return Leads.INSIDE


def href(written: str, line: int, findings: Findings) -> str:
    """Return what a link's ``href`` becomes; empty where it may not be kept."""
    target = tidy(written)
    leads = kind(target)
    if leads is Leads.NOWHERE:
        if target:
            findings.removed(f"address {_shown(target)}", line)
        return ""
    if leads is Leads.OUT:
        return outward(target)
    findings.link(target, line)
    return addresses.UNRESOLVED + target


def outward(target: str) -> str:
    """Return a web address as HTML wants it: with a scheme, without spaces."""
    if target.startswith(("//", "\\\\", "/\\")):
        target = "https://" + target[2:]
    return target.replace(" ", "%20").replace("\\", "%5C")


def _shown(target: str) -> str:
    return target if len(target) <= 40 else f"{target[:39]}…"

"""What a disk or a system answers, in the words of somebody who writes stories."""

from __future__ import annotations

import errno
from typing import Final

_FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT})
_SHUT: Final = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})


def is_full(error: BaseException) -> bool:
    """Tell whether there was no room on the disk."""
    return isinstance(error, OSError) and error.errno in _FULL


def why(error: OSError) -> str:
    """Return what went wrong, without a full stop."""
    if is_full(error):
        return "the disk is full"
    return error.strerror or str(error) or type(error).__name__


def told(error: OSError) -> str:
    """Return what went wrong with which file."""
    said = why(error)
    return (
        f"{error.filename}: {said}" if error.filename else said[:1].upper() + said[1:]
    )


def hint(error: OSError) -> str:
    """Return what to do about it; empty where nobody knows."""
    if is_full(error):
        return "make some room on it and do this again; what was there is as it was"
    return "is it read-only, or another user's?" if error.errno in _SHUT else ""

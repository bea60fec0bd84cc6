"""Zips for tests, the same bytes whenever they are made."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping


def zipped(
    files: Mapping[str, bytes | str], method: int = zipfile.ZIP_DEFLATED
) -> bytes:
    """Return a zip of files."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", method) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name), data, method)
    return packed.getvalue()

"""A zip of files that were packed before is the one that Python's own zipfile writes."""

from __future__ import annotations

import io
import zipfile

import pytest
from ficstead.books.epub import packing

FILES = {
    "some": [
        ("mimetype", b"application/epub+zip", True),
        ("EPUB/text/é.xhtml", "<p>héé</p>".encode() * 1000, False),
        ("EPUB/empty", b"", False),
        ("EPUB/short", b"a", False),
    ],
    "none": [],
}


def _by_python(files: list[tuple[str, bytes, bool]]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data, stored in files:
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
            info.create_system, info.external_attr = 3, 0o644 << 16
            archive.writestr(info, data, compresslevel=4)
    return out.getvalue()


@pytest.mark.parametrize("files", FILES.values(), ids=FILES.keys())
def test_it_is_the_zip_of_zipfile(files: list[tuple[str, bytes, bool]]) -> None:
    made = packing.joined(
        (name, packing.packed(data, stored=stored)) for name, data, stored in files
    )
    assert made == _by_python(files)
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == [name for name, _, _ in files]


@pytest.mark.slow
def test_it_is_so_with_more_files_than_the_short_form_can_count() -> None:
    test_it_is_the_zip_of_zipfile([(f"{n}", b"x", True) for n in range(70_000)])


@pytest.mark.parametrize("stored", [True, False])
def test_what_was_packed_is_unpacked(stored: bool) -> None:
    for data in (b"", b"a", b"lamp " * 999):
        assert packing.unpacked(packing.packed(data, stored=stored)) == data

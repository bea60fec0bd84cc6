"""Bytes of the author's as text, or what keeps them from being one."""

from __future__ import annotations

from ..problems import Problem, found


def decode(data: bytes) -> tuple[str | None, tuple[Problem, ...]]:
    """Return a file's bytes as text, or the problem that keeps them from being one."""
    try:
        return data.decode("utf-8-sig"), ()
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        return None, (found("M112", line, hint=_encoding_hint(data)),)


def unreadable(error: OSError) -> Problem:
    """Return the problem of a file that the disk does not give."""
    return found("W312", reason=error.strerror or type(error).__name__)


def _encoding_hint(data: bytes) -> str | None:
    from charset_normalizer import from_bytes  # noqa: PLC0415 - rare, and large

    guess = from_bytes(data).best()
    if guess is None:
        return None
    # Western text reads the same in several encodings; Windows' own is the likeliest.
    likely = [guess.encoding, *guess.could_be_from_charset]
    name = "cp1252 (Windows)" if "cp1252" in likely else guess.encoding
    if name.startswith("utf"):
        name = name.upper().replace("_", "-")
    return f"it looks like {name}; save it as UTF-8 in your editor"

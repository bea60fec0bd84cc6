"""Ficstead: a homestead for your fic. A Pelican plugin; see docs/architecture.md."""

from __future__ import annotations


def register() -> None:
    """Connect to Pelican's signals and do nothing else: failures here are swallowed."""
    from pelican import signals  # noqa: PLC0415 - the rest is free of Pelican

    from .generator import check_settings, get_generators  # noqa: PLC0415

    signals.initialized.connect(check_settings)
    signals.get_generators.connect(get_generators)

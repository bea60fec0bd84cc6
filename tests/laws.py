"""How often a law is tried: some times in the ordinary run, more where CI asks."""

from __future__ import annotations

import os

from hypothesis import settings

# CI tries every law so many times as often as anybody at her desk.
DEPTH = int(os.environ.get("FICSTEAD_DEPTH", "1"))


# Everybody meets the same examples, and no change is blamed for a mistake that chance
# finds today. Who looks for new ones sets FICSTEAD_CHANCE=1.
SAME = "FICSTEAD_CHANCE" not in os.environ

# A busy machine makes no law wrong, so none has a deadline.
settings.register_profile(
    "laws", max_examples=100 * DEPTH, deadline=None, derandomize=SAME
)
settings.load_profile("laws")


def tries(usual: int, *, derandomize: bool = False) -> settings:
    """Return hypothesis' settings for a law that is usually tried so many times."""
    return settings(
        max_examples=usual * DEPTH, deadline=None, derandomize=derandomize or SAME
    )

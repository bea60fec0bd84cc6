"""Saved pages of other archives, of forums, and of any site; pages that are no work."""

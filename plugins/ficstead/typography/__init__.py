"""Quotes, dashes and dots of English fiction, set as a typesetter would."""

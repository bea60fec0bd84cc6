"""A file's front matter: its grammar, and the one table of its keys."""

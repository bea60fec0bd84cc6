"""From an author's Markdown to clean HTML, counted and checked."""

"""Works as files to take along: EPUB, one HTML file, Markdown, plain text, covers."""

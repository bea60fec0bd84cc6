"""EPUB 3 files, and Kobo's own kind of them: the parts of a book, and the zip."""

"""Markdown, plain text, and works pasted without their markup."""

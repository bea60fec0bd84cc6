"""Works as plain text, in lines."""

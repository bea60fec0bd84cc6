"""What to write into the content folder, beside what lies there already."""

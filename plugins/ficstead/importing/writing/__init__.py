"""From a story to the files that say it: headers, Markdown, pictures, and the proof."""

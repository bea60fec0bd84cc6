"""What labels, their values and the headings of chapters say, in every format."""

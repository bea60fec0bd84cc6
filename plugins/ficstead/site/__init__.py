"""What each page shows, behind which gate, and the files that make up the site."""

"""Downloads, saved pages and documents: from what an author has to `content/works/`."""

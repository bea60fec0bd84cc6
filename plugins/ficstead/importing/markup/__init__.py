"""HTML and XML from strangers as trees, and what their elements mean."""

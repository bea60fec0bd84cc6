"""The pictures that stand for books."""

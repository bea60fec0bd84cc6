"""The yardstick for speed: an archive that nobody wrote, and what builds it.

``python3 tasks.py bench`` runs it; docs/performance.md says what it measures.
"""

"""A task that cannot be done as it was asked; the text tells the author why."""

from __future__ import annotations


class Refusal(Exception):
    """Stops a task. 1: something of the author's stands in the way; 2: the words do."""

    def __init__(self, text: str, exitcode: int = 1) -> None:
        super().__init__(text)
        self.exitcode = exitcode

"""Chapters of prose: narration, talk, and what fic has beside plain paragraphs.

A sentence is put together from clauses that were made once, so a chapter costs half a
millisecond and hardly a sentence comes twice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from random import Random

from . import vocabulary

CLAUSES = 12_000
JOINTS = (" ", " ", ", ", ", ", ", and ", ", but ", "; ", " \u2014 ", " -- ")
ENDS = (".", ".", ".", ".", ".", ".", "?", "!", "...")


class Prose:
    """What texts are made of: words by frequency, and clauses of them."""

    def __init__(self, rng: Random) -> None:
        words = vocabulary.words(rng, 20_000)
        weights = vocabulary.falling(len(words), 1.1, 2.7)
        self._clauses = [
            _clause(rng, rng.choices(words, cum_weights=weights, k=rng.randint(3, 8)))
            for _ in range(CLAUSES)
        ]

    def chapter(self, rng: Random, words: int, names: Sequence[str]) -> str:
        """Return the Markdown of a chapter of about so many words."""
        scene = _Scene(rng, self._clauses, names)
        return "\n\n".join((*scene.paragraphs(words), *scene.footnotes)) + "\n"

    def passage(self, rng: Random, sentences: int) -> str:
        """Return a paragraph for a summary or a note."""
        scene = _Scene(rng, self._clauses, ("Somebody",))
        return " ".join(scene.sentence() for _ in range(sentences))


class _Scene:
    """Draws the paragraphs of one chapter."""

    def __init__(self, rng: Random, clauses: list[str], names: Sequence[str]) -> None:
        self._rng, self._clauses, self._names = rng, clauses, names
        self.footnotes: list[str] = []
        # What makes a chapter more than plain paragraphs, with its share of chapters.
        self._special: dict[Callable[[], str], float] = {
            self._linked: 0.12,
            self._noted: 0.08,
            self._letter: 0.10,
            self._verse: 0.05,
        }

    def paragraphs(self, words: int) -> Iterator[str]:
        rng, total, calm = self._rng, 0, 0
        waiting = [
            make for make, share in self._special.items() if rng.random() < share
        ]
        while total < words:
            calm += 1
            if calm > 14 and rng.random() < 0.06:
                calm = 0
                yield "* * *"
            elif waiting and calm == 3:
                yield waiting.pop()()
            text = self._talk() if rng.random() < 0.45 else self._narration()
            total += text.count(" ") + 1
            yield text

    def sentence(self) -> str:
        rng = self._rng
        parts = rng.choices(self._clauses, k=rng.choice((1, 2, 2, 2, 3)))
        text = parts[0]
        for part in parts[1:]:
            text += rng.choice(JOINTS) + part
        if rng.random() < 0.2:
            return f"{rng.choice(self._names)} {text}{rng.choice(ENDS)}"
        # A clause may begin with emphasis, whose stars have no capital.
        stars = len(text) - len(text.lstrip("*"))
        first = text[stars].upper()
        return f"{text[:stars]}{first}{text[stars + 1 :]}{rng.choice(ENDS)}"

    def _narration(self) -> str:
        return " ".join(self.sentence() for _ in range(self._rng.randint(2, 6)))

    def _talk(self) -> str:
        rng = self._rng
        said = self.sentence().rstrip(".")
        comma = "," if said[-1] not in "?!" else ""
        text = f'"{said}{comma}" {rng.choice(self._names)} said.'
        if rng.random() < 0.5:
            text += f' "{self.sentence()}"'
        if rng.random() < 0.05:
            text += f" \"{rng.choice(self._names)} told me, '{self.sentence()}'\""
        return text

    def _linked(self) -> str:
        return f"{self.sentence()} There is [a map](https://example.org/map) of it."

    def _noted(self) -> str:
        self.footnotes.append(f"[^1]: {self.sentence()}")
        return f"{self._narration()[:-1]}.[^1]"

    def _letter(self) -> str:
        return f"> {self._narration()}\n>\n> {self._narration()}"

    def _verse(self) -> str:
        lines = self._rng.choices(self._clauses, k=4)
        return "  \n".join(line.capitalize() for line in lines)


def _clause(rng: Random, words: list[str]) -> str:
    at, drawn = rng.randrange(len(words)), rng.random()
    if drawn < 0.05:
        words[at] = f"*{words[at]}*"
    elif drawn < 0.055:
        words[at] = f"**{words[at]}**"
    return " ".join(words)

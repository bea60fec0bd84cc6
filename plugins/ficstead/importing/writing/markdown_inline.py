"""The words of one paragraph as Markdown: emphasis, links, line ends, pictures.

What is said of words (`Mark`) comes as a set for each run; here it is nested again, the
longest outermost, tight around the words: ``word<em> word</em>`` is ``word *word*``.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, replace
from typing import Final

from ..markup.nodes import Node
from . import escaping
from .markdown_blocks import Atom, Leaf, Mark

_SPACE: Final = re.compile(r"[ \t\r\n\f]+")
_WIDE: Final = re.compile(
    r"([\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+)"
)
_SIGNS: Final = {"em": "*", "strong": "**", "s": "~~"}
_DEEPEST: Final = 24


@dataclass(frozen=True, slots=True)
class _Group:
    mark: Mark
    parts: list[_Group | Atom]


def inline(leaf: Leaf, level: int) -> list[str]:
    """Return the lines of a paragraph; each but the last ends in a line break."""
    atoms = _settled(leaf.atoms)
    parts = _nested(atoms, 0)
    words = "".join(atom.text for atom in atoms)
    marked = any(isinstance(part, _Group) for part in parts)
    writer = _Writer(level, _escape(words, level, marked=marked))
    return writer.lines(parts)


def _escape(words: str, level: int, *, marked: bool) -> escaping.Escape:
    if level == 0:
        return escaping.lightly(words, marked=marked)
    return escaping.wholly if level < 3 else escaping.as_entities


# ---- Words and what is said of them --------------------------------------------------


def _settled(atoms: list[Atom]) -> list[Atom]:
    """Return the runs with spaces apart, single, and none beside a line end."""
    result: list[Atom] = []
    space: Atom | None = None
    for atom in atoms:
        if atom.text == "\n" or atom.thing is not None:
            if space is not None and atom.thing is not None and result:
                result.append(space)
            space = None
            result.append(atom)
            continue
        text = _SPACE.sub(" ", atom.text)
        if text[:1] == " " and space is None:
            space = replace(atom, text=" ")
        bare = text.strip(" ")
        if not bare:
            continue
        if space is not None and result and result[-1].text != "\n":
            result.append(space)
        space = None
        for part in _WIDE.split(bare):
            if part:
                result.append(replace(atom, text=part))
        if text[-1:] == " ":
            space = replace(atom, text=" ")
    while result and result[-1].text == "\n":
        result.pop()
    return result


def _is_air(atom: Atom) -> bool:
    return atom.thing is None and not atom.text.strip()


def _nested(atoms: list[Atom], depth: int) -> list[_Group | Atom]:
    result: list[_Group | Atom] = []
    at = 0
    while at < len(atoms):
        atom = atoms[at]
        if not atom.marks or _is_air(atom) or depth > _DEEPEST:
            result.append(atom)
            at += 1
            continue
        ends = [(_run(atoms, at, mark), mark) for mark in atom.marks]
        end, mark = max(ends, key=lambda pair: pair[0])
        inner = [
            replace(one, marks=tuple(m for m in one.marks if m != mark))
            for one in atoms[at:end]
        ]
        result.append(_Group(mark, _nested(inner, depth + 1)))
        at = end
    return result


def _run(atoms: list[Atom], at: int, mark: Mark) -> int:
    """Return where the run of atoms with a mark ends.

    A space joins two such runs where nothing else is said of either.
    """
    end = here = at + 1
    last = atoms[at]
    bridged = False
    while here < len(atoms):
        if mark in atoms[here].marks:
            if bridged and atoms[here].marks != last.marks:
                break
            here += 1
            if not _is_air(atoms[here - 1]):
                end, last, bridged = here, atoms[here - 1], False
        elif mark.who == 0 and atoms[here].text == " ":
            here, bridged = here + 1, True
        else:
            break
    return end


# ---- Writing -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Writer:
    level: int
    escape: escaping.Escape

    def lines(self, parts: list[_Group | Atom]) -> list[str]:
        ending = "<br>\n" if self.level >= 3 else "\\\n"
        text = self.run(parts, ending)
        lines = text.split("\n")
        if self.level >= 3:
            return ["".join(lines)]
        return [_line(line) for line in lines]

    def run(self, parts: list[_Group | Atom], ending: str) -> str:
        out: list[str] = []
        for at, part in enumerate(parts):
            after = parts[at + 1] if at + 1 < len(parts) else None
            if isinstance(part, _Group):
                out.append(self.group(part, ending, "".join(out[-1:]), after))
            elif part.thing is not None:
                out.append(self.thing(part.thing))
            elif part.text == "\n":
                out.append(ending)
            else:
                out.append(self.words(part.text, after))
        return "".join(out)

    def words(self, text: str, after: _Group | Atom | None) -> str:
        text = self.escape(text)
        if self.level == 0 and isinstance(after, _Group):
            if text.endswith("!") and after.mark.kind == "a":
                return f"{text[:-1]}\\!"
            if text[-1:] in "*~" and text[-2:-1] != "\\":
                return f"{text[:-1]}\\{text[-1]}"
        return text

    def group(
        self, group: _Group, ending: str, before: str, after: _Group | Atom | None
    ) -> str:
        kind = group.mark.kind
        if kind == "a":
            return self.link(group, ending)
        if kind == "code" and (code := self.code(group)):
            return code
        inner = self.run(group.parts, ending)
        sign = _SIGNS.get(kind, "") if self.level < 2 else ""
        if sign and not _clash(sign, before, inner, after):
            return f"{sign}{inner}{sign}"
        return f"<{kind}{_written(group.mark.keys)}>{inner}</{kind}>"

    def code(self, group: _Group) -> str:
        if self.level >= 2 or not all(isinstance(one, Atom) for one in group.parts):
            return ""
        text = "".join(one.text for one in group.parts if isinstance(one, Atom))
        return f"`{text}`" if text.isprintable() and "`" not in text else ""

    def link(self, group: _Group, ending: str) -> str:
        href = dict(group.mark.keys)["href"]
        plain = all(isinstance(one, Atom) and not one.thing for one in group.parts)
        text = "".join(one.text for one in group.parts if isinstance(one, Atom))
        if self.level >= 2:
            return f"<a{_written(group.mark.keys)}>{self.run(group.parts, ending)}</a>"
        if plain and text == href and re.fullmatch(r"https?://[^<>\s\\]+", href):
            return f"<{href}>"
        inner = self.run(group.parts, ending)
        if self.level == 0 and plain:
            inner = re.sub(r"(?<!\\)[\[\]]", r"\\\g<0>", inner)
        return f"[{inner}]({escaping.address(href)})"

    def thing(self, node: Node) -> str:
        keys = dict(node.attributes)
        if "anchor" in keys:
            return f"<a{_written((('name', keys['anchor']),))}></a>"
        if "call" in keys:
            return f"[^{keys['call']}]"
        alt = " ".join(keys.get("alt", "").split())
        source = keys.get("src", "")
        sizes = [(k, v) for k in ("width", "height") if _size(v := keys.get(k, ""))]
        is_ours = "ours" in keys
        if not is_ours:
            alt = alt or keys.get("title", "")
        if self.level >= 2 or (is_ours and (sizes or ("alt" in keys and not alt))):
            pairs = [("src", source), ("alt", alt)]
            return f"<img{_written((*pairs, *(sizes if is_ours else ())))}>"
        return f"![{escaping.wholly(alt)}]({escaping.address(source)})"


def _size(value: str) -> bool:
    return bool(re.fullmatch(r"\d{1,5}%?", value, re.ASCII))


def _clash(sign: str, before: str, inner: str, after: _Group | Atom | None) -> bool:
    """Tell whether the signs of two emphases would touch and be read as one."""
    if not inner or before[-1:] == sign[0]:
        return True
    beside = isinstance(after, _Group) and after.mark.kind in _SIGNS
    return beside and sign[0] == _SIGNS[after.mark.kind][0]  # type: ignore[union-attr]


def _written(keys: tuple[tuple[str, str], ...]) -> str:
    return "".join(f' {key}="{html.escape(value)}"' for key, value in keys)


def _line(text: str) -> str:
    ended = text.endswith("\\")
    if ended and text[:1] != "\\":
        return escaping.line(escaping.spaces_at_ends(text[:-1])) + "\\"
    return escaping.line(escaping.spaces_at_ends(text))

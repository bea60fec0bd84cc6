"""Which links of a text are calls of footnotes, and which blocks are the notes.

A number that leads to the beginning of a block is a call where the program said so, or
where the block leads back, or begins with the same raised number. Contents, links to
chapters and "see below" are none of that.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from ..markup.nodes import BLOCKS, Node, inside
from . import note_marks

_NO_NOTE: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "table"})
_NOTES: Final = frozenset({"p", "li", "div", "aside", "dd", "section"})
_ENOUGH: Final = 80  # characters; a mark has a dozen
_KEYS: Final = ("id", "name")
_MOST: Final = 1_000  # links of one text that are looked at


@dataclass(slots=True, eq=False)
class Note:
    """A note: `blocks` stand in `parent`, and `calls` lead to them."""

    blocks: list[Node]
    parent: Node
    calls: list[Call] = field(default_factory=list)

    @property
    def marks(self) -> set[str]:
        return {call.mark for call in self.calls}

    def words(self) -> str:
        return "".join(block.words() for block in self.blocks)


@dataclass(slots=True, eq=False)
class Call:
    """A link in `block` that leads to a note; `mark` is its number or star."""

    link: Node
    block: Node
    mark: str
    note: Note


class Tree:
    """One text: what stands where, and what every address in it leads to."""

    def __init__(self, root: Node) -> None:
        self.root = root
        self.parents: dict[int, Node] = {}
        self.order: dict[int, int] = {}
        self.places: dict[str, Node] = {}
        self.inner: dict[int, tuple[list[Node], dict[int, int]]] = {}
        for at, node in enumerate((root, *inside(root))):
            self.order[id(node)] = at
            for child in node.children:
                if isinstance(child, Node):
                    self.parents[id(child)] = node
            for key in _KEYS:
                if name := node.attributes.get(key):
                    self.places.setdefault(name, node)

    def around(self, node: Node) -> Iterator[Node]:
        parent = self.parents.get(id(node))
        while parent is not None:
            yield parent
            parent = self.parents.get(id(parent))

    def within(self, node: Node, holder: Node) -> bool:
        return any(one is holder for one in self.around(node))

    def block(self, node: Node) -> Node:
        """Return the nearest block that holds a node, or is it."""
        if node.tag in BLOCKS:
            return node
        return next((n for n in self.around(node) if n.tag in BLOCKS), self.root)

    def target(self, link: Node) -> Node | None:
        """Return what a link leads to in this text."""
        href = link.attributes.get("href", "")
        return self.places.get(href[1:]) if href[:1] == "#" and href[1:] else None

    def siblings(self, parent: Node) -> tuple[list[Node], dict[int, int]]:
        """Return the elements in another, and the place of each."""
        if id(parent) not in self.inner:
            found = [c for c in parent.children if isinstance(c, Node)]
            self.inner[id(parent)] = (found, {id(c): n for n, c in enumerate(found)})
        return self.inner[id(parent)]

    def ways_back(self, note: Note, blocks: list[Node] | None = None) -> list[Node]:
        """Return the links in a note that lead to one of its calls."""
        calls = {id(call.link) for call in note.calls}
        around = {id(call.block) for call in note.calls}
        return [
            link
            for block in blocks or note.blocks
            for link in inside(block)
            if link.tag == "a"
            and (place := self.target(link)) is not None
            and (id(place) in calls or id(self.block(place)) in around)
        ]


def parted(root: Node) -> None:
    """Part paragraphs in which line ends part one note from the next."""
    called: set[str] = set()
    wanted: set[str] = set()
    for node in inside(root):
        # A number that stands above: a way back leads upwards.
        wanted |= called.intersection(filter(None, map(node.attributes.get, _KEYS)))
        href = node.attributes.get("href", "") if node.tag == "a" else ""
        if href[:1] == "#" and note_marks.mark(node.words()):
            called.add(href[1:])
    for holder in (root, *inside(root)) if wanted else ():
        if any(isinstance(c, Node) and c.tag == "p" for c in holder.children):
            holder.children = [
                part
                for child in holder.children
                for part in (
                    _lines(child, wanted)
                    if isinstance(child, Node) and child.tag == "p"
                    else (child,)
                )
            ]


def _lines(paragraph: Node, wanted: set[str]) -> list[Node]:
    """Return a paragraph, or more where a note begins after a line end."""
    parts = [Node("p", paragraph.attributes)]
    for at, child in enumerate(paragraph.children):
        after = paragraph.children[at + 1 : at + 4]
        if isinstance(child, Node) and child.tag == "br" and _begins(after, wanted):
            parts.append(Node("p"))
        else:
            parts[-1].children.append(child)
    return parts if len(parts) > 1 else [paragraph]


def _begins(line: list[Node | str], wanted: set[str]) -> bool:
    """Tell whether a line begins with a place that a number leads to."""
    for node in line:
        if isinstance(node, Node):
            names = (one.attributes.get(key) for one in (node, *inside(node))
                     for key in ("id", "name"))  # fmt: skip
            return any(name in wanted for name in names)
        if node.strip() and not note_marks.mark(node):
            return False
    return False


def found(tree: Tree) -> list[Note]:
    """Return the notes that are certainly such, with the calls of each."""
    known: dict[int, Note] = {}
    links = (n for n in inside(tree.root) if n.tag == "a" and tree.target(n))
    for _, link in zip(range(_MOST), links, strict=False):
        _call(link, tree, known)
    for note in known.values():
        _go_on(note, tree, known)
    notes = [note for note in known.values() if _is_certain(note, tree)]
    # Half a list would be numbered anew, so that all of it goes or none.
    certain = {id(note.blocks[0]) for note in notes}
    lists = {id(n.parent): n.parent for n in notes if n.blocks[0].tag == "li"}
    torn = {
        number
        for number, holder in lists.items()
        if any(id(item) not in certain for item in tree.siblings(holder)[0])
    }
    return [note for note in notes if id(note.parent) not in torn]


def _call(link: Node, tree: Tree, known: dict[int, Note]) -> None:
    """Take a link for a call if it looks like one and leads to a note."""
    mark = note_marks.mark(link.words())
    place = tree.target(link)
    block = tree.block(link)
    if not mark or place is None or not _before(link, block):
        return
    start = _start(place, tree, mark)
    if start is None or start is block or tree.within(link, start):
        return
    if any(one.tag == "pre" for one in (block, *tree.around(block))):
        return
    note = known.setdefault(id(start), Note([start], tree.parents[id(start)]))
    note.calls.append(Call(link, block, mark, note))


def _start(place: Node, tree: Tree, mark: str) -> Node | None:
    """Return the block that begins at a place or with a mark, if it may be a note."""
    block = tree.block(place)
    before = "" if block is place else _before(place, block)
    if (
        before
        and not note_marks.mark(before)
        and not note_marks.opening(before, [mark])
    ):
        return None
    parent = tree.parents.get(id(block))
    while (
        parent is not None
        and parent.tag in {"li", "aside"}
        and next(iter(tree.siblings(parent)[0])) is block
        and not _before(block, parent)
    ):
        block, parent = parent, tree.parents.get(id(parent))
    return block if block.tag in _NOTES else None


def _before(node: Node, block: Node) -> str:
    """Return the words before a node in its block, or enough to be no mark."""
    before = ""
    waiting: list[Iterator[Node | str]] = [iter(block.children)]
    while waiting and len(before) < _ENOUGH:
        one = next(waiting[-1], None)
        if one is node:
            break
        if one is None:
            waiting.pop()
        elif isinstance(one, str):
            before = f"{before}{one}".lstrip()
        else:
            waiting.append(iter(one.children))
    return before.strip()


def _go_on(note: Note, tree: Tree, known: dict[int, Note]) -> None:
    """Let a note go on to its way back, the next note, or the end of what holds it."""
    first, parent = note.blocks[0], note.parent
    if first.tag != "p":
        return
    siblings, places = tree.siblings(parent)
    at = places[id(first)]
    more: list[Node] = []
    returned = bool(tree.ways_back(note))
    for sibling in siblings[at + 1 :]:
        if id(sibling) in known:
            break
        if sibling.tag != "p":
            return
        more.append(sibling)
        if not returned and tree.ways_back(note, [sibling]):
            break
    else:
        alone = at == 0 or note_marks.is_named(parent)
        calls = any(tree.within(call.link, parent) for call in note.calls)
        if parent is tree.root or calls or not alone:
            return
    note.blocks += more


def _is_certain(note: Note, tree: Tree) -> bool:
    if any(one.tag in _NO_NOTE for block in note.blocks for one in inside(block)):
        return False
    links = [call.link for call in note.calls]
    named = any(map(note_marks.is_named, (note.blocks[0], note.parent, *links)))
    back = tree.ways_back(note)
    opening = note_marks.opening(note.words(), note.marks)
    raised = all(_is_raised(link, tree) for link in links)
    if named or not (back or (opening and raised)):
        return named
    marks = sum(len(link.words().strip()) for link in back) + opening
    return len(note.words().strip()) > marks


def _is_raised(link: Node, tree: Tree) -> bool:
    holders = (one for one, _ in zip(tree.around(link), range(2), strict=False))
    return any(one.tag == "sup" for one in (link, *holders, *inside(link)))

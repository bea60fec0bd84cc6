"""Footnotes of a source: its numbers and its notes, known as what they are.

Programs and people write them alike: a number that leads to a note, and a note that
leads back. Where that is certain (`note_finding`) the number becomes a call and the
notes a list at the end, which `markdown_lines` writes as ``[^1]`` and ``[^1]: text``;
anything else stays the link it was. No word goes but the marks and the ways back.
"""

from __future__ import annotations

from collections.abc import Iterable

from ..markup.nodes import BLOCKS, Node, inside
from . import note_finding, note_marks
from .markdown_blocks import Leaf
from .note_finding import Call, Note, Tree


def settled(root: Node) -> None:
    """Give footnotes a form of their own: ``a call``, and a last ``ol footnotes``."""
    note_finding.parted(root)
    tree = Tree(root)
    notes = note_finding.found(tree)
    if not notes:
        return
    ordered = _called(notes, tree)
    items = [
        Node("li", {"label": str(number)}, _taken(note, tree))
        for number, note in enumerate(ordered, 1)
    ]
    _clear(notes, tree)
    root.children.append(Node("ol", {"footnotes": "1"}, [*items]))


# ---- Calls ---------------------------------------------------------------------------


def _called(notes: list[Note], tree: Tree) -> list[Note]:
    """Put calls in the places of links; return the notes in the order of calls.

    What a note says of another is called after all that the text calls.
    """
    held = {id(block): note for note in notes for block in note.blocks}
    outer: list[Call] = []
    inner: dict[int, list[Call]] = {}
    calls = [call for note in notes for call in note.calls]
    for call in sorted(calls, key=lambda call: tree.order[id(call.link)]):
        around = (held[id(n)] for n in tree.around(call.link) if id(n) in held)
        holder = next(around, None)
        (outer if holder is None else inner.setdefault(id(holder), [])).append(call)
    labels: dict[int, str] = {}
    ordered: list[Note] = []
    for call in outer:  # grows while it is walked over
        if id(call.note) not in labels:
            labels[id(call.note)] = str(len(labels) + 1)
            ordered.append(call.note)
            outer += inner.get(id(call.note), ())
        _put(call, labels[id(call.note)], tree)
    return ordered


def _put(call: Call, label: str, tree: Tree) -> None:
    """Put a call in the place of a link and of what is only around it."""
    node, made = call.link, Node("a", {"call": label})
    within = [*inside(node)]
    while True:
        within.append(node)
        parent = tree.parents[id(node)]
        at = next(n for n, c in enumerate(parent.children) if c is node)
        note_marks.unbracketed(parent, at)
        others = (c for c in parent.children if c is not node)
        alone = all(isinstance(c, str) and not c.strip() for c in others)
        if not alone or parent.tag in BLOCKS or parent is tree.root:
            break
        node = parent
    names = [
        n for one in within for k in ("id", "name") if (n := one.attributes.get(k))
    ]
    places = [Node("a", {"id": name}) for name in dict.fromkeys(names)]
    parent.children[at : at + 1] = [*places, made]
    tree.parents[id(made)] = parent


# ---- Notes ---------------------------------------------------------------------------


def _taken(note: Note, tree: Tree) -> list[Node | str]:
    """Return what a note says, without its mark and its ways back."""
    note_marks.unmarked(note.blocks, note.marks)
    for link in tree.ways_back(note):
        _without_way_back(link, note.marks, tree)
    block = note.blocks[0]
    if block.tag == "p":
        return [*note.blocks]
    name = block.attributes.get("id")
    return [Node("a", {"id": name}), *block.children] if name else block.children


def _without_way_back(link: Node, marks: set[str], tree: Tree) -> None:
    if not note_marks.is_way_back(link.words(), marks):
        link.attributes.pop("href", None)
        return
    parent = tree.parents[id(link)]
    at = next(n for n, c in enumerate(parent.children) if c is link)
    note_marks.unbracketed(parent, at)
    parent.children[at] = Node("span")


def _clear(notes: list[Note], tree: Tree) -> None:
    """Take the notes away, and what held nothing else: lists, the rule above."""
    gone = {id(block) for note in notes for block in note.blocks}
    holders = {id(note.parent): note.parent for note in notes}
    for holder in holders.values():
        holder.children = [c for c in holder.children if id(c) not in gone]
    for holder in holders.values():
        node = holder
        while node is not tree.root and _is_hollow(node):
            parent = tree.parents[id(node)]
            parent.children = [c for c in parent.children if c is not node]
            node = parent
    last = tree.root
    while (end := _last(last)) is not None:
        if end.tag == "hr":
            last.children = [c for c in last.children if c is not end]
        else:
            last = end


def _is_hollow(node: Node) -> bool:
    shown = {"img", "iframe", "video", "audio", "embed", "object"}
    return not node.words().strip() and not any(n.tag in shown for n in inside(node))


def _last(node: Node) -> Node | None:
    shown = [c for c in node.children if isinstance(c, Node) or c.strip()]
    last = shown[-1] if shown else None
    return last if isinstance(last, Node) and last.tag in BLOCKS else None


# ---- The same in what the site shows -------------------------------------------------


def normal(root: Node) -> Node:
    """Return a text as the site shows it, with its footnotes in the same form."""
    for at, child in enumerate(root.children):
        if isinstance(child, str):
            continue
        if child.attributes.get("role") == "doc-endnotes":
            _without_arrows(child)
            (notes,) = (c for c in child.children if isinstance(c, Node))
            notes.attributes["footnotes"] = "1"
            items = (c for c in notes.children if isinstance(c, Node))
            for number, item in enumerate(items, 1):
                item.attributes["label"] = str(number)
            root.children[at] = normal(notes)
        elif _is_call(child):
            root.children[at] = Node("a", {"call": child.words()})
        else:
            normal(child)
    return root


def stubs(paragraphs: Iterable[Leaf]) -> str:
    """Return a note for each call in paragraphs that stand without theirs."""
    labels = dict.fromkeys(
        atom.thing.attributes["call"]
        for leaf in paragraphs
        for atom in leaf.atoms
        if atom.thing is not None and "call" in atom.thing.attributes
    )
    return "\n".join(f"[^{label}]: x" for label in labels)


def _is_call(node: Node) -> bool:
    only = node.children[0] if len(node.children) == 1 else None
    return (
        node.tag == "sup"
        and isinstance(only, Node)
        and only.attributes.get("role") == "doc-noteref"
    )


def _without_arrows(node: Node) -> None:
    for one in (node, *inside(node)):
        one.children = [
            child
            for child in one.children
            if isinstance(child, str) or child.attributes.get("role") != "doc-backlink"
        ]

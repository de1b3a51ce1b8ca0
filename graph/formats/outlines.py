"""Outlines of a map: FreeMind for mind maps, OPML for outliners."""

from typing import NamedTuple
from xml.etree.ElementTree import Element, SubElement

from relatum.graph.formats.markup import document
from relatum.graph.formats.material import Material, plain


class Branch(NamedTuple):
    """A line of an outline: a concept or a linking phrase, with what hangs from it.

    A phrase has no `id`. `again` is true where a concept stands that hangs elsewhere with
    what it leads to.
    """

    id: str
    label: str
    note: str
    again: bool
    below: list["Branch"]


def tree(material: Material) -> list[Branch]:
    """The map as an outline that begins with its focus; every proposition stands in it once.

    What a concept leads to hangs from where the concept stands first, nearest to the top.

    Args:
        material: the map.
    """
    top: list[Branch] = []
    opened: dict[str, Branch] = {}
    leading = {link.subject for link in material.map.propositions}
    for key in [*material.map.focus, *material.concepts]:
        # What leads nowhere stands where something leads to it.
        if key in opened or key not in leading | set(material.map.focus):
            continue
        top.append(_open(material, key, opened))
        waiting = [key]
        while waiting:
            waiting += _hang(material, waiting.pop(0), opened)
    lone = [key for key in material.concepts if key not in opened]
    return [*top, *(_open(material, key, opened) for key in lone)]


def _open(material: Material, key: str, opened: dict[str, Branch]) -> Branch:
    node = material.concepts[key]
    opened[key] = Branch(node.id, node.label, node.note, False, [])
    return opened[key]


def _hang(material: Material, key: str, opened: dict[str, Branch]) -> list[str]:
    """Hangs from a concept what it leads to, and gives the concepts that are new by that."""
    new = []
    for phrase in material.phrases.values():
        links = [link for link in phrase.links if link.subject == key]
        if not links:
            continue
        branch = Branch("", phrase.label, material.passages(links), False, [])
        opened[key].below.append(branch)
        for target in dict.fromkeys(link.object for link in links):
            if target in opened:
                there = opened[target]
                branch.below.append(Branch(there.id, there.label, "", True, []))
            else:
                branch.below.append(_open(material, target, opened))
                new.append(target)
    return new


def write_mm(material: Material) -> bytes:
    """A mind map for FreeMind, Freeplane and others; what stands elsewhere is linked to.

    Args:
        material: the map.
    """
    root = Element("map", version="1.0.1")
    head = SubElement(
        root, "node", ID="top", TEXT=plain(material.map.question or material.map.title)
    )
    _note(head, material.credits())
    waiting = [(head, branch) for branch in reversed(tree(material))]
    while waiting:
        parent, branch = waiting.pop()
        known = {"LINK": f"#{branch.id}"} if branch.again else {"ID": branch.id}
        node = SubElement(parent, "node", {"TEXT": branch.label, **(known if branch.id else {})})
        if branch.note:
            _note(node, branch.note.split("\n"))
        waiting += [(node, below) for below in reversed(branch.below)]
    return document(root)


def _note(node: Element, lines: list[str]) -> None:
    note = SubElement(node, "richcontent", TYPE="NOTE")
    body = SubElement(SubElement(note, "html"), "body")
    for line in lines:
        SubElement(body, "p").text = line


def write_opml(material: Material) -> bytes:
    """An outline in OPML 2.0 (http://opml.org/spec2.opml); notes stand in `_note`.

    Args:
        material: the map.
    """
    root = Element("opml", version="2.0")
    SubElement(SubElement(root, "head"), "title").text = plain(
        material.map.question or material.map.title
    )
    body = SubElement(root, "body")
    waiting = [(body, branch) for branch in reversed(tree(material))]
    while waiting:
        parent, branch = waiting.pop()
        note = {"_note": branch.note} if branch.note else {}
        node = SubElement(parent, "outline", {"text": branch.label, **note})
        waiting += [(node, below) for below in reversed(branch.below)]
    SubElement(body, "outline", text="Sources", _note="\n".join(material.credits()))
    return document(root)

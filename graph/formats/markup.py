"""XML: written the same way every time, and read from strangers without harm."""

from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree
from xml.parsers import expat

from relatum.graph.errors import Finding, Place, RelatumError
from relatum.graph.files import Unreadable, read_bytes

#: No map that a person draws comes near these.
_MOST_ELEMENTS = 200_000
_DEEPEST = 200


class Element(NamedTuple):
    """An element that was read: its name without namespace, where it begins, what it holds."""

    name: str
    attributes: dict[str, str]
    line: int
    children: list["Element"]
    texts: list[str]

    def all(self, *path: str) -> list["Element"]:
        """The elements at the end of a path of names."""
        found = [self]
        for name in path:
            found = [child for one in found for child in one.children if child.name == name]
        return found

    def text(self, *path: str) -> str:
        """What is written in the first element at the end of a path, or nothing."""
        return next(("".join(one.texts).strip() for one in self.all(*path)), "")

    def within(self, name: str) -> list["Element"]:
        """The elements of a name at any depth, in order."""
        found, waiting = [], [self]
        while waiting:
            one = waiting.pop()
            found += [one] * (one.name == name)
            waiting += reversed(one.children)
        return found


def document(root: ElementTree.Element) -> bytes:
    """A whole XML file, indented.

    Args:
        root: its outermost element; its texts must be `plain`.
    """
    ElementTree.indent(root)
    text = ElementTree.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'.encode()


def read(path: Path) -> Element:
    """The outermost element of an XML file, whoever wrote it.

    A declaration of entities is refused, whatever it declares, for a small file can stand
    for an endless one with them, or for another file; nothing outside the file is read.

    Raises:
        RelatumError: the file cannot be read, is too large or is not XML; with its line.
    """
    try:
        data = read_bytes(path)
    except Unreadable as error:
        raise RelatumError(str(error)) from None
    reader = _Reader(path)
    try:
        reader.parser.Parse(data, True)
    except expat.ExpatError as error:
        reason = expat.ErrorString(error.code)
        raise _refused(path, error.lineno, f"is not valid XML: {reason}") from None
    except (LookupError, ValueError):
        raise _refused(
            path, 1, "has an encoding that is not known here", "save it as UTF-8"
        ) from None
    return reader.root.children[0]


class _Reader:
    """Builds elements from what expat finds."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.root = Element("", {}, 0, [], [])
        self.open = [self.root]
        self.count = 0
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        self.parser.EntityDeclHandler = self._entity
        self.parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        line = self.parser.CurrentLineNumber
        self.count += 1
        if self.count > _MOST_ELEMENTS or len(self.open) > _DEEPEST:
            raise _refused(self.path, line, "is larger or deeper than a map can be")
        named = {key.rpartition(" ")[2]: value for key, value in attributes.items()}
        element = Element(name.rpartition(" ")[2], named, line, [], [])
        self.open[-1].children.append(element)
        self.open.append(element)

    def _end(self, name: str) -> None:
        self.open.pop()

    def _text(self, text: str) -> None:
        self.open[-1].texts.append(text)

    def _entity(self, *_: object) -> None:
        line = self.parser.CurrentLineNumber
        raise _refused(self.path, line, "declares entities", "remove the DOCTYPE")


def _refused(path: Path, line: int, message: str, mend: str = "") -> RelatumError:
    return RelatumError(str(Finding(Place(path, line), "xml", message, mend)))

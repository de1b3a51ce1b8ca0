"""Maps that others drew, from their files: CmapTools, GraphML, tables of propositions."""

import csv
import io
from collections.abc import Callable, Iterator
from pathlib import Path

from relatum.graph.errors import RelatumError
from relatum.graph.files import Unreadable, read_text
from relatum.graph.formats.drawn import (
    Connection,
    DrawnConcept,
    DrawnMap,
    DrawnNode,
    DrawnProposition,
    assemble,
)
from relatum.graph.formats.lists import unguarded
from relatum.graph.formats.markup import Element, read
from relatum.graph.formats.material import PHRASE, plain

#: What the columns of a table may be called, beside our own names.
_SUBJECTS = ("subject", "source", "from", "concept", "concept 1", "start")
_PHRASES = ("linking phrase", "phrase", "relation", "predicate", "link", "verb", "label")
_OBJECTS = ("object", "target", "to", "concept 2", "end")
_MOST_ROWS = 50_000
#: The data of GraphML that may have a label, best first.
_LABELS = ("label", "name", "title", "phrase", "relation", "interaction")


def read_map(path: Path) -> DrawnMap:
    """The map in a file, by the ending of its name.

    Raises:
        RelatumError: the file cannot be read, or is no map.
    """
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        endings = ", ".join(READERS)
        raise RelatumError(f"cannot read '{path}' as a map: its name must end in {endings}")
    drawn = reader(path)
    if not drawn.concepts:
        raise RelatumError(f"{path}: there are no concepts in this file")
    return drawn


def read_cxl(path: Path) -> DrawnMap:
    """The map in a file of CmapTools (CXL).

    Raises:
        RelatumError: the file cannot be read, or is no CXL.
    """
    root = read(path)
    if root.name != "cmap":
        raise RelatumError(
            f"{path}:{root.line}: is no CXL: it begins with <{root.name:.40}>, not <cmap>"
        )
    nodes: dict[str, DrawnNode] = {}
    for element in root.all("map", "concept-list", "concept"):
        _node(nodes, element, is_phrase=False)
    for element in root.all("map", "linking-phrase-list", "linking-phrase"):
        _node(nodes, element, is_phrase=True)
    connections = [
        Connection(
            element.attributes.get("id", ""),
            element.attributes.get("from-id", ""),
            element.attributes.get("to-id", ""),
            element.line,
            both_ways=element.attributes.get("isBidirectional") in ("true", "1"),
        )
        for element in root.all("map", "connection-list", "connection")
    ]
    return assemble(
        path,
        root.text("res-meta", "title"),
        root.text("res-meta", "description"),
        nodes,
        connections,
        denied=_pairs(root, "not-a-proposition-list"),
        only=_pairs(root, "proposition-list"),
    )


def _node(nodes: dict[str, DrawnNode], element: Element, *, is_phrase: bool) -> None:
    about = element.attributes
    # A box without an id, or with that of another, has no lines of its own.
    key = about.get("id", "")
    key = key if key and key not in nodes else f"\0{len(nodes)}"
    nodes[key] = DrawnNode(
        about.get("label", ""), is_phrase, element.line, about.get("parent-id", "")
    )


def _pairs(root: Element, name: str) -> list[frozenset[str]]:
    return [
        frozenset(one.attributes.get("conn-id", "") for one in element.all("prop-conn"))
        for element in root.all("map", name, "proposition")
    ]


def read_graphml(path: Path) -> DrawnMap:
    """The map in a GraphML file: with phrases as nodes, as we write it, or on the lines.

    Raises:
        RelatumError: the file cannot be read, or is no GraphML.
    """
    root = read(path)
    if root.name != "graphml":
        raise RelatumError(
            f"{path}:{root.line}: is no GraphML: it begins with <{root.name:.40}>, not <graphml>"
        )
    names = {
        key.attributes.get("id", ""): key.attributes.get("attr.name", "").lower()
        for key in root.all("key")
    }
    nodes: dict[str, DrawnNode] = {}
    connections: list[Connection] = []
    for element, parent in _graph(root):
        data = _data(element, names)
        labels = [data[name] for name in ("", *_LABELS) if name in data]
        label = next(filter(None, labels), "")
        about = element.attributes
        if element.name == "edge":
            ends = (about.get("source", ""), about.get("target", ""))
            connections.append(Connection(about.get("id", ""), *ends, element.line, label))
        elif about.get("id", "") not in nodes:
            key = about.get("id", "")
            is_phrase = data.get("kind") == PHRASE
            nodes[key] = DrawnNode(label if labels else key, is_phrase, element.line, parent)
    graph = next(iter(root.all("graph")), root)
    about = _data(graph, names)
    return assemble(path, about.get("name", ""), about.get("question", ""), nodes, connections)


def _graph(root: Element) -> Iterator[tuple[Element, str]]:
    """The nodes and edges of a file at any depth, with the id of the node that holds them."""
    waiting = [(root, "")]
    while waiting:
        element, parent = waiting.pop()
        if element.name in ("node", "edge"):
            yield element, parent
        inside = element.attributes.get("id", "") if element.name == "node" else parent
        below = [one for one in element.children if one.name in ("graph", "node", "edge")]
        waiting += [(one, inside) for one in reversed(below)]


def _data(element: Element, names: dict[str, str]) -> dict[str, str]:
    """What stands in an element's data by name; under no name the label that yEd draws."""
    found: dict[str, str] = {}
    for data in element.all("data"):
        name = names.get(data.attributes.get("key", ""), "")
        if name:
            found.setdefault(name, "".join(data.texts).strip())
        for label in (*data.within("NodeLabel"), *data.within("EdgeLabel")):
            found[""] = found.get("") or "".join(label.texts).strip()
    return found


def read_table(path: Path) -> DrawnMap:
    """The propositions in a table: subject, linking phrase, object in three columns.

    The columns are known by their names; where none has such a name, they are the first
    three, as CmapTools exports them. Commas, semicolons or tabs stand between them.

    Raises:
        RelatumError: the file cannot be read, or has fewer than three columns.
    """
    try:
        text = read_text(path)
    except Unreadable as error:
        raise RelatumError(str(error)) from None
    found: dict[tuple[str, str, str], DrawnProposition] = {}
    for cells, line in _rows(path, text):
        subject, phrase, object_ = cells
        if not subject or not object_:
            raise RelatumError(f"{path}:{line}: a row needs subject, phrase and object")
        found.setdefault((subject, phrase, object_), DrawnProposition(*cells, line))
        if len(found) > _MOST_ROWS:
            raise RelatumError(f"{path}:{line}: has more than {_MOST_ROWS:,} rows")
    concepts: dict[str, DrawnConcept] = {}
    for said in found.values():
        for label in (said.subject, said.object):
            concepts.setdefault(label, DrawnConcept(label, said.line))
    return DrawnMap("", "", tuple(concepts.values()), tuple(found.values()))


def _rows(path: Path, text: str) -> Iterator[tuple[tuple[str, str, str], int]]:
    """Subject, phrase and object of each row that has any of them, with its line."""
    first = text.partition("\n")[0]
    delimiter = max("\t;,", key=first.count)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    columns: list[int] = []
    try:
        for row in rows:
            if not columns:
                columns, is_heading = _columns(row)
                if is_heading:
                    continue
            one, two, three = (plain(unguarded(row[at])) if at < len(row) else "" for at in columns)
            if one or two or three:
                yield (one, two, three), rows.line_num
    except csv.Error as error:
        raise RelatumError(f"{path}:{rows.line_num}: is no table: {error}") from None


def _columns(row: list[str]) -> tuple[list[int], bool]:
    """Where subject, phrase and object stand, and whether the row names them."""
    names = [cell.strip().casefold() for cell in row]
    found = [
        next((names.index(name) for name in choice if name in names), -1)
        for choice in (_SUBJECTS, _PHRASES, _OBJECTS)
    ]
    if -1 not in found:
        return found, True
    return [0, 1, 2], False


#: The readers by the ending of a file's name.
READERS: dict[str, Callable[[Path], DrawnMap]] = {
    ".cxl": read_cxl,
    ".graphml": read_graphml,
    ".csv": read_table,
    ".tsv": read_table,
    ".txt": read_table,
}

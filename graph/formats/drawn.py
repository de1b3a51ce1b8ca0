"""A concept map as somebody drew it, in whichever program: its concepts and propositions."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from relatum.graph.errors import RelatumError
from relatum.graph.formats.material import plain

#: One phrase with many concepts on both sides stands for very many propositions; how
#: many lines are followed for all of them.
_MOST_STEPS = 200_000
#: How many linking phrases in a row are read as one.
_LONGEST_CHAIN = 4


class DrawnConcept(NamedTuple):
    """A concept of a drawn map; `inside` names the concept that it is nested in, if any."""

    label: str
    line: int
    inside: str = ""


class DrawnProposition(NamedTuple):
    """Concept, linking phrase, concept, as they stand in the file."""

    subject: str
    phrase: str
    object: str
    line: int


class Leftover(NamedTuple):
    """What belongs to no proposition: a phrase that lacks a side, a line to nothing."""

    text: str
    line: int


class DrawnMap(NamedTuple):
    """All that was read of a map; labels stand on one line."""

    title: str
    question: str
    concepts: tuple[DrawnConcept, ...]
    propositions: tuple[DrawnProposition, ...]
    leftovers: tuple[Leftover, ...] = ()


class DrawnNode(NamedTuple):
    """A box of a drawing: a concept, or a linking phrase."""

    label: str
    is_phrase: bool
    line: int
    parent: str = ""


class Connection(NamedTuple):
    """A line of a drawing, from box to box; `label` stands on the line itself."""

    id: str
    start: str
    end: str
    line: int
    label: str = ""
    both_ways: bool = False


def assemble(
    path: Path,
    title: str,
    question: str,
    nodes: Mapping[str, DrawnNode],
    connections: Iterable[Connection],
    denied: Iterable[frozenset[str]] = (),
    only: Iterable[frozenset[str]] = (),
) -> DrawnMap:
    """The propositions that boxes and lines make.

    Of a linking phrase every concept that leads to it makes a proposition with every concept
    that it leads to.

    Args:
        path: the file, for messages.
        title: what the map is called.
        question: what it answers.
        nodes: the boxes by id.
        connections: the lines.
        denied: pairs of lines that are no proposition.
        only: pairs of lines that are; where a phrase has such, no others of it are.

    Raises:
        RelatumError: the map stands for too many propositions.
    """
    drawing = _Drawing(path, nodes, connections, set(denied), set(only))
    found = dict.fromkeys(drawing.propositions())
    concepts = [
        DrawnConcept(plain(node.label), node.line, _label(nodes, node.parent))
        for node in nodes.values()
        if not node.is_phrase
    ]
    return DrawnMap(
        plain(title), plain(question), tuple(concepts), tuple(found), tuple(drawing.leftovers())
    )


class _Drawing:
    """Boxes with the lines that come and go."""

    def __init__(
        self,
        path: Path,
        nodes: Mapping[str, DrawnNode],
        connections: Iterable[Connection],
        denied: set[frozenset[str]],
        only: set[frozenset[str]],
    ) -> None:
        self.path, self.steps = path, 0
        self.nodes, self.denied, self.only = nodes, denied, only
        listed = {one for pair in only for one in pair}
        self.narrowed: set[str] = set()
        self.lost: list[Connection] = []
        self.coming: dict[str, list[Connection]] = {}
        self.going: dict[str, list[Connection]] = {}
        for connection in connections:
            if connection.start not in nodes or connection.end not in nodes:
                self.lost.append(connection)
                continue
            self._add(connection)
            if connection.id in listed:
                self.narrowed |= {connection.start, connection.end}
            if connection.both_ways:
                self._add(connection._replace(start=connection.end, end=connection.start))

    def _add(self, connection: Connection) -> None:
        self.going.setdefault(connection.start, []).append(connection)
        self.coming.setdefault(connection.end, []).append(connection)

    def propositions(self) -> Iterable[DrawnProposition]:
        """The propositions, concept by concept."""
        for key, node in self.nodes.items():
            if node.is_phrase:
                continue
            for first in self.going.get(key, ()):
                if not self.nodes[first.end].is_phrase:
                    yield self._said(key, [first.label], first.end, first)
                    continue
                for words, last in self._onwards(first):
                    if self._counts(first, last) and (last.end != key or not last.both_ways):
                        yield self._said(key, [first.label, *words, last.label], last.end, first)

    def _onwards(self, first: Connection) -> Iterable[tuple[list[str], Connection]]:
        """The ways from a line to a phrase on to concepts: words, and the last line."""
        waiting = [([self.nodes[first.end].label], first.end)]
        while waiting:
            words, at = waiting.pop()
            for onward in self.going.get(at, ()):
                self.steps += 1
                if self.steps > _MOST_STEPS:
                    raise RelatumError(f"{self.path}: has too many lines to one linking phrase")
                end = self.nodes[onward.end]
                if not end.is_phrase:
                    yield words, onward
                elif len(words) < _LONGEST_CHAIN:
                    waiting.append(([*words, end.label], onward.end))

    def _counts(self, first: Connection, last: Connection) -> bool:
        pair = frozenset((first.id, last.id))
        if pair in self.denied:
            return False
        return pair in self.only or not {first.end, last.start} & self.narrowed

    def _said(
        self, subject: str, words: Iterable[str], object_: str, line: Connection
    ) -> DrawnProposition:
        phrase = plain(" ".join(words))
        ends = (_label(self.nodes, subject), _label(self.nodes, object_))
        # CmapTools puts question marks where no phrase was written.
        return DrawnProposition(ends[0], "" if phrase == "????" else phrase, ends[1], line.line)

    def leftovers(self) -> Iterable[Leftover]:
        """Phrases that lack a side, and lines that lack an end."""
        for key, node in self.nodes.items():
            if node.is_phrase and not (key in self.coming and key in self.going):
                before = [_label(self.nodes, one.start) for one in self.coming.get(key, ())]
                after = [_label(self.nodes, one.end) for one in self.going.get(key, ())]
                parts = (", ".join(before) or "...", plain(node.label), ", ".join(after) or "...")
                yield Leftover(" ".join(parts), node.line)
        for line in self.lost:
            ends = [_label(self.nodes, end) or "..." for end in (line.start, line.end)]
            yield Leftover(plain(f"{ends[0]} {line.label} {ends[1]}"), line.line)


def _label(nodes: Mapping[str, DrawnNode], key: str) -> str:
    return plain(nodes[key].label) if key in nodes else ""

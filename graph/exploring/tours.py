"""Guided tours: a small file of steps that an educator writes, checked against the graph.

A step names a concept, theorist or work, what to show of it, and what to say; docs/explorer.md
has an example.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from relatum.graph.errors import Finding, RelatumError, did_you_mean
from relatum.graph.exploring.evidence import Record
from relatum.graph.files import Entry, Items, Text, Unreadable, read_yaml
from relatum.graph.forms import Form
from relatum.graph.lookup import UnknownName, find, slug
from relatum.graph.model import Ontology
from relatum.graph.paths import chains
from relatum.graph.store import Store
from relatum.graph.terms import key_of
from relatum.graph.web import Web, things_of, web_of

#: The tours that come with Relatum.
SHIPPED = Path(__file__).parent / "tours"
#: How large a file of a tour may be, in bytes; how many steps it may have, and how many
#: letters a title and what is said of a step.
_LARGEST, _STEPS, _TITLE, _SAY = 256 * 1024, 60, 120, 600
#: What a step may be about, and what it may show of it.
_SORTS = ("concept", "theorist", "work")
_JOINED = ("path", "compare")
SHOWS = ("claims", "around", *_JOINED)
#: Words that mean something else in an address; a comma tells a thing of that name from them.
_WORDS = frozenset(
    ("all", "claim", "compare", "from", "layout", "off", "open", "path", "shut", "theorist",
     "timeline", "tour", "view")
)  # fmt: skip


class Step(NamedTuple):
    """A step of a tour: the address of what it shows, its heading, and what is said."""

    address: str
    heading: str
    say: str


class Tour(NamedTuple):
    """A guided tour, with the key that stands for it in addresses."""

    key: str
    title: str
    about: str
    steps: tuple[Step, ...]

    def record(self) -> Record:
        """The tour, ready for JSON."""
        return {**self._asdict(), "steps": [dict(step._asdict()) for step in self.steps]}


def tours_of(store: Store, files: Iterable[Path] = ()) -> list[Tour]:
    """The tours of a page: those that ship, and those that somebody wrote, which come first.

    A file that is called like a tour that ships takes its place.  Of the tours that ship those
    are left out whose names are not in the dataset, which may be another's on a server.

    Args:
        store: the dataset.
        files: files of tours.

    Raises:
        RelatumError: a file cannot be used, or two have one name; says which, and in which line.
    """
    own: dict[str, tuple[Tour, Path]] = {}
    for path in files:
        tour = read_tour(store, path)
        if tour.key in own:
            other = own[tour.key][1]
            raise RelatumError(f"'{path}' and '{other}' are one tour to the page: rename one")
        own[tour.key] = tour, path
    found = [tour for tour, _ in own.values()]
    for path in sorted(SHIPPED.glob("*.yaml")):
        if slug(path.stem) not in own:
            try:
                found.append(read_tour(store, path))
            except RelatumError:
                continue
    return found


def read_tour(store: Store, path: Path) -> Tour:
    """A tour from its file.

    Args:
        store: the dataset.
        path: the file.

    Raises:
        RelatumError: it cannot be used; says in which line, what is wrong and the likely mend.
    """
    findings: list[Finding] = []
    try:
        if path.stat().st_size > _LARGEST:
            raise RelatumError(f"{path}:1: a tour is no larger than {_LARGEST // 1024} kB")
        tour = _Reader(store, path, findings).tour()
    except OSError as error:
        raise RelatumError(f"{path}:1: cannot be read: {error.strerror or error}") from None
    except Unreadable as error:
        raise RelatumError(str(error)) from None
    if findings:
        first = sorted(findings)[0]
        more = f" ... and {len(findings) - 1} more" if len(findings) > 1 else ""
        raise RelatumError(f"{first}{more}")
    return tour


class _Reader(Form):
    """Reads a file of a tour, and reports what is wrong with it."""

    def __init__(self, store: Store, path: Path, findings: list[Finding]) -> None:
        """Reads against the names of a dataset; findings are added."""
        super().__init__(path, Ontology(), {}, findings, {})
        self.store = store

    def tour(self) -> Tour:
        """The tour; where there are findings it is not whole."""
        whole = read_yaml(self.path)
        if not self.fields(whole, ("title", "steps"), ("about",)):
            return Tour("", "", "", ())
        listed = whole["steps"]
        steps = [self._step(entry) for entry in self.entries(listed)]
        if isinstance(listed, Items) and len(listed) > _STEPS:
            self.report(listed.line, "size", f"a tour has at most {_STEPS} steps", "make two of it")
        key = slug(self.path.stem)
        if not key:
            self.report(1, "name", "the name of the file has no letters", "call it my-tour.yaml")
        title = self._short(whole, "title", _TITLE)
        return Tour(key, title, self._short(whole, "about", _SAY), tuple(steps))

    def _step(self, entry: Entry) -> Step:
        if not self.fields(entry, ("say",), (*_SORTS, "show", "with")):
            return Step("", "", "")
        say = self._short(entry, "say", _SAY)
        named = [sort for sort in _SORTS if entry.get(sort)]
        if len(named) != 1:
            choice = "'concept: …', 'theorist: …' or 'work: …'"
            self.report(entry.line, "step", "a step is about one thing", f"write {choice}")
            return Step("", "", say)
        show = str(self.text(entry, "show")) or SHOWS[0]
        if show not in SHOWS:
            mend = did_you_mean(show, SHOWS) or f"write {', '.join(SHOWS[:-1])} or {SHOWS[-1]}"
            self.report(self._line(entry, "show"), "show", f"nothing is called '{show[:40]}'", mend)
            return Step("", "", say)
        thing = self._named(self.text(entry, named[0]), (named[0],))
        other = self._other(entry, show)
        if not thing or (show in _JOINED and not other):
            return Step("", "", say)
        return self._shown(entry, show, [thing, *([other] if other else [])], say)

    def _other(self, entry: Entry, show: str) -> str:
        """The key of the other end, where a step has one."""
        if show in _JOINED and not entry.get("with"):
            self.report(entry.line, "step", f"'show: {show}' takes two things",
                        "name the other with 'with: …'")  # fmt: skip
            return ""
        if "with" not in entry:
            return ""
        if show not in _JOINED:
            self.report(self._line(entry, "with"), "step", f"'show: {show}' takes one thing",
                        "leave out 'with', or write 'show: path' or 'show: compare'")  # fmt: skip
            return ""
        return self._named(self.text(entry, "with"), _SORTS)

    def _shown(self, entry: Entry, show: str, keys: Sequence[str], say: str) -> Step:
        labels = [self._labels[key] for key in keys]
        if len(set(keys)) < len(keys):
            self.report(self._line(entry, "with"), "step", "both ends are the same thing")
        elif show == "path" and not chains(self._web, keys[0], keys[1], limit=1):
            self.report(entry.line, "step", f"nothing joins '{labels[0]}' and '{labels[1]}'")
        return Step(_ADDRESSES[show](*map(_word, keys)), _HEADINGS[show](*labels), say)

    def _named(self, name: Text, sorts: Sequence[str]) -> str:
        """The key of a thing by any of its names; what has none is reported."""
        problems = []
        for sort in sorts if name else ():
            try:
                return key_of(find(self.store, sort, name))
            except UnknownName as error:
                problems.append(str(error))
        if problems:
            near = [one for one in problems if "did you mean" in one or "may be" in one]
            self.report(name.line, "unknown", (near or problems)[0])
        elif not any(finding.place.line == name.line for finding in self.findings):
            self.report(name.line, "field", "no name stands here")
        return ""

    def _short(self, entry: Entry, name: str, most: int) -> str:
        """A text of one paragraph that is not too long."""
        text = self.text(entry, name)
        words = " ".join(text.split())
        if text and not words:
            self.report(text.line, "field", f"'{name}' is empty", "write a sentence")
        elif len(words) > most:
            self.report(text.line, "size", f"'{name}' has more than {most} letters", "shorten it")
        return words

    def _line(self, entry: Entry, name: str) -> int:
        value = entry.get(name)
        return value.line if value is not None else entry.line

    @cached_property
    def _web(self) -> Web:
        return web_of(self.store)

    @cached_property
    def _labels(self) -> dict[str, str]:
        return {key: thing.label for key, thing in things_of(self.store).items()}


def _word(key: str) -> str:
    """A key as JavaScript's `encodeURIComponent` writes it."""
    return quote(key, safe="!'()*~-._")


def _alone(key: str) -> str:
    return f"#{key}{',' if key in _WORDS else ''}"


_ADDRESSES: dict[str, Callable[..., str]] = {
    "claims": _alone,
    "around": lambda key: f"{_alone(key)}&from={key}",
    "path": lambda one, other: f"#path={one},{other}",
    "compare": lambda one, other: f"#compare={one},{other}",
}
_HEADINGS: dict[str, Callable[..., str]] = {
    "claims": lambda label: label[:1].upper() + label[1:],
    "around": lambda label: f"Around {label}",
    "path": lambda one, other: f"From {one} to {other}",
    "compare": lambda one, other: f"{one[:1].upper()}{one[1:]} and {other}",
}

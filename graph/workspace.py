"""Which files are read: the bundled ontology and sources, and a folder of one's own."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from relatum.graph.errors import RelatumError

#: The folder that holds `ontology/`, `sources/` and this program.
BUNDLED = Path(__file__).resolve().parents[1]
#: The bundled sources whose text was not read: kept apart, and read where they are asked for.
SECONDARY = BUNDLED / "secondary"

#: The file that marks a folder as a workspace, so that standing in it is enough.
MARKER = ".relatum"


def standing(where: Path | None = None) -> Path | None:
    """The workspace in which somebody stands: the nearest folder above with a marker, if any.

    The bundled files are no workspace of their own, wherever they lie.  A marker that
    another person of the machine put there is none of ours.

    Args:
        where: the folder from which to look upwards; the current one by default.
    """
    try:
        folder = (where or Path.cwd()).absolute()
    except OSError:
        return None  # the current folder was removed
    for above in (folder, *folder.parents):
        if above == BUNDLED:
            return None
        if _is_marked(above):
            return above
    return None


def _is_marked(folder: Path) -> bool:
    try:
        marker = (folder / MARKER).stat()
    except OSError:
        return False
    own = not hasattr(os, "getuid") or marker.st_uid in (0, os.getuid())
    return stat.S_ISREG(marker.st_mode) and own


class Workspace(NamedTuple):
    """The folders that are read together, the bundled one first."""

    roots: tuple[Path, ...]

    @classmethod
    def open(cls, folder: Path | None = None, *, secondary: bool = False) -> "Workspace":
        """The bundled files, with those of a folder that has `ontology/` or `sources/`.

        Args:
            folder: a folder of one's own.
            secondary: whether the bundled sources are read whose text was not.

        Raises:
            RelatumError: the folder is not there, or has neither.
        """
        shipped = (BUNDLED, SECONDARY) if secondary else (BUNDLED,)
        if folder is None:
            return cls(shipped)
        folder = folder.absolute()
        if not folder.is_dir():
            wrong = "is a file, not a folder" if folder.exists() else "is not there"
            raise RelatumError(f"the workspace '{folder}' {wrong}")
        if not any((folder / part).is_dir() for part in ("ontology", "sources")):
            raise RelatumError(
                f"'{folder}' is not a workspace: it has neither an ontology/ nor a sources/ folder"
            )
        return cls(shipped if folder.resolve() in shipped else (*shipped, folder))

    def own(self) -> "Workspace":
        """What of it is not bundled."""
        return Workspace(tuple(root for root in self.roots if root not in (BUNDLED, SECONDARY)))

    def turtle(self) -> list[Path]:
        """The ontology's files: what can be said, and the concepts and people."""
        return [p for p in self._files("ontology", ".ttl") if p.name != "shapes.ttl"]

    def shapes(self) -> list[Path]:
        """The SHACL files: what must hold."""
        return [p for p in self._files("ontology", ".ttl") if p.name == "shapes.ttl"]

    def rules(self) -> list[Path]:
        """The inference rules."""
        return list(self._files("ontology/rules", ".rq"))

    def has_own_rules(self) -> bool:
        """Whether there are rules that are not the bundled ones."""
        return bool(self.own().rules())

    def bibliographies(self) -> list[Path]:
        """The CSL-JSON files."""
        return list(self._files("sources", ".json"))

    def source_folders(self) -> list[Path]:
        """The folders of the sources, one each."""
        return [
            Path(entry.path)
            for root in self.roots
            for entry in _scan(root / "sources")
            if entry.is_dir() and not entry.name.startswith(("_", "."))
        ]

    def signature(self) -> str:
        """Changes whenever a file that a build reads is changed, added or removed.

        Made of names, sizes and times, so that it costs no reading; the program's
        own files count too, so that another version never opens an old store.
        """
        lines = []
        for entry in self._stamped():
            seen = entry.stat()
            lines.append(f"{entry.path} {seen.st_size} {seen.st_mtime_ns} {seen.st_ino}")
        return "\n".join(lines)

    def size(self) -> int:
        """How many bytes the files have that a build reads and that are not bundled."""
        return sum(entry.stat().st_size for entry in self.own()._read_files())

    def _files(self, part: str, ending: str) -> Iterator[Path]:
        for root in self.roots:
            for entry in _scan(root / part):
                if entry.name.endswith(ending) and entry.is_file():
                    yield Path(entry.path)

    def _stamped(self) -> Iterator["os.DirEntry[str]"]:
        yield from _program()
        yield from self._read_files()

    def _read_files(self) -> Iterator["os.DirEntry[str]"]:
        for root in self.roots:
            for part in ("ontology", "ontology/rules", "sources"):
                for entry in _scan(root / part):
                    if entry.is_file():
                        yield entry
                    elif part == "sources" and not entry.name.startswith(("_", ".")):
                        yield from (e for e in _scan(Path(entry.path)) if e.is_file())


def program_files() -> list[Path]:
    """The modules and queries: another version of them builds another store."""
    return [Path(entry.path) for entry in _program()]


def _program() -> list["os.DirEntry[str]"]:
    graph = BUNDLED / "graph"
    return [
        e for e in (*_scan(graph), *_scan(graph / "queries")) if e.name.endswith((".py", ".rq"))
    ]


def _scan(folder: Path) -> list["os.DirEntry[str]"]:
    try:
        with os.scandir(folder) as entries:
            return sorted(entries, key=lambda entry: entry.name)
    except OSError:
        return []

"""Where queries run: the dataset, built once into the cache and then opened read-only.

A store is built in a temporary folder and renamed when it is whole, so that a
kill or a full disk leaves the old store or none, and two builds at once end well.
"""

import os
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple, cast

import pyoxigraph as ox

from relatum.graph import terms
from relatum.graph.errors import FilesHaveProblems, RelatumError
from relatum.graph.workspace import Workspace, program_files

TYPE_CHECKING = False
if TYPE_CHECKING:
    import sqlite3

    from relatum.graph.builder import Progress

QUERIES = Path(__file__).parent / "queries"

#: The full-text index with the answers that are kept, beside the store's own files.
INDEX = "texts.sqlite"

#: Builds that were killed are cleared away when they are this old, in seconds;
#: stores that nobody opened for so long as well.
_ABANDONED_BUILD = 60 * 60
_UNUSED_STORE = 30 * 24 * 60 * 60

Row = dict[str, str]


class Table(NamedTuple):
    """The answers of a query: the names of its columns, and rows without what is unbound."""

    columns: list[str]
    rows: list[Row]


class Store:
    """The dataset, ready for questions."""

    def __init__(self, dataset: ox.Store, path: Path | None = None) -> None:
        """Wraps an Oxigraph store that holds a built dataset, and says where it is kept."""
        self.dataset = dataset
        self.path = path
        self.index: sqlite3.Connection | None = None

    def rows(self, name: str, **values: str) -> list[Row]:
        """The answers of a named query, as text by variable; unbound ones are left out.

        Args:
            name: a file of `graph/queries/`, without its ending.
            values: IRIs for the variables that the query leaves open with `UNDEF`.

        Raises:
            ValueError: a value is no IRI.
        """
        kept = self._kept(name, **values) if self.path else None
        return self.table(name, **values).rows if kept is None else kept

    def table(self, name: str, **values: str) -> Table:
        """As `rows`, with the names of the columns in order."""
        query = (QUERIES / f"{name}.rq").read_text(encoding="utf-8")
        for variable, iri in values.items():
            # As a term of VALUES the planner knows it from the start, and any endpoint
            # takes it; NamedNode refuses whatever could end the term.
            term = str(ox.NamedNode(iri))
            query = query.replace(
                f"VALUES ?{variable} {{ UNDEF }}", f"VALUES ?{variable} {{ {term} }}"
            )
        solutions = self.solutions(query)
        columns = [variable.value for variable in solutions.variables]
        return Table(
            columns,
            [
                {name: _text(term) for name in columns if (term := solution[name]) is not None}
                for solution in solutions
            ],
        )

    def solutions(self, query: str) -> ox.QuerySolutions:
        """The answers of a SELECT query of ours, as terms."""
        return cast(
            "ox.QuerySolutions",
            self.dataset.query(query, prefixes=terms.PREFIXES, use_default_graph_as_union=True),
        )

    def graphs(self) -> set[str]:
        """The IRIs of the named graphs."""
        return {str(graph.value) for graph in self.dataset.named_graphs()}

    def _kept(self, name: str, **values: str) -> list[Row] | None:
        from relatum.graph.kept import KEPT, KEPT_OF_CONCEPT, kept_rows

        if name in (KEPT_OF_CONCEPT if values else KEPT):
            return kept_rows(index_of(self), name, **values)
        return None

    def has(self, iri: str) -> bool:
        """Whether the dataset says anything of a thing."""
        return next(self.dataset.quads_for_pattern(ox.NamedNode(iri), None, None), None) is not None

    def quads(self) -> Iterator[ox.Quad]:
        """Every quad of the dataset."""
        return iter(self.dataset)


def _text(term: "ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple") -> str:
    """A term as text; a truth is the same text however a server writes it."""
    if isinstance(term, ox.Triple):
        return str(term)
    if isinstance(term, ox.Literal) and term.datatype.value == terms.XSD + "boolean":
        return {"1": "true", "0": "false"}.get(term.value, term.value)
    return term.value


def open_store(workspace: Workspace, progress: "Progress | None" = None) -> Store:
    """The workspace's dataset; it is built first where its files have changed.

    Raises:
        FilesHaveProblems: the files cannot be built.
        RelatumError: as for `build`.
    """
    path = _known(workspace)
    if path:
        try:
            return _open(path)
        except (OSError, RuntimeError):
            _remove(path)  # damaged: Oxigraph says so with either
    return _open(build(workspace, progress))


def index_of(store: Store) -> "sqlite3.Connection":
    """The full-text index of a dataset: the one built with it, else one made for the moment."""
    if store.path:
        if not store.index:
            import sqlite3

            address = f"{(store.path / INDEX).as_uri()}?mode=ro"
            store.index = sqlite3.connect(address, uri=True, check_same_thread=False)
        return store.index
    from relatum.graph.index import write_index

    return write_index(store, ":memory:")


def _open(path: Path) -> Store:
    return Store(ox.Store.read_only(str(path)), path)


def build(workspace: Workspace, progress: "Progress | None" = None) -> Path:
    """Builds the dataset from the files and gives the folder of the finished store.

    Raises:
        FilesHaveProblems: the files cannot be built.
        RelatumError: the cache folder cannot be written, the disk is full, or a workspace's
            files need more than they may (`relatum.graph.bounded`).
    """
    from tempfile import mkdtemp

    from relatum.graph import bounded

    progress = progress or (lambda done, total: None)
    signature = workspace.signature()
    try:
        stores = _folder("stores")
        _clear(stores)
        draft = Path(mkdtemp(prefix=".building-", dir=stores))
    except OSError as error:
        raise _cannot_write(error) from None
    try:
        if bounded.needed(workspace):
            name: str = bounded.call("write", workspace, str(draft), progress=progress)
        else:
            name = write(workspace, draft, progress)
        finished = stores / name
        try:
            draft.rename(finished)
        except OSError:
            # Another build of the same files got there first; its store is as good.
            if not finished.is_dir():
                raise
        _write(_stamp(workspace), f"{finished.name}\n{signature}")
        return finished
    except OSError as error:
        raise _cannot_write(error) from None
    finally:
        _remove(draft)


def write(workspace: Workspace, folder: Path, progress: "Progress") -> str:
    """Writes the dataset and its index into an empty folder, in this process.

    Returns:
        The digest of all that was read, which names the store.

    Raises:
        FilesHaveProblems: the files cannot be built.
    """
    from relatum.graph.builder import fill
    from relatum.graph.index import write_index
    from relatum.graph.kept import keep
    from relatum.graph.limits import confined
    from relatum.graph.reader import Reading

    reading = Reading(workspace)
    dataset = ox.Store(str(folder))
    # A store on the disk opens files at any moment; rules of others run where none can be.
    filled = ox.Store() if confined() and workspace.has_own_rules() else dataset
    fill(filled, reading, reading.sources(), progress)
    blocking = [f for f in reading.findings if f.rule != "coverage"]
    if blocking:
        raise FilesHaveProblems(blocking)
    if filled is not dataset:
        dataset.bulk_extend(filled)
    dataset.optimize()
    dataset.flush()
    index = write_index(Store(dataset), folder / INDEX)
    keep(index, Store(dataset))
    index.close()
    for part in program_files():
        reading.digest.update(part.read_bytes())
    return reading.digest.hexdigest()


def _known(workspace: Workspace) -> Path | None:
    """The store that was built from these very files, if there is one."""
    try:
        name, _, signature = _stamp(workspace).read_text("utf-8", "surrogateescape").partition("\n")
        path = _folder("stores") / name
        if signature != workspace.signature():
            return None
        os.utime(path)
        return path
    except (OSError, ValueError):
        return None


def _stamp(workspace: Workspace) -> Path:
    """The file that says which store was last built for a workspace, and from what."""
    roots = "\n".join(map(str, workspace.roots))
    return _folder("stamps") / f"{zlib.crc32(os.fsencode(roots)):08x}"


def cache_folder() -> Path:
    """Where built stores are kept; `RELATUM_CACHE` names another folder."""
    named = os.environ.get("RELATUM_CACHE")
    if named:
        return Path(named)
    from platformdirs import user_cache_path

    return user_cache_path("relatum", appauthor=False)


def _folder(name: str) -> Path:
    folder = cache_folder() / name
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _write(path: Path, text: str) -> None:
    draft = path.with_name(f".{path.name}-{os.getpid()}")
    draft.write_text(text, encoding="utf-8", errors="surrogateescape")
    draft.replace(path)


def _remove(folder: Path) -> None:
    from shutil import rmtree

    rmtree(folder, ignore_errors=True)


def _clear(stores: Path) -> None:
    from time import time

    now = time()
    for entry in stores.iterdir():
        limit = _ABANDONED_BUILD if entry.name.startswith(".") else _UNUSED_STORE
        try:
            if now - entry.stat().st_mtime > limit:
                _remove(entry)
        except OSError:
            continue


def _cannot_write(error: OSError) -> RelatumError:
    return RelatumError(
        f"cannot write to the cache folder '{cache_folder()}': {error.strerror or error}; "
        "set RELATUM_CACHE to a folder with room that you can write"
    )

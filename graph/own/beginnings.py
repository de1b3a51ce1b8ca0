"""A workspace to begin with: the files of `beginning/`, put into a folder of one's own."""

from pathlib import Path

from relatum.graph.errors import RelatumError
from relatum.graph.own.entries import write_made
from relatum.graph.workspace import BUNDLED, MARKER, standing

_FILES = Path(__file__).parent / "beginning"

#: Files that have another name in the workspace, since here they would do what they say.
_NAMED = {"gitignore.txt": ".gitignore", "relatum.txt": MARKER}


def begin(folder: Path) -> list[Path]:
    """Makes a workspace with a first example; what is there already is left as it is.

    Each file is written whole, and the marker last: where it was stopped the same command
    goes on, and until then the folder is no workspace.

    Args:
        folder: a folder that is not there, is empty, or was begun before.

    Returns:
        The files of the workspace, in the order in which they were written.

    Raises:
        RelatumError: the folder has other things in it, or cannot be written.
    """
    files = _files()
    _refuse(folder, files)
    for name, content in files.items():
        if not (folder / name).exists():
            write_made(folder / name, content)
    return [folder / name for name in files]


def _files() -> dict[str, bytes]:
    """The content of each file by its name in the workspace, the marker last."""
    found = {}
    for path in sorted(_FILES.rglob("*")):
        if path.is_file():
            name = path.relative_to(_FILES).as_posix()
            found[_NAMED.get(name, name)] = path.read_bytes()
    found[MARKER] = found.pop(MARKER)
    return found


def _refuse(folder: Path, files: dict[str, bytes]) -> None:
    """Refuses a folder that holds anything but what a stopped beginning may have left."""
    if folder.resolve() == BUNDLED or BUNDLED in folder.resolve().parents:
        raise RelatumError(f"'{folder}' is within Relatum's own files; name another folder")
    above = standing(folder.resolve())
    if above and above != folder.resolve():
        raise RelatumError(f"'{folder}' is within the workspace '{above}'; name another folder")
    if not folder.exists():
        return
    if not folder.is_dir():
        raise RelatumError(f"'{folder}' is a file; name a folder")
    if (folder / MARKER).exists():
        raise RelatumError(f"'{folder}' is a workspace already")
    for path in folder.rglob("*"):
        name = path.relative_to(folder).as_posix()
        draft = path.name.startswith(".relatum-") and path.name.endswith(".draft")
        known = any(file.startswith(f"{name}/") for file in files) if path.is_dir() else False
        if draft or known or (name in files and path.read_bytes() == files[name]):
            continue
        raise RelatumError(f"'{folder}' has other things in it, such as '{name}'; name a new one")

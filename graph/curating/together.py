"""Several files changed as one: all of them, or none, whatever ends the program in between.

What is to be written goes into a journal first, whole. Then the files are written and the
journal is removed. A journal that is found is carried out to its end; that can be done again
and again with the same result (the redo log of databases: Gray and Reuter, 1993).
"""

import base64
import binascii
import json
from collections.abc import Mapping
from pathlib import Path

from relatum.graph.errors import RelatumError
from relatum.graph.files import write_whole

_JOURNAL = ".relatum-changes.json"


def write_together(folder: Path, contents: Mapping[Path, bytes | None]) -> None:
    """Writes files of a folder as one; a file without content is removed.

    Args:
        folder: the folder of a source; its private texts stay in its private folder.
        contents: the files and what they are to hold.

    Raises:
        RelatumError: a file cannot be written.
    """
    finish(folder)
    journal = _journal(folder)
    entries = {
        path.relative_to(folder).as_posix(): None
        if content is None
        else base64.b64encode(content).decode()
        for path, content in contents.items()
    }
    text = json.dumps(entries)
    write_whole(journal, lambda handle: handle.write(text.encode()))
    _carry_out(folder, journal, contents)


def finish(folder: Path) -> bool:
    """Carries out what was begun and not ended, and gives whether there was such a thing.

    Raises:
        RelatumError: the journal is not one of ours, or a file cannot be written.
    """
    journal = _journal(folder)
    if not journal.is_file():
        return False
    try:
        entries = json.loads(journal.read_text(encoding="utf-8"))
        contents = {
            _inside(folder, name): None if value is None else base64.b64decode(value)
            for name, value in entries.items()
        }
    except (ValueError, AttributeError, TypeError, binascii.Error):
        raise RelatumError(f"'{journal}' is not a journal of changes; remove it") from None
    _carry_out(folder, journal, contents)
    return True


def _carry_out(folder: Path, journal: Path, contents: Mapping[Path, bytes | None]) -> None:
    for path, content in contents.items():
        if content is None:
            path.unlink(missing_ok=True)
        else:
            write_whole(path, lambda handle, content=content: handle.write(content))  # type: ignore[misc]
    journal.unlink(missing_ok=True)


def _inside(folder: Path, name: str) -> Path:
    path = folder / name
    if not path.resolve().is_relative_to(folder.resolve()):
        raise ValueError(name)
    return path


def _journal(folder: Path) -> Path:
    """Where the journal is: with the private text, where there is one, for it may hold it."""
    private = folder / "private"
    return (private if private.is_dir() else folder) / _JOURNAL

"""Reads, builds and checks a person's own files: `python -m relatum.graph.apart`.

A process of its own, started and bounded by `relatum.graph.bounded`.  The job comes as JSON
on the standard input.  On the standard output goes a line of JSON for what is being read or
run, so that the parent can name it should this process end, one for every step, and one
with the result or with what is wrong.
"""

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from relatum.graph.errors import FilesHaveProblems, RelatumError
from relatum.graph.limits import confine
from relatum.graph.workspace import Workspace

Tell = Callable[[dict[str, Any]], None]


def main() -> None:
    """Does the job, and tells its result or what is wrong."""
    job = json.load(sys.stdin)
    confine(job["seconds"], job["memory"])
    tell = _teller()
    sys.addaudithook(lambda event, told: tell({"at": told[0]}) if event == "relatum.at" else None)
    workspace = Workspace(tuple(map(Path, job["roots"])))

    def progress(done: int, total: int) -> None:
        tell({"step": [done, total]})

    try:
        tell({"result": CALLS[job["call"]](workspace, progress, *job["words"])})
    except FilesHaveProblems as error:
        tell({"kind": "problems", "message": error.findings})
    except RelatumError as error:
        tell({"kind": "refused", "message": str(error)})
    except MemoryError:
        tell({"kind": "memory", "message": ""})
    except OSError as error:
        tell({"kind": "os", "message": [error.errno, error.strerror or str(error)]})
    except Exception as error:  # noqa: BLE001 - files of others find every gap of every library
        tell({"kind": "failed", "message": f"{type(error).__name__}: {error}"})


def _teller() -> Tell:
    """Writes lines to the parent; what libraries print goes to the standard error."""
    channel = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)

    def tell(message: dict[str, Any]) -> None:
        channel.write(json.dumps(message, default=str) + "\n")
        channel.flush()

    return tell


def _write(workspace: Workspace, progress: Callable[[int, int], None], draft: str) -> object:
    from relatum.graph.store import write

    return write(workspace, Path(draft), progress)


def _check(workspace: Workspace, progress: Callable[[int, int], None]) -> object:
    from relatum.graph.checks import check

    return check(workspace, progress)


def _verify(workspace: Workspace, _: object, key: str, copy: str) -> object:
    from relatum.graph.copies import verify_copy

    return verify_copy(workspace, key, Path(copy))


def _anchor(workspace: Workspace, _: object, key: str, copy: str) -> object:
    from relatum.graph.copies import anchor_copy

    return anchor_copy(workspace, key, Path(copy))


def _add(workspace: Workspace, progress: Callable[[int, int], None], orders: str) -> object:
    from relatum.graph.texts.adding import add_here

    return add_here(workspace, progress, json.loads(orders))


def _known(workspace: Workspace, _: object) -> object:
    from relatum.graph.own.present import known

    return known(workspace)


def _add_entry(_: Workspace, __: object, path: str, told: str) -> object:
    from relatum.graph.own.adding import write_entry

    return write_entry(Path(path), told)


def _works_in(_: Workspace, __: object, path: str) -> object:
    from relatum.graph.own.records import read_records

    return read_records(Path(path))


def _add_works(_: Workspace, __: object, path: str, told: str) -> object:
    from relatum.graph.own.works import write_works

    return write_works(Path(path), told)


def _vocabulary(workspace: Workspace, _: object) -> object:
    from relatum.graph.curating.vocabulary import read_vocabulary

    return read_vocabulary(workspace)


#: What can be asked for; each takes the workspace, a progress and words.
CALLS: dict[str, Callable[..., object]] = {
    "write": _write,
    "check": _check,
    "verify": _verify,
    "anchor": _anchor,
    "add": _add,
    "known": _known,
    "add entry": _add_entry,
    "works in": _works_in,
    "add works": _add_works,
    "vocabulary": _vocabulary,
}

if __name__ == "__main__":
    main()

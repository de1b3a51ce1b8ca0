"""Starts processes of our own for what others wrote, and says in one line how they failed.

A person's own files are read by native code, and their rules are run by it: there a file
can eat all memory, run for ever, or end the process by the depth of its nesting.  So the
work on a workspace is done by `relatum.graph.apart` within bounds, and what ends that
process does not end this one.
"""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any

from relatum.graph.errors import FilesHaveProblems, Finding, Place, RelatumError
from relatum.graph.limits import confined
from relatum.graph.workspace import Workspace

#: How long the work on a workspace may take, in seconds, and how many bytes of its files
#: give it one second more.
SECONDS = 60.0
BYTES_A_SECOND = 20_000
#: What the work may take beyond the process as it starts, in bytes of address space.
MEMORY = 4 << 30
#: No report is longer, in bytes.
_LONGEST = 64 << 20


def needed(workspace: Workspace) -> bool:
    """Whether the files are to be read in another process than this one.

    The bundled files are ours and are read here.
    """
    return bool(workspace.own().roots) and not confined()


def call(
    name: str,
    workspace: Workspace,
    *words: str,
    progress: Callable[[int, int], None] = lambda done, total: None,
    seconds: float | None = None,
    memory: int = MEMORY,
    parts: int = 1,
) -> Any:
    """What a call of `relatum.graph.apart` gives for a workspace, in the types of JSON.

    Args:
        name: a key of `apart.CALLS`.
        workspace: the files to read.
        words: what else the call takes.
        progress: called with the steps done and the steps in all.
        seconds: how long it may take; by the size of the workspace where nothing is said.
        memory: bytes that it may take beyond the process as it starts.
        parts: how many parts the work has, for each of which it bounds its time itself.

    Raises:
        RelatumError: a bound was reached, or the files brought the process down; the
            message names the file or rule it was at.
        FilesHaveProblems: as in this process.
        OSError: something could not be written.
    """
    from threading import Timer

    seconds = seconds or SECONDS + workspace.size() / BYTES_A_SECOND
    roots = [str(root) for root in workspace.roots]
    job = {
        "call": name, "roots": roots, "words": words, "seconds": seconds * parts, "memory": memory,
    }  # fmt: skip
    with TemporaryFile() as told:
        process = start("relatum.graph.apart", job, subprocess.PIPE, told)
        late = Timer(seconds * parts, process.kill)
        try:
            late.start()
            report, at = _listen(process, progress)
            code = process.wait()
            in_time = late.is_alive()
        finally:
            late.cancel()
            process.kill()
            process.wait()
            if process.stdout:
                process.stdout.close()
        told.seek(0)
        if "result" in report:
            return report["result"]
        if not report:
            how = ending(code, told.read()) if in_time else "time"
            report = {"kind": how, "message": ""}
        raise _error(report, at, seconds, memory)


def start(
    module: str, job: dict[str, Any], out: "IO[bytes] | int", told: IO[bytes]
) -> "subprocess.Popen[bytes]":
    """Starts a module of ours, which finds its job as JSON on its standard input."""
    with TemporaryFile() as asked:
        asked.write(json.dumps(job).encode())
        asked.seek(0)
        return subprocess.Popen(  # noqa: S603 - the module is one of ours
            # -P: a folder named `relatum` where the command is given is not ours.
            [sys.executable, "-P", "-m", module],
            stdin=asked,
            stdout=out,
            stderr=told,
            # Each thread would claim its own arena of address space.
            env={**os.environ, "MALLOC_ARENA_MAX": "2"},
        )


def ending(code: int, told: bytes) -> str:
    """How a process ended, by itself or not: memory, time, crash, or its last words."""
    text = told.decode("utf-8", "replace")
    last = (text.strip().splitlines() or [""])[-1]
    if last.startswith("{"):
        return last
    # -9: the system itself ended it, for want of memory.
    if code == -9 or "memory allocation" in text or "bad_alloc" in text or "MemoryError" in last:
        return "memory"
    if code in (-14, 128 + 14):
        return "time"
    # Windows gives the status of a crash as a large number.
    if code < 0 or code > 128:
        return "crash"
    return last or f"exit code {code}"


def _listen(
    process: "subprocess.Popen[bytes]", progress: Callable[[int, int], None]
) -> tuple[dict[str, Any], str]:
    """The report of a process, or nothing, and what it was at when it ended."""
    at = "the workspace"
    assert process.stdout  # noqa: S101 - a pipe was asked for
    while line := process.stdout.readline(_LONGEST):
        if not line.endswith(b"\n"):
            break  # cut off: by its end, or by the length
        said = json.loads(line)
        if "at" in said:
            at = said["at"]
        elif "step" in said:
            progress(*said["step"])
        else:
            return said, at
    return {}, at


def _error(report: dict[str, Any], at: str, seconds: float, memory: int = MEMORY) -> Exception:
    """What a report, or an end without one, says to a person."""
    kind, message = report["kind"], report["message"]
    if kind == "problems":
        return FilesHaveProblems(findings(message))
    if kind == "refused":
        return RelatumError(message)
    if kind == "os":
        return OSError(*message)
    at = _shown(at)
    if kind == "memory":
        return RelatumError(f"{at}: needs more than {memory >> 20} MiB of memory and was stopped")
    if kind == "time":
        return RelatumError(f"{at}: took more than {seconds:.0f} seconds and was stopped")
    if kind == "crash":
        return RelatumError(f"{at}: brought its reader down; is it nested very deeply?")
    return RelatumError(f"{at}: cannot be used: {' '.join((message or kind).split())[:300]}")


def findings(listed: list[list[Any]]) -> list[Finding]:
    """Findings out of the lists that JSON makes of them."""
    return [
        Finding(Place(Path(file), line), rule, message, mend)
        for (file, line), rule, message, mend in listed
    ]


def _shown(at: str) -> str:
    """A path from where the command is given, as findings have it."""
    path = Path(at)
    return str(path.relative_to(Path.cwd())) if path.is_relative_to(Path.cwd()) else at

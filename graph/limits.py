"""What a process may take at most; it sets this itself, before it meets what others wrote.

Time, memory, the size of a file and core dumps are bounded by the system and not by trust.
Windows has no such limits: there the parent's clock and the ban on sockets are all.
"""

import contextlib
import signal
import sys
from collections.abc import Iterator

from relatum.graph.errors import RelatumError

#: No file that a bounded process writes is larger, in bytes.
LARGEST = 1 << 30

_confined = False


def confine(seconds: float, memory: int) -> None:
    """Bounds this process for the rest of its life, and lets no Python code use a socket.

    Args:
        seconds: how long the parent waits.
        memory: bytes, beyond what is in use.
    """
    global _confined
    _confined = True
    limit_time(seconds)
    limit_size(memory)
    sys.addaudithook(_refuse_sockets)


def confined() -> bool:
    """Whether this is a process of its own for what others wrote."""
    return _confined


def limit_time(seconds: float) -> None:
    """Ends this process some time after its parent should have, should that be gone."""
    if hasattr(signal, "setitimer"):
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_REAL, seconds + 2)


def limit_size(memory: int) -> None:
    """Bounds memory beyond what is in use, the size of a file, and forbids core dumps."""
    with contextlib.suppress(ImportError):
        import resource

        _lower(resource.RLIMIT_CORE, 0)
        _lower(resource.RLIMIT_FSIZE, LARGEST)
        _lower(resource.RLIMIT_AS, _in_use() + memory)


def close_all_doors() -> None:
    """No file, no pipe and no socket can be opened from now on."""
    try:
        import resource
    except ImportError:
        return  # Windows: there the words of the query are all that is looked at
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))


@contextlib.contextmanager
def doors_closed(what: str) -> Iterator[None]:
    """In a confined process: no file, no pipe and no socket can be opened inside.

    Raises:
        RelatumError: it was tried; the message has what did it.
    """
    if not _confined or sys.platform == "win32":
        yield
        return
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, hard))
    try:
        yield
    except OSError as error:
        if "Too many open files" not in str(error):
            raise
        raise RelatumError(f"{what}: would open a connection or a file, which is off") from None
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def _refuse_sockets(event: str, _: object) -> None:
    if event.startswith("socket."):
        raise PermissionError("the network is off")


def _lower(which: int, most: int) -> None:
    import resource

    _, hard = resource.getrlimit(which)
    if hard != resource.RLIM_INFINITY:
        most = min(most, hard)
    with contextlib.suppress(OSError, ValueError):  # macOS knows no limit of memory
        resource.setrlimit(which, (most, most))


def _in_use() -> int:
    """The address space in use, in bytes, where the system says."""
    try:
        with open("/proc/self/statm", encoding="ascii") as statm:  # noqa: PTH123 - no import
            pages = int(statm.read().split()[0])
    except OSError:
        return 1 << 30
    import resource

    return pages * resource.getpagesize()

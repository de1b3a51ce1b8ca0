"""A map of everything that is worth one, drawn in several processes at once."""

import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from pathlib import Path
from typing import NamedTuple

from relatum.graph.store import Store
from relatum.graph.terms import key_of

#: From how many claims on a concept has a map of its own.
ENOUGH = 3
#: How long one map may take, in seconds.
LIMIT = 120.0


class Subject(NamedTuple):
    """What a map of the atlas is about."""

    key: str
    label: str
    kind: str
    definition: str


class Drawn(NamedTuple):
    """A subject with the files that were made of it, or with what went wrong."""

    subject: Subject
    files: tuple[Path, ...] = ()
    problem: str = ""


#: Makes the files of a subject; it must be a function of a module, for another process runs it.
Draw = Callable[[Store, Subject], Iterable[Path]]
#: Opens the dataset in another process; of the same sort.
Open = Callable[[], Store]


def subjects(store: Store) -> list[Subject]:
    """The theorists who are cited, and the concepts that nothing is wider than, with claims enough.

    Args:
        store: the dataset.
    """
    narrower = {row["thing"] for row in store.rows("narrower")}
    claims = Counter(
        end for row in store.rows("network") for end in {row["subject"], row["object"]}
    )
    links = store.rows("links")
    cited = {row["from"] for row in links if row["relation"] == "is-cited-for"}
    people = {row["from"] for row in links if row["relation"] == "made" and row["to"] in cited}

    def deserves(thing: str, kind: str) -> bool:
        if kind == "theorist":
            return thing in people or claims[thing] > 0
        return kind != "work" and thing not in narrower and claims[thing] >= ENOUGH

    return [
        Subject(key_of(row["thing"]), row["label"], row["kind"], row.get("definition", ""))
        for row in store.rows("things")
        if deserves(row["thing"], row["kind"])
    ]


def draw_all(
    wanted: Iterable[Subject],
    opening: Open,
    draw: Draw,
    progress: Callable[[int, int], None],
    *,
    workers: int = 0,
    limit: float = LIMIT,
) -> list[Drawn]:
    """Makes the files of many subjects; what goes wrong with one leaves the others alone.

    Even a process that dies, or that hangs, takes only its own map with it.

    Args:
        wanted: the subjects.
        opening: opens the dataset.
        draw: makes the files of one.
        progress: is told how many are done, of how many.
        workers: how many processes; as many as there are processors where it is 0.
        limit: how long one may take, in seconds.
    """
    work = list(wanted)
    done: dict[Subject, Drawn] = {}
    workers = workers or os.cpu_count() or 1
    for result in _drawn(work, workers, partial(_pool, (opening, draw, limit))):
        done[result.subject] = result
        progress(len(done), len(work))
    return [done[subject] for subject in work]


def _drawn(
    work: list[Subject], workers: int, pool_of: Callable[[int], ProcessPoolExecutor]
) -> Iterator[Drawn]:
    waiting = work[::-1]
    while waiting:
        running: dict[Future[tuple[Path, ...]], Subject] = {}
        with pool_of(min(workers, len(waiting))) as pool:
            try:
                while waiting or running:
                    # Few are handed out at once, so that few are under suspicion when one dies.
                    while waiting and len(running) < 2 * workers:
                        future = pool.submit(_one, waiting[-1])
                        running[future] = waiting.pop()
                    yield from _finished(running)
            except BrokenProcessPool:
                pass
        for suspect in running.values():
            with pool_of(1) as alone:
                yield _result(suspect, alone.submit(_one, suspect))


def _finished(running: "dict[Future[tuple[Path, ...]], Subject]") -> Iterator[Drawn]:
    """Waits for one or more, and takes what is done out of what is running.

    Raises:
        BrokenProcessPool: one of the processes has died.
    """
    done = wait(running, return_when=FIRST_COMPLETED).done
    for future in sorted(done, key=lambda one: isinstance(one.exception(), BrokenProcessPool)):
        error = future.exception()
        if isinstance(error, BrokenProcessPool):
            raise error
        yield _result(running.pop(future), future)


def _result(subject: Subject, future: "Future[tuple[Path, ...]]") -> Drawn:
    error = future.exception()
    if error is None:
        return Drawn(subject, future.result())
    if isinstance(error, BrokenProcessPool):
        return Drawn(subject, problem="drawing it took too long, or broke off")
    return Drawn(subject, problem=" ".join(str(error).split()) or type(error).__name__)


def _pool(tools: tuple[Open, Draw, float], workers: int) -> ProcessPoolExecutor:
    from multiprocessing import get_context

    # A fork would share what the open store does in the background.
    context = get_context("spawn")
    return ProcessPoolExecutor(workers, mp_context=context, initializer=_begin, initargs=tools)


#: What one process works with, once it has begun.
_tools: list[tuple[Store, Draw, float]] = []


def _begin(opening: Open, draw: Draw, limit: float) -> None:
    _tools.append((opening(), draw, limit))


def _one(subject: Subject) -> tuple[Path, ...]:
    import faulthandler

    ((store, draw, limit),) = _tools
    with Path(os.devnull).open("w") as nothing:
        faulthandler.dump_traceback_later(limit, exit=True, file=nothing)
        try:
            return tuple(draw(store, subject))
        finally:
            faulthandler.cancel_dump_traceback_later()

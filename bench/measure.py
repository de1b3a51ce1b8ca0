"""Whole processes, timed by turns in one run, so that only ratios are compared."""

import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median

RELATUM = [sys.executable, "-m", "relatum.cli"]


def whole_processes(
    commands: Mapping[str, Sequence[str]], cache: Path, rounds: int = 21
) -> dict[str, float]:
    """The median seconds of each command, run by turns with the output piped.

    Args:
        commands: the commands by name.
        cache: the folder for built stores.
        rounds: how often each is run; the first round is not counted.
    """
    environment = {**os.environ, "RELATUM_CACHE": str(cache)}
    seconds: dict[str, list[float]] = {name: [] for name in commands}
    for turn in range(rounds + 1):
        for name, command in commands.items():
            start = time.perf_counter()
            subprocess.run(command, env=environment, stdout=subprocess.PIPE, check=True)
            if turn:
                seconds[name].append(time.perf_counter() - start)
    return {name: median(times) for name, times in seconds.items()}

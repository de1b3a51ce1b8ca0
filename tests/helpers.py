"""What several tests use: paths, and a command run as a process."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

HERE = Path(__file__).parent
ROOT = HERE.parent
DATA = HERE / "data"
SHARED = ROOT.parent / "shared"

Run = Callable[..., Result]


def missing(what: str) -> None:
    """Skips a test for want of something; where everything must be there it fails."""
    if os.environ.get("CI"):
        pytest.fail(f"{what} must be here when CI is set")
    pytest.skip(f"{what} is not here")


def relatum(*words: object, cache: Path | None = None) -> "subprocess.CompletedProcess[str]":
    """Runs a command in a process of its own."""
    environment = dict(os.environ)
    if cache:
        environment["RELATUM_CACHE"] = str(cache)
    return subprocess.run(
        [sys.executable, "-m", "relatum.cli", *map(str, words)],
        capture_output=True,
        encoding="utf-8",
        env=environment,
        check=False,
    )

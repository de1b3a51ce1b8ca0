"""What can go wrong, in the words a person reads.

A `RelatumError` stops a command: one line, exit code 2.  A `Finding` is one
problem among many in the files that people write; `relatum check` lists them all.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple


class RelatumError(Exception):
    """A request that cannot be met; the message says why and the likely mend."""


class Place(NamedTuple):
    """A line of a file (lines count from 1)."""

    file: Path
    line: int

    def __str__(self) -> str:
        file = self.file
        if file.is_relative_to(Path.cwd()):
            file = file.relative_to(Path.cwd())
        return f"{file}:{self.line}"


class Finding(NamedTuple):
    """One problem in a file: where, which rule, what is wrong and the likely mend."""

    place: Place
    rule: str
    message: str
    mend: str = ""

    def __str__(self) -> str:
        return f"{self.place}: {self.message}" + (f" ({self.mend})" if self.mend else "")


class FilesHaveProblems(RelatumError):
    """The files cannot be built; carries the findings."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        """Says the first finding and how many more there are."""
        self.findings = sorted(findings)
        first, count = self.findings[0], len(self.findings)
        more = f" ... and {count - 1} more" if count > 1 else ""
        super().__init__(f"{first}{more}; 'relatum check' lists every problem")


def nearest_names(name: str, known: Iterable[str], count: int = 5) -> list[str]:
    """The known names most like a typed one, best first.

    >>> nearest_names("atunement", ["attunement", "contact"])
    ['attunement']
    """
    from difflib import get_close_matches

    return get_close_matches(name.lower(), list(known), n=count, cutoff=0.7)


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """The nearest known names as a question, or an empty string.

    >>> did_you_mean("atunement", ["attunement", "contact"])
    "did you mean 'attunement'?"
    """
    near = nearest_names(name, known, count=3)
    return f"did you mean {' or '.join(map(repr, near))}?" if near else ""

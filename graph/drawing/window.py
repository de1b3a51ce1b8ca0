"""How wide the window is that a person reads in."""

import sys


def window_width(piped: int) -> int:
    """The columns of the terminal, at least 40; where there is none, what is given.

    Args:
        piped: how many columns a file or a pipe gets.
    """
    if not sys.stdout.isatty():
        return piped
    from shutil import get_terminal_size

    return max(40, get_terminal_size().columns)

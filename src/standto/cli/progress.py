"""The progress of a long command, on standard error after two seconds, and only on a terminal."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from contextvars import ContextVar
from threading import Event, Thread
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import TracebackType
    from typing import Self

PATIENCE = 2.0
"""Seconds before the first line: work that is done by then needs none."""
_BETWEEN = 1.0
"""Seconds between one line and the next."""
_WIDEST = 70
"""The most characters of a line on a terminal that is wide enough."""
_SIGNS = ("", ".", "..", "...")
"""Shown in turn, to show that work goes on even if its share is not known."""


_SILENT: ContextVar[bool] = ContextVar("silent", default=False)


@contextmanager
def silent(wanted: bool = True) -> Iterator[None]:
    """Show no progress meanwhile, if that is wanted."""
    token = _SILENT.set(wanted)
    try:
        yield
    finally:
        _SILENT.reset(token)


class Progress:
    """A line with the share of the work that is done, removed at the end.

    A thread of its own prints it, so that it also appears while the work reports nothing.

    Parameters
    ----------
    what
        The piece of work, in a word or two.
    prints
        Whether the work itself prints to standard output; no line then appears on the same terminal.
    """

    def __init__(self, what: str, *, prints: bool = False) -> None:
        self._what = self._text = what
        self._prints = prints
        self._shown = ""
        self._over = Event()
        self._thread = Thread(target=self._keep_printing, name="progress", daemon=True)

    def __call__(self, share: float) -> None:
        """Report the share that is done, 0 to 1."""
        self._text = f"{self._what}: {min(max(share, 0.0), 1.0):.0%}"

    def say(self, text: str) -> None:
        """Report the present work instead of a share."""
        self._text = text

    def __enter__(self) -> Self:
        """Begin."""
        if not _SILENT.get() and sys.stderr.isatty() and not (self._prints and sys.stdout.isatty()):
            self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Remove the line, even if the work was interrupted."""
        self._over.set()
        if self._thread.is_alive():
            self._thread.join()
        if self._shown:
            print(f"\r{' ' * len(self._shown)}\r", end="", file=sys.stderr, flush=True)

    def _keep_printing(self) -> None:
        """Print the last report from time to time."""
        turn, wait = 0, PATIENCE
        while not self._over.wait(wait):
            turn, wait = turn + 1, _BETWEEN
            text = f"{self._text[: _room()]} {_SIGNS[turn % len(_SIGNS)]}"
            print(f"\r{text.ljust(len(self._shown))}", end="", file=sys.stderr, flush=True)
            self._shown = text.ljust(len(self._shown))


def _room() -> int:
    """Return the number of characters that a line of the terminal has room for."""
    try:
        # A line that is broken in two cannot be removed again. A terminal that does not know its size says 0.
        columns = os.get_terminal_size(sys.stderr.fileno()).columns or _WIDEST
    except (OSError, ValueError):
        columns = _WIDEST
    return max(min(_WIDEST, columns - len(_SIGNS[-1]) - 2), 1)

"""How far a long command has come: said on standard error after two seconds, and only to a terminal."""

from __future__ import annotations

import sys
from threading import Event, Thread
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import TracebackType
    from typing import Self

PATIENCE = 2.0
"""Seconds in which nothing is said: what is done by then needs no line."""
_BETWEEN = 1.0
"""Seconds between one line and the next."""
_WIDEST = 70
"""Signs of a line, so that it stays one on a narrow terminal."""
_SIGNS = ("", ".", "..", "...")
"""They follow on one another, to show that the work goes on where no share of it is known."""


class Progress:
    """Says how much of a piece of work is done, in one line that it takes away at the end.

    A thread of its own says it, so that it is also said where the work tells nothing for a while.

    Parameters
    ----------
    what
        The piece of work, in a word or two.
    prints
        Whether the work prints to standard output meanwhile: then nothing is said on the same terminal.
    """

    def __init__(self, what: str, *, prints: bool = False) -> None:
        self._what = self._text = what
        self._prints = prints
        self._said = ""
        self._over = Event()
        self._thread = Thread(target=self._keep_saying, name="progress", daemon=True)

    def __call__(self, share: float) -> None:
        """Tell what share is done, 0 to 1."""
        self._text = f"{self._what}: {min(max(share, 0.0), 1.0):.0%}"

    def say(self, text: str) -> None:
        """Tell what is being done instead."""
        self._text = text

    def __enter__(self) -> Self:
        """Begin."""
        if sys.stderr.isatty() and not (self._prints and sys.stdout.isatty()):
            self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Take the line away, also when the work was interrupted."""
        self._over.set()
        if self._thread.is_alive():
            self._thread.join()
        if self._said:
            print(f"\r{' ' * len(self._said)}\r", end="", file=sys.stderr, flush=True)

    def _keep_saying(self) -> None:
        """Say from time to time what was told last."""
        turn, wait = 0, PATIENCE
        while not self._over.wait(wait):
            turn, wait = turn + 1, _BETWEEN
            text = f"{self._text[:_WIDEST]} {_SIGNS[turn % len(_SIGNS)]}"
            print(f"\r{text.ljust(len(self._said))}", end="", file=sys.stderr, flush=True)
            self._said = text.ljust(len(self._said))

"""How far a long command has come: said on standard error, and only to a terminal."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import TracebackType
    from typing import Self


class Progress:
    """Says how much of a piece of work is done, in one line that it takes away at the end.

    Parameters
    ----------
    what
        The piece of work, in a word or two.
    """

    def __init__(self, what: str) -> None:
        self._what = what
        self._said = ""

    def __call__(self, share: float) -> None:
        """Say what share is done, 0 to 1."""
        self.say(f"{self._what}: {share:.0%}")

    def say(self, text: str) -> None:
        """Say something else in the same line."""
        if text != self._said and sys.stderr.isatty():
            print(f"\r{text.ljust(len(self._said))}", end="", file=sys.stderr, flush=True)
            self._said = text

    def __enter__(self) -> Self:
        """Begin."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Take the line away, also when the work was interrupted."""
        if self._said:
            print(f"\r{' ' * len(self._said)}\r", end="", file=sys.stderr, flush=True)

"""Turns at heavy work: one reader at a time in a process, so that its other pages stay quick.

The work is done by the thread of the request that asks for it; there is no other thread. Readers of slow answers give
up their turn between parts, and their threads are the queue.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Event, Lock

from django.db import connection

from standto.errors import Fault, InputError

LOOK = 0.2
"""The seconds after which somebody in the queue looks whether their reader has left."""
PATIENCE = 20
"""The number of turns of others after which a question goes before all that came later, whatever it is."""

SHARE = 4
"""The places of the queue divided by this are the most that one reader has, so that nobody fills it."""

BUSY = "Many questions wait for their answers now. Try again in a minute"


class ReaderLeft(Exception):
    """Nobody waits for the answer any more."""


class QueueFull(InputError):
    """More questions wait than the queue holds, or more of one reader than it holds for them."""

    def __init__(self) -> None:
        super().__init__([Fault("answer", BUSY)])


@dataclass(eq=False)
class Turn:
    """A reader's turn, or their place in the queue.

    Attributes
    ----------
    reader
        The reader; questions with the same reader are one person's.
    left
        Tells whether the reader has left.
    slow
        Whether it goes after all that are quick.
    number
        The number of turns that were asked for before it.
    passed
        The number of others' turns since its own last one.
    """

    reader: str
    left: Callable[[], bool]
    slow: bool
    number: int
    passed: int = 0
    begun: Event = field(default_factory=Event)


class Turns:
    """One turn at a time: quick questions first, a reader's newest question before their older ones, then by arrival.

    A question that others have gone before many times is next, so that it gets its turn however many come.

    Parameters
    ----------
    most
        The most places in the queue.
    """

    def __init__(self, most: int) -> None:
        self._most, self._asked = most, 0
        self._lock = Lock()
        self._held: Turn | None = None
        self._queue: list[Turn] = []

    @property
    def waiting(self) -> int:
        """The number of readers who wait."""
        return len(self._queue)

    @contextmanager
    def taken(self, reader: str, *, left: Callable[[], bool], slow: bool = False) -> Iterator[Turn]:
        """Wait for a turn and hold it while what is inside runs.

        Parameters
        ----------
        reader, left, slow
            As in `Turn`.

        Raises
        ------
        QueueFull
            No place in the queue is free for this reader.
        ReaderLeft
            The reader left before the turn came.
        """
        with self._lock:
            theirs = sum(one.reader == reader for one in self._queue)
            if len(self._queue) >= self._most or theirs >= max(1, self._most // SHARE):
                raise QueueFull
            turn = Turn(reader, left, slow, self._asked)
            self._asked += 1
        try:
            self._wait(turn)
            yield turn
        finally:
            self._give_up(turn)

    def pass_on(self, turn: Turn) -> None:
        """Let others go first between two parts of a slow answer, which from then on is slow.

        Raises
        ------
        ReaderLeft
            The reader left.
        """
        turn.slow = True
        self._give_up(turn)
        self._wait(turn)

    def _wait(self, turn: Turn) -> None:
        turn.begun.clear()
        with self._lock:
            self._queue.append(turn)
            self._call_next()
        if not turn.begun.is_set() and connection.vendor != "sqlite" and not connection.in_atomic_block:
            connection.close()  # others need the connections of a pool meanwhile
        while not turn.begun.wait(LOOK):
            if turn.left():
                break
        if turn.left():
            raise ReaderLeft

    def _give_up(self, turn: Turn) -> None:
        """End a turn, or leave the queue; twice is as good as once."""
        with self._lock:
            if turn in self._queue:
                self._queue.remove(turn)
            if self._held is turn:
                self._held = None
                self._call_next()

    def _call_next(self) -> None:
        """Give the turn to whoever is next, if nobody holds it."""
        if self._held is not None or not self._queue:
            return
        turn = self._held = min(self._queue, key=self._rank)
        self._queue.remove(turn)
        turn.passed = 0
        for other in self._queue:
            other.passed += 1
        turn.begun.set()

    def _rank(self, turn: Turn) -> tuple[bool, int, int]:
        if turn.passed >= PATIENCE:
            return False, 0, turn.number
        newer = sum(one.reader == turn.reader and one.number > turn.number for one in self._queue)
        return turn.slow, newer, turn.number

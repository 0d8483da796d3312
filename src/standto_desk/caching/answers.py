"""Caches of answers: each answer is made once, however many threads ask for it at the same time."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Future
from threading import Lock
from typing import Generic, TypeVar

Key = TypeVar("Key")
Source = TypeVar("Source")
Value = TypeVar("Value")


class Cache(Generic[Key, Value]):
    """A cache of answers by key.

    Parameters
    ----------
    most
        The most answers kept; the least recently used one goes first.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._lock = Lock()
        self._kept: OrderedDict[Key, Future[Value]] = OrderedDict()

    def get(self, key: Key, make: Callable[[], Value]) -> Value:
        """Return an answer. The first thread to ask makes it, and the others wait for it.

        If making it fails, every thread that waits gets the error, and the next to ask tries again.
        """
        with self._lock:
            kept = self._kept.get(key)
            if kept is not None:
                self._kept.move_to_end(key)
            else:
                mine = self._kept[key] = Future()
                while len(self._kept) > self._most:
                    self._kept.popitem(last=False)
        if kept is not None:
            return kept.result()
        try:
            mine.set_result(make())
        except BaseException as error:  # noqa: BLE001 - goes to the threads that wait
            with self._lock:
                if self._kept.get(key) is mine:
                    del self._kept[key]
            mine.set_exception(error)
        return mine.result()


class LatestAnswer(Generic[Source, Value]):
    """A cache of one answer, about one object."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._kept: tuple[Source, Value] | None = None

    def get(self, source: Source, make: Callable[[Source], Value]) -> Value:
        """Return the answer about an object, made anew only if the last question was about another."""
        kept = self._kept
        if kept is not None and kept[0] is source:
            return kept[1]  # without the lock, which a thread has while it makes the next answer
        with self._lock:
            if self._kept is None or self._kept[0] is not source:
                self._kept = source, make(source)
            return self._kept[1]

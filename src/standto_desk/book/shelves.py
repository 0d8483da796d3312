"""Answers kept for the next who asks, each made once however many ask for it at the same time."""

from __future__ import annotations

from collections import OrderedDict
from concurrent.futures import Future
from threading import Lock
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

Key = TypeVar("Key")
Value = TypeVar("Value")


class Shelf(Generic[Key, Value]):
    """The answers last asked for, by their questions.

    Parameters
    ----------
    most
        How many are kept; the one not asked for longest goes first.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._lock = Lock()
        self._kept: OrderedDict[Key, Future[Value]] = OrderedDict()

    def get(self, key: Key, make: Callable[[], Value]) -> Value:
        """Return an answer; whoever asks first makes it, and the others wait for that.

        Where making it fails, all who wait see the failure, and the next tries again.
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
        except BaseException as error:  # noqa: BLE001 - goes to whoever waits
            with self._lock:
                if self._kept.get(key) is mine:
                    del self._kept[key]
            mine.set_exception(error)
        return mine.result()

    def clear(self) -> None:
        """Forget every answer; those being made go to who waits for them."""
        with self._lock:
            self._kept.clear()

"""Step functions of time, made from the events of one line: the latest live event decides."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from standto.model.time import FOREVER, Instant

Value = TypeVar("Value")


def steps(entries: Iterable[tuple[Instant, Instant, Value]]) -> list[tuple[Instant, Value | None]]:
    """Return the value of the latest live event over time.

    Parameters
    ----------
    entries
        ``(occurred, until, value)`` of each event, each after those over which it takes precedence: by `occurred`,
        then by place.

    Returns
    -------
    list
        ``(instant, value)``: the value from that instant until the next; None if no event is live, as before the
        first instant.
    """
    live: list[tuple[Instant, Value]] = []
    result: list[tuple[Instant, Value | None]] = []
    for occurred, until, value in entries:
        if live and live[-1][0] <= occurred:
            _expire(live, occurred, result)
        live.append((until, value))
        _add(result, occurred, value)
    _expire(live, FOREVER - 1, result)
    return result


def _expire(live: list[tuple[Instant, Value]], now: Instant, result: list[tuple[Instant, Value | None]]) -> None:
    """Remove the events that have ended by now; at each end, add a step for the event that decides from then on."""
    while live and live[-1][0] <= now:
        end = live.pop()[0]
        while live and live[-1][0] <= end:
            live.pop()
        _add(result, end, live[-1][1] if live else None)


def _add(result: list[tuple[Instant, Value | None]], at: Instant, value: Value | None) -> None:
    """Add a step; it replaces an earlier step of the same instant."""
    if result and result[-1][0] == at:
        result.pop()
    if (result[-1][1] if result else None) != value:
        result.append((at, value))


def at_each(
    instants: NDArray[np.int64], timeline: Sequence[tuple[Instant, Value | None]], blank: Value
) -> NDArray[Any]:
    """Return the value of a step function at each instant; `blank` if it has none."""
    values = np.array([blank, *(blank if value is None else value for _, value in timeline)])
    moments = np.array([moment for moment, _ in timeline], dtype=np.int64)
    found: NDArray[Any] = values[np.searchsorted(moments, instants, side="right")]
    return found

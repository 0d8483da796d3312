"""The latest live event decides: from events of one line to a step function of time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

from standto.model.time import FOREVER, Instant

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

Value = TypeVar("Value")


def steps(entries: Iterable[tuple[Instant, Instant, Value]]) -> list[tuple[Instant, Value | None]]:
    """Return what the latest live of some events says, over time.

    Parameters
    ----------
    entries
        ``(occurred, until, value)`` in the order in which later ones decide: by `occurred`, then by place.

    Returns
    -------
    list
        ``(instant, value)``: from that instant on, until the next, the value decides; None: no event is live.
        Before the first, none is.
    """
    live: list[tuple[Instant, Value]] = []
    result: list[tuple[Instant, Value | None]] = []
    for occurred, until, value in entries:
        if live and live[-1][0] <= occurred:
            _expire(live, occurred, result)
        live.append((until, value))
        _say(result, occurred, value)
    _expire(live, FOREVER - 1, result)
    return result


def _expire(live: list[tuple[Instant, Value]], now: Instant, result: list[tuple[Instant, Value | None]]) -> None:
    """Drop what has ended by now, and say what decides in its place from each end on."""
    while live and live[-1][0] <= now:
        end = live.pop()[0]
        while live and live[-1][0] <= end:
            live.pop()
        _say(result, end, live[-1][1] if live else None)


def _say(result: list[tuple[Instant, Value | None]], at: Instant, value: Value | None) -> None:
    """Add a step; what is said later of the same instant replaces what was said before."""
    if result and result[-1][0] == at:
        result.pop()
    if (result[-1][1] if result else None) != value:
        result.append((at, value))


def at_each(
    instants: NDArray[np.int64], timeline: Sequence[tuple[Instant, Value | None]], blank: Value
) -> NDArray[Any]:
    """Return the value of a step function at some instants; `blank` where it has none."""
    values = np.array([blank, *(blank if value is None else value for _, value in timeline)])
    moments = np.array([moment for moment, _ in timeline], dtype=np.int64)
    found: NDArray[Any] = values[np.searchsorted(moments, instants, side="right")]
    return found

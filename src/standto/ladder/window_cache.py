"""Stretches: windows that several looks share, with what is missing in them found as it is asked for.

A review looks at most windows more than once: on several bases that come to the same, for several pools, and again an
hour later. What depends on nothing but what is known and what is counted is found once and kept for a while; and what
somebody does on Monday changes nothing in the windows of Tuesday, so that answers are kept by what a window asks.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property, partial
from typing import TYPE_CHECKING

import numpy as np

from standto.kernel.queries import gaps_in, some_of, worst_cases_in
from standto.model.time import HOUR, Instant, Period
from standto.register import Selection

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from standto.model.windows import SupplyClass, Windows
    from standto.register import Situation

MOST_STRETCHES = 128
"""Stretches that are kept: the hours of a hold, for each pool, look back on a few states of knowledge."""
MOST_ANSWERS = 20_000
"""Windows of which answers of one kind are kept."""
SLACK = 12 * HOUR
"""How much further than asked for a stretch goes, for the hours that follow."""


class AnswerCache:
    """Answers about windows, kept by what the windows ask.

    Parameters
    ----------
    find
        Returns an array whose first axis is that of the windows given.
    """

    def __init__(self, find: Callable[[Windows], NDArray[np.int64]]) -> None:
        self._find = find
        self._known: dict[bytes, NDArray[np.int64]] = {}

    def of(self, windows: Windows, asked: Sequence[bytes]) -> NDArray[np.int64]:
        """Return the answers of windows, given what each of them asks."""
        known = self._known
        new = [row for row, key in enumerate(asked) if key not in known]
        if new:
            if len(known) > MOST_ANSWERS:
                known.clear()
                new = list(range(len(asked)))
            found = self._find(some_of(windows, np.array(new, dtype=np.intp)))
            known.update(zip((asked[row] for row in new), found, strict=True))
        return np.array([known[key] for key in asked], dtype=np.int64)


class KnownAnswers:
    """Gaps and worst cases, kept by what windows ask, whatever was known when."""

    def __init__(self) -> None:
        self.gaps = AnswerCache(gaps_in)
        self._worst: dict[tuple[int, ...], AnswerCache] = {}
        self._columns: dict[SupplyClass, int] = {}

    def worst_cases(self, duties: Sequence[int]) -> AnswerCache:
        """Return what is known of the worst cases of some duties alone."""
        key = tuple(duties)
        return self._worst.setdefault(key, AnswerCache(partial(worst_cases_in, duties=key)))

    def asked_by(self, windows: Windows) -> list[bytes]:
        """Return what each window asks: what its duties require, and how many there are of each class."""
        columns = [self._columns.setdefault(kind, len(self._columns)) for kind in windows.classes]
        counts = np.zeros((len(windows), len(self._columns)), dtype=np.int64)
        counts[:, columns] = windows.counts
        table = np.hstack([windows.required, counts])
        data, width = table.tobytes(), table.shape[1] * table.itemsize
        # Classes that nobody is of add nothing, also those that are met later.
        return [data[row * width : (row + 1) * width].rstrip(b"\0") for row in range(len(windows))]


class CachedWindows:
    """The windows of a stretch of time, counting only what is selected.

    Attributes
    ----------
    windows
        The first starts and the last ends where the stretch does.
    """

    def __init__(self, windows: Windows, memory: KnownAnswers) -> None:
        self.windows = windows
        self._memory = memory

    def __contains__(self, period: Period) -> bool:
        """Whether a period lies within the stretch."""
        return bool(self.windows.starts[0] <= period.start and period.until <= self.windows.untils[-1])

    @cached_property
    def _asked(self) -> list[bytes]:
        return self._memory.asked_by(self.windows)

    def rows(self, period: Period) -> slice:
        """Return the windows that meet a period."""
        first = int(np.searchsorted(self.windows.starts, period.start, side="right")) - 1
        return slice(first, int(np.searchsorted(self.windows.starts, period.until, side="left")))

    def gaps(self, rows: slice) -> NDArray[np.int64]:
        """Return how many places of each duty stay unfilled, shape (windows, duties)."""
        return self._memory.gaps.of(some_of(self.windows, rows), self._asked[rows])

    def worst_cases(self, duties: Sequence[int], rows: slice) -> NDArray[np.int64]:
        """Return the worst case of some duties alone, shape (windows,); see `worst_cases_in`."""
        return self._memory.worst_cases(duties).of(some_of(self.windows, rows), self._asked[rows])

    def within(self, period: Period) -> Windows:
        """Return the windows of a period, the first and the last cut where it starts and ends."""
        windows = some_of(self.windows, self.rows(period))
        starts = np.maximum(windows.starts, period.start)
        return replace(windows, starts=starts, untils=np.minimum(windows.untils, period.until))


class WindowCache:
    """The stretches that were asked for of late.

    Parameters
    ----------
    before
        How far back before what is asked for a stretch goes.
    """

    def __init__(self, before: Instant) -> None:
        self._before = before
        self._memory = KnownAnswers()
        self._kept: dict[tuple[object, ...], CachedWindows] = {}
        self._ever: tuple[int, list[frozenset[str]]] = (-1, [])

    def over(self, situation: Situation, selection: Selection, period: Period) -> CachedWindows:
        """Return a stretch of a situation's windows that holds a period of the horizon."""
        counted = self._that_matter(situation, selection)
        key = (situation.state, situation.assumed, counted)
        stretch = self._kept.pop(key, None)
        if stretch is None or period not in stretch:
            horizon = situation.scenario.horizon
            start = max(period.start - self._before, horizon.start)
            around = Period(start, min(period.until + SLACK, horizon.until))
            stretch = CachedWindows(situation.select(counted, around), self._memory)
        # The one that was asked for last is the last to go.
        self._kept[key] = stretch
        if len(self._kept) > MOST_STRETCHES:
            del self._kept[next(iter(self._kept))]
        return stretch

    def _that_matter(self, situation: Situation, selection: Selection) -> Selection:
        """Return the same selection without states that no place of a pool is ever in."""
        if self._ever[0] != situation.state:
            self._ever = (situation.state, [situation.states(pool.id) for pool in situation.scenario.pools])
        states = (wanted & ever for wanted, ever in zip(selection.states, self._ever[1], strict=True))
        return Selection(selection.lent, tuple(states))

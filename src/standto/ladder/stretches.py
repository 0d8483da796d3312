"""Stretches: windows that several looks share, with what is missing in them found as it is asked for.

A review looks at most windows more than once: on several bases that come to the same, for several pools, and again an
hour later. What depends on nothing but what is known and what is counted is found once and kept for a while.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from standto.ladder.exact import gaps_in, some_of, worst_cases_in
from standto.model.time import HOUR, Instant, Period
from standto.register import Selection

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from standto.register import Situation, Windows

MOST_KEPT = 128
"""Stretches that are kept: the hours of a hold, for each pool, look back on a few states of knowledge."""
SLACK = 12 * HOUR
"""How much further than asked for a stretch goes, for the hours that follow."""


class Found:
    """Numbers about windows, found for those that are asked about and kept.

    Parameters
    ----------
    windows
        What they are about.
    find
        Returns an array whose first axis is that of the windows given.
    """

    def __init__(self, windows: Windows, find: Callable[[Windows], NDArray[np.int64]]) -> None:
        self._windows = windows
        self._find = find
        self._known = np.zeros(len(windows), dtype=np.bool_)
        self._numbers: NDArray[np.int64] | None = None

    def of(self, rows: slice) -> NDArray[np.int64]:
        """Return the numbers of some windows."""
        new = np.flatnonzero(~self._known[rows]) + rows.start
        if self._numbers is None or new.size:
            found = self._find(some_of(self._windows, new))
            if self._numbers is None:
                self._numbers = np.zeros((len(self._known), *found.shape[1:]), dtype=np.int64)
            self._numbers[new] = found
            self._known[new] = True
        return self._numbers[rows]


class Stretch:
    """The windows of a stretch of time, counting only what is selected.

    Attributes
    ----------
    windows
        The first starts and the last ends where the stretch does.
    """

    def __init__(self, windows: Windows) -> None:
        self.windows = windows
        self._gaps = Found(windows, gaps_in)
        self._worst: dict[tuple[int, ...], Found] = {}

    def __contains__(self, period: Period) -> bool:
        """Whether a period lies within the stretch."""
        return bool(self.windows.starts[0] <= period.start and period.until <= self.windows.untils[-1])

    def rows(self, period: Period) -> slice:
        """Return the windows that meet a period."""
        first = int(np.searchsorted(self.windows.starts, period.start, side="right")) - 1
        return slice(first, int(np.searchsorted(self.windows.starts, period.until, side="left")))

    def gaps(self, rows: slice) -> NDArray[np.int64]:
        """Return how many places of each duty stay unfilled, shape (windows, duties)."""
        return self._gaps.of(rows)

    def worst_cases(self, duties: Sequence[int], rows: slice) -> NDArray[np.int64]:
        """Return the worst case of some duties alone, shape (windows,); see `worst_cases_in`."""
        key = tuple(duties)
        if key not in self._worst:
            self._worst[key] = Found(self.windows, lambda some: worst_cases_in(some, key))
        return self._worst[key].of(rows)

    def ahead(self, period: Period) -> Windows:
        """Return the windows of a period, the first and the last cut where it starts and ends."""
        windows = some_of(self.windows, self.rows(period))
        starts = np.maximum(windows.starts, period.start)
        return replace(windows, starts=starts, untils=np.minimum(windows.untils, period.until))


class Stretches:
    """The stretches that were asked for of late.

    Parameters
    ----------
    before
        How far back before what is asked for a stretch goes.
    """

    def __init__(self, before: Instant) -> None:
        self._before = before
        self._kept: dict[tuple[object, ...], Stretch] = {}
        self._ever: tuple[int, list[frozenset[str]]] = (-1, [])

    def over(self, situation: Situation, selection: Selection, period: Period) -> Stretch:
        """Return a stretch of a situation's windows that holds a period of the horizon."""
        counted = self._that_matter(situation, selection)
        key = (situation.state, situation.assumed, counted)
        stretch = self._kept.pop(key, None)
        if stretch is None or period not in stretch:
            horizon = situation.scenario.horizon
            start = max(period.start - self._before, horizon.start)
            around = Period(start, min(period.until + SLACK, horizon.until))
            stretch = Stretch(situation.select(counted, around))
        # The one that was asked for last is the last to go.
        self._kept[key] = stretch
        if len(self._kept) > MOST_KEPT:
            del self._kept[next(iter(self._kept))]
        return stretch

    def _that_matter(self, situation: Situation, selection: Selection) -> Selection:
        """Return the same selection without states that no place of a pool is ever in."""
        if self._ever[0] != situation.state:
            self._ever = (situation.state, [situation.states(pool.id) for pool in situation.scenario.pools])
        states = (wanted & ever for wanted, ever in zip(selection.states, self._ever[1], strict=True))
        return Selection(selection.lent, tuple(states))

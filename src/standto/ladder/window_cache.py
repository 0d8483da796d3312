"""A cache of windows and of the answers about them, which look-aheads share.

A review looks at most windows more than once: under several bases that select the same help, for several pools, and
again an hour later. Windows depend only on the known events and the selected help, so they are built once and kept for
a while. Answers are keyed by a window's contents, because an event on Monday changes nothing in Tuesday's windows.
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

MOST_ENTRIES = 128
"""The number of entries kept: enough for the hours of a hold, for each pool, under a few states of knowledge."""
MOST_ANSWERS = 20_000
"""Windows whose answers of one kind are kept."""
SLACK = 12 * HOUR
"""How much further than asked an entry reaches, so that it serves the next hours too."""


class AnswerCache:
    """A cache of answers about windows, keyed by the windows' contents.

    Parameters
    ----------
    find
        Returns an array with one entry for each window given.
    """

    def __init__(self, find: Callable[[Windows], NDArray[np.int64]]) -> None:
        self._find = find
        self._known: dict[bytes, NDArray[np.int64]] = {}

    def of(self, windows: Windows, contents: Sequence[bytes]) -> NDArray[np.int64]:
        """Return the answers about windows, given the contents of each."""
        known = self._known
        new = [row for row, key in enumerate(contents) if key not in known]
        if new:
            if len(known) > MOST_ANSWERS:
                known.clear()
                new = list(range(len(contents)))
            found = self._find(some_of(windows, np.array(new, dtype=np.intp)))
            known.update(zip((contents[row] for row in new), found, strict=True))
        return np.array([known[key] for key in contents], dtype=np.int64)


class KnownAnswers:
    """Gaps and worst cases, keyed by the windows' contents alone, so that all states of knowledge share them."""

    def __init__(self) -> None:
        self.gaps = AnswerCache(gaps_in)
        self._worst: dict[tuple[int, ...], AnswerCache] = {}
        self._columns: dict[SupplyClass, int] = {}

    def worst_cases(self, duties: Sequence[int]) -> AnswerCache:
        """Return the cache of worst cases of some duties alone."""
        key = tuple(duties)
        return self._worst.setdefault(key, AnswerCache(partial(worst_cases_in, duties=key)))

    def contents(self, windows: Windows) -> list[bytes]:
        """Return each window's contents: the places its duties require, and the number of people in each class."""
        columns = [self._columns.setdefault(kind, len(self._columns)) for kind in windows.classes]
        counts = np.zeros((len(windows), len(self._columns)), dtype=np.int64)
        counts[:, columns] = windows.counts
        table = np.hstack([windows.required, counts])
        data, width = table.tobytes(), table.shape[1] * table.itemsize
        # Trailing zeros go, so that classes met later, empty in these windows, do not change the key.
        return [data[row * width : (row + 1) * width].rstrip(b"\0") for row in range(len(windows))]


class CachedWindows:
    """The windows of a period under one selection, with the answers known about them.

    Attributes
    ----------
    windows
        The first starts and the last ends where the period does.
    """

    def __init__(self, windows: Windows, answers: KnownAnswers) -> None:
        self.windows = windows
        self._answers = answers

    def __contains__(self, period: Period) -> bool:
        return bool(self.windows.starts[0] <= period.start and period.until <= self.windows.untils[-1])

    @cached_property
    def _contents(self) -> list[bytes]:
        return self._answers.contents(self.windows)

    def rows(self, period: Period) -> slice:
        """Return the windows that meet a period."""
        first = int(np.searchsorted(self.windows.starts, period.start, side="right")) - 1
        return slice(first, int(np.searchsorted(self.windows.starts, period.until, side="left")))

    def gaps(self, rows: slice) -> NDArray[np.int64]:
        """Return the gap of each duty, shape (windows, duties)."""
        return self._answers.gaps.of(some_of(self.windows, rows), self._contents[rows])

    def worst_cases(self, duties: Sequence[int], rows: slice) -> NDArray[np.int64]:
        """Return the worst case of some duties alone, shape (windows,); see `worst_cases_in`."""
        return self._answers.worst_cases(duties).of(some_of(self.windows, rows), self._contents[rows])

    def within(self, period: Period) -> Windows:
        """Return the windows of a period; the first and the last are cut where it starts and ends."""
        windows = some_of(self.windows, self.rows(period))
        starts = np.maximum(windows.starts, period.start)
        return replace(windows, starts=starts, untils=np.minimum(windows.untils, period.until))


class WindowCache:
    """The windows used most recently.

    Parameters
    ----------
    before
        How far an entry reaches back before the period asked for.
    """

    def __init__(self, before: Instant) -> None:
        self._before = before
        self._answers = KnownAnswers()
        self._entries: dict[tuple[object, ...], CachedWindows] = {}
        self._states: tuple[int, list[frozenset[str]]] = (-1, [])

    def over(self, situation: Situation, selection: Selection, period: Period) -> CachedWindows:
        """Return windows of a situation that hold a period of the horizon."""
        effective = self._effective(situation, selection)
        key = (situation.state, situation.assumed, situation.ready, effective)
        entry = self._entries.pop(key, None)
        if entry is None or period not in entry:
            horizon = situation.scenario.horizon
            start = max(period.start - self._before, horizon.start)
            around = Period(start, min(period.until + SLACK, horizon.until))
            entry = CachedWindows(situation.select(effective, around), self._answers)
        # Popped and put back: the entry used least recently comes first and is dropped first.
        self._entries[key] = entry
        if len(self._entries) > MOST_ENTRIES:
            del self._entries[next(iter(self._entries))]
        return entry

    def _effective(self, situation: Situation, selection: Selection) -> Selection:
        """Return a selection without states that no place of the pool is ever in."""
        if self._states[0] != situation.state:
            self._states = (situation.state, [situation.states(pool.id) for pool in situation.scenario.pools])
        states = (wanted & ever for wanted, ever in zip(selection.states, self._states[1], strict=True))
        return Selection(selection.lent, tuple(states))

"""Each place-hour short by the step at which it is filled first, as reasons are lifted one after another."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from standto.attribution.causes import CAUSES
from standto.attribution.lifting import Lifted
from standto.kernel.queries import some_of
from standto.kernel.shortfalls import shortfall_of
from standto.model.time import Period
from standto.model.windows import Windows
from standto.register import Situation

Ints = NDArray[np.int64]
_NONE = np.zeros(0, dtype=np.int64)


@dataclass(frozen=True)
class Attribution:
    """The place-hours short over the rows of a statement; whole numbers, so that sums are exact.

    Attributes
    ----------
    places
        Microseconds of places short, shape (rows, duties, causes).
    crews
        Microseconds below needs, shape (rows, crews, causes).
    most
        The most places short at one time of all duties together, shape (rows, causes + 1); the last column is for all
        causes together.
    most_crews
        The most crews below their needs at one time, shape (rows,).
    spells
        The time in which each cause fills a place of each duty, by cause and duty, as starts and untils; those of crews
        follow those of duties.
    """

    places: Ints
    crews: Ints
    most: Ints
    most_crews: Ints
    spells: tuple[tuple[tuple[Ints, Ints], ...], ...]


@dataclass(frozen=True)
class _Left:
    """What is still short after some steps, in windows of its own.

    Attributes
    ----------
    starts
        The start of each window, shape (windows,).
    short
        The least number of places short of each duty so far, and 1 for each crew still below its needs, shape
        (windows, duties + crews).
    """

    starts: Ints
    short: Ints

    def at(self, starts: Ints) -> Ints:
        """Return what is short in other windows, each of which lies within one of these."""
        found: Ints = self.short[np.searchsorted(self.starts, starts, side="right") - 1]
        return found


def attribute(
    situation: Situation, basis: str, rows: Sequence[Period], progress: Callable[[float], None] | None = None
) -> Attribution:
    """Return the place-hours short of some rows that follow one another, by cause.

    Parameters
    ----------
    basis
        The help that counted.
    rows
        The rows of the statement.
    progress
        Called with the share of the work that is done.

    Notes
    -----
    Let g_k be the gap of a duty in a window once the reasons of the first k causes are lifted, and m_k the smallest of
    g_0 to g_k. Cause k has m_(k-1) - m_k of its places, and the last cause has what is left. Their sum is g_0. The
    smallest is taken because a lesser duty may lose people to a greater one when a reason is lifted.
    """
    period = Period(rows[0].start, rows[-1].until)
    cuts = np.array([row.start for row in rows], dtype=np.int64)
    tally = _Tally(situation, cuts, period.until)
    lifted = Lifted(situation, basis, frozenset())
    left = _after(_Left(cuts, _unknown(situation, len(cuts))), lifted, period)
    tally.most_in(len(CAUSES), left.starts, left.short)
    for place, cause in enumerate(CAUSES[:-1]):
        if progress is not None:
            progress(place / len(CAUSES))
        more = Lifted(situation, basis, lifted.causes | {cause.id})
        if left.short.any() and not more.changes_nothing_after(lifted):
            after = _after(left, more, period)
            tally.add(place, after.starts, left.at(after.starts) - after.short)
            left = after
        lifted = more
    tally.add(len(CAUSES) - 1, left.starts, left.short)
    return tally.attribution()


def _unknown(situation: Situation, rows: int) -> Ints:
    """Return more than anything can be short, so that the first step decides."""
    scenario = situation.scenario
    return np.full((rows, len(scenario.duties_in_order) + len(scenario.crews)), np.iinfo(np.int64).max)


def _after(left: _Left, lifted: Lifted, period: Period) -> _Left:
    """Return what is still short once more reasons are lifted; windows without anything short are not solved again."""
    windows = lifted.windows(period)
    starts = np.union1d(left.starts, windows.starts)
    before = left.at(starts)
    row = np.searchsorted(windows.starts, starts, side="right") - 1
    asked = np.unique(row[before.any(axis=1)])
    # gaps[i] = what is short in window asked[i]; min(before, gap) is the running minimum of each window
    gaps = _short_in(lifted.situation, some_of(windows, asked))
    short = np.zeros_like(before)
    here = before.any(axis=1)
    short[here] = np.minimum(before[here], gaps[np.searchsorted(asked, row[here])])
    return _Left(starts, short)


def _short_in(situation: Situation, windows: Windows) -> Ints:
    """Return the places short of each duty, seats left out, and 1 for each crew below its needs."""
    found = shortfall_of(situation.scenario, windows)
    return np.concatenate([found.gap, found.below.astype(np.int64)], axis=1)


class _Tally:
    """Adds up the places that each cause fills, by row."""

    def __init__(self, situation: Situation, cuts: Ints, until: int) -> None:
        scenario = situation.scenario
        self._cuts, self._until = cuts, until
        self._duties = len(scenario.duties_in_order)
        self._sums = np.zeros((len(cuts), self._duties + len(scenario.crews), len(CAUSES)), dtype=np.int64)
        self._most = np.zeros((len(cuts), len(CAUSES) + 1), dtype=np.int64)
        self._most_crews = np.zeros(len(cuts), dtype=np.int64)
        self._spells: list[tuple[tuple[Ints, Ints], ...]] = [((_NONE, _NONE),) * self._sums.shape[1]] * len(CAUSES)

    def add(self, cause: int, starts: Ints, filled: Ints) -> None:
        """Add the places that a cause fills in each window."""
        untils = np.append(starts[1:], self._until)
        row = np.searchsorted(self._cuts, starts, side="right") - 1
        # sums[r, d, cause] = sum over the windows w of row r of filled[w, d] * length of w
        np.add.at(self._sums[:, :, cause], row, filled * (untils - starts)[:, None])
        self.most_in(cause, starts, filled)
        self._spells[cause] = tuple((starts[which], untils[which]) for which in (filled > 0).T)

    def most_in(self, column: int, starts: Ints, filled: Ints) -> None:
        """Enter the most places of all duties at one time, by row, and for all causes together the most crews."""
        row = np.searchsorted(self._cuts, starts, side="right") - 1
        np.maximum.at(self._most[:, column], row, filled[:, : self._duties].sum(axis=1))
        if column == len(CAUSES):
            np.maximum.at(self._most_crews, row, filled[:, self._duties :].sum(axis=1))

    def attribution(self) -> Attribution:
        """Return the sums."""
        places, crews = self._sums[:, : self._duties], self._sums[:, self._duties :]
        return Attribution(places, crews, self._most, self._most_crews, tuple(self._spells))

"""The curve of relief: how short a time is with 0, 1, 2 ... newcomers, each number counted for itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from standto.kernel.shortfalls import Shortfall, shortfall_of
from standto.model.scenario import Scenario
from standto.relieving.newcomers import Reinforced, numbered


class Curve(NamedTuple):
    """How short the windows are with each number of newcomers, from 0 on.

    Attributes
    ----------
    duties
        The time for which places of each duty are short, times the places, in microseconds, shape (numbers, duties).
    crews
        The time for which each crew is below what it needs, in microseconds, shape (numbers, crews).
    short
        Whether each window is not covered, shape (numbers, windows).
    """

    duties: NDArray[np.int64]
    crews: NDArray[np.int64]
    short: NDArray[np.bool_]

    @property
    def places(self) -> NDArray[np.int64]:
        """The time short of all duties together, shape (numbers,)."""
        total: NDArray[np.int64] = self.duties.sum(axis=1)
        return total


def curve_of(
    scenario: Scenario, reinforced: Reinforced, up_to: int, progress: Callable[[float], None] | None = None
) -> Curve:
    """Return the curve of windows for 0 to `up_to` newcomers.

    Parameters
    ----------
    progress
        Called with the share done, from 0 to 1.

    Notes
    -----
    Windows that are covered without newcomers stay covered with them: each duty and crew can still take what it needs
    in its turn. So only the others are counted again.
    """
    windows = reinforced.windows
    length = windows.untils - windows.starts
    first = shortfall_of(scenario, windows)
    open_to_help = first.short & (reinforced.column >= 0)
    duties = np.zeros((up_to + 1, first.gap.shape[1]), dtype=np.int64)
    crews = np.zeros((up_to + 1, first.below.shape[1]), dtype=np.int64)
    short = np.zeros((up_to + 1, len(windows)), dtype=np.bool_)
    # time(number, duty) = sum over windows of gap * length; windows that no newcomer reaches are the same for each
    same = ~open_to_help
    duties += first.gap[same].T @ length[same]
    crews += first.below[same].T.astype(np.int64) @ length[same]
    short[:, same] = first.short[same]
    rows = np.flatnonzero(open_to_help)
    for some, numbers in numbered(rows, range(up_to + 1), reinforced.at_once):
        found = shortfall_of(scenario, reinforced.with_more(some, numbers))
        _add(duties, crews, short, found, some, numbers, length)
        if progress is not None:
            progress(float(numbers[-1] + 1) / (up_to + 1))
    return Curve(duties, crews, short)


def _add(
    duties: NDArray[np.int64],
    crews: NDArray[np.int64],
    short: NDArray[np.bool_],
    found: Shortfall,
    rows: NDArray[np.intp],
    numbers: NDArray[np.int64],
    length: NDArray[np.int64],
) -> None:
    """Add what was found for some windows and numbers."""
    np.add.at(duties, numbers, found.gap * length[rows, None])
    np.add.at(crews, numbers, found.below * length[rows, None])
    short[numbers, rows] = found.short

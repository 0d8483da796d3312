"""The least number of newcomers that closes what is short in each window, duty by duty and crew by crew."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from standto.kernel.shortfalls import Shortfall, shortfall_of
from standto.model.scenario import Scenario
from standto.relieving.newcomers import Reinforced, numbered

_NEVER = np.iinfo(np.int64).max
"""No number of newcomers is enough."""


class Closing(NamedTuple):
    """The numbers of newcomers that close what is short in each window.

    A target is a duty with a gap, a crew below its needs or, last, all of them together.

    Attributes
    ----------
    least
        Without crews, the least number for each target, which every larger one closes too; shape (windows, targets).
    closed
        With crews, whether each number closes each target, shape (numbers, problems, targets).
    problem
        With crews, the problem of each window; -1 if no newcomer helps in it, shape (windows,).
    """

    least: NDArray[np.int64]
    closed: NDArray[np.bool_] | None = None
    problem: NDArray[np.int64] | None = None

    def least_for(self, rows: Sequence[int], target: int) -> int | None:
        """Return the least number that closes a target in all of some windows, in which it is short; None for none."""
        if self.closed is None or self.problem is None:
            most = int(self.least[rows, target].max(initial=0))
            return None if most == _NEVER else most
        problems = self.problem[rows]
        if (problems < 0).any():
            return None
        enough = np.flatnonzero(self.closed[:, problems, target].all(axis=1))
        return int(enough[0]) if enough.size else None


def closing_of(
    scenario: Scenario, reinforced: Reinforced, first: Shortfall, step: Callable[[], None] = lambda: None
) -> Closing:
    """Return the numbers that close what is short in each window.

    Parameters
    ----------
    first
        How short each window is without newcomers.
    step
        Called now and then; an error that it raises stops the work.
    """
    lacks = _targets(first)
    rows = np.flatnonzero(first.short & (reinforced.column >= 0))
    # Windows with the same supply, requirement and newcomers are one problem.
    windows = reinforced.windows
    content = np.hstack([windows.counts[rows], windows.required[rows], reinforced.column[rows, None]])
    _, some, which = np.unique(content, axis=0, return_index=True, return_inverse=True)
    least = np.where(lacks, _NEVER, 0)
    if not scenario.crews:
        least[rows] = _by_halves(scenario, reinforced, rows[some], first, step)[which.reshape(-1)]
        return Closing(least)
    problem = np.full(len(windows), -1, dtype=np.int64)
    problem[rows] = which.reshape(-1)
    return Closing(least, _one_by_one(scenario, reinforced, rows[some], first, step), problem)


def _targets(found: Shortfall) -> NDArray[np.bool_]:
    """Return whether each duty, each crew and, last, anything at all is short, shape (windows, targets)."""
    return np.hstack([found.lacks, found.short[:, None]])


def _by_halves(
    scenario: Scenario, reinforced: Reinforced, rows: NDArray[np.intp], first: Shortfall, step: Callable[[], None]
) -> NDArray[np.int64]:
    """Search each number by halves: without crews, one more newcomer never leaves a duty shorter."""
    lacks, gap = _targets(first)[rows], first.gap[rows].sum(axis=1)
    where, target = np.nonzero(lacks)
    least = np.where(lacks, _NEVER, 0)
    # As many newcomers as places are short do all that any number can.
    enough = ~_targets(shortfall_of(scenario, reinforced.with_more(rows, gap)))[where, target]
    where, target = where[enough], target[enough]
    low, high = np.zeros(len(where), dtype=np.int64), gap[where]
    # Invariant: `low` are not enough, `high` are.
    while (left := np.flatnonzero(high - low > 1)).size:
        step()
        middle = (low[left] + high[left]) // 2
        for start in range(0, len(left), reinforced.at_once):
            own, number = left[start : start + reinforced.at_once], middle[start : start + reinforced.at_once]
            found = shortfall_of(scenario, reinforced.with_more(rows[where[own]], number))
            closed = ~_targets(found)[np.arange(len(own)), target[own]]
            high[own], low[own] = np.where(closed, number, high[own]), np.where(closed, low[own], number)
    least[where, target] = high
    return least


def _one_by_one(
    scenario: Scenario, reinforced: Reinforced, rows: NDArray[np.intp], first: Shortfall, step: Callable[[], None]
) -> NDArray[np.bool_]:
    """Try each number: with crews, one more newcomer may let one crew out and leave another duty short."""
    lacks = _targets(first)[rows]
    most = _most_useful(scenario, reinforced, rows)
    closed = np.zeros((most + 1, *lacks.shape), dtype=np.bool_)
    closed[0] = ~lacks
    place = np.zeros(len(reinforced.windows), dtype=np.intp)
    place[rows] = np.arange(len(rows))
    for some, numbers in numbered(rows, range(1, most + 1), reinforced.at_once):
        step()
        closed[numbers, place[some]] = ~_targets(shortfall_of(scenario, reinforced.with_more(some, numbers)))
    return closed


def _most_useful(scenario: Scenario, reinforced: Reinforced, rows: NDArray[np.intp]) -> int:
    """Return the number of places that newcomers could ever fill at once; more of them have nothing to do."""
    able = 0
    for column in set(reinforced.column[rows].tolist()):
        able |= reinforced.windows.classes[column].duties
    strengths = [demand.strength if able >> place & 1 else 0 for place, demand in enumerate(scenario.demands)]
    own = [place for place, duty in enumerate(scenario.duties_in_order) if able >> place & 1 and not duty.crew]
    most = int(np.maximum(reinforced.windows.required[rows][:, own], 0).sum(axis=1).max(initial=0))
    # A crew is in one state at a time.
    return most + sum(
        max(sum(strengths[seat] for seat in seats) for seats in one.seats) for one in scenario.crew_states
    )

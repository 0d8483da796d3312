"""The windows of two answers, cut at the edges of both."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from standto.coverage.cover_facts import CoverFacts
from standto.errors import OptionError
from standto.kernel.crewing import NOT_STANDING
from standto.model.scenario import Scenario
from standto.model.time import HOUR

CLOCK, START = "clock", "start"
ALIGNED = (CLOCK, START)
"""How two answers are laid beside each other: by the same moments, or from the start of each."""


class Side(NamedTuple):
    """One answer in the windows of both.

    Attributes
    ----------
    row
        The window of the answer in which each window of both lies; -1 if it does not reach so far, shape (windows,).
    required, gap
        The places of each duty that has an id in either answer; -1 where it does not stand, shape (windows, duties).
    state
        The state of each crew, by its place in order; -1 off, -2 where it does not stand, shape (windows, crews).
    below
        Whether each crew is below what it needs, shape (windows, crews).
    """

    row: NDArray[np.intp]
    required: NDArray[np.int64]
    gap: NDArray[np.int64]
    state: NDArray[np.int64]
    below: NDArray[np.bool_]


@dataclass(frozen=True, repr=False)
class AlignedWindows:
    """The windows of two answers, cut at the edges of both.

    Attributes
    ----------
    before, after
        The two answers.
    aligned
        One of `ALIGNED`.
    """

    before: CoverFacts
    after: CoverFacts
    aligned: str = CLOCK

    @cached_property
    def shift(self) -> int:
        """What is added to a moment of the second answer, so that it is beside one of the first."""
        return 0 if self.aligned == CLOCK else int(self.before.windows.starts[0] - self.after.windows.starts[0])

    @cached_property
    def edges(self) -> NDArray[np.int64]:
        """The edges of the windows of both, in the time of the first answer, shape (windows + 1,)."""
        ends = [_edges(self.before), _edges(self.after) + self.shift]
        if not max(one[0] for one in ends) < min(one[-1] for one in ends):
            raise OptionError(
                "align: the two answers have no time in common: compare them from the start of each, with align 'start'"
            )
        return np.unique(np.concatenate(ends))

    @property
    def hours(self) -> NDArray[np.float64]:
        """The length of each window in hours, shape (windows,)."""
        lengths: NDArray[np.float64] = np.diff(self.edges) / HOUR
        return lengths

    @cached_property
    def duties(self) -> tuple[str, ...]:
        """The ids of the duties of both, those of the first answer first; seats of crews left out."""
        return _ids([duty.id for facts in self._both for duty in facts.scenario.duties_in_order if not duty.crew])

    @cached_property
    def crews(self) -> tuple[str, ...]:
        """The ids of the crews of both, those of the first answer first."""
        return _ids([crew.id for facts in self._both for crew in facts.scenario.crews_in_order])

    @property
    def scenario(self) -> Scenario:
        """The scenario of the first answer, in whose time moments are told."""
        return self.before.scenario

    @property
    def _both(self) -> tuple[CoverFacts, CoverFacts]:
        return self.before, self.after

    @cached_property
    def sides(self) -> tuple[Side, Side]:
        """Both answers in the windows of both."""
        return self._side(self.before, 0), self._side(self.after, self.shift)

    def _side(self, facts: CoverFacts, shift: int) -> Side:
        ends, starts = _edges(facts) + shift, self.edges[:-1]
        # row[w] = the last window of the answer that starts at or before the start of w
        row = np.searchsorted(ends, starts, side="right") - 1
        row = np.where((row >= 0) & (starts < ends[-1]), row, -1)
        required, gap = (self._of_duties(facts, numbers) for numbers in (facts.places.required, facts.places.gap))
        state, below = self._of_crews(facts)
        outside = (row < 0)[:, None]
        return Side(
            row,
            np.where(outside, -1, required[row]),
            np.where(outside, -1, gap[row]),
            np.where(outside, NOT_STANDING, state[row]),
            below[row] & ~outside,
        )

    def _of_duties(self, facts: CoverFacts, numbers: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return a number of each duty that stands, -1 for the others, shape (windows of the answer, duties)."""
        table = np.full(facts.places.shape, -1, dtype=np.int64)
        table[facts.places.row, facts.places.duty] = numbers
        place = {duty.id: number for number, duty in enumerate(facts.scenario.duties_in_order)}
        found = np.full((len(table), len(self.duties)), -1, dtype=np.int64)
        for column, name in enumerate(self.duties):
            if name in place:
                found[:, column] = table[:, place[name]]
        return found

    def _of_crews(self, facts: CoverFacts) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
        """Return the state of each crew, and whether it is below what it needs, in the windows of an answer."""
        shape = len(facts.windows), len(self.crews)
        state, below = np.full(shape, NOT_STANDING, dtype=np.int64), np.zeros(shape, dtype=np.bool_)
        if facts.crews is None:
            return state, below
        for number, crew in enumerate(facts.scenario.crews_in_order):
            column = self.crews.index(crew.id)
            state[:, column] = facts.crews.crewing.state[:, number]
            below[:, column] = facts.below_needs[:, number]
        return state, below


def _edges(facts: CoverFacts) -> NDArray[np.int64]:
    return np.append(facts.windows.starts, facts.until).astype(np.int64)


def _ids(names: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))

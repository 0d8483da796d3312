"""Candidates: the home people off duty who could be called in, each for which duties in which window."""

from __future__ import annotations

from collections import Counter
from functools import reduce
from operator import and_
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from standto.model.time import Period, hours
from standto.register import able, duties_of, rested

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from standto.ladder.look_ahead import LookAhead


class CandidateGroup(NamedTuple):
    """People who could be called in for the same duties in every window of a shift.

    Attributes
    ----------
    duties
        In each window, as bit masks.
    kinds
        The kinds of candidates that they are of, in the order in which they are called.
    number
        How many are free.
    """

    duties: list[int]
    kinds: list[int]
    number: int


class Candidates:
    """Who could be called in for which duties in some windows.

    Whoever is off duty by a pattern and neither called in nor stood off could be called in for the duties that they
    would count for throughout the window, if the pattern leaves them the rest before and after it. Candidates who
    could be called in for the same in every window are of one kind; kinds are in the order of their first people.
    """

    def __init__(self, ahead: LookAhead, windows: Sequence[Period]) -> None:
        self._duties = len(ahead.scenario.duties)
        people = PeopleTable(ahead)
        could = np.stack([people.could_come(window) for window in windows], axis=1)
        # Sets of duties are numbered, so that people can be compared; 0 stands for none.
        self._masks = people.masks
        self._bits = np.array([mask.bit_count() for mask in self._masks], dtype=np.int64)
        numbers = Counter(_rows(could[could.any(axis=1)]))
        self._could = np.array([np.frombuffer(row, could.dtype) for row in numbers], dtype=np.int64).reshape(
            -1, len(windows)
        )
        self._there = np.array(list(numbers.values()), dtype=np.int64)
        self._free = self._there.copy()
        self._ever = self._bits[self._could].sum(axis=1)

    def for_each_duty(self, window: int) -> list[int]:
        """Return how many people could be called in for each duty in a window, free or not."""
        sets = [(self._masks[one], number) for one, number in zip(self._could[:, window], self._there, strict=True)]
        return [sum(int(number) for mask, number in sets if mask >> duty & 1) for duty in range(self._duties)]

    def kinds(self) -> tuple[list[list[int]], list[int]]:
        """Return of each kind the duties that it could serve in each window, as bit masks, and how many are of it."""
        return [[self._masks[one] for one in row] for row in self._could.tolist()], self._there.tolist()

    def free(self, windows: Sequence[int]) -> list[CandidateGroup]:
        """Return who is free for some windows: those first who could do least in them, then those who come first."""
        here = self._could[:, windows]
        kinds = np.flatnonzero(here.any(axis=1) & (self._free > 0))
        kinds = kinds[np.argsort(self._ever[kinds], kind="stable")]
        groups: dict[bytes, list[int]] = {}
        for row, kind in zip(_rows(here[kinds]), kinds.tolist(), strict=True):
            groups.setdefault(row, []).append(kind)
        bits = self._bits[here].sum(axis=1)
        ordered = sorted(groups.values(), key=lambda alike: (bits[alike[0]], min(alike)))
        return [
            CandidateGroup([self._masks[one] for one in here[alike[0]]], alike, int(self._free[alike].sum()))
            for alike in ordered
        ]

    def call_in(self, alike: CandidateGroup, number: int) -> None:
        """Count on some people; they are not free any more."""
        for kind in alike.kinds:
            taken = min(number, int(self._free[kind]))
            self._free[kind] -= taken
            number -= taken


def _rows(table: NDArray[np.int64]) -> list[bytes]:
    """Return the rows of a table as bytes, so that they can be told apart."""
    data, width = table.tobytes(), table.shape[1] * table.itemsize
    return [data[start : start + width] for start in range(0, len(data), width)]


class PeopleTable:
    """The register's people, laid out so that all are looked at at once.

    Attributes
    ----------
    masks
        Sets of duties as bit masks, by number; the first is that of none.
    """

    def __init__(self, ahead: LookAhead) -> None:
        self._situation = ahead.situation
        self._rest = hours(ahead.policy.rest_hours)
        teams = len(ahead.scenario.teams)
        standings = self._situation.standings
        # Of others than home people who go by their team's pattern, none can come: theirs is the row after all teams.
        self._team = np.array(
            [one.team if one.force == 0 and one.team >= 0 and one.called is None else teams for one in standings],
            dtype=np.int64,
        )
        self._able = [able(one) for one in standings]
        self.masks = [0]
        self._numbers = {0: 0}

    def could_come(self, window: Period) -> NDArray[np.int64]:
        """Return the number of the set of duties that each person could be called in for in a window, 0: none."""
        times = self._situation.records.shifts.teams
        rested_teams = [rested(team, window, self._rest) for team in times]
        duties = np.where(np.array([*rested_teams, False])[self._team], self._duties(window), 0)
        could = duties[self._situation.standing_of(window.start)]
        moves = self._situation.moves
        first, last = np.searchsorted(moves.at, [window.start + 1, window.until])
        for person, after in zip(moves.person[first:last], moves.after[first:last], strict=True):
            could[person] = self._number(self.masks[could[person]] & self.masks[duties[after]])
        return could

    def _duties(self, window: Period) -> NDArray[np.int64]:
        """Return the number of the set of duties that each standing counts for throughout a window, if on duty."""
        situation = self._situation
        rules = situation.rules
        spans = range(rules.span(window.start), rules.span(window.until - 1) + 1)
        lawful = reduce(and_, (rules.permitted[span]["home"] for span in spans))
        duties = {
            capabilities: self._number(duties_of(capabilities, situation.records.duty_masks) & lawful)
            for capabilities in set(self._able)
        }
        return np.array([duties[capabilities] for capabilities in self._able], dtype=np.int64)

    def _number(self, mask: int) -> int:
        """Return the number of a set of duties."""
        if mask not in self._numbers:
            self._numbers[mask] = len(self.masks)
            self.masks.append(mask)
        return self._numbers[mask]

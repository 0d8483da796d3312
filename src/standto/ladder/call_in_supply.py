"""The supply of call-ins: home people off duty, and the duties that each could be called in for, by window."""

from __future__ import annotations

from collections import Counter
from functools import reduce
from operator import and_
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from standto.ladder.call_in_readiness import CallInReadiness
from standto.ladder.rest_of_call_in import RestOfCallIn
from standto.model.time import Period, hours
from standto.register import able, rested

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from standto.ladder.look_ahead import LookAhead


class CallInGroup(NamedTuple):
    """People who could be called in for the same duties in every window of a shift.

    Attributes
    ----------
    duties
        In each window, as bit masks.
    kinds
        The kinds of people in the group, in the order in which they are called in.
    number
        How many of them are free.
    """

    duties: list[int]
    kinds: list[int]
    number: int


class CallInSupply:
    """The people who could be called in during some windows, with the duties that they could do.

    They are off duty, neither called in nor stood off; or on duty, bound to nothing, and not ready soon enough for the
    duty. They could be called in for the duties that they would count for throughout a window. Their own times of work
    must leave them rest before and after it, and the call-in must not newly break a rule of effect ``breach``. Where
    there is a rota made by hand, the policy decides whether a review calls in people outside their rows.

    People who could be called in for the same duties in every window are of one kind; kinds are in the order of their
    first people.
    """

    def __init__(self, ahead: LookAhead, windows: Sequence[Period]) -> None:
        self._duties = len(ahead.scenario.duties_in_order)
        people = _PeopleTable(ahead)
        # could[person, window]: the number of a set of duties; 0 is the empty set.
        could = np.stack([people.could_come(window) for window in windows], axis=1)
        self._masks = people.masks
        self._sizes = np.array([mask.bit_count() for mask in self._masks], dtype=np.int64)
        # One row for each kind: _could[kind, window], with _there[kind] people of whom _free[kind] are free.
        numbers = Counter(_row_keys(could[could.any(axis=1)]))
        self._could = np.array([np.frombuffer(row, could.dtype) for row in numbers], dtype=np.int64).reshape(
            -1, len(windows)
        )
        self._there = np.array(list(numbers.values()), dtype=np.int64)
        self._free = self._there.copy()
        # _usefulness[kind] = sum over windows of the number of duties the kind could do.
        self._usefulness = self._sizes[self._could].sum(axis=1)

    def for_each_duty(self, window: int) -> list[int]:
        """Return the number of people who could be called in for each duty in a window, free or not."""
        sets = [(self._masks[one], number) for one, number in zip(self._could[:, window], self._there, strict=True)]
        return [sum(int(number) for mask, number in sets if mask >> duty & 1) for duty in range(self._duties)]

    def kinds(self) -> tuple[list[list[int]], list[int]]:
        """Return the duties that each kind could do in each window, as bit masks, and the number of its people."""
        return [[self._masks[one] for one in row] for row in self._could.tolist()], self._there.tolist()

    def free(self, windows: Sequence[int]) -> list[CallInGroup]:
        """Return the people free for some windows: first those who could do least in them, then in the kinds' order."""
        here = self._could[:, windows]
        kinds = np.flatnonzero(here.any(axis=1) & (self._free > 0))
        kinds = kinds[np.argsort(self._usefulness[kinds], kind="stable")]
        groups: dict[bytes, list[int]] = {}
        for row, kind in zip(_row_keys(here[kinds]), kinds.tolist(), strict=True):
            groups.setdefault(row, []).append(kind)
        usefulness = self._sizes[here].sum(axis=1)
        ordered = sorted(groups.values(), key=lambda group: (usefulness[group[0]], min(group)))
        return [
            CallInGroup([self._masks[one] for one in here[group[0]]], group, int(self._free[group].sum()))
            for group in ordered
        ]

    def call_in(self, group: CallInGroup, number: int) -> None:
        """Take some people of a group, who are then no longer free."""
        for kind in group.kinds:
            taken = min(number, int(self._free[kind]))
            self._free[kind] -= taken
            number -= taken


def _row_keys(table: NDArray[np.int64]) -> list[bytes]:
    """Return each row of a table as bytes, for use as a key."""
    data, width = table.tobytes(), table.shape[1] * table.itemsize
    return [data[start : start + width] for start in range(0, len(data), width)]


class _PeopleTable:
    """The register's people as arrays, so that a window's call-ins are found all at once.

    Attributes
    ----------
    masks
        Sets of duties as bit masks, by number; the first is the empty set.
    """

    def __init__(self, ahead: LookAhead) -> None:
        self._situation = ahead.situation
        self._rest = hours(ahead.policy.rest_hours)
        self._standings = list(self._situation.standings)
        self._rest_rules = RestOfCallIn(self._situation)
        self._work = self._situation.records.schedules
        self._readiness = CallInReadiness(self._situation, self._standings)
        held = [able(one) for one in self._standings]
        self._held, self._holding = np.unique(np.array(held, dtype=object), return_inverse=True)
        self.masks = [0]
        self._numbers = {0: 0}

    def could_come(self, window: Period) -> NDArray[np.int64]:
        """Return the number of the set of duties that each person could be called in for in a window; 0 is none."""
        parts = [self._in_piece(piece, self._duties(spans)) for piece, spans in self._readiness.pieces(window)]
        rested_schedules = [rested(times, window, self._rest) for times in self._work.times]
        could = np.where(np.array([*rested_schedules, False])[self._work.of], reduce(self._common, parts), 0)
        could[self._rest_rules.breached(np.flatnonzero(could), window)] = 0
        return could

    def _in_piece(self, piece: Period, duties: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the number of the set of duties of each person throughout a piece, given that of each standing."""
        # could[person] = duties[standing at the start], less what each change in the piece takes away.
        could = duties[self._situation.standing_of(piece.start)]
        moves = self._situation.moves
        first, last = np.searchsorted(moves.at, [piece.start + 1, piece.until])
        for person, after in zip(moves.person[first:last], moves.after[first:last], strict=True):
            could[person] = self._number(self.masks[could[person]] & self.masks[duties[after]])
        return could

    def _duties(self, spans: range) -> NDArray[np.int64]:
        """Return the number of the set of duties that each standing could be called in for throughout some spans."""
        situation = self._situation
        lawful = reduce(and_, (situation.rules.permitted[span]["home"] for span in spans))
        waiting, allowed = self._readiness.beside(spans)
        suiting = situation.records.abilities.alternatives.suiting
        # The pair of each standing: the capabilities that it counts with, and the duties that its readiness leaves.
        pairs, place = np.unique(self._holding * len(allowed) + waiting, return_inverse=True)
        numbers = [
            self._number(suiting(self._held[pair // len(allowed)]) & allowed[pair % len(allowed)] & lawful)
            for pair in pairs.tolist()
        ]
        return np.array(numbers, dtype=np.int64)[place]

    def _common(self, some: NDArray[np.int64], others: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the numbers of the sets of duties that are in both of two sets, person by person."""
        size = len(self.masks)
        pairs, place = np.unique(some * size + others, return_inverse=True)
        numbers = [self._number(self.masks[pair // size] & self.masks[pair % size]) for pair in pairs.tolist()]
        return np.array(numbers, dtype=np.int64)[place]

    def _number(self, mask: int) -> int:
        if mask not in self._numbers:
            self._numbers[mask] = len(self.masks)
            self.masks.append(mask)
        return self._numbers[mask]

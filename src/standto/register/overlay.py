"""Lay step functions of many people over their standings, using arrays."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from standto.register.standing_moves import Moves

Ints = NDArray[np.int64]


class PersonSteps(NamedTuple):
    """A step function of time for each of some people; arrays of one length, by person and time.

    Attributes
    ----------
    person, at, value
        Person `person` has the value `value`, 0 or more, from `at` until their next row.
    """

    person: Ints
    at: Ints
    value: Ints

    @classmethod
    def of(cls, person: Ints, at: Ints, value: Ints) -> PersonSteps:
        """Return the step functions of rows in any order; of several rows for one instant the last holds."""
        order = np.lexsort((at, person))
        rows = cls(person[order], at[order], value[order])
        return rows.where(_last_of_each(rows.person, rows.at))

    def where(self, chosen: NDArray[np.bool_]) -> PersonSteps:
        """Return the chosen rows."""
        return PersonSteps(self.person[chosen], self.at[chosen], self.value[chosen])


def laid_over(moves: Moves, laid: PersonSteps, people: int, combined: Callable[[int, int], int]) -> Moves:
    """Return the moves with the step functions of some people laid over them.

    Parameters
    ----------
    moves
        All moves of some people.
    laid
        The step functions; those of other people have no effect.
    people
        The number of people in all.
    combined
        Returns the number of the standing that a standing becomes under a value; before the first step of their
        function, people keep their standing.
    """
    here, concerned = np.zeros(people, dtype=np.bool_), np.zeros(people, dtype=np.bool_)
    here[moves.person] = True
    laid = laid.where(here[laid.person])
    if not len(laid.person):
        return moves
    concerned[laid.person] = True
    ours = concerned[moves.person]
    return moves.where(~ours).joined(_combined(moves.where(ours), laid, combined))


def _combined(moves: Moves, laid: PersonSteps, combined: Callable[[int, int], int]) -> Moves:
    """Return the moves of people who all have a step function, with these laid over them."""
    # Rows by person and time. Each person's first row is a move, because theirs begin at `BEGINNING`.
    person = np.concatenate([moves.person.astype(np.int64), laid.person])
    at = np.concatenate([moves.at, laid.at])
    order = np.lexsort((at, person))
    person, at = person[order], at[order]
    is_move = order < len(moves.at)
    source = np.where(is_move, order, order - len(moves.at))
    rows = np.arange(len(order))
    # standing[i] = after[max{j <= i : row j is a move}]
    standing = moves.after[source[np.maximum.accumulate(np.where(is_move, rows, 0))]].astype(np.int64)
    # value[i] = value[max{j <= i : row j is a step}], or -1 if that row is of another person or there is none
    latest = np.maximum.accumulate(np.where(is_move, -1, rows))
    known = (latest >= 0) & (person[latest] == person)
    value = np.where(known, laid.value[np.where(known, source[latest], 0)], -1)
    last = _last_of_each(person, at)
    return _moves(person[last], at[last], _numbered(standing[last], value[last], combined))


def _numbered(standing: Ints, value: Ints, combined: Callable[[int, int], int]) -> NDArray[np.int32]:
    """Return the number of the combined standing of each row; each pair is combined once, in order of first use."""
    code = standing * (int(value.max()) + 2) + value + 1
    _, index, place = np.unique(code, return_index=True, return_inverse=True)
    numbers = np.empty(len(index), dtype=np.int32)
    for which in np.argsort(index, kind="stable").tolist():
        row = index[which]
        numbers[which] = standing[row] if value[row] < 0 else combined(int(standing[row]), int(value[row]))
    found: NDArray[np.int32] = numbers[place]
    return found


def _moves(person: Ints, at: Ints, after: NDArray[np.int32]) -> Moves:
    """Return the standings of people by person and time as moves by time, without rows that change nothing."""
    first = np.r_[True, person[1:] != person[:-1]]
    before = np.where(first, np.int32(-1), np.roll(after, 1))
    changed = np.flatnonzero(before != after)
    changed = changed[np.argsort(at[changed], kind="stable")]
    return Moves(at[changed], person[changed].astype(np.int32), before[changed], after[changed])


def _last_of_each(person: Ints, at: Ints) -> NDArray[np.bool_]:
    """Return whether each row is the last of its person and instant; the rows are by person and time."""
    last: NDArray[np.bool_] = np.r_[(person[1:] != person[:-1]) | (at[1:] != at[:-1]), np.True_][: len(person)]
    return last

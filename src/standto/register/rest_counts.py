"""The numbers of people who count and are in a stint that breaks a rule on working time."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from standto.model.windows import Windows
from standto.register.rest_record import RestRecord
from standto.register.standing_moves import Moves
from standto.register.timeline import Timeline

Ints = NDArray[np.int64]


def people_in_broken_stints(
    record: RestRecord, timeline: Timeline, moves: Moves, windows: Windows, *, lent: bool
) -> Ints:
    """Return how many people count at the start of each window in a stint that breaks a rule, shape (windows, 2).

    The first column counts stints that break a rule of effect `breach`, the second those that break one of `owed` but
    no `breach`. Nobody is in two stints at once.

    Parameters
    ----------
    lent
        Whether lent people count.
    """
    person, start, until, breach = record.stints_in_breach()
    # Window w is in stint s if start[s] <= starts[w] < until[s]: windows first[s], ..., after[s] - 1.
    first, after = (np.searchsorted(windows.starts, moment, side="left") for moment in (start, until))
    many = after - first
    window = np.arange(int(many.sum())) + np.repeat(first - (np.cumsum(many) - many), many)
    person, breach = np.repeat(person, many), np.repeat(breach, many)
    row = np.searchsorted(timeline.starts, windows.starts, side="right") - 1
    # The row of the first window may start before it, and people who begin to count for what does not stand start none.
    kind = timeline.class_of[_standings(moves, person, windows.starts[window]), timeline.span[row][window]]
    is_lent = np.array([bool(each.force) for each in timeline.classes] + [False], dtype=np.bool_)
    counts = (kind >= 0) & (lent | ~is_lent[kind])
    columns = [np.bincount(window[counts & which], minlength=len(windows)) for which in (breach, ~breach)]
    return np.stack(columns, axis=1)


def _standings(moves: Moves, person: Ints, instant: Ints) -> NDArray[np.int32]:
    """Return the standing of each person at an instant."""
    # One sort of moves and questions together, by person, then time, the moves of an instant first: the standing is
    # that after the last move before each question, since everybody has a move at the beginning of time.
    whose, when = np.concatenate([moves.person, person]), np.concatenate([moves.at, instant])
    is_move = np.arange(len(whose)) < len(moves.at)
    order = np.lexsort((~is_move, when, whose))
    latest = np.maximum.accumulate(np.where(is_move[order], np.arange(len(order)), -1))
    found = np.empty(len(person), dtype=np.int32)
    questions = np.flatnonzero(~is_move[order])
    found[order[questions] - len(moves.at)] = moves.after[order[latest[questions]]]
    return found

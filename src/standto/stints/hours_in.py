"""The work in a time of fixed length that ends at an instant, and when it first exceeds a bound."""

from __future__ import annotations

import numpy as np

from standto.model.time import Instant
from standto.stints.finding import Stints
from standto.stints.work import Ints


def work_up_to_end(stints: Stints, rows: Ints, length: Instant) -> Ints:
    """Return the work in the time of a length that ends with each of some stints."""
    # W(until) = the work before the stint's last time of work, and that; see `work_in`.
    last, until = stints.last[rows], stints.until[rows]
    begins = np.maximum(until - length, stints.within.start)
    done = stints.work_before[last] + until - stints.work.start[last]
    work: Ints = done - stints.work_up_to(stints.person[rows], begins)
    return work


def work_in(stints: Stints, person: Ints, ends: Ints, length: Instant) -> Ints:
    """Return the work of each person in the time of a length that ends at an instant."""
    # f(t) = W(t) - W(t - length); there is no work before the period that everything is cut to.
    begins = np.maximum(ends - length, stints.within.start)
    return stints.work_up_to(person, ends) - stints.work_up_to(person, begins)


def first_exceeding(stints: Stints, rows: Ints, length: Instant, bound: int) -> Ints:
    """Return the first moment of each of some stints at which the work in the time that ends there exceeds a bound.

    Parameters
    ----------
    rows
        Stints whose work exceeds the bound at their end, as indices.

    Notes
    -----
    f(t) = W(t) - W(t - length) is linear between the instants at which work begins or ends, and `length` after those;
    its slope is -1, 0 or 1. The moment lies before the first of these instants with f > bound, f - bound earlier; at
    the start of the stint if f exceeds the bound there already.
    """
    row, moments = _turns(stints, rows, length)
    exceeds = work_in(stints, stints.person[rows][row], moments, length) - bound
    over = np.flatnonzero(exceeds > 0)
    _, first = np.unique(row[over], return_index=True)
    found = over[first]
    moment: Ints = np.maximum(moments[found] - exceeds[found], stints.start[rows])
    return moment


def _turns(stints: Stints, rows: Ints, length: Instant) -> tuple[Ints, Ints]:
    """Return the instants of each of some stints at which the slope of f may change, by stint, then time."""
    person, start, until = stints.person[rows], stints.start[rows], stints.until[rows]
    # The times of work that may end after start - length, up to the last of the stint; of this person alone.
    early = np.maximum(stints.working_at(person, start - length), stints.first_of_person[stints.first[rows]])
    many = stints.last[rows] - early + 1
    row = np.repeat(np.arange(len(rows)), many)
    of = np.arange(len(row)) - np.repeat(np.cumsum(many) - many - early, many)
    edges = np.concatenate([stints.work.start[of], stints.work.until[of]])
    row = np.concatenate([row] * 4)
    moments = np.clip(np.concatenate([edges, edges + length]), start[row], until[row])
    order = np.lexsort((moments, row))
    return row[order], moments[order]

"""The longest time off in a time of fixed length that ends with a stint."""

from __future__ import annotations

import numpy as np

from standto.model.time import Instant
from standto.stints.finding import Stints
from standto.stints.work import Ints


def longest_off(stints: Stints, rows: Ints, length: Instant) -> Ints:
    """Return the longest time without work in the time of a length that ends with each of some stints."""
    work, last = stints.work, stints.last[rows]
    begins = stints.until[rows] - length
    # The first time of work of each stint's person that ends after the beginning.
    at = np.maximum(stints.working_at(stints.person[rows], begins), stints.first_of_person[last])
    first = np.where(work.until[at] > begins, at, at + 1)
    # Off are the time from the beginning to that work, and what lies between the times of work from there to the last.
    leading = np.maximum(work.start[first] - begins, 0)
    longest: Ints = np.maximum(leading, _most(_off_after(stints), first, last))
    return longest


def _off_after(stints: Stints) -> Ints:
    """Return the time off after each time of work; of no use after a person's last."""
    off: Ints = np.append(stints.work.start[1:] - stints.work.until[:-1], 0)
    return off


def _most(values: Ints, first: Ints, last: Ints) -> Ints:
    """Return the greatest of ``values[first[i]:last[i]]`` for each i; 0 if there are none."""
    some = np.flatnonzero(first < last)
    greatest = np.zeros(len(first), dtype=np.int64)
    if len(some):
        # reduceat takes values[bounds[k]:bounds[k + 1]]; every second of these ranges is one of ours.
        bounds = np.stack([first[some], last[some]], axis=1).reshape(-1)
        greatest[some] = np.maximum.reduceat(values, bounds)[::2]
    return greatest

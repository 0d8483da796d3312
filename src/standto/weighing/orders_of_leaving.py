"""The step-back at which cover fails if a group leaves one by one in random order."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from standto.coverage.random_order import PERCENTILES
from standto.coverage.whole_register import Contributors, orders_of, survivors_of
from standto.kernel.levels import CriticalityLevel

AT_ONCE = 1000
"""The most orders that are examined together."""


def breaking_orders(
    level: CriticalityLevel, kinds: NDArray[np.int32], runs: int, seed: int
) -> tuple[int | None, int | None, int | None]:
    """Return the 5th, 50th and 95th percentile of the step-backs at which cover of a level fails.

    Parameters
    ----------
    level
        Duties together, none of them short before anybody leaves; its windows' home force is the group.
    kinds
        The class of each member of the group in each window, -1 where they do not count, shape (windows, members).
    runs, seed
        The number of random orders, and their seed.

    Returns
    -------
    tuple
        Each by the inverse of the distribution function; None where cover survives the loss of the whole group.
    """
    members = kinds.shape[1]
    contributing = list(_contributing(level, kinds))
    survived = []
    for start in range(0, runs, AT_ONCE):
        orders = orders_of(members, min(AT_ONCE, runs - start), (seed, level.criticality, start))
        survived.append(survivors_of(level, contributing, orders))
    least = np.sort(np.concatenate(survived))
    found = [int(least[-(-percent * runs // 100) - 1]) for percent in PERCENTILES]
    p05, p50, p95 = (None if number == members else number + 1 for number in found)
    return p05, p50, p95


def _contributing(level: CriticalityLevel, kinds: NDArray[np.int32]) -> Iterator[Contributors]:
    """Yield the members who count for each part of each window that their loss can break, tightest first."""
    found = []
    for row, own in enumerate(kinds):
        for number, problem in level.within[row]:
            critical = level.critical[number][problem]
            if critical is not None:
                part = level.parts[number]
                home = np.append(np.where(part.kind_of < part.home_kinds, part.kind_of, -1), -1)[own]
                able = np.flatnonzero(home >= 0)
                order = np.argsort(home[able], kind="stable")
                edges = np.searchsorted(home[able][order], np.arange(part.home_kinds + 1))
                found.append((critical.at_most, Contributors(number, problem, able[order], edges)))
    for _, one in sorted(found, key=lambda pair: pair[0]):
        yield one

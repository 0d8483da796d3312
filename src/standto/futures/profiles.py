"""Profiles: slots that count for the same in every step are interchangeable, so that a future need only number them.

Where ``a(p, t)`` slots of profile p are absent in step t, the number of class c is::

    count(c, t) = base(c, t) - sum of a(p, t) over the profiles p whose slots are of class c in step t

so that a step-back or return changes one number, and the start or end of a shift moves one number for each profile.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from standto.futures.muster import Muster


class Profiles(NamedTuple):
    """The profiles of a muster's slots, as compiled functions take them.

    Attributes
    ----------
    of_slot
        The profile of each slot, shape (slots,), int32.
    number
        The number of profiles.
    base
        The number of each class in each step while no slot is absent, without the pools of other forces, shape
        (steps, classes), int32.
    turns_from
        The first turn of each step, and the end of the last, shape (steps + 1,).
    turn_profile, turn_kind
        The turns, by step: a profile, and the class of its slots from then on; -1 while they do not count.
    """

    of_slot: NDArray[np.int32]
    number: int
    base: NDArray[np.int32]
    turns_from: NDArray[np.int64]
    turn_profile: NDArray[np.int32]
    turn_kind: NDArray[np.int32]


def profiles_of(muster: Muster) -> Profiles:
    """Return the profiles of a muster."""
    numbers: dict[bytes, int] = {}
    firsts: list[int] = []
    of_slot = np.empty(len(muster), dtype=np.int32)
    for slot in range(len(muster)):
        ours = slice(int(muster.first[slot]), int(muster.first[slot + 1]))
        content = muster.entry_step[ours].tobytes() + muster.entry_kind[ours].tobytes()
        of_slot[slot] = numbers.setdefault(content, len(numbers))
        if of_slot[slot] == len(firsts):
            firsts.append(slot)
    kinds = np.full((len(firsts), len(muster.starts) + 1), -1, dtype=np.int32)
    for profile, slot in enumerate(firsts):
        ours = slice(int(muster.first[slot]), int(muster.first[slot + 1]))
        # Column 0 stands for the time before the first step, in which nobody counts.
        kinds[profile, 1 + muster.entry_step[ours]] = muster.entry_kind[ours]
    step, turned = np.nonzero((kinds[:, 1:] != kinds[:, :-1]).T)
    return Profiles(
        of_slot=of_slot,
        number=len(firsts),
        base=_base(muster),
        turns_from=np.searchsorted(step, np.arange(len(muster.starts) + 1)).astype(np.int64),
        turn_profile=turned.astype(np.int32),
        turn_kind=kinds[turned, step + 1],
    )


def _base(muster: Muster) -> NDArray[np.int32]:
    """Return the number of each class in each step, with every slot there."""
    base = muster.fixed.astype(np.int32)
    np.add.at(base, (muster.entry_step, muster.entry_kind.astype(np.intp)), 1)
    return base

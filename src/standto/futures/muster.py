"""The muster: everybody of the home force who could count, without names, and all that a future does not change."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from standto.model.windows import SupplyClass


@dataclass(frozen=True)
class Muster:
    """The supply and the requirement by step, with a slot for each home person and home pool place.

    A *step* is a longest period of at most an hour in which neither the known supply nor the requirement changes, nor
    anything else in any future: every event of a future falls on the start of a step. A *slot* is one home person
    or one place of a home pool that could count in some step, known by nothing but its number. People who had stepped
    back before the start have slots too: the numbers of a slot are those of somebody who has returned.

    Attributes
    ----------
    starts, untils
        The instants of each step, shape (steps,), int64.
    classes
        The classes of supply, as `standto.model.windows.Windows` has them.
    fixed
        The number of each class who count in every future: lent people, and people whose later step-backs and returns
        are known, shape (steps, classes), int64.
    required
        The number that each duty requires, shape (steps, duties), int64; -1 if it does not stand.
    first
        The first entry of each slot in `entry_step` and `entry_kind`, shape (slots + 1,), int64.
    entry_step, entry_kind
        The steps in which a slot counts, ascending, and its class there; shape (entries,), int32 and int16.
    away_since
        For each slot that has stepped back at the start, the instant since when; `FOREVER` for others, shape (slots,).
    force, team
        The index of each slot's force in `Scenario.forces_in_order` and of its team in `Scenario.teams`, -1 for none,
        shape (slots,), int32.
    skills
        Whether each slot holds a ticket for each capability at the start, shape (slots, capabilities), bool.
    pool_kind
        The class of the places of each pool of another force, shape (steps, pools), int32; -1 where they may do
        nothing.
    pool_places
        The number of places of each such pool that count under the basis if nothing is withdrawn, shape (steps,
        pools), int64.
    pool_states
        The places of each such pool that are present (arrived, deployed), confirmed, and waiting for an answer (asked,
        requested, offered, standby), shape (3, steps, pools), int64; all 0 under the basis ``none``. They are there
        also where `pool_kind` is -1, because the hours of an answer run then too.
    pools
        The ids of those pools, in order of call.
    tiers
        The tier of each force, as a rank from 0 for the home force, shape (forces,), int64.
    """

    starts: NDArray[np.int64]
    untils: NDArray[np.int64]
    classes: tuple[SupplyClass, ...]
    fixed: NDArray[np.int64]
    required: NDArray[np.int64]
    first: NDArray[np.int64]
    entry_step: NDArray[np.int32]
    entry_kind: NDArray[np.int16]
    away_since: NDArray[np.int64]
    force: NDArray[np.int32]
    team: NDArray[np.int32]
    skills: NDArray[np.bool_]
    pool_kind: NDArray[np.int32]
    pool_places: NDArray[np.int64]
    pool_states: NDArray[np.int64]
    pools: tuple[str, ...]
    tiers: NDArray[np.int64]

    def __len__(self) -> int:
        """Return the number of slots."""
        return len(self.first) - 1

"""What processes draw: the events of a block of futures, as arrays, and the protocol of a process."""

from __future__ import annotations

from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

FOR_GOOD = np.iinfo(np.int32).max
"""The end of an absence that lasts until the end of the horizon."""

EACH_ITS_OWN = -1
"""The level of a range of which every absence of a future draws its own number."""


class Departures(NamedTuple):
    """Step-backs; arrays of one length, in order of future.

    Attributes
    ----------
    future
        The place of the future in its block.
    slot
        The slot that steps back.
    step
        The step at whose start it does; -1 for a slot that had stepped back before the start.
    """

    future: NDArray[np.int32]
    slot: NDArray[np.int32]
    step: NDArray[np.int32]


class AbsentSlots(NamedTuple):
    """Times in which slots do not count; arrays of one length, in order of future. Those of one slot may overlap.

    `DrawnFutures.absent` has none that overlap or touch.

    Attributes
    ----------
    future, slot
        The place of the future in its block, and the slot.
    start, until
        The first step, and the first step after; `FOR_GOOD` for none.
    """

    future: NDArray[np.int32]
    slot: NDArray[np.int32]
    start: NDArray[np.int32]
    until: NDArray[np.int32]


class PoolPlaces(NamedTuple):
    """The part of the block's help that futures change.

    Attributes
    ----------
    places
        The number of places of each pool that count, shape (steps, pools, futures), int32; None where all futures have
        the muster's.
    """

    places: NDArray[np.int32] | None


class FutureBlock(NamedTuple):
    """The futures that are drawn together.

    Attributes
    ----------
    seed
        The seed of the outlook, from 0 up to 2^32.
    futures
        Their numbers, shape (futures,), uint32.
    levels
        The level of each assumed range in each future, shape (ranges, futures), int32: an index into `Spread.levels`;
        `EACH_ITS_OWN` where a future has no level, since every absence draws its own.
    """

    seed: int
    futures: NDArray[np.uint32]
    levels: NDArray[np.int32]


class DrawnFutures(NamedTuple):
    """What a block of futures draws, from all processes together.

    Attributes
    ----------
    stepped_back
        The step-backs that count, with their returns: those before the start too (their first step is 0), but none of a
        slot that was away already. Sorted by future; not by step.
    absent
        The times in which slots do not count for any reason: `stepped_back` and usual absences, joined where those of a
        slot overlap or touch. Sorted by future.
    places
        The help that changes.
    required
        The strength of each duty, shape (steps, duties, futures), int32; None where all futures have the muster's.
    """

    stepped_back: AbsentSlots
    absent: AbsentSlots
    places: PoolPlaces
    required: NDArray[np.int32] | None


class DeparturesProcess(Protocol):
    """A process by which slots step back."""

    def departures(self, block: FutureBlock) -> Departures:
        """Draw the step-backs of a block of futures."""


class AbsenceProcess(Protocol):
    """A process by which slots are absent for a time without stepping back."""

    def absences(self, block: FutureBlock) -> AbsentSlots:
        """Draw the absences of a block of futures."""


class ReturnProcess(Protocol):
    """The process by which slots that stepped back count again, lapses of tickets among it."""

    def returns(self, block: FutureBlock, departures: Departures) -> AbsentSlots:
        """Draw the step from which each departed slot counts again."""


class HelpProcess(Protocol):
    """The process by which donors confirm, decline and withdraw."""

    def places(self, block: FutureBlock) -> PoolPlaces:
        """Draw the places of each pool that count."""


class StrengthProcess(Protocol):
    """The process by which requirements change."""

    def required(self, block: FutureBlock) -> NDArray[np.int32] | None:
        """Draw the strength of each duty, shape (steps, duties, futures); None where all have the muster's."""

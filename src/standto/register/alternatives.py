"""The alternatives of each demand as bits, and the demands that somebody's capabilities suit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import reduce
from operator import or_
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from standto.model.duties import Duty
from standto.register.standing import Skills


class Alternatives:
    """The alternatives of demands: each a capability, or several that one person must hold together.

    Attributes
    ----------
    single
        The capabilities that are enough alone, as a bit mask for each demand.
    joint
        The alternatives of several capabilities, as bit masks for each demand.
    everything
        All alternatives of each demand as one bit mask: capabilities, and the bits of `Skills.joint`.
    """

    def __init__(self, skills: Skills, demands: Iterable[Duty]) -> None:
        self.single: list[int] = []
        self.joint: list[tuple[int, ...]] = []
        self.everything: list[int] = []
        self._by_bit: dict[int, int] = {}
        self._by_joint: dict[int, int] = {}
        for place, demand in enumerate(demands):
            masks = [skills.mask(alternative) for alternative in demand.alternatives]
            single = [mask for mask in masks if mask.bit_count() == 1]
            joint = [mask for mask in masks if mask.bit_count() > 1]
            for known, ours in ((self._by_bit, single), (self._by_joint, joint)):
                for mask in ours:
                    known[mask] = known.get(mask, 0) | 1 << place
            self.single.append(reduce(or_, single, 0))
            self.joint.append(tuple(joint))
            self.everything.append(reduce(or_, (skills.joint[mask] for mask in joint), self.single[-1]))

    def suiting(self, held: int) -> int:
        """Return the demands that some capabilities, held at one time, are enough for, as a bit mask."""
        found = 0
        for bit, demands in self._by_bit.items():
            if bit & held:
                found |= demands
        for mask, demands in self._by_joint.items():
            if mask & held == mask:
                found |= demands
        return found

    def of(self, demands: Iterable[int]) -> Wanted:
        """Return the alternatives of some demands."""
        single, joint = 0, dict[int, None]()
        for demand in demands:
            single |= self.single[demand]
            joint |= dict.fromkeys(self.joint[demand])
        return Wanted(single, tuple(joint))


class Wanted(NamedTuple):
    """The alternatives of some demands: capabilities that are enough alone, and those of several, as bit masks."""

    single: int
    joint: tuple[int, ...]

    def masks(self, held: Sequence[int]) -> NDArray[Any]:
        """Return sets of capabilities as an array; of Python integers if 62 bits are not enough for all."""
        wide = any(mask >> 62 for mask in (self.single, *self.joint, *held))
        return np.array(held, dtype=object if wide else np.int64)

    def in_any_of(self, held: NDArray[Any]) -> NDArray[np.bool_]:
        """Return whether each of some sets of capabilities, held at one time, contains an alternative whole."""
        found: NDArray[np.bool_] = np.asarray(held & self.single != 0, dtype=np.bool_)
        for mask in self.joint:
            found |= np.asarray(held & mask == mask, dtype=np.bool_)
        return found

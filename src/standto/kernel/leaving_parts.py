"""A part whose people may go: what each kind can do before and after, and what a set of duties then lacks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from standto.kernel.bit_sets import bits, mask_of
from standto.kernel.parts import Part
from standto.model.windows import SupplyClass

STAYS = 0
"""The force of people who cannot go; people of every other force may."""


class SetOfDuties(NamedTuple):
    """A set of duties of a part.

    Attributes
    ----------
    duties
        The duties, as a bit mask over the part's own.
    short
        The places that they require, less the people who could do any of them.
    lost
        The people who may go and could then do none of them any more.
    """

    duties: int
    short: int
    lost: int

    def after(self, number: int) -> int:
        """Return how short the set is after the loss of the people who matter most to it."""
        return self.short + min(number, self.lost)


@dataclass(frozen=True)
class LeavingPart:
    """A part, and what people who go can still do.

    Attributes
    ----------
    part
        The part. People of the force `STAYS` never go.
    kept
        For each force, the duties of the windows that its people can still do when they have gone, as a bit mask.
    """

    part: Part
    kept: Sequence[int]

    @cached_property
    def after(self) -> list[int]:
        """The duties that each kind can still do when it has gone, as bit masks over the part's own."""
        place = {duty: own for own, duty in enumerate(self.part.duties)}
        inside = [mask_of(place[duty] for duty in bits(mask) if duty in place) for mask in self.kept]
        return [kind.duties if kind.force == STAYS else kind.duties & inside[kind.force] for kind in self.part.kinds]

    @cached_property
    def loses(self) -> list[int]:
        """The kinds that lose something by going."""
        return [number for number, kind in enumerate(self.part.kinds) if self.after[number] != kind.duties]

    @cached_property
    def whole(self) -> Part:
        """The part with a kind more, of nobody, for what each kind that loses something can do when it has gone.

        So duties of one group are alike to everybody, before they go and after.
        """
        gone = tuple(SupplyClass(STAYS, self.after[kind]) for kind in self.loses)
        none = np.zeros((len(self.part), len(gone)), dtype=np.int64)
        return replace(self.part, kinds=(*self.part.kinds, *gone), counts=np.hstack([self.part.counts, none]))

    def lost(self, problem: int) -> NDArray[np.int64]:
        """Return a weight for each kind of `whole`, shape (kinds,).

        The people lost to a set are the sum of the weights of all kinds that can do any of it: those who may go count
        once before, and once less for what they can still do.
        """
        counts = self.part.counts[problem]
        weights = np.zeros_like(counts)
        weights[self.loses] = counts[self.loses]
        return np.concatenate([weights, -counts[self.loses]])

    def set_of(self, problem: int, duties: int) -> SetOfDuties:
        """Return a set of duties, a bit mask over the part's own, with its numbers."""
        part, counts = self.part, self.part.counts[problem].tolist()
        able = sum(count for kind, count in zip(part.kinds, counts, strict=True) if kind.duties & duties)
        lost = sum(
            counts[kind] for kind in self.loses if part.kinds[kind].duties & duties and not self.after[kind] & duties
        )
        return SetOfDuties(duties, int(part.required[problem, list(bits(duties))].sum()) - able, lost)

"""How few places close some gaps: the exact engine, asked about gaps instead of duties."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from standto.ladder.exact import gaps_in, usage_in
from standto.register import SupplyClass, Windows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray


@dataclass(frozen=True)
class Offer:
    """Places that may be asked to fill gaps.

    Attributes
    ----------
    abilities
        The duties that each of them can and may do, one bit mask for each window.
    places
        How many there are, shape (windows,).
    """

    abilities: Sequence[int]
    places: NDArray[np.int64]


def fill(
    gaps: NDArray[np.int64], offers: Sequence[Offer], reserve: int = 0
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return how many places of each offer the gaps take, and what they leave.

    Each place fills one place of a gap itself: that it would relieve others, who could then fill it, does not count.
    Gaps are closed in the order of the duties; offers are called on in their order, so that an earlier one gives as
    many as it can. Both follow from the engine's own order of precedence: offers stand in for forces.

    Parameters
    ----------
    gaps
        Shape (windows, duties).
    offers
        In the order in which they are called on.
    reserve
        Places to have to spare beyond the gap, in every window that has one: a last duty that anybody may do who
        may fill one of its gaps.

    Returns
    -------
    tuple
        Places used, shape (windows, offers); gaps left, shape (windows, duties).
    """
    windows, duties = gaps.shape
    if not offers or not windows:
        return np.zeros((windows, len(offers)), dtype=np.int64), gaps
    spare = np.where(gaps.any(axis=1), reserve, 0)
    required = np.column_stack([gaps, spare]).astype(np.int32)
    open_duties = [sum(1 << int(duty) for duty in np.flatnonzero(row)) for row in gaps]
    classes: dict[SupplyClass, int] = {}
    entries: list[tuple[int, int, int]] = []
    for number, offer in enumerate(offers):
        for window, (ability, places) in enumerate(zip(offer.abilities, offer.places, strict=True)):
            useful = ability & open_duties[window]
            if useful and places:
                kind = SupplyClass(number, useful | 1 << duties)
                entries.append((window, classes.setdefault(kind, len(classes)), int(places)))
    counts = np.zeros((windows, len(classes)), dtype=np.int32)
    for window, kind_number, places in entries:
        counts[window, kind_number] = places
    problem = Windows(
        starts=np.arange(windows, dtype=np.int64),
        untils=np.arange(1, windows + 1, dtype=np.int64),
        classes=tuple(classes),
        counts=counts,
        required=required,
        criticalities=tuple(range(1, duties + 2)),
        forces=len(offers),
    )
    left = gaps_in(problem)
    return usage_in(problem), left[:, :duties]

"""How few places close some gaps: the exact engine, asked about gaps instead of duties."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from standto.kernel.bit_sets import mask_of
from standto.kernel.queries import gaps_in, shares_in
from standto.model.windows import SupplyClass, Windows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray


@dataclass(frozen=True)
class AvailablePlaces:
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
    gaps: NDArray[np.int64], offers: Sequence[AvailablePlaces], reserve: int = 0
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
    used, left = np.zeros((len(gaps), len(offers)), dtype=np.int64), gaps.copy()
    rows = np.flatnonzero(gaps.any(axis=1))
    if offers and rows.size:
        used[rows], with_reserve = shares_in(_problem(gaps[rows], offers, rows, reserve))
        left[rows] = with_reserve[:, : gaps.shape[1]]
    return used, left


def left_open(gaps: NDArray[np.int64], offers: Sequence[AvailablePlaces]) -> NDArray[np.int64]:
    """Return the gaps that all offers together leave, shape (windows, duties), whoever of them fills what."""
    left = gaps.copy()
    rows = np.flatnonzero(gaps.any(axis=1))
    if offers and rows.size:
        left[rows] = gaps_in(_problem(gaps[rows], offers, rows, 0, apart=False))[:, : gaps.shape[1]]
    return left


def _problem(
    gaps: NDArray[np.int64],
    offers: Sequence[AvailablePlaces],
    rows: NDArray[np.intp],
    reserve: int,
    *,
    apart: bool = True,
) -> Windows:
    """Return gaps as duties, the reserve as a last one, and offers as forces, each apart or all as one."""
    windows, duties = gaps.shape
    open_duties = [mask_of(np.flatnonzero(row).tolist()) for row in gaps]
    classes: dict[SupplyClass, int] = {}
    entries: list[tuple[int, int, int]] = []
    for number, offer in enumerate(offers):
        for window, row in enumerate(rows.tolist()):
            useful, places = offer.abilities[row] & open_duties[window], int(offer.places[row])
            if useful and places:
                kind = SupplyClass(number if apart else 0, useful | 1 << duties)
                entries.append((window, classes.setdefault(kind, len(classes)), places))
    counts = np.zeros((windows, len(classes)), dtype=np.int64)
    for window, kind_number, places in entries:
        counts[window, kind_number] += places
    return Windows(
        starts=np.arange(windows, dtype=np.int64),
        untils=np.arange(1, windows + 1, dtype=np.int64),
        classes=tuple(classes),
        counts=counts,
        required=np.column_stack([gaps, np.full(windows, reserve)]).astype(np.int64),
        criticalities=tuple(range(1, duties + 2)),
        forces=len(offers) if apart else 1,
    )

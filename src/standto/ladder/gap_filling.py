"""The fewest places that close some gaps: the exact kernel with gaps in place of duties."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from standto.kernel.bit_sets import mask_of
from standto.kernel.queries import gaps_in, shares_in
from standto.model.windows import SupplyClass, Windows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray


MOST_KEPT = 256
"""The most answers about filling gaps that a process keeps: a review asks a dozen."""


@dataclass(frozen=True)
class AvailablePlaces:
    """Places that may be asked to fill gaps.

    Attributes
    ----------
    abilities
        The duties that each of them can and may do, one bit mask for each window.
    places
        Their number, shape (windows,).
    """

    abilities: Sequence[int]
    places: NDArray[np.int64]


def fill(
    gaps: NDArray[np.int64], available: Sequence[AvailablePlaces], reserve: int = 0
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the number of places that fill the gaps, and the gaps they leave.

    Each place fills one place of a gap itself. It cannot instead relieve a person who would then fill the gap. Gaps are
    closed in the order of the duties, and available places are used in their order, so that earlier entries give as
    many as they can. Both follow from the kernel's order of precedence, because each entry of `available` is a force.

    Parameters
    ----------
    gaps
        Shape (windows, duties).
    available
        In the order in which they are called on.
    reserve
        Places to spare in every window with a gap, beyond the gap itself: an extra last duty, open to any place that
        can fill one of the gaps.

    Returns
    -------
    tuple
        Places used, shape (windows, available); gaps left, shape (windows, duties).
    """
    used, left = np.zeros((len(gaps), len(available)), dtype=np.int64), gaps.copy()
    rows = np.flatnonzero(gaps.any(axis=1))
    if available and rows.size:
        windows = _gaps_as_duties(gaps[rows], available, rows, reserve)
        used[rows], with_reserve = _shares(_Question.of(windows))
        left[rows] = with_reserve[:, : gaps.shape[1]]
    return used, left


class _Question(NamedTuple):
    """The contents of windows made by `_gaps_as_duties`, by which their shares are kept."""

    classes: tuple[SupplyClass, ...]
    windows: int
    forces: int
    counts: bytes
    required: bytes

    @classmethod
    def of(cls, windows: Windows) -> _Question:
        """Return the contents of windows."""
        return cls(windows.classes, len(windows), windows.forces, windows.counts.tobytes(), windows.required.tobytes())

    def asked(self) -> Windows:
        """Return the windows."""
        required = np.frombuffer(self.required, dtype=np.int64).reshape(self.windows, -1)
        counts = np.frombuffer(self.counts, dtype=np.int64).reshape(self.windows, len(self.classes))
        return _windows(self.classes, counts, required, self.forces)


@lru_cache(maxsize=MOST_KEPT)
def _shares(question: _Question) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the shares of some windows, as arrays that nobody can change.

    They are kept because most questions of a review are those of the review before: a step back changes few gaps.
    """
    used, left = shares_in(question.asked())
    used.flags.writeable = left.flags.writeable = False
    return used, left


def left_open(gaps: NDArray[np.int64], available: Sequence[AvailablePlaces]) -> NDArray[np.int64]:
    """Return the gaps that all places together leave, shape (windows, duties)."""
    left = gaps.copy()
    rows = np.flatnonzero(gaps.any(axis=1))
    if available and rows.size:
        left[rows] = gaps_in(_gaps_as_duties(gaps[rows], available, rows, 0, apart=False))[:, : gaps.shape[1]]
    return left


def _gaps_as_duties(
    gaps: NDArray[np.int64],
    available: Sequence[AvailablePlaces],
    rows: NDArray[np.intp],
    reserve: int,
    *,
    apart: bool = True,
) -> Windows:
    """Return windows with gaps as duties, the reserve as a last one, and places as forces: one each, or one for all."""
    windows, duties = gaps.shape
    open_duties = [mask_of(np.flatnonzero(row).tolist()) for row in gaps]
    classes: dict[SupplyClass, int] = {}
    entries: list[tuple[int, int, int]] = []
    for number, each in enumerate(available):
        for window, row in enumerate(rows.tolist()):
            useful, places = each.abilities[row] & open_duties[window], int(each.places[row])
            if useful and places:
                # Bit `duties` is the reserve.
                kind = SupplyClass(number if apart else 0, useful | 1 << duties)
                entries.append((window, classes.setdefault(kind, len(classes)), places))
    counts = np.zeros((windows, len(classes)), dtype=np.int64)
    for window, kind_number, places in entries:
        counts[window, kind_number] += places
    required = np.column_stack([gaps, np.full(windows, reserve)]).astype(np.int64)
    return _windows(tuple(classes), counts, required, len(available) if apart else 1)


def _windows(
    classes: tuple[SupplyClass, ...], counts: NDArray[np.int64], required: NDArray[np.int64], forces: int
) -> Windows:
    """Return gaps as windows of a unit of time each, whose duties are each of a criticality of its own."""
    windows, duties = required.shape
    starts = np.arange(windows, dtype=np.int64)
    return Windows(starts, starts + 1, classes, counts, required, tuple(range(1, duties + 1)), forces)

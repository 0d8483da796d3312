"""The places of every duty that stands, window by window."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray


class StandingPlaces(NamedTuple):
    """The places of every duty that stands, by window, then by duty. Where duties are many, few stand at a time.

    Attributes
    ----------
    shape
        The number of windows, and of duties.
    row, duty
        The window and the duty of each line, shape (lines,).
    required, gap
        The number of places that the duty has, and that stay unfilled, shape (lines,).
    filled
        The number of places that each force fills, shape (lines, forces).
    """

    shape: tuple[int, int]
    row: NDArray[np.intp]
    duty: NDArray[np.intp]
    required: NDArray[np.int64]
    gap: NDArray[np.int64]
    filled: NDArray[np.int64]

    def gap_table(self) -> NDArray[np.int64]:
        """Return the number of unfilled places of each duty, shape (windows, duties)."""
        table = np.zeros(self.shape, dtype=np.int64)
        table[self.row, self.duty] = self.gap
        return table

    def filled_table(self) -> NDArray[np.int64]:
        """Return the number of places of each duty that each force fills, shape (windows, forces, duties)."""
        windows, duties = self.shape
        table = np.zeros((windows, self.filled.shape[1], duties), dtype=np.int64)
        table[self.row, :, self.duty] = self.filled
        return table

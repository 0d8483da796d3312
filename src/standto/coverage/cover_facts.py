"""The facts of cover: the fields of the answer, and what follows from them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from standto.coverage.witness import Witness
from standto.kernel.bottlenecks import Bottleneck
from standto.model.time import HOUR
from standto.presenting.scope import Scope
from standto.register import Claim


@dataclass(frozen=True, repr=False)
class CoverFacts(Scope):
    """How far every duty is covered, window by window, with the proof of each gap.

    Attributes
    ----------
    gap
        The number of unfilled places of each duty, shape (windows, duties).
    filled
        The number of places of each duty that each force fills, shape (windows, forces, duties).
    bottlenecks
        The proofs of each window.
    assignments
        People who could fill each duty, window by window; None without a request.
    """

    gap: NDArray[np.int64]
    filled: NDArray[np.int64]
    bottlenecks: tuple[tuple[Bottleneck, ...], ...]
    assignments: tuple[Witness, ...] | None = None

    @property
    def covered(self) -> bool:
        """Whether every duty is covered in every window."""
        return not self.gap.any()

    @property
    def headline(self) -> str:
        """The number of windows with a gap."""
        return f"gaps in {int(self.gap.any(axis=1).sum())} of {len(self.windows)} windows"

    @cached_property
    def gap_hours(self) -> dict[str, float]:
        """Place-hours of gap of each duty that has one, to two decimals."""
        lengths = (self.windows.untils - self.windows.starts).tolist()
        columns = zip(self.scenario.duties_in_order, self.gap.T.tolist(), strict=True)
        missing = {duty.id: sum(map(int.__mul__, column, lengths)) for duty, column in columns}
        return {duty: round(total / HOUR, 2) for duty, total in missing.items() if total}

    @cached_property
    def claims(self) -> list[Claim]:
        """Reports of how many had stepped back, beside the register's own number."""
        return self.situation.claims(self.until)

    def not_counted(self, window: int, bottleneck: Bottleneck) -> dict[str, int]:
        """Return the numbers that do not count for a bottleneck at the start of a window, by the first reason."""
        key = window, bottleneck.duties
        if key not in self._reasons:
            start = int(self.windows.starts[window])
            self._reasons[key] = self.situation.not_counted(start, bottleneck.duties, self.basis)
        return self._reasons[key]

    @cached_property
    def _reasons(self) -> dict[tuple[int, tuple[int, ...]], dict[str, int]]:
        return {}

"""The facts of the margin: the fields of the answer, and what follows from them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from standto.coverage.random_order import RandomMargin
from standto.kernel.critical_sets import CriticalSet
from standto.kernel.levels import CriticalityLevel
from standto.presenting.scope import Scope
from standto.wording import counted


class WindowMargin(NamedTuple):
    """The margin of a window, for the duties of criticality 1 up to one number together.

    Attributes
    ----------
    window
        Index of the window.
    criticality
        The last of the criticalities.
    critical
        The critical set; None if the loss of all home people on duty breaks nothing.
    random
        The number of people on duty who leave, in random order, while cover survives; None if nothing breaks.
    """

    window: int
    criticality: int
    critical: CriticalSet | None
    random: RandomMargin | None


class Least(NamedTuple):
    """The least margin over all windows, for the duties of criticality 1 up to one number together.

    Attributes
    ----------
    criticality
        The last of the criticalities.
    window
        The first window with the least worst case; None if nothing can break.
    critical
        The critical set there; None if nothing can break.
    at_most
        The most that the least worst case can be; the same unless a search was cut short.
    register
        The number of home people and pool places that may step back at the beginning.
    random
        The number of them who leave, in random order, while every window stays covered; None if no loss breaks any.
    """

    criticality: int
    window: int | None
    critical: CriticalSet | None
    at_most: int | None
    register: int
    random: RandomMargin | None


@dataclass(frozen=True, repr=False)
class MarginFacts(Scope):
    """How many more may step back, window by window and over all of them.

    Attributes
    ----------
    runs, seed
        The number of random orders tried, None for none, and their seed.
    margins
        The margin of each window, for each criticality of its duties.
    least
        The least margin, for each criticality.
    """

    runs: int | None
    seed: int
    margins: tuple[WindowMargin, ...]
    least: tuple[Least, ...]

    def who_could(self, criticality: int) -> NDArray[np.int64]:
        """Return the number of home people and places that count for a duty that stands, shape (windows,).

        Parameters
        ----------
        criticality
            The duties of criticality 1 up to this number are meant.
        """
        duties = tuple(duty for duty, own in enumerate(self.windows.criticalities) if own <= criticality)
        return CriticalityLevel(self.windows, criticality, duties, (), ()).home_supply

    @property
    def headline(self) -> str:
        """The worst case of the duties of all criticalities together."""
        critical = self.least[-1].critical if self.least else None
        windows = counted(len(self.windows), "window")
        if critical is None:
            return f"nothing breaks, over {windows}"
        if critical.worst_case < 0:
            return f"short already, in some of {windows}"
        return f"{critical.worst_case:,} more may step back, over {windows}"

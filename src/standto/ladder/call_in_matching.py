"""The most call-ins at once: a greatest matching of people off duty to needs, each of them in one shift.

Somebody who is called in for a shift serves in every window of it, in each window one place that they could fill. With
``x_gs`` people of kind g called in for shift s, and ``y_wmd`` of those who could fill the set m of duties in window w
serving duty d in it::

    maximise    sum y_wmd
    subject to  sum over s of x_gs                 <=  people of kind g
                sum over d of y_wmd                <=  sum over kinds g that could fill m in w of x_gs, w in shift s
                sum over m of y_wmd                <=  places wanted of duty d in window w
                x_gs, y_wmd whole and not negative

Of all greatest matchings it is one that fills the first duty of the first window as far as possible, then its second,
and so on, then the next window: so what is filled is determined, whoever of several people is called in.

Where shifts have several windows the problem is NP-hard; `standto.ladder.lexicographic` says how it is searched, and
how far. Windows of a shift that ask for the same of the same people are one with a weight; people who could serve in
the same are one kind.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from standto.kernel.bit_sets import bits
from standto.ladder.lexicographic import Constraint, LexicographicSearch

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray


@dataclass(frozen=True)
class Calls:
    """What is asked of people off duty, window by window in order of time.

    Attributes
    ----------
    wanted
        Places that call-ins may fill, shape (windows, duties).
    shifts
        The shift of each window.
    could
        Of each kind of people, the duties that they could serve in each window, as bit masks.
    number
        How many people are of each kind.
    """

    wanted: NDArray[np.int64]
    shifts: Sequence[int]
    could: Sequence[Sequence[int]]
    number: Sequence[int]

    def useful(self) -> Counter[tuple[int, ...]]:
        """Return how many people could serve the same duties that are wanted, window by window; those of none apart."""
        asked = [sum(1 << duty for duty, places in enumerate(row) if places) for row in self.wanted.tolist()]
        useful: Counter[tuple[int, ...]] = Counter()
        for row, people in zip(self.could, self.number, strict=True):
            useful[tuple(mask & wanted for mask, wanted in zip(row, asked, strict=True))] += people
        useful.pop((0,) * len(asked), None)
        return useful


def most_called_in(calls: Calls, most: NDArray[np.int64]) -> tuple[NDArray[np.int64], bool]:
    """Return how many places of each duty call-ins fill in each window, shape (windows, duties), and whether for sure.

    Where the search ends before it has a proof, they are the most that it found.

    Parameters
    ----------
    most
        What each window would have of call-ins if everybody was called in for it, shape (windows, duties).
    """
    program = CallInProgram(calls)
    search = LexicographicSearch(program.upper, program.rows)
    search.settle(program.served(), None)
    filled = np.zeros_like(calls.wanted)
    for first, alike in program.alike.items():
        for duty in np.flatnonzero(calls.wanted[first]).tolist():
            # Nothing more can come where the duties so far have all that there could be for this window alone.
            so_far = filled[first, :duty].tolist() == most[first, :duty].tolist()
            limit = int(most[first, duty]) if so_far else int(calls.wanted[first, duty])
            filled[alike, duty] = search.settle(program.served(first, duty), limit)
    return filled, search.proven


@dataclass
class CallInProgram:
    """The program, written down row by row.

    Attributes
    ----------
    alike
        Windows of a shift that ask for the same of the same people, by the first of them.
    upper
        The most that each column may be.
    rows
        What columns may sum to.
    """

    calls: Calls
    alike: dict[int, list[int]] = field(default_factory=dict)
    upper: list[int] = field(default_factory=list)
    rows: list[Constraint] = field(default_factory=list)
    _serving: dict[tuple[int, int], list[int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Write it down."""
        useful = self.calls.useful()
        kinds = list(useful)
        same: dict[tuple[object, ...], list[int]] = {}
        for window, (shift, row) in enumerate(zip(self.calls.shifts, self.calls.wanted.tolist(), strict=True)):
            same.setdefault((shift, *row, *(kind[window] for kind in kinds)), []).append(window)
        self.alike = {windows[0]: windows for windows in same.values()}
        coming = {
            (kind, shift): self._column(useful[kind])
            for kind in kinds
            for shift in dict.fromkeys(self.calls.shifts[window] for window in self.alike if kind[window])
        }
        for kind in kinds:
            self._row(useful[kind], {column: 1 for (each, _), column in coming.items() if each == kind})
        for window in self.alike:
            self._window(window, {kind: coming[kind, self.calls.shifts[window]] for kind in kinds if kind[window]})

    def _window(self, window: int, coming: dict[tuple[int, ...], int]) -> None:
        """Add who serves what in a window, and its rows."""
        wanted = self.calls.wanted[window].tolist()
        by_mask: dict[int, dict[int, int]] = {}
        for kind, column in coming.items():
            by_mask.setdefault(kind[window], {})[column] = -1
        for mask, people in by_mask.items():
            serving = {duty: self._column(wanted[duty]) for duty in bits(mask)}
            for duty, column in serving.items():
                self._serving.setdefault((window, duty), []).append(column)
            self._row(0, people | dict.fromkeys(serving.values(), 1))
        for duty, places in enumerate(wanted):
            self._row(places, dict.fromkeys(self._serving.get((window, duty), ()), 1))

    def served(self, window: int | None = None, duty: int = 0) -> dict[int, int]:
        """Return the places served of a duty in a window, or of all in every window, as columns with their factors."""
        if window is not None:
            return dict.fromkeys(self._serving.get((window, duty), ()), 1)
        return {column: len(self.alike[window]) for (window, _), columns in self._serving.items() for column in columns}

    def _column(self, upper: int) -> int:
        """Add a column that is at most so much."""
        self.upper.append(upper)
        return len(self.upper) - 1

    def _row(self, most: int, factors: dict[int, int]) -> None:
        """Add a row whose sum is at most so much."""
        if factors:
            self.rows.append(Constraint(most, factors))

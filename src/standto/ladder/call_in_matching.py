"""The most call-ins at once: a maximum matching of people off duty to needs, each person in one shift.

Somebody called in for a shift serves in every window of it, and in each window fills one place that they could fill.
With ``x_gs`` people of kind g called in for shift s, and ``y_wmd`` of those who could fill the set m of duties in
window w serving duty d in it::

    maximise    sum y_wmd
    subject to  sum over s of x_gs                 <=  people of kind g
                sum over d of y_wmd                <=  sum over kinds g that could fill m in w of x_gs, w in shift s
                sum over m of y_wmd                <=  places wanted of duty d in window w
                x_gs, y_wmd whole and not negative

Of all maximum matchings, the answer fills the first duty of the first window as far as possible, then its second duty,
and so on, window by window. So the numbers of filled places are unique, whichever people are called in.

If shifts have several windows, the problem is NP-hard; `standto.ladder.lexicographic` explains the search and its
limits. To keep the program small, windows of a shift that want the same of the same people become one window with a
weight, and people who could serve in the same places become one kind.
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
    """The places wanted of people off duty, window by window in order of time.

    Attributes
    ----------
    wanted
        Places that call-ins may fill, shape (windows, duties).
    shifts
        The shift of each window.
    could
        The duties that each kind of people could do in each window, as bit masks.
    number
        The number of people of each kind.
    """

    wanted: NDArray[np.int64]
    shifts: Sequence[int]
    could: Sequence[Sequence[int]]
    number: Sequence[int]

    def useful(self) -> Counter[tuple[int, ...]]:
        """Return the number of people for each row of wanted duties they could do, one bit mask for each window."""
        asked = [sum(1 << duty for duty, places in enumerate(row) if places) for row in self.wanted.tolist()]
        useful: Counter[tuple[int, ...]] = Counter()
        for row, people in zip(self.could, self.number, strict=True):
            useful[tuple(mask & wanted for mask, wanted in zip(row, asked, strict=True))] += people
        useful.pop((0,) * len(asked), None)
        return useful


def most_called_in(calls: Calls, most: NDArray[np.int64]) -> tuple[NDArray[np.int64], bool]:
    """Return the number of places that call-ins fill, shape (windows, duties), and whether it is proved.

    If the search ends without a proof, the numbers are the most that it found.

    Parameters
    ----------
    most
        The call-ins that each window would have if everybody was called in for it, shape (windows, duties).
    """
    program = CallInProgram(calls)
    search = LexicographicSearch(program.upper, program.rows)
    search.maximise(program.served(), None)
    filled = np.zeros_like(calls.wanted)
    for first, alike in program.alike.items():
        for duty in np.flatnonzero(calls.wanted[first]).tolist():
            # If the earlier duties have all they could have in this window alone, `most` bounds this one too.
            full = filled[first, :duty].tolist() == most[first, :duty].tolist()
            limit = int(most[first, duty]) if full else int(calls.wanted[first, duty])
            filled[alike, duty] = search.maximise(program.served(first, duty), limit)
    return filled, search.proven


@dataclass
class CallInProgram:
    """The integer program, built row by row.

    Attributes
    ----------
    alike
        Windows of a shift that want the same of the same people, by the first of them.
    upper
        The upper bound of each column.
    rows
        The constraints.
    """

    calls: Calls
    alike: dict[int, list[int]] = field(default_factory=dict)
    upper: list[int] = field(default_factory=list)
    rows: list[Constraint] = field(default_factory=list)
    _serving: dict[tuple[int, int], list[int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
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
        """Add the columns of the people who serve in a window, and its rows."""
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
        """Return columns and factors that add up to the places filled: of one duty in a window, or of everything."""
        if window is not None:
            return dict.fromkeys(self._serving.get((window, duty), ()), 1)
        return {column: len(self.alike[window]) for (window, _), columns in self._serving.items() for column in columns}

    def _column(self, upper: int) -> int:
        self.upper.append(upper)
        return len(self.upper) - 1

    def _row(self, most: int, factors: dict[int, int]) -> None:
        """Add a constraint, unless it has no columns."""
        if factors:
            self.rows.append(Constraint(most, factors))

"""Windows that the home force covers alone, found by carrying one filling from each window to the next.

Where many duties are brief, nearly every window has duties of its own, but few of them start or end with it. Little of
a filling changes then, while solving each window afresh would find all of it again.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from standto.kernel.bit_sets import bits
from standto.kernel.filling import Filling
from standto.kernel.parts import HOME
from standto.model.windows import Windows

_MOST_STANDING = 0.25
"""The largest share of the duties that may require somebody at a time for carrying to be faster than solving."""
_Change = tuple[int, int]
"""A column that changes, and its new number."""


def worth_carrying(windows: Windows) -> bool:
    """Return whether few of the duties require somebody at a time, and others do in most windows."""
    asked = windows.required > 0
    turns = int((asked[1:] != asked[:-1]).any(axis=1).sum())
    return 2 * turns > len(asked) and float(asked.mean()) < _MOST_STANDING


def covered_at_home(windows: Windows) -> NDArray[np.bool_]:
    """Return whether the home force alone could fill every place, shape (windows,)."""
    home = [place for place, kind in enumerate(windows.classes) if kind.force == HOME]
    counts = windows.counts[:, home]
    carried = CarriedFilling(
        Filling(
            [windows.classes[place] for place in home], counts.max(axis=0).tolist(), [0] * windows.required.shape[1]
        )
    )
    pairs = zip(_changes(counts), _changes(windows.required), strict=True)
    return np.array([carried.covers(people, duties) for people, duties in pairs], dtype=np.bool_)


class CarriedFilling:
    """A filling that follows the changes from window to window.

    Parameters
    ----------
    filling
        An empty filling, in which every duty requires nobody yet.
    """

    def __init__(self, filling: Filling) -> None:
        self._filling = filling
        self._count = [0] * len(filling.kinds)
        self._required = [0] * len(filling.missing)
        self._open: set[int] = set()

    def covers(self, people: list[_Change], duties: list[_Change]) -> bool:
        """Make some changes, and return whether every place can be filled after them."""
        for number, count in people:
            self._recount(number, count)
        for duty, required in duties:
            self._require(duty, max(required, 0))
        missing = self._filling.missing
        self._filling.grow(sorted(self._open))
        self._open = {duty for duty in self._open if missing[duty]}
        return not self._open

    def _recount(self, number: int, count: int) -> None:
        """Let a kind have another number of people; idle ones go first."""
        filling = self._filling
        filling.idle[number] += count - self._count[number]
        self._count[number] = count
        for duty in bits(filling.busy[number]):
            if filling.idle[number] >= 0:
                break
            self._leave(number, duty, -filling.idle[number])

    def _require(self, duty: int, required: int) -> None:
        """Let a duty require another number; if it requires less than fill it, some become idle."""
        filling = self._filling
        filling.missing[duty] += required - self._required[duty]
        self._required[duty] = required
        for number in filling.able[duty] if filling.missing[duty] < 0 else ():
            self._leave(number, duty, -filling.missing[duty])
        if filling.missing[duty]:
            self._open.add(duty)

    def _leave(self, number: int, duty: int, most: int) -> None:
        """Make people of a kind who fill a duty idle: `most` of them, or all if there are fewer."""
        leaving = min(self._filling.at[number][duty], most)
        if leaving > 0:
            self._filling.place(number, duty, -leaving)
            self._filling.missing[duty] += leaving
            if self._filling.missing[duty]:
                self._open.add(duty)


def _changes(table: NDArray[np.int64]) -> Iterator[list[_Change]]:
    """Yield the columns in which each row differs from the row before, the first from zeros, with their new numbers."""
    for row in range(len(table)):
        where = np.flatnonzero(table[row] != table[row - 1] if row else table[row])
        yield list(zip(where.tolist(), table[row, where].tolist(), strict=True))

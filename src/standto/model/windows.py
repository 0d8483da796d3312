"""Windows: the arrays that every engine reads."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from standto.model.one_line import counted
from standto.model.time import Period

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import numpy as np
    from numpy.typing import NDArray


class SupplyClass(NamedTuple):
    """People and places of one force who can do the same duties.

    Attributes
    ----------
    force
        Index into `Scenario.forces_in_order`.
    duties
        The duties that each of them can and may do, as a bit mask over `Scenario.demands`, whose first places are
        those of `Scenario.duties_in_order`. Bits of duties that do not stand may be set, without effect: such a duty
        requires nobody.
    """

    force: int
    duties: int


@dataclass(frozen=True, repr=False)
class Windows:
    """The longest periods in which neither supply nor requirement changes.

    Attributes
    ----------
    starts, untils
        Instants, shape (windows,), int64; each window is ``[start, until)``, and starts where the one before ends.
    classes
        The classes of supply; each can do at least one duty.
    counts
        The number of each class who count, shape (windows, classes), int64.
    required
        The number that each duty requires, shape (windows, duties), int64; -1 if the duty does not stand.
    criticalities
        The criticality of each duty, in ascending order.
    forces
        The number of forces; force 0 is the home force.
    """

    starts: NDArray[np.int64]
    untils: NDArray[np.int64]
    classes: tuple[SupplyClass, ...]
    counts: NDArray[np.int64]
    required: NDArray[np.int64]
    criticalities: tuple[int, ...]
    forces: int

    def __repr__(self) -> str:
        """Return one line, because the arrays may have thousands of rows."""
        duties = counted(self.required.shape[1], "duty", "duties")
        classes = counted(len(self.classes), "class", "classes")
        return f"<Windows: {counted(len(self), 'window')}, {duties}, {classes}>"

    def __len__(self) -> int:
        return len(self.starts)

    def runs(self, rows: Iterable[int]) -> Iterator[tuple[list[int], Period]]:
        """Yield some windows, given in ascending order, in runs without a break, each with its period."""
        # Within a run, a window and its place among the rows grow together.
        for _, same in groupby(enumerate(rows), key=lambda pair: pair[1] - pair[0]):
            run = [row for _, row in same]
            yield run, Period(int(self.starts[run[0]]), int(self.untils[run[-1]]))

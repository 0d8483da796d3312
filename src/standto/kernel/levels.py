"""Levels: the duties of criticality 1 up to one number, taken together, and what breaks first among them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from standto.kernel.breaking import PartBreakers
from standto.kernel.critical_sets import SHORT, CriticalSet, critical_sets_by_transform
from standto.kernel.integer_program import critical_sets_by_program
from standto.kernel.parts import HOME, parts_of, problems_by_window

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from numpy.typing import NDArray

    from standto.kernel.breaking import Breakers
    from standto.kernel.parts import Part
    from standto.model.windows import Windows

MOST_SETS = 20
"""Groups of duties that share people, up to which every set of them is looked at for the worst case."""
SECONDS = 60.0
"""How long an integer program may search for what breaks first in one window."""


@dataclass(frozen=True)
class CriticalityLevel:
    """The duties of some criticalities, taken together.

    Attributes
    ----------
    windows
        Supply and requirement.
    criticality
        The last of the criticalities.
    duties
        Indices of the duties.
    parts
        The parts into which those fall that require somebody.
    critical
        For each part what breaks first in each of its problems.
    """

    windows: Windows
    criticality: int
    duties: tuple[int, ...]
    parts: tuple[Part, ...]
    critical: tuple[list[CriticalSet | None], ...]

    @cached_property
    def within(self) -> list[list[tuple[int, int]]]:
        """For each window the problems that it falls into, as (part, problem)."""
        return problems_by_window(self.parts, len(self.windows))

    @cached_property
    def first(self) -> list[CriticalSet | None]:
        """What breaks first in each window; None where the loss of all home people breaks nothing."""
        return [first_of(self.critical[number][problem] for number, problem in ours) for ours in self.within]

    @cached_property
    def stands(self) -> NDArray[np.bool_]:
        """Whether any of the duties stands, shape (windows,)."""
        return np.asarray((self.windows.required[:, self.duties] >= 0).any(axis=1))

    @cached_property
    def steppers(self) -> NDArray[np.int64]:
        """How many home people and places count for a duty that stands, shape (windows,)."""
        stands = np.zeros_like(self.windows.required, dtype=np.bool_)
        stands[:, self.duties] = self.windows.required[:, self.duties] >= 0
        number = np.zeros(len(self.windows), dtype=np.int64)
        for place, kind in enumerate(self.windows.classes):
            if kind.force == HOME:
                able = [duty for duty in self.duties if kind.duties >> duty & 1]
                number += self.windows.counts[:, place] * stands[:, able].any(axis=1)
        return number

    @cached_property
    def _breakers(self) -> tuple[PartBreakers, ...]:
        """The sets of each part that the going of home people can break."""
        return tuple(map(PartBreakers, self.parts))

    def breakers(self, part: int, problem: int) -> Breakers:
        """Return the sets of a problem that the going of home people can break."""
        return self._breakers[part].of(problem)


def levels_of(
    windows: Windows, seconds: float = SECONDS, progress: Callable[[float], None] | None = None
) -> list[CriticalityLevel]:
    """Return the levels of a scenario: for each criticality, its duties and those before.

    Parameters
    ----------
    windows
        Supply and requirement.
    seconds
        How long an integer program may search for what breaks first in one window.
    progress
        Called for each level with the share of it done, from 0 to 1.
    """
    return [
        level_of(
            windows, [duty for duty, own in enumerate(windows.criticalities) if own <= last], last, seconds, progress
        )
        for last in sorted(set(windows.criticalities))
    ]


def level_of(
    windows: Windows,
    duties: Sequence[int],
    criticality: int = 0,
    seconds: float = SECONDS,
    progress: Callable[[float], None] | None = None,
) -> CriticalityLevel:
    """Return some duties, taken together; the parameters are those of `levels_of`."""
    parts = tuple(parts_of(windows, duties))
    told = progress or _tell_nobody
    critical = []
    for number, part in enumerate(parts):
        told(number / len(parts))
        critical.append(critical_sets_of(part, seconds))
    told(1)
    return CriticalityLevel(windows, criticality, tuple(duties), parts, tuple(critical))


def _tell_nobody(_share: float) -> None:
    """Say nothing of how far the work has come."""


def critical_sets_of(part: Part, seconds: float = SECONDS) -> list[CriticalSet | None]:
    """Return what breaks first in each problem of a part; None where the loss of all home people breaks nothing."""
    return critical_sets_by_transform(part) if part.groups <= MOST_SETS else critical_sets_by_program(part, seconds)


def first_of(critical: Iterable[CriticalSet | None]) -> CriticalSet | None:
    """Return what breaks first of parts that share nobody; of those that are short already, all together."""
    found = [one for one in critical if one is not None]
    short = [one for one in found if one.worst_case == SHORT]
    if short:
        duties = tuple(sorted(duty for one in short for duty in one.duties))
        return CriticalSet(SHORT, SHORT, duties, sum(one.eligible for one in short), sum(one.required for one in short))
    if not found:
        return None
    first = min(found, key=lambda one: one.order)
    return first._replace(worst_case=min(one.worst_case for one in found))

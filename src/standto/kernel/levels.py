"""Levels: the duties of criticality 1 up to some number, taken together, and their critical sets."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from standto.kernel.breaking import PartBreakers
from standto.kernel.critical_sets import SECONDS, CriticalSet, critical_sets_of, first_of
from standto.kernel.parts import HOME, Part, parts_of, problems_by_window
from standto.model.windows import Windows


@dataclass(frozen=True)
class CriticalityLevel:
    """The duties of some criticalities, taken together.

    Attributes
    ----------
    criticality
        The last of the criticalities.
    duties
        Indices of the duties.
    parts
        The parts into which the duties fall; duties that require nobody are in none.
    critical
        The critical set of each problem of each part.
    """

    windows: Windows
    criticality: int
    duties: tuple[int, ...]
    parts: tuple[Part, ...]
    critical: tuple[list[CriticalSet | None], ...]

    @cached_property
    def within(self) -> list[list[tuple[int, int]]]:
        """The problems that each window falls into, as (part, problem)."""
        return problems_by_window(self.parts, len(self.windows))

    @cached_property
    def first(self) -> list[CriticalSet | None]:
        """The critical set of each window; None if the loss of all home people breaks nothing."""
        return [first_of(self.critical[number][problem] for number, problem in ours) for ours in self.within]

    @cached_property
    def home_supply(self) -> NDArray[np.int64]:
        """The number of home people and places that count for a duty that stands, shape (windows,)."""
        stands = np.zeros_like(self.windows.required, dtype=np.bool_)
        stands[:, self.duties] = self.windows.required[:, self.duties] >= 0
        number = np.zeros(len(self.windows), dtype=np.int64)
        for place, kind in enumerate(self.windows.classes):
            if kind.force == HOME:
                able = [duty for duty in self.duties if kind.duties >> duty & 1]
                number += self.windows.counts[:, place] * stands[:, able].any(axis=1)
        return number

    @cached_property
    def breakers(self) -> tuple[PartBreakers, ...]:
        """The sets of each part that the loss of home people can break."""
        return tuple(map(PartBreakers, self.parts))


def levels_of(
    windows: Windows, seconds: float = SECONDS, progress: Callable[[float], None] | None = None
) -> list[CriticalityLevel]:
    """Return one level for each criticality: its duties and those before.

    Parameters
    ----------
    seconds
        The time that an integer program may take for one window.
    progress
        Called with the share of each level that is done, from 0 to 1.
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
    """Return some duties as one level; the parameters are those of `levels_of`."""
    parts = tuple(parts_of(windows, duties))
    critical = []
    for number, part in enumerate(parts):
        if progress is not None:
            progress(number / len(parts))
        critical.append(critical_sets_of(part, seconds))
    if progress is not None:
        progress(1)
    return CriticalityLevel(windows, criticality, tuple(duties), parts, tuple(critical))

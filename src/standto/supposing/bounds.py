"""What a number of people who step back cost at most and at least, window by window."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from standto.kernel.bit_sets import bits, mask_of
from standto.kernel.cheapest_filling import stayers_for_more
from standto.kernel.leaving_parts import STAYS
from standto.kernel.losses import Loss, PartLosses, together
from standto.kernel.parts import Part, parts_of, problems_by_window
from standto.model.time import HOUR
from standto.model.windows import Windows
from standto.supposing.leavers import Leavers


@dataclass(frozen=True)
class Bounds:
    """The places short in each window, seats that crews need taken as duties: before, and after a number step back.

    Attributes
    ----------
    starts, untils
        The windows, as instants, shape (windows,).
    before
        The places short while nobody more steps back, shape (windows,).
    most
        No choice of that many people leaves more places short, shape (windows,).
    attained
        Some choice leaves this number short; the same as `most`, unless a window has too many duties that share people,
        shape (windows,).
    least
        No choice leaves fewer places short, shape (windows,).
    by_person
        The place-hours short before, and the hours for which the members who count for longest count: nobody costs
        more than a place while they count.
    """

    starts: NDArray[np.int64]
    untils: NDArray[np.int64]
    before: NDArray[np.int64]
    most: NDArray[np.int64]
    attained: NDArray[np.int64]
    least: NDArray[np.int64]
    by_person: float

    @property
    def hours(self) -> NDArray[np.float64]:
        """The length of each window in hours."""
        return (self.untils - self.starts) / HOUR

    def place_hours(self, short: NDArray[np.int64]) -> float:
        """Return places short as place-hours."""
        return float((short * self.hours).sum())

    @property
    def at_most(self) -> float:
        """The place-hours that no choice exceeds: by what each window could lose, and by what each could cost."""
        return min(self.place_hours(self.most), self.by_person)

    @property
    def at_least(self) -> float:
        """The place-hours that no choice goes below."""
        return self.place_hours(self.least)


@dataclass(frozen=True)
class Losses:
    """The losses of all windows, part by part, for a number who step back."""

    leavers: Leavers
    count: int

    @property
    def windows(self) -> Windows:
        """Everybody who counts."""
        return self.leavers.supply.windows

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """The parts into which the windows fall."""
        return tuple(parts_of(self.windows))

    @cached_property
    def of_parts(self) -> tuple[PartLosses, ...]:
        """The losses of each part."""
        return tuple(PartLosses(part, self.leavers.supply.kept, len(self.leavers.register)) for part in self.parts)

    @cached_property
    def of_problems(self) -> tuple[tuple[Loss, ...], ...]:
        """The loss of each problem of each part."""
        return tuple(
            tuple(losses.of(problem) for problem in range(len(part)))
            for part, losses in zip(self.parts, self.of_parts, strict=True)
        )

    @cached_property
    def within(self) -> list[list[tuple[int, int]]]:
        """The problems that each window falls into, as (part, problem)."""
        return problems_by_window(self.parts, len(self.windows))

    @cached_property
    def going(self) -> NDArray[np.int64]:
        """The number of members who lose something by going, shape (windows,)."""
        ours = [number for number, kind in enumerate(self.windows.classes) if kind.force != STAYS]
        total: NDArray[np.int64] = self.windows.counts[:, ours].sum(axis=1)
        return total

    @cached_property
    def counted(self) -> NDArray[np.float64]:
        """The hours for which each member counts for something that they lose by going, shape (members,)."""
        hours = ((self.windows.untils - self.windows.starts) / HOUR).tolist()
        total = np.zeros(len(self.leavers.register))
        for kinds, length in zip(self.leavers.members(), hours, strict=True):
            total += (kinds >= 0) * length
        return total

    @cached_property
    def bounds(self) -> Bounds:
        """The bounds of each window."""
        windows, known = self.windows, dict[tuple[tuple[int, int], ...], tuple[int, int, int, int]]()
        found = np.zeros((len(windows), 4), dtype=np.int64)
        for row, ours in enumerate(self.within):
            key = tuple(ours)
            if key not in known:
                known[key] = self._of_problems(key)
            found[row] = known[key]
        before, most, attained, alone = found.T
        # Of the members who lose something here, at least `forced` go: the others are not enough for the count.
        forced = np.maximum(self.count - (len(self.leavers.register) - self.going), 0)
        least = self._least(before, alone, self.going - forced)
        hours = (windows.untils - windows.starts) / HOUR
        by_person = float((before * hours).sum() + np.sort(self.counted)[::-1][: self.count].sum())
        return Bounds(windows.starts, windows.untils, before, most, attained, least, by_person)

    def _least(
        self, before: NDArray[np.int64], alone: NDArray[np.int64], staying: NDArray[np.int64]
    ) -> NDArray[np.int64]:
        """Return the fewest places short if only some of those who lose something stay, shape (windows,)."""
        # If those who go can do nothing any more: filled = min(filled by all, filled without any of them + those who
        # stay), a rank of a matroid. In any case no fewer places are short.
        least: NDArray[np.int64] = np.maximum(before, alone - staying)
        if any(self.leavers.supply.kept):
            for row in np.flatnonzero((staying < self.going) & (alone > before)).tolist():
                costs = sorted(cost for problem in self.within[row] for cost in self._stayers(*problem))
                least[row] = alone[row] - np.searchsorted(np.cumsum(costs), staying[row], side="right")
        return least

    def _stayers(self, part: int, problem: int) -> list[int]:
        """Return how many must stay for each place more than those who go can fill."""
        key = part, problem
        if key not in self._known_stayers:
            self._known_stayers[key] = stayers_for_more(self.of_parts[part].leaving, problem)
        return self._known_stayers[key]

    @cached_property
    def _known_stayers(self) -> dict[tuple[int, int], list[int]]:
        return {}

    def _of_problems(self, problems: Sequence[tuple[int, int]]) -> tuple[int, int, int, int]:
        """Return the places short before, at most, attained, and if all members go, in some problems together."""
        losses = [self.of_problems[part][problem] for part, problem in problems]
        most = together((one.most for one in losses), self.count)
        found = together((one.found for one in losses), self.count)
        before, alone = (sum(int(one.found[place]) for one in losses) for place in (0, -1))
        return before, int(most[-1]), int(found[-1]), alone

    def worst_sets(self, row: int) -> int:
        """Return the duties against which the most harm is done in a window, as a bit mask."""
        problems, left, chosen = self.within[row], self.count, 0
        losses = [self.of_problems[part][problem].found for part, problem in problems]
        for place, (part, problem) in enumerate(problems):
            rest = together(losses[place + 1 :], left)
            own = losses[place]
            # Of the splits with the greatest sum, take the one that spends fewest people here.
            sums = [own[go] + rest[min(left - go, len(rest) - 1)] for go in range(min(left, len(own) - 1) + 1)]
            go = int(np.argmax(sums))
            if go:
                found = self.of_parts[part].worst_set(problem, go)
                chosen |= mask_of(self.parts[part].duties[duty] for duty in bits(found.duties))
            left -= go
        return chosen

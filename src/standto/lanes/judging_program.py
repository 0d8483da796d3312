"""The program that finds gaps and the use of help in a vector of lanes.

For a set S of groups let r(S) be the places that they require, e(S) the people and places of supply that can do any of
them, and m(S) those that can do none. By Hall and Ore the least total gap is the most of ``r(S) - e(S)`` over all sets.
Let N be all supply, R all places and G all groups. Then::

    r(S) - e(S)  =  (R - r(G - S)) - (N - m(S))  =  f(S) - f({}),   f(S) = m(S) - r(G - S)

and f(S) is the sum of the *leaves* of all sets T that contain S. The leaf of T is the supply that can do just the
groups outside T; where that is one group g, less the places of g. So a requirement is a negative number of people who
can do that group alone, and one transform gives all differences.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import count
from typing import NamedTuple

from standto.lanes.lane_splitting import DutyRun, LanePart
from standto.lanes.row_program import (
    ADD,
    ADD_WITHIN,
    CLEAR,
    COPY,
    DUTY,
    FIRST,
    GAP,
    IF_NOBODY,
    IF_NONE,
    JUMP,
    LAST,
    RADIX,
    RAISE,
    STEP,
    SUM,
    SUPPLY,
    TAKE,
    USE,
    Instruction,
    RowProgram,
)


class RowPlaces(NamedTuple):
    """Where the rows of a program are.

    Attributes
    ----------
    required
        The first of the rows of the requirement, by duty.
    gap, duty_gap, used
        The first of the rows of results: by criticality, by duty, by tier.
    base, most
        The row of f({}), and after it the rows by group: the most of that and f(S) of the sets whose last group it is.
    before, missing, top, some
        Single rows: the gap before a tier, and with it; the most of f(S) for a run; a sum.
    leaves, sets
        The first of the rows by set: leaves, and f(S).
    end
        The number of rows.
    """

    required: int
    gap: int
    duty_gap: int
    used: int
    base: int
    most: int
    before: int
    missing: int
    top: int
    some: int
    leaves: int
    sets: int
    end: int


def row_places(criticalities: int, duties: int, tiers: int, groups: int) -> RowPlaces:
    """Return the places of the rows of a plan whose largest part has some groups."""
    sizes = [duties, criticalities, duties, tiers, 1, groups + 1, 1, 1, 1, 1, 1 << groups, 1 << groups]
    return RowPlaces(*(sum(sizes[:place]) for place in range(len(sizes) + 1)))


class JudgingProgram:
    """The program of a plan, written part by part."""

    def __init__(self, places: RowPlaces) -> None:
        self.rows = RowProgram()
        self._at = places
        self.rows.add(CLEAR, places.gap, places.base - places.gap)

    def unreached(self, duties: Sequence[int]) -> None:
        """Leave every place of duties that nobody can do unfilled."""
        for duty in duties:
            self.rows.add(COPY, self._at.duty_gap + duty, self._at.required + duty)

    def part(self, part: LanePart, first: int) -> None:
        """Judge a part: tier after tier until nothing is missing.

        Parameters
        ----------
        first
            The place of the part's first kind in the list of kinds.
        """
        rows, bounds = self.rows, [first]
        for _, kinds in part.passes:
            bounds.append(bounds[-1] + len(kinds))
        self._requirement(part)
        ends: list[Instruction] = []
        details: list[tuple[int, Instruction]] = []
        for number, (tier, _) in enumerate(part.passes[:-1]):
            idle = [rows.add(IF_NOBODY, bounds[number], bounds[number + 1])] if number else []
            rows.add(SUPPLY, bounds[number], bounds[number + 1])
            details.append((tier, rows.add(IF_NOBODY, bounds[number + 1], bounds[-1])))
            self._total(part)
            ends.append(self._use(tier))
            rows.land(idle)
        rows.add(SUPPLY, *bounds[-2:])
        ends.extend(self._detail(part, part.passes[-1][0]))
        for tier, jump in details:
            rows.land([jump])
            ends.extend(self._detail(part, tier))
        rows.land(ends)

    def together(self, levels: Sequence[int]) -> None:
        """Find the gap up to each criticality, given the number of the criticality of each duty."""
        # gap(criticality) = gap(the one before) + sum of gap(duty) over its duties
        rows, at = self.rows, self._at
        for level in range(max(levels, default=-1) + 1):
            rows.add(SUM, at.gap + level, at.duty_gap + levels.index(level), levels.count(level))
            if level:
                rows.add(ADD, at.gap + level, at.gap + level - 1)

    def _requirement(self, part: LanePart) -> None:
        """Lay the requirement into the leaves, and note its sum as the gap without any supply."""
        rows, at = self.rows, self._at
        rows.add(CLEAR, at.leaves, 1 << part.groups)
        rows.add(CLEAR, at.before, 1)
        for first, number in _stretches(part.duties):
            rows.add(SUM, at.before, at.required + first, number)
        for run in part.runs:
            for duty in run.duties:
                rows.add(TAKE, at.leaves + part.without(1 << run.group), at.required + duty)

    def _total(self, part: LanePart) -> None:
        """Find the gap of all duties together."""
        rows, at = self.rows, self._at
        for first, end, row in rows.summed_blocks(at.leaves, at.sets, part.groups):
            if first == 0:
                rows.add(FIRST, at.base, row)
                rows.add(COPY, at.most + RADIX, at.base)
            if end > 16:
                rows.add(LAST, at.most + RADIX, row + max(16 - first, 0), end - max(first, 16))
        rows.add(GAP, at.missing, at.base, RADIX + 2)

    def _use(self, tier: int) -> Instruction:
        """Note the use of a tier: the gap without it less the gap with it; return the jump for no gap."""
        self.rows.add(USE, self._at.used + tier, self._at.before, self._at.missing)
        return self.rows.add(IF_NONE, self._at.missing)

    def _detail(self, part: LanePart, tier: int) -> list[Instruction]:
        """Find the gap of each duty with the last supply; return the jumps to the end of the part."""
        rows, at = self.rows, self._at
        again = any(not run.first for run in part.runs)
        if again:
            self._keep_sets(part)
        else:
            self._by_group(part)
        rows.add(GAP, at.missing, at.base, part.groups + 1)
        covered = self._use(tier)
        if again:
            self._without_later_runs(part)
        rows.add(CLEAR, at.missing, 1)
        seen = 0
        for run in part.runs:
            seen = max(seen, run.group + 1)
            if again:
                self._most_of_run(part, run, seen)
            self._gaps_of_run(run, at.top if again else at.most + run.group)
        return [covered, rows.add(JUMP)]

    def _by_group(self, part: LanePart) -> None:
        """Find the most of f(S) by last group."""
        rows, at = self.rows, self._at
        for first, end, row in rows.summed_blocks(at.leaves, at.sets, part.groups):
            if first == 0:
                rows.add(FIRST, at.base, row)
            for group in range(RADIX, part.groups):
                start, until = max(first, 1 << group), min(end, 2 << group)
                if start == 1 << group < until:
                    rows.add(COPY, at.most + group, at.base)
                if start < until:
                    rows.add(LAST, at.most + group, row + start - first, until - start)

    def _keep_sets(self, part: LanePart) -> None:
        """Find f(S) of every set, and the most by last group."""
        rows, at = self.rows, self._at
        for first, end, row in rows.summed_blocks(at.leaves, at.sets, part.groups):
            for start in range(first, end, 16):
                rows.add(STEP, at.sets + start, row + start - first, 1, RADIX)
        rows.add(COPY, at.base, at.sets)
        for group in range(part.groups):
            rows.add(COPY, at.most + group, at.base)
            rows.add(RAISE, at.most + group, at.sets, 1 << group, 2 << group)

    def _without_later_runs(self, part: LanePart) -> None:
        """Take the places of the runs whose group had a run before from f(S)."""
        rows, at = self.rows, self._at
        for run in part.runs:
            if not run.first:
                rows.add(CLEAR, at.some, 1)
                for duty in run.duties:
                    rows.add(TAKE, at.some, at.required + duty)
                rows.add(ADD_WITHIN, at.sets, at.some, 1 << run.group, 1 << part.groups)

    def _most_of_run(self, part: LanePart, run: DutyRun, seen: int) -> None:
        """Add a run to f(S), if left out, and find the most over the sets of the groups seen that have its own."""
        rows, at = self.rows, self._at
        if not run.first:
            rows.add(CLEAR, at.some, 1)
            for duty in run.duties:
                rows.add(ADD, at.some, at.required + duty)
            rows.add(ADD_WITHIN, at.sets, at.some, 1 << run.group, 1 << part.groups)
        rows.add(COPY, at.top, at.base)
        rows.add(RAISE, at.top, at.sets, 1 << run.group, 1 << seen)

    def _gaps_of_run(self, run: DutyRun, most: int) -> None:
        """Find the gap of each duty of a run: what it adds to the gap of those before it."""
        rows, at = self.rows, self._at
        if len(run.duties) > 1 and most != at.top:
            rows.add(COPY, at.top, most)
            most = at.top
        for duty in run.duties[1:]:
            rows.add(TAKE, most, at.required + duty)
        for place, duty in enumerate(run.duties):
            if place:
                rows.add(ADD, most, at.required + duty)
            rows.add(DUTY, at.duty_gap + duty, at.missing, most, at.base)


def _stretches(duties: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield the first duty, and the number, of duties that follow each other without a break."""
    starts = [duty for duty in duties if duty - 1 not in duties]
    for start in starts:
        yield start, next(number for number in count(1) if start + number not in duties)

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

from collections.abc import Sequence
from typing import NamedTuple

from standto.lanes.lane_splitting import DutyRun, LanePart
from standto.lanes.row_program import (
    ADD,
    ADD_WITHIN,
    CLEAR,
    COPY,
    IF_NOBODY,
    IF_NONE,
    JUMP,
    LAST,
    RADIX,
    RAISE,
    STEP,
    SUPPLY,
    TAKE,
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
    most
        The first of the rows by group: the most of f(S) over the sets whose last group it is.
    before, missing, top, base, some
        Single rows: the gap before a tier, and with it; the most of f(S); f({}); a sum.
    leaves, sets
        The first of the rows by set: leaves, and f(S).
    end
        The number of rows.
    """

    required: int
    gap: int
    duty_gap: int
    used: int
    most: int
    before: int
    missing: int
    top: int
    base: int
    some: int
    leaves: int
    sets: int
    end: int


def row_places(criticalities: int, duties: int, tiers: int, groups: int) -> RowPlaces:
    """Return the places of the rows of a plan whose largest part has some groups."""
    sizes = [duties, criticalities, duties, tiers, groups, 1, 1, 1, 1, 1, 1 << groups, 1 << groups]
    return RowPlaces(*(sum(sizes[:place]) for place in range(len(sizes) + 1)))


class JudgingProgram:
    """The program of a plan, written part by part."""

    def __init__(self, places: RowPlaces) -> None:
        self.rows = RowProgram()
        self._at = places
        self.rows.add(CLEAR, places.gap, places.most - places.gap)

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
        rows, at, bounds = self.rows, self._at, [first]
        for _, kinds in part.passes:
            bounds.append(bounds[-1] + len(kinds))
        self._requirement(part)
        ends: list[Instruction] = []
        details: list[tuple[int, Instruction]] = []
        for number, (tier, _) in enumerate(part.passes[:-1]):
            idle = [rows.add(IF_NOBODY, bounds[number], bounds[number + 1], 0, at.some)] if number else []
            rows.add(SUPPLY, bounds[number], bounds[number + 1])
            details.append((tier, rows.add(IF_NOBODY, bounds[number + 1], bounds[-1], 0, at.some)))
            self._total(part)
            self._use(tier)
            ends.append(rows.add(IF_NONE, at.missing))
            rows.add(COPY, at.before, at.missing)
            rows.land(idle)
        rows.add(SUPPLY, *bounds[-2:])
        ends.extend(self._detail(part, part.passes[-1][0]))
        for tier, jump in details:
            rows.land([jump])
            ends.extend(self._detail(part, tier))
        rows.land(ends)

    def together(self, levels: Sequence[int]) -> None:
        """Find the gap up to each criticality, given the number of the criticality of each duty."""
        # gap(criticality) = sum of gap(duty) over the duties up to it
        rows, at = self.rows, self._at
        rows.add(CLEAR, at.some, 1)
        for duty, level in enumerate(levels):
            rows.add(ADD, at.some, at.duty_gap + duty)
            if levels[duty + 1 : duty + 2] != [level]:
                rows.add(COPY, at.gap + level, at.some)

    def _requirement(self, part: LanePart) -> None:
        """Lay the requirement into the leaves, and note its sum as the gap without any supply."""
        rows, at = self.rows, self._at
        rows.add(CLEAR, at.leaves, 1 << part.groups)
        rows.add(CLEAR, at.before, 1)
        for run in part.runs:
            for duty in run.duties:
                rows.add(TAKE, at.leaves + part.without(1 << run.group), at.required + duty)
                rows.add(ADD, at.before, at.required + duty)

    def _total(self, part: LanePart) -> None:
        """Find the gap of all duties together."""
        rows, at = self.rows, self._at
        for first, end, row in rows.summed_blocks(at.leaves, at.sets, part.groups):
            if first == 0:
                self._first_sixteen(row, [at.top] * RADIX)
                rows.add(LAST, at.top, row + 16, end - 16)
            else:
                rows.add(LAST, at.top, row, end - first)
        self._gap_from(at.top)

    def _gap_from(self, most: int) -> None:
        """Find the gap: ``max of f(S) - f({})``."""
        self.rows.add(COPY, self._at.missing, most)
        self.rows.add(TAKE, self._at.missing, self._at.base)

    def _first_sixteen(self, row: int, most: Sequence[int]) -> None:
        """Take the last step for the sets of the first four groups, and find the most by last group."""
        rows, at = self.rows, self._at
        rows.add(STEP, at.sets, row, 1, RADIX)
        rows.add(COPY, at.base, at.sets)
        for start in dict.fromkeys(most):
            rows.add(COPY, start, at.base)
        for group, to in enumerate(most):
            rows.add(RAISE, to, at.sets, 1 << group, 2 << group)

    def _use(self, tier: int) -> None:
        """Note the use of a tier: the gap without it less the gap with it."""
        self.rows.add(ADD, self._at.used + tier, self._at.before)
        self.rows.add(TAKE, self._at.used + tier, self._at.missing)

    def _detail(self, part: LanePart, tier: int) -> list[Instruction]:
        """Find the gap of each duty with the last supply; return the jumps to the end of the part."""
        rows, at = self.rows, self._at
        again = any(not run.first for run in part.runs)
        self._by_group(part, keep=again)
        rows.add(COPY, at.top, at.base)
        rows.add(RAISE, at.top, at.most, 0, part.groups)
        self._gap_from(at.top)
        self._use(tier)
        covered = rows.add(IF_NONE, at.missing)
        if again:
            self._without_later_runs(part)
        rows.add(CLEAR, at.missing, 1)
        seen = 0
        for run in part.runs:
            seen = max(seen, run.group + 1)
            self._most_of_run(part, run, seen, again)
            self._gaps_of_run(run)
        return [covered, rows.add(JUMP)]

    def _by_group(self, part: LanePart, *, keep: bool) -> None:
        """Find the most of f(S) by last group; keep f(S) of every set, if asked."""
        rows, at = self.rows, self._at
        for first, end, row in rows.summed_blocks(at.leaves, at.sets, part.groups):
            if first == 0:
                self._first_sixteen(row, range(at.most, at.most + RADIX))
            for start in range(max(first, 16), end, 16) if keep else ():
                rows.add(STEP, at.sets + start, row + start - first, 1, RADIX)
            for group in range(RADIX, part.groups):
                start, until = max(first, 1 << group), min(end, 2 << group)
                if start == 1 << group < until:
                    rows.add(COPY, at.most + group, at.base)
                if start < until and not keep:
                    rows.add(LAST, at.most + group, row + start - first, until - start)
                elif start < until == 2 << group:
                    rows.add(RAISE, at.most + group, at.sets, 1 << group, until)

    def _without_later_runs(self, part: LanePart) -> None:
        """Take the places of the runs whose group had a run before from f(S)."""
        rows, at = self.rows, self._at
        for run in part.runs:
            if not run.first:
                rows.add(CLEAR, at.some, 1)
                for duty in run.duties:
                    rows.add(TAKE, at.some, at.required + duty)
                rows.add(ADD_WITHIN, at.sets, at.some, 1 << run.group, 1 << part.groups)

    def _most_of_run(self, part: LanePart, run: DutyRun, seen: int, again: bool) -> None:
        """Find the most of r(S) - e(S) over the sets of the groups seen so far that have the run's group."""
        rows, at = self.rows, self._at
        if not again:
            rows.add(COPY, at.top, at.most + run.group)
        else:
            if not run.first:
                rows.add(CLEAR, at.some, 1)
                for duty in run.duties:
                    rows.add(ADD, at.some, at.required + duty)
                rows.add(ADD_WITHIN, at.sets, at.some, 1 << run.group, 1 << part.groups)
            rows.add(COPY, at.top, at.base)
            rows.add(RAISE, at.top, at.sets, 1 << run.group, 1 << seen)
        rows.add(TAKE, at.top, at.base)

    def _gaps_of_run(self, run: DutyRun) -> None:
        """Find the gap of each duty of a run: what it adds to the gap of those before it."""
        rows, at = self.rows, self._at
        for duty in run.duties:
            rows.add(TAKE, at.top, at.required + duty)
        for duty in run.duties:
            rows.add(ADD, at.top, at.required + duty)
            # gap(duty) = max(missing, top) - missing
            rows.add(TAKE, at.duty_gap + duty, at.missing)
            rows.add(RAISE, at.missing, at.top, 0, 1)
            rows.add(ADD, at.duty_gap + duty, at.missing)

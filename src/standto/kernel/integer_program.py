"""The critical set as an integer program, for parts with too many groups of duties to examine every set.

``x_g`` says whether group g is in the set, and ``y_k`` whether kind k can do any of it. There are ``n_k`` people of
kind k and ``r_g`` places of group g::

    minimise    sum n_k y_k - sum r_g x_g
    subject to  y_k >= x_g                                   for each group g that kind k can do
                sum r_g x_g - sum over k outside n_k y_k >= 1
                x_g in {0, 1},  0 <= y_k <= 1

The problem is NP-hard in the number of duties as soon as there is help from outside, so a search may be cut short. The
worst case is then the bound that was proved, and the best set found is an upper bound of it.

A solver calculates with floating-point numbers. The greatest common divisor is divided out of all numbers. If they are
still too large for the solver to tell neighbours apart, they are taken in larger units, and the worst case is a bound.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from standto.kernel.bit_sets import bits
from standto.kernel.highs import load_highs, new_solver, run_solver
from standto.kernel.parts import HOME, Part
from standto.kernel.transform import by_group

_WHOLE = 1e-6
"""How far a solver's number may be from the whole number that it stands for."""
_MOST = 250_000
"""The most people and places together for which a solver can tell each number from the next."""
_UNSURE = 1.0
"""How far the solver's bound may be off with more of them, in the larger units."""


class FoundSet(NamedTuple):
    """A set of groups as a bit mask, None if none was found in time, and the bound that was proved."""

    groups: int | None
    bound: float
    proved: bool


def _in_units(counts: list[int], required: list[int]) -> tuple[Sequence[float], Sequence[float], float]:
    """Return numbers in the largest unit that keeps them whole or, if they are still too large, in a larger one."""
    common = math.gcd(*counts, *required) or 1
    total = max(sum(counts), sum(required)) // common
    if total <= _MOST:
        return [number // common for number in counts], [number // common for number in required], common
    unit = common * (total / _MOST)
    return [number / unit for number in counts], [number / unit for number in required], unit


class _Constraint(NamedTuple):
    """A constraint: the sum of the columns, each times its factor, is at least `least`."""

    least: float
    factors: Mapping[int, float]


@dataclass(frozen=True)
class IntegerProgram:
    """The program of one problem: columns are the groups, then the kinds.

    Attributes
    ----------
    groups
        The number of groups.
    sizes
        The number of duties in each group.
    spare
        The objective: people who could do any duty of the set, less its places.
    rows
        The constraints.
    seconds
        The time that one search may take.
    unit
        The number of people or places that the number 1 stands for.
    exact
        Whether the numbers are whole, and small enough for the solver to tell each from the next.
    """

    groups: int
    sizes: list[int]
    spare: list[float]
    rows: list[_Constraint]
    seconds: float
    unit: float
    exact: bool

    @staticmethod
    def of(part: Part, problem: int, seconds: float) -> IntegerProgram:
        """Return the program of a problem."""
        places = by_group(part, slice(problem, problem + 1))[0].tolist()
        counts, required, unit = _in_units(part.counts[problem].tolist(), places)
        rows: list[_Constraint] = []
        outside: dict[int, float] = dict(enumerate(required))
        for column, (kind, reach, count) in enumerate(zip(part.kinds, part.reach, counts, strict=True), part.groups):
            rows.extend(_Constraint(0, {column: 1, group: -1}) for group in bits(reach) if count)
            if kind.force != HOME:
                outside[column] = -count
        exact = isinstance(unit, int)
        rows.append(_Constraint(1 if exact else 1 / unit, outside))
        sizes = [part.group_of.count(group) for group in range(part.groups)]
        spare = [*(-number for number in required), *counts]
        return IntegerProgram(part.groups, sizes, spare, rows, seconds, unit, exact)

    def lower_bound(self, found: FoundSet) -> int:
        """Return the least number of people that any set has to spare."""
        if not math.isfinite(found.bound):
            return 0
        unsure = _WHOLE if self.exact else _UNSURE
        return math.ceil(max(found.bound - unsure, 0.0) * self.unit)

    def first_of(self, spare: int, found: int) -> int:
        """Return the set with the fewest duties, then the first in order, among those with this much to spare."""
        tight = [_Constraint(-spare, {column: -number for column, number in enumerate(self.spare)})]
        size: list[float] = [*self.sizes, *(0 for _ in self.spare[self.groups :])]
        fewest = self.solve(size, tight).groups
        best = found if fewest is None else fewest
        smallest = sum(self.sizes[group] for group in bits(best))
        tight.append(_Constraint(-smallest, {column: -number for column, number in enumerate(size) if number}))
        chosen = 0
        for group in range(self.groups):
            if not best >> group & 1:
                other = self.solve([0] * len(size), tight, chosen | 1 << group).groups
                if other is None:
                    continue
                best = other
            chosen |= 1 << group
            if chosen == best:
                break
        return best

    def solve(self, cost: Sequence[float], more: list[_Constraint] | None = None, inside: int = 0) -> FoundSet:
        """Minimise a cost under the constraints and some more, with some groups inside the set."""
        highspy = load_highs()
        solver = new_solver(highspy, time_limit=self.seconds)
        solver.passModel(self._model(highspy, cost, [*self.rows, *(more or [])], inside))
        run_solver(solver)
        info, proved = solver.getInfo(), solver.getModelStatus() == highspy.HighsModelStatus.kOptimal
        if info.primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
            return FoundSet(None, info.mip_dual_bound, proved=False)
        values = solver.getSolution().col_value[: self.groups]
        groups = sum(1 << group for group, value in enumerate(values) if round(value))
        return FoundSet(groups, info.mip_dual_bound, proved)

    def _model(self, highspy: Any, cost: Sequence[float], rows: list[_Constraint], inside: int) -> Any:
        """Return the program in the form of HiGHS, row by row."""
        model = highspy.HighsLp()
        model.num_col_, model.num_row_ = len(cost), len(rows)
        model.col_cost_ = np.array(cost, dtype=np.float64)
        model.col_lower_ = np.array([float(inside >> column & 1) for column in range(len(cost))])
        model.col_upper_ = np.ones(len(cost))
        model.row_lower_ = np.array([float(row.least) for row in rows])
        model.row_upper_ = np.full(len(rows), highspy.kHighsInf)
        model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        model.a_matrix_.start_ = np.cumsum([0, *(len(row.factors) for row in rows)], dtype=np.int32)
        model.a_matrix_.index_ = np.array([column for row in rows for column in row.factors], dtype=np.int32)
        model.a_matrix_.value_ = np.array([float(number) for row in rows for number in row.factors.values()])
        whole, any_number = highspy.HighsVarType.kInteger, highspy.HighsVarType.kContinuous
        model.integrality_ = [whole if column < self.groups else any_number for column in range(len(cost))]
        return model

"""What breaks first, as an integer program: for more groups of duties than every set of which can be looked at.

With ``x_g`` whether group g is in the set, ``y_k`` whether kind k can do any of it, ``n_k`` people of the kind and
``r_g`` places of the group::

    minimise    sum n_k y_k - sum r_g x_g
    subject to  y_k >= x_g                                   for each group g that kind k can do
                sum r_g x_g - sum over k outside n_k y_k >= 1
                x_g in {0, 1},  0 <= y_k <= 1

The problem is NP-hard in the number of duties as soon as there is help from outside, so a search may be cut short;
then the bound that was proved is the worst case, and the best set found is the most that it can be.

A solver reckons with fractions, to some places. What all numbers have in common is divided out. Where those left come
to more than the solver can tell apart by one, they are taken in larger units, and the worst case is a bound as well.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from standto.kernel.bit_sets import bits
from standto.kernel.critical_sets import critical_set_of
from standto.kernel.filling import Filling
from standto.kernel.highs import load_highs, new_solver, run_solver
from standto.kernel.parts import HOME

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from standto.kernel.critical_sets import CriticalSet
    from standto.kernel.parts import Part

_WHOLE = 1e-6
"""How far a solver's number may be from the whole number that it means."""
_MOST = 250_000
"""People and places together, up to which a solver tells each number from the next."""
_UNSURE = 1.0
"""How far the solver's bound may be off where there are more, in the larger units."""


class _Found(NamedTuple):
    """A set of groups, as a bit mask, and the bound that was proved; None: no set was found in time."""

    groups: int | None
    bound: float
    proved: bool


def critical_sets_by_program(part: Part, seconds: float) -> list[CriticalSet | None]:
    """Return what breaks first in each problem of a part; None where the loss of all home people breaks nothing.

    Parameters
    ----------
    part
        Duties and who could do them.
    seconds
        How long the search of one problem may take.
    """
    return [_critical_set(part, problem, seconds) for problem in range(len(part))]


def _critical_set(part: Part, problem: int, seconds: float) -> CriticalSet | None:
    """Return what breaks first in one problem."""
    short = deficient(part, problem, part.counts[problem].tolist())
    if short:
        return critical_set_of(part, problem, short)
    outside = [
        0 if kind.force == HOME else count
        for kind, count in zip(part.kinds, part.counts[problem].tolist(), strict=True)
    ]
    alone = deficient(part, problem, outside)
    if not alone:
        return None
    program = _IntegerProgram.of(part, problem, seconds)
    found = program.solve(program.spare)
    candidates = [alone]
    if found.groups is not None and _breaks(part, problem, part.duties_of(found.groups)):
        candidates.append(part.duties_of(found.groups))
    best = min((critical_set_of(part, problem, duties) for duties in candidates), key=lambda critical: critical.order)
    if not (found.proved and program.exact):
        unsure = _WHOLE if program.exact else _UNSURE
        bound = max(found.bound - unsure, 0.0) * program.unit if math.isfinite(found.bound) else 0
        return best._replace(worst_case=min(math.ceil(bound), best.at_most))
    spare = best.worst_case // int(program.unit)
    return critical_set_of(part, problem, part.duties_of(program.first_of(spare, found.groups or 0)))


def _breaks(part: Part, problem: int, duties: int) -> bool:
    """Whether the loss of all home people breaks a set of duties, a bit mask over the part's own."""
    outside: int = sum(
        count
        for kind, count in zip(part.kinds, part.counts[problem].tolist(), strict=True)
        if kind.force != HOME and kind.duties & duties
    )
    return outside < sum(int(part.required[problem, duty]) for duty in bits(duties))


def deficient(part: Part, problem: int, counts: list[int]) -> int:
    """Return the smallest set of duties that proves the whole gap left by so many of each kind; 0: there is none."""
    filling = Filling(part.kinds, counts, part.required[problem].tolist())
    filling.idle = list(counts)
    filling.grow(range(len(part.duties)))
    return filling.reached()


def _by_group(part: Part, problem: int) -> list[int]:
    """Return how many places each group has."""
    required = [0] * part.groups
    for group, number in zip(part.group_of, part.required[problem].tolist(), strict=True):
        required[group] += number
    return required


def _in_units(counts: list[int], required: list[int]) -> tuple[Sequence[float], Sequence[float], float]:
    """Return numbers in the largest unit that leaves them whole, or, where that leaves too many, in a larger one."""
    common = math.gcd(*counts, *required) or 1
    total = max(sum(counts), sum(required)) // common
    if total <= _MOST:
        return [number // common for number in counts], [number // common for number in required], common
    unit = common * (total / _MOST)
    return [number / unit for number in counts], [number / unit for number in required], unit


class _Constraint(NamedTuple):
    """A condition: the sum of the columns, each times its factor, is at least a number."""

    least: float
    factors: Mapping[int, float]


@dataclass(frozen=True)
class _IntegerProgram:
    """The program of one problem: columns are the groups, then the kinds.

    Attributes
    ----------
    groups
        How many groups there are.
    sizes
        How many duties each group holds.
    spare
        The objective: people who could do any duty of the set, less its places.
    rows
        The conditions.
    seconds
        How long one search may take.
    unit
        How many people or places one is in these numbers.
    exact
        Whether the numbers are whole, and few enough for the solver to tell each from the next.
    """

    groups: int
    sizes: list[int]
    spare: list[float]
    rows: list[_Constraint]
    seconds: float
    unit: float
    exact: bool

    @staticmethod
    def of(part: Part, problem: int, seconds: float) -> _IntegerProgram:
        """Write down the program of a problem."""
        counts, required, unit = _in_units(part.counts[problem].tolist(), _by_group(part, problem))
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
        return _IntegerProgram(part.groups, sizes, spare, rows, seconds, unit, exact)

    def first_of(self, spare: int, found: int) -> int:
        """Return, of the sets with so many to spare, the one with the fewest duties, and then the first in order."""
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

    def solve(self, cost: Sequence[float], more: list[_Constraint] | None = None, inside: int = 0) -> _Found:
        """Minimise a cost under the conditions, and more of them, with some groups inside the set."""
        highspy = load_highs()
        solver = new_solver(highspy, time_limit=self.seconds)
        solver.passModel(self._model(highspy, cost, [*self.rows, *(more or [])], inside))
        run_solver(solver)
        info, proved = solver.getInfo(), solver.getModelStatus() == highspy.HighsModelStatus.kOptimal
        if info.primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
            return _Found(None, info.mip_dual_bound, proved=False)
        values = solver.getSolution().col_value[: self.groups]
        groups = sum(1 << group for group, value in enumerate(values) if round(value))
        return _Found(groups, info.mip_dual_bound, proved)

    def _model(self, highspy: Any, cost: Sequence[float], rows: list[_Constraint], inside: int) -> Any:
        """Write a program down for HiGHS, row by row."""
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

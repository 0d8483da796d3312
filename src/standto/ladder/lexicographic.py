"""Lexicographic search of an integer program: one aim after another, each as high as the earlier ones allow.

The linear relaxation, without the condition that numbers be whole, is solved in a moment, and nearly always its answer
is whole all the same. If it is not, and the best whole numbers known do not reach its bound, the integer program is
solved.

The search is limited in steps, not in time, so that it ends the same way on every machine. Every answer of the solver
is checked in whole numbers before it counts. If the search ends without a proof, the best answer found stands, and
`LexicographicSearch.proven` says so.
"""

from __future__ import annotations

import math
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from standto.kernel.highs import load_highs, new_solver, run_solver

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

_WHOLE = 1e-6
"""How far a solver's number may be from the whole number that it stands for."""
_LINEAR: dict[str, int | str] = {"presolve": "off", "simplex_strategy": 4}
"""Primal simplex, which continues from where the aim before ended."""
MOST_NODES = 2_000
"""Branch-and-bound nodes that a search may visit for all its aims together; real ones need a few."""
MOST_ITERATIONS = 100_000
"""Simplex iterations, counted in the same way; about ten seconds of the largest programs."""


class Constraint(NamedTuple):
    """A row of the program: the sum of some columns, each times its factor, is at most a number."""

    most: int
    factors: dict[int, int]


class LexicographicSearch:
    """An integer program whose aims are maximised one after another; each keeps the earlier ones at their best.

    Parameters
    ----------
    upper
        The upper bound of each column; the lower bound is 0, and all columns at 0 meet every row.
    rows
        The constraints.

    Attributes
    ----------
    proven
        Whether every aim so far is proved to be as high as possible.
    """

    def __init__(self, upper: Sequence[int], rows: Sequence[Constraint]) -> None:
        self._highspy = load_highs()
        self._upper, self._rows = upper, rows
        self._nodes, self._iterations = MOST_NODES, MOST_ITERATIONS
        self.proven = True
        self._best = np.zeros(len(upper), dtype=np.int64)
        self._reached: list[tuple[float, NDArray[np.int32], NDArray[np.float64]]] = []
        self._linear = self._solver(whole=False)
        self._integer: Any = None

    def maximise(self, aim: dict[int, int], limit: int | None) -> int:
        """Return the highest sum of some columns, each times its factor, and hold later aims to it.

        Parameters
        ----------
        aim
            The columns with their factors.
        limit
            A known upper bound of the sum, if there is one: once it is reached, no search is needed.
        """
        if not aim:
            return 0
        columns = np.array(list(aim), dtype=np.int32)
        factors = np.array(list(aim.values()), dtype=np.float64)
        found = self._sum(columns, factors)
        if limit is None or found < limit:
            found = self._improved(columns, factors, found)
        self._hold(found, columns, factors)
        return found

    def _sum(self, columns: NDArray[np.int32], factors: NDArray[np.float64]) -> int:
        """Return the sum of some columns in the best answer known."""
        return round(float(self._best[columns] @ factors))

    def _improved(self, columns: NDArray[np.int32], factors: NDArray[np.float64], found: int) -> int:
        """Return the highest sum of some columns, given the sum `found` in the best answer known."""
        values, proven = self._solve(self._linear, columns, factors)
        if proven and math.floor(float(values[columns] @ factors) + _WHOLE) == found:
            return found
        if not proven or np.abs(values - np.rint(values)).max() > _WHOLE:
            self._integer = self._integer or self._solver(whole=True)
            values, proven = self._solve(self._integer, columns, factors)
        best = np.rint(values).astype(np.int64)
        sound = self._feasible(best)
        if sound and round(float(best[columns] @ factors)) > found:
            self._best = best
        self.proven &= proven and sound
        return self._sum(columns, factors)

    def _feasible(self, numbers: NDArray[np.int64]) -> bool:
        """Whether whole numbers meet every bound, row and earlier aim: the solver works in floating point."""
        each = numbers.tolist()
        return (
            all(0 <= number <= most for number, most in zip(each, self._upper, strict=True))
            and all(
                sum(each[column] * factor for column, factor in row.factors.items()) <= row.most for row in self._rows
            )
            and all(round(float(numbers[columns] @ factors)) >= found for found, columns, factors in self._reached)
        )

    def _solve(
        self, solver: Any, columns: NDArray[np.int32], factors: NDArray[np.float64]
    ) -> tuple[NDArray[np.float64], bool]:
        """Return values of all columns that make the sum of some high, and whether it is proved the highest."""
        if self._nodes <= 0 or self._iterations <= 0:
            return self._best.astype(np.float64), False
        costs = np.zeros(len(self._upper))
        costs[columns] = factors
        solver.changeColsCost(len(costs), np.arange(len(costs), dtype=np.int32), costs)
        solver.setOptionValue("mip_max_nodes", self._nodes)
        if solver is self._linear:
            solver.setOptionValue("simplex_iteration_limit", self._iterations)
        run_solver(solver)
        taken = solver.getInfo()
        self._iterations -= max(1, int(taken.simplex_iteration_count))
        self._nodes -= max(0, int(taken.mip_node_count))
        values = np.array(solver.getSolution().col_value)
        proven = bool(solver.getModelStatus() == self._highspy.HighsModelStatus.kOptimal)
        if len(values) != len(self._upper) or not np.isfinite(values).all():
            return self._best.astype(np.float64), False
        return values, proven

    def _hold(self, found: int, columns: NDArray[np.int32], factors: NDArray[np.float64]) -> None:
        """Require some columns to sum to at least `found` from now on."""
        self._reached.append((float(found), columns, factors))
        for solver in filter(None, (self._linear, self._integer)):
            solver.addRow(float(found), self._highspy.kHighsInf, len(columns), columns, factors)

    def _solver(self, *, whole: bool) -> Any:
        """Return a solver of the program, or of its linear relaxation, that keeps the aims reached so far."""
        solver = new_solver(self._highspy, **({} if whole else _LINEAR))
        solver.passModel(self._model(whole=whole))
        for found, columns, factors in self._reached:
            solver.addRow(found, self._highspy.kHighsInf, len(columns), columns, factors)
        return solver

    def _model(self, *, whole: bool) -> Any:
        """Return the program as HiGHS takes it."""
        model = self._highspy.HighsLp()
        model.num_col_, model.num_row_ = len(self._upper), len(self._rows)
        model.sense_ = self._highspy.ObjSense.kMaximize
        model.col_cost_ = np.zeros(len(self._upper))
        model.col_lower_ = np.zeros(len(self._upper))
        model.col_upper_ = np.array(self._upper, dtype=np.float64)
        model.row_lower_ = np.full(len(self._rows), -self._highspy.kHighsInf)
        model.row_upper_ = np.array([row.most for row in self._rows], dtype=np.float64)
        # The matrix, row by row: row i's factors stand in value_[start_[i]:start_[i + 1]], their columns in index_.
        factors = [row.factors for row in self._rows]
        model.a_matrix_.format_ = self._highspy.MatrixFormat.kRowwise
        model.a_matrix_.start_ = np.cumsum([0, *map(len, factors)], dtype=np.int32)
        model.a_matrix_.index_ = np.array(list(chain.from_iterable(factors)), dtype=np.int32)
        model.a_matrix_.value_ = np.array([number for row in factors for number in row.values()], dtype=np.float64)
        if whole:
            model.integrality_ = [self._highspy.HighsVarType.kInteger] * len(self._upper)
        return model

"""The best whole numbers of a program, one aim settled after the other: HiGHS, with and without the whole.

Without the condition that numbers be whole a program is a linear one, solved in a moment, and nearly always its answer
is whole all the same. Where it is not, and whole numbers known so far do not reach its bound, it is solved with it.

The search is bounded by its steps, not by a clock, so that it ends the same on every machine. What it finds counts once
it has been checked in whole numbers; where it ends without a proof, the greatest found so far stands, and that is said.
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
"""How far a solver's number may be from the whole number that it means."""
_LINEAR: dict[str, int | str] = {"presolve": "off", "simplex_strategy": 4}
"""Primal simplex goes on from where the aim before ended."""
MOST_NODES = 2_000
"""Nodes that a search may look at, all its aims together; real ones need a few."""
MOST_ITERATIONS = 100_000
"""Iterations of the simplex method, counted alike; some ten seconds where programs are very large."""


class Constraint(NamedTuple):
    """A condition: the sum of some columns, each times its factor, is at most a number."""

    most: int
    factors: dict[int, int]


class LexicographicSearch:
    """A program whose aims are settled one after the other; each keeps to those before.

    Parameters
    ----------
    upper
        The most that each column may be; the least is 0, and all at 0 meet every row.
    rows
        The conditions.

    Attributes
    ----------
    proven
        Whether each aim settled so far is as great as it can be; else it is the greatest found.
    """

    def __init__(self, upper: Sequence[int], rows: Sequence[Constraint]) -> None:
        self._highspy = load_highs()
        self._upper, self._rows = upper, rows
        self._nodes, self._iterations = MOST_NODES, MOST_ITERATIONS
        self.proven = True
        self._best = np.zeros(len(upper), dtype=np.int64)
        self._settled: list[tuple[float, NDArray[np.int32], NDArray[np.float64]]] = []
        self._linear = self._solver(whole=False)
        self._integer: Any = None

    def settle(self, aim: dict[int, int], limit: int | None) -> int:
        """Return the most that some columns, each times its factor, can sum to, and hold what follows to it.

        Parameters
        ----------
        limit
            More than which they cannot sum to, if that is known.
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
        """Return what columns sum to in the best known."""
        return round(float(self._best[columns] @ factors))

    def _improved(self, columns: NDArray[np.int32], factors: NDArray[np.float64], found: int) -> int:
        """Return the most that columns can sum to, where the best known has so much."""
        values, proven = self._maximise(self._linear, columns, factors)
        if proven and math.floor(float(values[columns] @ factors) + _WHOLE) == found:
            return found
        if not proven or np.abs(values - np.rint(values)).max() > _WHOLE:
            self._integer = self._integer or self._solver(whole=True)
            values, proven = self._maximise(self._integer, columns, factors)
        best = np.rint(values).astype(np.int64)
        sound = self._keeps(best)
        if sound and round(float(best[columns] @ factors)) > found:
            self._best = best
        self.proven &= proven and sound
        return self._sum(columns, factors)

    def _keeps(self, numbers: NDArray[np.int64]) -> bool:
        """Whether whole numbers meet every row and all that is settled: the solver works in floating point."""
        each = numbers.tolist()
        return (
            all(0 <= number <= most for number, most in zip(each, self._upper, strict=True))
            and all(
                sum(each[column] * factor for column, factor in row.factors.items()) <= row.most for row in self._rows
            )
            and all(round(float(numbers[columns] @ factors)) >= found for found, columns, factors in self._settled)
        )

    def _maximise(
        self, solver: Any, columns: NDArray[np.int32], factors: NDArray[np.float64]
    ) -> tuple[NDArray[np.float64], bool]:
        """Return values of all columns for which some sum to much, and whether to the most."""
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
        """Hold all that follows to what columns sum to."""
        self._settled.append((float(found), columns, factors))
        for solver in filter(None, (self._linear, self._integer)):
            solver.addRow(float(found), self._highspy.kHighsInf, len(columns), columns, factors)

    def _solver(self, *, whole: bool) -> Any:
        """Return a solver of the program, with what is settled so far."""
        solver = new_solver(self._highspy, **({} if whole else _LINEAR))
        solver.passModel(self._model(whole=whole))
        for found, columns, factors in self._settled:
            solver.addRow(found, self._highspy.kHighsInf, len(columns), columns, factors)
        return solver

    def _model(self, *, whole: bool) -> Any:
        """Write the program down for HiGHS."""
        model = self._highspy.HighsLp()
        model.num_col_, model.num_row_ = len(self._upper), len(self._rows)
        model.sense_ = self._highspy.ObjSense.kMaximize
        model.col_cost_ = np.zeros(len(self._upper))
        model.col_lower_ = np.zeros(len(self._upper))
        model.col_upper_ = np.array(self._upper, dtype=np.float64)
        model.row_lower_ = np.full(len(self._rows), -self._highspy.kHighsInf)
        model.row_upper_ = np.array([row.most for row in self._rows], dtype=np.float64)
        factors = [row.factors for row in self._rows]
        model.a_matrix_.format_ = self._highspy.MatrixFormat.kRowwise
        model.a_matrix_.start_ = np.cumsum([0, *map(len, factors)], dtype=np.int32)
        model.a_matrix_.index_ = np.array(list(chain.from_iterable(factors)), dtype=np.int32)
        model.a_matrix_.value_ = np.array([number for row in factors for number in row.values()], dtype=np.float64)
        if whole:
            model.integrality_ = [self._highspy.HighsVarType.kInteger] * len(self._upper)
        return model

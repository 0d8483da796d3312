"""The answers of OR-Tools about call-ins: ``python -m tests.ladder.solvers`` prints them as JSON.

It runs in a process of its own because OR-Tools and highspy cannot be loaded together.
"""

from __future__ import annotations

import json
import sys

from ortools.sat.python import cp_model

from tests.ladder.calls import FOR_SOLVERS, random_calls


def most_called_in(calls):
    """The places filled in each window and duty, by a program that sends each person to a shift."""
    model, solver = cp_model.CpModel(), cp_model.CpSolver()
    solver.parameters.num_workers = 1
    people = [row for row, number in zip(calls.could, calls.number, strict=True) for _ in range(number)]
    coming = [{shift: model.new_bool_var("") for shift in set(calls.shifts)} for _ in people]
    for shifts in coming:
        model.add_at_most_one(shifts.values())
    filled = {}
    for window, shift in enumerate(calls.shifts):
        serves = [
            {duty: model.new_bool_var("") for duty in range(calls.wanted.shape[1]) if row[window] >> duty & 1}
            for row in people
        ]
        for person, duties in enumerate(serves):
            model.add(sum(duties.values()) <= coming[person][shift])
        for duty, wanted in enumerate(calls.wanted[window].tolist()):
            filled[window, duty] = sum(duties[duty] for duties in serves if duty in duties)
            model.add(filled[window, duty] <= wanted)
    found = []
    for aim in [sum(filled.values()), *filled.values()]:
        model.maximize(aim)
        assert solver.solve(model) == cp_model.OPTIMAL
        found.append(round(solver.objective_value))
        model.add(aim >= found[-1])
    return found[1:]


def main():
    """Print the answer to each of the random calls."""
    json.dump([most_called_in(random_calls(**sizes)) for sizes in FOR_SOLVERS], sys.stdout)


if __name__ == "__main__":
    main()

"""Answers of OR-Tools for windows of any size: ``python -m tests.kernel.solvers`` prints it as JSON.

It runs in a process of its own: OR-Tools brings a HiGHS library that keeps the one of highspy from loading.
"""

from __future__ import annotations

import json
import sys

import numpy as np
from ortools.graph.python.max_flow import SimpleMaxFlow
from ortools.sat.python import cp_model

from tests.kernel.worlds import FOR_FLOWS, FOR_SHARES, FOR_WORST_CASES, random_windows


def filled_by_flow(windows, row, duties, forces):
    """Return the number of places of some duties that some forces can fill, by a maximum flow."""
    flow = SimpleMaxFlow()
    source, sink, first_duty = 0, 1, 2 + len(windows.classes)
    for number, (force, mask) in enumerate(windows.classes):
        if force in forces:
            flow.add_arc_with_capacity(source, 2 + number, int(windows.counts[row, number]))
            for duty in duties:
                if mask >> duty & 1:
                    flow.add_arc_with_capacity(2 + number, first_duty + duty, int(windows.counts[row, number]))
    for duty in duties:
        flow.add_arc_with_capacity(first_duty + duty, sink, max(int(windows.required[row, duty]), 0))
    if not flow.num_arcs():
        return 0
    assert flow.solve(source, sink) == flow.OPTIMAL
    return flow.optimal_flow()


def differences(windows):
    """Return the number of filled places that each duty adds in each window, and that each force adds."""
    everybody = set(range(windows.forces))
    found = []
    for row in range(len(windows)):
        by_duty = [0] + [filled_by_flow(windows, row, range(last), everybody) for last in range(1, 11)]
        by_force = [0] + [filled_by_flow(windows, row, range(10), set(range(last))) for last in range(1, 5)]
        found.append([np.diff(by_duty).tolist(), np.diff(by_force).tolist()])
    return found


class Program:
    """The whole contract of a window as a constraint program, which gives one number after the other."""

    def __init__(self, windows, row):
        self.model, self.solver = cp_model.CpModel(), cp_model.CpSolver()
        self.solver.parameters.num_workers = 1
        self.forces = [force for force, _ in windows.classes]
        self.at = {
            (number, duty): self.model.new_int_var(0, int(windows.counts[row, number]), "")
            for number, (_, mask) in enumerate(windows.classes)
            for duty in range(len(windows.criticalities))
            if mask >> duty & 1
        }
        for number, count in enumerate(windows.counts[row].tolist()):
            self.model.add(self.sum_of(lambda kind, _, number=number: kind == number) <= count)
        for duty, required in enumerate(windows.required[row].tolist()):
            self.model.add(self.sum_of(lambda _, own, duty=duty: own == duty) <= max(required, 0))

    def sum_of(self, chosen):
        """Return the number of filled places, among those chosen by kind and duty."""
        return sum((variable for key, variable in self.at.items() if chosen(*key)), start=0)

    def most(self, chosen):
        """Maximise a number, and fix it at its maximum."""
        total = self.sum_of(chosen)
        self.model.maximize(total)
        assert self.solver.solve(self.model) == cp_model.OPTIMAL
        best = round(self.solver.objective_value)
        self.model.add(total == best)
        return best


def shares(windows):
    """Return the number of places of each duty that each force fills in the first window."""
    program = Program(windows, 0)
    forces, duties = range(windows.forces), range(len(windows.criticalities))
    for duty in duties:
        program.most(lambda _, own, duty=duty: own == duty)
    for force in forces:
        program.most(lambda kind, _, force=force: program.forces[kind] == force)
    return [
        [
            program.most(lambda kind, own, force=force, duty=duty: (program.forces[kind], own) == (force, duty))
            for duty in duties
        ]
        for force in forces
    ]


def least_spare(windows):
    """Return the least number to spare, by window, of a set that home people can break; None if there is none."""
    return [_least_spare(windows, row) for row in range(len(windows))]


def _least_spare(windows, row):
    model, solver = cp_model.CpModel(), cp_model.CpSolver()
    solver.parameters.num_workers = 1
    duties = range(len(windows.criticalities))
    inside = [model.new_bool_var("") for _ in duties]
    places = sum(max(int(number), 0) * one for number, one in zip(windows.required[row], inside, strict=True))
    eligible = outside = 0
    for (force, mask), count in zip(windows.classes, windows.counts[row].tolist(), strict=True):
        touched = model.new_bool_var("")
        model.add_max_equality(touched, [inside[duty] for duty in duties if mask >> duty & 1])
        eligible += count * touched
        outside += (count if force else 0) * touched
    model.add(outside < places)
    model.minimize(eligible - places)
    if solver.solve(model) == cp_model.INFEASIBLE:
        return None
    return round(solver.objective_value)


if __name__ == "__main__":
    json.dump(
        {
            "flows": [differences(random_windows(**sizes)) for sizes in FOR_FLOWS],
            "shares": [shares(random_windows(**sizes)) for sizes in FOR_SHARES],
            "worst": [least_spare(random_windows(**sizes)) for sizes in FOR_WORST_CASES],
        },
        sys.stdout,
    )

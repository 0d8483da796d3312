"""Larger windows against OR-Tools: maximum flows and integer programs."""

from __future__ import annotations

import numpy as np
import pytest

from standto.coverage.answers import answers_for
from standto.coverage.levels import level_of
from tests.coverage.worlds import random_windows

max_flow = pytest.importorskip("ortools.graph.python.max_flow", reason="OR-Tools is missing: `make dev` installs it")
cp_model = pytest.importorskip("ortools.sat.python.cp_model", reason="OR-Tools is missing: `make dev` installs it")


def filled_by_flow(windows, row, duties, forces):
    """How many places of some duties some forces can fill, by a maximum flow."""
    flow = max_flow.SimpleMaxFlow()
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


@pytest.mark.parametrize("most_groups", [14, 0], ids=["by sets", "by flows"])
@pytest.mark.parametrize("seed", range(6))
def test_gaps_and_usage_are_differences_of_maximum_flows(seed, most_groups):
    windows = random_windows(seed, duties=10, classes=40, forces=4, windows=12, people=9, strength=22, spread=0.3)
    answers = answers_for(windows, most_groups=most_groups)
    everybody = set(range(windows.forces))
    for row in range(len(windows)):
        required = np.maximum(windows.required[row], 0)
        by_duty = [0] + [filled_by_flow(windows, row, range(last), everybody) for last in range(1, 11)]
        assert (required - answers.gap()[row]).tolist() == np.diff(by_duty).tolist()
        by_force = [0] + [filled_by_flow(windows, row, range(10), set(range(last))) for last in range(1, 5)]
        assert answers.filled()[row].sum(axis=1).tolist() == np.diff(by_force).tolist()


class Program:
    """The whole contract of a window as a constraint program, asked for one number after the other."""

    def __init__(self, windows, row):
        self.model, self.solver = cp_model.CpModel(), cp_model.CpSolver()
        self.solver.parameters.num_workers = 1
        duties = range(len(windows.criticalities))
        self.at = {
            (number, duty): self.model.new_int_var(0, int(windows.counts[row, number]), "")
            for number, (_, mask) in enumerate(windows.classes)
            for duty in duties
            if mask >> duty & 1
        }
        for number, count in enumerate(windows.counts[row].tolist()):
            self.model.add(self.sum_of(lambda kind, _, number=number: kind == number) <= count)
        for duty, required in enumerate(windows.required[row].tolist()):
            self.model.add(self.sum_of(lambda _, own, duty=duty: own == duty) <= max(required, 0))
        self.forces = [force for force, _ in windows.classes]

    def sum_of(self, chosen):
        """The number of those who fill places that are chosen by kind and duty."""
        return sum((variable for key, variable in self.at.items() if chosen(*key)), start=0)

    def most(self, chosen):
        """The most that it can be; it is held there."""
        total = self.sum_of(chosen)
        self.model.maximize(total)
        assert self.solver.solve(self.model) == cp_model.OPTIMAL
        best = round(self.solver.objective_value)
        self.model.add(total == best)
        return best


@pytest.mark.parametrize("seed", range(8))
def test_who_of_which_force_fills_which_duty_is_that_of_a_constraint_program(seed):
    windows = random_windows(seed, duties=6, classes=14, forces=3, windows=1, people=7, strength=14, spread=0.35)
    program = Program(windows, 0)
    for duty in range(6):
        program.most(lambda _, own, duty=duty: own == duty)
    for force in range(3):
        program.most(lambda kind, _, force=force: program.forces[kind] == force)
    shares = [
        [
            program.most(lambda kind, own, force=force, duty=duty: (program.forces[kind], own) == (force, duty))
            for duty in range(6)
        ]
        for force in range(3)
    ]
    assert answers_for(windows).filled()[0].tolist() == shares


@pytest.mark.parametrize("seed", range(4))
def test_the_worst_case_is_that_of_a_constraint_program(seed):
    windows = random_windows(
        seed, duties=12, classes=30, forces=3, windows=3, people=12, strength=12, spread=0.25, help_in=4
    )
    level = level_of(windows, range(12))
    for row in range(len(windows)):
        model, solver = cp_model.CpModel(), cp_model.CpSolver()
        solver.parameters.num_workers = 1
        inside = [model.new_bool_var("") for _ in range(12)]
        places = sum(max(int(number), 0) * one for number, one in zip(windows.required[row], inside, strict=True))
        eligible = outside = 0
        for (force, mask), count in zip(windows.classes, windows.counts[row].tolist(), strict=True):
            touched = model.new_bool_var("")
            model.add_max_equality(touched, [inside[duty] for duty in range(12) if mask >> duty & 1])
            eligible += count * touched
            outside += (count if force else 0) * touched
        model.add(outside < places)
        model.minimize(eligible - places)
        status = solver.solve(model)
        weak = level.first[row]
        if weak is None:
            assert status == cp_model.INFEASIBLE
        elif weak.worst_case < 0:
            assert solver.objective_value < 0
        else:
            assert round(solver.objective_value) == weak.worst_case

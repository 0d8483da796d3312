"""Answers of OR-Tools for windows of any size: ``python -m tests.kernel.solvers`` prints it as JSON.

It runs in a process of its own: OR-Tools brings a HiGHS library that keeps the one of highspy from loading.
"""

from __future__ import annotations

import json
import sys

import numpy as np
from ortools.graph.python.max_flow import SimpleMaxFlow
from ortools.sat.python import cp_model

from tests.kernel.crews_by_hand import random_crews
from tests.kernel.worlds import FOR_CREWS, FOR_FLOWS, FOR_SHARES, FOR_WORST_CASES, random_windows


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


def can_all_be_filled(windows, row, places):
    """Return whether some places of each duty can all be filled, by a constraint program."""
    model, solver = cp_model.CpModel(), cp_model.CpSolver()
    solver.parameters.num_workers = 1
    filling = {duty: [] for duty in places}
    for (_, mask), count in zip(windows.classes, windows.counts[row].tolist(), strict=True):
        own = {duty: model.new_int_var(0, count, "") for duty in places if mask >> duty & 1}
        model.add(sum(own.values()) <= count)
        for duty, variable in own.items():
            filling[duty].append(variable)
    for duty, number in places.items():
        model.add(sum(filling[duty]) == number)
    # A relaxation by linear programs shows at once that places cannot be filled; branching could take for ever.
    solver.parameters.linearization_level = 2
    return solver.solve(model) in (cp_model.OPTIMAL, cp_model.FEASIBLE)


def crew_states(windows, crews):
    """Return the state of each crew in each window, -1 for off, by one constraint program for each question."""
    return [_states_in(windows, row, crews) for row in range(len(windows))]


def _states_in(windows, row, crews):
    strength = windows.required[row].tolist()
    asked = CrewProgram(windows, row, crews, strength)
    firsts = {min(crew.columns): number for number, crew in enumerate(crews)}
    seats = {seat for crew in crews for seat in crew.columns}
    for column in range(len(strength)):
        if column in firsts:
            asked.take_best(firsts[column], [crews[firsts[column]].needs])
        elif column not in seats:
            asked.fill(column)
    for number, state in enumerate(asked.states):
        asked.take_best(number, range(len(crews[number].states)) if state < 0 else ())
    for number, state in enumerate(asked.states):
        asked.take_best(number, range(max(state, 0)))
    return asked.states


class CrewProgram:
    """What was taken in a window so far."""

    def __init__(self, windows, row, crews, strength):
        self.windows, self.row, self.crews, self.strength = windows, row, crews, strength
        self.taken, self.states = {}, [-1] * len(crews)

    def possible(self):
        """Return whether all that was taken can be filled."""
        places = dict(self.taken)
        for crew, state in zip(self.crews, self.states, strict=True):
            places |= {seat: self.strength[seat] for seat in (crew.states[state] if state >= 0 else ())}
        return can_all_be_filled(self.windows, self.row, places)

    def take_best(self, number, candidates):
        """Take the first of some states of a crew that can be filled; keep its state if none can."""
        before = self.states[number]
        for state in candidates:
            self.states[number] = state
            if self.possible():
                return
        self.states[number] = before

    def fill(self, column):
        """Take as many places of a duty as can be filled."""
        for number in range(self.strength[column], -1, -1):
            self.taken[column] = number
            if self.possible():
                return


if __name__ == "__main__":
    json.dump(
        {
            "flows": [differences(random_windows(**sizes)) for sizes in FOR_FLOWS],
            "shares": [shares(random_windows(**sizes)) for sizes in FOR_SHARES],
            "crews": [crew_states(*random_crews(**sizes)) for sizes in FOR_CREWS],
            "worst": [least_spare(random_windows(**sizes)) for sizes in FOR_WORST_CASES],
        },
        sys.stdout,
    )

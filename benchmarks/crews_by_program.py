"""The crews of one window by a constraint program: ``python -m benchmarks.crews_by_program FOLDER WINDOW``.

It prints the state of each crew as JSON, and the seconds that the program took. The contract's order is a sequence of
questions: may this state be taken beside all that was taken before? Each is asked of a program of its own, with a
variable for each class of people and each place. It runs in a process of its own: OR-Tools brings a HiGHS library that
keeps the one of highspy from loading.
"""

from __future__ import annotations

import json
import sys
from time import perf_counter
from typing import TYPE_CHECKING

from ortools.sat.python import cp_model

from standto import read_scenario
from standto.register import situation_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from standto.model.crews import CrewStates
    from standto.model.scenario import Scenario

OFF = "off"


class Program:
    """The people of a window, and what has been taken of its duties and seats."""

    def __init__(self, kinds: Sequence[tuple[int, int]], strengths: Sequence[int]) -> None:
        self.kinds = kinds
        self.strengths = strengths
        self.taken: dict[int, int] = {}

    def fill(self, duty: int, most: int) -> None:
        """Take as many places of a duty as can be filled."""
        model, filling = self._model({**self.taken, duty: None})
        places = sum(filling.get(duty, []))
        model.add(places <= most)
        model.maximize(places)
        solver = _solver()
        if solver.solve(model) != cp_model.OPTIMAL:
            sys.exit("the constraint program found nothing")
        self.taken[duty] = round(solver.objective_value)

    def take(self, seats: Sequence[int], instead: Sequence[int] = ()) -> bool:
        """Take all places of some seats, instead of others; return whether they can be filled."""
        wanted = {duty: number for duty, number in self.taken.items() if duty not in instead}
        wanted |= {seat: self.strengths[seat] for seat in seats}
        model, _ = self._model(wanted)
        if _solver().solve(model) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return False
        self.taken = wanted
        return True

    def _model(self, wanted: Mapping[int, int | None]) -> tuple[cp_model.CpModel, dict[int, list[cp_model.IntVar]]]:
        """Return a program that fills what is wanted, and the variables of each duty; None leaves a number open."""
        model = cp_model.CpModel()
        filling: dict[int, list[cp_model.IntVar]] = {}
        for mask, count in self.kinds:
            own = {duty: model.new_int_var(0, count, "") for duty in wanted if mask >> duty & 1}
            model.add(sum(own.values()) <= count)
            for duty, variable in own.items():
                filling.setdefault(duty, []).append(variable)
        for duty, number in wanted.items():
            if number is not None:
                model.add(sum(filling.get(duty, [])) == number)
        return model, filling


def _solver() -> cp_model.CpSolver:
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    # A relaxation by linear programs shows at once that places cannot be filled; branching would take for ever.
    solver.parameters.linearization_level = 2
    return solver


def states_of(scenario: Scenario, program: Program) -> dict[str, str]:
    """Return the state of each crew, in the order of the contract; every duty and crew stands."""
    crews = {each.crew.id: each for each in scenario.crew_states}
    found: dict[str, int | None] = {}
    for place, demand in enumerate(scenario.duties_in_order):
        if not demand.crew:
            program.fill(place, demand.strength)
        elif demand.crew not in found:
            each = crews[demand.crew]
            found[demand.crew] = each.needs if program.take(each.seats[each.needs]) else None
    for name, each in crews.items():
        if found[name] is None:
            found[name] = _best(each, range(len(each.seats)), (), program)
    for name, each in crews.items():
        state = found[name]
        if state:
            better = _best(each, range(state), each.seats[state], program)
            found[name] = state if better is None else better
    return {name: OFF if state is None else crews[name].names[state] for name, state in found.items()}


def _best(each: CrewStates, states: Sequence[int], instead: Sequence[int], program: Program) -> int | None:
    return next((state for state in states if program.take(each.seats[state], instead)), None)


def main() -> None:
    """Answer for one window of a folder."""
    scenario, row = read_scenario(sys.argv[1]), int(sys.argv[2])
    windows = situation_of(scenario).windows()
    kinds = [
        (kind.duties, count) for kind, count in zip(windows.classes, windows.counts[row].tolist(), strict=True) if count
    ]
    started = perf_counter()
    states = states_of(scenario, Program(kinds, [demand.strength for demand in scenario.demands]))
    sys.stdout.write(json.dumps({"states": states, "seconds": perf_counter() - started}))


if __name__ == "__main__":
    main()

"""Rules on working time, on a grid of half hours: who is left out, and what a call-in would newly break."""

from __future__ import annotations

from standto.model.time import DAY, HOUR
from tests.resting.worlds import CELL, cells_of, in_cells, readiness
from tests.stints.grid import look_at
from tests.stints.test_adding import newly_on_grid


class RestRules:
    """The stints of everybody, as known at an instant."""

    def __init__(self, scenario, known_at):
        self.scenario, working = scenario, scenario.working_time
        days = max([28, *(rule.days for rule in working.own if rule.days)])
        self.begins = scenario.horizon.start - int(days * DAY)
        self.cells = cells_of(scenario.horizon.until + DAY - self.begins)
        self.night = [scenario.zone.local(self.at(cell)).hour in (23, 0, 1, 2, 3, 4, 5) for cell in range(self.cells)]
        self.options = {
            "shortest_break": cells_of(working.break_hours * HOUR),
            "leave_out": working.unrested == "leave-out",
            "long_night": cells_of(3 * HOUR),
        }
        self.worked = {
            person.id: [readiness(scenario, person, self.at(cell), known_at)[1] for cell in range(self.cells)]
            for person in scenario.people
        }
        self.left_out = {
            person.id: set(
                look_at(self.worked[person.id], self.night, list(map(in_cells, self.rules(person))), **self.options)[1]
            )
            for person in scenario.people
        }

    def at(self, cell):
        return self.begins + cell * CELL

    def cell(self, instant):
        return (instant - self.begins) // CELL

    def rules(self, person):
        """The rules for a person's stints."""
        own = self.scenario.working_time.own
        return [one for one in own if (person.team in one.teams if one.teams else person.force == self.scenario.home)]

    def moments(self):
        """The instants at which somebody begins or ceases to be left out."""
        return {
            self.at(cell)
            for gone in self.left_out.values()
            for cell in range(self.cells)
            if (cell in gone) != (cell - 1 in gone)
        }

    def is_left_out(self, person, instant):
        return self.cell(instant) in self.left_out[person.id]

    def newly_broken(self, person, start, until):
        """The rules that a call-in would newly break, each with the stint that breaks it, and its measure."""
        ours = self.rules(person)
        added = range(self.cell(start), min(self.cell(until), self.cells))
        rules = self.night, list(map(in_cells, ours))
        found = newly_on_grid(self.worked[person.id], added, rules, self.options)
        return [(ours[one.rule], self.at(one.start), self.at(one.until), one.measured) for one in found]

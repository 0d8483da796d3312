"""Which forces have people that the desk knows one by one or by number."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from standto.model.scenario import Force, Scenario


def forces_with_people(scenario: Scenario) -> tuple[Force, ...]:
    """Return the home force, and the others of which a person is in the register, in the order of the scenario."""
    there = {person.force for person in scenario.people} | {scenario.home}
    return tuple(force for force in scenario.forces_in_order if force.id in there)

"""The forces and pools that the desk shows: those with people, and those that lend help."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from standto.model.scenario import Force, Scenario


def forces_with_people(scenario: Scenario) -> tuple[Force, ...]:
    """Return the home force and every other force with a person in the register, in the order of the scenario."""
    there = {person.force for person in scenario.people} | {scenario.home}
    return tuple(force for force in scenario.forces_in_order if force.id in there)


def lent_pools(scenario: Scenario) -> tuple[str, ...]:
    """Return the ids of other forces' pools; the places of the home force's own pools are people who may step back."""
    return tuple(pool.id for pool in scenario.pools if pool.force != scenario.home)

"""The demands that people and pools can fill: by their capabilities, and by what a row of the rota binds them to."""

from __future__ import annotations

from collections.abc import Iterable

from standto.model.scenario import Scenario
from standto.register.alternatives import Alternatives
from standto.register.rota import Rota
from standto.register.standing import BY_PATTERN, Skills, Standing, able

Ability = tuple[int, int]
"""``(force, demands)``: the index of a force in order, and the demands that it is able to fill, lawful or not."""


class SupplyAbilities:
    """The abilities of standings and pools.

    Attributes
    ----------
    alternatives
        The alternatives of each demand.
    rota
        The rota.
    bound
        The demands that each state of the rota leaves to people, as bit masks.
    pools
        The ability of each pool.
    """

    def __init__(self, scenario: Scenario, skills: Skills, rota: Rota) -> None:
        self.alternatives = Alternatives(skills, scenario.demands)
        self.rota = rota
        everything = (1 << len(scenario.demands)) - 1
        ours: dict[str, int] = {"": everything}
        for place, demand in enumerate(scenario.demands):
            name = demand.crew or demand.id
            ours[name] = ours.get(name, 0) | 1 << place
        self.bound = tuple(ours[state.bound] for state in rota.states)
        forces = {force.id: place for place, force in enumerate(scenario.forces_in_order)}
        self.pools: list[Ability] = [
            (forces[pool.force], self.alternatives.suiting(skills.mask(pool.capabilities))) for pool in scenario.pools
        ]

    def of_standings(self, standings: Iterable[Standing]) -> list[Ability]:
        """Return the ability of each standing, on duty or not. Many standings share one set of capabilities."""
        suiting: dict[int, int] = {}
        found = []
        for standing in standings:
            held = able(standing)
            if held not in suiting:
                suiting[held] = self.alternatives.suiting(held)
            demands = suiting[held]
            if standing.rota != BY_PATTERN:
                demands &= self.bound[standing.rota]
            found.append((standing.force, demands))
        return found

"""The names of a scenario that assumptions refer to, and the faults of names that it does not have."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from standto.scenario.cells import is_id, shown
from standto.scenario.name_likeness import meant

if TYPE_CHECKING:
    from standto.model.scenario import Scenario
    from standto.scenario.toml_section import TomlSection


class KnownNames(NamedTuple):
    """What assumptions may name.

    Attributes
    ----------
    home
        The home force.
    forces, teams, capabilities, duties, people
        The ids of the scenario's rows; the teams are those of the home force.
    others_teams
        The teams of other forces.
    home_pools, help_pools
        The pools of the home force, and of other forces.
    most
        The number of people of the home force and of places in its pools.
    """

    home: str
    forces: frozenset[str]
    teams: frozenset[str]
    others_teams: frozenset[str]
    capabilities: frozenset[str]
    duties: frozenset[str]
    people: frozenset[str]
    home_pools: frozenset[str]
    help_pools: frozenset[str]
    most: int


def names_in(scenario: Scenario) -> KnownNames:
    """Return the names of a scenario."""
    home = scenario.home
    places = sum(pool.count for pool in scenario.pools if pool.force == home)
    return KnownNames(
        home=home,
        forces=frozenset(force.id for force in scenario.forces),
        teams=frozenset(team.id for team in scenario.teams if team.force == home),
        others_teams=frozenset(team.id for team in scenario.teams if team.force != home),
        capabilities=frozenset(one.id for one in scenario.capabilities),
        duties=frozenset(duty.id for duty in scenario.duties),
        people=frozenset(person.id for person in scenario.people),
        home_pools=frozenset(pool.id for pool in scenario.pools if pool.force == home),
        help_pools=frozenset(pool.id for pool in scenario.pools if pool.force != home),
        most=sum(person.force == home for person in scenario.people) + places,
    )


def new_name(section: TomlSection, key: str) -> str:
    """Return the id of something that the file itself names."""
    name = section.text(key, needed=True)
    if name and not is_id(name):
        section.fault(key, f"{shown(name)} is not an id: write small letters, digits, '.', '_' and '-'")
        return ""
    return name


def named(section: TomlSection, key: str, what: str, known: Iterable[str]) -> str:
    """Return the id of a row of the scenario, which must exist."""
    name = section.text(key, needed=True)
    if name and name not in (among := frozenset(known)):
        section.fault(key, no_such(name, what, among))
    return name


def no_such(name: str, what: str, among: Iterable[str]) -> str:
    """Return the fault of a name that the scenario does not have, with a similar one if there is any."""
    return f"no {what} {shown(name)} in the scenario{meant(name, among)}"

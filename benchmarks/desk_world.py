"""The world of the desk's benchmark: the weekend at its real size, with a long history before it."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import TYPE_CHECKING

from standto.model.event import Event
from standto.model.rotas import RotaRow
from standto.model.time import DAY, HOUR, Period
from standto.scenario import read_scenario

if TYPE_CHECKING:
    from standto.model.scenario import Scenario

PASSWORD = "a password for measuring alone"


ON_ROTA = 500
"""The number of people with a rota of their own."""
WEEKS = 52
DAYS_OF_WEEK = (0, 3)
"""The days of a week on which each of them is on duty."""


def rota_of_a_year(scenario: Scenario) -> tuple[RotaRow, ...]:
    """Return a row for two shifts a week of each of 500 people, over the year around the scenario."""
    start = scenario.horizon.start - 26 * 7 * DAY
    people = [person.id for person in scenario.people[:ON_ROTA]]
    return tuple(
        RotaRow(person, Period(begins, begins + 8 * HOUR))
        for week in range(WEEKS)
        for day in DAYS_OF_WEEK
        for number, person in enumerate(people)
        for begins in (start + (7 * week + day) * DAY + number % 3 * 8 * HOUR,)
    )


def world(entries: int, seed: int = 0) -> Scenario:
    """Return the weekend with a rota of a year, and as many events before it as make a ledger of so many entries.

    Half a year of leave and sickness, of stepping back and returning, of tickets given: each is over or superseded
    by the time the weekend starts.
    """
    scenario = read_scenario("london-2023")
    scenario = replace(scenario, rota=rota_of_a_year(scenario))
    rows = sum(
        len(table)
        for table in (
            scenario.forces, scenario.capabilities, scenario.teams, scenario.people, scenario.authorisations,
            scenario.pools, scenario.duties, scenario.powers or (), scenario.sources, scenario.rota,
        )
    )  # fmt: skip
    wanted = max(entries - rows - 1 - len(scenario.events), 0)
    random = Random(seed)
    people = [person.id for person in scenario.people]
    start = scenario.horizon.start - 180 * DAY
    history: list[Event] = []
    while len(history) < wanted:
        person = random.choice(people)
        begins = start + random.randrange(170 * 24) * HOUR
        if random.random() < 0.8:
            history.append(
                Event("", "unavailable", person, begins, begins, until=begins + random.randrange(1, 9) * DAY)
            )
        else:
            history.append(Event("", "stepped-back", person, begins, begins))
            history.append(Event("", "returned", person, begins + DAY, begins + DAY))
    history.sort(key=lambda event: event.occurred)
    return replace(scenario, events=(*history[:wanted], *scenario.events))


def make_desk(scenario: Scenario | None) -> None:
    """Fill the empty database that Django is set up for: a scenario or nothing, a clock, and two accounts."""
    from standto_desk.access.models import Account, Membership
    from standto_desk.access.roles import Role
    from standto_desk.clock import now
    from standto_desk.clock.setting import set_demo_clock, start_demo_clock
    from standto_desk.ledger.drafts import Author
    from standto_desk.ledger.scenario_import import import_scenario

    weekend = read_scenario("london-2023")
    start_demo_clock(at=weekend.horizon.start)
    if scenario is not None:
        import_scenario(scenario, author=Author("benchmark", "", scenario.home), now=now())
    for role in (Role.PLANNER, Role.DUTY_OFFICER):
        account = Account.objects.create(username=role.value, password=PASSWORD, force=weekend.home)
        Membership.objects.create(account=account, force=weekend.home, role=role)
    set_demo_clock(at=weekend.horizon.start + 42 * HOUR)

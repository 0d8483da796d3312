"""The world of the desk's benchmark: the weekend at its real size, with a long history before it."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import TYPE_CHECKING

from standto.model.event import Event
from standto.model.time import DAY, HOUR
from standto.scenario import read_scenario

if TYPE_CHECKING:
    from standto.model.scenario import Scenario

PASSWORD = "a password for measuring alone"


def world(entries: int, seed: int = 0) -> Scenario:
    """Return the weekend with as many events before it as make a ledger of so many entries.

    Half a year of leave and sickness, of stepping back and returning, of tickets given: each is over or superseded
    by the time the weekend starts, so that every answer of the weekend stays what it is.
    """
    scenario = read_scenario("london-2023")
    rows = sum(
        len(table)
        for table in (
            scenario.forces, scenario.capabilities, scenario.teams, scenario.people, scenario.authorisations,
            scenario.pools, scenario.duties, scenario.powers or (), scenario.sources,
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
    """Fill the empty database that Django is set up for: a scenario or nothing, a clock, and a planner."""
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
    account = Account.objects.create(username="planner", password=PASSWORD, force=weekend.home)
    Membership.objects.create(account=account, force=weekend.home, role=Role.PLANNER)
    set_demo_clock(at=weekend.horizon.start + 42 * HOUR)

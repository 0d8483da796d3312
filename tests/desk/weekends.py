"""The weekend in a desk, and what a test asks of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

from standto import read_scenario, situation_of
from standto.model.scenario import Scenario
from standto_desk.book.situations import scenario_at
from standto_desk.clock import now
from standto_desk.components.moments import short_moment

SATURDAY = "2023-09-23T12:00"
"""What the clock of the weekend shows: one duty is short then, help is on its way, and a shift ends at 15:00."""


@dataclass(frozen=True)
class Weekend:
    """A scenario that a desk holds."""

    scenario: Scenario

    def at(self, text: str) -> int:
        """The instant of a local time."""
        return self.scenario.instant(text)

    def words(self, instant: int) -> str:
        """An instant as pages say it."""
        return short_moment(instant, self.scenario.zone)

    def situation(self):
        """What the library says is so now, from everything that the ledger holds as a folder."""
        return situation_of(scenario_at(now()), at=now())


@cache
def london() -> Weekend:
    """The weekend of the sample."""
    return Weekend(read_scenario("london-2023"))


@cache
def few() -> Weekend:
    """The weekend of the sample with sixty of its people alone."""
    whole = london().scenario
    people = whole.people[:60]
    gone = {person.id for person in whole.people[60:]}
    return Weekend(
        replace(
            whole,
            people=people,
            authorisations=tuple(one for one in whole.authorisations if one.person not in gone),
            events=tuple(event for event in whole.events if event.subject not in gone),
        )
    )

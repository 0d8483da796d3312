"""The times on duty that a month's rota gives each person of the home force: by their rows, or their team's pattern.

Call-ins, people's own word and absences are no part of it: people know of these when they are recorded.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from standto.model.scenario import Scenario
from standto.model.time import DAY, Instant, Period
from standto.register import situation_of, times_on_duty
from standto_desk.book.moment_tables import Number, tables_at
from standto_desk.ledger.cached_answers import LedgerCache, current_ledger
from standto_desk.picture.rota.months import Month
from standto_desk.picture.times_on_duty import times_scenario

AROUND = 7 * DAY
"""How far before a month a time may begin, and how far after it a time may end, and still be told whole."""
PLANS = 24
"""The number of plans kept: those of now, and those that people were told."""


class PlannedTime(NamedTuple):
    """A time on duty by the rota.

    Attributes
    ----------
    ready_minutes
        How long the person may take to be at work once called.
    duty
        The id of the duty or crew that they are there for alone; blank for any.
    """

    start: Instant
    until: Instant
    ready_minutes: int
    duty: str


class MonthPlan(NamedTuple):
    """The rota of a month.

    Attributes
    ----------
    times
        The times of each person of the home force that have some part in the month, whole and in order.
    team
        The team of each of them; blank for none.
    """

    times: Mapping[str, tuple[PlannedTime, ...]]
    team: Mapping[str, str]


_plans: LedgerCache[tuple[Number, Month], MonthPlan] = LedgerCache(PLANS)


def plan_at(month: Month, at: Instant) -> MonthPlan:
    """Return the rota of a month by the rows in force, and known, at a moment.

    Raises
    ------
    NoScenario
        No scenario had been entered by then.
    """
    ledger = current_ledger()
    tables = tables_at(ledger, at, at)
    return _plans.get((tables.number, month), lambda: plan_of(tables.scenario, month), ledger)


def plan_of(scenario: Scenario, month: Month) -> MonthPlan:
    """Return the rota of a month by a scenario's tables."""
    home = [person for person in scenario.people if person.force == scenario.home]
    period = month.period(scenario.zone)
    around = Period(period.start - AROUND, period.until + AROUND)
    situation = situation_of(times_scenario(scenario, home, (), around))
    found = times_on_duty(situation, around, absences=False).overlapping(period, always=False)
    # Everybody's times at once, which takes a third of the time that it takes person by person.
    person, start, until, ready, way = found.columns
    duties = (found.ways[one][1] for one in way.tolist())
    times = tuple(map(PlannedTime, start.tolist(), until.tolist(), ready.tolist(), duties))
    first = np.searchsorted(person, np.arange(len(situation.scenario.people) + 1)).tolist()
    theirs = {one.id: times[slice(*ends)] for one, ends in zip(situation.scenario.people, pairwise(first), strict=True)}
    return MonthPlan({one.id: theirs[one.id] for one in home}, {one.id: one.team for one in home})

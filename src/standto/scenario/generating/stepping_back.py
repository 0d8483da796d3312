"""Stepping back and returning, and authority withdrawn and restored."""

from __future__ import annotations

from typing import TYPE_CHECKING

from standto.model.event import AUTHORITY_RESTORED, AUTHORITY_WITHDRAWN, CORRECTION, RETURNED, STEPPED_BACK, Event
from standto.model.time import DAY, HOUR, MINUTE
from standto.scenario.generating.draws import Draws
from standto.scenario.generating.volunteers import SKILLS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from standto.model.time import Instant, Period
    from standto.scenario.generating.options import Size
    from standto.scenario.generating.volunteers import Volunteer

STEP_BACKS = 300 / (2_595 * 28)
"""The number of step-backs per person and day: about 300 among 2,595 people in 28 days."""
IN_A_WAVE = 0.5
"""The share of step-backs that come in a wave, about a day around one moment."""
RETURNS = 0.9
"""The share of people who return in the end."""
HOURS_AWAY = 60.0
"""The median time until a return; the standard deviation of its logarithm is 1."""
ONE_SKILL = 0.15
"""The share of step-backs from the highest skill only."""
KNOWN_LATE = 0.2
"""The share of step-backs that become known up to six hours later."""
WITHDRAWALS = 0.002
"""The number of authorities withdrawn per person in 28 days."""


def step_backs_of(draws: Draws, volunteers: Sequence[Volunteer], size: Size) -> Iterator[Event]:
    """Yield step-backs and returns; nobody steps back again before their return."""
    count = round(STEP_BACKS * size.people * size.days)
    wave = draws.uniform(0.3, 0.7) * (size.horizon.until - size.horizon.start)
    free: dict[str, Instant] = {}
    for _ in range(count):
        moment = _moment(draws, size.horizon, wave)
        volunteer = draws.choice(volunteers)
        person = volunteer.person.id
        if free.get(person, moment) > moment:
            continue
        returned = moment + int(draws.lognormvariate(0, 1) * HOURS_AWAY * HOUR) // MINUTE * MINUTE + HOUR
        comes_back = draws.chance(RETURNS)
        free[person] = returned if comes_back else size.horizon.until
        capability = SKILLS[volunteer.level].id if draws.chance(ONE_SKILL) else ""
        known = moment + (draws.randrange(360) * MINUTE if draws.chance(KNOWN_LATE) else 0)
        yield Event("", STEPPED_BACK, person, moment, known, capability=capability)
        if comes_back and returned < size.horizon.until:
            yield Event("", RETURNED, person, max(returned, known), max(returned, known), capability=capability)


def _moment(draws: Draws, horizon: Period, wave: float) -> Instant:
    length = horizon.until - horizon.start
    offset = int(wave + draws.gauss(0, DAY) if draws.chance(IN_A_WAVE) else draws.random() * length)
    return horizon.start + min(max(offset, 0), length - MINUTE) // MINUTE * MINUTE


def withdrawals_of(draws: Draws, volunteers: Sequence[Volunteer], size: Size) -> Iterator[Event]:
    """Yield authorities that the force withdraws and, if within the horizon, restores."""
    for volunteer in draws.some(volunteers, draws.whole(WITHDRAWALS * size.people * size.days / 28)):
        moment = size.moment(draws.random() * 0.9)
        yield Event("", AUTHORITY_WITHDRAWN, volunteer.person.id, moment, moment)
        back = moment + draws.randrange(2, 30) * DAY
        if back < size.horizon.until:
            yield Event("", AUTHORITY_RESTORED, volunteer.person.id, back, back)


def mistake_of(draws: Draws, volunteers: Sequence[Volunteer], size: Size) -> Iterator[Event]:
    """Yield a step-back entered for the wrong person, and its correction two hours later."""
    moment = size.moment(draws.uniform(0.1, 0.4))
    person = draws.choice(volunteers).person.id
    later = min(moment + 2 * HOUR, size.horizon.until - MINUTE)
    yield Event("entered-in-error", STEPPED_BACK, person, moment, moment)
    yield Event("", CORRECTION, "entered-in-error", later, later)

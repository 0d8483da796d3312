"""Stepping back and returning, and authority withdrawn and given back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from standto.model.event import AUTHORITY_RESTORED, AUTHORITY_WITHDRAWN, CORRECTION, RETURNED, STEPPED_BACK, Event
from standto.model.time import DAY, HOUR, MINUTE
from standto.scenario.generating.draws import Draws
from standto.scenario.generating.skills import SKILLS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from standto.model.time import Instant, Period
    from standto.scenario.generating.options import Size
    from standto.scenario.generating.volunteers import Volunteer

STEP_BACKS = 300 / (2_595 * 28)
"""How often one person steps back in one day: about 300 times among 2,595 people in 28 days."""
IN_A_WAVE = 0.5
"""The part of step-backs that come together, within two days of each other."""
RETURNS = 0.9
"""The part that returns, in the end."""
HOURS_AWAY = 60.0
"""The median time until a return; the logarithm of that time varies by 1."""
ONE_SKILL = 0.15
"""The part of step-backs that are from the highest skill alone."""
TOLD_LATE = 0.2
"""The part of step-backs that become known up to six hours later."""
WITHDRAWALS = 0.002
"""How many authorities are withdrawn for each person in 28 days."""


def step_backs_of(draws: Draws, volunteers: Sequence[Volunteer], size: Size) -> Iterator[Event]:
    """Yield who steps back and returns when; nobody steps back again before having returned."""
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
        known = moment + (draws.randrange(360) * MINUTE if draws.chance(TOLD_LATE) else 0)
        yield Event("", STEPPED_BACK, person, moment, known, capability=capability)
        if comes_back and returned < size.horizon.until:
            yield Event("", RETURNED, person, max(returned, known), max(returned, known), capability=capability)


def _moment(draws: Draws, horizon: Period, wave: float) -> Instant:
    """Return when a step-back occurs: in the wave, or at any time."""
    length = horizon.until - horizon.start
    offset = int(wave + draws.gauss(0, DAY) if draws.chance(IN_A_WAVE) else draws.random() * length)
    return horizon.start + min(max(offset, 0), length - MINUTE) // MINUTE * MINUTE


def withdrawals_of(draws: Draws, volunteers: Sequence[Volunteer], size: Size) -> Iterator[Event]:
    """Yield authorities that the force withdraws, and those that it gives back within the horizon."""
    for volunteer in draws.some(volunteers, draws.whole(WITHDRAWALS * size.people * size.days / 28)):
        moment = size.moment(draws.random() * 0.9)
        yield Event("", AUTHORITY_WITHDRAWN, volunteer.person.id, moment, moment)
        back = moment + draws.randrange(2, 30) * DAY
        if back < size.horizon.until:
            yield Event("", AUTHORITY_RESTORED, volunteer.person.id, back, back)


def mistake_of(draws: Draws, volunteers: Sequence[Volunteer], size: Size) -> Iterator[Event]:
    """Yield a step-back that was entered for the wrong person, and its correction two hours later."""
    moment = size.moment(draws.uniform(0.1, 0.4))
    person = draws.choice(volunteers).person.id
    later = min(moment + 2 * HOUR, size.horizon.until - MINUTE)
    yield Event("entered-in-error", STEPPED_BACK, person, moment, moment)
    yield Event("", CORRECTION, "entered-in-error", later, later)

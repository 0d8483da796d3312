"""Step-backs and returns, all invented."""

from __future__ import annotations

from typing import TYPE_CHECKING

from standto.model.event import RETURNED, STEPPED_BACK, Event
from standto.model.time import HOUR, MINUTE
from standto.scenario.generating.draws import Draws
from standto.scenario.generating.volunteers import groups_of
from tools.london.calendar import FRIDAY

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from standto.model.time import Instant
    from standto.scenario.generating.volunteers import Volunteer
    from tools.london.params import WeekendParams

CTSFO = 3
QUARTER = 15 * MINUTE
"""Invented times are multiples of this; minutes would look like knowledge."""
KNOWN_LATE = 0.1
"""The share of step-backs that become known up to two hours later."""
EARLIER, EVENLY, LATER = (2.0, 4.0), (2.0, 2.0), (3.0, 2.0)
"""Shapes of a beta distribution over a span of time."""


def step_backs_and_returns(seed: int, volunteers: Sequence[Volunteer], params: WeekendParams) -> Iterator[Event]:
    """Yield each person's step-back, from all capabilities, and return.

    Each person has a stream of random draws of their own, so that a parameter changes nothing else.
    """
    shares = (params.afo_stepped_back, params.arv_stepped_back, params.sfo_stepped_back, params.ct_stepped_back)
    for group in groups_of(volunteers):
        first = group[0]
        draws = Draws(seed, f"stepping back/{first.person.team}/{first.level}")
        share = shares[first.level] * (1 + params.unevenness * draws.uniform(-1, 1))
        count = draws.whole(share * len(group))
        for volunteer in draws.sample(group, len(group))[:count]:
            yield from _one(Draws(seed, f"stepping back/{volunteer.person.id}"), volunteer, params)


def _one(draws: Draws, volunteer: Volunteer, params: WeekendParams) -> Iterator[Event]:
    person, specialist = volunteer.person.id, volunteer.level == CTSFO
    late, monday, thursday = draws.random(), draws.random(), draws.random()
    moment = _between(draws, params.step_backs_from, params.step_backs_until, EARLIER)
    known = moment + (draws.randrange(8) * QUARTER if late < KNOWN_LATE else 0)
    yield Event("", STEPPED_BACK, person, moment, known)
    if monday < (params.ct_returned_by_monday if specialist else params.arv_returned_by_monday):
        back = _between(draws, params.monday_from, params.monday_until, EVENLY)
    elif thursday < params.returned_by_thursday:
        back = _between(draws, params.thursday_from, params.thursday_until, LATER)
    else:
        return
    back = max(back + round(params.returns_later * 4) * QUARTER, known)
    yield Event("", RETURNED, person, back, back)


def _between(draws: Draws, first: float, last: float, shape: tuple[float, float]) -> Instant:
    """Return a random quarter of an hour between two hours, counted from Friday, 00:00."""
    hours = first + (last - first) * draws.betavariate(*shape)
    return FRIDAY + int(hours * HOUR) // QUARTER * QUARTER

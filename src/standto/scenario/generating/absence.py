"""Leave, sickness and limited duties: events that make people unavailable, without the reason."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from standto.model.event import AVAILABLE, UNAVAILABLE, Event
from standto.model.time import DAY, FOREVER, HOUR
from standto.scenario.generating.draws import Draws
from standto.scenario.generating.volunteers import Volunteer, groups_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from standto.model.time import Instant, Period


class AbsenceRates(NamedTuple):
    """The shares of people away at any one time.

    Attributes
    ----------
    leave
        On booked leave, granted so that the number away from a team stays the same.
    limited
        On limited duties for the whole horizon.
    sick
        Sick for some days.
    """

    leave: float = 0.13
    limited: float = 0.07
    sick: float = 0.025

    @property
    def present(self) -> float:
        """The share of people who are there."""
        return (1 - self.limited) * (1 - self.leave) * (1 - self.sick)


LEAVE_DAYS = (4, 14)
SICK_DAYS = (1, 7)
BACK_EARLY = 0.1
"""The share of the sick who come back earlier than expected."""


def absences_of(draws: Draws, volunteers: Sequence[Volunteer], horizon: Period, rates: AbsenceRates) -> Iterator[Event]:
    """Yield absences, in no particular order."""
    for group in groups_of(volunteers):
        deck = [volunteer.person.id for volunteer in group]
        draws.shuffle(deck)
        limited = draws.whole(rates.limited * len(deck))
        for person in deck[:limited]:
            yield _away(person, horizon.start - draws.randrange(10, 90) * DAY, FOREVER)
        others = deck[limited:]
        yield from _leave(draws, others, draws.whole(rates.leave * len(others)), horizon)
        yield from _sickness(draws, others, rates.sick, horizon)


def _leave(draws: Draws, deck: Sequence[str], slots: int, horizon: Period) -> Iterator[Event]:
    """Yield booked leave: in each slot, one person after another is away."""
    turn = 0
    for _ in range(slots):
        moment = horizon.start - draws.randrange(LEAVE_DAYS[1]) * DAY
        while moment < horizon.until:
            back = moment + draws.randint(*LEAVE_DAYS) * DAY
            if back > horizon.start:
                yield _away(deck[turn % len(deck)], moment, back, known=moment - draws.randrange(14, 120) * DAY)
                turn += 1
            moment = back


def _sickness(draws: Draws, deck: Sequence[str], share: float, horizon: Period) -> Iterator[Event]:
    """Yield sickness, known when it begins, of a random length."""
    mean = sum(SICK_DAYS) / 2 * DAY
    for _ in range(draws.whole(len(deck) * share * (horizon.until - horizon.start + mean) / mean)):
        moment = draws.randrange(horizon.start - int(mean), horizon.until) // HOUR * HOUR
        until = moment + draws.randint(*SICK_DAYS) * DAY
        person = draws.choice(deck)
        yield _away(person, moment, until)
        back = moment + (until - moment) // 2 // HOUR * HOUR
        if draws.chance(BACK_EARLY) and back < horizon.until:
            yield Event("", AVAILABLE, person, back, back)


def _away(person: str, moment: Instant, until: Instant, known: Instant | None = None) -> Event:
    """Return an absence, known when it begins unless it was booked."""
    return Event("", UNAVAILABLE, person, moment, moment if known is None else known, until)

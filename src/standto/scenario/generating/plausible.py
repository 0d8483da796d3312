"""A plausible invented force: volunteers, duties that they mostly cover, and events."""

from __future__ import annotations

from typing import TYPE_CHECKING

from standto.model.scenario import Scenario
from standto.scenario.generating import helping, statements
from standto.scenario.generating.absence import AbsenceRates, absences_of
from standto.scenario.generating.draws import Draws
from standto.scenario.generating.options import ZONE, Size, checked
from standto.scenario.generating.requirements import changes_of, duties_of
from standto.scenario.generating.rhythm import patterns_of, rhythm_of, teams_of
from standto.scenario.generating.stepping_back import mistake_of, step_backs_of, withdrawals_of
from standto.scenario.generating.volunteers import Volunteer, capabilities, levels_of, tickets_of, volunteers_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from standto.model.event import Event
    from standto.model.scenario import Duty, Pool

ABSENCES = AbsenceRates()
WILLING = 0.96
"""The average share of present people who have not stepped back."""
ASKED_FOR = 0.98
"""The share of the expected people that the duties ask for; the rest allows for chance."""


def generate(*, people: int, days: int, duties: int, teams: int, seed: int, starts: datetime | None = None) -> Scenario:
    """Invent a force that mostly covers its duties, with some gaps.

    Parameters
    ----------
    people
        The number of volunteers, 1 to 1,000,000.
    days
        The length of the horizon, 1 to 3,660; it ends at the local time at which it starts.
    duties
        The number of duties, 1 to 1,000. If there are too few people, some duties have strength 0.
    teams
        The number of teams that share the hours, 1 to 10,000; `rhythm_of` explains their patterns.
    seed
        The same seed always gives the same scenario.
    starts
        The start of the horizon, local time in Europe/London unless it has an offset; by default Monday, 8 January
        2024, 07:00.

    Returns
    -------
    Scenario
        Without faults, and entirely invented.

    Raises
    ------
    OptionError
        An argument is not allowed; the message names every such argument.
    """
    size = checked(people, days, duties, teams, seed, starts)
    rhythm = rhythm_of(teams)
    levels = levels_of(people)
    made_teams = teams_of(rhythm, helping.HOME)
    volunteers = volunteers_of(Draws(seed, "people"), levels, made_teams, "v")
    required = duties_of(size, rhythm, levels, ABSENCES.present * WILLING * ASKED_FOR)
    pools = helping.pools_of(Draws(seed, "pools"), people * rhythm.share)
    return Scenario(
        title=f"Synthetic force, seed {seed}",
        zone=ZONE,
        horizon=size.horizon,
        home=helping.HOME,
        forces=helping.forces(),
        duties=required,
        shifts=rhythm.shifts,
        patterns=patterns_of(rhythm, ZONE.local(size.horizon.start).date()),
        capabilities=capabilities(),
        teams=made_teams,
        people=tuple(volunteer.person for volunteer in volunteers),
        authorisations=tickets_of(Draws(seed, "tickets"), volunteers, size.horizon),
        pools=pools,
        powers=helping.powers_for(required),
        events=_events(size, volunteers, required, pools),
        sources=statements.SOURCES,
    )


def _events(
    size: Size, volunteers: Sequence[Volunteer], duties: Sequence[Duty], pools: Sequence[Pool]
) -> tuple[Event, ...]:
    """Return all events, in the order in which they occur."""
    seed = size.seed
    happenings = [
        *absences_of(Draws(seed, "absences"), volunteers, size.horizon, ABSENCES),
        *step_backs_of(Draws(seed, "stepping back"), volunteers, size),
        *withdrawals_of(Draws(seed, "withdrawals"), volunteers, size),
        *mistake_of(Draws(seed, "mistakes"), volunteers, size),
        *changes_of(Draws(seed, "requirements"), duties, size),
        *helping.steps_of(Draws(seed, "help"), pools, size),
    ]
    return in_order([*happenings, *statements.statements_of(Draws(seed, "words"), happenings, size)])


def in_order(events: Iterable[Event]) -> tuple[Event, ...]:
    """Return events sorted by when they occurred; those of one instant keep their order."""
    return tuple(sorted(events, key=lambda event: event.occurred))

"""A plausible invented force: volunteers, duties that they mostly cover, and events."""

from __future__ import annotations

from typing import TYPE_CHECKING

from standto.model.people import Team
from standto.model.scenario import Scenario
from standto.model.working_time import WorkingTime
from standto.scenario.generating import helping, statements
from standto.scenario.generating.absence import AbsenceRates, absences_of
from standto.scenario.generating.draws import Draws
from standto.scenario.generating.options import ZONE, Extras, Size, checked
from standto.scenario.generating.requirements import able_to_wait, changes_of, duties_of
from standto.scenario.generating.rhythm import patterns_of, resting_share, rhythm_of, teams_of
from standto.scenario.generating.rostering import calendar_of, on_call_events, rows_of, standbys_of
from standto.scenario.generating.stepping_back import mistake_of, step_backs_of, withdrawals_of
from standto.scenario.generating.volunteers import Volunteer, capabilities, levels_of, tickets_of, volunteers_of
from standto.scenario.generating.whole_crews import crews_of, seats_of, taken_by

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from standto.model.duties import Duty
    from standto.model.event import Event
    from standto.model.people import Pool
    from standto.model.rotas import RotaRow
    from standto.scenario.generating.rhythm import Rhythm

ABSENCES = AbsenceRates()
WILLING = 0.96
"""The average share of present people who have not stepped back."""
RULES = "gb-police-2024"
"""The set of rules on working time that a force keeps, if it keeps any."""
ASKED_FOR = 0.98
"""The share of the expected people that the duties ask for; the rest allows for chance."""


def generate(
    *,
    people: int,
    days: int,
    duties: int,
    teams: int,
    seed: int,
    starts: datetime | None = None,
    rota: bool = False,
    crews: int = 0,
    on_call: float = 0.0,
    rest: bool = False,
) -> Scenario:
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
    rota
        Whether everybody's shifts are rows of a rota made by hand, some of them swapped. People of a single team are
        spread over the hours then, because nobody is on duty at all times.
    crews
        The number of crews, 0 to 1,000. If there are too few people, some crews are off.
    on_call
        The share of people, 0 to 1, who are on call on their rest days: by rows of the rota, or without a rota by
        their own word. Some duties and crews can wait for them.
    rest
        Whether the rules of the set `RULES` hold.

    Returns
    -------
    Scenario
        Without faults, and entirely invented.

    Raises
    ------
    OptionError
        An argument is not allowed; the message names every such argument.
    """
    extras = Extras(rota, crews, on_call, rest)
    size = checked(people, days, duties, teams, seed, starts, extras)
    spread = rota and teams == 1
    rhythm = rhythm_of(5 if spread else teams)
    levels = levels_of(people)
    made_teams = (Team("team-1", helping.HOME),) if spread else teams_of(rhythm, helping.HOME)
    volunteers = volunteers_of(Draws(seed, "people"), levels, made_teams, "v")
    made_crews = crews_of(crews, rhythm, wait=bool(on_call))
    seats = seats_of(Draws(seed, "crews"), made_crews)
    counting = ABSENCES.present * WILLING * ASKED_FOR
    required = duties_of(size, rhythm, levels, counting, taken_by(made_crews, seats))
    if on_call:
        required = able_to_wait(required, levels, on_call * resting_share(rhythm) * counting)
    rows, words = _rostered(size, extras, volunteers, rhythm, made_teams, required)
    pools = helping.pools_of(Draws(seed, "pools"), people * rhythm.share)
    return Scenario(
        title=f"Synthetic force, seed {seed}",
        zone=ZONE,
        horizon=size.horizon,
        home=helping.HOME,
        forces=helping.forces(),
        duties=required,
        shifts=rhythm.shifts,
        patterns=() if spread else patterns_of(rhythm, ZONE.local(size.horizon.start).date()),
        working_time=WorkingTime(rules=RULES) if rest else WorkingTime(),
        capabilities=capabilities(),
        teams=made_teams,
        people=tuple(volunteer.person for volunteer in volunteers),
        authorisations=tickets_of(Draws(seed, "tickets"), volunteers, size.horizon),
        pools=pools,
        powers=helping.powers_for(required),
        events=_events(size, volunteers, required, pools, words),
        sources=statements.SOURCES,
        rota=rows,
        crews=made_crews,
        seats=seats,
    )


def _rostered(
    size: Size,
    extras: Extras,
    volunteers: Sequence[Volunteer],
    rhythm: Rhythm,
    teams: Sequence[Team],
    duties: Sequence[Duty],
) -> tuple[tuple[RotaRow, ...], tuple[Event, ...]]:
    """Return the rows of the rota, or without one the words of people on call; neither if nobody has any."""
    if not rhythm.cycle or not (extras.rota or extras.on_call):
        return (), ()
    waiting = [duty for duty in duties if duty.ready_minutes]
    standbys = standbys_of(Draws(size.seed, "on call"), volunteers, extras.on_call, waiting)
    draws = Draws(size.seed, "rota")
    calendar = calendar_of(draws, volunteers, rhythm, teams, size.horizon, swaps=extras.rota)
    if extras.rota:
        return rows_of(calendar, rhythm, standbys, size.horizon), ()
    return (), tuple(on_call_events(calendar, standbys, size.horizon))


def _events(
    size: Size, volunteers: Sequence[Volunteer], duties: Sequence[Duty], pools: Sequence[Pool], words: Sequence[Event]
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
        *words,
    ]
    return in_order([*happenings, *statements.statements_of(Draws(seed, "words"), happenings, size)])


def in_order(events: Iterable[Event]) -> tuple[Event, ...]:
    """Return events sorted by when they occurred; those of one instant keep their order."""
    return tuple(sorted(events, key=lambda event: event.occurred))

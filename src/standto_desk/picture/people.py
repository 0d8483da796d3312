"""What is so of each person: for those alone who may see it, and of oneself."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from standto.register import shift_rows
from standto.register.timeline import shift_row

if TYPE_CHECKING:
    from collections.abc import Collection

    from numpy.typing import NDArray

    from standto.model.time import Instant
    from standto.register import Situation
    from standto.register.standing import Standing


@dataclass(frozen=True, slots=True)
class PersonState:
    """What is so of a person at a moment.

    Attributes
    ----------
    person, force, team
        Ids; the team is blank for none.
    on_duty
        By the team's pattern or a call-in.
    called
        ``in`` or ``off`` where a call-in or standing off overrides the pattern; blank otherwise.
    unavailable
        It is not known why.
    stepped_back
        From anything at all.
    current, withdrawn, stepped_back_from
        Of the capabilities that duties ask for: those with a current ticket, those suspended by the force, those
        that the person has stepped back from, of the ones they hold or ever held.
    """

    person: str
    force: str
    team: str
    on_duty: bool
    called: str
    unavailable: bool
    stepped_back: bool
    current: tuple[str, ...]
    withdrawn: tuple[str, ...]
    stepped_back_from: tuple[str, ...]


def people_states(
    situation: Situation, at: Instant, *, force: str = "", people: Collection[str] | None = None
) -> tuple[PersonState, ...]:
    """Return what is so of people at a moment of the horizon, in the order of their table.

    Parameters
    ----------
    force
        Only of this force; blank: of every one.
    people
        Only these; None: everybody.
    """
    scenario, standings = situation.scenario, situation.standings
    rules = situation.timeline.rules
    on_shift = shift_rows(rules)[:, rules.span(at)]
    numbers = situation.standing_of(at).tolist()
    capabilities = _asked_for(situation)
    made: dict[int, PersonState] = {}
    found = []
    for person, number in zip(scenario.people, numbers, strict=True):
        if (force and person.force != force) or (people is not None and person.id not in people):
            continue
        if number not in made:
            made[number] = _said(standings[number], on_shift, len(scenario.teams), capabilities)
        found.append(replace(made[number], person=person.id, force=person.force, team=person.team))
    return tuple(found)


def person_state(situation: Situation, at: Instant, person: str) -> PersonState | None:
    """Return what is so of one person at a moment; None where there is no such person."""
    return next(iter(people_states(situation, at, people=(person,))), None)


def stepped_back_since(situation: Situation, at: Instant, person: str) -> Instant | None:
    """Return since when somebody has been stepped back without a break; None where they are not."""
    ids = [one.id for one in situation.scenario.people]
    if person not in ids:
        return None
    moves, standings = situation.moves, situation.standings
    mine = np.flatnonzero((moves.person == ids.index(person)) & (moves.at <= at))
    since: Instant | None = None
    for moment, number in zip(moves.at[mine].tolist(), moves.after[mine].tolist(), strict=True):
        if not standings[number].stepped_back:
            since = None
        elif since is None:
            since = moment
    return since


def _asked_for(situation: Situation) -> list[tuple[str, int]]:
    """Return the capabilities that some duty asks for, with their bits."""
    skills = situation.records.skills
    bits = [(one.id, skills.bit[one.id]) for one in situation.scenario.capabilities]
    return [(name, bit) for name, bit in bits if bit & skills.relevant]


def _said(
    standing: Standing, on_shift: NDArray[np.bool_], teams: int, capabilities: list[tuple[str, int]]
) -> PersonState:
    """Return what a standing says of whoever has it."""

    def named(bits: int) -> tuple[str, ...]:
        return tuple(name for name, bit in capabilities if bits & bit)

    return PersonState(
        person="",
        force="",
        team="",
        on_duty=bool(on_shift[shift_row(standing, teams)]),
        called="" if standing.called is None else "in" if standing.called else "off",
        unavailable=standing.unavailable,
        stepped_back=standing.stepped_back,
        current=named(standing.current),
        withdrawn=named(standing.ever & ~standing.authority),
        stepped_back_from=named(standing.ever & ~standing.willing),
    )

"""One person's state at a moment, for the readers who may see it."""

from __future__ import annotations

from dataclasses import dataclass

from standto.model.time import Instant
from standto.register import NEVER, Situation


@dataclass(frozen=True, slots=True)
class PersonState:
    """The state of a person at a moment.

    Attributes
    ----------
    person, team
        Ids; the team is blank for none.
    on_duty
        By the team's pattern, the rota, a call-in or on call.
    called
        ``in`` or ``off`` if a call-in or standing off overrides the pattern; blank otherwise.
    unavailable
        Whether they are unavailable; the reason is not recorded.
    stepped_back
        From anything at all.
    current, withdrawn, stepped_back_from
        Capabilities that duties ask for: those with a current ticket; those of any ticket, now or before, that the
        force has suspended; those of any ticket that the person has stepped back from.
    """

    person: str
    team: str
    on_duty: bool
    called: str
    unavailable: bool
    stepped_back: bool
    current: tuple[str, ...]
    withdrawn: tuple[str, ...]
    stepped_back_from: tuple[str, ...]


def person_state(situation: Situation, at: Instant, person: str) -> PersonState | None:
    """Return the state of a person at a moment of the horizon; None if there is no such person."""
    scenario, skills = situation.scenario, situation.records.skills
    place = next((place for place, one in enumerate(scenario.people) if one.id == person), None)
    if place is None:
        return None
    number = int(situation.standing_of(at)[place])
    standing = situation.standings[number]
    bits = [(one.id, skills.bit[one.id]) for one in scenario.capabilities]

    def named(mask: int) -> tuple[str, ...]:
        return tuple(name for name, bit in bits if bit & skills.relevant & mask)

    return PersonState(
        person=person,
        team=scenario.people[place].team,
        on_duty=bool(situation.ready_minutes(at)[number] < NEVER),
        called="" if standing.called is None else "in" if standing.called else "off",
        unavailable=standing.unavailable,
        stepped_back=standing.stepped_back,
        current=named(standing.current),
        withdrawn=named(standing.ever & ~standing.authority),
        stepped_back_from=named(standing.ever & ~standing.willing),
    )

"""The number of people of a force in each state, without names."""

from __future__ import annotations

from dataclasses import dataclass

from standto.model.time import Instant
from standto.register import NEVER, Situation, able


@dataclass(frozen=True, slots=True)
class Headcount:
    """The number of people of a force, in all and by state. One person can be in several states.

    Attributes
    ----------
    people
        All of them.
    on_duty
        By the team's pattern or a call-in, whether they count or not.
    stepped_back
        From anything.
    unavailable
        On leave, sick, in training or on limited duties.
    withdrawn
        The force has suspended a ticket that some duty asks for.
    counting
        On duty and able to do something that a duty asks for.
    called_in, stood_off
        Put on duty, or taken off it, whatever the pattern says.
    """

    people: int
    on_duty: int
    stepped_back: int
    unavailable: int
    withdrawn: int
    counting: int
    called_in: int
    stood_off: int


def headcount(situation: Situation, at: Instant, force: str) -> Headcount:
    """Return the number of people of a force in each state at a moment of the horizon."""
    heads = situation.headcounts(at).tolist()
    on_shift = (situation.ready_minutes(at) < NEVER).tolist()
    place = [one.id for one in situation.scenario.forces_in_order].index(force)
    counts = dict.fromkeys(Headcount.__slots__, 0)
    # Another thread may add standings meanwhile. Nobody has those in this situation, hence strict=False.
    for number, standing, on_duty in zip(heads, situation.standings, on_shift, strict=False):
        if standing.force != place:
            continue
        for name, holds in (
            ("people", True),
            ("on_duty", on_duty),
            ("stepped_back", standing.stepped_back),
            ("unavailable", standing.unavailable),
            ("withdrawn", bool(standing.current & ~standing.authority)),
            ("counting", on_duty and bool(able(standing))),
            ("called_in", standing.called is True),
            ("stood_off", standing.called is False),
        ):
            counts[name] += number if holds else 0
    return Headcount(**counts)

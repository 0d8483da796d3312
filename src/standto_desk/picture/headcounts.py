"""How many people of a force are in which state: numbers only, never who."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from standto.register import able, shift_rows
from standto.register.timeline import shift_row

if TYPE_CHECKING:
    from standto.model.time import Instant
    from standto.register import Situation
    from standto.register.standing import Standing


@dataclass(frozen=True, slots=True)
class Headcount:
    """How many people of a force, in all and by state; one person can be in several.

    Attributes
    ----------
    people
        All of them.
    on_duty
        By their team's pattern or a call-in, whether they count or not.
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


@dataclass(frozen=True, slots=True)
class CapabilityCount:
    """How many people of a force hold a capability that duties ask for, and what is so of their tickets.

    Attributes
    ----------
    tickets
        Current tickets.
    withdrawn, stepped_back, unavailable
        How many of those the force has suspended; whose holders stepped back; whose holders are unavailable.
    able
        Those that nothing speaks against.
    """

    capability: str
    tickets: int
    withdrawn: int
    stepped_back: int
    unavailable: int
    able: int


def headcount(situation: Situation, at: Instant, force: str) -> Headcount:
    """Return how many people of a force are in which state at a moment of the horizon."""
    rules, teams = situation.timeline.rules, len(situation.scenario.teams)
    on_shift = shift_rows(rules)[:, rules.span(at)]
    counts = dict.fromkeys(Headcount.__slots__, 0)
    for number, standing in _standings(situation, at, force):
        on_duty = bool(on_shift[shift_row(standing, teams)])
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


def capability_counts(situation: Situation, at: Instant, force: str) -> tuple[CapabilityCount, ...]:
    """Return what is so of a force's tickets at a moment, for each capability that a duty asks for."""
    skills = situation.records.skills
    standings = list(_standings(situation, at, force))
    lines = []
    for capability in situation.scenario.capabilities:
        bit = skills.bit[capability.id]
        if bit & skills.relevant:
            holders = [(number, one) for number, one in standings if one.current & bit]
            lines.append(
                CapabilityCount(
                    capability.id,
                    tickets=sum(number for number, _ in holders),
                    withdrawn=sum(number for number, one in holders if not one.authority & bit),
                    stepped_back=sum(number for number, one in holders if not one.willing & bit),
                    unavailable=sum(number for number, one in holders if one.unavailable),
                    able=sum(number for number, one in holders if able(one) & bit),
                )
            )
    return tuple(lines)


def _standings(situation: Situation, at: Instant, force: str) -> list[tuple[int, Standing]]:
    """Return the standings of a force's people, each with how many have it."""
    place = [one.id for one in situation.scenario.forces_in_order].index(force)
    counts = situation.headcounts(at).tolist()
    # Another thread may meet more standings in between; nobody has those here.
    pairs = zip(counts, situation.standings, strict=False)
    return [(number, standing) for number, standing in pairs if number and standing.force == place]

"""A person's own record, for that person alone: tickets, choices and times on duty."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from standto.model.people import Person
from standto.model.time import DAY, FOREVER, Instant, Period
from standto.presenting.rest_words import bound_words, measured_words
from standto.register import Situation
from standto.register.standing import Standing
from standto_desk.picture.spells import Folding
from standto_desk.picture.times_ahead import own_times_ahead
from standto_desk.picture.times_on_duty import OwnTime, has_rota, is_always_on_duty, own_times, said_about

AHEAD = 14 * DAY
"""How far ahead a record shows times on duty."""


@dataclass(frozen=True, slots=True)
class Ticket:
    """A person's authorisation for a capability.

    Attributes
    ----------
    current
        Whether it is in force now.
    until
        The time at which it ends or ended; None: it has no end, or it has not begun.
    withdrawn
        Whether the force has suspended it.
    stepped_back
        Whether the person has stepped back from it.
    """

    capability: str
    name: str
    current: bool
    until: Instant | None
    withdrawn: bool
    stepped_back: bool


@dataclass(frozen=True, slots=True)
class OwnRest:
    """A stint of a person that breaks a rule on working time.

    Attributes
    ----------
    period
        The whole stint.
    effect
        The effect of the rule: `breach`, `owed` or `note`.
    measured, bound
        What the rule measured, and what it asks for, in words.
    source
        The paragraph that the rule is from; blank if the scenario does not say.
    counts_until
        The moment from which the person does not count in it; None if they count throughout.
    """

    period: Period
    effect: str
    measured: str
    bound: str
    source: str
    counts_until: Instant | None


@dataclass(frozen=True, slots=True)
class OwnRecord:
    """The present state of a person, with the times at which it changes.

    Attributes
    ----------
    stepped_back
        From anything at all.
    from_all
        From everything.
    back_on
        The time at which a stepping back ends by itself; None: it does not.
    unavailable, available_on
        Whether they are unavailable, and the time at which that ends by itself.
    called
        True: called in; False: stood off; None: by the team's pattern.
    always
        On duty at all times, because there is neither a rota nor a pattern.
    by_rota
        On duty by the rota, whatever the team's pattern says.
    times
        The times on duty in the coming days.
    planned
        Whether the force has planned a change that makes them others than the rows in force now would.
    rest
        The stints that break a rule on working time, in the days that the desk looks at; None if there are no rules.
    """

    person: Person
    tickets: tuple[Ticket, ...]
    stepped_back: bool
    from_all: bool
    back_on: Instant | None
    unavailable: bool
    available_on: Instant | None
    called: bool | None
    always: bool
    by_rota: bool
    times: tuple[OwnTime, ...]
    planned: bool
    rest: tuple[OwnRest, ...] | None


def own_record(situation: Situation, at: Instant, person: str) -> OwnRecord | None:
    """Return the record of a person at a moment; None if there is no such person."""
    scenario = situation.scenario
    row = next((one for one in scenario.people if one.id == person), None)
    if row is None:
        return None
    folding = Folding(situation)
    skills, spells = folding.skills, folding.spells(row)
    past = max(place for place, (start, _) in enumerate(spells) if start <= at)
    now = spells[past][1]
    said = [one.event for one in said_about(person, at)]
    coming = Period(at, at + AHEAD)
    times = own_times_ahead(person, at, coming)
    return OwnRecord(
        person=row,
        tickets=tuple(
            _ticket(spells, past, skills.bit[one.id], one.id, one.label)
            for one in scenario.capabilities
            if now.ever & skills.bit[one.id]
        ),
        stepped_back=now.stepped_back,
        from_all=not now.willing & skills.everything,
        back_on=_next(spells, past, lambda one: one.willing | now.willing != now.willing) if now.stepped_back else None,
        unavailable=now.unavailable,
        available_on=_next(spells, past, lambda one: not one.unavailable) if now.unavailable else None,
        called=now.called,
        always=is_always_on_duty(scenario, row),
        by_rota=has_rota(scenario, row),
        times=times,
        planned=times != own_times(scenario, [row], said, coming)[row.id],
        rest=_rest(situation, row),
    )


def _rest(situation: Situation, person: Person) -> tuple[OwnRest, ...] | None:
    record = situation.rest
    if record is None:
        return None
    broken = record.broken(situation.scenario.horizon, situation.scenario.people.index(person))
    return tuple(
        OwnRest(
            period=each.period,
            effect=rule.effect,
            measured=measured_words(rule, each.measured),
            bound=bound_words(rule),
            source=rule.source,
            counts_until=None if each.left_out >= FOREVER else each.left_out,
        )
        for each in broken
        for rule in [record.rules[each.rule]]
    )


def _ticket(spells: list[tuple[Instant, Standing]], past: int, bit: int, capability: str, name: str) -> Ticket:
    now = spells[past][1]
    current = bool(now.current & bit)
    until = (
        _next(spells, past, lambda one: not one.current & bit)
        if current
        else next((spells[place + 1][0] for place in range(past - 1, -1, -1) if spells[place][1].current & bit), None)
    )
    return Ticket(capability, name, current, until, not now.authority & bit, not now.willing & bit)


def _next(spells: list[tuple[Instant, Standing]], past: int, holds: Callable[[Standing], bool]) -> Instant | None:
    """Return the time after now at which something first holds, as known; None if it never does."""
    return next((start for start, standing in spells[past + 1 :] if holds(standing)), None)

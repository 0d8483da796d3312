"""Why people and places do not count, by the first reason: what leaves none of their tickets for some duties."""

from __future__ import annotations

from tests.ladder.oracle.presence import alternatives, binds, bound_to, could
from tests.register import oracle as register

REASONS = (
    "off-shift",
    "not-rested",
    "not-ready",
    "elsewhere",
    "not-current",
    "authority-withdrawn",
    "stepped-back",
    "unavailable",
    "not-permitted",
    "not-present",
)


def printed(scenario):
    """The reasons that an answer about a scenario names."""
    rows = [*scenario.rota, *scenario.shifts, *scenario.pools]
    on_call = [event for event in scenario.events if event.kind == "on-call" and event.count]
    rules = scenario.working_time
    there = {
        "not-rested": bool(rules) and rules.unrested == "leave-out",
        "not-ready": any(row.ready_minutes for row in rows) or bool(on_call),
        "elsewhere": any(row.duty for row in scenario.rota),
    }
    return [reason for reason in REASONS if there.get(reason, True)]


def tickets_of(known, person, duties):
    """The pairs of a duty and an alternative that a person ever holds whole, at one and the same time."""
    moments = {register.BEGINNING}
    moments |= {end for row in known.scenario.authorisations for end in row.period}
    moments |= {end for event in known.events for end in (event.occurred, event.until)}
    return [
        (duty, tuple(sorted(one)))
        for duty in duties
        for one in alternatives(duty)
        if any(
            all(register.holds(known, person, skill, moment) for skill in one)
            for moment in moments
            if moment < register.FOREVER
        )
    ]


def reason_of(known, person, duties, instant, ready, rested=True):
    """The first reason why a person counts for none of some duties; None if they count or never could."""
    tickets = tickets_of(known, person, duties)
    bound = bound_to(known.scenario, person, instant)

    def each(test):
        return lambda duty, skills: all(test(known, person, skill, instant) for skill in skills)

    keeps = {
        "off-shift": lambda duty, skills: ready is not None,
        "not-rested": lambda duty, skills: rested,
        "not-ready": lambda duty, skills: ready <= duty.ready_minutes,
        "elsewhere": lambda duty, skills: binds(bound, duty),
        "not-current": each(register.holds),
        "authority-withdrawn": each(register.has_authority),
        "stepped-back": each(register.is_willing),
        "unavailable": lambda duty, skills: register.is_available(known, person, instant),
        "not-permitted": lambda duty, skills: register.may_do(known, person.force, duty, instant),
    }
    if not tickets:
        return None
    for reason, keep in keeps.items():
        tickets = [(duty, skills) for duty, skills in tickets if keep(duty, skills)]
        if not tickets:
            return reason
    return None


def reason_of_place(known, pool, state, duties, instant, present):
    """The first reason why a place counts for none of some duties; None if it counts or never could."""
    able = [duty for duty in duties if any(one <= set(pool.capabilities) for one in alternatives(duty))]
    if not able:
        return None
    able = [duty for duty in able if could(pool, duty)]
    if not able:
        return "not-ready"
    if state == "stepped-back":
        return "stepped-back"
    if not any(register.may_do(known, pool.force, duty, instant) for duty in able):
        return "not-permitted"
    return None if present else "not-present"

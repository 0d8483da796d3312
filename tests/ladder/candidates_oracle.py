"""Who could come, by plain code: one person, one place and one reason at a time.

It reads the records, and asks the plain code of reviews and of the register; it shares nothing with the engine.
"""

from __future__ import annotations

from tests.ladder.oracle.presence import binds
from tests.ladder.oracle.reasons import tickets_of
from tests.register import oracle as register

REASONS = (
    "no-ticket",
    "elsewhere",
    "stood-off",
    "not-current",
    "authority-withdrawn",
    "stepped-back",
    "unavailable",
    "not-permitted",
    "on-duty",
)


def asked_about(case, name):
    """The duty, the seat, or the seats that a crew needs, of some name."""
    return [duty for duty in case.scenario.duties if name in (duty.id, duty.crew or duty.id)]


def sorted_out(case, name):
    """The minutes that each candidate needs, None off duty, by cipher; and the number of others by reason."""
    could, reasons = {}, []
    for person in case.scenario.people:
        if person.force == case.scenario.home:
            reason = _reason(case, person, asked_about(case, name))
            if reason is None:
                could[person.id] = case.now.facts(case.at).ready[person.id]
            reasons.append(reason)
    printed = [one for one in REASONS if one != "elsewhere" or any(row.duty for row in case.scenario.rota)]
    return could, {one: reasons.count(one) for one in printed}


def _reason(case, person, duties):
    known, facts, at = case.now.known_events, case.now.facts(case.at), case.at
    ready, bound = facts.ready[person.id], facts.bound[person.id]
    kind = register.live_kind(known, at, person.id, "called-in", "stood-off", "on-call")
    tickets = tickets_of(known, person, duties)

    def each(test):
        return lambda duty, skills: all(test(known, person, skill, at) for skill in skills)

    checks = (
        lambda duty, skills: True,
        lambda duty, skills: ready is None or binds(bound, duty),
        lambda duty, skills: kind != "stood-off",
        each(register.holds),
        each(register.has_authority),
        each(register.is_willing),
        lambda duty, skills: register.is_available(known, person, at),
        lambda duty, skills: register.may_do(known, person.force, duty, at),
        lambda duty, skills: ready is None or (kind != "called-in" and not bound and ready > duty.ready_minutes),
    )
    for reason, keeps in zip(REASONS, checks, strict=True):
        tickets = [(duty, skills) for duty, skills in tickets if keeps(duty, skills)]
        if not tickets:
            return reason
    return None


def call_in(case, name):
    """The end of a call-in, and the most places unfilled in it."""
    scenario, duties = case.scenario, asked_about(case, name)
    runs = sorted(
        register.run_of(scenario.zone, shift, day)
        for day in register.days_around(scenario.zone, case.at)
        for shift in scenario.shifts
        if register.runs_at(scenario, shift.id, day, case.at)
    )
    end = min(runs[0][1] if runs else case.end, scenario.horizon.until)
    windows = case.now.windows(case.at, end, case.basis("confirmed"))
    short = [sum(case.gaps(window)[duty.id] for duty in duties) for window in windows]
    if runs:
        return runs[0][1], max(short)
    last = 0
    while short[last] and last + 1 < len(short) and short[last + 1]:
        last += 1
    return windows[last].until, max(short[: last + 1])

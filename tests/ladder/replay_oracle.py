"""Replays by the letter of the contract, from the plain reviews of `tests.ladder.oracle`."""

from __future__ import annotations

from tests.ladder.oracle.case import Case

MOVES = (
    "call-in",
    "ask-aid",
    "request-contingency",
    "deploy-contingency",
    "stand-down-contingency",
    "release-aid",
)


def replay(scenario):
    """Each step: its time, whether each criticality is covered, the recommendations and the verdicts on decisions."""
    wrong = {event.subject for event in scenario.events if event.kind == "correction"}
    decisions = [event for event in scenario.events if event.kind == "decision" and event.id not in wrong]
    moments = {event.recorded for event in scenario.events} | {event.occurred for event in decisions}
    at, memory, steps = scenario.horizon.start, {}, []
    while at < scenario.horizon.until:
        case = Case(scenario, at, memory=memory)
        recommended = case.steps()
        taken = [event for event in decisions if event.occurred == at]
        verdicts = {event.id: agrees(event, recommended) for event in taken}
        ids = [":".join(filter(None, (one.step, one.subject, one.condition))) for one in recommended]
        steps.append((at, case.covered(), ids, verdicts))
        at = min([case.next_review(), *(moment for moment in moments if moment > at)])
    return steps


def agrees(decision, recommended):
    """Whether a decision's step was recommended, or its opposite was not; ``more`` if it decided more."""
    if decision.step == "no-change":
        return not any(one.step in MOVES for one in recommended)
    step = decision.step.removeprefix("not-")
    same = [one for one in recommended if (one.step, one.subject) == (step, decision.subject)]
    if decision.step != step:
        return not same
    more = decision.count is not None and any(one.count is not None for one in same)
    return "more" if more and decision.count > max(one.count or 0 for one in same) else bool(same)

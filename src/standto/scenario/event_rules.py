"""The rule of each kind of event: its sort of subject, and the cells that it needs and refuses."""

from __future__ import annotations

from typing import NamedTuple

from standto.model import steps
from standto.model.event import (
    AVAILABLE,
    CORRECTION,
    DECISION,
    LINES,
    ON_CALL,
    PERSON_LINES,
    REPORT,
    STATEMENT,
    UNAVAILABLE,
)
from standto.model.ladder import AID_STEPS, CONTINGENCY_STEPS, HOME_STEPS
from standto.scenario.layout import EVENTS

PERSON, HOME_POOL, AID_POOL, MILITARY_POOL = "person", "home pool", "aid pool", "military pool"
DUTY, DUTY_OR_CREW, DECLARATION, FORCE = "duty", "duty or crew", "declaration", "force"
DECIDED, EVENT = "decided", "event"
HELP = "help"

SUBJECTS: dict[str, str] = {
    PERSON: "a person of people.csv",
    HOME_POOL: "a pool of the home force in pools.csv",
    AID_POOL: "a pool of a force of kind police or other in pools.csv",
    MILITARY_POOL: "a pool of a force of kind military in pools.csv",
    HELP: "a pool of another force in pools.csv",
    DUTY: "a duty of duties.csv",
    DUTY_OR_CREW: "a duty of duties.csv or a crew of crews.csv",
    DECLARATION: "the name of a declaration, an id",
    FORCE: "a force of forces.csv",
    DECIDED: "a pool of pools.csv, a duty of duties.csv, a crew of crews.csv or the home force",
    EVENT: "the id of another event of events.csv",
}
"""The words for each sort of subject."""

STEP_SUBJECTS = {
    steps.CALL_IN: DUTY,
    steps.ASK_AID: AID_POOL,
    steps.REQUEST: MILITARY_POOL,
    steps.DEPLOY: MILITARY_POOL,
    steps.STAND_DOWN: MILITARY_POOL,
    steps.RELEASE: AID_POOL,
    steps.OVERDUE: HELP,
    steps.ENDS_EARLY: HELP,
    steps.STALE: FORCE,
    steps.CONFLICT: FORCE,
    steps.REVIEW_DUE: FORCE,
}
"""The steps that a review can recommend, with the sort of subject of each."""

DECISION_STEPS = frozenset(
    {*steps.REVIEW_STEPS, *(f"{steps.NOT}{step}" for step in steps.REVIEW_STEPS), steps.NO_CHANGE}
)
"""The steps that a decision may have."""

_ALL = frozenset(EVENTS.columns)
_ALWAYS = frozenset({"id", "occurred", "recorded", "event", "subject", "source"})


class EventRule(NamedTuple):
    """The rule of one kind of event.

    Attributes
    ----------
    subject
        The sort of its subject, one of `SUBJECTS`.
    needs
        Columns that must be filled.
    refuses
        Columns that must be blank.
    """

    subject: str
    needs: frozenset[str]
    refuses: frozenset[str]


def _rule(subject: str, takes: str = "", needs: str = "") -> EventRule:
    """Return a rule from the columns that it takes and needs, beside those of every event."""
    needed = frozenset(needs.split())
    return EventRule(subject, EVENTS.needed | needed, _ALL - _ALWAYS - needed - frozenset(takes.split()))


def _rules() -> dict[str, EventRule]:
    """Return the rule of each kind of event for its usual sort of subject."""
    rules = {kind: _rule(PERSON, "capability until") for line in PERSON_LINES for kind in LINES[line]}
    rules |= dict.fromkeys(LINES["ticket"], _rule(PERSON, "until", "capability"))
    rules |= dict.fromkeys(LINES["on-duty"], _rule(PERSON, "until"))
    rules[ON_CALL] = _rule(PERSON, "count until")
    rules |= dict.fromkeys(LINES["strength"], _rule(DUTY, "until note", "count"))
    rules |= dict.fromkeys(LINES["standing"], _rule(DUTY_OR_CREW, "until note"))
    rules |= dict.fromkeys(LINES["declared"], _rule(DECLARATION, "until note"))
    rules |= dict.fromkeys(AID_STEPS, _rule(AID_POOL, "count note"))
    rules |= dict.fromkeys(CONTINGENCY_STEPS, _rule(MILITARY_POOL, "count note"))
    return rules | {
        UNAVAILABLE: _rule(PERSON, "until"),
        AVAILABLE: _rule(PERSON),
        REPORT: _rule(FORCE, "count low high note"),
        DECISION: _rule(DECIDED, "count note", "id step"),
        STATEMENT: _rule(FORCE, "", "note"),
        CORRECTION: _rule(EVENT, "note", "recorded"),
    }


RULES = _rules()
"""The rule of each kind of event."""

POOL_RULES = dict.fromkeys(HOME_STEPS, _rule(HOME_POOL, "count note"))
"""The rules of the kinds of events whose subject may also be a home pool."""

"""The outcome of a decision: the conditions under which it was recommended, and later events of its pool."""

from __future__ import annotations

from dataclasses import dataclass

from standto.model.event import DECISION, DECLARED
from standto.model.ladder import (
    AID_DECLINED,
    AID_RELEASED,
    AID_WITHDRAWN,
    CONTINGENCY_DECLINED,
    CONTINGENCY_STOOD_DOWN,
    STEPS,
)
from standto.model.steps import HELP_CALLS
from standto.model.time import Instant
from standto_desk.ledger.reading import known_entries
from standto_desk.pages.look_back.past_decisions import PastDecision
from standto_desk.presenting.proposal_words import event_words

ENDS = frozenset({AID_RELEASED, AID_DECLINED, AID_WITHDRAWN, CONTINGENCY_STOOD_DOWN, CONTINGENCY_DECLINED})
"""Events by which help ends, or does not come."""
MOST = 30


@dataclass(frozen=True, slots=True)
class LaterEvent:
    """A later event of the same pool."""

    sequence: int
    words: str
    at: Instant
    ends: bool


@dataclass(frozen=True, slots=True)
class Condition:
    """A declaration under which a step was recommended, and when it was next made; None if it was not."""

    name: str
    declared: Instant | None


def calls_on_help(decision: PastDecision) -> bool:
    """Return whether a decision calls on help, and so may have conditions for its end."""
    return decision.entry.step in HELP_CALLS


def later_events(decision: PastDecision, until: Instant | None = None) -> tuple[LaterEvent, ...]:
    """Return the steps and decisions about a decision's pool from then on, in order, without corrected ones.

    Parameters
    ----------
    until
        The moment by which they must be known; None: now.
    """
    entry, known = decision.entry, known_entries(until)
    about = known.events(*STEPS, DECISION).about(entry.subject).occurred_from(entry.occurred)
    later = about.not_numbered([entry.sequence]).order_by("occurred", "sequence")[:MOST]
    corrected = known.corrections_of(one.reference for one in later)
    undone = set(corrected.values_list("subject", flat=True))
    return tuple(
        LaterEvent(int(one.sequence), event_words(one), int(one.occurred), one.kind in ENDS)
        for one in later
        if one.reference not in undone
    )


def conditions_of(decision: PastDecision) -> tuple[Condition, ...]:
    """Return the declarations under which the step was recommended, when it was proposed or when it was decided."""
    kept = (decision.proposal.details.get("recommendation") or {}) if decision.proposal else {}
    then = decision.recommended.recommendations if decision.recommended else ()
    same = (one for one in then if (one.step, one.subject) == (decision.entry.step, decision.entry.subject))
    names = dict.fromkeys(name for name in (kept.get("condition"), *(one.condition for one in same)) if name)
    return tuple(Condition(name, _declared(name, int(decision.entry.occurred))) for name in names)


def _declared(name: str, since: Instant) -> Instant | None:
    """Return when a declaration was next made after a moment."""
    made = known_entries().events(DECLARED).about(name).occurred_from(since)
    first = made.order_by("occurred").first()
    return None if first is None else int(first.occurred)

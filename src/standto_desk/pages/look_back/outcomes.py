"""What came of a decision: the conditions set with it, and what happened to the help that was asked for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from standto.model.event import CORRECTION, DECISION
from standto.model.ladder import STEPS
from standto.model.steps import ASK_AID, DEPLOY, REQUEST
from standto_desk.ledger.models import Entry
from standto_desk.ledger.reading import known_entries
from standto_desk.presenting.proposal_words import event_words

if TYPE_CHECKING:
    from standto.model.time import Instant
    from standto_desk.pages.look_back.past_decisions import PastDecision

UP = frozenset({ASK_AID, REQUEST, DEPLOY})
"""Decisions that call on help."""
ENDS = frozenset({"aid-released", "aid-declined", "aid-withdrawn", "contingency-stood-down", "contingency-declined"})
"""Events by which help ends, or does not come."""
MOST = 30


@dataclass(frozen=True, slots=True)
class LaterEvent:
    """Something that happened later to the same pool."""

    sequence: int
    words: str
    at: Instant
    ends: bool


@dataclass(frozen=True, slots=True)
class Condition:
    """A declaration under which a step was recommended, and when it was made; None: it has not been made since."""

    name: str
    declared: Instant | None


def calls_on_help(decided: PastDecision) -> bool:
    """Whether a decision calls on help, so that it may have conditions for the end of it."""
    return decided.entry.step in UP


def later_events(decided: PastDecision, until: Instant | None = None) -> tuple[LaterEvent, ...]:
    """Return what happened to a decision's pool from then on: steps of the ladder and decisions, in their order.

    Parameters
    ----------
    until
        Only what was known by then; None: by now.
    """
    entry, known = decided.entry, known_entries(until)
    about = known.filter(sort="event", subject=entry.subject, kind__in=(*STEPS, DECISION))
    later = list(
        about.filter(occurred__gte=entry.occurred).exclude(pk=entry.pk).order_by("occurred", "sequence")[:MOST]
    )
    corrected = known.filter(kind=CORRECTION, subject__in=[one.reference for one in later])
    undone = set(corrected.values_list("subject", flat=True))
    return tuple(
        LaterEvent(int(one.sequence), event_words(one), int(one.occurred), one.kind in ENDS)
        for one in later
        if one.reference not in undone
    )


def conditions_of(decided: PastDecision) -> tuple[Condition, ...]:
    """Return the declarations under which the step was recommended, then or in the proposal."""
    kept = (decided.proposal.details.get("recommendation") or {}) if decided.proposal else {}
    then = decided.recommended.recommendations if decided.recommended else ()
    same = (one for one in then if (one.step, one.subject) == (decided.entry.step, decided.entry.subject))
    names = dict.fromkeys(name for name in (kept.get("condition"), *(one.condition for one in same)) if name)
    return tuple(Condition(name, _declared(name, int(decided.entry.occurred))) for name in names)


def _declared(name: str, since: Instant) -> Instant | None:
    """Return when a declaration was first made after a moment."""
    made = known_entries().filter(sort="event", kind="declared", subject=name, occurred__gte=since)
    found: Entry | None = made.order_by("occurred").first()
    return None if found is None else int(found.occurred)

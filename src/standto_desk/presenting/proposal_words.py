"""Proposals, decisions and steps of the ladder, in words."""

from __future__ import annotations

from standto.model.event import DECISION, RETURNED, STEPPED_BACK
from standto.model.ladder import (
    AID_ARRIVED,
    AID_ASKED,
    AID_CONFIRMED,
    AID_DECLINED,
    AID_OFFERED,
    AID_RELEASED,
    AID_WITHDRAWN,
    CONTINGENCY_AGREED,
    CONTINGENCY_DECLINED,
    CONTINGENCY_DEPLOYED,
    CONTINGENCY_REQUESTED,
    CONTINGENCY_STOOD_DOWN,
    STEPS,
)
from standto.model.steps import CALL_IN, NOT
from standto.wording import counted
from standto_desk.acts.proposals import PROPOSAL, details
from standto_desk.components.spoken import decision, id_words, words_here
from standto_desk.ledger.models import Entry

DONE = {
    AID_ASKED: "Asked for {}",
    AID_OFFERED: "Offered {}",
    AID_CONFIRMED: "Confirmed {}",
    AID_ARRIVED: "Arrived: {}",
    AID_DECLINED: "Declined {}",
    AID_WITHDRAWN: "Withdrew {}",
    AID_RELEASED: "Released {}",
    CONTINGENCY_REQUESTED: "Requested {}",
    CONTINGENCY_AGREED: "Agreed to {}, standing by",
    CONTINGENCY_DEPLOYED: "Deployed {}",
    CONTINGENCY_DECLINED: "Declined {}",
    CONTINGENCY_STOOD_DOWN: "Stood down {}",
    STEPPED_BACK: "Stepped back: {}",
    RETURNED: "Returned: {}",
}
"""Each event that moves places of a pool, with the number of places."""


def proposed_words(entry: Entry, about: str, count: int | None) -> str:
    """Return in words what an entry proposes.

    A proposal that accepts an offer says so: nobody is asked, because the force has already offered the places.

    Parameters
    ----------
    about
        The name of its subject.
    count
        The number of places to show; None for no number.
    """
    what = decision(entry.step, about, count)
    return what if details(entry).get("offer") is None else f"{what}, to accept an offer"


def decided_words(entry: Entry, about: str, count: int | None) -> str:
    """Return the decision of an entry in words; the parameters are those of `proposed_words`."""
    return f"Decided: {decision(entry.step, about, count)}"


def event_words(entry: Entry) -> str:
    """Return a step of the ladder, a proposal or a decision in words."""
    if entry.kind == DECISION:
        return decided_words(entry, entry.subject, entry.count)
    if entry.sort == PROPOSAL:
        return f"Proposed: {decision(entry.step, entry.subject, entry.count)}"
    if entry.kind not in DONE:
        return id_words(str(entry.kind or entry.sort)).capitalize()
    places = "all places" if entry.count is None else counted(entry.count, "place")
    state = words_here().states.get(STEPS[entry.kind].into)
    return f"{state[0].upper()}{state[1:]}: {places}" if state else DONE[entry.kind].format(places)


def counts_people(entry: Entry) -> bool:
    """Return whether the number of a decision or a proposal is a number of people."""
    return entry.step.removeprefix(NOT) == CALL_IN


def visible_count(entry: Entry) -> int | None:
    """Return the number of a decision or a proposal that viewers see; None if it is a number of people."""
    return None if counts_people(entry) else entry.count

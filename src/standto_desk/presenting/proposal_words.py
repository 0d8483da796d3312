"""Proposals, decisions and steps of the ladder, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from standto.model.event import DECISION
from standto.wording import counted, decision
from standto_desk.acts.proposals import PROPOSAL, details

if TYPE_CHECKING:
    from standto_desk.ledger.models import Entry

DONE = {
    "aid-asked": "Asked for {}",
    "aid-offered": "Offered {}",
    "aid-confirmed": "Confirmed {}",
    "aid-arrived": "Arrived: {}",
    "aid-declined": "Declined {}",
    "aid-withdrawn": "Withdrew {}",
    "aid-released": "Released {}",
    "contingency-requested": "Requested {}",
    "contingency-agreed": "Agreed to {}, standing by",
    "contingency-deployed": "Deployed {}",
    "contingency-declined": "Declined {}",
    "contingency-stood-down": "Stood down {}",
    "stepped-back": "Stepped back: {}",
    "returned": "Returned: {}",
}
"""What happened, with how many places."""


def proposed_words(entry: Entry, about: str, count: int | None) -> str:
    """Return what the entry of a proposal proposes.

    To accept an offer is not to ask: the places are then where their force has said that they are.

    Parameters
    ----------
    about
        What its subject is called.
    count
        How many places its reader is told; None: no number.
    """
    what = decision(entry.step, about, count)
    return what if details(entry).get("offer") is None else f"{what}, to accept an offer"


def event_words(entry: Entry) -> str:
    """Return a step of the ladder, or a decision, in words."""
    if entry.kind == DECISION or entry.sort == PROPOSAL:
        said = "Decided" if entry.kind == DECISION else "Proposed"
        return f"{said}: {decision(entry.step, entry.subject, entry.count)}"
    if entry.kind not in DONE:
        return str(entry.kind or entry.sort).replace("-", " ").capitalize()
    places = "all places" if entry.count is None else counted(entry.count, "place")
    return DONE[entry.kind].format(places)

"""What is entered once a step is decided: the decision, and the step it becomes, together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from standto.model.event import DECISION
from standto.model.ladder import AID_ARRIVED, AID_CONFIRMED, AID_OFFERED, CONTINGENCY_AGREED
from standto.model.steps import NOT
from standto.wording import listed
from standto_desk.acts.idempotency import following_key
from standto_desk.acts.offers import find_offer
from standto_desk.acts.proposals import EVENT_OF
from standto_desk.ledger.drafts import EVENT, Draft

if TYPE_CHECKING:
    from standto_desk.acts.proposals import Proposal

ANSWERED = {
    AID_OFFERED: (AID_OFFERED,),
    AID_CONFIRMED: (AID_OFFERED, AID_CONFIRMED),
    AID_ARRIVED: (AID_OFFERED, AID_CONFIRMED, AID_ARRIVED),
    CONTINGENCY_AGREED: (CONTINGENCY_AGREED,),
}
"""What follows the step by which an offer is accepted: the answers up to the one as which it came.

One by one, so that each moves as many places as were accepted, whatever else of the pool is on the ladder.
"""


def drafts_of(proposal: Proposal, key: str = "") -> tuple[Draft, ...]:
    """Return the entries of a proposal that every post has agreed to.

    Parameters
    ----------
    key
        What makes it safe to send twice whatever completed the proposal.
    """
    entry = proposal.entry
    posts = listed([one.post for one in proposal.agreements])
    note = f"Proposed as {proposal.ref}" + (f", approved by {posts}." if posts else ".")
    decision = Draft(
        sort=EVENT,
        kind=DECISION,
        name=proposal.decision_name,
        subject=entry.subject,
        count=entry.count,
        step=entry.step,
        text=note,
        key=following_key(key, DECISION),
    )
    event = EVENT_OF.get(entry.step)
    if event is None:
        return (decision,)
    step = Draft(sort=EVENT, kind=event, subject=entry.subject, count=entry.count, key=following_key(key, "step"))
    return decision, step, *_accepted(proposal, key)


def refusal_of(proposal: Proposal, key: str = "") -> Draft:
    """Return the decision against a proposal that a post outside refused; the pool stays as it is."""
    entry = proposal.entry
    return Draft(
        sort=EVENT,
        kind=DECISION,
        name=proposal.decision_name,
        subject=entry.subject,
        count=entry.count,
        step=NOT + entry.step,
        text=f"Proposed as {proposal.ref}, refused by {listed(proposal.refusing)}.",
        key=following_key(key, DECISION),
    )


def _accepted(proposal: Proposal, key: str) -> tuple[Draft, ...]:
    """Return the answers that are there already where an offer is accepted."""
    number = proposal.details.get("offer")
    if number is None:
        return ()
    entry, offer = proposal.entry, find_offer(number)
    return tuple(
        Draft(
            sort=EVENT,
            kind=kind,
            subject=entry.subject,
            count=entry.count,
            source=offer.entry.source,
            key=following_key(key, kind),
        )
        for kind in ANSWERED[offer.kind]
    )

"""The entries of a decided step: the decision, and the step of the ladder that it becomes."""

from __future__ import annotations

from standto.model.event import DECISION
from standto.model.ladder import AID_ARRIVED, AID_CONFIRMED, AID_OFFERED, CONTINGENCY_AGREED
from standto.model.steps import NOT
from standto.wording import listed
from standto_desk.acts.idempotency import following_key
from standto_desk.acts.offers import find_offer
from standto_desk.acts.proposals import EVENT_OF, Proposal
from standto_desk.ledger.drafts import EVENT, Draft

ANSWERED = {
    AID_OFFERED: (AID_OFFERED,),
    AID_CONFIRMED: (AID_OFFERED, AID_CONFIRMED),
    AID_ARRIVED: (AID_OFFERED, AID_CONFIRMED, AID_ARRIVED),
    CONTINGENCY_AGREED: (CONTINGENCY_AGREED,),
}
"""The answers that follow when an offer is accepted, up to the answer that it came as.

They are entered one by one, so that each moves the accepted places and no others on the ladder.
"""


def drafts_of(proposal: Proposal, key: str = "") -> tuple[Draft, ...]:
    """Return the entries of a proposal to which every post has agreed.

    Parameters
    ----------
    key
        The key of the entry that completed the proposal, or empty.
    """
    entry = proposal.entry
    posts = listed([one.post for one in proposal.agreements])
    decision = _decision(proposal, entry.step, f", approved by {posts}" if posts else "", key)
    event = EVENT_OF.get(entry.step)
    if event is None:
        return (decision,)
    step = Draft(sort=EVENT, kind=event, subject=entry.subject, count=entry.count, key=following_key(key, "step"))
    return decision, step, *_accepted(proposal, key)


def refusal_of(proposal: Proposal, key: str = "") -> Draft:
    """Return the decision against a proposal that a post outside refused."""
    return _decision(proposal, NOT + proposal.entry.step, f", refused by {listed(proposal.refusing)}", key)


def _decision(proposal: Proposal, step: str, by: str, key: str) -> Draft:
    return Draft(
        sort=EVENT,
        kind=DECISION,
        name=proposal.decision_name,
        subject=proposal.entry.subject.partition("/")[0],  # of a seat, its crew
        count=proposal.entry.count,
        step=step,
        text=f"Proposed as {proposal.ref}{by}.",
        key=following_key(key, DECISION),
    )


def _accepted(proposal: Proposal, key: str) -> tuple[Draft, ...]:
    """Return the answers that an offer has already given, to enter when it is accepted."""
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

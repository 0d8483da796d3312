"""What is entered once a step is decided: the decision, and the step it becomes, together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from standto.model.event import DECISION
from standto.wording import listed
from standto_desk.acts.proposals import EVENT_OF
from standto_desk.acts.sending import follow
from standto_desk.ledger import Draft

if TYPE_CHECKING:
    from standto_desk.acts.proposals import Proposal


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
        sort="event",
        kind=DECISION,
        name=proposal.decision_name,
        subject=entry.subject,
        count=entry.count,
        step=entry.step,
        text=note,
        key=follow(key, "decision"),
    )
    event = EVENT_OF.get(entry.step)
    if event is None:
        return (decision,)
    step = Draft(sort="event", kind=event, subject=entry.subject, count=entry.count, key=follow(key, "step"))
    return decision, step

"""Rules for approving, confirming and withdrawing a proposal, each answered with every fault."""

from __future__ import annotations

from collections.abc import Iterator

from standto.errors import Fault
from standto.wording import listed
from standto_desk.acts.proposals import OFFER_END, Agreement, Proposal, State, has_approved, may_approve_own

ENDS = {
    State.DECIDED: "it is decided",
    State.DECIDED_AGAINST: "it was decided against",
    State.REFUSED: "it was refused by a post outside",
    State.WITHDRAWN: "it was withdrawn",
    State.LAPSED: "it has lapsed, because the pool has moved since; make a new proposal",
}
OFFER_ENDED = "it has lapsed, because the offer that it accepts has ended"
OWN = "you proposed it, and the policy does not allow self-approval; somebody else must approve it"


def against_all(proposal: Proposal) -> tuple[Fault, ...]:
    """Return the fault that a proposal has ended, if it has."""
    return tuple(_ended(proposal))


def against_approving(proposal: Proposal, *, account: str, post: str, own: bool = True) -> tuple[Fault, ...]:
    """Return the faults of an approval by an account, as a post that it holds.

    Parameters
    ----------
    own
        Whether the current policy allows self-approval.
    """
    asked = proposal.agreement(post)
    return tuple(_against_approving(proposal, asked, account, own=own and may_approve_own(proposal)))


def _against_approving(proposal: Proposal, asked: Agreement | None, account: str, *, own: bool) -> Iterator[Fault]:
    yield from _ended(proposal)
    if asked is None:
        yield _fault(proposal, "post", f"only {_posts(proposal)} can approve it; act as one of these posts")
    elif asked.outside:
        yield _fault(proposal, "post", f"{asked.post} is a post outside; record what it said instead")
    else:
        if asked.approval is not None:
            yield _fault(proposal, "post", f"{asked.post} has already approved; a post approves once")
        if has_approved(proposal, account):
            yield _fault(proposal, "account", "you have already approved; one person approves once")
        elif account == proposal.entry.account and not own:
            yield _fault(proposal, "account", OWN)


def against_recording(proposal: Proposal, *, post: str) -> tuple[Fault, ...]:
    """Return the faults of recording the answer of a post outside."""
    asked = proposal.agreement(post)
    faults = list(_ended(proposal))
    if asked is None or not asked.outside:
        outside = listed([one.post for one in proposal.agreements if one.outside], "or") or "none"
        faults.append(_fault(proposal, "post", f"is not a post outside that it waits for; allowed: {outside}"))
    elif asked.approval is not None:
        faults.append(_fault(proposal, "post", f"what {asked.post} said is already recorded; confirm it instead"))
    return tuple(faults)


def against_confirming(proposal: Proposal, *, account: str, post: str) -> tuple[Fault, ...]:
    """Return the faults of confirming the answer of a post outside, which a second person must do."""
    asked = proposal.agreement(post)
    faults = list(_ended(proposal))
    if asked is None or not asked.outside or asked.approval is None:
        faults.append(_fault(proposal, "post", f"what {post} said is not recorded yet; record it first"))
    elif asked.settled:
        faults.append(_fault(proposal, "post", f"what {post} said is already confirmed"))
    elif asked.approval.account == account:
        faults.append(_fault(proposal, "account", "you recorded it; a second person must confirm it"))
    return tuple(faults)


def against_withdrawing(proposal: Proposal, *, account: str) -> tuple[Fault, ...]:
    """Return the faults of withdrawing a proposal."""
    faults = list(_ended(proposal))
    if account != proposal.entry.account:
        faults.append(_fault(proposal, "account", "only the account that made a proposal may withdraw it"))
    return tuple(faults)


def _ended(proposal: Proposal) -> Iterator[Fault]:
    if proposal.state is not State.OPEN:
        offer_ended = proposal.ended is not None and proposal.ended.sort == OFFER_END
        yield _fault(proposal, None, OFFER_ENDED if offer_ended else ENDS[proposal.state])


def _posts(proposal: Proposal) -> str:
    return listed([one.post for one in proposal.agreements if not one.outside], "or") or "nobody here"


def _fault(proposal: Proposal, field: str | None, what: str) -> Fault:
    return Fault(f"proposal {proposal.sequence}", what, column=field)

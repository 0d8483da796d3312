"""Proposals and their states, folded from their entries alone."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import reduce
from typing import Any

from standto.model.event import CORRECTION, DECISION
from standto.model.ladder import (
    AID_ASKED,
    AID_RELEASED,
    CONTINGENCY_DEPLOYED,
    CONTINGENCY_REQUESTED,
    CONTINGENCY_STOOD_DOWN,
    STEPS,
)
from standto.model.steps import ASK_AID, DEPLOY, NOT, RELEASE, REQUEST, STAND_DOWN
from standto.model.time import Instant
from standto_desk.ledger.drafts import EVENT, ROW
from standto_desk.ledger.models import Entry

PROPOSAL, APPROVAL, CONFIRMATION, WITHDRAWAL = "proposal", "approval", "confirmation", "withdrawal"
"""The sorts of entries that a proposal is made of."""

OFFER, OFFER_END = "offer", "offer-end"
"""The sorts of entries that an offer is made of, beside the proposal that accepts it."""

EVENT_OF = {
    ASK_AID: AID_ASKED,
    REQUEST: CONTINGENCY_REQUESTED,
    DEPLOY: CONTINGENCY_DEPLOYED,
    STAND_DOWN: CONTINGENCY_STOOD_DOWN,
    RELEASE: AID_RELEASED,
}
"""The event that each step of a review becomes once it is decided."""


class State(StrEnum):
    """The state of a proposal."""

    OPEN = "open"
    DECIDED = "decided"
    DECIDED_AGAINST = "decided-against"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"


@dataclass(frozen=True, slots=True)
class Agreement:
    """The answer of an approving post so far.

    Attributes
    ----------
    post
        The post.
    outside
        Whether the post is outside, so that one account records its answer and a second confirms it.
    approval
        The entry of its approval; for a post outside, the record of its answer.
    confirmed
        For a post outside: the second person's entry.
    """

    post: str
    outside: bool
    approval: Entry | None = None
    confirmed: Entry | None = None

    @property
    def settled(self) -> bool:
        """Whether the post has answered: here, or outside and confirmed."""
        return self.approval is not None and (not self.outside or self.confirmed is not None)

    @property
    def refused(self) -> bool:
        """Whether an entry says that the post refused."""
        return self.approval is not None and details(self.approval).get("refused") is True

    @property
    def complete(self) -> bool:
        """Whether the post has agreed and that counts."""
        return self.settled and not self.refused


@dataclass(frozen=True)
class Proposal:
    """A proposed step, as its entries have it.

    Attributes
    ----------
    entry
        The entry that made it.
    agreements
        Each approving post, in the order of the policy at the time.
    state
        Its state.
    ended
        The entry that ended it; None while it is open.
    """

    entry: Entry
    agreements: tuple[Agreement, ...]
    state: State = State.OPEN
    ended: Entry | None = None

    @property
    def sequence(self) -> int:
        """The number of its first entry, which pages use as its id."""
        return int(self.entry.sequence)

    @property
    def ref(self) -> str:
        """The reference that other entries use."""
        return str(self.entry.reference)

    @property
    def decision_name(self) -> str:
        """The id of the decision that it becomes."""
        return f"decision-{self.sequence}"

    @property
    def details(self) -> dict[str, Any]:
        """The content of its entry beyond the columns."""
        return details(self.entry)

    @property
    def missing(self) -> tuple[Agreement, ...]:
        """The agreements that it still waits for."""
        return tuple(one for one in self.agreements if not one.complete)

    @property
    def complete(self) -> bool:
        """Whether every post has agreed."""
        return not self.missing

    def agreement(self, post: str) -> Agreement | None:
        """Return a post's agreement; None for a post that is not asked."""
        return next((one for one in self.agreements if one.post == post), None)

    @property
    def refusing(self) -> tuple[str, ...]:
        """The posts whose refusal is recorded and confirmed."""
        return tuple(one.post for one in self.agreements if one.settled and one.refused)

    @property
    def approved_by_its_maker(self) -> bool:
        """Whether the account that proposed it has also approved it."""
        return has_approved(self, self.entry.account)

    def counts(self, entry: Entry) -> bool:
        """Tell whether an approval or a confirmation counts for it."""
        return any(entry in (one.approval, one.confirmed) for one in self.agreements)

    def waiting_since(self, agreement: Agreement) -> Instant:
        """Return when it began to wait for a post: when it was made, or when the post's answer was recorded."""
        entry = self.entry if agreement.approval is None else agreement.approval
        return int(entry.recorded)


def details(entry: Entry) -> dict[str, Any]:
    """Return the content of an entry beyond the columns."""
    held: dict[str, Any] = json.loads(entry.body) if entry.body else {}
    return held


def fold_proposal(entries: Iterable[Entry]) -> Proposal:
    """Return a proposal from its entries.

    Parameters
    ----------
    entries
        In order: the entry that made it, then its approvals, confirmations and withdrawals, decisions and steps about
        the same pool, corrections of those, and new rows of the pool. Entries after its end, or that cannot count,
        are ignored.
    """
    first, *rest = entries
    held = details(first)
    outside = frozenset(held.get("outside", ()))
    made = Proposal(first, tuple(Agreement(post, post in outside) for post in held.get("approvers", ())))
    return reduce(_after, rest, made)


def _after(proposal: Proposal, entry: Entry) -> Proposal:
    if proposal.state is not State.OPEN:
        return proposal
    if entry.sort in (APPROVAL, CONFIRMATION):
        return _agreed(proposal, entry)
    state = _ending(proposal, entry)
    return proposal if state is None else replace(proposal, state=state, ended=entry)


def _agreed(proposal: Proposal, entry: Entry) -> Proposal:
    """Return a proposal after an approval or a confirmation; one that may not count changes nothing."""
    asked = proposal.agreement(str(details(entry).get("post", "")))
    if asked is None or asked.settled:
        return proposal
    if entry.sort == APPROVAL:
        if not _may_say(proposal, asked, entry):
            return proposal
        new = replace(asked, approval=entry)
    else:
        if asked.approval is None or asked.approval.account == entry.account:
            return proposal
        new = replace(asked, confirmed=entry)
    after = replace(proposal, agreements=tuple(new if one is asked else one for one in proposal.agreements))
    return replace(after, state=State.REFUSED, ended=entry) if after.refusing else after


def _may_say(proposal: Proposal, asked: Agreement, entry: Entry) -> bool:
    """Tell whether an approval is the first by its post, and by its account among the posts here."""
    if asked.approval is not None:
        return False
    if asked.outside:
        return True
    own = entry.account == proposal.entry.account and not may_approve_own(proposal)
    refused = details(entry).get("refused") is True
    return entry.post == asked.post and not (own or refused or has_approved(proposal, entry.account))


def may_approve_own(proposal: Proposal) -> bool:
    """Tell whether the policy at the time allowed self-approval."""
    return proposal.details.get("approve_own") is not False


def has_approved(proposal: Proposal, account: str) -> bool:
    """Tell whether an account has approved as any of the posts here."""
    return any(
        one.approval is not None and not one.outside and one.approval.account == account for one in proposal.agreements
    )


def _ending(proposal: Proposal, entry: Entry) -> State | None:
    """Return the state in which an entry ends a proposal; None if it does not end it."""
    if entry.sort == WITHDRAWAL:
        return State.WITHDRAWN if entry.account == proposal.entry.account else None
    if entry.sort == EVENT and entry.kind == DECISION:
        if entry.name == proposal.decision_name:
            return State.DECIDED if proposal.complete else None
        return State.DECIDED_AGAINST if entry.step == NOT + proposal.entry.step else None
    moved = entry.sort in (ROW, OFFER_END) or entry.kind in STEPS or entry.kind == CORRECTION
    return State.LAPSED if moved else None

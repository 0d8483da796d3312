"""Approving a proposal: here, or as a post outside says; with the last approval the step is taken."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db import transaction

from standto_desk.access.permission import Action, may
from standto_desk.access.posts import hands_of
from standto_desk.acts.approval_rules import against_all, against_approving, against_confirming, against_recording
from standto_desk.acts.ladder_drafts import drafts_of
from standto_desk.acts.proposal_log import find_proposal
from standto_desk.acts.proposals import APPROVAL, CONFIRMATION, State
from standto_desk.acts.sending import refuse
from standto_desk.clock import now
from standto_desk.ledger import Draft, Stale, append, head

if TYPE_CHECKING:
    from collections.abc import Callable

    from standto_desk.access.models import Account
    from standto_desk.acts.outside_words import OutsideWords
    from standto_desk.acts.proposals import Proposal
    from standto_desk.ledger import Entry, Hand

TRIES = 5
"""How often a proposal is looked at anew because something came in between."""


def approve_proposal(*, account: Account, hand: Hand, sequence: int, key: str) -> tuple[Entry, ...]:
    """Approve a proposal as the post that the hand holds.

    Parameters
    ----------
    sequence
        The number of the proposal.
    key
        Makes it safe to send the same again.

    Returns
    -------
    tuple
        The approval; and with the last that was missing, the decision and the step.

    Raises
    ------
    PermissionDenied
        The account may not approve, or does not hold the post.
    Refused
        The proposal has ended or does not wait for this post, or the post or the account has approved already.
    """
    if not (may(account, Action.APPROVE, hand.force) and hand in hands_of(account)):
        raise PermissionDenied

    def draft_for(proposal: Proposal) -> Draft:
        refuse(against_approving(proposal, account=hand.account, post=hand.post), key=key)
        return Draft(sort=APPROVAL, subject=proposal.ref, body={"post": hand.post}, key=key)

    return _say(draft_for, sequence, hand)


def record_agreement(
    *, account: Account, hand: Hand, sequence: int, post: str, words: OutsideWords, key: str
) -> tuple[Entry, ...]:
    """Record what a post outside has agreed to; it counts once a second person has confirmed it.

    Raises
    ------
    PermissionDenied
        The account does not record what others answer.
    Refused
        The proposal has ended, does not wait for this post, or the words are not whole.
    """
    if not may(account, Action.RECORD_HELP, hand.force):
        raise PermissionDenied

    def draft_for(proposal: Proposal) -> Draft:
        faults = words.faults(since=int(proposal.entry.recorded), now=now())
        refuse((*against_recording(proposal, post=post), *faults), key=key)
        body = {"post": post, "outside": True, "when": words.when}
        return Draft(sort=APPROVAL, subject=proposal.ref, body=body, text=words.as_text(), key=key)

    return _say(draft_for, sequence, hand)


def confirm_agreement(*, account: Account, hand: Hand, sequence: int, post: str, key: str) -> tuple[Entry, ...]:
    """Confirm, as a second person, what a post outside has agreed to.

    Raises
    ------
    PermissionDenied
        The account may not confirm.
    Refused
        Nothing is recorded of this post, or the account recorded it itself.
    """
    if not may(account, Action.CONFIRM_OUTSIDE, hand.force):
        raise PermissionDenied

    def draft_for(proposal: Proposal) -> Draft:
        refuse(against_confirming(proposal, account=hand.account, post=post), key=key)
        return Draft(sort=CONFIRMATION, subject=proposal.ref, body={"post": post}, key=key)

    return _say(draft_for, sequence, hand)


def _say(draft_for: Callable[[Proposal], Draft], sequence: int, hand: Hand) -> tuple[Entry, ...]:
    """Enter what is said of a proposal, looking at it anew where somebody else was quicker."""
    for _ in range(TRIES - 1):
        try:
            return _say_once(draft_for, sequence, hand)
        except Stale:
            continue
    return _say_once(draft_for, sequence, hand)


@transaction.atomic
def _say_once(draft_for: Callable[[Proposal], Draft], sequence: int, hand: Hand) -> tuple[Entry, ...]:
    """Enter what is said; where it is the last that was missing, the decision and the step with it."""
    based_on = head().count
    draft = draft_for(find_proposal(sequence))
    said = append((draft,), hand=hand, now=now(), based_on=based_on)
    # From here on the ledger is ours until the end of the transaction.
    proposal = find_proposal(sequence)
    if not proposal.counts(said[0]):
        refuse(against_all(proposal), key="")
    if proposal.missing or proposal.state is not State.OPEN:
        return said
    return said + append(drafts_of(proposal, draft.key), hand=hand, now=now())

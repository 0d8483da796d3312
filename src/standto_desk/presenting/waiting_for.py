"""The proposals that wait for an account itself: to approve, to record a post's answer, or to confirm one."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from standto_desk.access.permission import Action, may
from standto_desk.acts.proposals import Agreement, Proposal, has_approved, may_approve_own


def waits_for(proposal: Proposal, account: Any, posts: Collection[str]) -> bool:
    """Return whether a proposal waits for something that an account can do.

    Parameters
    ----------
    posts
        The posts of the home force that the account holds.
    """
    return any(_can_answer(proposal, asked, account, posts) for asked in proposal.missing)


def _can_answer(proposal: Proposal, asked: Agreement, account: Any, posts: Collection[str]) -> bool:
    key = str(account.pk)
    if not asked.outside:
        own = key == proposal.entry.account and not may_approve_own(proposal)
        return asked.post in posts and may(account, Action.APPROVE) and not (own or has_approved(proposal, key))
    if asked.approval is None:
        return may(account, Action.RECORD_HELP)
    return asked.confirmed is None and asked.approval.account != key and may(account, Action.CONFIRM_OUTSIDE)

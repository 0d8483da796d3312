"""What somebody lacks for what a page is for, said before they fill in a form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from standto.wording import listed
from standto_desk.access.permission import Action, may
from standto_desk.access.posts import authors_of
from standto_desk.acts.approval_rules import against_approving
from standto_desk.acts.deciding import against_author
from standto_desk.acts.proposals import State
from standto_desk.presenting.posts import post_words

if TYPE_CHECKING:
    from standto.model.scenario import Scenario
    from standto_desk.access.models import Account
    from standto_desk.acts.proposals import Proposal
    from standto_desk.ledger.authors import Author

APPOINTED = "An administrator appoints to posts, or a holder hands theirs over."
CHOOSE = "Choose another of your posts under your name."


def lacking_to_decide(account: Account, step: str, scenario: Scenario, author: Author) -> tuple[str, ...]:
    """Return what somebody lacks to decide a step alone, with the way out; nothing where they may."""
    faults = tuple(against_author(step, scenario, author))
    if not faults:
        return ()
    held = authors_of(account)
    could = any(not tuple(against_author(step, scenario, one)) for one in held)
    way = CHOOSE if could else APPOINTED
    return tuple(f"You cannot record this now: {fault.what}. {way}" for fault in faults)


def lacking_to_approve(account: Account, proposal: Proposal, scenario: Scenario) -> tuple[str, ...]:
    """Return what somebody whose role approves lacks to approve a proposal; nothing where they may, or it has ended."""
    if proposal.state is not State.OPEN or not may(account, Action.APPROVE):
        return ()
    here = [one.post for one in proposal.agreements if not one.outside]
    held = [author for author in authors_of(account) if author.post in here]
    if not held:
        posts = listed([post_words(post) for post in here], "or") or "nobody here"
        mine = listed([post_words(author.post) for author in authors_of(account)]) or "no post"
        return (f"You cannot approve this: it is for {posts} to approve, and you hold {mine}. {APPOINTED}",)
    own = scenario.policy.approve_own
    against = [against_approving(proposal, account=author.account, post=author.post, own=own) for author in held]
    if any(not faults for faults in against):
        return ()
    said = dict.fromkeys(fault.what for faults in against for fault in faults)
    return tuple(f"You cannot approve this: {what}." for what in said)


def lacking_on_the_ladder(account: Account) -> str:
    """Say that somebody whose role decides holds no post; empty where they hold one, or need none."""
    if not may(account, Action.DECIDE) or authors_of(account):
        return ""
    return f"You hold no post. You can propose steps; you cannot approve, decide or redact. {APPOINTED}"

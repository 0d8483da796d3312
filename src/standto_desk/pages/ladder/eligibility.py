"""The obstacles to approving and deciding, so that a page shows them before anybody fills in a form."""

from __future__ import annotations

from standto.errors import Fault
from standto.model.scenario import Scenario
from standto.wording import listed
from standto_desk.access.models import Account
from standto_desk.access.permission import Action, may
from standto_desk.access.posts import authors_of
from standto_desk.acts.approval_rules import against_approving
from standto_desk.acts.deciding import against_author
from standto_desk.acts.proposals import Proposal, State
from standto_desk.components.spoken import id_words
from standto_desk.ledger.drafts import Author

APPOINTED = "An administrator can appoint you, or a holder can hand their post over to you."
CHOOSE = "Choose another of your posts under your name."


def obstacles_to_deciding(account: Account, step: str, scenario: Scenario, author: Author) -> tuple[str, ...]:
    """Return why an account cannot decide a step alone, and what it can do about that; nothing if it can decide."""
    faults = tuple(against_author(step, scenario, author))
    if not faults:
        return ()
    could = any(not tuple(against_author(step, scenario, one)) for one in authors_of(account))
    way = CHOOSE if could else APPOINTED
    return tuple(f"You cannot record this now: {fault.what}. {way}" for fault in faults)


def able_to_approve(authors: tuple[Author, ...], proposal: Proposal, scenario: Scenario) -> tuple[Author, ...]:
    """Return the authors, each for one of an account's posts, that can approve a proposal."""
    return tuple(one for one in authors if not _against(one, proposal, scenario))


def obstacles_to_approving(account: Account, proposal: Proposal, scenario: Scenario) -> tuple[str, ...]:
    """Return why an account whose role approves cannot approve an open proposal; nothing if it can."""
    if proposal.state is not State.OPEN or not may(account, Action.APPROVE):
        return ()
    here = [one.post for one in proposal.agreements if not one.outside]
    authors = authors_of(account)
    if not any(one.post in here for one in authors):
        posts = listed([id_words(post) for post in here], "or") or "nobody here"
        mine = listed([id_words(one.post) for one in authors]) or "no post"
        return (f"You cannot approve this: it is for {posts} to approve, and you hold {mine}. {APPOINTED}",)
    if able_to_approve(authors, proposal, scenario):
        return ()
    faults = (fault for one in authors if one.post in here for fault in _against(one, proposal, scenario))
    return tuple(f"You cannot approve this: {what}." for what in dict.fromkeys(fault.what for fault in faults))


def no_post_words(account: Account) -> str:
    """Return what an account cannot do without a post, if its role decides and it holds none; otherwise nothing."""
    if not may(account, Action.DECIDE) or authors_of(account):
        return ""
    return f"You hold no post. You can propose steps, but you cannot approve, decide or redact. {APPOINTED}"


def _against(author: Author, proposal: Proposal, scenario: Scenario) -> tuple[Fault, ...]:
    return against_approving(proposal, account=author.account, post=author.post, own=scenario.policy.approve_own)

"""Decisions that need no approval: against a step, no change, a call-in, or a notice."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import transaction

from standto.errors import Fault
from standto.model.scenario import Scenario
from standto.model.steps import APPROVERS, NO_CHANGE, NOT, REVIEW_STEPS
from standto.wording import id_words, listed
from standto_desk.access.models import Account
from standto_desk.access.permission import Action, require
from standto_desk.acts.idempotency import made_alike, refuse
from standto_desk.acts.ladder_drafts import drafts_of
from standto_desk.acts.proposals import PROPOSAL, fold_proposal
from standto_desk.acts.proposing import Plan, against_words
from standto_desk.book.situations import situation_at
from standto_desk.clock import now
from standto_desk.ledger.appending import append
from standto_desk.ledger.drafts import Author, Draft
from standto_desk.ledger.models import Entry

ALONE = (NO_CHANGE, *(step for step in REVIEW_STEPS if step not in APPROVERS), *(NOT + step for step in REVIEW_STEPS))
"""The steps that one post decides alone."""


def decide_alone(
    *, account: Account, author: Author, plan: Plan, key: str, based_on: int | None = None
) -> tuple[Entry, ...]:
    """Take a decision that needs no approval, and keep its reason and the recommendations.

    Parameters
    ----------
    plan
        Its step is one of `ALONE`: ``not-`` and a step of a review, ``no-change`` (subject: the home force), a call-in
        (subject: a duty), or a notice.

    Returns
    -------
    tuple
        The entry with the reason, and the decision.
    """
    require(account, Action.DECIDE, author.force)
    at = now()
    refuse((*_against(plan, situation_at(at).scenario, author), *against_words(plan, at)), key=key)
    draft = Draft(
        sort=PROPOSAL,
        subject=plan.subject,
        count=plan.count,
        step=plan.step,
        body={**plan.kept(), "approvers": [], "outside": []},
        text=plan.rationale.as_text(),
        key=key,
    )
    with transaction.atomic():
        why = made_alike((draft,), author) or append((draft,), author=author, now=now(), based_on=based_on)
        return why + append(drafts_of(fold_proposal(why), key), author=author, now=now())


def against_author(step: str, scenario: Scenario, author: Author) -> Iterator[Fault]:
    """Yield the fault that an author lacks the post to decide a step alone."""
    approvers = scenario.policy.approvers.get(APPROVERS.get(step.removeprefix(NOT), ""), ())
    if not author.post:
        yield Fault(
            "decision", "only a post can decide; choose one of your posts, or be appointed to one", column="post"
        )
    elif approvers and author.post not in approvers:
        posts = listed([id_words(post) for post in approvers], "or")
        yield Fault("decision", f"only {posts} can decide against this step; you act as another post", column="post")


def _against(plan: Plan, scenario: Scenario, author: Author) -> Iterator[Fault]:
    yield from against_author(plan.step, scenario, author)
    if plan.step not in ALONE:
        yield Fault("decision", f"{plan.step!r} needs approval: propose it; allowed are {listed(ALONE)}", column="step")
    if plan.subject not in {*scenario.pool, *scenario.duty, scenario.home}:
        yield Fault("decision", f"{plan.subject!r} is not a pool, a duty or the home force", column="subject")
    elif plan.step == NO_CHANGE and plan.subject != scenario.home:
        yield Fault("decision", f"must be the home force, {scenario.home!r}, for no change", column="subject")

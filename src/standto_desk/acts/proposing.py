"""Proposing a step of the ladder, and withdrawing a proposal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from standto.errors import Fault
from standto.model.event import DECLARED
from standto.model.scenario import Scenario
from standto.model.steps import APPROVERS, ASK_AID, RELEASE, REQUEST
from standto.model.time import Instant
from standto.register import Situation
from standto_desk.access.models import Account
from standto_desk.access.permission import Action, require
from standto_desk.access.posts import is_outside
from standto_desk.acts.approval_rules import against_withdrawing
from standto_desk.acts.free_text import NO_CIPHERS, Rationale, names_somebody
from standto_desk.acts.idempotency import at_the_head, following_key, made_alike, refuse
from standto_desk.acts.offers import against_accepting, find_offer
from standto_desk.acts.possible_steps import against_moving, against_number, against_use, is_military
from standto_desk.acts.proposal_log import find_proposal, open_proposals
from standto_desk.acts.proposals import EVENT_OF, PROPOSAL, WITHDRAWAL
from standto_desk.book.situations import situation_at
from standto_desk.clock import now
from standto_desk.ledger.appending import append
from standto_desk.ledger.drafts import EVENT, Author, Draft
from standto_desk.ledger.models import Entry
from standto_desk.ledger.reading import head

WITH_CONDITIONS = (ASK_AID, REQUEST)
"""Steps that ask for help, with which the conditions for ending it are set."""


@dataclass(frozen=True)
class Plan:
    """A step that somebody plans to take.

    Attributes
    ----------
    step
        One of a review's.
    subject
        The pool, duty or force that it is about.
    count
        The number of places; None: all that can move.
    rationale
        The reasons, and for a step that asks for help the conditions for ending it.
    recommendation
        The recommendation that it follows or decides against, as JSON with its proof; None without one.
    recommended
        The ids of all recommendations at the time.
    next_review
        When it will be reviewed.
    offer
        The number of the offer that it accepts; None if it accepts none.
    """

    step: str
    subject: str
    count: int | None = None
    rationale: Rationale = field(default_factory=Rationale)
    recommendation: dict[str, Any] | None = None
    recommended: tuple[str, ...] = ()
    next_review: Instant | None = None
    offer: int | None = None

    def kept(self) -> dict[str, Any]:
        """Return its content beyond the entry's columns, so that the recommendation stays on record."""
        kept = {
            "recommendation": self.recommendation,
            "recommended": list(self.recommended),
            "next_review": self.next_review,
        }
        return kept if self.offer is None else {**kept, "offer": self.offer}


def propose_step(
    *, account: Account, author: Author, plan: Plan, key: str, based_on: int | None = None, declare: str = ""
) -> Entry:
    """Enter one proposal, like `propose_steps`."""
    (entry,) = propose_steps(account=account, author=author, plans=(plan,), key=key, based_on=based_on, declare=declare)
    return entry


def propose_steps(
    *,
    account: Account,
    author: Author,
    plans: Sequence[Plan],
    key: str,
    based_on: int | None = None,
    declare: str = "",
) -> tuple[Entry, ...]:
    """Enter proposals, all of them or none; each waits for every post that approves its step.

    Parameters
    ----------
    plans
        The steps, each about another subject.
    declare
        The declaration made with it, so that the law permits the steps; or empty.
    """
    require(account, Action.PLAN, author.force)
    if declare:
        require(account, Action.DECLARE, author.force)

    several = len(plans)
    keys = [key] if several == 1 else [following_key(key, f"{number}-of-{several}") for number in range(1, several + 1)]

    def enter(head: int) -> tuple[Entry, ...]:
        at = now()
        situation = situation_at(at)
        refuse(_against_all(plans, situation, at, declare), key=keys[0] if keys else "")
        declared = (
            [Draft(sort=EVENT, kind=DECLARED, subject=declare, key=following_key(key, DECLARED))] if declare else []
        )
        drafts = [_draft(plan, situation.scenario, author, one) for plan, one in zip(plans, keys, strict=True)]
        made = made_alike(drafts, author)
        return made or append((*declared, *drafts), author=author, now=now(), based_on=head)[len(declared) :]

    return at_the_head(enter, based_on)


def withdraw_proposal(*, account: Account, author: Author, sequence: int, key: str) -> Entry:
    """Withdraw a proposal, which only the account that made it may do.

    Raises
    ------
    Refused
        It is another account's, or has already ended.
    """
    require(account, Action.PLAN, author.force)
    based_on = head().count
    proposal = find_proposal(sequence)
    refuse(against_withdrawing(proposal, account=author.account), key=key)
    draft = Draft(sort=WITHDRAWAL, subject=proposal.ref, key=key)
    return append((draft,), author=author, now=now(), based_on=based_on)[0]


def _draft(plan: Plan, scenario: Scenario, author: Author, key: str) -> Draft:
    approvers = scenario.policy.approvers.get(APPROVERS[plan.step], ())
    whole = plan.count is None and plan.offer is not None
    return Draft(
        sort=PROPOSAL,
        kind=EVENT_OF[plan.step],
        subject=plan.subject,
        count=find_offer(plan.offer or 0).entry.count if whole else plan.count,
        step=plan.step,
        body={
            **plan.kept(),
            **({} if scenario.policy.approve_own else {"approve_own": False}),
            "approvers": list(approvers),
            "outside": [post for post in approvers if is_outside(post, author.force)],
        },
        text=plan.rationale.as_text(),
        key=key,
    )


def _against_all(plans: Sequence[Plan], situation: Situation, at: Instant, declare: str) -> tuple[Fault, ...]:
    """Return every fault of some proposals, with common faults once."""
    faults = [fault for plan in plans for fault in _against(plan, situation, at, declare)]
    subjects = [plan.subject for plan in plans]
    if not plans or len(set(subjects)) < len(subjects):
        faults.append(Fault("proposal", "choose at least one pool, and each only once", column="subject"))
    return tuple(dict.fromkeys(faults))


def _against(plan: Plan, situation: Situation, at: Instant, declare: str) -> Iterator[Fault]:
    scenario = situation.scenario
    if plan.step not in EVENT_OF:
        yield Fault("proposal", f"{plan.step!r} needs no approval; allowed are {', '.join(EVENT_OF)}", column="step")
    elif plan.subject not in scenario.pool or scenario.pool[plan.subject].force == scenario.home:
        yield Fault("proposal", f"{plan.subject!r} is not a pool of another force", column="subject")
    elif (plan.step in (ASK_AID, RELEASE)) == is_military(scenario, plan.subject):
        yield Fault("proposal", f"{plan.step} is not a step for {plan.subject}", column="step")
    else:
        yield from _against_places(plan, situation, at)
        yield from against_use(plan.step, plan.subject, situation, at, declare=declare)
        for other in open_proposals((plan.subject,)):
            if other.entry.step == plan.step and other.details.get("offer") == plan.offer:
                yield Fault(
                    "proposal", f"the same step is already proposed: see proposal {other.sequence}", column="step"
                )
    yield from against_words(plan, at)


def _against_places(plan: Plan, situation: Situation, at: Instant) -> Iterator[Fault]:
    """Yield faults in the number of places: none can move, or more than were offered."""
    if plan.offer is None:
        lots = situation.lots(plan.subject, at)
        yield from against_moving(situation.scenario, plan.subject, lots, EVENT_OF[plan.step], plan.count)
    else:
        yield from against_number(plan.subject, plan.count, None)
        yield from against_accepting(plan.offer, pool=plan.subject, step=plan.step, count=plan.count)


def against_words(plan: Plan, at: Instant) -> Iterator[Fault]:
    """Yield the faults in the words of a plan."""
    if not plan.rationale.given:
        yield Fault("proposal", "give a reason under at least one heading", column="information")
    if plan.step in WITH_CONDITIONS and not plan.rationale.conditions.strip():
        yield Fault("proposal", "enter the conditions for standing the help down", column="conditions")
    if plan.next_review is not None and plan.next_review <= at:
        yield Fault("proposal", "must be later than now", column="next_review")
    for part, words in asdict(plan.rationale).items():
        if names_somebody(words):
            yield Fault("proposal", NO_CIPHERS, column=part)

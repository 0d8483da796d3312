"""Proposing a step of the ladder, and taking a proposal back."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied

from standto.errors import Fault
from standto.ladder.recommendation import APPROVERS, ASK_AID, REQUEST
from standto_desk.access.permission import Action, may
from standto_desk.access.posts import is_outside
from standto_desk.acts.approval_rules import against_withdrawing
from standto_desk.acts.possible_steps import against_moving, is_military
from standto_desk.acts.proposal_log import find_proposal, open_proposals
from standto_desk.acts.proposals import EVENT_OF, PROPOSAL, WITHDRAWAL
from standto_desk.acts.rationales import Rationale
from standto_desk.acts.sending import refuse
from standto_desk.acts.words_of_people import NO_CIPHERS, names_somebody
from standto_desk.book import situation_at
from standto_desk.clock import now
from standto_desk.ledger import Draft, append, head

if TYPE_CHECKING:
    from collections.abc import Iterator

    from standto.model.time import Instant
    from standto.register import Situation
    from standto_desk.access.models import Account
    from standto_desk.ledger import Entry, Hand

WITH_CONDITIONS = (ASK_AID, REQUEST)
"""Steps that ask for help: what must be so for it to end is set with them."""


@dataclass(frozen=True)
class Plan:
    """A step as somebody means to take it.

    Attributes
    ----------
    step
        One of a review's.
    subject
        The pool, duty or force that it is about.
    count
        How many places; None: all that it finds.
    rationale
        Why, and for a step that asks for help when it is to end.
    recommendation
        The recommendation that it follows or decides against, as JSON, with its proof; None: there was none.
    recommended
        The ids of everything that was recommended then.
    next_review
        When it is to be looked at again.
    """

    step: str
    subject: str
    count: int | None = None
    rationale: Rationale = field(default_factory=Rationale)
    recommendation: dict[str, Any] | None = None
    recommended: tuple[str, ...] = ()
    next_review: Instant | None = None

    def kept(self) -> dict[str, Any]:
        """Return what an entry holds of it beyond the columns, so that what was recommended can be seen for ever."""
        return {
            "recommendation": self.recommendation,
            "recommended": list(self.recommended),
            "next_review": self.next_review,
        }


def propose_step(*, account: Account, hand: Hand, plan: Plan, key: str, based_on: int | None = None) -> Entry:
    """Enter a proposal, which waits for every post that approves its step.

    Parameters
    ----------
    key
        Makes it safe to send the same again.
    based_on
        The ledger's count when the form was made: what has concerned the pool since is told.

    Raises
    ------
    PermissionDenied
        The account may not plan.
    Refused
        With everything that is wrong with it.
    Stale
        Something has happened to the pool since.
    """
    if not may(account, Action.PLAN, hand.force):
        raise PermissionDenied
    at = now()
    situation = situation_at(at)
    refuse(_against(plan, situation, at), key=key)
    approvers = situation.scenario.policy.approvers.get(APPROVERS[plan.step], ())
    outside = [post for post in approvers if is_outside(post, hand.force)]
    draft = Draft(
        sort=PROPOSAL,
        kind=EVENT_OF[plan.step],
        subject=plan.subject,
        count=plan.count,
        step=plan.step,
        body={**plan.kept(), "approvers": list(approvers), "outside": outside},
        text=plan.rationale.as_text(),
        key=key,
    )
    (entry,) = append((draft,), hand=hand, now=now(), based_on=based_on)
    return entry


def withdraw_proposal(*, account: Account, hand: Hand, sequence: int, key: str) -> Entry:
    """Take a proposal back; only whoever made it may.

    Raises
    ------
    PermissionDenied
        The account may not plan.
    Refused
        It is another's, or has ended already.
    """
    if not may(account, Action.PLAN, hand.force):
        raise PermissionDenied
    based_on = head().count
    proposal = find_proposal(sequence)
    refuse(against_withdrawing(proposal, account=hand.account), key=key)
    draft = Draft(sort=WITHDRAWAL, subject=proposal.ref, key=key)
    (entry,) = append((draft,), hand=hand, now=now(), based_on=based_on)
    return entry


def _against(plan: Plan, situation: Situation, at: Instant) -> Iterator[Fault]:
    """Yield everything that stands against a proposal."""
    scenario = situation.scenario
    if plan.step not in EVENT_OF:
        yield Fault("proposal", None, "step", f"{plan.step!r} needs no approval; allowed are {', '.join(EVENT_OF)}")
    elif plan.subject not in scenario.pool or scenario.pool[plan.subject].force == scenario.home:
        yield Fault("proposal", None, "subject", f"{plan.subject!r} is not a pool of another force")
    elif (plan.step in (ASK_AID, "release-aid")) == is_military(scenario, plan.subject):
        yield Fault("proposal", None, "step", f"{plan.step} is not a step for {plan.subject}")
    else:
        yield from against_moving(
            scenario, plan.subject, situation.lots(plan.subject, at), EVENT_OF[plan.step], plan.count
        )
        for other in open_proposals((plan.subject,)):
            if other.entry.step == plan.step:
                yield Fault(
                    "proposal", None, "step", f"the same is proposed already and waits: see proposal {other.sequence}"
                )
    yield from against_words(plan, at)


def against_words(plan: Plan, at: Instant) -> Iterator[Fault]:
    """Yield what is missing in the words of a plan."""
    if not plan.rationale.given:
        yield Fault("proposal", None, "information", "say why, under at least one heading")
    if plan.step in WITH_CONDITIONS and not plan.rationale.conditions.strip():
        yield Fault("proposal", None, "conditions", "say what must be so for the help to be stood down again")
    if plan.next_review is not None and plan.next_review <= at:
        yield Fault("proposal", None, "next_review", "must be later than now")
    for part, words in asdict(plan.rationale).items():
        if names_somebody(words):
            yield Fault("proposal", None, part, NO_CIPHERS)

"""Approving proposals, by posts here and posts outside. The last approval takes the step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db import transaction

from standto.errors import Fault
from standto_desk.access.permission import Action, may, require
from standto_desk.access.posts import authors_of
from standto_desk.acts.approval_rules import against_all, against_approving, against_confirming, against_recording
from standto_desk.acts.idempotency import at_the_head, following_key, refuse, refuse_all
from standto_desk.acts.ladder_drafts import drafts_of, refusal_of
from standto_desk.acts.possible_steps import against_use
from standto_desk.acts.proposal_log import find_proposal
from standto_desk.acts.proposals import APPROVAL, CONFIRMATION, State
from standto_desk.book.situations import situation_at
from standto_desk.clock import now
from standto_desk.ledger.appending import append
from standto_desk.ledger.drafts import Draft
from standto_desk.ledger.refusals import Refused

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from standto_desk.access.models import Account
    from standto_desk.acts.free_text import OutsideWords
    from standto_desk.acts.proposals import Proposal
    from standto_desk.ledger.drafts import Author
    from standto_desk.ledger.models import Entry

    Statement = tuple[tuple[Fault, ...], Draft]
    """The faults of a statement on a proposal, and the entry to make if there are none."""


def approve_proposal(*, account: Account, author: Author, sequence: int, key: str) -> tuple[Entry, ...]:
    """Approve one proposal, like `approve_proposals`."""
    return approve_proposals(account=account, author=author, sequences=(sequence,), key=key)


def approve_proposals(*, account: Account, author: Author, sequences: Sequence[int], key: str) -> tuple[Entry, ...]:
    """Approve proposals as the author's post: all of them or none.

    Returns
    -------
    tuple
        The approvals, and for each that was the last missing, the decision and the step.

    Raises
    ------
    Refused
        A proposal has ended or does not wait for this post, the post or the account has already approved, the policy
        forbids self-approval, or the step is not lawful now.
    """
    if not (may(account, Action.APPROVE, author.force) and author in authors_of(account)):
        raise PermissionDenied
    own = situation_at(now()).scenario.policy.approve_own

    def statement_on(proposal: Proposal, key: str) -> Statement:
        faults = against_approving(proposal, account=author.account, post=author.post, own=own)
        return faults, Draft(sort=APPROVAL, subject=proposal.ref, body={"post": author.post}, key=key)

    return _state(statement_on, sequences, author, key)


def record_agreement(
    *,
    account: Account,
    author: Author,
    sequence: int,
    post: str,
    words: OutsideWords,
    key: str,
    also: Sequence[int] = (),
) -> tuple[Entry, ...]:
    """Record the answer of a post outside to a proposal; it counts once a second person has confirmed it.

    Parameters
    ----------
    words
        The role that said it, how and when, and whether it agreed or refused.
    also
        Other proposals to which it gave the same answer.

    Raises
    ------
    Refused
        A proposal has ended or does not wait for this post, or the words are incomplete.
    """
    require(account, Action.RECORD_HELP, author.force)

    def statement_on(proposal: Proposal, key: str) -> Statement:
        faults = words.faults(since=int(proposal.entry.recorded), now=now())
        body = {"post": post, "outside": True, "when": words.when} | ({"refused": True} if words.refused else {})
        draft = Draft(sort=APPROVAL, subject=proposal.ref, body=body, text=words.as_text(), key=key)
        return (*against_recording(proposal, post=post), *faults), draft

    return _state(statement_on, (sequence, *also), author, key)


def confirm_agreement(
    *, account: Account, author: Author, sequence: int, post: str, key: str, also: Sequence[int] = ()
) -> tuple[Entry, ...]:
    """Confirm, as a second person, the answer of a post outside to one or more proposals.

    Raises
    ------
    Refused
        Nothing is recorded for this post, the same account recorded it, or the step is not lawful now.
    """
    require(account, Action.CONFIRM_OUTSIDE, author.force)

    def statement_on(proposal: Proposal, key: str) -> Statement:
        faults = against_confirming(proposal, account=author.account, post=post)
        return faults, Draft(sort=CONFIRMATION, subject=proposal.ref, body={"post": post}, key=key)

    return _state(statement_on, (sequence, *also), author, key)


def _state(
    statement_on: Callable[[Proposal, str], Statement], sequences: Sequence[int], author: Author, key: str
) -> tuple[Entry, ...]:
    """Enter a statement on some proposals, and check again if another entry came first."""
    chosen = tuple(dict.fromkeys(sequences))
    if not chosen:
        raise Refused((Fault("proposal", "choose at least one", column="proposals"),))
    keys = [key] if len(chosen) == 1 else [following_key(key, str(sequence)) for sequence in chosen]
    wanted = dict(zip(chosen, keys, strict=True))
    return at_the_head(lambda head: _state_once(statement_on, wanted, author, head), None)


@transaction.atomic
def _state_once(
    statement_on: Callable[[Proposal, str], Statement], wanted: Mapping[int, str], author: Author, based_on: int
) -> tuple[Entry, ...]:
    """Enter a statement, and the decision on each proposal that it completes."""
    found = [(statement_on(find_proposal(sequence), key), key) for sequence, key in wanted.items()]
    refuse_all((faults, key) for (faults, _), key in found)
    drafts = [draft for (_, draft), _ in found]
    made = append(drafts, author=author, now=now(), based_on=based_on)
    # From here on the ledger is locked until the transaction ends.
    after: tuple[Entry, ...] = ()
    for sequence, draft, entry in zip(wanted, drafts, made, strict=True):
        if entry.sequence > based_on:
            after += _followed(find_proposal(sequence), entry, draft.key, author)
    return made + after


def _followed(proposal: Proposal, entry: Entry, key: str, author: Author) -> tuple[Entry, ...]:
    """Enter the decision that follows from an approval or a refusal: with the step, or against it."""
    if proposal.state is State.REFUSED and proposal.ended == entry:
        return append((refusal_of(proposal, key),), author=author, now=now())
    if not proposal.counts(entry) or proposal.state is not State.OPEN:
        refuse(against_all(proposal), key="")
    if proposal.missing or proposal.state is not State.OPEN:
        return ()
    # The step must be lawful when it is decided, whatever was true when it was proposed.
    at = now()
    refuse(against_use(proposal.entry.step, proposal.entry.subject, situation_at(at), at, proposed=True), key="")
    return append(drafts_of(proposal, key), author=author, now=now())

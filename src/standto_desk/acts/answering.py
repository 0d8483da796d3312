"""Recording what others answer about help: offered, confirmed, arrived, declined, withdrawn, agreed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied

from standto.errors import Fault
from standto.model.event import CORRECTION
from standto_desk.access.permission import Action, may
from standto_desk.acts.possible_steps import ANSWERS, against_moving
from standto_desk.acts.sending import refuse
from standto_desk.book import situation_at
from standto_desk.clock import now
from standto_desk.ledger import Draft, Entry, Refused, append

if TYPE_CHECKING:
    from collections.abc import Iterator

    from standto.model.time import Instant
    from standto_desk.access.models import Account
    from standto_desk.ledger import Hand


@dataclass(frozen=True)
class Answer:
    """What a pool's force has said or done.

    Attributes
    ----------
    kind
        One of `possible_steps.ANSWERS`.
    pool
        Of which pool.
    count
        How many places; None: all that were in the first state that has any.
    occurred
        When it was said or done; None: now.
    source
        Where it is known from, a source's id; or empty.
    """

    kind: str
    pool: str
    count: int | None = None
    occurred: Instant | None = None
    source: str = ""


def record_answer(*, account: Account, hand: Hand, answer: Answer, key: str, based_on: int | None = None) -> Entry:
    """Enter an answer as it came.

    Parameters
    ----------
    key
        Makes it safe to send the same again.
    based_on
        The ledger's count when the form was made: what has happened to the pool since is told.

    Raises
    ------
    PermissionDenied
        The account does not record what others answer.
    Refused
        With everything that is wrong with it.
    Stale
        Something has happened to the pool since.
    """
    if not may(account, Action.RECORD_HELP, hand.force):
        raise PermissionDenied
    at = now()
    refuse(_against(answer, at), key=key)
    draft = Draft(
        sort="event",
        kind=answer.kind,
        subject=answer.pool,
        occurred=answer.occurred,
        count=answer.count,
        source=answer.source,
        key=key,
    )
    (entry,) = append((draft,), hand=hand, now=now(), based_on=based_on)
    return entry


def correct_answer(*, account: Account, hand: Hand, sequence: int, key: str, based_on: int | None = None) -> Entry:
    """Record that an answer was never given; what was decided is put right by another decision.

    Raises
    ------
    PermissionDenied
        The account does not record what others answer.
    Refused
        There is no such answer, or it is corrected already.
    Stale
        Something has happened to the pool since.
    """
    if not may(account, Action.RECORD_HELP, hand.force):
        raise PermissionDenied
    wrong = Entry.objects.filter(sequence=sequence, sort="event", kind__in=ANSWERS).first()
    if wrong is None:
        what = "is no answer: a step that was decided is put right by another decision"
        raise Refused((Fault(f"entry {sequence}", None, None, what),))
    draft = Draft(sort="event", kind=CORRECTION, subject=wrong.reference, key=key)
    (entry,) = append((draft,), hand=hand, now=now(), based_on=based_on)
    return entry


def _against(answer: Answer, at: Instant) -> Iterator[Fault]:
    """Yield everything that stands against an answer."""
    when = at if answer.occurred is None else answer.occurred
    if when > at:
        yield Fault(answer.pool, None, "occurred", "is later than now: record it when it has happened")
    scenario = situation_at(at).scenario
    if answer.kind not in ANSWERS:
        yield Fault(answer.pool, None, "kind", f"{answer.kind!r} is no answer; allowed are {', '.join(ANSWERS)}")
    elif answer.pool not in scenario.pool or scenario.pool[answer.pool].force == scenario.home:
        yield Fault(answer.pool, None, "pool", "is not a pool of another force")
    else:
        lots = situation_at(at).lots(answer.pool, min(when, at))
        yield from against_moving(scenario, answer.pool, lots, answer.kind, answer.count)

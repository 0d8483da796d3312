"""Recording what others answer about help: offered, confirmed, arrived, declined, withdrawn, agreed.

An answer moves what was asked for, and nothing else. What comes beyond that is entered as an offer, which counts
nowhere until it is accepted: so no one person's word brings help onto the ladder.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied

from standto.errors import Fault
from standto.model.event import CORRECTION, Event
from standto.model.ladder import STEPS
from standto.register.pool_states import places_in
from standto_desk.access.permission import Action, may
from standto_desk.acts.asked_places import ANSWERS, left_short, off_the_ladder, resting_on, sources_asked
from standto_desk.acts.idempotency import at_the_head, following_key, refuse
from standto_desk.acts.offers import ENDINGS, OfferState, find_offer
from standto_desk.acts.possible_steps import against_moving, against_number, is_military
from standto_desk.acts.proposals import OFFER, OFFER_END
from standto_desk.book.situations import situation_at
from standto_desk.clock import now
from standto_desk.ledger.appending import append
from standto_desk.ledger.drafts import EVENT, Draft
from standto_desk.ledger.models import Entry
from standto_desk.ledger.reading import entries, known_entries
from standto_desk.ledger.refusals import Refused

if TYPE_CHECKING:
    from collections.abc import Iterator

    from standto.model.time import Instant
    from standto.register import Situation
    from standto_desk.access.models import Account
    from standto_desk.ledger.drafts import Author


@dataclass(frozen=True)
class Answer:
    """What a pool's force has said or done.

    Attributes
    ----------
    kind
        One of `asked_for.ANSWERS`.
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


@dataclass(frozen=True)
class Parts:
    """An answer, taken apart.

    Attributes
    ----------
    answered
        How many places of it were asked for; None: all that were.
    offered
        How many were not.
    """

    answered: int | None
    offered: int


def record_answer(*, account: Account, author: Author, answer: Answer, key: str, based_on: int | None = None) -> Entry:
    """Enter an answer as it came, and what nobody asked for as an offer.

    Parameters
    ----------
    key
        Makes it safe to send the same again.
    based_on
        The ledger's count when the form was made: what has happened to the pool since is told.

    Returns
    -------
    Entry
        The answer's; the offer's where nothing of it was asked for.

    Raises
    ------
    PermissionDenied
        The account does not record what others answer.
    Refused
        With everything that is wrong with it.
    Stale
        Something has happened to the pool since.
    """
    if not may(account, Action.RECORD_HELP, author.force):
        raise PermissionDenied

    def enter(head: int) -> Entry:
        at = now()
        situation = situation_at(at)
        refuse(_against(answer, situation, at), key=key)
        drafts = _drafts(answer, _sent_before(answer, key) or _parts(answer, situation, at), key)
        if not drafts:
            # Nothing can move, and the key that would excuse that is of something else.
            raise Refused([Fault(answer.pool, "was already used for something else: use a new one", column="key")])
        return append(drafts, author=author, now=now(), based_on=head)[0]

    return at_the_head(enter, based_on)


def correct_answer(*, account: Account, author: Author, sequence: int, key: str, based_on: int | None = None) -> Entry:
    """Record that an answer was never given; what was decided is put right by another decision.

    Raises
    ------
    PermissionDenied
        The account does not record what others answer.
    Refused
        There is no such answer, it is corrected already, or what was decided since rests on it.
    Stale
        Something has happened to the pool since.
    """
    if not may(account, Action.RECORD_HELP, author.force):
        raise PermissionDenied
    wrong = known_entries().events(*ANSWERS).at(sequence)
    if wrong is None:
        what = "is no answer: a step that was decided is put right by another decision"
        raise Refused((Fault(f"entry {sequence}", what),))

    def enter(head: int) -> Entry:
        refuse(_against_correcting(wrong), key=key)
        draft = Draft(sort=EVENT, kind=CORRECTION, subject=wrong.reference, key=key)
        (entry,) = append((draft,), author=author, now=now(), based_on=head)
        return entry

    return at_the_head(enter, based_on)


def end_offer(*, account: Account, author: Author, sequence: int, how: str, key: str) -> Entry:
    """Record that an offer does not stand any more.

    Parameters
    ----------
    how
        One of `offers.ENDINGS`.

    Raises
    ------
    PermissionDenied
        The account does not record what others answer.
    Refused
        There is no such offer, or it has ended already.
    """
    if not may(account, Action.RECORD_HELP, author.force):
        raise PermissionDenied

    def enter(head: int) -> Entry:
        offer = find_offer(sequence)
        faults = []
        if offer.state is not OfferState.OPEN:
            faults.append(Fault(f"offer {sequence}", "it has ended already"))
        if how not in ENDINGS:
            faults.append(Fault(f"offer {sequence}", f"must be one of {', '.join(ENDINGS)}", column="how"))
        refuse(faults, key=key)
        draft = Draft(sort=OFFER_END, kind=how, subject=offer.entry.reference, key=key)
        (entry,) = append((draft,), author=author, now=now(), based_on=head)
        return entry

    return at_the_head(enter, None)


def _against(answer: Answer, situation: Situation, at: Instant) -> Iterator[Fault]:
    """Yield everything that stands against an answer."""
    scenario = situation.scenario
    if answer.occurred is not None and answer.occurred > at:
        yield Fault(answer.pool, "is later than now: record it when it has happened", column="occurred")
    if answer.kind not in ANSWERS:
        yield Fault(answer.pool, f"{answer.kind!r} is no answer; allowed are {', '.join(ANSWERS)}", column="kind")
    elif answer.pool not in scenario.pool or scenario.pool[answer.pool].force == scenario.home:
        yield Fault(answer.pool, "is not a pool of another force", column="pool")
    elif answer.kind.startswith("contingency-") != is_military(scenario, answer.pool):
        yield Fault(answer.pool, f"{answer.kind} is no answer of {answer.pool}", column="kind")
    else:
        yield from _against_places(answer, situation, at)


def _against_places(answer: Answer, situation: Situation, at: Instant) -> Iterator[Fault]:
    """Yield what stands against the number of places of an answer, and the time at which it came."""
    scenario, pool = situation.scenario, situation.scenario.pool[answer.pool]
    lots = situation.lots(answer.pool, _when(answer, at))
    parts = _parts(answer, situation, at)
    if not STEPS[answer.kind].grows:
        yield from against_moving(scenario, answer.pool, lots, answer.kind, answer.count)
    else:
        yield from against_number(answer.pool, answer.count, None)
        if answer.count is None and parts.answered == 0 and not parts.offered:
            yield Fault(answer.pool, "must be given: nothing was asked for that this could answer", column="count")
    if parts.answered != 0:
        new = Event("", answer.kind, answer.pool, _when(answer, at), at, count=parts.answered)
        for later in left_short(pool, situation.pool_events(answer.pool), new):
            what = f"leaves too few places that were asked for to {later}, a later answer: correct that one first"
            yield Fault(answer.pool, what, column="occurred")


def _against_correcting(wrong: Entry) -> Iterator[Fault]:
    """Yield the steps that rest on an answer, and would bring more places onto the ladder without it."""
    situation = situation_at(now())
    pool = situation.scenario.pool.get(wrong.subject)
    if pool is not None:
        for step in resting_on(pool, situation.pool_events(pool.id), wrong.reference):
            what = f"{step} was decided on what it left, and would add as many places more: the answer stays as it is"
            yield Fault(f"entry {wrong.sequence}", what)


def _when(answer: Answer, at: Instant) -> Instant:
    """Return when an answer came; one that is said to come is looked at as of now."""
    return at if answer.occurred is None else min(answer.occurred, at)


def _parts(answer: Answer, situation: Situation, at: Instant) -> Parts:
    """Return how many places of an answer were asked for at the time at which it came, and how many were not."""
    lots = situation.lots(answer.pool, _when(answer, at))
    asked = places_in(lots, sources_asked(answer.kind))
    if not STEPS[answer.kind].grows or (answer.count is None and asked):
        return Parts(answer.count, 0)
    if answer.count is None:
        return Parts(0, off_the_ladder(lots))
    answered = min(answer.count, asked)
    return Parts(answered, answer.count - answered)


def _sent_before(answer: Answer, key: str) -> Parts | None:
    """Return how an answer was taken apart when it was sent before; None where it was not."""
    keys = (key, following_key(key, OFFER)) if key else ()
    sent = {one.key: one for one in entries().with_keys(keys).about(answer.pool)}
    first, more = sent.get(key), sent.get(following_key(key, OFFER))
    if first is None:
        return None
    if first.sort == OFFER:
        parts = Parts(0, first.count or 0)
    else:
        parts = Parts(first.count, 0 if more is None else more.count or 0)
    whole = None if parts.answered is None else parts.answered + parts.offered
    # Of other numbers the ledger itself says that the key was used for something else.
    return parts if answer.count in (whole, None) else None


def _drafts(answer: Answer, parts: Parts, key: str) -> tuple[Draft, ...]:
    """Return what the ledger is asked to enter of an answer."""
    said = Draft(
        sort=EVENT,
        kind=answer.kind,
        subject=answer.pool,
        occurred=answer.occurred,
        count=parts.answered,
        source=answer.source,
        key=key,
    )
    alone = parts.answered == 0
    offer = replace(said, sort=OFFER, kind="", step=answer.kind, count=parts.offered)
    offer = replace(offer, key=key if alone else following_key(key, OFFER))
    return tuple(one for one in (said, offer) if one.count != 0)

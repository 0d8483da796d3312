"""Recording other forces' answers about help: offered, confirmed, arrived, declined, withdrawn, agreed.

An answer moves only places that were asked for. Further places become an offer, which does not count until it is
accepted. So no single person's word brings help onto the ladder.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from standto.errors import Fault
from standto.model.event import CORRECTION, Event
from standto.model.ladder import STEPS
from standto.model.time import Instant
from standto.register import Situation
from standto.register.pool_states import places_in
from standto_desk.access.models import Account
from standto_desk.access.permission import Action, require
from standto_desk.acts.asked_places import ANSWERS, left_short, off_the_ladder, resting_on, sources_asked
from standto_desk.acts.idempotency import at_the_head, following_key, refuse
from standto_desk.acts.offers import ENDINGS, OfferState, find_offer
from standto_desk.acts.possible_steps import against_moving, against_number, is_military
from standto_desk.acts.proposals import OFFER, OFFER_END
from standto_desk.book.situations import situation_at
from standto_desk.clock import now
from standto_desk.ledger.appending import append
from standto_desk.ledger.drafts import EVENT, Author, Draft
from standto_desk.ledger.models import Entry
from standto_desk.ledger.reading import entries, known_entries
from standto_desk.ledger.refusals import Refused


@dataclass(frozen=True)
class Answer:
    """A statement or a movement by a pool's force.

    Attributes
    ----------
    kind
        One of `asked_for.ANSWERS`.
    pool
        The pool.
    count
        The number of places; None: all in the first state that has any.
    occurred
        When it was made; None: now.
    source
        The id of its source; or empty.
    """

    kind: str
    pool: str
    count: int | None = None
    occurred: Instant | None = None
    source: str = ""


@dataclass(frozen=True)
class Parts:
    """An answer, split into places that were asked for and places that were not.

    Attributes
    ----------
    answered
        The number of places that were asked for; None: all of them.
    offered
        The number that were not.
    """

    answered: int | None
    offered: int


def record_answer(*, account: Account, author: Author, answer: Answer, key: str, based_on: int | None = None) -> Entry:
    """Enter an answer, and places that nobody asked for as an offer.

    Returns
    -------
    Entry
        The answer's entry; the offer's if nothing was asked for.
    """
    require(account, Action.RECORD_HELP, author.force)

    def enter(head: int) -> Entry:
        at = now()
        situation = situation_at(at)
        refuse(_against(answer, situation, at), key=key)
        drafts = _drafts(answer, _sent_before(answer, key) or _parts(answer, situation, at), key)
        if not drafts:
            # Nothing can move, and the key belongs to something else, so this form was not sent before.
            raise Refused([Fault(answer.pool, "was already used for something else: use a new one", column="key")])
        return append(drafts, author=author, now=now(), based_on=head)[0]

    return at_the_head(enter, based_on)


def correct_answer(*, account: Account, author: Author, sequence: int, key: str, based_on: int | None = None) -> Entry:
    """Record that an answer was never given; a decision is put right by another decision instead.

    Raises
    ------
    Refused
        There is no such answer, it is already corrected, or a later decision rests on it.
    """
    require(account, Action.RECORD_HELP, author.force)
    wrong = known_entries().events(*ANSWERS).at(sequence)
    if wrong is None:
        what = "is not an answer; put a decided step right by another decision"
        raise Refused((Fault(f"entry {sequence}", what),))

    def enter(head: int) -> Entry:
        refuse(_against_correcting(wrong), key=key)
        draft = Draft(sort=EVENT, kind=CORRECTION, subject=wrong.reference, key=key)
        return append((draft,), author=author, now=now(), based_on=head)[0]

    return at_the_head(enter, based_on)


def end_offer(*, account: Account, author: Author, sequence: int, how: str, key: str) -> Entry:
    """Record that an offer has ended.

    Raises
    ------
    Refused
        There is no such offer, or it has already ended.
    """
    require(account, Action.RECORD_HELP, author.force)

    def enter(head: int) -> Entry:
        offer = find_offer(sequence)
        faults = []
        if offer.state is not OfferState.OPEN:
            faults.append(Fault(f"offer {sequence}", "it has already ended"))
        if how not in ENDINGS:
            faults.append(Fault(f"offer {sequence}", f"must be one of {', '.join(ENDINGS)}", column="how"))
        refuse(faults, key=key)
        draft = Draft(sort=OFFER_END, kind=how, subject=offer.entry.reference, key=key)
        return append((draft,), author=author, now=now(), based_on=head)[0]

    return at_the_head(enter, None)


def _against(answer: Answer, situation: Situation, at: Instant) -> Iterator[Fault]:
    scenario = situation.scenario
    if answer.occurred is not None and answer.occurred > at:
        yield Fault(answer.pool, "is later than now; record it once it has happened", column="occurred")
    if answer.kind not in ANSWERS:
        yield Fault(answer.pool, f"{answer.kind!r} is not an answer; allowed are {', '.join(ANSWERS)}", column="kind")
    elif answer.pool not in scenario.pool or scenario.pool[answer.pool].force == scenario.home:
        yield Fault(answer.pool, "is not a pool of another force", column="pool")
    elif answer.kind.startswith("contingency-") != is_military(scenario, answer.pool):
        yield Fault(answer.pool, f"{answer.kind} is not an answer that {answer.pool} can give", column="kind")
    else:
        yield from _against_places(answer, situation, at)


def _against_places(answer: Answer, situation: Situation, at: Instant) -> Iterator[Fault]:
    scenario, pool = situation.scenario, situation.scenario.pool[answer.pool]
    lots = situation.lots(answer.pool, _when(answer, at))
    parts = _parts(answer, situation, at)
    if not STEPS[answer.kind].grows:
        yield from against_moving(scenario, answer.pool, lots, answer.kind, answer.count)
    else:
        yield from against_number(answer.pool, answer.count, None)
        if answer.count is None and parts.answered == 0 and not parts.offered:
            yield Fault(answer.pool, "must be given, because this answers nothing that was asked for", column="count")
    if parts.answered != 0:
        new = Event("", answer.kind, answer.pool, _when(answer, at), at, count=parts.answered)
        for later in left_short(pool, situation.pool_events(answer.pool), new):
            what = f"leaves too few requested places to the later answer {later}; correct that one first"
            yield Fault(answer.pool, what, column="occurred")


def _against_correcting(wrong: Entry) -> Iterator[Fault]:
    """Yield the steps that rest on an answer and would add places to the ladder without it."""
    situation = situation_at(now())
    pool = situation.scenario.pool.get(wrong.subject)
    if pool is not None:
        for step in resting_on(pool, situation.pool_events(pool.id), wrong.reference):
            what = f"the decision {step} rests on this answer and would add places without it, so it stays"
            yield Fault(f"entry {wrong.sequence}", what)


def _when(answer: Answer, at: Instant) -> Instant:
    """Return when an answer came; a time in the future counts as now."""
    return at if answer.occurred is None else min(answer.occurred, at)


def _parts(answer: Answer, situation: Situation, at: Instant) -> Parts:
    """Split an answer into the places that were asked for when it came, and the others."""
    lots = situation.lots(answer.pool, _when(answer, at))
    asked = places_in(lots, sources_asked(answer.kind))
    if not STEPS[answer.kind].grows or (answer.count is None and asked):
        return Parts(answer.count, 0)
    if answer.count is None:
        return Parts(0, off_the_ladder(lots))
    answered = min(answer.count, asked)
    return Parts(answered, answer.count - answered)


def _sent_before(answer: Answer, key: str) -> Parts | None:
    """Return the parts of the same answer if it was sent before, or None."""
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
    # The ledger itself refuses the key with another number.
    return parts if answer.count in (whole, None) else None


def _drafts(answer: Answer, parts: Parts, key: str) -> tuple[Draft, ...]:
    answered = Draft(
        sort=EVENT,
        kind=answer.kind,
        subject=answer.pool,
        occurred=answer.occurred,
        count=parts.answered,
        source=answer.source,
        key=key,
    )
    alone = parts.answered == 0
    offer = replace(answered, sort=OFFER, kind="", step=answer.kind, count=parts.offered)
    offer = replace(offer, key=key if alone else following_key(key, OFFER))
    return tuple(one for one in (answered, offer) if one.count != 0)

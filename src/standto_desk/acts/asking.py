"""Asking people to come in, and recording their answers."""

from __future__ import annotations

from django.db import transaction

from standto.errors import Fault
from standto.ladder import Candidates, candidates
from standto.model.event import CALLED_IN
from standto.model.time import Instant, Period
from standto_desk.access.models import Account
from standto_desk.access.people_in_reach import may_reach
from standto_desk.access.permission import Action, require
from standto_desk.acts.asks import Reply, asks_for, current_asks
from standto_desk.acts.known_facts import AlreadyKnown
from standto_desk.acts.models import Ask
from standto_desk.acts.occurrences import Occurrence
from standto_desk.acts.recording import record
from standto_desk.book.situations import situation_at
from standto_desk.clock import now
from standto_desk.ledger.drafts import Author
from standto_desk.ledger.refusals import Refused


def candidates_now(duty: str, at: Instant) -> Candidates:
    """Return the people who could come for a duty from an instant on, as known now; from now on if that is later.

    Raises
    ------
    OptionError
        There is no such duty, or the instant lies outside the horizon.
    """
    moment = now()
    situation = situation_at(moment)
    found = candidates(situation, duty=duty, at=at)
    if at < moment < found.period.until:
        return candidates(situation, duty=duty, at=moment)
    return found


@transaction.atomic
def record_answer(
    *,
    account: Account,
    author: Author,
    duty: str,
    at: Instant,
    person: str,
    answer: Reply,
    coming: Instant | None = None,
    key: str = "",
) -> None:
    """Record that somebody was asked to come in, or their answer; if they are coming, call them in.

    The call-in is an entry of the ledger, from the time at which they will be there until the shift ends. Everything
    else is kept beside the ledger, and only until then.

    Parameters
    ----------
    duty, at
        The duty, seat or crew, and the instant from which somebody is needed.
    coming
        The time at which they will be there; only for `Reply.COMING`.

    Raises
    ------
    Refused
        The shift has ended, the person could not come, or is called in already.
    """
    require(account, Action.CALL_IN, force=author.force)
    listed = candidates_now(duty, at)
    before = asks_for(current_asks(author.force, now()), duty, [listed.period]).get(person)
    _refuse(account, listed, before, person, answer)
    if answer is Reply.NOT_ASKED:
        Ask.objects.filter(pk=before.pk if before else None).delete()
        return
    if answer is Reply.ASKED and before is not None:
        # Somebody asked them before. A page from before that, or one sent again, takes no later answer back.
        return
    entry = None
    if answer is Reply.COMING:
        entry = _call_in(account, author, listed, person, coming, key)
    starts, ends = (before.starts, before.ends) if before else listed.period
    Ask.objects.update_or_create(
        {"ends": ends, "answer": answer, "coming": coming if entry else None, "entry": entry},
        force=author.force,
        duty=duty,
        starts=starts,
        person=person,
    )


def _refuse(account: Account, listed: Candidates, before: Ask | None, person: str, answer: Reply) -> None:
    if listed.period.until <= now():
        raise Refused([Fault("answer", "This shift has ended")])
    may_come = person in {one.person for one in listed.candidates} and may_reach(account, Action.RECORD, person)
    if before is None and not may_come:
        raise Refused([Fault("person", "Nobody with this cipher could come for this duty now")])
    if before is not None and before.answer == Reply.COMING and answer is not Reply.COMING:
        raise Refused([Fault("answer", f"They are called in by entry {before.entry}: correct that entry first")])


def _call_in(
    account: Account, author: Author, listed: Candidates, person: str, coming: Instant | None, key: str
) -> int:
    """Enter that somebody is called in; return the number of the entry."""
    if coming is None or coming not in Period(min(listed.at, now()), listed.period.until):
        raise Refused([Fault("coming", "must be a time before the shift ends")])
    called = Occurrence(CALLED_IN, (person,), occurred=coming, until=listed.period.until)
    try:
        (made,) = record(account=account, author=author, occurrence=called, key=key)
    except AlreadyKnown:
        raise Refused([Fault("answer", "They are already called in, so we have recorded nothing more")]) from None
    return made.sequence

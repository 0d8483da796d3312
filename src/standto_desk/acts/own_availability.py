"""Saying when one is available, and taking it back: volunteers do both themselves, whatever it does to cover."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.exceptions import PermissionDenied

from standto.model.event import CORRECTION, ON_CALL
from standto.model.time import Instant
from standto_desk.access.models import Account
from standto_desk.access.people_in_reach import own_person
from standto_desk.acts.idempotency import following_key
from standto_desk.acts.known_facts import AlreadyKnown
from standto_desk.acts.occurrences import Occurrence, drafts_of
from standto_desk.clock import now
from standto_desk.ledger.appending import append
from standto_desk.ledger.drafts import EVENT, Author, Draft, sequence_in
from standto_desk.ledger.models import Entry
from standto_desk.ledger.reading import entries, known_entries


def say_available(
    *, account: Account, author: Author, until: Instant, occurred: Instant | None = None, ready: int = 0, key: str = ""
) -> Entry:
    """Record that a volunteer is on call for a time, by their own account.

    It is not based on a state of the ledger, so that no other entry can hold it up.

    Parameters
    ----------
    occurred, until
        The time; it begins now if `occurred` is None.
    ready
        The minutes that they need to be at work once called.

    Raises
    ------
    AlreadyKnown
        The volunteer has said the same before, and has not taken it back.
    Refused
        The time is not sound, or the key was used for something else.
    """
    person = _person(account)
    said = Occurrence(ON_CALL, (person,), occurred=occurred, until=until, count=ready or None)

    if not _sent(key) and (before := _the_same(account, said)):
        raise AlreadyKnown(said.subjects, before)
    return append(drafts_of(said, key), author=author, now=now())[0]


def take_back(*, account: Account, author: Author, sequence: int, key: str = "") -> Entry:
    """Record that a volunteer takes back what they said, by their own account; return the entry of the correction.

    The past stays: if the time has begun, another entry says that it ended now.

    Raises
    ------
    AlreadyKnown
        It was taken back before, or is over.
    PermissionDenied
        The volunteer did not say it.
    """
    person = _person(account)
    said = known_entries().by(account.pk).events(ON_CALL).about(person).at(sequence)
    if said is None:
        raise PermissionDenied

    before = entries().by(account.pk).with_keys([following_key(key, "back")]).first() if key else None
    if before is not None and before.subject == said.reference:
        return before
    moment = now()
    if said not in said_by(account, person, moment):
        raise AlreadyKnown((person,), said)
    return append(_takes_back(said, moment, key), author=author, now=moment)[0]


def said_by(account: Account, person: str, at: Instant) -> list[Entry]:
    """Return the times that a volunteer has named, not over and not taken back, in the order of their starts."""
    mine = known_entries(at).by(account.pk).events(ON_CALL).about(person).ended_after(at)
    found = {one.reference: one for one in mine}
    for reference in known_entries(at).corrections_of(found).values_list("subject", flat=True):
        del found[reference]
    return sorted(found.values(), key=lambda one: (one.occurred, one.sequence))


def taken_back_by(entry: Entry) -> Entry | None:
    """Return the entry that an entry takes back; None if it takes none back."""
    if entry.kind != CORRECTION:
        return None
    target = known_entries().by(entry.account).events(ON_CALL)
    place = sequence_in(entry.subject)
    return None if place is None else target.at(place)


def last_readiness(account: Account, person: str) -> int | None:
    """Return the readiness that a volunteer named last, in minutes; None if they never did."""
    last = known_entries().by(account.pk).events(ON_CALL).about(person).latest_first().first()
    return None if last is None else last.count or 0


def _takes_back(said: Entry, moment: Instant, key: str) -> Sequence[Draft]:
    """Return the drafts that take a time back; if it has begun, they enter the part until now again."""
    back = Draft(EVENT, CORRECTION, said.reference, key=following_key(key, "back"))
    if said.occurred >= moment:
        return [back]
    until_now = Draft(
        EVENT, ON_CALL, said.subject, occurred=said.occurred, until=moment, count=said.count,
        key=following_key(key, "until"),
    )  # fmt: skip
    return [back, until_now]


def _person(account: Account) -> str:
    if person := own_person(account):
        return person
    raise PermissionDenied


def _sent(key: str) -> bool:
    return bool(key) and entries().sent_together(key).exists()


def _the_same(account: Account, said: Occurrence) -> Entry | None:
    """Return an earlier entry that says the same; None if there is none, or if the time begins now."""
    if said.occurred is None:
        return None
    (person,) = said.subjects
    wanted = (said.occurred, said.until, said.count)
    alike = (one for one in said_by(account, person, now()) if (one.occurred, one.until, one.count) == wanted)
    return next(alike, None)

"""Finding entries to put right: those that somebody made, and those about one person."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from standto.model.event import CORRECTION
from standto.model.time import FOREVER
from standto_desk.acts.correcting import CORRECTABLE, may_correct
from standto_desk.ledger import Entry
from standto_desk.pages.recording.kinds import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from standto.model.time import Instant
    from standto_desk.access.models import Account
    from standto_desk.pages.recording.kinds import Kind

MOST = 50


@dataclass(frozen=True, slots=True)
class EntryLine:
    """An entry as it is listed.

    Attributes
    ----------
    corrected
        The entry that corrects it; None where none does.
    """

    sequence: int
    kind: Kind
    subject: str
    capability: str
    occurred: Instant
    until: Instant | None
    recorded: Instant
    post: str
    mine: bool
    corrected: Entry | None


def entries_by(account: Account) -> tuple[EntryLine, ...]:
    """Return the last entries that an account made and may correct, latest first."""
    made = Entry.objects.filter(account=str(account.pk), sort="event", kind__in=CORRECTABLE)
    return _lines(account, (entry for entry in made.order_by("-sequence")[:MOST] if may_correct(account, entry)))


def entries_about(account: Account, person: str) -> tuple[EntryLine, ...]:
    """Return the last entries about a person, latest first; the caller has asked whether the account may see them."""
    about = Entry.objects.filter(subject=person, sort="event", kind__in=CORRECTABLE)
    return _lines(account, about.order_by("-sequence")[:MOST])


def line_of(account: Account, entry: Entry) -> EntryLine:
    """Return one entry as a line."""
    (line,) = _lines(account, [entry])
    return line


def _lines(account: Account, entries: Iterable[Entry]) -> tuple[EntryLine, ...]:
    """Return entries as lines, each with what corrects it."""
    found = list(entries)
    corrections = Entry.objects.filter(sort="event", kind=CORRECTION, subject__in=[one.reference for one in found])
    by_subject = {one.subject: one for one in corrections.order_by("-sequence")}
    return tuple(
        EntryLine(
            sequence=one.sequence,
            kind=KINDS[one.kind],
            subject=one.subject,
            capability=one.capability,
            occurred=one.occurred,
            until=None if one.until >= FOREVER else one.until,
            recorded=one.recorded,
            post=one.post,
            mine=one.account == str(account.pk),
            corrected=by_subject.get(one.reference),
        )
        for one in found
    )

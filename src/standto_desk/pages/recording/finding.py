"""The entries that somebody may correct: their own, those made together, and those about one person."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from standto.model.time import FOREVER, Instant
from standto_desk.access.models import Account
from standto_desk.access.people_in_reach import forces_of, reachable
from standto_desk.access.permission import Action
from standto_desk.acts.correcting import CORRECTABLE, correctable
from standto_desk.acts.known_facts import ABOUT_PEOPLE
from standto_desk.ledger.models import Entry
from standto_desk.ledger.reading import known_entries
from standto_desk.presenting.event_kinds import KINDS, KindWords

MOST = 50
AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class EntryLine:
    """An entry in a list.

    Attributes
    ----------
    by
        The maker, in words.
    batch
        The key under which it was recorded with others; blank if it was recorded alone.
    open
        Whether the account may still correct it.
    corrected
        The entry that corrects it.
    """

    sequence: int
    kind: KindWords
    subject: str
    capability: str
    occurred: Instant
    until: Instant | None
    recorded: Instant
    by: str
    batch: str
    open: bool
    corrected: Entry | None


def entries_by(account: Account) -> tuple[EntryLine, ...]:
    """Return the last entries that an account made and may correct, or has corrected, latest first."""
    made = known_entries().by(account.pk).events(*CORRECTABLE)
    return lines_of(account, shown_to(account, list(made.latest_first()[:MOST])))


def entries_about(account: Account, person: str) -> tuple[EntryLine, ...]:
    """Return the last entries about a person, latest first; the caller checks that the account may see them."""
    about = known_entries().events(*CORRECTABLE).about(person)
    return lines_of(account, list(about.latest_first()[:MOST]))


def made_together(account: Account, batch: str) -> list[Entry]:
    """Return the entries that an account made at once, in their order."""
    return list(known_entries().sent_together(batch).by(account.pk))


def shown_to(account: Account, entries: Sequence[Entry]) -> list[Entry]:
    """Return the entries without those about people that the account may not see now."""
    people = forces_of({one.subject for one in entries if one.kind in ABOUT_PEOPLE}).keys()
    seen = reachable(account, Action.SEE_PERSON, people)
    return [one for one in entries if one.subject not in people or one.subject in seen]


def lines_of(account: Account, entries: Sequence[Entry]) -> tuple[EntryLine, ...]:
    """Return entries as lines, each with the entry that corrects it."""
    corrections = {one.subject: one for one in _corrections(entries)}
    may_be = correctable(account, entries)
    return tuple(_line(account, one, one.sequence in may_be, corrections.get(one.reference)) for one in entries)


def _line(account: Account, one: Entry, may_be: bool, corrected: Entry | None) -> EntryLine:
    batch, _, number = (one.key or "").rpartition("/")
    return EntryLine(
        sequence=one.sequence,
        kind=KINDS[one.kind],
        subject=one.subject,
        capability=one.capability,
        occurred=one.occurred,
        until=None if one.until >= FOREVER else one.until,
        recorded=one.recorded,
        by=_by(account, one),
        batch=batch if number.isdecimal() else "",
        open=may_be and corrected is None,
        corrected=corrected,
    )


def _by(account: Account, one: Entry) -> str:
    """Return the maker of an entry in words."""
    if one.account == str(account.pk):
        return "you"
    return "imported" if one.imported else one.post or "an account without a post"


def _corrections(entries: Sequence[Entry]) -> Iterator[Entry]:
    """Yield the corrections of some entries; of several for one entry, the first comes last."""
    names = [one.reference for one in entries]
    for start in range(0, len(names), AT_ONCE):
        some = names[start : start + AT_ONCE]
        yield from known_entries().corrections_of(some).latest_first()

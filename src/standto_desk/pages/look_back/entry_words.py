"""Entries in words, with hidden people masked."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from standto.model.event import CORRECTION, DECISION, ON_CALL, REPORT
from standto.model.time import FOREVER
from standto.wording import claimed, counted
from standto_desk.access.models import Account
from standto_desk.acts.proposals import PROPOSAL
from standto_desk.acts.self_approval import SELF_APPROVED, self_approved_entries
from standto_desk.acts.situation_reports.report_parts import REPORT as REPORT_DRAFTED
from standto_desk.components.cells import time
from standto_desk.components.spoken import id_words
from standto_desk.ledger.drafts import EVENT, ROW, sequence_in
from standto_desk.ledger.models import Entry
from standto_desk.ledger.tables import SCENARIO
from standto_desk.pages.look_back.entry_details import account_named, details_of
from standto_desk.pages.look_back.masking import PersonMask, mask_for
from standto_desk.pages.look_back.register_details import RegisterDetails
from standto_desk.pages.look_back.words_of_kinds import kind_words, plain, report_names, row_title, sort_words
from standto_desk.picture.rota.months import month_called
from standto_desk.picture.rota.publications import PUBLISHED as ROTA_PUBLISHED
from standto_desk.picture.rota.publications import SEEN
from standto_desk.presenting.posts import names_for
from standto_desk.presenting.proposal_words import decided_words, proposed_words
from standto_desk.presenting.subjects import names_in_force
from standto_desk.presenting.text_parts import parts_of


@dataclass(frozen=True)
class ShownEntry:
    """An entry as its reader may see it.

    Attributes
    ----------
    entry
        The entry itself; beyond the other attributes, pages show only its numbers, times and codes.
    what
        What was entered, in words.
    about
        Its subject.
    called
        The subject by its name, if it has one.
    hidden
        Whether the subject is a person whom the reader may not see.
    name, key, details
        Blank if they could identify such a person.
    post, by
        The post that made it, and the name of the account if the reader may know it.
    words
        The free text beside it as headings and parts, of which a heading may be blank; None if it was redacted.
    """

    entry: Entry
    what: str
    about: str
    called: str
    hidden: bool
    name: str
    key: str
    details: tuple[tuple[str, str], ...]
    post: str
    by: str
    words: tuple[tuple[str, str], ...] | None

    @property
    def text(self) -> str | None:
        """The free text with its headings, on one line; None if it was redacted."""
        if self.words is None:
            return None
        return " ".join(f"{heading}: {words}" if heading else words for heading, words in self.words)


def shown_entries(entries: Collection[Entry], reader: Account) -> list[ShownEntry]:
    """Return some entries as a reader may see them."""
    mask, self_approved = mask_for(entries, reader), self_approved_entries(entries)
    names = names_for(reader, {who for entry in entries for who in (entry.account, account_named(entry)) if who})
    subjects, register = {**names_in_force(), **report_names(entries)}, RegisterDetails()
    return [_shown(entry, mask, names, subjects, register, entry.sequence in self_approved) for entry in entries]


def what_of(entry: Entry, about: str) -> str:
    """Return what was entered in words, with its subject called ``about``."""
    kind = plain(entry.kind)
    if entry.sort == ROW:
        return row_title(entry)
    if entry.sort == PROPOSAL:
        return f"Proposed: {proposed_words(entry, about, entry.count)}"
    if entry.sort != EVENT:
        return sort_words(entry.sort)
    if entry.kind == DECISION:
        return decided_words(entry, about, entry.count)
    if entry.kind == REPORT:
        return f"Report: {claimed(entry.count, entry.low, entry.high)} stepped back"
    if entry.kind == ON_CALL and entry.count:
        return f"{kind}, at work within {counted(entry.count, 'minute')}"
    return kind if entry.count is None or entry.kind == CORRECTION else f"{kind}, {counted(entry.count, 'place')}"


def _shown(
    entry: Entry,
    mask: PersonMask,
    names: Mapping[str, str],
    subjects: Mapping[str, str],
    register: RegisterDetails,
    self_approved: bool,
) -> ShownEntry:
    hidden = mask.hides(entry)
    about = mask.about(entry)
    what, details = what_of(entry, subjects.get(about, about)), details_of(entry, names, register)
    # An account without a post may be the person's own; to have seen one's times is nobody else's to say.
    own = (hidden and not entry.post) or entry.sort == SEEN
    by = "" if own else names.get(entry.account, "")
    return ShownEntry(
        entry=entry,
        what=f"{what}, {SELF_APPROVED}" if self_approved else what,
        about=about,
        called=_called(entry, about, subjects),
        hidden=hidden,
        name="" if hidden else mask.words(entry.name),
        key="" if hidden else mask.words(entry.key or ""),
        details=() if hidden else tuple((name, mask.words(value)) for name, value in details),
        post=mask.words(entry.post),
        by=by,
        words=_words(entry, mask),
    )


def _called(entry: Entry, about: str, subjects: Mapping[str, str]) -> str:
    """Return an entry's subject by its name, if it has one."""
    if entry.sort == ROTA_PUBLISHED and (month := month_called(about)):
        return month.label
    if entry.sort == REPORT_DRAFTED:
        return f"situation report {entry.count}"
    if (sequence := sequence_in(about)) is not None and about not in subjects:
        return f"entry {sequence:,}"
    return "settings" if entry.kind == about == SCENARIO else subjects.get(about, about)


def _words(entry: Entry, mask: PersonMask) -> tuple[tuple[str, str], ...] | None:
    """Return the free text beside an entry, part by part; None if it was redacted."""
    if entry.sequence in mask.texts:
        return tuple((heading, mask.words(words)) for heading, words in parts_of(mask.texts[entry.sequence]))
    return None if entry.text_hash else ()


def _about(one: ShownEntry) -> str:
    """Return an entry's subject with its id, which a reference to an entry or a month does not need."""
    known = one.entry.sort in (EVENT, ROW) and one.called != one.about and one.about != SCENARIO
    return f"{one.called} ({one.about})" if known else one.called


def columns_of(one: ShownEntry) -> list[tuple[str, Any]]:
    """Return the columns of an entry that are not blank, with their names."""
    entry = one.entry
    columns: list[tuple[str, Any]] = [
        ("Sort", sort_words(entry.sort)),
        ("Kind", kind_words(entry.kind)),
        ("About", _about(one)),
        ("Name", one.name),
        ("Skill", entry.capability),
        ("Number", "" if entry.count is None else f"{entry.count:,}"),
        ("At least", "" if entry.low is None else f"{entry.low:,}"),
        ("At most", "" if entry.high is None else f"{entry.high:,}"),
        ("Step", plain(entry.step)),
        ("Source", entry.source),
        ("Takes effect", time(entry.occurred)),
        ("Until", time(entry.until) if entry.until < FOREVER else ""),
        ("Known", time(entry.known)),
        ("Recorded", time(entry.recorded)),
        ("Imported", "Yes, as history" if entry.imported else "No"),
        ("Post", id_words(one.post) or "None"),
        ("Force", entry.force),
        ("Account", one.by),
        ("Key", one.key),
        *one.details,
    ]
    return [(name, value) for name, value in columns if value != ""]

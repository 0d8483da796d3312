"""Entries that a test has recorded, by the acts that pages use."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from standto_desk.acts.correcting import correct_entries
from standto_desk.acts.occurrences import Occurrence
from standto_desk.acts.recording import record

if TYPE_CHECKING:
    from collections.abc import Sequence

    from standto_desk.ledger.models import Entry

BY = ("account", "author", "based_on", "key")
"""What `record` takes beside the occurrence."""


def record_for_people(*, kind: str, people: Sequence[str], **given: Any) -> tuple[Entry, ...]:
    by = {name: given.pop(name) for name in BY if name in given}
    return record(occurrence=Occurrence(kind, tuple(people), **given), **by)


def record_event(*, kind: str, subject: str, **given: Any) -> Entry:
    (entry,) = record_for_people(kind=kind, people=(subject,), **given)
    return entry


def correct_entry(*, sequence: int, **by: Any) -> Entry:
    (entry,) = correct_entries(sequences=(sequence,), **by)
    return entry

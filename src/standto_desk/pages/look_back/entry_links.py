"""What an entry is tied to: the ones before and after it, what corrects it, what it corrects, and what took it out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from standto.model.event import CORRECTION
from standto_desk.ledger.chain import GENESIS
from standto_desk.ledger.reading import known_entries
from standto_desk.pages.look_back.masking import referred_to

if TYPE_CHECKING:
    from standto_desk.ledger.models import Entry

REDACTION = "redaction"


@dataclass(frozen=True, slots=True)
class EntryLinks:
    """What an entry is tied to, as numbers of entries; None or empty where there is none.

    Attributes
    ----------
    previous
        The hash of the entry before it, or what the first follows on.
    before, after
        The entries beside it.
    refers_to
        The one that its subject names.
    corrected_by, redacted_by
        The entries that correct it, and the one that took out its free text.
    """

    previous: str
    before: int | None
    after: int | None
    refers_to: int | None
    corrected_by: tuple[int, ...]
    redacted_by: int | None


def links_of(entry: Entry) -> EntryLinks:
    """Return what an entry is tied to."""
    known = known_entries()
    beside = dict(known.filter(sequence__in=(entry.sequence - 1, entry.sequence + 1)).values_list("sequence", "hash"))
    about = known.filter(subject=entry.reference)
    corrections = about.filter(sort="event", kind=CORRECTION).values_list("sequence", flat=True)
    place = f"entry-{entry.sequence}"
    redactions = known.filter(subject=place, sort=REDACTION).values_list("sequence", flat=True)
    return EntryLinks(
        previous=GENESIS if entry.sequence == 1 else beside.get(entry.sequence - 1, ""),
        before=entry.sequence - 1 if entry.sequence - 1 in beside else None,
        after=entry.sequence + 1 if entry.sequence + 1 in beside else None,
        refers_to=next((one.sequence for one in referred_to([entry.subject]) if entry.subject), None),
        corrected_by=tuple(corrections),
        redacted_by=next(iter(redactions), None) if entry.text_hash else None,
    )

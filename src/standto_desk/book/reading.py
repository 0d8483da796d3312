"""Reading the ledger's entries as the library's events."""

from __future__ import annotations

import json
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db import connection
from django.db.models.expressions import RawSQL

from standto.model.event import CORRECTION, Event
from standto_desk.ledger.reading import entries, texts

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

EVENT = "event"
"""The sort of the entries that are events."""
REDACTED = "(redacted)"
"""What stands in place of a free text that was taken out."""

_COLUMNS = (
    "sequence", "name", "kind", "subject", "occurred", "known", "until", "capability", "count", "low", "high", "step",
    "source", "text_hash",
)  # fmt: skip
_AT_ONCE = 10_000


class PlacedEvent(NamedTuple):
    """An event and its place in the ledger."""

    sequence: int
    event: Event


def events_in(found: Any) -> Iterator[PlacedEvent]:
    """Yield the events among some entries, in the order in which these come.

    Every one has an id: its name, or else what the ledger calls it by its place.

    Parameters
    ----------
    found
        A query of entries.
    """
    rows = found.filter(sort=EVENT).values_list(*_COLUMNS)
    rows = rows.iterator(chunk_size=_AT_ONCE)
    while batch := list(islice(rows, _AT_ONCE)):
        yield from placed_events(zip(*batch, strict=True))


def placed_events(columns: Iterable[Sequence[Any]]) -> Iterator[PlacedEvent]:
    """Yield events by what the ledger's columns tell, with their notes as they are in the ledger now.

    Parameters
    ----------
    columns
        As in `_COLUMNS`, of one length; the last says whether there is a note.
    """
    sequences, names, *cells, noted = columns
    notes = texts(sequence for sequence, has in zip(sequences, noted, strict=True) if has)
    ids = [name or f"entry-{sequence}" for sequence, name in zip(sequences, names, strict=True)]
    words = [notes.get(sequence, REDACTED) if has else "" for sequence, has in zip(sequences, noted, strict=True)]
    return map(PlacedEvent, sequences, map(Event, ids, *cells, words))


def history_of(subjects: Collection[str]) -> list[PlacedEvent]:
    """Return every event about some subjects, and every correction of one of these."""
    about = [one for one in events_in(entries().filter(subject__in=subjects)) if one.event.kind != CORRECTION]
    names = [one.event.id for one in about]
    return about + [
        one
        for start in range(0, len(names), _AT_ONCE)
        for one in events_in(entries().filter(kind=CORRECTION, subject__in=names[start : start + _AT_ONCE]))
    ]


def at_places(places: Iterable[int]) -> list[PlacedEvent]:
    """Return the events at some places of the ledger, in order; there may be many."""
    return list(events_in(entries().filter(sequence__in=_numbers(places))))


def _numbers(numbers: Iterable[int]) -> RawSQL:
    """Return a query of whole numbers, since a statement takes only so many parameters."""
    if connection.vendor == "postgresql":
        return RawSQL("SELECT unnest(%s::integer[])", [list(numbers)])
    return RawSQL("SELECT value FROM json_each(%s)", [json.dumps(list(numbers))])

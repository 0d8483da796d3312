"""The ledger's entries as the library's events."""

from __future__ import annotations

import gc
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import Any, NamedTuple

from standto.model.event import CORRECTION, Event
from standto_desk.caching.compiled_queries import CompiledQuery
from standto_desk.ledger.drafts import reference_to
from standto_desk.ledger.entry_queries import Entries
from standto_desk.ledger.models import Entry
from standto_desk.ledger.reading import entries, texts

REDACTED = "(redacted)"
"""The note of an event whose text was redacted."""

_COLUMNS = (
    "sequence", "name", "kind", "subject", "occurred", "known", "until", "capability", "count", "low", "high", "step",
    "source", "text_hash",
)  # fmt: skip
_AT_ONCE = 10_000
_EVENTS = CompiledQuery(
    Entry,
    lambda after, until: entries(after=after, until=until).events().values_list(*_COLUMNS),
    after="sequence",
    until="sequence",
)


class PlacedEvent(NamedTuple):
    """An event and its place in the ledger."""

    sequence: int
    event: Event


def events_in(found: Entries) -> Iterator[PlacedEvent]:
    """Yield the events among some entries, in the order of the entries.

    Every event has an id: its name, or `entry-` and its place in the ledger.
    """
    rows = found.events().values_list(*_COLUMNS).iterator(chunk_size=_AT_ONCE)
    while batch := list(islice(rows, _AT_ONCE)):
        yield from placed_events(zip(*batch, strict=True))


def events_between(after: int, until: int) -> list[PlacedEvent]:
    """Return the events after an entry, up to another, in the order of the ledger."""
    rows = _EVENTS(after=after, until=until)
    return list(placed_events(zip(*rows, strict=True))) if rows else []


def placed_events(columns: Iterable[Sequence[Any]]) -> Iterator[PlacedEvent]:
    """Return events from columns of the ledger, with their notes as the ledger has them now.

    Parameters
    ----------
    columns
        The columns of `_COLUMNS`, of one length; the last says whether there is a note.
    """
    sequences, names, *cells, noted = columns
    notes = texts(sequence for sequence, has in zip(sequences, noted, strict=True) if has)
    ids = map(reference_to, names, sequences)
    words = [notes.get(sequence, REDACTED) if has else "" for sequence, has in zip(sequences, noted, strict=True)]
    return map(PlacedEvent, sequences, map(Event, ids, *cells, words))


def history_of(subjects: Collection[str]) -> list[PlacedEvent]:
    """Return every event about some subjects, and every correction of one of these."""
    about = list(events_in(entries().other_events(CORRECTION).about_any(subjects)))
    names = [one.event.id for one in about]
    parts = (names[start : start + _AT_ONCE] for start in range(0, len(names), _AT_ONCE))
    return about + [one for part in parts for one in events_in(entries().corrections_of(part))]


@contextmanager
def uncollected() -> Iterator[None]:
    """Pause the garbage collector while many records are made, because it takes a quarter of the time.

    If several threads do so at once, the first to begin resumes it for all, which costs only time.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()

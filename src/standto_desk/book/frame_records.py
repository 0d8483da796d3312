"""Records that serve many moments, and grow with the ledger."""

from __future__ import annotations

from dataclasses import replace
from threading import Lock
from typing import NamedTuple

from django.db.models import Min

from standto.model.event import CORRECTION, Event
from standto.model.scenario import Scenario
from standto.model.time import BEGINNING, FOREVER, Instant, Period
from standto.register import Records, corrected_subjects, matters_before, work_span
from standto_desk.book.late import GRACE, late_places, later_than
from standto_desk.book.ledger_events import PlacedEvent, events_between, events_in
from standto_desk.book.models import Snapshot
from standto_desk.book.moment_tables import MomentTables, Number
from standto_desk.book.snapshots import considered, kept_at, last_snapshot, with_history
from standto_desk.caching.compiled_queries import CompiledQuery
from standto_desk.ledger.drafts import REDACTION
from standto_desk.ledger.models import Entry
from standto_desk.ledger.reading import entries

_REDACTIONS = CompiledQuery(
    Entry,
    lambda after, until: entries(after=after, until=until).of_sort(REDACTION).values_list("sequence"),
    after="sequence",
    until="sequence",
)


class Frame(NamedTuple):
    """The common properties of the moments that the same records serve.

    Attributes
    ----------
    number
        The number of their tables.
    horizon
        Their horizon.
    bound
        No moment lies before it or is as known before it. Of the events known then, the records need only those that
        still matter. None: they need every event, as in a folder.
    known_before
        Every moment is as known before this instant.
    """

    number: Number
    horizon: Period
    bound: Instant | None
    known_before: Instant


class FrameRecords:
    """The records of a frame, whose moments have the same tables.

    Parameters
    ----------
    planned
        The scenario of the tables, without rows that do not matter to the frame; None: with all.
    """

    def __init__(self, frame: Frame, tables: MomentTables, planned: Scenario | None = None) -> None:
        self._frame, self._tables = frame, tables
        self._planned = tables.scenario if planned is None else planned
        self._span = work_span(tables.scenario, frame.horizon)
        """The time in which events matter: with rules on rest, more than the horizon."""
        self._lock = Lock()
        self._sequence = 0
        self._snapshot: Instant | None = None
        self._kept: list[PlacedEvent] = []
        self._records: Records | None = None

    def up_to(self, sequence: int) -> Records:
        """Return records of every entry up to one that matters here.

        The first thread to ask makes them or adds to them; the others wait for it.
        """
        if self._sequence >= sequence and (kept := self._records) is not None:
            return kept  # without the lock, which a thread has while it follows the ledger
        with self._lock:
            if self._records is None:
                self._records = self._make(sequence)
            elif self._sequence < sequence:
                self._records = self._follow(self._records, sequence)
            self._sequence = max(self._sequence, sequence)
            return self._records

    def _make(self, until: int) -> Records:
        horizon, bound = self._frame.horizon, self._frame.bound
        while True:
            try:
                early = horizon.start - self._span.start
                self._snapshot = None if bound is None else _sound_snapshot(bound - early, until)
                self._kept = [] if self._snapshot is None else kept_at(self._snapshot)
                break
            except Snapshot.DoesNotExist:
                continue  # another process dropped it meanwhile
        later = _later(self._frame, self._span.until, self._snapshot, until)
        known = with_history(self._kept, later, until)
        events = tuple(one.event for one in known.values() if self._tables.fits(one.event))
        scenario = replace(self._planned, horizon=horizon, events=events)
        return Records(scenario, since=BEGINNING if bound is None else horizon.start)

    def _follow(self, records: Records, until: int) -> Records:
        """Return records with the later events, made anew if an event that they left out matters now."""
        new = [one.event for one in events_between(self._sequence, until) if self._matters(one.event)]
        if self._snapshot is not None:
            if any(event.recorded <= self._snapshot for event in new):
                return self._make(until)
            corrections = [event for event in new if event.kind == CORRECTION]
            if corrections and corrected_subjects((one.event for one in self._kept), corrections):
                return self._make(until)
        if _REDACTIONS(after=self._sequence, until=until):
            return self._make(until)  # without the text
        return records.followed_by(new) if new else records

    def _matters(self, event: Event) -> bool:
        """Return whether an event matters to any moment of the frame."""
        frame = self._frame
        if event.recorded >= frame.known_before or not self._tables.fits(event):
            return False
        return frame.bound is None or matters_before(event, self._span.until)


def _later(frame: Frame, end: Instant, snapshot: Instant | None, until: int) -> list[PlacedEvent]:
    """Return the events up to an entry that became known after a snapshot and matter to a frame, up to an instant."""
    found = entries(until=until)
    if frame.bound is None:
        return list(events_in(found))
    if snapshot is not None:
        found = found.known_after(snapshot)
    last = min(end + GRACE, frame.known_before - 1)
    events = list(events_in(found.known_by(last).order_by("known", "sequence")))
    if last < end + GRACE:
        return events
    # The list of late events is only complete up to the last entry that it takes account of.
    listed = considered()
    events += events_in(entries(until=until).numbered(late_places(end)))
    events += events_in(later_than(end, entries(after=listed, until=until)))
    return events


def _sound_snapshot(bound: Instant, until: int) -> Instant | None:
    """Return the last snapshot at or before an instant that holds every event known then that still matters."""
    tail = entries(after=considered(), until=until).events()
    first = tail.aggregate(first=Min("known"))["first"]
    return last_snapshot(min(bound, FOREVER if first is None else first - 1))

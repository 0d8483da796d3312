"""Volumes: the records that many moments are answered from, which follow on as the ledger grows."""

from __future__ import annotations

from dataclasses import replace
from threading import Lock
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Min

from standto.model.event import CORRECTION
from standto.model.time import BEGINNING, FOREVER, Instant, Period
from standto.register import Records, corrected_subjects, matters_before
from standto_desk.book.late import GRACE, late_places, later_than
from standto_desk.book.models import Snapshot
from standto_desk.book.reading import PlacedEvent, at_places, events_in
from standto_desk.book.snapshots import considered, kept_at, last_snapshot, with_history
from standto_desk.ledger.drafts import REDACTION
from standto_desk.ledger.reading import entries

if TYPE_CHECKING:
    from standto_desk.book.tables_then import Number, TablesThen


class Frame(NamedTuple):
    """What the moments have in common that one volume answers.

    Attributes
    ----------
    number
        Of their tables.
    horizon
        The horizon.
    bound
        Nothing is asked as known before it, and nothing of before it, so that of what was known then only what still
        matters need be told; None: all that ever happened is told, as a folder would.
    known_before
        Nothing is asked as known then or later.
    """

    number: Number
    horizon: Period
    bound: Instant | None
    known_before: Instant


class Volume:
    """The records of a frame.

    Parameters
    ----------
    frame
        What is asked of it.
    then
        The tables of its moments.
    """

    def __init__(self, frame: Frame, then: TablesThen) -> None:
        self._frame, self._then = frame, then
        self._lock = Lock()
        self._sequence = 0
        self._snapshot: Instant | None = None
        self._kept: list[PlacedEvent] = []
        self._records: Records | None = None

    def up_to(self, sequence: int) -> Records:
        """Return records that hold every entry up to one of the ledger, as far as it matters here.

        Whoever asks first makes them, or lets them follow on; the others wait for that.
        """
        with self._lock:
            if self._records is None:
                self._records = self._made(sequence)
            elif self._sequence < sequence:
                self._records = self._followed(self._records, sequence)
            self._sequence = max(self._sequence, sequence)
            return self._records

    def _made(self, until: int) -> Records:
        """Return records read from the ledger."""
        horizon, bound = self._frame.horizon, self._frame.bound
        while True:
            try:
                self._snapshot = None if bound is None else _sound_snapshot(bound, until)
                self._kept = [] if self._snapshot is None else kept_at(self._snapshot)
                break
            except Snapshot.DoesNotExist:
                continue  # dropped between one look and the next
        told = with_history(self._kept, _later(self._frame, self._snapshot, until), until)
        events = tuple(one.event for one in told.values() if self._then.fits(one.event))
        scenario = replace(self._then.scenario, horizon=horizon, events=events)
        return Records(scenario, since=BEGINNING if bound is None else horizon.start)

    def _followed(self, records: Records, until: int) -> Records:
        """Return records that follow on others, or new ones where what was left out of those matters now."""
        found = entries(after=self._sequence, until=until)
        new = [one.event for one in events_in(found) if self._matters(one)]
        if self._snapshot is not None:
            if any(event.recorded <= self._snapshot for event in new):
                return self._made(until)
            corrections = [event for event in new if event.kind == CORRECTION]
            if corrections and corrected_subjects((one.event for one in self._kept), corrections):
                return self._made(until)
        if found.of_sort(REDACTION).exists():
            return self._made(until)
        return records.followed_by(new) if new else records

    def _matters(self, told: PlacedEvent) -> bool:
        """Whether an event is told here."""
        event, frame = told.event, self._frame
        if event.recorded >= frame.known_before or not self._then.fits(event):
            return False
        return frame.bound is None or matters_before(event, frame.horizon.until)


def _later(frame: Frame, snapshot: Instant | None, until: int) -> list[PlacedEvent]:
    """Return the events up to one entry that became known after a snapshot, as far as they matter to a frame."""
    end = frame.horizon.until
    if frame.bound is None:
        return list(events_in(entries(until=until)))
    found = entries(until=until)
    if snapshot is not None:
        found = found.known_after(snapshot)
    last = min(end + GRACE, frame.known_before - 1)
    told = list(events_in(found.known_by(last).order_by("known", "sequence")))
    if last < end + GRACE:
        return told
    listed = considered()
    told += [one for one in at_places(late_places(end)) if one.sequence <= until]
    told += events_in(later_than(end, entries(after=listed, until=until)))
    return told


def _sound_snapshot(bound: Instant, until: int) -> Instant | None:
    """Return the last snapshot not after an instant that took account of all that was known at it."""
    tail = entries(after=considered(), until=until).events()
    first = tail.aggregate(first=Min("known"))["first"]
    return last_snapshot(min(bound, FOREVER if first is None else first - 1))

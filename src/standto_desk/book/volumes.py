"""Volumes: the records that many moments are answered from, which follow on as the ledger grows."""

from __future__ import annotations

from dataclasses import replace
from threading import Lock
from typing import TYPE_CHECKING, NamedTuple

from standto.register import Records
from standto_desk.book.reading import events_in
from standto_desk.ledger import entries

if TYPE_CHECKING:
    from standto.model.time import Instant, Period
    from standto_desk.book.tables_then import Number, TablesThen


class Frame(NamedTuple):
    """What the moments have in common that one volume answers.

    Attributes
    ----------
    number
        Of their tables.
    horizon
        The horizon.
    since
        Claims of before it stand beside no number of the register.
    """

    number: Number
    horizon: Period
    since: Instant


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
        events = tuple(one.event for one in events_in(entries(until=until)) if self._then.fitting(one.event))
        scenario = replace(self._then.scenario, horizon=self._frame.horizon, events=events)
        return Records(scenario, since=self._frame.since)

    def _followed(self, records: Records, until: int) -> Records:
        """Return records that follow on others."""
        found = entries(after=self._sequence, until=until)
        if found.filter(sort="redaction").exists():
            return self._made(until)
        new = [one.event for one in events_in(found) if self._then.fitting(one.event)]
        return records.followed_by(new) if new else records

"""Reading events, of which there may be a million: sound rows fast, rows with a fault thoroughly."""

from __future__ import annotations

from collections.abc import Sequence

from standto.model.event import CORRECTION, DECISION, REPORT, Event
from standto.model.steps import NO_CHANGE
from standto.model.time import FOREVER
from standto.scenario.cell_tables import FIRST_LINE, CellRows
from standto.scenario.cells import Times, Unusable, is_id
from standto.scenario.csv_rows import CsvRows
from standto.scenario.event_faults import EventFaults
from standto.scenario.event_rules import DECISION_STEPS
from standto.scenario.event_subjects import KindCheck, checks
from standto.scenario.faults import Faults
from standto.scenario.kept_cells import KeptIds, KeptNumbers
from standto.scenario.known_ids import Ids, KnownIds
from standto.scenario.layout import EVENTS, Cells


class EventReader:
    """A reader of the events of one scenario.

    Parameters
    ----------
    earlier
        Events before those that are read: ids must differ from theirs, and corrections may name them.

    Attributes
    ----------
    lines
        The line of each event that was read.
    """

    def __init__(self, known: KnownIds, times: Times, faults: Faults, earlier: Sequence[Event] = ()) -> None:
        self.lines: list[int] = []
        self._home = known.home
        self._ids = Ids("event", EVENTS.file)
        self._ids.update((event.id, line) for line, event in enumerate(earlier, FIRST_LINE) if event.id)
        self._earlier = earlier
        self._faults = EventFaults(known, self._ids, times, faults)
        self._checks = checks(known)
        self._instant = times.instant
        self._numbers = KeptNumbers()
        self._subjects: dict[str, str] = {}
        self._capabilities = KeptIds(known.capabilities)
        self._sources = KeptIds(known.sources)

    def read(self, rows: CsvRows | CellRows | None) -> tuple[Event, ...]:
        """Return the event of every sound row of `events.csv`, in order, and note all faults of the others."""
        if rows is None:
            return ()
        self._faults.expect(rows.columns)
        events: list[Event] = []
        add, add_line, event = events.append, self.lines.append, self._event
        for line, cells in rows:
            try:
                add(event(line, cells))
                add_line(line)
            except Unusable:
                self._faults.note(line, cells, self._check(cells))
        corrections = [(self.lines[i], e) for i, e in enumerate(events) if e.kind == CORRECTION]
        wanted = {correction.subject for _, correction in corrections}
        if corrections:
            self._faults.note_corrections(corrections, {e.id: e for e in (*self._earlier, *events) if e.id in wanted})
        return tuple(events)

    def read_alone(self, line: int, cells: Cells) -> Event | None:
        """Return the event of one row without comparing its id with others; None if it has faults, which it notes."""
        self._ids.clear()
        try:
            return self._event(line, cells)
        except Unusable:
            self._ids.clear()
            self._faults.note(line, cells, self._check(cells))
            return None

    def _event(self, line: int, cells: Cells) -> Event:
        """Return the event of a row; raise `Unusable` if anything is wrong with it."""
        name, occurred, recorded, _, subject, capability, count, low, high, until, step, source, note = cells
        check = self._check(cells)
        if check is None or "" in check.needed(cells) or any(check.refused(cells)) or subject not in check.subjects:
            raise Unusable
        instant, numbers = self._instant, self._numbers
        start = instant(occurred)
        event = Event(
            name,
            check.kind,
            self._subjects.setdefault(subject, subject),
            start,
            instant(recorded) if recorded else start,
            instant(until) if until else FOREVER,
            self._capabilities[capability],
            numbers[count],
            numbers[low],
            numbers[high],
            step,
            self._sources[source],
            note,
        )
        if event.until <= start or (check.kind in _TOGETHER and not self._fits(event)):
            raise Unusable
        if name:
            self._keep(name, line)
        return event

    def _fits(self, event: Event) -> bool:
        """Return whether the cells of a report or a decision agree with one another."""
        if event.kind == DECISION:
            return event.step in DECISION_STEPS and (event.step != NO_CHANGE or event.subject == self._home)
        if event.count is not None:
            return event.low is None and event.high is None
        return event.low is not None and event.high is not None and event.low <= event.high

    def _keep(self, name: str, line: int) -> None:
        """Keep the id of an event, which must differ from the ids before it."""
        if name in self._ids or not is_id(name):
            raise Unusable
        self._ids[name] = line

    def _check(self, cells: Cells) -> KindCheck | None:
        """Return the check for a row's kind and subject; None if there is no such kind."""
        check = self._checks.get(cells[_KIND])
        if check is not None and check.pool is not None and cells[_SUBJECT] in check.pool.subjects:
            return check.pool
        return check


_TOGETHER = frozenset({REPORT, DECISION})
_KIND, _SUBJECT = EVENTS.columns.index("event"), EVENTS.columns.index("subject")

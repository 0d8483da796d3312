"""Finding everything that is wrong with a row of `events.csv`."""

from __future__ import annotations

from collections.abc import Container, Iterable

from standto.model.event import CORRECTION, REPORT, Event
from standto.model.steps import NO_CHANGE, REVIEW_STEPS
from standto.model.time import BEGINNING
from standto.scenario.cells import Times, shown, whole
from standto.scenario.event_rules import DECISION_STEPS, PERSON, RULES, SUBJECTS
from standto.scenario.event_subjects import KindCheck
from standto.scenario.faults import Faults
from standto.scenario.known_ids import Ids, KnownIds
from standto.scenario.layout import EVENTS, Cells
from standto.scenario.row_reader import RowReader, no_such

NO_NOTE = "is not allowed on an event about a person, because no reason is ever kept: leave it blank"
"""The fault of a note that could hold a reason."""
CORRECTS_CORRECTION = "is a correction itself: correct another event"
"""The fault of a correction of a correction, after its id."""


class EventFaults:
    """A thorough check of rows of events, cell by cell, which notes every fault.

    `known` has the ids of the other files, and `ids` those of the events so far.
    """

    def __init__(self, known: KnownIds, ids: Ids, times: Times, faults: Faults) -> None:
        self._known = known
        self._ids = ids
        self._faults = faults
        self._row = RowReader(EVENTS, times, faults)

    def expect(self, columns: Container[str]) -> None:
        """Expect cells in the columns that the file has."""
        self._row.expect(columns)

    def note(self, line: int, cells: Cells, check: KindCheck | None) -> None:
        """Note all faults of one row; `check` is None if its kind does not exist."""
        row = self._row
        row.turn_to(line, cells)
        row.new_id("id", self._ids)
        row.instant("recorded", BEGINNING)
        row.reference("source", self._known.sources)
        if check is None:
            row.period("occurred")
            if row["event"]:
                row.fault("event", f"no event {shown(row['event'])}: allowed are {', '.join(RULES)}")
        else:
            self._use(check)
            self._subject(check)
            self._cells(check)

    def _use(self, check: KindCheck) -> None:
        """Note blank cells that the kind needs, and filled cells that it refuses."""
        row, rule = self._row, check.rule
        for column in EVENTS.columns:
            if column in rule.needs - EVENTS.needed and not row[column]:
                row.fault(column, f"is blank, and {check.kind} needs it")
            if column in rule.refuses and row[column]:
                about_person = column == "note" and rule.subject == PERSON
                row.fault(column, NO_NOTE if about_person else f"is filled, and must be blank for {check.kind}")

    def _subject(self, check: KindCheck) -> None:
        """Note a subject that does not exist or is of the wrong sort."""
        subject = self._row["subject"]
        if subject and subject not in check.subjects:
            allowed = SUBJECTS[check.rule.subject]
            if check.pool is not None:
                allowed = f"{allowed}, or {SUBJECTS[check.pool.rule.subject]}"
            self._row.fault("subject", f"{shown(subject)} is not allowed: the subject of {check.kind} is {allowed}")

    def _cells(self, check: KindCheck) -> None:
        """Note the faults of the cells that the kind uses."""
        row, used = self._row, set(EVENTS.columns) - check.rule.refuses
        if "until" in used:
            row.period("occurred")
        else:
            row.instant("occurred", BEGINNING)
        if "capability" in used:
            row.reference("capability", self._known.capabilities)
        if "step" in used:
            self._step()
        numbers = {name: row.value(name, whole, None) for name in ("count", "low", "high") if name in used}
        if check.kind == REPORT:
            self._figure(numbers["low"], numbers["high"])

    def _step(self) -> None:
        """Note a step that a decision cannot have."""
        row, step = self._row, self._row["step"]
        if step and step not in DECISION_STEPS:
            allowed = ", ".join((*REVIEW_STEPS, NO_CHANGE))
            row.fault("step", f"no step {shown(step)}: allowed are {allowed}, or not- before a step of a review")
        if step == NO_CHANGE and self._known.home not in {"", row["subject"]}:
            row.fault("subject", f"the subject of {NO_CHANGE} is the home force, {self._known.home!r}")

    def _figure(self, low: int | None, high: int | None) -> None:
        """Note a report without a figure, or with contradictory ones."""
        row = self._row
        if row["count"] and (row["low"] or row["high"]):
            row.fault("count", "is filled beside low or high: write either count, or low and high")
        elif not row["count"] and not (row["low"] and row["high"]):
            row.fault("count", "a report has a figure: write either count, or low and high")
        elif low is not None and high is not None and high < low:
            row.fault("high", f"{high:,} is less than low, {low:,}: write low or more")

    def note_corrections(self, corrections: Iterable[tuple[int, Event]], corrected: dict[str, Event]) -> None:
        """Note corrections of events that cannot be corrected.

        Parameters
        ----------
        corrections
            Every correction, with its line.
        corrected
            The sound events that they correct, by id.
        """
        for line, correction in corrections:
            target = corrected.get(correction.subject)
            if not self._ids.allow(correction.subject):
                self._add(line, "subject", no_such(correction.subject, self._ids))
            elif target is not None and target.kind == CORRECTION:
                self._add(line, "subject", f"{shown(target.id)} {CORRECTS_CORRECTION}")
            elif target is not None and correction.note and self._about_person(target):
                self._add(line, "note", NO_NOTE)

    def _about_person(self, event: Event) -> bool:
        return RULES[event.kind].subject == PERSON and event.subject not in self._known.pools

    def _add(self, line: int, column: str, what: str) -> None:
        self._faults.add(EVENTS.file, what, line=line, column=column)

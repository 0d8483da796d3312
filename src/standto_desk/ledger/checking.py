"""Checking drafts by the rules of a scenario folder, against the tables in force and the ledger."""

from __future__ import annotations

from dataclasses import replace

from standto.errors import Fault, InputError, ScenarioError
from standto.model.event import CORRECTION, Event
from standto.model.ladder import STEPS
from standto.model.time import BEGINNING, Instant
from standto.scenario.cells import shown
from standto.scenario.event_faults import CORRECTS_CORRECTION, NO_NOTE
from standto.scenario.event_rules import PERSON, RULES
from standto_desk.ledger.draft_faults import PLACE, Offsets, column_faults, ending_fault, row_faults
from standto_desk.ledger.drafts import EVENT, REDACTION, ROW, Author, Draft, event_row, sequence_in
from standto_desk.ledger.forbidden_powers import new_void_powers
from standto_desk.ledger.head_state import HeadState
from standto_desk.ledger.look_alike_rows import new_look_alikes
from standto_desk.ledger.pending import PendingEntries, Values


class DraftCheck:
    """A check of the drafts of one append, which collects every fault."""

    def __init__(self, state: HeadState, pending: PendingEntries) -> None:
        self.faults: list[Fault] = []
        self._state = state
        self._pending = pending
        self._rows_from: Instant | None = None
        self._before = state.count
        self._offsets: dict[str, Offsets] = {}

    def checked(self, draft: Draft, author: Author, recorded: Instant, line: int) -> Draft:
        """Note the faults of a draft, and return it as it will be entered."""
        before = len(self.faults)
        self.faults += column_faults(draft, author, line)
        if len(self.faults) == before:
            self._note_name(draft, line)
            if draft.sort == EVENT:
                self._event(draft, recorded, line)
            elif draft.sort == ROW:
                draft = self._row(draft, line)
            elif draft.sort == REDACTION:
                self._redaction(draft, line)
        return draft

    def check_tables(self) -> None:
        """Note the faults of the tables at every instant from the first at which an entered row is in force."""
        if self._rows_from is None:
            return
        found: dict[Fault, None] = {}
        tables = self._state.tables
        for at in (self._rows_from, *(moment for moment in tables.moments if moment > self._rows_from)):
            try:
                scenario = self._state.tables_at(at).scenario
                found |= dict.fromkeys(new_void_powers(tables, scenario, at, self._before))
            except ScenarioError as error:
                found |= dict.fromkeys(error.faults)
            found |= dict.fromkeys(new_look_alikes(tables, at, self._before))
        self.faults += found

    def _note(self, line: int, column: str, what: str) -> None:
        self.faults.append(Fault(PLACE, what, line=line, column=column))

    def _note_name(self, draft: Draft, line: int) -> None:
        """Note a name that is taken or reads as a place in the ledger, and a key that an earlier draft has."""
        if draft.key and self._pending.with_keys([draft.key]):
            self._note(line, "key", f"{shown(draft.key)} is the key of an earlier draft: give each draft its own")
        if draft.name and sequence_in(draft.name) is not None:
            self._note(line, "id", f"{shown(draft.name)} is kept for entries without a name: write another")
        elif draft.name and (taken := self._pending.called(draft.name)):
            self._note(line, "id", f"repeated id {shown(draft.name)}: it is entry {taken['sequence']}")

    def _event(self, draft: Draft, recorded: Instant, line: int) -> None:
        at = recorded if draft.occurred is None else max(draft.occurred, recorded)
        try:
            tables = self._state.tables_at(at)
        except ScenarioError:
            # Unsound rows of this append are noted at its end.
            if self._rows_from is None or not self._state.tables.settings(at):
                self._note(line, "subject", "no tables are in force then: enter settings, forces and duties first")
            return
        try:
            event = tables.event(event_row(draft, recorded), line)
        except InputError as error:
            self.faults += (replace(fault, place=PLACE) for fault in error.faults)
            return
        if event.kind == CORRECTION:
            self._correction(event, recorded, line)
        elif event.kind in STEPS and (pool := tables.scenario.pool.get(event.subject)):
            what = self._state.ladders.fault(event, pool)
            if what:
                self._note(line, "count" if event.count is not None else "event", what)

    def _correction(self, event: Event, recorded: Instant, line: int) -> None:
        target = self._pending.called(event.subject)
        if target is None or target["sort"] != EVENT or target["known"] > recorded:
            self._note(line, "subject", f"no event {shown(event.subject)}: write the id of an event of the ledger")
        elif target["kind"] == CORRECTION:
            self._note(line, "subject", f"{shown(event.subject)} {CORRECTS_CORRECTION}")
        elif made := next(filter(_is_correction, self._pending.about([event.subject])), None):
            self._note(line, "subject", f"{shown(event.subject)} was already corrected, by entry {made['sequence']}")
        elif event.note and self._about_person(target):
            self._note(line, "note", NO_NOTE)

    def _about_person(self, entry: Values) -> bool:
        about_person = RULES[entry["kind"]].subject == PERSON
        return about_person and not self._state.tables.has("pools", entry["subject"])

    def _row(self, draft: Draft, line: int) -> Draft:
        at = BEGINNING if draft.occurred is None else draft.occurred
        self._rows_from = at if self._rows_from is None else min(at, self._rows_from)
        if not (found := row_faults(draft, line)):
            draft = self._offsets_by(self._state.tables.settings(at)).write(draft)
            found = ending_fault(draft, self._state.tables, at, line)
        self.faults += found
        return draft

    def _offsets_by(self, settings: str) -> Offsets:
        if settings not in self._offsets:
            self._offsets[settings] = Offsets(settings)
        return self._offsets[settings]

    def _redaction(self, draft: Draft, line: int) -> None:
        place = sequence_in(draft.subject)
        if place is None:
            self._note(line, "subject", f"{shown(draft.subject)} is not allowed: write entry- and a number")
        elif not any(entry["text_hash"] for entry in self._pending.numbered([place])):
            self._note(line, "subject", f"{shown(draft.subject)} has no text")
        elif self._pending.text_of(place) is None:
            self._note(line, "subject", f"the text of {shown(draft.subject)} has already been redacted")


def _is_correction(entry: Values) -> bool:
    return entry["sort"] == EVENT and entry["kind"] == CORRECTION

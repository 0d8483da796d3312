"""Rows of the register and changes of the rules in words, from the bodies of their entries."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from itertools import pairwise
from typing import Any

from standto.scenario.layout import Cells
from standto_desk.acts.registering.kept_tables import KEPT
from standto_desk.acts.registering.row_changes import END, RegisterChange, RowCells
from standto_desk.acts.registering.rules_proposals import RulesProposal
from standto_desk.acts.registering.table_nouns import NOUNS
from standto_desk.book.moment_tables import rows_at
from standto_desk.book.row_versions import settings_history
from standto_desk.clock import now
from standto_desk.components.moments import moment
from standto_desk.ledger.models import Entry
from standto_desk.ledger.tables import SCENARIO
from standto_desk.pages.look_back.words_of_kinds import plain
from standto_desk.presenting.registers.row_words import RowWords
from standto_desk.presenting.registers.rows_of_tables import part_rows
from standto_desk.presenting.registers.settings_words import (
    POLICY,
    REST,
    SETTINGS_SECTIONS,
    changed_lines,
    settings_lines,
)
from standto_desk.presenting.registers.table_names import column_name

BLANK, USUAL = "not given", "as usual"


class RegisterDetails:
    """The details of entries about the register, with things by their names as known and in force now."""

    @cached_property
    def _rows(self) -> RowWords:
        present = now()
        return RowWords(rows_at(present, present))

    def of_row(self, entry: Entry, cells: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
        """Yield the cells of a row; of the settings, what they change."""
        if entry.kind == SCENARIO:
            yield from _settings(entry)
            return
        for column, cell in cells.items():
            if cell:
                yield self._cell(entry.kind, column, str(cell))

    def of_proposal(self, entry: Entry) -> Iterator[tuple[str, str]]:
        """Yield each change that a proposed change of the rules makes."""
        found = RulesProposal(entry)
        for change, before in zip(found.changes, found.before, strict=True):
            what = NOUNS[change.table] if change.table == SCENARIO else f"{NOUNS[change.table]} {' '.join(change.key)}"
            yield f"{change.how.capitalize()} {what}", "; ".join(self._changed(change, before or {}))

    def _changed(self, change: RegisterChange, before: RowCells) -> Iterator[str]:
        if change.how == END:
            yield "ends"
        for column, cell in change.cells.items():
            old = before.get(column, "")
            if cell != old:
                (label, was), (_, is_now) = (self._cell(change.table, column, one) for one in (old, cell))
                blank = USUAL if change.table == SCENARIO else BLANK
                yield f"{label}: {was or blank} → {is_now or blank}"
        yield "from when it is confirmed" if change.occurred is None else f"from {moment(change.occurred)}"

    def _cell(self, table: str, column: str, cell: str) -> tuple[str, str]:
        if table == SCENARIO:
            section, _, name = column.rpartition(".")
            return {"policy": POLICY, "working_time": REST}.get(section, {}).get(name) or plain(name), cell
        if column not in KEPT[table].columns:
            return plain(column), cell
        return column_name(table, column), self._rows.words(table, column, cell)


def _settings(entry: Entry) -> Iterator[tuple[str, str]]:
    """Yield what a version of the settings changes; the first version, what it sets."""
    texts = [(one.sequence, one.cells[0] if one.cells else "") for one in settings_history().versions]
    for (_, old), (sequence, new) in pairwise([(0, ""), *texts]):
        if sequence == entry.sequence:
            for section, about in SETTINGS_SECTIONS.items():
                lines = changed_lines(settings_lines(section, old), settings_lines(section, new))
                for name, was, is_now in lines:
                    yield f"{about.title}: {name}", f"{was or BLANK} → {is_now or BLANK}" if old else is_now
            if _parts(old) != _parts(new):
                yield "Shifts and patterns", "changed: the register has their history"


def _parts(settings: str) -> list[tuple[Cells, ...]]:
    return [part_rows(KEPT[table], settings) if settings else () for table in ("shifts", "patterns")]

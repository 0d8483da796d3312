"""Reading the rota, which may have many rows: sound rows fast, rows with a fault thoroughly."""

from __future__ import annotations

from collections.abc import Sequence

from standto.model.rotas import RotaRow
from standto.model.time import Instant, Period
from standto.scenario.cell_tables import CellRows
from standto.scenario.cells import Times, Unusable, shown
from standto.scenario.csv_rows import CsvRows
from standto.scenario.faults import Faults
from standto.scenario.kept_cells import KeptIds, KeptNumbers
from standto.scenario.known_ids import KnownIds
from standto.scenario.layout import CREWS, DUTIES, ROTA, Cells
from standto.scenario.row_reader import RowReader

_Spell = tuple[str, Instant, Instant, int]
"""The person, the start, the end and the line of a row."""


class RotaReader:
    """A reader of the rota of one scenario.

    Attributes
    ----------
    lines
        The line of each row that was read.
    """

    def __init__(self, known: KnownIds, times: Times, faults: Faults) -> None:
        self.lines: list[int] = []
        self._known = known
        self._faults = faults
        self._others: list[_Spell] = []
        self._row = RowReader(ROTA, times, faults)
        self._instant = times.instant
        self._people = KeptIds(known.people)
        self._duties = KeptIds(known.duties, known.crews)
        self._numbers = KeptNumbers()

    def read(self, rows: CsvRows | CellRows | None) -> tuple[RotaRow, ...]:
        """Return the sound rows of `rota.csv` in order, and note all faults of the others and every overlap."""
        if rows is None:
            return ()
        self._row.expect(rows.columns)
        found: list[RotaRow] = []
        add, add_line, row = found.append, self.lines.append, self._sound
        for line, cells in rows:
            try:
                add(row(cells))
                add_line(line)
            except Unusable:
                self._note(line, cells)
        whole = ((row.person, *row.period, line) for row, line in zip(found, self.lines, strict=True))
        self._note_overlaps([*whole, *self._others])
        return tuple(found)

    def read_sound(self, rows: Sequence[Cells]) -> tuple[RotaRow, ...]:
        """Return rows in memory, without comparing them; raise `Unusable` if anything is wrong with one alone."""
        if not CellRows(ROTA, rows, Faults()).sound:
            raise Unusable
        return tuple(map(self._sound, rows))

    def _sound(self, cells: Cells) -> RotaRow:
        """Return a row; raise `Unusable` if anything is wrong with it."""
        person, start, until, duty, ready = cells
        period = Period(self._instant(start), self._instant(until))
        if not person or period.until <= period.start:
            raise Unusable
        return RotaRow(self._people[person], period, self._duties[duty], self._numbers[ready] or 0)

    def _note(self, line: int, cells: Cells) -> None:
        """Note all faults of one row; if its person and times have none, keep it, to find what it overlaps."""
        row, known = self._row, self._known
        row.turn_to(line, cells)
        person, period = row.reference("person", known.people), row.period()
        if row.sound:
            self._others.append((person, *period, line))
        duty = row["duty"]
        if duty and not known.duties.allow(duty) and not known.crews.allow(duty):
            row.fault("duty", f"no duty or crew {shown(duty)}: allowed are those of {DUTIES.file} and {CREWS.file}")
        row.whole("ready_minutes")

    def _note_overlaps(self, rows: list[_Spell]) -> None:
        """Note each row that overlaps another of the same person, on the later of the two lines."""
        last: _Spell = ("", 0, 0, 0)
        for spell in sorted(rows):
            person, start, until, line = spell
            if last[0] == person and start < last[2]:
                first, second = sorted((last[3], line))
                what = f"the row overlaps that of {person!r} on {ROTA.file}:{first}: rows of one person may only touch"
                self._faults.add(ROTA.file, what, line=second, column="from")
                if until <= last[2]:
                    continue
            last = spell

"""The period of a row: two columns with its start and its end."""

from __future__ import annotations

from datetime import timedelta

from standto.importing.cell_moments import Moments, Stamp
from standto.importing.gathering import Gathering
from standto.importing.misfits import Misfit
from standto.importing.sheet_columns import SheetColumns
from standto.importing.sheet_view import Row, SheetView
from standto.model.time import Instant
from standto.sheets import Cell
from standto.sheets.calendar_reader import HEADINGS as CALENDAR

_DAY = timedelta(days=1)


class StampReader:
    """A reader of the moments in some columns of a sheet, each cell parsed once.

    Parameters
    ----------
    columns
        One column, or several that together give a date and a time.
    """

    def __init__(self, sheet: SheetColumns, moments: Moments, columns: tuple[int, ...]) -> None:
        self._sheet, self._moments, self.columns = sheet, moments, columns
        self._kept: dict[Cell, Stamp] = {}

    def stamp(self, number: int, row: Row) -> Stamp | None:
        """Return what the cells of a row say; None if they are blank; raise `Misfit` if they are no moment."""
        if len(self.columns) == 1:
            return self._one(self._sheet.cell(number, row, self.columns[0]))
        found = [self._one(self._sheet.cell(number, row, column)) for column in self.columns]
        stamps = [stamp for stamp in found if stamp is not None]
        return joined(stamps) if stamps else None

    def _one(self, cell: Cell) -> Stamp | None:
        if cell is None:
            return None
        found = self._kept.get(cell)
        if found is None:
            found = self._kept[cell] = self._moments.stamp(cell)
        return found


def joined(stamps: list[Stamp]) -> Stamp:
    """Return one stamp of a date and a time from different cells; raise `Misfit` if they do not make one."""
    if len(stamps) == 1:
        return stamps[0]
    days = [stamp.day for stamp in stamps if stamp.day is not None]
    # A date cell that a spreadsheet keeps as midnight says nothing about the time beside it.
    minutes = [stamp.minute for stamp in stamps if stamp.minute and stamp.day is None]
    minutes = minutes or [stamp.minute for stamp in stamps if stamp.minute is not None]
    if len(days) != 1 or len(minutes) > 1 or any(stamp.exact is not None for stamp in stamps):
        raise Misfit("is not a date and a time", "name one column with a date, and one with a time")
    return Stamp(days[0], minutes[0] if minutes else None)


class PeriodReader:
    """A reader of the periods of a sheet's rows.

    A day alone as an end means the end of that day if no cell of either column has a time, and its midnight if any has.
    """

    def __init__(self, view: SheetView, sheet: SheetColumns, moments: Moments, names: tuple[str, str]) -> None:
        self._view, self._moments = view, moments
        self.start = StampReader(sheet, moments, sheet.source(names[0]))
        self.until = StampReader(sheet, moments, sheet.source(names[1]))
        self._whole_days: bool | None = None
        self._kept: dict[tuple[Stamp, bool], Instant] = {}
        self._pairs: dict[tuple[Cell, Cell], tuple[Instant | None, Instant | None]] = {}
        self._alone = not view.sheet.unready

    def whole_days(self) -> bool:
        """Return whether the columns hold days alone."""
        if self._whole_days is None:
            # A calendar's whole days end before the day that it names.
            calendar = self._view.sheet.rows[:1] == (CALENDAR,)
            self._whole_days = not calendar and not any(
                self._has_time(number, row) for number, row in self._view.rows()
            )
        return self._whole_days

    def _has_time(self, number: int, row: Row) -> bool:
        for reader in (self.start, self.until):
            try:
                stamp = reader.stamp(number, row) if reader.columns else None
            except Misfit:
                continue
            if stamp is not None and (stamp.minute is not None or stamp.exact is not None):
                return True
        return False

    def read(self, number: int, row: Row, gathering: Gathering) -> tuple[Instant | None, Instant | None] | None:
        """Return the start and the end of a row, each None if it is blank; None if one does not fit, which is noted."""
        start_at, until_at = self.start.columns, self.until.columns
        if not self._alone or len(start_at) != 1 or len(until_at) != 1:
            return self._read(number, row, gathering)
        cells = row[start_at[0]], row[until_at[0]]
        found = self._pairs.get(cells)
        if found is None and (found := self._read(number, row, gathering)) is not None:
            self._pairs[cells] = found
        return found

    def _read(self, number: int, row: Row, gathering: Gathering) -> tuple[Instant | None, Instant | None] | None:
        view = self._view
        at = (self.start.columns or (0,))[0], (self.until.columns or (0,))[0]
        start = until = None
        first: Stamp | None = None
        sound = True
        if self.start.columns:
            try:
                first = self.start.stamp(number, row)
                if first is not None:
                    start = self._start(first)
            except Misfit as misfit:
                gathering.note(view.place(number, at[0]), view.headings[at[0]], misfit, view.text(number, at[0]))
                sound = False
        if self.until.columns:
            try:
                last = self.until.stamp(number, row)
                if last is not None and sound:
                    until = self._end(last, first, start)
            except Misfit as misfit:
                gathering.note(view.place(number, at[1]), view.headings[at[1]], misfit, view.text(number, at[1]))
                sound = False
        return (start, until) if sound else None

    def _start(self, stamp: Stamp) -> Instant:
        if stamp.day is None and stamp.exact is None:
            raise Misfit("has no date", 'name its column too, as from = ["Date", "Start"]')
        return self._instant(stamp, end_of_day=False)

    def _end(self, stamp: Stamp, first: Stamp | None, start: Instant | None) -> Instant:
        """Return the end of a row; a time alone is the first such time after the start."""
        if stamp.exact is not None:
            return stamp.exact
        if stamp.day is None:
            if start is None:
                raise Misfit("has no date", "write its date")
            day = first.day if first is not None and first.day is not None else self._moments.day_at(start)
            until = self._instant(Stamp(day, stamp.minute), end_of_day=False)
            return until if until > start else self._instant(Stamp(day + _DAY, stamp.minute), end_of_day=False)
        until = self._instant(stamp, end_of_day=stamp.minute is None and self.whole_days())
        if start is None or until > start:
            return until
        if len(self.until.columns) == 1 or first is None or stamp.day != first.day:
            raise Misfit("is not after the start", "correct the start or the end")
        return self._instant(Stamp(stamp.day + _DAY, stamp.minute), end_of_day=False)

    def _instant(self, stamp: Stamp, *, end_of_day: bool) -> Instant:
        found = self._kept.get((stamp, end_of_day))
        if found is None:
            found = self._kept[stamp, end_of_day] = self._moments.instant(stamp, end_of_day=end_of_day)
        return found

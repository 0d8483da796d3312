"""From sheets and a mapping to the tables of a scenario folder."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import Any

from standto.importing.cell_moments import Moments
from standto.importing.ciphers import CipherBook
from standto.importing.folder_check import FolderCheck, checked
from standto.importing.folder_tables import FolderTables
from standto.importing.gathering import Gathering, Spell
from standto.importing.imported_value import ImportCounts, Imported
from standto.importing.joining import joined_absences, joined_spells, note_off_by_grid_alone
from standto.importing.mapping.records import Mapping, SheetMapping
from standto.importing.matching_sheets import file_name, sheets_for
from standto.importing.misfits import Misfit
from standto.importing.planned_days import covered_time, planned_time
from standto.importing.reading_days import DaysReader
from standto.importing.reading_means import Means
from standto.importing.reading_records import RecordsReader
from standto.importing.reading_times import TimesReader
from standto.importing.rejects import Reject
from standto.importing.seen_sheets import seen_by
from standto.importing.sheet_view import SheetView
from standto.importing.value_ids import ValueIds
from standto.model.time import HOUR, Period
from standto.model.zone import Zone
from standto.scenario.layout import FORMAT
from standto.scenario.table_writer import moment_of
from standto.sheets import Sheet

_DEFINITIONS = frozenset({"forces", "capabilities", "teams", "duties", "crews", "pools"})
_Reader = DaysReader | TimesReader | RecordsReader
_READERS: dict[str, Callable[[SheetView, Mapping, Means], _Reader]] = {
    "days": DaysReader,
    "times": TimesReader,
    "records": RecordsReader,
}


def imported(sheets: Sequence[Sheet], mapping: Mapping, ciphers: CipherBook) -> Imported:
    """Return what some sheets give by a mapping; write nothing.

    Parameters
    ----------
    sheets
        The sheets of all workbooks.
    mapping
        How they are read.
    ciphers
        The ciphers of people; it takes in those of new people.
    """
    return _Importing(sheets, mapping, ciphers).result()


class _Importing:
    """One import under way."""

    def __init__(self, sheets: Sequence[Sheet], mapping: Mapping, ciphers: CipherBook) -> None:
        self._sheets, self._mapping, self._ciphers = sheets, mapping, ciphers
        self._zone = Zone(str(mapping.scenario["timezone"]))
        self._moments = Moments(mapping, self._zone, self._given_horizon())
        self._gathering = Gathering(ciphers, in_sheets=mapping.ciphers_in_sheets)
        self._ids = ValueIds(mapping)
        self._unmatched: list[Reject] = []
        self._used: set[int] = set()
        rows = [row for rows in mapping.rows.values() for row in rows]
        ciphers.avoid(row[key] for row in rows for key in ("pool", "person") if key in row)

    def _given_horizon(self) -> Period | None:
        """Return the horizon that the mapping gives; None if it gives none, or no sound one."""
        ends = [self._mapping.scenario.get(key) for key in ("starts", "ends")]
        try:
            start, until = (self._zone.instant(end) for end in ends if isinstance(end, datetime))
        except (ValueError, OverflowError):
            return None
        return Period(start, until) if start < until else None

    def result(self) -> Imported:
        """Read the sheets, and return what they give."""
        readers = self._read()
        spells = joined_spells(self._gathering)
        note_off_by_grid_alone(self._gathering, spells, self._patterned(), str(self._mapping.scenario["home"]))
        days = [day for reader in readers if isinstance(reader, DaysReader) for day in reader.days]
        periods = [period for reader in readers if not isinstance(reader, DaysReader) for period in reader.periods]
        planned = self._given_horizon() or planned_time(days, periods, self._gathering.spells, self._zone)
        settings = self._settings(planned)
        tables = FolderTables(str(self._mapping.scenario["home"]), self._mapping.rows, self._mapping.file)
        known = None if planned is None else planned.start
        tables.gathered(self._gathering, spells, joined_absences(self._gathering.absences), self._moments, known)
        mapped = (one for ids in self._mapping.values.get("capability", {}).values() for one in ids)
        tables.complete(self._ids, mapped)
        rejects = (*self._unmatched, *self._gathering.rejects())
        rejects = rejects or tuple(self._lacking(settings, any_rota=bool(spells)))
        check = FolderCheck(None, ()) if rejects else checked(tables, settings, self._mapping.file)
        return Imported(
            settings=settings,
            tables={f"{table}.csv": tuple(rows) for table, rows in tables.rows.items() if rows},
            origins={f"{table}.csv": tuple(found) for table, found in tables.origins.items() if found},
            rejects=(*rejects, *check.rejects),
            warnings=check.warnings,
            unread=tuple(f"{file_name(sheet)}: {sheet.name}" for sheet in self._sheets if id(sheet) not in self._used),
            notes=tuple(f"{file_name(sheet)}: {note}" for sheet in self._sheets for note in sheet.notes),
            counts=self._counts(tables, spells),
            sound=check.scenario,
            covered=None if self._given_horizon() else covered_time(days, periods, self._zone),
        )

    def _patterned(self) -> frozenset[str]:
        """Return the teams that have a pattern."""
        sheets = (cells for cells, _ in self._gathering.rows.get("teams", ()))
        rows = (*self._mapping.rows.get("teams", ()), *sheets)
        return frozenset(row["team"] for row in rows if row.get("pattern"))

    def _read(self) -> list[_Reader]:
        """Read every sheet that the mapping names: those first that define ids, or give people another name."""
        order = sorted(self._mapping.sheets, key=_turn)
        readers: list[_Reader] = []
        for sheet_mapping in order:
            for sheet in self._matched(sheet_mapping):
                self._used.add(id(sheet))
                view = SheetView(seen_by(sheet_mapping, sheet), sheet_mapping)
                means = Means(self._moments, self._ids, self._gathering)
                reader = _READERS[sheet_mapping.shape](view, self._mapping, means)
                reader.read()
                readers.append(reader)
        return readers

    def _matched(self, sheet_mapping: SheetMapping) -> list[Sheet]:
        try:
            return sheets_for(sheet_mapping, self._sheets)
        except Misfit as misfit:
            file = self._mapping.file
            where = f"{file}:{sheet_mapping.line}" if sheet_mapping.line else file or "the mapping"
            self._unmatched.append(Reject(file, where, "sheet", misfit.what, misfit.allowed))
            return []

    def _settings(self, planned: Period | None) -> str:
        """Return the text of `scenario.toml`."""
        import tomli_w

        values: dict[str, Any] = {"format": FORMAT, **self._mapping.scenario}
        for key, end in zip(("starts", "ends"), planned or (), strict=False):
            values.setdefault(key, moment_of(self._zone, end))
        return tomli_w.dumps(values)

    def _lacking(self, settings: str, *, any_rota: bool) -> Iterator[Reject]:
        """Yield what the sheets do not give, though every cell fits: a horizon, and the rows of a rota."""
        file = self._mapping.file
        place = file or "the mapping"
        if not all(f"\n{key} = " in settings for key in ("starts", "ends")):
            what, allowed = (
                "the sheets give no time, so that the horizon is open",
                "write starts and ends into [scenario]",
            )
            yield Reject(file, place, "scenario", what, allowed)
        if _gives_rota(self._mapping) and not any_rota:
            what = "no row of a rota comes of the sheets, and people without a rota would count at all times"
            yield Reject(file, place, "sheet", what, "see the codes and the skipped rows")

    def _counts(self, tables: FolderTables, spells: list[Spell]) -> ImportCounts:
        return ImportCounts(
            people=len(tables.rows["people"]),
            tickets=len(tables.rows["authorisations"]),
            rows=len(tables.rows["rota"]),
            hours=round(sum(spell.until - spell.start for spell in spells) / HOUR, 2),
            absences=sum(1 for row in tables.rows["events"] if row[3] == "unavailable"),
            new_ciphers=len(set(self._ciphers.new.values())),
        )


def _turn(sheet: SheetMapping) -> int:
    """Return whether a sheet must be read before others."""
    return 1 - bool(_DEFINITIONS.intersection(sheet.into) or "also" in sheet.columns)


def _gives_rota(mapping: Mapping) -> bool:
    """Return whether a sheet is there for the rota."""
    return any(sheet.shape != "records" or "rota" in sheet.into for sheet in mapping.sheets)

"""The check of a folder before it is written, as `standto check` makes it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from standto.errors import Fault
from standto.importing.folder_tables import FolderTables
from standto.importing.rejects import Reject
from standto.importing.sheet_view import Place
from standto.model.scenario import Scenario
from standto.scenario.cell_tables import FIRST_LINE, NOTHING, CellTables
from standto.scenario.layout import SETTINGS, Cells
from standto.scenario.scenario_reader import ScenarioReader
from standto.scenario.warnings import warnings_of


class ImportedTables(CellTables):
    """The settings and all tables of a folder in memory, its events too."""

    def __init__(
        self, rows: Mapping[str, Sequence[Cells]], settings: str, lost: Mapping[str, Collection[str]] = NOTHING
    ) -> None:
        super().__init__({}, settings, lost)
        self._rows = rows


@dataclass(frozen=True, slots=True)
class FolderCheck:
    """The result of a check.

    Attributes
    ----------
    scenario
        The scenario; None if there is any fault.
    rejects
        Every fault, at the place that its row comes from.
    warnings
        The warnings of a sound scenario.
    """

    scenario: Scenario | None
    rejects: tuple[Reject, ...]
    warnings: tuple[Fault, ...] = ()


def checked(tables: FolderTables, settings: str, mapping_file: str) -> FolderCheck:
    """Return the scenario in some tables, or what is wrong with it."""
    rows = {f"{table}.csv": found for table, found in tables.rows.items() if found or table in ("forces", "duties")}
    reader = ScenarioReader(ImportedTables(rows, settings))
    scenario = reader.scenario()
    if reader.faults:
        return FolderCheck(None, tuple(_reject(fault, tables, mapping_file) for fault in reader.faults))
    return FolderCheck(scenario, (), warnings_of(scenario, reader.lines))


def _reject(fault: Fault, tables: FolderTables, mapping_file: str) -> Reject:
    """Return a fault of the folder as a reject, at the place that its row comes from."""
    column, what = fault.column or "", f"{fault.place}: {fault.what}"
    if fault.place == SETTINGS or fault.line is None:
        return Reject(mapping_file, mapping_file or "the mapping", column, what)
    origin = tables.origins[fault.place.removesuffix(".csv")][fault.line - FIRST_LINE]
    file = origin.sheet.file if isinstance(origin, Place) else mapping_file
    return Reject(file, str(origin), column, f"{column}: {fault.what}" if column else fault.what)

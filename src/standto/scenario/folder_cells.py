"""The cells of a folder, or of some of its files, as they were written: nothing refers to anything yet."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import NamedTuple

from standto.errors import Fault, ScenarioError
from standto.scenario.cell_tables import NOTHING
from standto.scenario.faults import Faults
from standto.scenario.file_text import NotText, without_mark
from standto.scenario.folder import Folder
from standto.scenario.layout import SETTINGS, TABLES, Cells

PlacedCells = tuple[int, Cells]
"""A row's line in its file, and a cell for each documented column."""


class FolderCells(NamedTuple):
    """The cells of some files.

    Attributes
    ----------
    settings
        The text of `scenario.toml`; None if it is not among the files.
    rows
        The rows of each table that is among the files, by its file.
    faults
        The faults of headers, and of rows with too few cells or too many, which are left out.
    lost
        The first cells of the rows that are left out, by file.
    """

    settings: str | None
    rows: dict[str, list[PlacedCells]]
    faults: tuple[Fault, ...] = ()
    lost: Mapping[str, Collection[str]] = NOTHING


def cells_in(folder: Folder) -> FolderCells:
    """Return the cells of a folder's files, which may be some files of a scenario alone.

    Raises
    ------
    ScenarioError
        A file cannot be read, or is no table; carries every fault of the files.
    """
    of_files, of_rows = Faults(), Faults()
    folder.list_strays(of_files)
    settings = _settings(folder, of_files)
    found = {table.file: folder.rows(table, of_rows) for table in TABLES.values() if table.file in folder}
    if not of_files and settings is None and not found:
        of_files.add("folder", f"holds none of a scenario's files: they are {SETTINGS}, {', '.join(TABLES)}")
    tables = {file: table for file, table in found.items() if table is not None and table.sound}
    rows = {file: list(table) for file, table in tables.items()}
    if of_files or len(tables) < len(found):
        raise ScenarioError((*of_files, *of_rows))
    return FolderCells(settings, rows, tuple(of_rows), {file: table.lost for file, table in tables.items()})


def _settings(folder: Folder, faults: Faults) -> str | None:
    data = folder.settings(faults)
    try:
        return None if data is None else without_mark(data).decode()
    except NotText as error:
        faults.add(SETTINGS, str(error), line=error.line)
        return None

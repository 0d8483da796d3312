"""The cells of a folder, or of some of its files, as they were written: nothing refers to anything yet."""

from __future__ import annotations

from typing import NamedTuple

from standto.errors import ScenarioError
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
    """

    settings: str | None
    rows: dict[str, list[PlacedCells]]


def cells_in(folder: Folder) -> FolderCells:
    """Return the cells of a folder's files, which may be some files of a scenario alone.

    Raises
    ------
    ScenarioError
        A file is no table, or has rows that no table has; carries every such fault.
    """
    faults = Faults()
    folder.list_strays(faults)
    rows = {}
    for file, table in TABLES.items():
        if file in folder and (found := folder.rows(table, faults)) is not None:
            rows[file] = list(found)
    settings = _settings(folder, faults)
    if not faults and settings is None and not rows:
        faults.add("folder", f"holds none of a scenario's files: they are {SETTINGS}, {', '.join(TABLES)}")
    if faults:
        raise ScenarioError(tuple(faults))
    return FolderCells(settings, rows)


def _settings(folder: Folder, faults: Faults) -> str | None:
    data = folder.settings(faults)
    try:
        return None if data is None else without_mark(data).decode()
    except NotText as error:
        faults.add(SETTINGS, str(error), line=error.line)
        return None

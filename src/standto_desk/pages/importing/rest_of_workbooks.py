"""The tables in workbooks that an import of workbooks leaves as they are, as a folder that another page imports."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterator

from standto.model.scenario import Scenario
from standto.scenario.layout import CAPABILITIES, CREWS, DUTIES, FORCES, POOLS, POWERS, SEATS, SOURCES, TEAMS, Cells
from standto.sheets.zip_parts import packed
from standto_desk.kit.workbooks.kept_imports import KeptImport
from standto_desk.ledger.tables import kind_of

REST = (FORCES, CAPABILITIES, TEAMS, POOLS, DUTIES, CREWS, SEATS, SOURCES, POWERS)
"""The tables without people. Of skills and teams only new rows: blank cells of a known one say nothing."""
REST_NAMES = frozenset(kind_of(table.file) for table in REST) - {"capabilities", "teams"}
"""The tables that make such a folder worth sending."""


def has_rest(left: Collection[str]) -> bool:
    """Tell whether a folder could change some of what an import leaves, by the names of its tables."""
    return bool(REST_NAMES.intersection(left))


def rest_as_folder(found: KeptImport, sheets: Scenario, base: Scenario) -> bytes:
    """Return the tables of some workbooks that an import leaves, as a ZIP archive of a folder.

    Parameters
    ----------
    sheets
        The scenario in the workbooks.
    base
        The scenario in force.
    """
    rows = {table: list(_rows(table.file, found, sheets, base)) for table in REST}
    return packed({table.file: _csv([table.columns, *some]) for table, some in rows.items() if some}).getvalue()


def _csv(rows: list[Cells]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue().encode()


def _rows(file: str, found: KeptImport, sheets: Scenario, base: Scenario) -> Iterator[Cells]:
    known = {
        FORCES.file: {sheets.home, base.home},
        CAPABILITIES.file: {one.id for one in base.capabilities},
        TEAMS.file: {one.id for one in base.teams},
    }.get(file, set())
    yield from (tuple(cells) for cells in found.tables.get(file, ()) if cells[0] not in known)

"""A list of the register as a file: its rows as they were entered, with the columns of a scenario folder."""

from __future__ import annotations

import csv
import io

from django.http import HttpResponse

from standto.scenario.layout import Cells
from standto.sheets.formulas import neutral
from standto.sheets.workbook_writer import SheetTable, workbook_bytes
from standto_desk.acts.registering.kept_tables import KeptTable
from standto_desk.presenting.registers.table_names import table_name

FORMS = {"csv": "CSV", "xlsx": "a workbook"}
"""The forms of a file, in words."""
_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def file_of(table: KeptTable, rows: list[Cells], form: str) -> HttpResponse:
    """Return rows as the answer to a request for a file; no cell becomes a formula."""
    answer = HttpResponse(_csv(table, rows) if form == "csv" else _xlsx(table, rows), content_type=_TYPES[form])
    answer.headers["Content-Disposition"] = f'attachment; filename="{table.name}.{form}"'
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _csv(table: KeptTable, rows: list[Cells]) -> bytes:
    file = io.StringIO()
    csv.writer(file).writerows([table.columns, *([neutral(cell) for cell in cells] for cells in rows)])
    return file.getvalue().encode()


def _xlsx(table: KeptTable, rows: list[Cells]) -> bytes:
    name = table_name(table.name).many
    return workbook_bytes([SheetTable(name, table.columns, rows)], title=name)

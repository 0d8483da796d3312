"""The rota of a month as a file: people by day."""

from __future__ import annotations

import csv
import io

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from standto.sheets.formulas import neutral
from standto.sheets.workbook_writer import SheetTable, workbook_bytes
from standto_desk.access.guard import needs
from standto_desk.access.permission import Action
from standto_desk.acts.record_openings import Where, note_opened
from standto_desk.pages.rota.day_pieces import WORDS
from standto_desk.pages.rota.month_page import MonthPage, of_month
from standto_desk.pages.rota.person_lines import PersonRow, people_in, rows_of

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@needs(Action.KEEP_PEOPLE)
@require_safe
@of_month
def rota_file(request: HttpRequest, page: MonthPage, form: str) -> HttpResponse:
    """Send the rota of everybody as a file; no cell becomes a formula."""
    if form not in TYPES:
        raise Http404
    rows = rows_of(page.grid, people_in(page.grid, request.user, None), page.untold, page.codes)
    note_opened(account=request.user, people=[row.person for row in rows], where=Where.ROTA)
    table = SheetTable(
        name=page.month.label,
        headings=("person", "team", "rest", *(f"{day:%Y-%m-%d}" for day in page.month.days)),
        rows=[_cells(row, len(page.month.days)) for row in rows],
    )
    answer = HttpResponse(_csv(table) if form == "csv" else _workbook(table), content_type=TYPES[form])
    answer.headers["Content-Disposition"] = f'attachment; filename="rota-{page.month.key}.{form}"'
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _cells(row: PersonRow, days: int) -> tuple[str, ...]:
    return (row.person, row.team, row.rest, *(_words(row, day) for day in range(days)))


def _words(row: PersonRow, day: int) -> str:
    """Return what a person does on a day; several times with a semicolon between."""
    return "; ".join(
        " ".join(filter(None, (one.text, WORDS[one.way] if WORDS[one.way] != one.text else "")))
        for one in row.pieces.get(day, ())
    )


def _csv(table: SheetTable) -> bytes:
    file = io.StringIO()
    csv.writer(file).writerows([table.headings, *([neutral(cell) for cell in cells] for cells in table.rows)])
    return file.getvalue().encode()


def _workbook(table: SheetTable) -> bytes:
    return workbook_bytes([table], title=f"Rota of {table.name}")

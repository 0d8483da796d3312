"""The lists of the register, as pages and as files."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from standto.model.time import Instant
from standto.scenario.layout import Cells
from standto_desk.access.forces import home_force
from standto_desk.access.guard import needs
from standto_desk.access.permission import Action, may
from standto_desk.acts.record_openings import Where, note_opened
from standto_desk.acts.registering.kept_tables import KeptTable
from standto_desk.book.moment_tables import rows_at
from standto_desk.clock import now
from standto_desk.kit.form_views import form_page, posted
from standto_desk.kit.paging import page_of
from standto_desk.ledger.tables import RowsInForce
from standto_desk.pages.register.filters import FindPersonForm, ListForm
from standto_desk.pages.register.list_files import FORMS, file_of
from standto_desk.pages.register.listing import Filters
from standto_desk.pages.register.reading import RegisterPeople, table_called, within_reach
from standto_desk.pages.register.rows_shown import line_of, list_columns
from standto_desk.presenting.registers.row_words import RowWords
from standto_desk.presenting.registers.rows_of_tables import kept_rows
from standto_desk.presenting.registers.table_names import column_name, table_name

SIZE = 50
"""The number of rows on a page."""
FOUND = "register-find"
"""The session's key for the part of a cipher that was last looked for."""


class AskedList:
    """A list that a reader asked for: its form, its moment, and its rows."""

    def __init__(self, request: HttpRequest, table: KeptTable) -> None:
        present = now()
        form = ListForm(request.GET, table=table, words=RowWords(rows_at(present, present)))
        self.table, self.form = table, form
        self.at: Instant = form.asked.get("at", present)
        self.rows: RowsInForce = rows_at(self.at, present)
        self.words = RowWords(self.rows)
        self.people = RegisterPeople(self.rows, home_force())
        self.part = request.session.get(FOUND, "") if table.of_people and "found" in request.GET else ""
        self.found = self._found(request)

    def _found(self, request: HttpRequest) -> list[Cells]:
        """Return the rows that pass the filters, in their order."""
        asked = self.form.asked
        found = within_reach(request, self.table, kept_rows(self.table.name, self.rows), self.people)
        self.total = len(found)
        filters = Filters(self.table, self.rows, self.words, self.people, self.at)
        found = filters.kept(found, asked)
        if self.part:
            found = [cells for cells in found if self.part.casefold() in cells[0].casefold()]
        return filters.sorted_by(found, asked["sort"], down="order" in asked) if "sort" in asked else found

    @property
    def query(self) -> dict[str, Any]:
        """The parameters of an address that asks for the same."""
        return {**self.form.query, **({"found": "1"} if self.part else {})}


@require_safe
@needs(Action.READ_REGISTER)
def listing(request: HttpRequest, table: str) -> HttpResponse:
    """List the rows of a table."""
    asked = AskedList(request, table_called(table, of_people=False))
    return _drawn(request, asked, {})


@needs(Action.KEEP_PEOPLE)
@form_page
def people_listing(request: HttpRequest, table: str) -> HttpResponse:
    """List the rows of a table about people, or look for a person, whose cipher travels in the request's body."""
    kept = table_called(table, of_people=True)
    finder = FindPersonForm(posted(request))
    if finder.is_bound and finder.is_valid():
        request.session[FOUND] = finder.cleaned_data["cipher"]
        query = {**ListForm(request.GET, table=kept, words=_words_now()).query, "found": "1"}
        return redirect(f"{request.path}?{urlencode(query)}")
    return _drawn(request, AskedList(request, kept), {"finder": finder}, 422 if finder.errors else 200)


@require_safe
@needs(Action.READ_REGISTER)
def listing_file(request: HttpRequest, table: str, form: str) -> HttpResponse:
    """Send the rows of a list as a file."""
    return _file(request, table_called(table, of_people=False), form)


@require_safe
@needs(Action.KEEP_PEOPLE)
def people_file(request: HttpRequest, table: str, form: str) -> HttpResponse:
    """Send the rows of a list about people as a file."""
    return _file(request, table_called(table, of_people=True), form)


def _file(request: HttpRequest, table: KeptTable, form: str) -> HttpResponse:
    if form not in FORMS:
        raise Http404
    asked = AskedList(request, table)
    _note(request, asked, asked.found)
    return file_of(table, asked.found, form)


def _drawn(request: HttpRequest, asked: AskedList, context: dict[str, Any], status: int = 200) -> HttpResponse:
    """Draw a page of a list."""
    table = asked.table
    page = page_of(request, asked.found, SIZE, asked.query)
    _note(request, asked, list(page))
    columns = list_columns(table)
    shown = {
        **context,
        "table": table,
        "name": table_name(table.name),
        "form": asked.form,
        "page": page,
        "total": asked.total,
        "part": asked.part,
        "at": asked.at if "at" in asked.form.asked else None,
        "heads": [_head(asked, column) for column in columns],
        "lines": [line_of(table, cells, asked.words) for cells in page],
        "may_change": may(request.user, table.action),
        "query": urlencode(asked.query),
        "files": FORMS,
    }
    return render(request, "register/list.html", shown, status=status)


def _head(asked: AskedList, column: str) -> dict[str, str]:
    """Return the head of a column: a link that sorts by it, or the other way if it is sorted by it."""
    query, sorted_now = {**asked.query}, asked.form.asked.get("sort") == column
    down = sorted_now and "order" not in query
    query.pop("order", None)
    query |= {"sort": column, **({"order": "down"} if down else {})}
    order = ("ascending" if down else "descending") if sorted_now else "none"
    return {"text": column_name(asked.table.name, column), "href": f"?{urlencode(query)}", "sorted": order}


def _note(request: HttpRequest, asked: AskedList, rows: list[Cells]) -> None:
    """Note whose rows a reader sees."""
    if asked.table.of_people:
        note_opened(account=request.user, people={cells[0] for cells in rows}, where=Where.REGISTER)


def _words_now() -> RowWords:
    present = now()
    return RowWords(rows_at(present, present))

"""The page of one person in the register: their row, their tickets, their rota, and the history of all three."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from standto.scenario.layout import Cells
from standto_desk.access.guard import needs
from standto_desk.access.people_in_reach import may_reach
from standto_desk.access.permission import Action
from standto_desk.acts.record_openings import Where, note_opened
from standto_desk.acts.registering.kept_tables import KEPT
from standto_desk.acts.registering.row_addresses import address_of, key_at
from standto_desk.book.moment_tables import rows_at
from standto_desk.book.row_versions import histories_of
from standto_desk.kit.paging import page_of
from standto_desk.ledger.tables import RowsInForce
from standto_desk.pages.register.moment_forms import TwoMomentsForm
from standto_desk.pages.register.rows_shown import cell_of
from standto_desk.pages.register.thing_views import history_context, summary_of
from standto_desk.presenting.registers.histories import merged, shown_history
from standto_desk.presenting.registers.row_words import RowWords
from standto_desk.presenting.registers.rows_of_tables import kept_rows, key_of, row_at

TABLES = ("people", "authorisations", "rota")
"""The tables with rows about a person."""
SIZE = 50
"""The number of versions on a page."""


@require_safe
@needs(Action.KEEP_PEOPLE)
def person(request: HttpRequest, address: str) -> HttpResponse:
    """Show the rows of one person of the home force; the address names them only to this desk."""
    key = key_at("people", address)
    if key is None or not may_reach(request.user, Action.SEE_PERSON, key[0]):
        raise Http404
    form = TwoMomentsForm(request)
    note_opened(account=request.user, people=key, where=Where.REGISTER)
    shown = _shown(request, key[0], form)
    return render(request, "register/person.html", {**shown, "form": form}, status=422 if form.errors else 200)


def _shown(request: HttpRequest, cipher: str, form: TwoMomentsForm) -> dict[str, Any]:
    rows, words_now = rows_at(form.at_shown, form.known_shown), RowWords(rows_at(form.present, form.present))
    words, cells = RowWords(rows), row_at("people", rows, (cipher,))
    known = [one.known_at(form.known_shown) for table in TABLES for one in histories_of(table, cipher)]
    page = page_of(request, merged(shown_history(one, words_now, form.at_shown) for one in known), SIZE, {})
    return {
        "cipher": cipher,
        "address": address_of("people", (cipher,)),
        "at": form.at_shown,
        "known": form.known_shown,
        "summary": summary_of(KEPT["people"], cells, words) if cells else None,
        "tickets": _lines("authorisations", cipher, rows, words, ("capability", "from", "until")),
        "rota": _rota(cipher, rows, words, form.at_shown),
        "page": page,
        **history_context(request, tuple(page), KEPT["people"]),
    }


def _rota(cipher: str, rows: RowsInForce, words: RowWords, at: int) -> list[dict[str, Any]]:
    """Return the rows of a person's rota that have not ended by a moment."""
    lines = _lines("rota", cipher, rows, words, ("from", "until", "duty", "ready_minutes"))
    return [line for line in lines if line["until"] is None or line["until"] > at]


def _lines(
    table: str, cipher: str, rows: RowsInForce, words: RowWords, columns: tuple[str, ...]
) -> list[dict[str, Any]]:
    """Return a person's rows of a table: the cells to show, its name, its end and its address."""
    places = KEPT[table].columns
    return [
        {
            "cells": [cell_of(table, column, cells[places.index(column)], words) for column in columns],
            "words": words.words(table, columns[0], cells[places.index(columns[0])]),
            "until": words.instant(cells[places.index("until")]),
            "address": address_of(table, key_of(table, cells)),
        }
        for cells in _of(cipher, kept_rows(table, rows))
    ]


def _of(cipher: str, rows: list[Cells]) -> list[Cells]:
    return [cells for cells in rows if cells[0] == cipher]

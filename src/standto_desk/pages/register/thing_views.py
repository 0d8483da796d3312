"""The page of one thing of the register: its cells, what refers to it, and its history."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from standto.scenario.layout import Cells
from standto_desk.access.guard import needs
from standto_desk.access.permission import Action, may
from standto_desk.acts.registering.kept_tables import KEPT, KeptTable
from standto_desk.acts.registering.row_addresses import address_of, key_at
from standto_desk.book.moment_tables import rows_at
from standto_desk.book.row_versions import RowHistory, histories_of
from standto_desk.pages.register.moment_forms import TwoMomentsForm
from standto_desk.pages.register.reading import table_called
from standto_desk.pages.register.references import referring
from standto_desk.pages.register.rows_shown import cell_of, thing_address
from standto_desk.presenting.posts import names_for
from standto_desk.presenting.registers.histories import ShownVersion, merged, section_history, shown_history
from standto_desk.presenting.registers.row_words import RowWords, is_own_id
from standto_desk.presenting.registers.rows_of_tables import kept_rows, row_at
from standto_desk.presenting.registers.table_names import column_name, table_name

BOARD = {"duties": "things-duty", "crews": "things-crew", "pools": "things-pool"}
"""The tables whose things the board speaks of, with the page of each."""


@require_safe
@needs(Action.READ_REGISTER)
def thing(request: HttpRequest, table: str, thing: str) -> HttpResponse:
    """Show one thing: as it is, or as it was and was known."""
    kept = table_called(table, of_people=False)
    key = key_at(table, thing)
    if key is None:
        raise Http404
    if table == "seats":
        return redirect(thing_address(table, key))
    histories = _histories(kept, key[0])
    if not any(history.versions for history in histories):
        raise Http404
    form = TwoMomentsForm(request)
    status = 422 if form.errors else 200
    return render(request, "register/thing.html", _shown(request, kept, key[0], histories, form), status=status)


def history_context(request: HttpRequest, versions: tuple[ShownVersion, ...], table: KeptTable) -> dict[str, Any]:
    """Return what the template of a history needs: its versions, and what of their authors the reader may know."""
    return {
        "versions": versions,
        "names": names_for(request.user, {one.account for one in versions}),
        "reads_entries": may(request.user, Action.READ_ENTRIES),
        "may_undo": may(request.user, table.action),
    }


def summary_of(table: KeptTable, cells: Cells, words: RowWords) -> list[dict[str, Any]]:
    """Return the cells of a row as the rows of a summary; its own id comes last."""
    row = dict(zip(table.columns, cells, strict=True))
    named = sorted(table.columns, key=lambda column: is_own_id(table.name, column))
    return [
        {
            "key": "Id" if is_own_id(table.name, column) else column_name(table.name, column),
            "value": row[column]
            if is_own_id(table.name, column)
            else cell_of(table.name, column, row[column], words) or "–",
        }
        for column in named
        if column != "name"
    ]


def _histories(table: KeptTable, name: str) -> tuple[RowHistory, ...]:
    if table.section:
        return (section_history(table, name),)
    seats = histories_of("seats", name) if table.name == "crews" else ()
    return (*histories_of(table.name, name), *seats)


def _shown(
    request: HttpRequest, table: KeptTable, name: str, histories: tuple[RowHistory, ...], form: TwoMomentsForm
) -> dict[str, Any]:
    rows, words_now = rows_at(form.at_shown, form.known_shown), RowWords(rows_at(form.present, form.present))
    words, cells = RowWords(rows), row_at(table.name, rows, (name,))
    known = [history.known_at(form.known_shown) for history in histories]
    versions = merged(shown_history(history, words_now, form.at_shown) for history in known)
    return {
        "table": table,
        "table_name": table_name(table.name),
        "called": words.called(table.name, name) if cells else words_now.called(table.name, name),
        "thing": name,
        "form": form,
        "at": form.at_shown,
        "known": form.known_shown,
        "summary": summary_of(table, cells, words) if cells else None,
        "seats": _seats(name, words, kept_rows("seats", rows)) if table.name == "crews" and cells else (),
        "refers": referring(table.name, name, rows, words) if cells else (),
        "board": reverse(BOARD[table.name], args=[name]) if table.name in BOARD and cells else "",
        "may_change": may(request.user, table.action),
        "address": address_of(table.name, (name,)),
        **history_context(request, versions, table),
    }


def _seats(crew: str, words: RowWords, seats: list[Cells]) -> list[dict[str, Any]]:
    """Return the seats of a crew: the cells to show, its name and its address."""
    columns = ("state", "seat", "capabilities", "strength")
    places = KEPT["seats"].columns
    return [
        {
            "cells": [cell_of("seats", column, cells[places.index(column)], words) for column in columns],
            "words": f"{cells[1]}, {cells[2]}",
            "address": address_of("seats", cells[:3]),
        }
        for cells in seats
        if cells[0] == crew
    ]

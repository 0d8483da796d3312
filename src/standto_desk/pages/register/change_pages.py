"""The page of a form that changes a row: the form with the row as it is now, and the rest of the page."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any, NamedTuple

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest

from standto.model.scenario import Scenario
from standto.model.time import Instant
from standto.wording import counted
from standto_desk.access.people_in_reach import may_reach
from standto_desk.access.permission import Action
from standto_desk.access.posts import author_of
from standto_desk.acts.record_openings import Where, note_opened
from standto_desk.acts.registering.change_plans import ChangePlan
from standto_desk.acts.registering.changing import may_change
from standto_desk.acts.registering.kept_tables import KEPT, SETTINGS_ROW
from standto_desk.acts.registering.row_addresses import RowKey, key_at
from standto_desk.acts.registering.row_changes import END, RowCells, row_at, rows_of
from standto_desk.acts.registering.row_dependents import dependents_of
from standto_desk.acts.registering.table_nouns import NOUNS, plural_of
from standto_desk.book.moment_tables import tables_at, tables_known
from standto_desk.clock import now
from standto_desk.kit.act_forms import BasedForm
from standto_desk.kit.form_views import posted
from standto_desk.ledger.cached_answers import current_ledger
from standto_desk.ledger.reading import head
from standto_desk.ledger.tables import SCENARIO, Tables
from standto_desk.pages.register.change_columns import ASKED, AskedColumn
from standto_desk.pages.register.change_end_forms import EndForm
from standto_desk.pages.register.change_forms import RowForm
from standto_desk.pages.register.change_person_forms import TICKETS, CrewForm, TicketedPersonForm
from standto_desk.pages.register.change_settings import PARTS
from standto_desk.pages.register.change_words import cell_words, changed_cells, label_of, title_of, verb_for


class FormPage(NamedTuple):
    """A form, the subject of the row that it changes (blank for a new one), and what its template shows."""

    form: Any
    subject: str
    shown: dict[str, Any]


class _OpenedRow(NamedTuple):
    """A row in the register as it is now."""

    table: str
    key: RowKey
    cells: RowCells
    tables: Tables
    scenario: Scenario
    at: Instant


def form_page_of(request: HttpRequest, table: str, thing: str = "", *, ending: bool = False) -> FormPage:
    """Return the page of a form that adds, changes or ends a row, if the account may."""
    if table not in KEPT or (table == SCENARIO and (ending or thing not in PARTS)):
        raise Http404
    if not may_change(request.user, table, author_of(request).force):
        raise PermissionDenied
    at, ledger = now(), current_ledger()
    tables, scenario = tables_known(ledger, at), tables_at(ledger, at, at).scenario
    if not thing:
        given = _given(request, table)
        form = _form(request, table, scenario=scenario, based_on=head().count, given=given)
        return FormPage(form, "", _shown(form, f"Add a {NOUNS[table]}", table))
    key = SETTINGS_ROW if table == SCENARIO else key_at(table, thing)
    cells = row_at(tables, table, key, at) if key else None
    if key is None or cells is None:
        raise Http404
    row = _OpenedRow(table, key, cells, tables, scenario, at)
    _open(request, row)
    return _ending(request, row) if ending else _changing(request, row, thing)


def shown_changes(plan: ChangePlan, at: Instant) -> list[dict[str, Any]]:
    """Return each change in words, with the cells that differ."""
    tables = tables_known(current_ledger(), at)
    found = []
    for change in plan.changes:
        when = at if change.occurred is None else change.occurred
        before = None if change.how == "add" else row_at(tables, change.table, change.key, when)
        found.append({"title": title_of(change), "cells": changed_cells(change, before, plan.after or plan.before)})
    return found


def _changing(request: HttpRequest, row: _OpenedRow, thing: str) -> FormPage:
    title = PARTS[thing][0] if row.table == SCENARIO else f"Change a {NOUNS[row.table]}"
    asked = PARTS[thing][1] if row.table == SCENARIO else None
    form = _form(
        request, row.table, asked=asked, scenario=row.scenario, based_on=head().count, key=row.key, row=row.cells,
        held=rows_of(row.tables, TICKETS, row.key[0], row.at) if row.table == "people" else (),
        row_then=partial(row_at, row.tables, row.table, row.key),
    )  # fmt: skip
    return FormPage(form, _subject(row), _shown(form, title, row.table, fixed=_fixed(row)))


def _ending(request: HttpRequest, row: _OpenedRow) -> FormPage:
    form = EndForm(
        posted(request), table=row.table, key=row.key, row=row.cells, tables=row.tables, scenario=row.scenario,
        at=row.at, based_on=head().count,
    )  # fmt: skip
    belonging: dict[str, int] = {}
    for table, _ in () if KEPT[row.table].section else dependents_of(row.tables, row.table, row.key, row.at):
        belonging[NOUNS[table]] = belonging.get(NOUNS[table], 0) + 1
    title = verb_for(END, row.table).format(NOUNS[row.table])
    shown = _shown(form, title, row.table, fixed=_fixed(row), ending=True)
    numbers = [counted(number, noun, plural_of(noun)) for noun, number in belonging.items()]
    return FormPage(form, _subject(row), {**shown, "belonging": numbers})


def _form(
    request: HttpRequest, table: str, *, asked: Mapping[str, AskedColumn] | None = None, held: Any = (), **how: Any
) -> BasedForm:
    """Return the form of a table: a person comes with tickets, a new crew with seats."""
    how = {"table": table, "asked": ASKED[table] if asked is None else asked, **how}
    if table == "people":
        return TicketedPersonForm(posted(request), held=held, **how)
    if table == "crews" and how.get("key") is None:
        return CrewForm(posted(request), **how)
    return RowForm(posted(request), **how)


def _given(request: HttpRequest, table: str) -> dict[str, str]:
    """Return the cells that a new row begins with: those of the thing that a link names."""
    of = request.GET.get("of", "")
    column = {"authorisations": "person", "rota": "person", "seats": "crew"}.get(table)
    key = key_at("people" if column == "person" else "crews", of) if of and column else None
    return {column: key[0]} if key and column else {}


def _open(request: HttpRequest, row: _OpenedRow) -> None:
    """Note that the reader opens somebody's record; refuse people they may not see."""
    if KEPT[row.table].of_people:
        if not may_reach(request.user, Action.KEEP_PEOPLE, row.key[0]):
            raise PermissionDenied
        note_opened(account=request.user, people=[row.key[0]], where=Where.PREVIEW)


def _subject(row: _OpenedRow) -> str:
    return SCENARIO if KEPT[row.table].kind == SCENARIO else row.key[0]


def _fixed(row: _OpenedRow) -> list[tuple[str, str]]:
    """Return what tells the row apart, in words."""
    if row.table == SCENARIO:
        return []
    return [
        (label_of(row.table, column), cell_words(row.table, column, cell, row.scenario))
        for column, cell in zip(KEPT[row.table].ids, row.key, strict=True)
        if cell
    ]


def _shown(form: Any, title: str, table: str, *, fixed: Any = (), ending: bool = False) -> dict[str, Any]:
    second = KEPT[table].second
    return {
        "form": form,
        "title": title,
        "table": table,
        "fixed": fixed,
        "second": second,
        "ending": ending,
        "belonging": (),
    }

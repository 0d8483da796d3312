"""The page on which workbooks are sent: it suggests a mapping, lists what does not fit, or shows the preview."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from standto.importing.rejects import Reject
from standto.model.scenario import Scenario
from standto.model.time import MINUTE, Period
from standto.wording import counted
from standto_desk.access.guard import needs
from standto_desk.access.permission import Action
from standto_desk.access.posts import author_of
from standto_desk.acts.import_plans import start_of_import
from standto_desk.book.situations import situation_at
from standto_desk.clock import now
from standto_desk.components.moments import here, moment
from standto_desk.kit.form_views import attempted, form_page, posted
from standto_desk.kit.workbooks.kept_imports import KeptImport, keep, keep_key_file, keep_rejects
from standto_desk.kit.workbooks.reading import ReadSheets, Upload, read_by, scenario_in, suggested
from standto_desk.ledger.reading import head
from standto_desk.ledger.rehearsal import only_checked
from standto_desk.pages.importing.file_views import as_file
from standto_desk.pages.importing.forms import ImportForm
from standto_desk.pages.importing.preview_views import show_preview

SAVE = "save"
"""The button that only saves the mapping as a file."""
NOT_FITTING, MANY_NOT_FITTING = "cell or row does not fit", "cells or rows do not fit"
MOST_SHOWN = 200
"""The most rejects that a page lists; the file has all."""


@needs(Action.IMPORT)
@form_page
def upload(request: HttpRequest) -> HttpResponse:
    """Take workbooks, a mapping and a key file."""
    if request.POST.get("act") == SAVE:
        return as_file(request.POST.get("mapping", "").encode(), "mapping.toml", "application/toml; charset=utf-8")
    form = ImportForm(posted(request), request.FILES or None)

    def read() -> HttpResponse:
        sent = Upload(form.cleaned_data["workbooks"], form.cleaned_data["key_file"])
        return (_read if form.cleaned_data["mapping"].strip() else _suggestion)(request, form, sent)

    return form.result if attempted(form, read) else _page(request, form)


def _suggestion(request: HttpRequest, form: ImportForm, sent: Upload) -> HttpResponse:
    """Show the page again, with a mapping as guessed from the workbooks."""
    today = here().local(now()).date()
    found = suggested(sent, first_day=_monday(today), known=_known_settings(request))
    only_checked()
    form.show_mapping(found.text)
    return _page(request, form, suggestion=found)


def _read(request: HttpRequest, form: ImportForm, sent: Upload) -> HttpResponse:
    """Read the workbooks by the mapping: show what does not fit, or the preview."""
    base = _present()
    taken = [] if base is None else [*(one.id for one in base.people), *(one.id for one in base.pools)]
    needs_key = bool(base and base.people) and not form.cleaned_data["all_new"]
    found = read_by(sent, form.cleaned_data["mapping"], taken=taken, needs_key=needs_key)
    if found.rejects:
        return _rejected(request, form, found.rejects, several=len(sent.workbooks) > 1)
    sheets, window = scenario_in(found.settings, found.tables), None
    if base is not None:
        covered = found.covered or sheets.horizon
        window = Period(form.cleaned_data["since"] or start_of_import(covered, now()), covered.until)
        if found_wrong := _against(base, sheets, window):
            form.add_error(*found_wrong)
            return _page(request, form)
    known = _unconfirmed(found, window)
    key = keep(request.user, known)
    sealed = ":".join(keep_key_file(request.user, found.key)) if found.key else ""
    return show_preview(request, key, known, sealed=sealed)


def _rejected(request: HttpRequest, form: ImportForm, rejects: Sequence[Reject], *, several: bool) -> HttpResponse:
    """Show what does not fit, and offer all of it as a file."""
    number = len(rejects)
    form.add_error(None, f"{counted(number, NOT_FITTING, MANY_NOT_FITTING)}, and nothing was imported")
    shown = {"rejects": rejects[:MOST_SHOWN], "number": number, "several": several}
    return _page(request, form, **shown, rejects_key=keep_rejects(request.user, rejects))


def _unconfirmed(found: ReadSheets, window: Period | None) -> KeptImport:
    return KeptImport(
        settings=found.settings,
        tables=found.tables,
        window=window,
        ending=found.lists_all_tickets,
        counts=found.counts,
        remarks=(*found.notes, *(f"not read: {one}" for one in found.unread), *found.warnings),
        new=int(found.counts["new_ciphers"]),
    )


def _against(base: Scenario, sheets: Scenario, window: Period) -> tuple[str, str] | None:
    """Return the field of what keeps sheets from being imported here, and why; None if nothing does."""
    if base.zone.name != sheets.zone.name:
        return "mapping", f"timezone must be {base.zone.name!r}, as on this desk"
    if window.start < window.until:
        return None
    ends = moment(window.until, sheets.zone)
    if window.start > now() + MINUTE:
        return "since", f"From when must be before the end of the sheets, {ends}"
    return "workbooks", f"The sheets end on {ends}. That is past, and an import changes nothing that has happened"


def _present() -> Scenario | None:
    """Return the scenario in force; None if the ledger is empty."""
    return situation_at(now()).scenario if head().count else None


def _known_settings(request: HttpRequest) -> dict[str, str]:
    """Return the settings that a suggestion need not guess."""
    base = _present()
    if base is None:
        return {"home": author_of(request).force}
    return {"home": base.home, "timezone": base.zone.name}


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _page(request: HttpRequest, form: ImportForm, **shown: Any) -> HttpResponse:
    shown |= {"form": form, "is_first": not head().count}
    return render(request, "importing/upload.html", shown, status=form.status)

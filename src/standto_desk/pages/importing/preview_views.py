"""The preview of an import, its confirmation and its receipt."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from standto.errors import OptionError
from standto.model.scenario import Scenario
from standto.model.time import Period
from standto_desk.access.guard import needs
from standto_desk.access.kept_forms import draws_page
from standto_desk.access.permission import Action, may
from standto_desk.access.posts import author_of
from standto_desk.acts.bulk.undoing import entries_of_import, entries_of_undoing, may_undo
from standto_desk.acts.entering import AT_ONCE
from standto_desk.acts.import_plans import ImportPlan
from standto_desk.acts.importing import ImportChanged, plan_import
from standto_desk.acts.record_openings import Where, note_opened
from standto_desk.components.moments import moment
from standto_desk.components.small_numbers import small_number
from standto_desk.kit.act_forms import CONFLICT, REFUSED
from standto_desk.kit.form_views import attempted, form_page, posted
from standto_desk.kit.workbooks.kept_imports import KeptImport, done_by, kept
from standto_desk.kit.workbooks.reading import scenario_in
from standto_desk.ledger.reading import head
from standto_desk.pages.importing.cover_effects import CoverEffect, cover_after, cover_of_first
from standto_desk.pages.importing.entering_jobs import LARGE, ask, enter_workbooks
from standto_desk.pages.importing.entering_kept import enter_kept
from standto_desk.pages.importing.forms import ConfirmImportForm
from standto_desk.pages.importing.rest_of_workbooks import has_rest

CHANGED = "The ledger changed after you opened the page, and we recorded nothing. Check what the import does now"


@needs(Action.IMPORT)
@form_page
def preview(request: HttpRequest, key: str) -> HttpResponse:
    """Show what an import would do; enter it once that is confirmed."""
    found = kept(request.user, key)
    if found is None:
        if done_by(request.user, key) is not None:
            return redirect("import-done", key=key)
        return render(request, "importing/gone.html", {"what": "preview"}, status=REFUSED if request.POST else 404)
    return show_preview(request, key, found, sealed=request.POST.get("secret", ""), data=posted(request))


@needs(Action.IMPORT)
@require_safe
def done(request: HttpRequest, key: str) -> HttpResponse:
    """Show the receipt of an import."""
    found = done_by(request.user, key)
    made = entries_of_import(key)
    if found is None and made:
        return redirect("import-receipt", key=key)
    if found is None:
        raise Http404
    undoable = may_undo(request.user, made, author_of(request).force) and not entries_of_undoing(key)
    return render(request, "importing/done.html", {"done": found, "key": key, "undoable": undoable})


def show_preview(request: HttpRequest, key: str, found: KeptImport, *, sealed: str, data: Any = None) -> HttpResponse:
    """Show what an import would do to the ledger as it is, or enter it if the form that was sent says so.

    Parameters
    ----------
    key, found
        The import.
    sealed
        The name and the secret of the new key file, which only this page knows; empty if there is none.
    data
        The form that was sent.
    """
    sheets, refused, plan = scenario_in(found.settings, found.tables), "", None
    # The answer to an upload is this page too, and its form must come back here after a session has ended.
    draws_page(request, reverse("import-preview", args=[key]))
    try:
        plan = None if found.window is None else _plan(request, found, sheets, found.window)
    except OptionError as error:
        refused = str(error)
    form = ConfirmImportForm(data, new=bool(found.new), left=bool(plan and plan.left))
    status = 0

    def enter() -> HttpResponse:
        return _entered(request, key, found, plan, form.cleaned_data["seen"])

    try:
        if not refused and attempted(form, enter):
            return form.result
    except ImportChanged:
        form.add_error(None, CHANGED)
        status = CONFLICT
    shown = {"key": key, "form": form, "sealed": sealed, "refused": refused}
    return _draw(request, found, sheets, plan=plan, status=status or form.status, **shown)


def _plan(request: HttpRequest, found: KeptImport, sheets: Scenario, window: Period) -> ImportPlan:
    """Return what the import would do; note that records are opened if it could tell of a few people."""
    plan = plan_import(sheets, window, ending=found.ending)
    if 0 < len(plan.people) < small_number():
        note_opened(account=request.user, people=plan.people, where=Where.PREVIEW)
    return plan


def _entered(request: HttpRequest, key: str, found: KeptImport, plan: ImportPlan | None, seen: str) -> HttpResponse:
    """Enter an import, or let a job enter a large one."""
    if _is_large(found, plan):
        if head().count if plan is None else plan.digest != seen:
            raise ImportChanged
        return ask(request, enter_workbooks, key, seen=seen)
    enter_kept(request.user, author_of(request), key, found, seen, AT_ONCE)
    return redirect("import-done", key=key)


def _is_large(found: KeptImport, plan: ImportPlan | None) -> bool:
    number = sum(map(len, found.tables.values())) if plan is None else 0 if plan.faults else len(plan.drafts)
    return number > LARGE


def _draw(
    request: HttpRequest, found: KeptImport, sheets: Scenario, *, plan: ImportPlan | None, status: int, **shown: Any
) -> HttpResponse:
    """Draw the preview."""
    shown |= {
        "found": found,
        "sheets": sheets,
        "plan": plan,
        "has_rest": plan is not None and has_rest(plan.left),
        "imports_folders": may(request.user, Action.KEEP_PLAN),
        "is_gone": found.window is None and head().count > 0,
        "moment_there": partial(moment, zone=sheets.zone),
        "cover": _cover(sheets, plan),
    }
    return render(request, "importing/preview.html", shown, status=status)


def _cover(sheets: Scenario, plan: ImportPlan | None) -> CoverEffect | None:
    """Return the effect on cover; None for tables that are not sound."""
    if plan is None:
        return cover_of_first(sheets)
    return None if plan.faults else cover_after(plan)

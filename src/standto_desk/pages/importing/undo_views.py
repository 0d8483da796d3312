"""The receipt of an import into a desk in use, and undoing it."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from standto_desk.access.guard import needs
from standto_desk.access.permission import Action
from standto_desk.access.posts import author_of
from standto_desk.acts.bulk.effects import effect_of
from standto_desk.acts.bulk.undo_plans import UndoPlan
from standto_desk.acts.bulk.undoing import entries_of_import, entries_of_undoing, may_undo, plan_undoing, undo_import
from standto_desk.acts.importing import ImportChanged
from standto_desk.acts.registering.rules_proposals import RULES_CHANGE
from standto_desk.kit.act_forms import CONFLICT
from standto_desk.kit.form_views import attempted, form_page, posted
from standto_desk.pages.importing.entering_jobs import LARGE, ask, undo_by_job
from standto_desk.pages.importing.folder_previews import MOST_ROWS, part_name, shown_rows
from standto_desk.pages.importing.forms import UndoForm
from standto_desk.pages.importing.preview_views import CHANGED


@needs(Action.KEEP_PLAN, Action.KEEP_PEOPLE)
@require_safe
def receipt(request: HttpRequest, key: str) -> HttpResponse:
    """Show the receipt of an import."""
    made = entries_of_import(key)
    undoable = may_undo(request.user, made, author_of(request).force)
    if not (undoable or any(one.account == str(request.user.pk) for one in made)):
        raise Http404
    shown = {
        "key": key,
        "made": made,
        "undone": entries_of_undoing(key),
        "undoable": undoable,
        "proposed": next((one for one in made if one.sort == RULES_CHANGE), None),
    }
    return render(request, "importing/receipt.html", shown)


@needs(Action.KEEP_PLAN, Action.KEEP_PEOPLE)
@form_page
def undo(request: HttpRequest, key: str) -> HttpResponse:
    """Show the plan of undoing an import; undo it once that is confirmed."""
    author = author_of(request)
    try:
        plan = plan_undoing(key, account=request.user, force=author.force)
    except PermissionDenied:
        raise Http404 from None
    if plan is None:
        raise Http404
    if entries_of_undoing(key):
        return redirect("import-receipt", key=key)
    form, status = UndoForm(posted(request)), 0

    def enter() -> HttpResponse:
        seen = form.cleaned_data["seen"]
        if plan.digest == seen and not plan.faults and len(plan.drafts) > LARGE:
            return ask(request, undo_by_job, key, seen=seen)
        undo_import(account=request.user, author=author, key=key, seen=seen)
        return redirect("import-receipt", key=key)

    try:
        if attempted(form, enter):
            return form.result
    except ImportChanged:
        form.add_error(None, CHANGED)
        status = CONFLICT
    shown = {"key": key, "form": form, **_shown_plan(plan)}
    return render(request, "importing/undo.html", shown, status=status or form.status)


def _shown_plan(plan: UndoPlan) -> dict[str, Any]:
    """Return what the page shows of an undoing: its rows, and the effect if it can be entered."""
    parts = {each.part: part_name(each.part) for each in plan.differences}
    return {
        "plan": plan,
        "digest": plan.digest,
        "parts": parts,
        "rows": [
            (parts[each.part], row) for each, row in zip(plan.differences, shown_rows(plan.differences), strict=False)
        ],
        "more": max(0, len(plan.differences) - MOST_ROWS),
        "effect": None if plan.faults else effect_of(plan.before, plan.after, plan.since),
    }

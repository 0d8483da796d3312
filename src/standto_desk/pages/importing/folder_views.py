"""A folder that is imported into a desk in use: its files, the preview of what it does, and its confirmation."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from standto.errors import Fault, InputError
from standto.importing.reject_files import rejects_data
from standto.importing.rejects import Reject
from standto.model.time import minute_from
from standto.scenario.folder_cells import FolderCells
from standto.wording import counted
from standto_desk.access.guard import needs
from standto_desk.access.kept_forms import draws_page
from standto_desk.access.permission import Action, may
from standto_desk.access.posts import author_of
from standto_desk.acts.bulk.folder_plans import FolderChoices, FolderPlan
from standto_desk.acts.bulk.importing_folders import import_folder, plan_folder
from standto_desk.acts.bulk.parts import ENDABLE
from standto_desk.acts.importing import ImportChanged
from standto_desk.acts.record_openings import Where, note_opened
from standto_desk.clock import now
from standto_desk.components.small_numbers import small_number
from standto_desk.kit.act_forms import CONFLICT, REFUSED
from standto_desk.kit.form_views import attempted, form_page, posted
from standto_desk.kit.workbooks.kept_imports import keep_rejects, kept_rejects
from standto_desk.kit.workbooks.reading import Upload, read_folder
from standto_desk.ledger.reading import head
from standto_desk.pages.importing.entering_jobs import LARGE, ask, enter_folder
from standto_desk.pages.importing.file_views import as_file
from standto_desk.pages.importing.folder_forms import ConfirmFolderForm, FolderForm
from standto_desk.pages.importing.folder_previews import preview_of, unlisted_words
from standto_desk.pages.importing.kept_folders import KeptFolder, forget_folder, keep_folder, kept_folder
from standto_desk.pages.importing.preview_views import CHANGED

SHOW = "show"
"""The button that shows the effect again."""


@needs(Action.KEEP_PLAN, Action.KEEP_PEOPLE)
@form_page
def upload_folder(request: HttpRequest) -> HttpResponse:
    """Take the files of a folder."""
    form = FolderForm(posted(request), request.FILES or None)

    def read() -> HttpResponse:
        cells = read_folder(Upload(form.cleaned_data["files"], None))
        found = KeptFolder(cells.settings, cells.rows, form.cleaned_data["since"], minute_from(now()))
        _refuse_rows(request, cells, found)
        return redirect("import-folder-preview", key=keep_folder(request.user, found))

    return form.result if head().count and attempted(form, read) else _upload_page(request, form)


@needs(Action.KEEP_PLAN, Action.KEEP_PEOPLE)
@form_page
def preview_folder(request: HttpRequest, key: str) -> HttpResponse:
    """Show the plan of a folder; enter it once it is confirmed."""
    found = kept_folder(request.user, key)
    if found is None:
        return render(request, "importing/folder_gone.html", status=REFUSED if request.POST else 404)
    ending = frozenset(request.POST.getlist("ending")) & {*ENDABLE}
    choices = FolderChoices(ending, found.since, found.begun)
    plan = _plan(request, found, choices)
    data = None if request.POST.get("act") == SHOW else posted(request)
    form = ConfirmFolderForm(
        data, unlisted=unlisted_words(plan, ending), left=bool(plan.left), initial={"ending": sorted(ending)}
    )
    status = form.status

    def enter() -> HttpResponse:
        author, sent, seen = author_of(request), found.cells, form.cleaned_data["seen"]
        if plan.digest == seen and not plan.faults and len(plan.drafts) > LARGE:
            return ask(request, enter_folder, key, seen=seen, ending=sorted(ending))
        import_folder(account=request.user, author=author, sent=sent, asked=choices, seen=seen, key=key)
        forget_folder(request.user, key)
        return redirect("import-receipt", key=key)

    try:
        if attempted(form, enter):
            return form.result
        status = form.status
    except ImportChanged:
        form.add_error(None, CHANGED)
        status = CONFLICT
    draws_page(request, reverse("import-folder-preview", args=[key]))
    return render(request, "importing/folder_preview.html", _shown(request, key, plan, form), status=status)


@needs(Action.KEEP_PLAN, Action.KEEP_PEOPLE)
@require_safe
def folder_faults(request: HttpRequest, key: str) -> HttpResponse:
    """Send the faults of a folder as a table for a spreadsheet."""
    found = kept_rejects(request.user, key)
    if found is None:
        raise Http404
    return as_file(rejects_data(found, "faults.csv"), "faults.csv", "text/csv; charset=utf-8")


def _refuse_rows(request: HttpRequest, cells: FolderCells, found: KeptFolder) -> None:
    """Raise `InputError` with every fault of a folder, if it has rows that cannot be read."""
    if cells.faults:
        choices = FolderChoices(frozenset(), found.since, found.begun)
        raise InputError(plan_folder(cells, choices, account=request.user, force=author_of(request).force).faults)


def _plan(request: HttpRequest, found: KeptFolder, choices: FolderChoices) -> FolderPlan:
    """Return the plan of a folder; note that records are opened if the plan could reveal a few people."""
    plan = plan_folder(found.cells, choices, account=request.user, force=author_of(request).force)
    if 0 < len(plan.people) < small_number():
        note_opened(account=request.user, people=plan.people, where=Where.PREVIEW)
    return plan


def _shown(request: HttpRequest, key: str, plan: FolderPlan, form: ConfirmFolderForm) -> dict[str, Any]:
    faults = _rejects(plan.faults)
    kept = keep_rejects(request.user, faults) if faults else ""
    return {
        "key": key,
        "plan": plan,
        "form": form,
        "wrong": faults,
        "faults_key": kept,
        "preview": preview_of(plan),
        "digest": plan.digest,
    }


def _rejects(faults: tuple[Fault, ...]) -> list[Reject]:
    return [
        Reject(each.place, "" if each.line is None else f"line {each.line}", each.column or "", each.what)
        for each in faults
    ]


def _upload_page(request: HttpRequest, form: FolderForm) -> HttpResponse:
    rejects = _rejects(form.found)
    shown: dict[str, Any] = {"form": form, "is_first": not head().count, "wrong": rejects}
    shown["imports_workbooks"] = may(request.user, Action.IMPORT)
    if rejects:
        number = counted(len(rejects), "fault in the folder", "faults in the folder")
        form.add_error("files", f"{number}, and nothing was imported")
        shown["faults_key"] = keep_rejects(request.user, rejects)
    return render(request, "importing/folder_upload.html", shown, status=form.status)

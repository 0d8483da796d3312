"""Files of an import: what does not fit, the new key file, and the tables that another page imports."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from standto.importing.reject_files import rejects_data
from standto_desk.access.guard import needs
from standto_desk.access.permission import Action
from standto_desk.book.situations import situation_at
from standto_desk.clock import now
from standto_desk.kit.act_forms import REFUSED
from standto_desk.kit.workbooks.kept_imports import kept, kept_rejects, key_file
from standto_desk.kit.workbooks.reading import scenario_in
from standto_desk.pages.importing.rest_of_workbooks import rest_as_folder


@require_safe
@needs(Action.IMPORT)
def rejects(request: HttpRequest, key: str) -> HttpResponse:
    """Send what does not fit as a table for a spreadsheet."""
    found = kept_rejects(request.user, key)
    if found is None:
        raise Http404
    return as_file(rejects_data(found, "rejects.csv"), "rejects.csv", "text/csv; charset=utf-8")


@require_safe
@needs(Action.IMPORT)
def rest(request: HttpRequest, key: str) -> HttpResponse:
    """Send the tables of an import that it leaves as they are, as a folder."""
    found = kept(request.user, key)
    if found is None or found.window is None:
        raise Http404
    sheets = scenario_in(found.settings, found.tables)
    return as_file(rest_as_folder(found, sheets, situation_at(now()).scenario), "folder.zip", "application/zip")


@require_POST
@needs(Action.IMPORT)
def new_key_file(request: HttpRequest, key: str) -> HttpResponse:
    """Send the new key file, which only the page that shows the import can ask for."""
    text = key_file(request.user, request.POST.get("secret", "")) if kept(request.user, key) else None
    if text is None:
        return render(request, "importing/gone.html", {"what": "key file"}, status=REFUSED)
    return as_file(text.encode(), "key.csv", "text/csv; charset=utf-8")


def as_file(data: bytes, name: str, kind: str) -> HttpResponse:
    """Return an answer that the browser saves as a file."""
    answer = HttpResponse(data, content_type=kind)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer

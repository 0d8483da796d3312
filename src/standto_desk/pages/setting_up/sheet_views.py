"""The step of the sheet: it is read by a suggested mapping, or by one that was corrected, and gives the key file."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from standto.errors import InputError
from standto.model.zone import Zone
from standto.wording import counted
from standto_desk.access.guard import needs
from standto_desk.access.permission import Action
from standto_desk.access.posts import author_of
from standto_desk.clock import now
from standto_desk.kit.act_forms import REFUSED
from standto_desk.kit.form_views import form_page, posted
from standto_desk.kit.workbooks.kept_imports import keep_key_file, key_file
from standto_desk.kit.workbooks.reading import ReadSheets, SuggestedMapping, Upload, read_by, suggested
from standto_desk.pages.setting_up.forms import SavedForm, SheetForm
from standto_desk.pages.setting_up.kept_answers import FORCE, SHEET, STEPS, answers_of, keep_answers
from standto_desk.pages.setting_up.steps import TITLES
from standto_desk.pages.setting_up.views import after

WITHOUT, SAVED = "without", "saved"
"""The buttons that go on without a sheet, and after the key file was saved."""
UNSAVED = "unsaved-sheet"
"""The name under which a sheet is kept until its key file is saved."""
MOST_SHOWN = 100


@needs(Action.SET_UP)
@form_page
def sheet(request: HttpRequest) -> HttpResponse:
    """Take workbooks, and read them by the mapping that they suggest or that was corrected."""
    if not answers_of(request.user).of(FORCE):
        return redirect("set-up-force")
    act = request.POST.get("act")
    if act == WITHOUT:
        keep_answers(request.user, answers_of(request.user).with_step(SHEET, {"tables": {}, "counts": {}}))
        return redirect(after(SHEET))
    if act == SAVED:
        return _saved(request)
    form = SheetForm(posted(request), request.FILES or None)
    if not (form.is_bound and form.is_valid()):
        return _page(request, form)
    try:
        return _read(request, form)
    except InputError as error:
        for fault in error.faults:
            form.add_error("mapping" if fault.place == "mapping" else "workbooks", str(fault))
        return _page(request, form)


@require_POST
@needs(Action.SET_UP)
def new_key_file(request: HttpRequest) -> HttpResponse:
    """Send the key file, which only the page after the sheet can ask for."""
    text = key_file(request.user, request.POST.get("secret", ""))
    if text is None:
        return render(request, "setting_up/key_gone.html", status=REFUSED)
    answer = HttpResponse(text.encode(), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = 'attachment; filename="key.csv"'
    return answer


def _read(request: HttpRequest, form: SheetForm) -> HttpResponse:
    sent, guess = Upload(form.cleaned_data["workbooks"], None), None
    mapping = form.cleaned_data["mapping"]
    if not mapping.strip():
        guess = suggested(sent, first_day=_monday(request), known=_known(request))
        mapping = guess.text
        form.show_mapping(mapping)
    found = read_by(sent, mapping, taken=(), needs_key=False)
    if found.rejects:
        number = counted(len(found.rejects), "cell or row does not fit", "cells or rows do not fit")
        form.add_error(None, f"{number}, and nothing was kept")
        return _page(request, form, guess=guess, rejects=found.rejects[:MOST_SHOWN])
    return _key_page(request, found, guess)


def _key_page(request: HttpRequest, found: ReadSheets, guess: SuggestedMapping | None) -> HttpResponse:
    """Keep what was read, and offer the key file before anything else."""
    kept: dict[str, Any] = {
        "settings": found.settings,
        "tables": found.tables,
        "counts": found.counts,
        "doubts": [] if guess is None else [list(one) for one in guess.doubts],
    }
    answers = answers_of(request.user)
    if not found.key:
        keep_answers(request.user, answers.with_step(SHEET, kept))
        return redirect(after(SHEET))
    # It is a step done once the key file is saved: until then it is kept under another name.
    keep_answers(request.user, answers.with_step(UNSAVED, kept))
    sealed = ":".join(keep_key_file(request.user, found.key))
    return _draw_key(request, SavedForm(initial={"secret": sealed}), kept, sealed)


def _saved(request: HttpRequest) -> HttpResponse:
    """Go on once the key file is saved."""
    answers, form = answers_of(request.user), SavedForm(posted(request))
    kept = answers.of(UNSAVED)
    if not kept:
        return redirect("set-up-sheet")
    if not form.is_valid():
        return _draw_key(request, form, kept, request.POST.get("secret", ""))
    steps = {step: given for step, given in answers.steps.items() if step != UNSAVED}
    keep_answers(request.user, type(answers)({**steps, SHEET: kept}))
    return redirect(after(SHEET))


def _draw_key(request: HttpRequest, form: SavedForm, kept: dict[str, Any], sealed: str) -> HttpResponse:
    shown = {"form": form, "found": kept, "sealed": sealed}
    return render(request, "setting_up/sheet_read.html", shown, status=form.status)


def _page(request: HttpRequest, form: SheetForm, **shown: object) -> HttpResponse:
    place = STEPS.index(SHEET)
    there = answers_of(request.user).of(SHEET)
    shown |= {"form": form, "title": TITLES[SHEET], "number": place + 1, "of": len(STEPS) + 1, "there": there}
    shown["back"] = f"set-up-{STEPS[place - 1]}"
    return render(request, "setting_up/sheet.html", shown, status=form.status)


def _known(request: HttpRequest) -> dict[str, str]:
    """Return the settings that a suggestion need not guess."""
    return {"home": author_of(request).force, "timezone": answers_of(request.user).of(FORCE)["timezone"]}


def _monday(request: HttpRequest) -> date:
    today = Zone(answers_of(request.user).of(FORCE)["timezone"]).local(now()).date()
    return today - timedelta(days=today.weekday())

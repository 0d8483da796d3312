"""The volunteer's own page: their record, stepping back and returning, each with a receipt."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from standto.model.event import ON_CALL
from standto_desk.access.guard import needs
from standto_desk.access.people_in_reach import own_person
from standto_desk.access.permission import Action
from standto_desk.access.posts import author_of
from standto_desk.acts.known_facts import AlreadyKnown
from standto_desk.acts.own_availability import said_by, taken_back_by
from standto_desk.acts.stepping_back import return_to_duty, step_back
from standto_desk.clock import now
from standto_desk.kit.act_forms import new_key
from standto_desk.kit.form_views import attempted, form_page, posted
from standto_desk.kit.receipts import receipt_of
from standto_desk.ledger.models import Entry
from standto_desk.ledger.reading import known_entries
from standto_desk.pages.own.calendars import words_for
from standto_desk.pages.own.forms import CapabilityForm
from standto_desk.picture.own_records import OwnRecord, own_record
from standto_desk.picture.rota.looking import unseen_by
from standto_desk.picture.showing import picture_now


def in_register(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Give a view the volunteer's record; show another page if the register has none yet."""

    @wraps(view)
    def shown(request: HttpRequest, **parts: int) -> HttpResponse:
        picture, person = picture_now(), own_person(request.user)
        record = own_record(picture.situation, picture.at, person) if person else None
        return render(request, "own/nobody.html") if record is None else view(request, record, **parts)

    return shown


@needs(Action.STEP_BACK_SELF)
@require_safe
@in_register
def own(request: HttpRequest, record: OwnRecord) -> HttpResponse:
    """Show the volunteer's record."""
    at = now()
    said, unseen = said_by(request.user, record.person.id, at), unseen_by(request.user, record.person.id, at)
    shown = {"record": record, "at": at, "said": said, "words_for": words_for, "unseen": unseen, "new_key": new_key}
    return render(request, "own/own.html", shown)


@needs(Action.STEP_BACK_SELF)
@form_page
@in_register
def step_back_form(request: HttpRequest, record: OwnRecord) -> HttpResponse:
    """Let the volunteer step back, at once."""
    form = CapabilityForm(posted(request), record=record, label="What do you step back from?")
    return _choose(request, form, step_back, "own/step_back.html")


@needs(Action.STEP_BACK_SELF)
@form_page
@in_register
def return_form(request: HttpRequest, record: OwnRecord) -> HttpResponse:
    """Let the volunteer return, at once."""
    form = CapabilityForm(posted(request), record=record, label="What do you return to?")
    return _choose(request, form, return_to_duty, "own/return.html")


@needs(Action.STEP_BACK_SELF)
@require_safe
def receipt(request: HttpRequest, sequence: int) -> HttpResponse:
    """Show the receipt of an entry that the volunteer made."""
    person = own_person(request.user)
    entry = known_entries().by(request.user.pk).at(sequence)
    back = None if entry is None else taken_back_by(entry)
    if not person or entry is None or (back or entry).subject != person:
        raise Http404
    time = back or (entry if entry.kind == ON_CALL else None)
    shown = {"receipt": receipt_of([entry]), "person": person, "time": time, "taken_back": back is not None}
    return render(request, "own/receipt.html", shown)


def _choose(request: HttpRequest, form: CapabilityForm, act: Callable[..., Entry], page: str) -> HttpResponse:
    """Do the act that the volunteer chose and lead to its receipt, or to the first one if it was done before."""

    def enter() -> HttpResponse:
        try:
            entry = act(account=request.user, author=author_of(request), **form.cleaned_data)
        except AlreadyKnown as known:
            return _lead_to_first(request, form, known.entry)
        return redirect("my-receipt", sequence=entry.sequence)

    return form.result if attempted(form, enter) else render(request, page, {"form": form}, status=form.status)


def _lead_to_first(request: HttpRequest, form: CapabilityForm, entry: Entry | None) -> HttpResponse:
    """Say that we recorded nothing new, and lead to the receipt of the first time if there is one."""
    if entry is None:
        messages.info(request, "You have not stepped back from that, so we have recorded nothing")
        return redirect("my")
    chosen = form.cleaned_data["capability"]
    what = dict(form.fields["capability"].choices)[chosen] if chosen else "everything"
    messages.info(request, f"You had already stepped back from {what}, so we have recorded nothing more")
    return redirect("my-receipt", sequence=entry.sequence)

"""Saying when one is available, and taking it back, each with a receipt."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from standto_desk.access.guard import needs
from standto_desk.access.permission import Action
from standto_desk.access.posts import author_of
from standto_desk.acts.known_facts import AlreadyKnown
from standto_desk.acts.own_availability import last_readiness, said_by, say_available, take_back
from standto_desk.clock import now
from standto_desk.kit.form_views import attempted, form_page, posted
from standto_desk.ledger.models import Entry
from standto_desk.pages.own.forms import AvailabilityForm, TakeBackForm, usual_answers
from standto_desk.pages.own.views import in_register
from standto_desk.picture.own_records import OwnRecord
from standto_desk.picture.showing import picture_now

OVER = "That is over, or you had already taken it back, so we have recorded nothing"


@needs(Action.STEP_BACK_SELF)
@form_page
@in_register
def available_form(request: HttpRequest, record: OwnRecord) -> HttpResponse:
    """Let the volunteer say when they are available, at once."""
    person = record.person.id
    usual = usual_answers(picture_now().situation.scenario, person, last_readiness(request.user, person), now())
    form = AvailabilityForm(posted(request), initial=usual)

    def enter() -> HttpResponse:
        try:
            entry = say_available(account=request.user, author=author_of(request), **form.cleaned_data)
        except AlreadyKnown as known:
            return _lead_to_first(request, known.entry, "You had already said so, so we have recorded nothing more")
        return redirect("my-receipt", sequence=entry.sequence)

    if attempted(form, enter):
        return form.result
    return render(request, "own/available.html", {"form": form}, status=form.status)


@needs(Action.STEP_BACK_SELF)
@form_page
@in_register
def take_back_form(request: HttpRequest, record: OwnRecord, sequence: int) -> HttpResponse:
    """Let the volunteer take back what they said, at once."""
    form, at = TakeBackForm(posted(request)), now()

    def enter() -> HttpResponse:
        try:
            entry = take_back(account=request.user, author=author_of(request), sequence=sequence, **form.cleaned_data)
        except AlreadyKnown:
            return _lead_to_first(request, None, OVER)
        return redirect("my-receipt", sequence=entry.sequence)

    if attempted(form, enter):
        return form.result
    said = next((one for one in said_by(request.user, record.person.id, at) if one.sequence == sequence), None)
    if said is None:
        return _lead_to_first(request, None, OVER)
    return render(request, "own/take_back.html", {"form": form, "said": said, "at": at}, status=form.status)


def _lead_to_first(request: HttpRequest, entry: Entry | None, words: str) -> HttpResponse:
    """Say that we recorded nothing new, and lead to the receipt of the first time if there is one."""
    messages.info(request, words)
    return redirect("my") if entry is None else redirect("my-receipt", sequence=entry.sequence)

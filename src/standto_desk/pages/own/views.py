"""The volunteer's own page: what is recorded of them, stepping back and returning, each with a receipt."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from standto_desk.access.guard import needs
from standto_desk.access.permission import Action
from standto_desk.access.posts import author_of
from standto_desk.access.reaching import own_person
from standto_desk.acts.already import AlreadySo
from standto_desk.acts.stepping_back import return_to_duty, step_back
from standto_desk.clock import now
from standto_desk.kit.act_forms import DONE, REFUSED
from standto_desk.kit.receipts import receipt_of
from standto_desk.ledger.reading import known_entries
from standto_desk.ledger.refusals import Refused
from standto_desk.pages.own.forms import FromWhatForm
from standto_desk.picture.own_records import own_record
from standto_desk.picture.showing import picture_now

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

    from standto_desk.ledger.models import Entry
    from standto_desk.picture.own_records import OwnRecord


def in_register(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Give a view the volunteer's record, and say plainly where the register has none: accounts may be made first."""

    @wraps(view)
    def told(request: HttpRequest) -> HttpResponse:
        picture, person = picture_now(), own_person(request.user)
        record = own_record(picture.situation, picture.at, person) if person else None
        return render(request, "own/nobody.html") if record is None else view(request, record)

    return told


@needs(Action.STEP_BACK_SELF)
@require_safe
@in_register
def own(request: HttpRequest, record: OwnRecord) -> HttpResponse:
    """Show what is recorded of the volunteer."""
    return render(request, "own/own.html", {"record": record, "at": now()})


@needs(Action.STEP_BACK_SELF)
@require_http_methods(["GET", "HEAD", "POST"])
@in_register
def go_back(request: HttpRequest, record: OwnRecord) -> HttpResponse:
    """Step back, at once."""
    form = _form(request, record, "From what do you step back?", "From everything")
    return _choose(request, form, step_back, "own/step_back.html")


@needs(Action.STEP_BACK_SELF)
@require_http_methods(["GET", "HEAD", "POST"])
@in_register
def come_back(request: HttpRequest, record: OwnRecord) -> HttpResponse:
    """Return, at once."""
    form = _form(request, record, "To what do you return?", "To everything")
    return _choose(request, form, return_to_duty, "own/return.html")


@needs(Action.STEP_BACK_SELF)
@require_safe
def receipt(request: HttpRequest, sequence: int) -> HttpResponse:
    """Show the receipt of something that the volunteer entered."""
    person = own_person(request.user)
    entry = known_entries().filter(sequence=sequence, account=str(request.user.pk), subject=person).first()
    if not person or entry is None:
        raise Http404
    return render(request, "own/receipt.html", {"receipt": receipt_of([entry]), "person": person})


def _form(request: HttpRequest, record: OwnRecord, label: str, everything: str) -> FromWhatForm:
    """Return the form, as it came or with a new key."""
    filled = request.POST if request.method == "POST" else None
    return FromWhatForm(filled, record=record, label=label, everything=everything)


def _choose(request: HttpRequest, form: FromWhatForm, act: Callable[..., Entry], page: str) -> HttpResponse:
    """Do what the volunteer chose and lead to the receipt; to that of the first time, where it is so already."""
    if form.is_valid():
        try:
            entry = act(account=request.user, author=author_of(request), **form.cleaned_data)
        except AlreadySo as so:
            return _say_already(request, form, so.entry)
        except Refused as refused:
            form.take(refused.faults)
        else:
            return redirect("my-receipt", sequence=entry.sequence)
    status = form.status if form.status != DONE or not form.is_bound else REFUSED
    return render(request, page, {"form": form}, status=status)


def _say_already(request: HttpRequest, form: FromWhatForm, entry: Entry | None) -> HttpResponse:
    """Say that nothing was entered, since it is so already, and lead to what says so."""
    if entry is None:
        messages.info(request, "You have not stepped back from that. Nothing was entered")
        return redirect("my")
    chosen = form.cleaned_data["capability"]
    what = dict(form.fields["capability"].choices)[chosen] if chosen else "everything"
    messages.info(request, f"You had already stepped back from {what}. Nothing more was entered")
    return redirect("my-receipt", sequence=entry.sequence)

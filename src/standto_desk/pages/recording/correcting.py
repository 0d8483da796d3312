"""Views that find an entry and put it right."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from standto.model.event import CORRECTION, Event
from standto_desk.access.guard import needs
from standto_desk.access.permission import Action, may
from standto_desk.access.posts import hand_of
from standto_desk.acts.correcting import correct_entry, may_correct
from standto_desk.acts.recording import force_of
from standto_desk.ledger import Entry, Refused, Stale
from standto_desk.pages.recording.comparing import compared
from standto_desk.pages.recording.finding import entries_about, entries_by, line_of
from standto_desk.pages.recording.views import CONFLICT, number_in
from standto_desk.picture import picture_now
from standto_desk.picture.effects import effect_of
from standto_desk.picture.people import person_state

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

FOUND = "found-person"
"""Where a session keeps the person that somebody looked for: never in an address."""


class FindForm(forms.Form):
    """Whom to look for."""

    cipher = forms.CharField(label="Cipher", error_messages={"required": "Enter a cipher"}, max_length=100)

    def __init__(self, *args: object, request: HttpRequest, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self._account = request.user

    def clean_cipher(self) -> str:
        """Return the cipher of somebody whose state may be seen."""
        cipher = str(self.cleaned_data["cipher"]).strip().lower()
        force = force_of(cipher)
        if not force or not may(self._account, Action.SEE_PERSON, force=force, person=cipher):
            raise forms.ValidationError("Nobody of your force has this cipher")
        return cipher


@needs(Action.RECORD)
@require_http_methods(["GET", "HEAD", "POST"])
def recent(request: HttpRequest) -> HttpResponse:
    """List what somebody entered last, and find a person."""
    form = FindForm(*([request.POST] if request.method == "POST" else []), request=request)
    if request.method == "POST" and form.is_valid():
        request.session[FOUND] = form.cleaned_data["cipher"]
        return redirect("record-person")
    return render(request, "recording/recent.html", {"form": form, "lines": entries_by(request.user)})


@needs(Action.RECORD)
@require_safe
def person(request: HttpRequest) -> HttpResponse:
    """Show what is so of the person found, and the entries about them."""
    cipher = request.session.get(FOUND)
    if not cipher:
        return redirect("record-recent")
    if not may(request.user, Action.SEE_PERSON, force=force_of(cipher), person=cipher):
        raise PermissionDenied
    picture = picture_now()
    shown = {
        "state": person_state(picture.situation, picture.at, cipher),
        "at": picture.at,
        "lines": entries_about(request.user, cipher),
    }
    return render(request, "recording/person.html", shown)


@needs(Action.RECORD)
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: HttpRequest, sequence: int) -> HttpResponse:
    """Show an entry and what its correction would do; correct it once that is confirmed."""
    entry = Entry.objects.filter(sequence=sequence).first()
    if entry is None:
        raise Http404
    if not may_correct(request.user, entry):
        raise PermissionDenied
    if request.method != "POST":
        return _show(request, entry)
    try:
        correct_entry(
            account=request.user,
            hand=hand_of(request),
            sequence=sequence,
            based_on=number_in(request.POST.get("based_on", "")),
            key=request.POST.get("key", "")[:64],
        )
    except Stale as stale:
        return _show(request, entry, stale=stale, status=CONFLICT)
    except Refused as refused:
        return _show(request, entry, refused=refused, status=CONFLICT)
    return redirect("record-corrected", sequence=sequence)


@needs(Action.RECORD)
@require_safe
def corrected(request: HttpRequest, sequence: int) -> HttpResponse:
    """Show an entry and its correction beside it."""
    entry = Entry.objects.filter(sequence=sequence).first()
    line = None if entry is None or not may_correct(request.user, entry) else line_of(request.user, entry)
    if line is None or line.corrected is None:
        raise Http404
    return render(request, "recording/corrected.html", {"line": line})


def _show(
    request: HttpRequest,
    entry: Entry,
    *,
    stale: Stale | None = None,
    refused: Refused | None = None,
    status: int = 200,
) -> HttpResponse:
    """Show an entry and what its correction would do."""
    picture = picture_now()
    undone = Event("", CORRECTION, entry.reference, occurred=picture.at, recorded=picture.at)
    shown = {
        "line": line_of(request.user, entry),
        "comparison": compared(effect_of(picture, [undone])),
        "until": picture.cover.until,
        "based_on": picture.sequence,
        "key": uuid4().hex,
        "stale": stale,
        "refused": refused,
    }
    return render(request, "recording/correct.html", shown, status=status)

"""Views that find entries to correct: the account's own latest, and those about a person, whom no address names."""

from __future__ import annotations

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from standto_desk.access.guard import needs
from standto_desk.access.people_in_reach import force_of, may_reach
from standto_desk.access.permission import Action
from standto_desk.acts.record_openings import Where, note_opened
from standto_desk.components.typed_ciphers import CipherField
from standto_desk.kit.act_forms import ActForm
from standto_desk.kit.form_views import form_page, posted
from standto_desk.pages.recording.finding import entries_about, entries_by
from standto_desk.picture.people import person_state
from standto_desk.picture.showing import picture_now

FOUND = "found-person"
"""The key of a session for the person that somebody looked for; no address holds their cipher."""


class FindForm(ActForm):
    """The person to look for."""

    cipher = CipherField(label="Cipher", error_messages={"required": "Enter a cipher"}, max_length=100)

    def __init__(self, *args: object, request: HttpRequest, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self._account = request.user

    def clean_cipher(self) -> str:
        """Return the cipher of a person whose state the account may see."""
        cipher: str = self.cleaned_data["cipher"]
        if not (force_of(cipher) and may_reach(self._account, Action.SEE_PERSON, cipher)):
            raise forms.ValidationError("Nobody in your force has this cipher")
        return cipher


@needs(Action.RECORD)
@form_page
def recent(request: HttpRequest) -> HttpResponse:
    """List the last entries that somebody made, and find a person."""
    form = FindForm(posted(request), request=request)
    if form.is_bound and form.is_valid():
        request.session[FOUND] = form.cleaned_data["cipher"]
        return redirect("record-person")
    shown = {"form": form, "lines": entries_by(request.user)}
    return render(request, "recording/recent.html", shown, status=form.status)


@needs(Action.RECORD)
@require_safe
def person(request: HttpRequest) -> HttpResponse:
    """Show the state of the person found, and the entries about them."""
    cipher = request.session.get(FOUND)
    if not cipher:
        return redirect("record-recent")
    if not (force_of(cipher) and may_reach(request.user, Action.SEE_PERSON, cipher)):
        raise PermissionDenied
    note_opened(account=request.user, people=[cipher], where=Where.RECORD)
    picture = picture_now()
    shown = {
        "state": person_state(picture.situation, picture.at, cipher),
        "at": picture.at,
        "lines": entries_about(request.user, cipher),
    }
    return render(request, "recording/person.html", shown)

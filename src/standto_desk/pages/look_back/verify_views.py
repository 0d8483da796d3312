"""Verifying the chain from a page, with or without an anchor, and downloading an anchor."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from standto.errors import OptionError
from standto_desk.access.guard import needs
from standto_desk.access.permission import Action
from standto_desk.access.posts import author_of
from standto_desk.acts.models import Verification
from standto_desk.acts.verifying import anchor_now, ask_verification, has_stopped
from standto_desk.clock import now
from standto_desk.ledger.reading import head
from standto_desk.pages.look_back.page import draw
from standto_desk.presenting.posts import names_for

LARGEST = 10_000
"""Bytes allowed in an anchor's file, which has a few hundred."""
SHOWN = 10


class VerifyForm(forms.Form):
    """An anchor to check the ledger against."""

    anchor = forms.FileField(
        label="Anchor (optional)",
        required=False,
        help_text="Choose an anchor that you keep elsewhere. It shows whether the ledger was cut short or replaced.",
    )

    def clean_anchor(self) -> str:
        """Return the text of the file."""
        file = self.cleaned_data.get("anchor")
        if file is None:
            return ""
        if file.size > LARGEST:
            raise forms.ValidationError("This file is too large to be an anchor: choose one downloaded from this page")
        return str(file.read().decode("utf-8", "replace"))


@needs(Action.VERIFY)
def verify(request: HttpRequest) -> HttpResponse:
    """Show the last verifications and the one in progress, and start one."""
    form = VerifyForm(request.POST, request.FILES) if request.method == "POST" else VerifyForm()
    if form.is_valid():
        try:
            ask_verification(account=request.user, author=author_of(request), anchor=form.cleaned_data["anchor"])
            return redirect("look-back-verify")
        except OptionError as error:
            words = str(error)
            form.add_error("anchor", f"{words[:1].upper()}{words[1:]}")
    return draw(request, "verify", {"form": form, **_so_far(request)}, status=422 if form.errors else 200)


@require_safe
@needs(Action.VERIFY)
def anchor(request: HttpRequest) -> HttpResponse:
    """Send an anchor of the last entry as a file."""
    try:
        text = anchor_now(account=request.user)
    except OptionError as error:
        return draw(request, "verify", {"form": VerifyForm(), "no_anchor": str(error), **_so_far(request)}, status=503)
    answer = HttpResponse(text, content_type="application/json")
    answer.headers["Content-Disposition"] = f'attachment; filename="anchor-{head().count}.json"'
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _so_far(request: HttpRequest) -> dict[str, Any]:
    """Return the latest verifications and the one in progress."""
    asked = list(Verification.objects.filter(asked__lte=now())[:SHOWN])
    # Read once, so that a verification that ends meanwhile is either in progress here or has a result.
    stopped = {one.pk: has_stopped(one) for one in asked}
    running = next((one for one in asked if one.ended is None and not stopped[one.pk]), None)
    return {
        "running": running,
        "last": [(one, stopped[one.pk]) for one in asked if one is not running],
        "names": names_for(request.user, {one.account for one in asked}),
        "count": head().count,
    }

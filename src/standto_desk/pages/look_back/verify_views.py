"""Verifying the chain from a page, with or without an anchor, and downloading an anchor."""

from __future__ import annotations

from typing import Any, NamedTuple

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from standto.errors import OptionError
from standto.model.time import Instant
from standto_desk.access.guard import needs
from standto_desk.access.permission import Action
from standto_desk.access.posts import author_of
from standto_desk.acts.models import Verification
from standto_desk.acts.verifying import anchor_now, ask_verification, failed_verifications, verification_under_way
from standto_desk.clock import now
from standto_desk.jobs.models import CANCELLED, Job
from standto_desk.jobs.queueing import AlreadyUnderWay
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
        except AlreadyUnderWay:
            form.add_error("anchor", "The chain is already being verified; wait for the result")
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


class Unfinished(NamedTuple):
    """A verification without a result: under way, or ended for a reason."""

    asked: Instant
    account: str
    post: str
    share: int
    reason: str
    job: Job


def _so_far(request: HttpRequest) -> dict[str, Any]:
    """Return the latest results, the verification under way, and those that ended without a result."""
    running = _unfinished(verification_under_way())  # first, so that one that ends meanwhile is among the results
    last = list(Verification.objects.filter(asked__lte=now())[:SHOWN])
    failed = [one for found in failed_verifications() if (one := _unfinished(found)) is not None]
    accounts = {one.account for one in (*last, *failed)} | ({running.account} if running else set())
    return {
        "running": running,
        "failed": failed,
        "last": last,
        "names": names_for(request.user, accounts),
        "count": head().count,
        "own_id": str(request.user.pk),
    }


def _unfinished(found: Job | None) -> Unfinished | None:
    """Return a verification without a result, as the page shows it; None if the desk's clock has yet to reach it."""
    if found is None or found.arguments["asked"] > now():
        return None
    reason = found.reason or ("it was cancelled" if found.state == CANCELLED else "")
    return Unfinished(found.arguments["asked"], found.account, found.arguments["post"], found.share, reason, found)

"""Views that correct entries: one, or all that were made together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from standto.model.event import CORRECTION, Event
from standto_desk.access.guard import needs
from standto_desk.access.permission import Action
from standto_desk.access.posts import author_of
from standto_desk.acts.correcting import correct_entries, correctable
from standto_desk.acts.known_facts import ABOUT_PEOPLE
from standto_desk.acts.record_openings import Where, note_opened
from standto_desk.kit.act_forms import BasedForm
from standto_desk.kit.form_views import attempted, form_page, posted
from standto_desk.ledger.models import Entry
from standto_desk.ledger.reading import entries, known_entries
from standto_desk.pages.recording.comparing import compared
from standto_desk.pages.recording.finding import EntryLine, lines_of, made_together
from standto_desk.picture.drawing import effect_of
from standto_desk.picture.showing import picture_ahead, picture_now


@needs(Action.RECORD)
@form_page
def correct(request: HttpRequest, sequence: int) -> HttpResponse:
    """Show an entry and the effect of correcting it; correct it once the account confirms."""
    found = list(known_entries().numbered([sequence]))
    return _correct(request, found) or redirect("record-corrected", sequence=sequence)


@needs(Action.RECORD)
@form_page
def correct_batch(request: HttpRequest, key: str) -> HttpResponse:
    """Show entries that were made together; correct the uncorrected ones once the account confirms."""
    found = made_together(request.user, key)
    return _correct(request, found) or redirect("record-batch", key=key)


@needs(Action.RECORD)
@require_safe
def corrected(request: HttpRequest, sequence: int) -> HttpResponse:
    """Show an entry and its correction beside it."""
    return _show_corrected(request, list(known_entries().numbered([sequence])))


@needs(Action.RECORD)
@require_safe
def batch(request: HttpRequest, key: str) -> HttpResponse:
    """Show entries that were made together and their corrections."""
    return _show_corrected(request, made_together(request.user, key))


def _show_corrected(request: HttpRequest, entries: Sequence[Entry]) -> HttpResponse:
    if not entries or len(correctable(request.user, entries)) < len(entries):
        raise Http404
    lines = _opened(request, entries)
    made = [line.corrected for line in lines if line.corrected is not None]
    if not made:
        raise Http404
    return render(request, "recording/corrected.html", {"lines": lines, "at": max(one.recorded for one in made)})


def _correct(request: HttpRequest, found: Sequence[Entry]) -> HttpResponse | None:
    """Show entries and the effect of correcting them, or correct them and return None."""
    if not found:
        raise Http404
    if len(correctable(request.user, found)) < len(found):
        raise PermissionDenied
    form = BasedForm(posted(request), based_on=picture_now().sequence)

    def act() -> None:
        key, account = form.cleaned_data["key"], request.user
        if entries().sent_together(key).by(account.pk).events(CORRECTION).exists():
            return
        correct_entries(
            account=account,
            author=author_of(request),
            sequences=[line.sequence for line in lines_of(account, found) if line.open],
            based_on=form.cleaned_data["based_on"] or 0,  # without a number, the page is always stale
            key=key,
        )

    return None if attempted(form, act) else _show(request, found, form)


def _show(request: HttpRequest, entries: Sequence[Entry], form: BasedForm) -> HttpResponse:
    """Show entries and the effect of correcting those that are not corrected yet."""
    lines = _opened(request, entries)
    left = [one for one, line in zip(entries, lines, strict=True) if line.open]
    picture = picture_ahead(min((one.occurred for one in left), default=0))
    now = picture.known_at
    undone = [Event("", CORRECTION, one.reference, occurred=now, recorded=now) for one in left]
    shown: dict[str, Any] = {
        "form": form,
        "lines": lines,
        "left": len(left),
        "comparison": compared(effect_of(picture, undone)),
        "picture": picture,
    }
    return render(request, "recording/correct.html", shown, status=form.status)


def _opened(request: HttpRequest, entries: Sequence[Entry]) -> tuple[EntryLine, ...]:
    """Return entries as lines, and note that the account opened the records of their people."""
    people = [one.subject for one in entries if one.kind in ABOUT_PEOPLE]
    note_opened(account=request.user, people=people, where=Where.CORRECT)
    return lines_of(request.user, entries)

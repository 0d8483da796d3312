"""Recording in three steps: enter what happened, see its effect on cover, confirm it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from standto_desk.access.guard import needs
from standto_desk.access.people_in_reach import reachable
from standto_desk.access.permission import Action
from standto_desk.access.posts import author_of
from standto_desk.acts.known_facts import ABOUT_PEOPLE, AlreadyKnown, already_known
from standto_desk.acts.occurrences import Occurrence, events_of
from standto_desk.acts.record_openings import Where, note_opened
from standto_desk.acts.recording import OTHER_KINDS, pools_of, record
from standto_desk.kit.act_forms import CONFLICT
from standto_desk.kit.form_views import attempted, form_page, posted
from standto_desk.kit.receipts import receipt_of
from standto_desk.pages.recording.comparing import compared
from standto_desk.pages.recording.drafts import forget, left_out_of, put_aside, put_aside_by
from standto_desk.pages.recording.finding import made_together, shown_to
from standto_desk.pages.recording.forms import EffectForm, OccurrenceForm, PeopleForm
from standto_desk.picture.drawing import effect_of
from standto_desk.picture.showing import picture_ahead, picture_now
from standto_desk.presenting.event_kinds import KINDS, PLACES, is_of_places, kind_of


@needs(Action.RECORD)
@form_page
def enter(request: HttpRequest) -> HttpResponse:
    """Ask what happened, to whom, and from when."""
    scenario, force = picture_now().scenario, author_of(request).force
    form = PeopleForm(posted(request), request.FILES or None, scenario=scenario, force=force)
    return _go_on(request, form) or render(request, "recording/enter.html", {"form": form}, status=form.status)


@needs(Action.RECORD)
@require_safe
def others(request: HttpRequest) -> HttpResponse:
    """Show the other kinds of events to choose from."""
    return render(request, "recording/others.html", {"kinds": [(kind, KINDS[kind]) for kind in _others(request)]})


@needs(Action.RECORD)
@form_page
def enter_other(request: HttpRequest, kind: str) -> HttpResponse:
    """Ask for the details of one of the other kinds."""
    if kind not in _others(request):
        raise Http404
    scenario, force = picture_now().scenario, author_of(request).force
    form = OccurrenceForm(posted(request), request.FILES or None, kind=kind, scenario=scenario, force=force)
    shown = {"form": form, "kind": KINDS[kind]}
    return _go_on(request, form) or render(request, "recording/enter_other.html", shown, status=form.status)


@needs(Action.RECORD)
@form_page
def effect(request: HttpRequest, key: str) -> HttpResponse:
    """Show the effect on cover; record it once that is confirmed."""
    occurrence = put_aside_by(request, key)
    if occurrence is None:
        return redirect("record-done", key=key)
    form = EffectForm(posted(request), based_on=picture_now().sequence)

    def act() -> HttpResponse:
        based_on = form.cleaned_data["based_on"] or 0  # without a number, the page is always stale
        try:
            made = record(
                account=request.user, author=author_of(request), occurrence=occurrence, based_on=based_on, key=key
            )
        except AlreadyKnown:
            return _show_effect(request, form, occurrence, status=CONFLICT)
        forget(request, key, left_out=occurrence.without(one.subject for one in made))
        return redirect("record-done", key=key)

    if attempted(form, act):
        return form.result
    return _show_effect(request, form, occurrence, status=form.status)


@needs(Action.RECORD)
@require_safe
def done(request: HttpRequest, key: str) -> HttpResponse:
    """Show the receipt of what was recorded."""
    entries = shown_to(request.user, made_together(request.user, key))
    if not entries:
        raise Http404
    left_out = _opened(request, left_out_of(request, key), Where.PREVIEW)
    shown = {"receipt": receipt_of(entries, picture_now().scenario.pool), "left_out": left_out, "key": key}
    return render(request, "recording/done.html", shown)


def _go_on(request: HttpRequest, form: OccurrenceForm) -> HttpResponse | None:
    """Put aside the occurrence of a valid form, and redirect to its effect."""
    if not (form.is_bound and form.is_valid()):
        return None
    return redirect("record-effect", key=put_aside(request, form.occurrence()))


def _show_effect(request: HttpRequest, form: EffectForm, occurrence: Occurrence, *, status: int) -> HttpResponse:
    """Show the effect of an occurrence on cover, and the people that it leaves out."""
    picture = picture_now()
    ahead = picture_ahead(picture.at if occurrence.occurred is None else occurrence.occurred)
    of_places = is_of_places(occurrence.kind, occurrence.subjects[0], picture.scenario.pool)
    # The effect of an entry about a person reveals that person's state.
    seen = () if of_places else _opened(request, occurrence.subjects, Where.PREVIEW)
    known = already_known(occurrence, picture.situation, picture.at)
    shown: dict[str, Any] = {
        "form": form,
        "occurrence": occurrence,
        "kind": kind_of(occurrence.kind, of_places=of_places),
        "about_people": occurrence.kind in ABOUT_PEOPLE and not of_places,
        "comparison": compared(effect_of(ahead, events_of(occurrence, picture.at))),
        "already": [one for one in seen if one in known],
        "picture": ahead,
    }
    return render(request, "recording/effect.html", shown, status=status)


def _opened(request: HttpRequest, subjects: Sequence[str], where: Where) -> list[str]:
    """Note that the reader opens some records; return the people among the subjects that they may see, in order."""
    seen = reachable(request.user, Action.SEE_PERSON, subjects)
    note_opened(account=request.user, people=seen, where=where)
    return [one for one in subjects if one in seen]


def _others(request: HttpRequest) -> tuple[str, ...]:
    """Return the other kinds of events; those of places only if the force has pools of its own."""
    return (*OTHER_KINDS, *(PLACES if pools_of(author_of(request).force) else ()))

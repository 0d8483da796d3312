"""Recording in three steps: tell what happened, see what it would do to cover, confirm."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from standto_desk.access.guard import needs
from standto_desk.access.permission import Action
from standto_desk.access.posts import author_of
from standto_desk.access.reaching import reachable
from standto_desk.acts.already import ABOUT_PEOPLE, AlreadySo, already_so
from standto_desk.acts.occurrences import events_of
from standto_desk.acts.opening import Where, note_opened
from standto_desk.acts.recording import OTHER_KINDS, pools_of, record
from standto_desk.kit.act_forms import number_in, sentences
from standto_desk.kit.receipts import receipt_of
from standto_desk.ledger.refusals import Refused, Stale
from standto_desk.pages.recording.comparing import compared
from standto_desk.pages.recording.finding import made_together, shown_to
from standto_desk.pages.recording.forms import OccurrenceForm, PeopleForm
from standto_desk.pages.recording.pending import forget, left_out_of, put_aside, taken_up
from standto_desk.picture.effects import effect_of
from standto_desk.picture.showing import picture_now
from standto_desk.presenting.event_kinds import KINDS, PLACES, is_of_places, kind_of
from standto_desk.presenting.subjects import names_in_force

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpRequest, HttpResponse

    from standto_desk.acts.occurrences import Occurrence

CONFLICT = 409


@needs(Action.RECORD)
@require_http_methods(["GET", "HEAD", "POST"])
def tell(request: HttpRequest) -> HttpResponse:
    """Ask what happened, to whom, and from when."""
    form = PeopleForm(*_filled(request), scenario=picture_now().scenario, force=author_of(request).force)
    if request.method == "POST" and form.is_valid():
        return redirect("record-effect", key=put_aside(request, form.occurrence()))
    return render(request, "recording/tell.html", {"form": form})


@needs(Action.RECORD)
@require_safe
def others(request: HttpRequest) -> HttpResponse:
    """Ask which other kind of thing happened."""
    return render(request, "recording/others.html", {"kinds": [(kind, KINDS[kind]) for kind in _others(request)]})


@needs(Action.RECORD)
@require_http_methods(["GET", "HEAD", "POST"])
def tell_other(request: HttpRequest, kind: str) -> HttpResponse:
    """Ask what one of the other kinds uses."""
    if kind not in _others(request):
        raise Http404
    scenario, force = picture_now().scenario, author_of(request).force
    form = OccurrenceForm(*_filled(request), kind=kind, scenario=scenario, force=force)
    if request.method == "POST" and form.is_valid():
        return redirect("record-effect", key=put_aside(request, form.occurrence()))
    return render(request, "recording/tell_other.html", {"form": form, "kind": KINDS[kind]})


@needs(Action.RECORD)
@require_http_methods(["GET", "HEAD", "POST"])
def effect(request: HttpRequest, key: str) -> HttpResponse:
    """Show what it would do to cover; record it once that is confirmed."""
    occurrence = taken_up(request, key)
    if occurrence is None:
        return redirect("record-done", key=key)
    if request.method != "POST":
        return _show_effect(request, occurrence)
    based_on = number_in(request.POST.get("based_on", ""))
    try:
        made = record(
            account=request.user, author=author_of(request), occurrence=occurrence, based_on=based_on, key=key
        )
    except Stale as stale:
        return _show_effect(request, occurrence, stale=stale, status=CONFLICT)
    except Refused as refused:
        return _show_effect(request, occurrence, refused=refused, status=CONFLICT)
    forget(request, key, left_out=occurrence.without(one.subject for one in made))
    return redirect("record-done", key=key)


@needs(Action.RECORD)
@require_safe
def done(request: HttpRequest, key: str) -> HttpResponse:
    """Show the receipt of what was recorded."""
    entries = shown_to(request.user, made_together(request.user, key))
    if not entries:
        raise Http404
    left_out = _opened(request, left_out_of(request, key), Where.PREVIEW)
    shown = {"receipt": receipt_of(entries, picture_now().scenario.pool), "left_out": left_out}
    return render(request, "recording/done.html", {**shown, "key": key})


def _show_effect(
    request: HttpRequest,
    occurrence: Occurrence,
    *,
    stale: Stale | None = None,
    refused: Refused | None = None,
    status: int = 200,
) -> HttpResponse:
    """Show what it would do to cover, and, where it could not be recorded, why."""
    picture = picture_now()
    of_places = is_of_places(occurrence.kind, occurrence.subjects[0], picture.scenario.pool)
    # The effect of an entry about a person gives away that person's state.
    seen = () if of_places else _opened(request, occurrence.subjects, Where.PREVIEW)
    so = already_so(occurrence, picture.situation, picture.at)
    shown: dict[str, Any] = {
        "occurrence": occurrence,
        "kind": kind_of(occurrence.kind, of_places=of_places),
        "about_people": occurrence.kind in ABOUT_PEOPLE and not of_places,
        "comparison": compared(effect_of(picture, events_of(occurrence, picture.at))),
        "already": [one for one in seen if one in so],
        "until": picture.cover.until,
        "based_on": picture.sequence,
        "stale": stale,
        "names": names_in_force() if stale else {},
        "refused": None if isinstance(refused, AlreadySo) else refused and sentences(refused.faults),
    }
    return render(request, "recording/effect.html", shown, status=status)


def _opened(request: HttpRequest, subjects: Sequence[str], where: Where) -> list[str]:
    """Return the people among some subjects whose state may be shown, in their order, once that is noted."""
    seen = reachable(request.user, Action.SEE_PERSON, subjects)
    note_opened(account=request.user, people=seen, where=where)
    return [one for one in subjects if one in seen]


def _others(request: HttpRequest) -> tuple[str, ...]:
    """Return the other kinds that can be told; of places only where the force has pools of its own."""
    return (*OTHER_KINDS, *(PLACES if pools_of(author_of(request).force) else ()))


def _filled(request: HttpRequest) -> tuple[Any, ...]:
    """Return what a form is filled with."""
    return (request.POST, request.FILES) if request.method == "POST" else ()

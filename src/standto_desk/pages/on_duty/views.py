"""The pages that say who is on duty."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from standto.model.time import Instant, Period
from standto.register import Situation
from standto_desk.access.guard import needs
from standto_desk.access.people_in_reach import reachable
from standto_desk.access.permission import Action, may
from standto_desk.acts.record_openings import Where, note_opened
from standto_desk.book.situations import situation_at
from standto_desk.components.small_numbers import coarse, small_number
from standto_desk.kit.paging import page_of
from standto_desk.pages.on_duty.forms import OtherMomentForm
from standto_desk.pages.on_duty.listing import how_soon, person_lines
from standto_desk.pages.on_duty.moments_ahead import moments_offered
from standto_desk.picture.duty_counts import DutyCounts, GroupCount, counts_on_duty, people_on_duty
from standto_desk.picture.showing import moment_now
from standto_desk.presenting.coarsening import planned_readiness
from standto_desk.presenting.readers import visible_until
from standto_desk.presenting.thing_pages import pages_of_things

SIZE = 50
"""The number of people on a page."""


class Seen(NamedTuple):
    """What a reader looks at: the situation as they know it, the present, the moment, and the time to choose from."""

    situation: Situation
    present: Instant
    at: Instant
    within: Period
    exact: bool


@needs(Action.SEE_COUNTS)
@require_safe
def on_duty_now(request: HttpRequest) -> HttpResponse:
    """Show how many people are on duty now."""
    return _counts(request, None)


@needs(Action.SEE_COUNTS)
@require_safe
def on_duty_at(request: HttpRequest, at: int) -> HttpResponse:
    """Show how many people are on duty at a moment."""
    return _counts(request, at)


@needs(Action.RECORD)
@require_safe
def people_now(request: HttpRequest) -> HttpResponse:
    """Show who is on duty now."""
    return _people(request, None)


@needs(Action.RECORD)
@require_safe
def people_at(request: HttpRequest, at: int) -> HttpResponse:
    """Show who is on duty at a moment."""
    return _people(request, at)


def _counts(request: HttpRequest, at: Instant | None) -> HttpResponse:
    seen = _seen(request, at)
    form = OtherMomentForm(request.GET if "at_0" in request.GET else None, within=seen.within)
    if form.is_bound and form.is_valid():
        return redirect("on-duty-at", form.cleaned_data["at"])
    counts, scenario = counts_on_duty(seen.situation, seen.at), seen.situation.scenario
    bound, pages = any(row.duty for row in scenario.rota), pages_of_things()
    shown = {
        **_around(request, seen, at),
        "form": form,
        "total": _cells(counts.total, seen),
        "readiness": [[how_soon(scenario, one[0]), *_cells(one[1], seen)] for one in _readiness(counts, seen)],
        "teams": [[one.name or "Without a team", *_cells(one, seen)] for one in counts.teams],
        "demands": [
            [_linked(one.name, pages), *_cells(one, seen)[0 if bound else 1 :]]
            for one in counts.demands
            if bound or seen.exact
        ],
        "bound": bound,
        "crews": bool(scenario.crews),
    }
    return render(request, "on_duty/counts.html", shown, status=form.status)


def _people(request: HttpRequest, at: Instant | None) -> HttpResponse:
    seen = _seen(request, at)
    scenario, found = seen.situation.scenario, people_on_duty(seen.situation, seen.at)
    mine = reachable(request.user, Action.SEE_PERSON, [scenario.people[one.place].id for one in found])
    rows = [one for one in found if scenario.people[one.place].id in mine]
    rows.sort(key=lambda one: (scenario.people[one.place].team, scenario.people[one.place].id))
    page = page_of(request, rows, SIZE)
    note_opened(account=request.user, people=[scenario.people[one.place].id for one in page], where=Where.ON_DUTY)
    lines = person_lines(seen.situation, seen.at, seen.present, list(page))
    rules = seen.situation.rest is not None
    shown = {**_around(request, seen, at), "page": page, "lines": lines, "rules": rules}
    return render(request, "on_duty/people.html", shown)


def _seen(request: HttpRequest, at: Instant | None) -> Seen:
    """Return what a reader looks at; for viewers, whole hours as known at the last one."""
    hour = visible_until(request.user)
    present = moment_now() if hour is None else hour
    situation = situation_at(present)
    within = Period(situation.scenario.zone.hour(present), situation.scenario.horizon.until)
    chosen = present if at is None else at
    # A link to a moment that has passed leads to the present, unless it has long passed.
    if not situation.scenario.horizon.start <= chosen < within.until:
        raise Http404
    chosen = max(chosen if hour is None else situation.scenario.zone.hour(chosen), present)
    return Seen(situation, present, chosen, within, hour is None)


def _around(request: HttpRequest, seen: Seen, at: Instant | None) -> dict[str, Any]:
    """Return what both pages show: the moment, links to others, and the way between the pages."""
    return {
        "at": seen.at,
        "known": seen.present,
        "chosen": None if at is None else seen.at,
        "moments": moments_offered(seen.situation.scenario, seen.present, seen.within),
        "exact": seen.exact,
        "least": small_number(),
        "people_too": may(request.user, Action.RECORD),
    }


def _readiness(counts: DutyCounts, seen: Seen) -> Sequence[tuple[int, GroupCount]]:
    """Return the groups by readiness; for viewers, those of the tables, whether somebody is in them or not."""
    if seen.exact:
        return counts.readiness
    groups, slower = [], -1
    for minutes in planned_readiness(seen.situation.scenario):
        inside = sum(one.on_duty for each, one in counts.readiness if slower < each <= minutes)
        groups.append((minutes, GroupCount("", inside, 0)))
        slower = minutes
    return groups


def _linked(name: str, pages: Mapping[str, str]) -> Any:
    """Return a name with a link to the page of its duty or crew, if it has one now."""
    return {"text": name, "href": pages[name]} if name in pages else name


def _cells(one: GroupCount, seen: Seen) -> list[Any]:
    """Return the numbers of a group; for viewers, people on duty alone, in words."""
    return [one.on_duty, one.counting] if seen.exact else [coarse(one.on_duty, small_number())]

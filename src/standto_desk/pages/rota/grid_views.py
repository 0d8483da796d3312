"""The rota of a month: people or teams by day."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from standto_desk.access.guard import needs
from standto_desk.access.permission import Action, may
from standto_desk.acts.record_openings import Where, note_opened
from standto_desk.clock import now
from standto_desk.kit.form_views import form_page, posted
from standto_desk.kit.paging import page_of
from standto_desk.ledger.reading import zone_in_force
from standto_desk.pages.rota.forms import FindOnRotaForm, RotaTeamForm
from standto_desk.pages.rota.month_page import MonthPage, of_month
from standto_desk.pages.rota.person_lines import cells_of, people_in, rows_of
from standto_desk.pages.rota.sealed_ciphers import seal
from standto_desk.pages.rota.team_lines import team_rows
from standto_desk.picture.rota.months import month_of

SIZE, PRINTED = 50, 250
"""The number of people on a page to press cells on, and on one to print."""
FOUND = "rota-find"
"""The session's key for the part of a cipher that was last looked for."""


@needs(Action.SEE_NUMBERS)
@require_safe
def this_month(request: HttpRequest) -> HttpResponse:
    """Lead to the present month: to its people, for those who may see them, or to its teams."""
    at = now()
    page = "rota-people" if may(request.user, Action.KEEP_PEOPLE) else "rota-teams"
    return redirect(page, *month_of(at, zone_in_force(at)))


@needs(Action.KEEP_PEOPLE)
@form_page
@of_month
def people(request: HttpRequest, page: MonthPage) -> HttpResponse:
    """Show the people of a month by day, or look for some of them."""
    finder = FindOnRotaForm(posted(request))
    if finder.is_bound and finder.is_valid():
        request.session[FOUND] = finder.cleaned_data["cipher"]
        return redirect(f"{request.path}?{urlencode({'found': 1})}")
    return _drawn(request, page, SIZE, "rota/people.html", finder)


@needs(Action.KEEP_PEOPLE)
@require_safe
@of_month
def everybody(request: HttpRequest, page: MonthPage) -> HttpResponse:
    """Show everybody without buttons, many on a page, to print."""
    return _drawn(request, page, PRINTED, "rota/everybody.html")


@needs(Action.SEE_NUMBERS)
@require_safe
@of_month
def teams(request: HttpRequest, page: MonthPage) -> HttpResponse:
    """Show the teams of a month by day, in numbers."""
    return render(request, "rota/teams.html", {**page.shown(request), "rows": team_rows(page.grid, page.codes)})


def _asked(request: HttpRequest, page: MonthPage) -> tuple[RotaTeamForm, list[int]]:
    """Return the filter by team, and the places of the people the request asks for."""
    people = page.grid.scenario.people
    names = sorted({one.team for one in people if one.force == page.grid.scenario.home})
    form, part = RotaTeamForm(request.GET, teams=names), _part(request)
    found = people_in(page.grid, request.user, form.chosen)
    return form, [place for place in found if part in people[place].id]


def _part(request: HttpRequest) -> str:
    part: str = request.session.get(FOUND, "") if "found" in request.GET else ""
    return part


def _drawn(
    request: HttpRequest, page: MonthPage, size: int, template: str, finder: FindOnRotaForm | None = None
) -> HttpResponse:
    """Draw a page of a grid of people, and note whose rota the reader opens; without a finder, no cell is a button."""
    team, places = _asked(request, page)
    asked = {name: request.GET[name] for name in ("team", "found") if name in request.GET}
    found = page_of(request, places, size, asked)
    rows = rows_of(page.grid, list(found), page.untold, page.codes)
    note_opened(account=request.user, people=[row.person for row in rows], where=Where.ROTA)
    lines = [(row, cells_of(page.grid, row, number if finder else None)) for number, row in enumerate(rows)]
    shown = {
        **page.shown(request),
        "form": finder,
        "filter": team,
        "page": found,
        "part": _part(request),
        "lines": lines,
        "sealed": seal(row.person for row in rows) if finder else "",
    }
    return render(request, template, shown, status=finder.status if finder else 200)

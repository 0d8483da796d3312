"""One day of the rota: in numbers, and by cipher for those who keep it."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from standto_desk.access.guard import needs
from standto_desk.access.permission import Action
from standto_desk.acts.record_openings import Where, note_opened
from standto_desk.components.moments import LONG_DAYS
from standto_desk.kit.paging import page_of
from standto_desk.pages.rota.day_pieces import AWAY
from standto_desk.pages.rota.grid_views import SIZE
from standto_desk.pages.rota.month_page import MonthPage, of_month
from standto_desk.pages.rota.person_lines import PersonRow, people_in, rows_of
from standto_desk.pages.rota.sealed_ciphers import seal
from standto_desk.pages.rota.team_lines import team_rows


@needs(Action.SEE_NUMBERS)
@require_safe
@of_month
def day(request: HttpRequest, page: MonthPage, day: int) -> HttpResponse:
    """Show a day in numbers: the gaps with their times, and the number on duty in each team."""
    shown = _around(request, page, day)
    rows = [(row.team, *row.days[day - 1]) for row in team_rows(page.grid, page.codes)]
    return render(request, "rota/day.html", {**shown, "rows": rows})


@needs(Action.KEEP_PEOPLE)
@require_safe
@of_month
def day_people(request: HttpRequest, page: MonthPage, day: int) -> HttpResponse:
    """Show who is on duty, on call or away on a day."""
    shown = _around(request, page, day)
    rows = rows_of(page.grid, people_in(page.grid, request.user, None), page.untold, page.codes)
    there = [row for row in rows if day - 1 in row.pieces or (row.changed and day - 1 in row.changed)]
    listed = page_of(request, there, SIZE)
    note_opened(account=request.user, people=[row.person for row in listed], where=Where.ROTA)
    numbers = Counter("away" if _is_away(row, day) else "there" for row in there)
    mine = seal(row.person for row in listed)
    return render(request, "rota/day_people.html", {**shown, "page": listed, "numbers": numbers, "sealed": mine})


def _around(request: HttpRequest, page: MonthPage, day: int) -> dict[str, Any]:
    days, scenario = page.month.days, page.grid.scenario
    if not 1 <= day <= len(days):
        raise Http404
    return {
        **page.shown(request),
        "day": days[day - 1],
        "count": page.grid.days[day - 1],
        "before": (*page.month, day - 1) if day > 1 else (*page.month.before, len(page.month.before.days)),
        "after": (*page.month, day + 1) if day < len(days) else (*page.month.after, 1),
        "names": {duty.id: duty.label for duty in scenario.duties} | {crew.id: crew.label for crew in scenario.crews},
        "title": f"{LONG_DAYS[days[day - 1].weekday()]} {day} {page.month.label}",
    }


def _is_away(row: PersonRow, day: int) -> bool:
    return all(one.way == AWAY for one in row.pieces.get(day - 1, ()))

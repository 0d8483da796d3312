"""From a cell of a grid to the form that changes it, without a cipher in any address."""

from __future__ import annotations

import re

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_POST

from standto.model.rotas import RotaRow
from standto.model.time import Period
from standto_desk.access.guard import needs
from standto_desk.access.people_in_reach import may_reach
from standto_desk.access.permission import Action
from standto_desk.acts.registering.row_addresses import address_of
from standto_desk.pages.rota.month_page import MonthPage, of_month
from standto_desk.pages.rota.sealed_ciphers import unseal

CELL = re.compile(r"([0-9]{1,3})-([0-9]{1,2})")
"""What the button of a cell sends: the place of its row on the page, and the day."""


@needs(Action.KEEP_PEOPLE)
@require_POST
@of_month
def cell(request: HttpRequest, page: MonthPage) -> HttpResponse:
    """Lead from a cell to its row of the rota, or to a new row of its person."""
    person, day = _asked(request)
    if not person or not 1 <= day <= len(page.month.days) or not may_reach(request.user, Action.KEEP_PEOPLE, person):
        raise Http404
    row = _row_on(page, person, day - 1)
    if row is None:
        of = urlencode({"of": address_of("people", (person,))})
        return redirect(f"{reverse('register-add', args=['rota'])}?{of}")
    start = page.grid.scenario.zone.iso(row.period.start)
    return redirect("register-change", "rota", address_of("rota", (person, start)))


def _asked(request: HttpRequest) -> tuple[str, int]:
    """Return the person and the day of the cell that was pressed; a blank person if there is none."""
    people = unseal(request.POST.get("people", ""))
    found = CELL.fullmatch(request.POST.get("cell", ""))
    number, day = (int(found[1]), int(found[2])) if found else (len(people), 0)
    return (people[number] if number < len(people) else "", day)


def _row_on(page: MonthPage, person: str, day: int) -> RotaRow | None:
    """Return the row of the rota that stands on a day: one that starts on it, or else one that goes on over it."""
    one = page.grid.days[day]
    rows = [row for row in page.grid.scenario.rota if row.person == person]
    there = [row for row in rows if row.period.overlap(Period(one.start, one.until))]
    there.sort(key=lambda row: (not one.start <= row.period.start < one.until, row.period.start))
    return there[0] if there else None

"""The bar over every page: a demonstration's clock, or what is wrong with the machine's."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from markupsafe import Markup

from standto_desk.access.permission import Action, may
from standto_desk.clock import demo_clock, read_clock, real_now
from standto_desk.clock.models import DemoClock
from standto_desk.clock.troubles import troubles_in
from standto_desk.components.moments import iso, moment

PACES = {0: "It is stopped.", 1: "It is running.", 60: "It runs a minute a second."}
BAR = Markup(
    "<span><strong>Demonstration.</strong> The clock of this desk shows "
    '<time id="clock" datetime="{iso}">{moment}</time>. {pace}</span>'
)
WRONG = "The clock of this desk is wrong. An administrator can correct it."
CONFIRM = Markup(' <a href="{href}">Confirm the time</a>')
LINK = Markup(' <a href="{href}">Set the clock</a>')


def clock_bar(request: HttpRequest) -> dict[str, Any]:
    """Return the bar for the layout; nothing if the clock is real and right."""
    clock = demo_clock()
    if clock is None:
        return _troubles(request)
    shown = clock.reads(real_now())
    bar = BAR.format(iso=iso(shown), moment=moment(shown), pace=pace_of(clock))
    account = getattr(request, "user", None)
    if account is not None and may(account, Action.SET_CLOCK):
        bar += LINK.format(href=reverse("clock"))
    return {"bar": {"html": bar}}


def _troubles(request: HttpRequest) -> dict[str, Any]:
    """Return a bar that says what is wrong with the machine's clock; nothing if it is right."""
    reading = read_clock()
    troubles = troubles_in(reading)
    if not troubles:
        return {}
    account = getattr(request, "user", None)
    # The lag of the clock would reveal the time of the last entry.
    shown = troubles if account is not None and may(account, Action.SEE_NUMBERS) else (WRONG,)
    bar = Markup("<span>{}</span>").format(" ".join(shown))
    if reading.ahead and account is not None and may(account, Action.MANAGE_SETTINGS):
        bar += CONFIRM.format(href=reverse("clock-confirm"))
    return {"bar": {"html": bar}}


def pace_of(clock: DemoClock) -> str:
    """Return the pace of the clock in words."""
    return PACES.get(clock.rate, f"It runs {clock.rate // 60} minutes a second.")

"""The surroundings of every page: the navigation, the account that is signed in, and the time."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.utils.functional import lazy
from markupsafe import Markup

from standto.model.time import SECOND, Instant
from standto_desk.access.kept_forms import KEPT, MARK, mark_for, page_of
from standto_desk.access.permission import Action, may
from standto_desk.access.posts import author_of
from standto_desk.access.sessions import ends_at
from standto_desk.clock import now, real_now
from standto_desk.presenting.waiting_counts import what_waits

PLACES = (
    ("Board", "/", Action.SEE_COUNTS),
    ("My record", "/my/", Action.STEP_BACK_SELF),
    ("Record", "/record/", Action.RECORD),
    ("Ladder", "/ladder/", Action.SEE_COUNTS),
    ("Look back", "/look-back/", Action.LOOK_BACK),
    ("Handover", "/handover/", Action.READ_HANDOVERS),
    ("Alerts", "/alerts/", Action.SEE_NUMBERS),
    ("Accounts", "/accounts/", Action.MANAGE_ACCOUNTS),
    ("Who receives alerts", "/alerts/owners/", Action.MANAGE_SETTINGS),
    ("Security log", "/security-log/", Action.READ_SECURITY_LOG),
    ("Records opened", "/openings/", Action.READ_OPENINGS),
)
"""The families of pages in the order of the navigation, with the permission that each needs; each view asks again."""
OWN_PAGE = "/account/"
WAITING = Markup('{} <span aria-hidden="true">({})</span><span class="govuk-visually-hidden">, {}</span>')
"""A family of pages with the number of things that wait there: a number for the eye, and words for screen readers."""


def around(request: HttpRequest) -> dict[str, Any]:
    """Return the layout's variables, as a context processor of Django."""
    account = getattr(request, "user", None)
    at, lost = now(), f"{KEPT}=" in request.GET.get("next", "")
    if account is None or not account.is_authenticated:
        return {"now": at, "lost_form": lost}
    return {
        "now": at,
        "lost_form": lost,
        "csrf_input": lazy(_form_fields, Markup)(request),
        "navigation": _navigation(request.path, account, at),
        "signed_in": {"name": account.get_username(), "post": author_of(request, at).post, "href": OWN_PAGE},
        "session": {"ends": ends_at(request), "seconds": max(0, ends_at(request) - real_now()) // SECOND},
    }


def _navigation(path: str, account: Any, at: Instant) -> list[dict[str, Any]]:
    """Return the families of pages that an account may open, each with the number of things that wait there."""
    waiting = what_waits(account, at)
    return [
        {"text": name, "href": href, "current": _is_in(path, href)}
        | ({"html": WAITING.format(name, waiting[href].split(" ", 1)[0], waiting[href])} if href in waiting else {})
        for name, href, action in PLACES
        if may(account, action)
    ]


def _form_fields(request: HttpRequest) -> Markup:
    """Return the hidden fields of every form: the token, and the mark that keeps its answers when a session ends."""
    mark = mark_for(request.user, page_of(request))
    token = Markup('<input type="hidden" name="csrfmiddlewaretoken" value="{}">').format(get_token(request))
    return token + Markup('<input type="hidden" name="{}" value="{}">').format(MARK, mark)


def _is_in(path: str, href: str) -> bool:
    return path == href if href == "/" else path.startswith(href)

"""The surroundings of every page: the navigation, the account that is signed in, and the time."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.utils.functional import lazy
from markupsafe import Markup

from standto.model.time import SECOND
from standto_desk.access.kept_forms import KEPT, MARK, mark_for, page_of
from standto_desk.access.posts import author_of
from standto_desk.access.sessions import ends_at
from standto_desk.clock import now, real_now
from standto_desk.presenting.navigation import ways_through_the_desk
from standto_desk.presenting.waiting_counts import what_waits

OWN_PAGE = "/account/"


def around(request: HttpRequest) -> dict[str, Any]:
    """Return the layout's variables, as a context processor of Django."""
    account = getattr(request, "user", None)
    at, lost = now(), f"{KEPT}=" in request.GET.get("next", "")
    if account is None or not account.is_authenticated:
        return {"now": at, "lost_form": lost}
    waiting = what_waits(account, at)
    groups, pages = ways_through_the_desk(request.path, account, waiting)
    return {
        "now": at,
        "lost_form": lost,
        "csrf_input": lazy(_form_fields, Markup)(request),
        "navigation": groups,
        "subnavigation": pages,
        "waits_for_you": waiting,
        "signed_in": {"name": account.get_username(), "post": author_of(request, at).post, "href": OWN_PAGE},
        "session": {"ends": ends_at(request), "seconds": max(0, ends_at(request) - real_now()) // SECOND},
    }


def _form_fields(request: HttpRequest) -> Markup:
    """Return the hidden fields of every form: the token, and the mark that keeps its answers when a session ends."""
    mark = mark_for(request.user, page_of(request))
    token = Markup('<input type="hidden" name="csrfmiddlewaretoken" value="{}">').format(get_token(request))
    return token + Markup('<input type="hidden" name="{}" value="{}">').format(MARK, mark)

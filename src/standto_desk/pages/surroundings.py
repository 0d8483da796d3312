"""What stands around every page: where the account may go, who is signed in, and what time it is."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from django.urls import is_valid_path

from standto_desk.access.permission import Action, may
from standto_desk.access.posts import hand_of
from standto_desk.clock import now

if TYPE_CHECKING:
    from django.http import HttpRequest

PLACES = (
    ("Board", "/", Action.SEE_COUNTS),
    ("My record", "/my/", Action.STEP_BACK_SELF),
    ("Record", "/record/", Action.RECORD),
    ("Ladder", "/ladder/", Action.SEE_COUNTS),
    ("Look back", "/look-back/", Action.LOOK_BACK),
    ("Handover", "/handover/", Action.READ_HANDOVERS),
    ("Alerts", "/alerts/", Action.ACKNOWLEDGE),
    ("Accounts", "/accounts/", Action.MANAGE_ACCOUNTS),
    ("Who is told", "/alerts/owners/", Action.MANAGE_SETTINGS),
    ("Security log", "/security-log/", Action.READ_SECURITY_LOG),
    ("Records opened", "/openings/", Action.READ_OPENINGS),
)
"""The families of pages, in the order of the navigation, with what each needs; each view asks again."""
OWN_PAGE = "/account/"


def around(request: HttpRequest) -> dict[str, Any]:
    """Return what the layout shows around a page: a context processor of Django's."""
    account = getattr(request, "user", None)
    if account is None or not account.is_authenticated:
        return {"now": now()}
    return {
        "now": now(),
        "navigation": [
            {"text": name, "href": href, "current": _is_in(request.path, href)}
            for name, href, action in PLACES
            if may(account, action) and _exists(href)
        ],
        "signed_in": {"name": account.get_username(), "post": hand_of(request).post, "href": OWN_PAGE},
    }


def _is_in(path: str, href: str) -> bool:
    """Tell whether a page belongs to a family."""
    return path == href if href == "/" else path.startswith(href)


@cache
def _exists(href: str) -> bool:
    """Tell whether this desk has a family of pages: one without a clock of its own, say, has none for it."""
    return is_valid_path(href)

"""Forms that were sent after their session had ended, kept on the server for their account.

Every form carries a signed mark with its account and its page. So the form is kept for that account alone, and only
forms of the desk are kept. They are encrypted in the shared cache, which is in no backup, and expire by themselves. A
random key in the address names a kept form, and is useless to other accounts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core import signing
from django.core.exceptions import BadRequest, SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import resolve_url
from django_htmx.http import HttpResponseClientRedirect
from django_htmx.middleware import HtmxDetails

from standto_desk.access.account_cache import AccountCache

MARK, KEPT = "came_from", "kept"
"""The field that carries the mark, and the parameter of an address that names a kept form."""
KEPT_FOR = 2 * 3600
"""Seconds for which a form is kept."""
_SALT = "standto.kept-form"
_SECRET = re.compile(r"password|secret|code|csrf|came_from", re.IGNORECASE)
"""Fields that are never kept."""
_FORMS = AccountCache("kept-forms")
_DRAWN = "standto_drawn_page"
_NEVER = "/account/"
"""The path of pages whose forms are never kept: signing in, passwords, second factors."""


@dataclass(frozen=True)
class KeptForm:
    """A form that was not acted on.

    Attributes
    ----------
    action
        The path that it was sent to.
    fields
        Its values, by the names of its fields.
    """

    action: str
    fields: dict[str, list[str]]


def mark_for(account: Any, page: str) -> str:
    """Return the mark of the forms on a page, as an account sees it."""
    return signing.dumps([str(account.pk), page], salt=_SALT)


def draws_page(request: HttpRequest, page: str) -> None:
    """Say that a request draws another page than its own, so that the forms on it come back to that page."""
    setattr(request, _DRAWN, page)


def page_of(request: HttpRequest) -> str:
    """Return the page that a request draws; for a rejected form, the page that the form was on."""
    if drawn := getattr(request, _DRAWN, ""):
        return str(drawn)
    if request.method == "POST" and (mark := _read_mark(request)) is not None:
        return mark[1]
    query = request.GET.copy()
    query.pop(KEPT, None)
    return f"{request.path}?{query.urlencode()}" if query else str(request.path)


def keep_form(request: HttpRequest) -> str | None:
    """Keep a form; return the address of its page with the kept form, or None if it is not kept."""
    mark = _read_mark(request)
    if mark is None or request.path.startswith(_NEVER):
        return None
    account, page = mark
    fields = {name: values for name, values in request.POST.lists() if not _SECRET.search(name)}
    key = _FORMS.put(account, {"action": request.path, "fields": fields}, seconds=KEPT_FOR)
    return f"{page}{'&' if '?' in page else '?'}{KEPT}={key}"


def redirect_to_sign_in(request: HttpRequest) -> HttpResponse:
    """Redirect a request to sign in and back to its page, with the form that it sent."""
    if request.headers.get("HX-Request") == "true":
        page = HtmxDetails(request).current_url_abs_path
        return HttpResponseClientRedirect(redirect_to_login(page).url if page else resolve_url("account_login"))
    is_page = request.method in ("GET", "HEAD")
    return redirect_to_login(request.get_full_path() if is_page else keep_form(request) or "/")


def kept_form(account: Any, key: str) -> KeptForm | None:
    """Return a form that is kept for an account, or None."""
    found = _FORMS.of(str(account.pk)).get(key)
    return None if found is None else KeptForm(**found)


def _read_mark(request: HttpRequest) -> tuple[str, str] | None:
    try:
        account, page = signing.loads(
            request.POST.get(MARK, ""), salt=_SALT, max_age=settings.SESSION_COOKIE_AGE + KEPT_FOR
        )
    except (signing.BadSignature, SuspiciousOperation, BadRequest, MultiPartParserError, OSError):
        return None
    return account, page

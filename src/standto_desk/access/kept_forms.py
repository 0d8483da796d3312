"""Forms that came after their session had ended: kept on the server for the account that they are of.

Every form carries a mark that the desk has signed: whose it is, and on which page it stood. So what somebody typed is
kept for nobody else, and nobody without a form of the desk has anything kept. It lies encrypted in the shared cache,
which no backup holds, and runs out by itself. Addresses name it by a random key, which helps nobody else.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core import signing
from django.core.exceptions import BadRequest, SuspiciousOperation
from django.http.multipartparser import MultiPartParserError

from standto_desk.access.account_cache import AccountCache

if TYPE_CHECKING:
    from django.http import HttpRequest

MARK, KEPT = "came_from", "kept"
"""The field that carries the mark, and what calls a kept form in an address."""
KEPT_FOR = 2 * 3600
"""Seconds for which a form is kept."""
_SALT = "standto.kept-form"
_SECRET = re.compile(r"password|secret|code|csrf|came_from", re.IGNORECASE)
"""Fields that are never kept."""
_FORMS = AccountCache("kept-forms")
_NEVER = "/account/"
"""Where pages lie whose forms are never kept: signing in, passwords, second factors."""


@dataclass(frozen=True)
class KeptForm:
    """A form that nothing came of.

    Attributes
    ----------
    action
        The path that it was sent to.
    fields
        What it held, by the names of its fields.
    """

    action: str
    fields: dict[str, list[str]]


def mark_for(account: Any, page: str) -> str:
    """Return the mark of the forms on a page, as an account sees it."""
    return signing.dumps([str(account.pk), page], salt=_SALT)


def page_of(request: HttpRequest) -> str:
    """Return the page that a request draws: where a form came back, the one that it stood on."""
    if request.method == "POST" and (mark := _read_mark(request)) is not None:
        return mark[1]
    query = request.GET.copy()
    query.pop(KEPT, None)
    return f"{request.path}?{query.urlencode()}" if query else str(request.path)


def keep_form(request: HttpRequest) -> str | None:
    """Keep what a form held; return the address of its page with what is kept, or None where nothing is."""
    mark = _read_mark(request)
    if mark is None or request.path.startswith(_NEVER):
        return None
    account, page = mark
    fields = {name: values for name, values in request.POST.lists() if not _SECRET.search(name)}
    key = _FORMS.put(account, {"action": request.path, "fields": fields}, seconds=KEPT_FOR)
    return f"{page}{'&' if '?' in page else '?'}{KEPT}={key}"


def way_back(request: HttpRequest) -> str:
    """Return where somebody comes back to who must sign in first: the page, with what its form held if one was sent."""
    return request.get_full_path() if request.method in ("GET", "HEAD") else keep_form(request) or "/"


def kept_form(account: Any, key: str) -> KeptForm | None:
    """Return a form that is kept for an account; None if none has this key."""
    found = _FORMS.of(str(account.pk)).get(key)
    return None if found is None else KeptForm(**found)


def _read_mark(request: HttpRequest) -> tuple[str, str] | None:
    """Return the account and the page of a form; None where it has no mark of this desk."""
    try:
        account, page = signing.loads(
            request.POST.get(MARK, ""), salt=_SALT, max_age=settings.SESSION_COOKIE_AGE + KEPT_FOR
        )
    except (signing.BadSignature, SuspiciousOperation, BadRequest, MultiPartParserError, OSError):
        return None
    return account, page

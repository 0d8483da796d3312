"""Marks on views: the action that a view needs, or that it is open to all."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeAlias

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from standto_desk.access.kept_forms import redirect_to_sign_in
from standto_desk.access.permission import Action, may

View: TypeAlias = "Callable[..., Any]"

OPEN = "open"
"""The mark of a view that needs no account."""


def needs(action: Action, *others: Action) -> Callable[[View], View]:
    """Admit accounts that may do something; redirect anonymous users to sign in, and answer others with 403.

    Parameters
    ----------
    action
        The action, which also marks the view.
    others
        Other actions, any of which is enough: the view itself then asks for the one that it needs.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: object, **kwargs: object) -> Any:
            return _stop(request, (action, *others)) or view(request, *args, **kwargs)

        return _marked(guarded, action)

    return decorate


def open_to_all(view: View) -> View:
    """Mark a view that needs no account: signing in, health checks, and what was published to the public."""

    @wraps(view)
    def opened(request: HttpRequest, *args: object, **kwargs: object) -> Any:
        request.let_in = True
        return view(request, *args, **kwargs)

    return _marked(opened, OPEN)


def mark_of(view: View) -> str | None:
    """Return the action that a view needs, `OPEN`, or None for an unmarked view."""
    return getattr(view, "standto_mark", None)


def _marked(view: View, mark: str) -> View:
    """Mark the view itself, where a test reads the mark."""
    view.standto_mark = mark  # type: ignore[attr-defined]
    return view


def _stop(request: HttpRequest, actions: tuple[Action, ...]) -> HttpResponse | None:
    """Return a redirect to sign in for anonymous users and None for permitted accounts; refuse other accounts."""
    if request.user.is_authenticated and request.user.is_active:
        if not any(may(request.user, action) for action in actions):
            raise PermissionDenied
        # From here on the view answers, even if it refuses.
        request.let_in = True
        return None
    return redirect_to_sign_in(request)

"""Stopping who guesses passwords: what django-axes counts by, and what it says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.crypto import salted_hmac

if TYPE_CHECKING:
    from django.http import HttpRequest


def fingerprint_of(request: HttpRequest, credentials: dict[str, Any] | None) -> str:
    """Return what tells one name that was typed from another, without keeping it: it may be a password by mistake."""
    typed = (credentials or {}).get("username") or request.POST.get("login") or ""
    return salted_hmac("standto.guessing", str(typed).strip().lower(), algorithm="sha256").hexdigest()


def nobody_in_particular(*_told: object) -> str:
    """Return all that the log says of who guessed."""
    return "somebody"


def locked_out(request: HttpRequest, *_args: object, **_kwargs: object) -> HttpResponse:
    """Answer who guessed too often."""
    return render(request, "429.html", status=429)

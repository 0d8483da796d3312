"""The pages of posts: their holders, appointments and settings."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from standto.errors import InputError
from standto.model.time import FOREVER
from standto_desk.access.appointing import appoint, end_appointment, mark_post
from standto_desk.access.first_accounts import steps_left
from standto_desk.access.forces import home_force
from standto_desk.access.guard import needs
from standto_desk.access.models import Appointment
from standto_desk.access.permission import Action, permitted_forces
from standto_desk.access.posts import known_posts
from standto_desk.clock import now
from standto_desk.kit.form_views import attempted, posted
from standto_desk.pages.accounts.forms import AppointForm, PostSettingsForm
from standto_desk.pages.accounts.views import changes_an_account, password_again


@require_GET
@needs(Action.MANAGE_ACCOUNTS)
def show_posts(request: HttpRequest) -> HttpResponse:
    """Show the posts of the administrator's forces, with their holders now and later."""
    forces = sorted(permitted_forces(request.user, Action.MANAGE_ACCOUNTS))
    held = Appointment.objects.during(now(), FOREVER).filter(force__in=forces).select_related("account")
    shown = {
        "posts": [post for force in forces for post in known_posts(force)],
        "appointments": held.order_by("force", "post", "start"),
        "forever": FOREVER,
        "home": home_force(),
        "set_up_left": steps_left(request.user),
    }
    return render(request, "accounts/posts.html", shown)


@require_http_methods(["GET", "POST"])
@needs(Action.MANAGE_ACCOUNTS)
@password_again
def appoint_somebody(request: HttpRequest) -> HttpResponse:
    """Appoint an account to a post."""
    form = AppointForm(posted(request), by=request.user, initial={"post": request.GET.get("post", "")})

    def act() -> None:
        given = dict(form.cleaned_data)
        given["start"] = now() if given["start"] is None else given["start"]
        given["until"] = FOREVER if given["until"] is None else given["until"]
        appoint(by=request.user, request=request, **given)

    if attempted(form, act):
        messages.success(request, "You have made the appointment")
        return redirect("posts")
    return render(request, "accounts/appoint.html", {"form": form}, status=form.status)


@require_http_methods(["GET", "POST"])
@needs(Action.MANAGE_SETTINGS)
@password_again
def mark(request: HttpRequest) -> HttpResponse:
    """Change the settings of a post: whether it is outside, and how many accounts may hold it."""
    form = PostSettingsForm(posted(request), by=request.user, initial=_settings_of(request.GET.get("post", "")))
    if attempted(form, lambda: mark_post(by=request.user, request=request, **form.cleaned_data)):
        messages.success(request, "You have changed the settings of the post")
        return redirect("posts")
    return render(request, "accounts/mark.html", {"form": form}, status=form.status)


@changes_an_account
def end(request: HttpRequest, number: int) -> HttpResponse:
    """End an appointment now."""
    forces = permitted_forces(request.user, Action.MANAGE_ACCOUNTS)
    held = get_object_or_404(Appointment, pk=number, force__in=forces)
    try:
        end_appointment(by=request.user, appointment=held, at=now(), request=request)
    except InputError as error:
        messages.error(request, "; ".join(f"The appointment {fault.what}" for fault in error.faults))
    else:
        messages.success(request, "You have ended the appointment")
    return redirect("posts")


def _settings_of(post: str) -> dict[str, Any]:
    """Return the present settings of a post of the home force."""
    same = (one for one in known_posts(home_force()) if one.post == post)
    return {"post": post} | next(({"outside": one.outside, "most": one.most} for one in same), {})

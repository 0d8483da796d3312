"""Posts: who holds which, who is appointed, and which are outside."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from standto.errors import InputError
from standto.model.time import FOREVER
from standto_desk.access.appointing import appoint, end_appointment, mark_post
from standto_desk.access.forces import home_force
from standto_desk.access.guard import needs
from standto_desk.access.models import Appointment
from standto_desk.access.permission import Action, forces_of
from standto_desk.access.posts import known_posts
from standto_desk.clock import now
from standto_desk.pages.accounts.forms import AppointForm, PostForm

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

password_again = reauthentication_required(allow_get=True)


@require_GET
@needs(Action.MANAGE_ACCOUNTS)
def show_posts(request: HttpRequest) -> HttpResponse:
    """Show the posts of the administrator's forces, and who holds them from now on."""
    forces = sorted(forces_of(request.user, Action.MANAGE_ACCOUNTS))
    held = Appointment.objects.during(now(), FOREVER).filter(force__in=forces).select_related("account")
    told = {
        "posts": [post for force in forces for post in known_posts(force)],
        "appointments": held.order_by("force", "post", "start"),
        "forever": FOREVER,
    }
    return render(request, "accounts/posts.html", told)


@require_http_methods(["GET", "POST"])
@needs(Action.MANAGE_ACCOUNTS)
@password_again
def appoint_somebody(request: HttpRequest) -> HttpResponse:
    """Appoint an account to a post."""
    form = AppointForm(request.POST or None, by=request.user, initial={"post": request.GET.get("post", "")})
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        given["start"] = now() if given["start"] is None else given["start"]
        given["until"] = FOREVER if given["until"] is None else given["until"]
        try:
            appoint(by=request.user, request=request, **given)
        except InputError as error:
            form.tell(error)
        else:
            messages.success(request, "The appointment is made")
            return redirect("posts")
    return render(request, "accounts/appoint.html", {"form": form}, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@needs(Action.MANAGE_SETTINGS)
@password_again
def mark(request: HttpRequest) -> HttpResponse:
    """Say of a post that it is outside, or how many may hold it."""
    form = PostForm(request.POST or None, by=request.user, initial=_said_of(request.GET.get("post", "")))
    if request.method == "POST" and form.is_valid():
        try:
            mark_post(by=request.user, request=request, **form.cleaned_data)
        except InputError as error:
            form.tell(error)
        else:
            messages.success(request, "The post is marked")
            return redirect("posts")
    return render(request, "accounts/mark.html", {"form": form}, status=422 if form.is_bound else 200)


def _said_of(post: str) -> dict[str, Any]:
    """Return the present state of a post of the home force, for a form that changes it."""
    same = (one for one in known_posts(home_force()) if one.post == post)
    return {"post": post} | next(({"outside": one.outside, "most": one.most} for one in same), {})


@require_POST
@needs(Action.MANAGE_ACCOUNTS)
@password_again
def end(request: HttpRequest, number: int) -> HttpResponse:
    """End an appointment now."""
    forces = forces_of(request.user, Action.MANAGE_ACCOUNTS)
    held = get_object_or_404(Appointment, pk=number, force__in=forces)
    try:
        end_appointment(by=request.user, appointment=held, at=now(), request=request)
    except InputError as error:
        messages.error(request, "; ".join(f"The appointment {fault.what}" for fault in error.faults))
    else:
        messages.success(request, "The appointment has ended")
    return redirect("posts")

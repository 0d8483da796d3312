"""The security log, for auditors and administrators."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.paginator import Paginator
from django.shortcuts import render
from django.urls import path
from django.utils.http import urlencode
from django.views.decorators.http import require_GET

from standto_desk.access.guard import needs
from standto_desk.access.models import Account, SecurityEvent
from standto_desk.access.permission import Action
from standto_desk.pages.accounts.forms import FilterForm

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

ON_A_PAGE = 100


@require_GET
@needs(Action.READ_SECURITY_LOG)
def show_log(request: HttpRequest) -> HttpResponse:
    """Show what happened to accounts, the newest first; by kind and by account."""
    form = FilterForm(request.GET)
    asked = {name: value for name, value in form.cleaned_data.items() if value} if form.is_valid() else {}
    page = Paginator(SecurityEvent.objects.filter(**asked).order_by("-pk"), ON_A_PAGE).get_page(request.GET.get("page"))
    told = {"form": form, "page": page, "names": _names(page), "account": asked.get("account")}
    return render(request, "accounts/security_log.html", {**told, "query": f"{urlencode(asked)}&" if asked else ""})


def _names(page: list[SecurityEvent]) -> dict[UUID | None, str]:
    """Return the usernames of the accounts on a page."""
    keys = {key for event in page for key in (event.account, event.by)}
    return {None: "", **dict(Account.objects.filter(pk__in=keys).values_list("pk", "username"))}


urlpatterns = [path("", show_log, name="security-log")]

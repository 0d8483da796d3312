"""The logs of the desk: what happened to accounts, and who opened which person's record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils.http import urlencode
from django.views.decorators.http import require_GET, require_http_methods

from standto_desk.access.guard import needs
from standto_desk.access.models import Account, Opening, SecurityEvent
from standto_desk.access.permission import Action
from standto_desk.components.typed_ciphers import CipherField
from standto_desk.pages.accounts.forms import FilterForm

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

ON_A_PAGE = 100
OF_ONE = 500
"""How many lines about one person are shown at once: the newest."""


class ByAccountForm(forms.Form):
    """Whose openings to show; in the address, since an account's id names nobody."""

    account = forms.UUIDField(required=False)


class OfPersonForm(forms.Form):
    """Openings of whose record to show; never in an address."""

    cipher = CipherField(
        label="Cipher",
        max_length=100,
        error_messages={"required": "Enter a cipher"},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


@require_GET
@needs(Action.READ_SECURITY_LOG)
def show_log(request: HttpRequest) -> HttpResponse:
    """Show what happened to accounts, the newest first; by kind and by account."""
    form = FilterForm(request.GET)
    asked = {name: value for name, value in form.cleaned_data.items() if value} if form.is_valid() else {}
    page = Paginator(SecurityEvent.objects.filter(**asked).order_by("-pk"), ON_A_PAGE).get_page(request.GET.get("page"))
    told = {"form": form, "page": page, "names": _names(page), "account": asked.get("account")}
    return render(request, "accounts/security_log.html", {**told, "query": f"{urlencode(asked)}&" if asked else ""})


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Action.READ_OPENINGS)
def show_openings(request: HttpRequest) -> HttpResponse:
    """Show who opened people's records, the newest first; of one account, or of one person."""
    form = OfPersonForm(request.POST if request.method == "POST" else None)
    asked = ByAccountForm(request.GET)
    account = asked.cleaned_data["account"] if asked.is_valid() else None
    found = Opening.objects.order_by("-pk")
    if form.is_valid():
        of_one = Opening.of(form.cleaned_data["cipher"]).order_by("-pk")
        page = Paginator(of_one[:OF_ONE], OF_ONE).get_page(1)
    else:
        page = Paginator(found.filter(account=account) if account else found, ON_A_PAGE).get_page(
            request.GET.get("page")
        )
    names = dict(Account.objects.filter(pk__in={one.account for one in page}).values_list("pk", "username"))
    query = f"{urlencode({'account': account})}&" if account else ""
    told = {"form": form, "page": page, "names": names, "account": account, "query": query}
    return render(request, "accounts/openings.html", told, status=422 if form.errors else 200)


def _names(page: list[SecurityEvent]) -> dict[UUID | None, str]:
    """Return the usernames of the accounts on a page."""
    keys = {key for event in page for key in (event.account, event.by)}
    return {None: "", **dict(Account.objects.filter(pk__in=keys).values_list("pk", "username"))}

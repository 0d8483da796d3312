"""The security log, and the log of openings of people's records."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from standto_desk.access.guard import needs
from standto_desk.access.models import Account, Opening, SecurityEvent
from standto_desk.access.permission import Action
from standto_desk.components.typed_ciphers import CipherField
from standto_desk.kit.act_forms import ActForm
from standto_desk.kit.form_views import form_page, posted
from standto_desk.kit.paging import page_of
from standto_desk.pages.accounts.forms import LogFilterForm

ON_A_PAGE = 100
PEOPLE_ON_A_PAGE = 1_000
OF_ONE = 500
"""The most lines about one person on a page: the newest."""


class ByAccountForm(forms.Form):
    """The account whose openings to show; the address may hold its id, which names nobody."""

    account = forms.UUIDField(required=False)


class OfPersonForm(ActForm):
    """The person whose record was opened; no address ever holds their cipher."""

    cipher = CipherField(
        label="Cipher",
        max_length=100,
        error_messages={"required": "Enter a cipher"},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


@require_GET
@needs(Action.READ_SECURITY_LOG)
def show_log(request: HttpRequest) -> HttpResponse:
    """Show the events of accounts, newest first: all of them, or those of one kind or one account."""
    form = LogFilterForm(request.GET)
    asked = {name: value for name, value in form.cleaned_data.items() if value} if form.is_valid() else {}
    page = page_of(request, SecurityEvent.objects.filter(**asked).order_by("-pk"), ON_A_PAGE, asked)
    names = _names({key for event in page for key in (event.account, event.by)})
    shown = {"form": form, "page": page, "names": names, "account": asked.get("account")}
    return render(request, "accounts/security_log.html", shown)


@form_page
@needs(Action.READ_OPENINGS)
def show_openings(request: HttpRequest) -> HttpResponse:
    """Show the openings of people's records, newest first: all of them, or those of one account or one person."""
    form, by_account = OfPersonForm(posted(request)), ByAccountForm(request.GET)
    account = by_account.cleaned_data["account"] if by_account.is_valid() else None
    asked = {"account": account} if account else {}
    if form.is_bound and form.is_valid():
        page = Paginator(Opening.of(form.cleaned_data["cipher"]).order_by("-pk")[:OF_ONE], OF_ONE).get_page(1)
    else:
        page = page_of(request, Opening.objects.filter(**asked).order_by("-pk"), ON_A_PAGE, asked)
    shown = {"form": form, "page": page, "names": _names({one.account for one in page}), "account": account}
    return render(request, "accounts/openings.html", shown, status=form.status)


@require_GET
@needs(Action.READ_OPENINGS)
def show_opening(request: HttpRequest, number: int) -> HttpResponse:
    """Show the people whose records were opened at once."""
    opening = get_object_or_404(Opening, pk=number)
    page = page_of(request, opening.persons, PEOPLE_ON_A_PAGE)
    shown = {"opening": opening, "page": page, "names": _names({opening.account})}
    return render(request, "accounts/opening.html", shown)


def _names(accounts: set[UUID | None]) -> dict[UUID | None, str]:
    return {None: "", **dict(Account.objects.filter(pk__in=accounts).values_list("pk", "username"))}

"""The pages of an invited person: the code, then a password of their own."""

from __future__ import annotations

from allauth.account.internal.flows.login import perform_password_login
from allauth.account.models import Login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from standto_desk.access.guard import open_to_all
from standto_desk.access.invitations.accepting import accept, enter_code, invited
from standto_desk.kit.act_forms import REFUSED
from standto_desk.kit.form_views import attempted, form_page, posted
from standto_desk.pages.accounts.invitation_forms import CodeForm, FirstPasswordForm

WRONG = (
    "This code does not work. Check each letter and number. If it is right, it has expired or was used: "
    "ask an administrator of your force for another"
)


@form_page
@open_to_all
def enter(request: HttpRequest) -> HttpResponse:
    """Take the code of an invited person."""
    form = CodeForm(posted(request))
    if form.is_bound and form.is_valid():
        if enter_code(request, form.cleaned_data["code"]):
            return redirect("invited-password")
        form.add_error("code", WRONG)
    return render(request, "accounts/invited.html", {"form": form}, status=REFUSED if form.errors else 200)


@form_page
@open_to_all
def first_password(request: HttpRequest) -> HttpResponse:
    """Let an invited person choose a password, and sign them in."""
    account = invited(request)
    if account is None:
        return redirect("invited")
    form = FirstPasswordForm(posted(request), account=account)
    if attempted(form, lambda: accept(request, password=form.cleaned_data["password1"])):
        return perform_password_login(request, {"username": form.result.username}, Login(user=form.result))
    return render(request, "accounts/invited_password.html", {"form": form, "account": account}, status=form.status)

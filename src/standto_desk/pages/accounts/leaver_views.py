"""The page on which an administrator ends the accounts of people who have left."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from standto.wording import counted
from standto_desk.access.guard import needs
from standto_desk.access.invitations.invitee_files import invitees_in
from standto_desk.access.leavers import end_accounts
from standto_desk.access.models import Account, Appointment
from standto_desk.access.people_in_reach import accounts_of, left_register
from standto_desk.access.permission import Action, permitted_forces
from standto_desk.clock import now
from standto_desk.kit.act_forms import ActForm
from standto_desk.kit.form_views import attempted, form_page, posted
from standto_desk.pages.accounts.forms import roles_in_words
from standto_desk.pages.accounts.list_views import kept_by
from standto_desk.pages.accounts.views import password_again


class LeaversForm(ActForm):
    """The accounts to end."""

    accounts = forms.MultipleChoiceField(
        label="Accounts to end",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one account"},
    )

    def __init__(self, *args: Any, choices: list[tuple[str, str]], offered: list[str], **kwargs: Any) -> None:
        super().__init__(*args, initial={"accounts": offered}, **kwargs)
        self.fields["accounts"].choices = choices


class LeaversFileForm(ActForm):
    """A list of people who have left."""

    people = forms.FileField(
        label="A list of people who have left",
        help_text="CSV with the column cipher. It may name people who are still in the register.",
        widget=forms.FileInput(attrs={"accept": ".csv"}),
        error_messages={"required": "Choose a file", "empty": "The selected file is empty"},
    )

    def find(self, forces: frozenset[str]) -> list[Account]:
        """Return the accounts of the people in the file.

        Raises
        ------
        InputError
            It is not a table of ciphers.
        """
        data = self.cleaned_data["people"].read()
        return accounts_of({one.person for one in invitees_in(data, "")}, forces)


@form_page
@needs(Action.MANAGE_ACCOUNTS)
@password_again
def leavers(request: HttpRequest) -> HttpResponse:
    """Show the accounts of people who have left, by the register or by a list, and end those that are chosen."""
    kept = {one.pk: one for one in kept_by(request.user).filter(is_active=True).prefetch_related("memberships")}
    kept.pop(request.user.pk, None)
    asks = "find" in request.POST
    upload = LeaversFileForm(posted(request) if asks else None, request.FILES or None)
    found = left_register(list(kept.values()))
    if attempted(upload, lambda: upload.find(permitted_forces(request.user, Action.MANAGE_ACCOUNTS))):
        found = frozenset(one.pk for one in upload.result)
    offered = [one for one in kept.values() if one.pk in found]
    form = _form(request, kept, offered, sent=not asks)
    if attempted(form, lambda: end_accounts(by=request.user, accounts=form.cleaned_data["accounts"], request=request)):
        messages.success(request, f"You have ended {counted(form.result, 'account')}")
        return redirect("accounts")
    shown = {"form": form, "upload": upload, "forms": [form, upload], "rows": _rows(offered), "from_file": asks}
    return render(request, "accounts/leavers.html", shown, status=max(form.status, upload.status))


def _form(request: HttpRequest, kept: dict[Any, Account], offered: list[Account], *, sent: bool) -> LeaversForm:
    """Return the form: it offers those who have left, and takes any account that the administrator keeps."""
    data = posted(request) if sent else None
    chosen = set(data.getlist("accounts")) if data is not None else set()
    shown = [one for one in kept.values() if one in offered or str(one.pk) in chosen]
    at = now()
    choices = [(str(one.pk), f"{one.username}: {roles_in_words(one.roles_at(at))}") for one in shown]
    return LeaversForm(data, choices=choices, offered=[str(one.pk) for one in offered])


def _rows(offered: list[Account]) -> dict[str, int]:
    """Return how many of the accounts hold a post, or a role beside the volunteer's."""
    at = now()
    held = Appointment.objects.filter(account__in=offered, until__gt=at).values("account").distinct()
    return {
        "posts": held.count(),
        "others": sum(any(role != "volunteer" for _, role in one.roles_at(at)) for one in offered),
    }

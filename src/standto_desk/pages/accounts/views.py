"""The pages on which an administrator keeps accounts."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from allauth.account.decorators import reauthentication_required
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from standto.model.time import FOREVER
from standto_desk.access import account_changes, role_changes
from standto_desk.access.account_checks import able_administrators
from standto_desk.access.confirming import (
    confirm_changes,
    identity_to_name,
    in_words,
    last_of,
    unconfirmed_lines,
    waiting_on,
)
from standto_desk.access.emails import mail_is_set_up
from standto_desk.access.first_accounts import steps_left
from standto_desk.access.guard import needs
from standto_desk.access.identities import is_linked, link_identity, unlink_identity
from standto_desk.access.models import Account
from standto_desk.access.outside_sign_in import is_set_up, provider_name
from standto_desk.access.people_in_reach import misplaced
from standto_desk.access.permission import Action, may, permitted_forces
from standto_desk.access.posts import appointments_of
from standto_desk.access.roles import OF_TWO, Role
from standto_desk.access.sessions import FACTORS
from standto_desk.access.signed_in import sessions_of
from standto_desk.clock import now, real_now
from standto_desk.kit.act_forms import number_in
from standto_desk.kit.form_views import attempted, posted
from standto_desk.pages.accounts.forms import (
    ROLE_HINTS,
    AccountForm,
    ChangeForm,
    ConfirmAccountForm,
    IdentityForm,
    NewAccountForm,
    RoleForm,
    TakenRoleForm,
)
from standto_desk.pages.accounts.list_views import kept_by
from standto_desk.presenting.posts import GONE

password_again = reauthentication_required(allow_get=True)
"""Decorates a view that asks for the password before it changes anything."""


def changes_an_account(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Accept a form for a view only from an administrator who has just entered their password."""
    return require_POST(needs(Action.MANAGE_ACCOUNTS)(password_again(view)))


@require_http_methods(["GET", "POST"])
@needs(Action.MANAGE_ACCOUNTS)
@password_again
def make(request: HttpRequest) -> HttpResponse:
    """Make an account and show its one-time password at once, because the desk does not keep the password."""
    form = NewAccountForm(posted(request), by=request.user, initial={"roles": request.GET.getlist("role")})

    def act() -> HttpResponse:
        given = {**form.cleaned_data, "roles": [Role(role) for role in form.cleaned_data["roles"]]}
        return _show_password(request, *account_changes.make_account(by=request.user, request=request, **given))

    if attempted(form, act):
        return form.result
    return render(request, "accounts/make.html", {"form": form, "hints": ROLE_HINTS}, status=form.status)


@require_GET
@needs(Action.MANAGE_ACCOUNTS)
def account(request: HttpRequest, key: UUID) -> HttpResponse:
    """Show one account, with the forms that change it."""
    return _page(request, _found(request, key))


@changes_an_account
def change(request: HttpRequest, key: UUID) -> HttpResponse:
    """Change an account's address, record or screen."""
    return _change(
        request, key, account_changes.change_account, "You have changed the account", ChangeForm(request.POST)
    )


@changes_an_account
def give(request: HttpRequest, key: UUID) -> HttpResponse:
    """Give an account a role."""
    form = RoleForm(request.POST, by=request.user)
    return _change(request, key, role_changes.give_role, "You have given the role", form)


@changes_an_account
def take(request: HttpRequest, key: UUID) -> HttpResponse:
    """Take a role from an account."""
    form = TakenRoleForm(request.POST, by=request.user)
    return _change(request, key, role_changes.take_role, "You have removed the role", form)


@changes_an_account
def disable(request: HttpRequest, key: UUID) -> HttpResponse:
    """Disable an account, so that nobody can sign in to it."""
    done = "You have disabled the account. It is signed out everywhere"
    return _change(request, key, account_changes.disable_account, done)


@changes_an_account
def link(request: HttpRequest, key: UUID) -> HttpResponse:
    """Link an account to an identity at the provider outside."""
    return _change(request, key, link_identity, "You have linked the account", IdentityForm(request.POST))


@changes_an_account
def unlink(request: HttpRequest, key: UUID) -> HttpResponse:
    """Take the identity off an account."""
    return _change(request, key, unlink_identity, "The account is no longer linked")


@changes_an_account
def sign_out(request: HttpRequest, key: UUID) -> HttpResponse:
    """End every session of an account."""
    done = "You have signed the account out everywhere"
    return _change(request, key, account_changes.sign_out_everywhere, done)


@changes_an_account
def no_second_factor(request: HttpRequest, key: UUID) -> HttpResponse:
    """Remove the second factor of an account that has lost it."""
    done = "You have removed the second step. The account is signed out everywhere"
    return _change(request, key, account_changes.reset_second_factor, done)


@changes_an_account
def confirm(request: HttpRequest, key: UUID) -> HttpResponse:
    """Confirm the changes that another administrator made to an account."""
    act = partial(confirm_changes, seen=number_in(request.POST.get("seen", "")))
    return _change(request, key, act, "You have confirmed the changes", ConfirmAccountForm(request.POST))


@changes_an_account
def enable(request: HttpRequest, key: UUID) -> HttpResponse:
    """Enable a disabled account, with a one-time password."""
    return _give_password(request, key, account_changes.enable_account)


@changes_an_account
def new_password(request: HttpRequest, key: UUID) -> HttpResponse:
    """Give an account whose password is lost a one-time password."""
    return _give_password(request, key, account_changes.reset_password)


@require_GET
@needs(Action.MANAGE_SETTINGS)
def settings_page(request: HttpRequest) -> HttpResponse:
    """Show the settings of the desk, which its environment holds."""
    shown = {
        "factor": settings.STANDTO_SECOND_FACTOR,
        "passkeys": settings.STANDTO_PASSKEYS_REQUIRED,
        "provider": provider_name(),
        "invitation_days": settings.STANDTO_INVITATION_DAYS,
        "idle": settings.STANDTO_SESSION_IDLE // 60,
        "hours": settings.SESSION_COOKIE_AGE // 3600,
        "attempts": settings.STANDTO_GUESSES["pair"],
        "wait": settings.STANDTO_GUESSES_WAIT // 60,
        "mail": mail_is_set_up(),
    }
    return render(request, "accounts/settings.html", shown)


def _found(request: HttpRequest, key: UUID) -> Account:
    """Return one of the administrator's accounts; answer 404 for any other."""
    return get_object_or_404(kept_by(request.user), pk=key)


def _change(
    request: HttpRequest, key: UUID, act: Callable[..., object], done: str, form: AccountForm | None = None
) -> HttpResponse:
    """Change an account by a form; go back to its page and say that it is done, or why not."""
    found, form = _found(request, key), form or AccountForm(request.POST)
    if attempted(form, lambda: act(by=request.user, account=found, request=request, **form.cleaned_data)):
        messages.success(request, done)
        return redirect("account", key=key)
    return _page(request, found, form)


def _give_password(request: HttpRequest, key: UUID, act: Callable[..., str]) -> HttpResponse:
    """Give an account a one-time password and show it, or say why not."""
    found, form = _found(request, key), AccountForm(request.POST)
    if attempted(form, lambda: act(by=request.user, account=found, request=request)):
        return _show_password(request, found, form.result)
    return _page(request, found, form)


def _show_password(request: HttpRequest, found: Account, password: str) -> HttpResponse:
    waits = Account.objects.get(pk=found.pk).is_suspended
    shown = {"account": found, "password": password, "waits": waits}
    return render(request, "accounts/password.html", {**shown, "set_up_left": steps_left(request.user)})


def _page(request: HttpRequest, found: Account, form: AccountForm | None = None) -> HttpResponse:
    """Show the page of one account, with a form that came back."""
    role_form = form if isinstance(form, RoleForm) else RoleForm(by=request.user)
    initial = {"email": found.email, "screen": found.screen}
    change_form = form if isinstance(form, ChangeForm) else ChangeForm(initial=initial)
    shown = {
        "account": found,
        "own": found == request.user,
        "misplaced": bool(misplaced([found])),
        "of_two": bool({role for _, role in found.roles_ahead()} & OF_TWO),
        **_waiting(found, request.user),
        "roles": sorted(found.roles_ahead()),
        "history": _history(found),
        "forever": FOREVER,
        "provider": is_set_up(),
        "linked": is_linked(found),
        "identity_form": form if isinstance(form, IdentityForm) else IdentityForm(),
        "sessions": len(sessions_of(found)),
        "may_read": may(request.user, Action.READ_SECURITY_LOG),
        "kept": permitted_forces(request.user, Action.MANAGE_ACCOUNTS),
        "appointments": appointments_of(found, now()),
        "factor": is_mfa_enabled(found, FACTORS),
        "role_form": role_form,
        "change_form": change_form,
        "confirm_form": form if isinstance(form, ConfirmAccountForm) else ConfirmAccountForm(),
        "form": form,
        "real_now": real_now(),
        "set_up_left": steps_left(request.user),
    }
    return render(request, "accounts/one.html", shown, status=form.status if form else 200)


def _history(found: Account) -> list[dict[str, Any]]:
    """Return the roles of an account now, later and before, with the account that gave each."""
    held, at = list(found.memberships.order_by("-until", "-since", "role")), now()
    names = dict(Account.objects.filter(pk__in=[one.given_by for one in held]).values_list("pk", "username"))
    return [
        {
            "role": one.role,
            "force": one.force,
            "since": one.since,
            "until": one.until,
            "given_by": names.get(one.given_by, GONE) if one.given_by else "the command line, or not known",
            "state": "Ended" if one.until <= at else "Later" if one.since > at else "Now",
        }
        for one in held
    ]


def _waiting(found: Account, asking: Account) -> dict[str, Any]:
    """Return the changes to an account that another administrator must confirm, and whether one can."""
    keys = {UUID(key) for key in waiting_on(found)} if found.is_suspended else set()
    names = dict.fromkeys(keys, GONE)
    names |= dict(Account.objects.filter(pk__in=keys).values_list("pk", "username"))
    lines = unconfirmed_lines(found)
    others = able_administrators(found.force, found, *Account.objects.filter(pk__in=keys)) if len(keys) == 1 else keys
    return {
        "waiting": sorted(names.values()),
        "done": [{"what": in_words(line), "by": names.get(line.by, ""), "at": line.at} for line in lines],
        "seen": last_of(lines),
        "names_identity": identity_to_name(found, lines, asking) is not None,
        "may_confirm": bool(keys - {asking.pk}),
        "nobody_else": bool(keys) and not others,
    }

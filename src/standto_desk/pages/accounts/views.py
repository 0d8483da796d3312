"""Keeping accounts: each view asks for what a form says, and shows what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from allauth.account.decorators import reauthentication_required
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from standto.errors import InputError
from standto_desk.access import account_changes
from standto_desk.access.account_checks import able_administrators
from standto_desk.access.confirming import confirm_changes, in_words, last_of, waiting_lines, waiting_on
from standto_desk.access.emails import mail_is_set_up
from standto_desk.access.guard import needs
from standto_desk.access.models import Account
from standto_desk.access.people_in_reach import claims_on, misplaced
from standto_desk.access.permission import Action, forces_of, may
from standto_desk.access.posts import appointments_of
from standto_desk.access.roles import OF_TWO, Role
from standto_desk.clock import now, real_now
from standto_desk.kit.act_forms import number_in
from standto_desk.pages.accounts.forms import ROLE_HINTS, ChangeForm, NewAccountForm, RoleForm, of_words

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse

password_again = reauthentication_required(allow_get=True)


@require_GET
@needs(Action.MANAGE_ACCOUNTS)
def accounts(request: HttpRequest) -> HttpResponse:
    """List the accounts of the administrator's forces; no cipher is among what is shown."""
    with_factor = set(Authenticator.objects.filter(type="totp").values_list("user_id", flat=True))
    found = _kept_by(request.user).prefetch_related("memberships").order_by("username")
    elsewhere = misplaced(found)
    told = {
        "accounts": [
            {
                "account": one,
                "roles": of_words(one.roles),
                "factor": one.pk in with_factor,
                "misplaced": one.pk in elsewhere,
                "may_confirm": bool(waiting_on(one) - {str(request.user.pk)}),
            }
            for one in found
        ],
        "claims": claims_on(forces_of(request.user, Action.MANAGE_ACCOUNTS)),
        "may_set": may(request.user, Action.MANAGE_SETTINGS),
        "real_now": real_now(),
    }
    return render(request, "accounts/list.html", told)


@require_http_methods(["GET", "POST"])
@needs(Action.MANAGE_ACCOUNTS)
@password_again
def make(request: HttpRequest) -> HttpResponse:
    """Make an account, and show its one-time password this once: it is kept nowhere, so no redirect can show it."""
    form = NewAccountForm(request.POST or None, by=request.user)
    if request.method == "POST" and form.is_valid():
        given = {**form.cleaned_data, "roles": [Role(role) for role in form.cleaned_data["roles"]]}
        try:
            made, password = account_changes.make_account(by=request.user, request=request, **given)
        except InputError as error:
            form.tell(error)
        else:
            return _show_password(request, made, password)
    return render(request, "accounts/make.html", {"form": form, "hints": ROLE_HINTS}, status=_status(form))


@require_GET
@needs(Action.MANAGE_ACCOUNTS)
def account(request: HttpRequest, key: UUID) -> HttpResponse:
    """Show one account, and what can be done with it."""
    return _page(request, _found(request, key))


@require_POST
@needs(Action.MANAGE_ACCOUNTS)
@password_again
def change(request: HttpRequest, key: UUID) -> HttpResponse:
    """Change an account's address, record or screen."""
    form = ChangeForm(request.POST)
    if form.is_valid():
        return _try(request, key, account_changes.change_account, "The account is changed", form, **form.cleaned_data)
    return _page(request, _found(request, key), change_form=form)


@require_POST
@needs(Action.MANAGE_ACCOUNTS)
@password_again
def give(request: HttpRequest, key: UUID) -> HttpResponse:
    """Give an account a role."""
    return _with_role(request, key, account_changes.give_role, "The role is given")


@require_POST
@needs(Action.MANAGE_ACCOUNTS)
@password_again
def take(request: HttpRequest, key: UUID) -> HttpResponse:
    """Take a role from an account."""
    return _with_role(request, key, account_changes.take_role, "The role is taken")


@require_POST
@needs(Action.MANAGE_ACCOUNTS)
@password_again
def disable(request: HttpRequest, key: UUID) -> HttpResponse:
    """Let nobody sign in to an account."""
    return _try(request, key, account_changes.disable_account, "The account is disabled, and signed out everywhere")


@require_POST
@needs(Action.MANAGE_ACCOUNTS)
@password_again
def no_second_factor(request: HttpRequest, key: UUID) -> HttpResponse:
    """Remove the second factor of who has lost it."""
    return _try(
        request, key, account_changes.reset_second_factor, "The second factor is removed, and the account signed out"
    )


@require_POST
@needs(Action.MANAGE_ACCOUNTS)
@password_again
def enable(request: HttpRequest, key: UUID) -> HttpResponse:
    """Let an account sign in again, by a one-time password."""
    return _try_password(request, key, account_changes.enable_account)


@require_POST
@needs(Action.MANAGE_ACCOUNTS)
@password_again
def new_password(request: HttpRequest, key: UUID) -> HttpResponse:
    """Give who has lost their password a one-time one."""
    return _try_password(request, key, account_changes.reset_password)


@require_POST
@needs(Action.MANAGE_ACCOUNTS)
@password_again
def confirm(request: HttpRequest, key: UUID) -> HttpResponse:
    """Confirm what another administrator did to an account."""
    return _try(request, key, confirm_changes, "Confirmed", seen=number_in(request.POST.get("seen", "")))


@require_GET
@needs(Action.MANAGE_SETTINGS)
def settings_page(request: HttpRequest) -> HttpResponse:
    """Show how this desk is set; it is set by its environment, which whoever runs it changes."""
    told = {
        "factor": settings.STANDTO_SECOND_FACTOR,
        "idle": settings.STANDTO_SESSION_IDLE // 60,
        "hours": settings.SESSION_COOKIE_AGE // 3600,
        "attempts": settings.STANDTO_GUESSES["pair"],
        "wait": settings.STANDTO_GUESSES_WAIT // 60,
        "mail": mail_is_set_up(),
    }
    return render(request, "accounts/settings.html", told)


def _kept_by(administrator: Account) -> QuerySet[Account]:
    """Return the accounts that belong to an administrator's forces, or have a role for one."""
    forces = forces_of(administrator, Action.MANAGE_ACCOUNTS)
    return Account.objects.filter(Q(force__in=forces) | Q(memberships__force__in=forces)).distinct()


def _found(request: HttpRequest, key: UUID) -> Account:
    """Return one of the accounts that the administrator keeps; there is nothing at any other's address."""
    return get_object_or_404(_kept_by(request.user), pk=key)


def _with_role(request: HttpRequest, key: UUID, act: Callable[..., object], done: str) -> HttpResponse:
    """Give or take the role that the form names."""
    form = RoleForm(request.POST, by=request.user)
    if form.is_valid():
        named = {"role": Role(form.cleaned_data["role"]), "force": form.cleaned_data["force"]}
        return _try(request, key, act, done, form, **named)
    return _page(request, _found(request, key), role_form=form)


def _try(
    request: HttpRequest,
    key: UUID,
    act: Callable[..., object],
    done: str,
    form: ChangeForm | RoleForm | None = None,
    **given: Any,
) -> HttpResponse:
    """Do something to an account; go back to its page and say that it is done, or what was refused."""
    found = _found(request, key)
    try:
        act(by=request.user, account=found, request=request, **given)
    except InputError as error:
        if form is None:
            return _page(request, found, refusal=error)
        form.tell(error)
        return _page(request, found, **{"role_form" if isinstance(form, RoleForm) else "change_form": form})
    messages.success(request, done)
    return redirect("account", key=key)


def _try_password(request: HttpRequest, key: UUID, act: Callable[..., str]) -> HttpResponse:
    """Do what gives an account a one-time password, and show that once."""
    found = _found(request, key)
    try:
        return _show_password(request, found, act(by=request.user, account=found, request=request))
    except InputError as error:
        return _page(request, found, refusal=error)


def _show_password(request: HttpRequest, found: Account, password: str) -> HttpResponse:
    """Show a one-time password."""
    waits = Account.objects.get(pk=found.pk).is_suspended
    return render(request, "accounts/password.html", {"account": found, "password": password, "waits": waits})


def _page(
    request: HttpRequest,
    found: Account,
    *,
    role_form: RoleForm | None = None,
    change_form: ChangeForm | None = None,
    refusal: InputError | None = None,
) -> HttpResponse:
    """Draw the page of one account."""
    of_account = {"email": found.email, "screen": found.screen}
    told = {
        "account": found,
        "own": found == request.user,
        "misplaced": bool(misplaced([found])),
        "of_two": bool(found.roles_for() & OF_TWO),
        **_waiting(found, request.user),
        "roles": sorted(found.roles),
        "may_read": may(request.user, Action.READ_SECURITY_LOG),
        "kept": forces_of(request.user, Action.MANAGE_ACCOUNTS),
        "appointments": appointments_of(found, now()),
        "factor": Authenticator.objects.filter(user=found, type="totp").exists(),
        "role_form": role_form or RoleForm(by=request.user),
        "change_form": change_form or ChangeForm(initial=of_account),
        "refusal": [str(fault.what) for fault in refusal.faults] if refusal else [],
        "real_now": real_now(),
    }
    told["forms"] = [told["role_form"], told["change_form"]]
    wrong = refusal is not None or any(each.errors for each in told["forms"])
    return render(request, "accounts/one.html", told, status=422 if wrong else 200)


def _waiting(found: Account, asking: Account) -> dict[str, Any]:
    """Return what a page says of an account whose roles stop until another administrator confirms what was done."""
    keys = {UUID(key) for key in waiting_on(found)} if found.is_suspended else set()
    names = dict.fromkeys(keys, "an account that is gone")
    names |= dict(Account.objects.filter(pk__in=keys).values_list("pk", "username"))
    lines = waiting_lines(found)
    others = able_administrators(found.force, found, *Account.objects.filter(pk__in=keys)) if len(keys) == 1 else keys
    return {
        "waiting": sorted(names.values()),
        "done": [{"what": in_words(line), "by": names.get(line.by, ""), "at": line.at} for line in lines],
        "seen": last_of(lines),
        "may_confirm": bool(keys - {asking.pk}),
        "nobody_else": bool(keys) and not others,
    }


def _status(form: NewAccountForm) -> int:
    """Return the status of a page with a form: 422 where the form came back."""
    return 422 if form.is_bound else 200

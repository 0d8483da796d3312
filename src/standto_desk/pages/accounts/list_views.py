"""The list of accounts: found by name, filtered, a page at a time."""

from __future__ import annotations

from typing import Any

from allauth.mfa.models import Authenticator
from django import forms
from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from standto_desk.access.confirming import waiting_on
from standto_desk.access.guard import needs
from standto_desk.access.invitation_rows import Invitation
from standto_desk.access.invitations.invitees import by_size, teams_of
from standto_desk.access.models import Account, Membership
from standto_desk.access.people_in_reach import accounts_of, claims_on, misplaced
from standto_desk.access.permission import Action, may, permitted_forces
from standto_desk.access.roles import OF_TWO
from standto_desk.access.sessions import FACTORS
from standto_desk.clock import now, real_now
from standto_desk.kit.paging import page_of
from standto_desk.pages.accounts.forms import roles, roles_in_words

ON_A_PAGE = 25
STATES = {
    "confirm": "Waits for an administrator",
    "invited": "Invited, not signed in yet",
    "one-time": "One-time password, not used yet",
    "in-use": "In use",
    "disabled": "Disabled",
}


class AccountFilterForm(forms.Form):
    """The accounts to show."""

    name = forms.CharField(label="User name", required=False, max_length=100)
    role = forms.ChoiceField(label="Role", required=False)
    team = forms.ChoiceField(label="Team", required=False)
    state = forms.ChoiceField(label="State", required=False, choices=[("", "Any"), *STATES.items()])

    def __init__(self, *args: Any, teams: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = [("", "Any"), *roles()]
        self.fields["team"].choices = [("", "Any"), *((team, team) for team in teams)]


@require_GET
@needs(Action.MANAGE_ACCOUNTS)
def accounts(request: HttpRequest) -> HttpResponse:
    """List accounts of the administrator's forces without their ciphers; those that wait for somebody come first."""
    forces = permitted_forces(request.user, Action.MANAGE_ACCOUNTS)
    teams = {one: team for force in forces for one, team in teams_of(force).items()}
    form = AccountFilterForm(request.GET, teams=sorted(set(teams.values()) - {""}, key=by_size))
    asked = {name: value for name, value in form.cleaned_data.items() if value} if form.is_valid() else {}
    page = page_of(request, _first_waiting(_filtered(kept_by(request.user), asked, teams)), ON_A_PAGE, asked)
    shown = {
        "form": form,
        "page": page,
        "accounts": _rows(list(page), request.user),
        "claims": claims_on(forces),
        "may_set": may(request.user, Action.MANAGE_SETTINGS),
        "real_now": real_now(),
    }
    return render(request, "accounts/list.html", shown)


def kept_by(administrator: Account) -> QuerySet[Account]:
    """Return the accounts that belong to an administrator's forces, or have or will have a role for one."""
    forces = permitted_forces(administrator, Action.MANAGE_ACCOUNTS)
    of_roles = Membership.objects.ahead().filter(force__in=forces)
    return Account.objects.filter(Q(force__in=forces) | Q(pk__in=of_roles.values("account")))


def _filtered(found: QuerySet[Account], asked: dict[str, str], teams: dict[str, str]) -> QuerySet[Account]:
    if name := asked.get("name"):
        found = found.filter(username__icontains=name.strip())
    if role := asked.get("role"):
        found = found.filter(pk__in=Membership.objects.at(now()).filter(role=role).values("account"))
    if team := asked.get("team"):
        people = {one for one, of in teams.items() if of == team}
        forces = list(found.order_by().values_list("force", flat=True).distinct())
        found = found.filter(pk__in=[one.pk for one in accounts_of(people, forces)])
    return _in_state(found, asked["state"]) if "state" in asked else found


def _in_state(found: QuerySet[Account], state: str) -> QuerySet[Account]:
    invited = Q(pk__in=Invitation.objects.values("account"))
    waits = _waits()
    states = {
        "confirm": Q(is_active=True) & waits,
        "invited": Q(is_active=True) & invited,
        "one-time": Q(is_active=True, temporary_until__isnull=False),
        "in-use": Q(is_active=True, temporary_until__isnull=True) & ~invited & ~waits,
        "disabled": Q(is_active=False),
    }
    return found.filter(states[state])


def _waits() -> Q:
    """Return the condition of accounts that another administrator must confirm."""
    return ~Q(unconfirmed="") & Q(pk__in=Membership.objects.ahead().filter(role__in=OF_TWO).values("account"))


def _first_waiting(found: QuerySet[Account]) -> QuerySet[Account]:
    first = Case(When(Q(is_active=True) & _waits(), then=Value(0)), default=Value(1), output_field=IntegerField())
    return found.prefetch_related("memberships").order_by(first, "username")


def _rows(found: list[Account], asking: Account) -> list[dict[str, Any]]:
    """Return what the list shows of each account."""
    keys = [one.pk for one in found]
    with_factor = set(Authenticator.objects.filter(user__in=keys, type__in=FACTORS).values_list("user_id", flat=True))
    invited = dict(Invitation.objects.filter(account__in=keys).values_list("account_id", "until"))
    elsewhere, at = misplaced(found), now()
    return [
        {
            "account": one,
            "roles": roles_in_words(one.roles_at(at)),
            "factor": one.pk in with_factor,
            "misplaced": one.pk in elsewhere,
            "invited_until": invited.get(one.pk),
            "may_confirm": bool(waiting_on(one) - {str(asking.pk)}),
        }
        for one in found
    ]

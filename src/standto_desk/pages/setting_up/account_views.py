"""The last step of setting up: the accounts of people who decide, and invitations for everybody else."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from standto_desk.access.account_checks import able_administrators
from standto_desk.access.first_accounts import StepState, first_accounts_of
from standto_desk.access.forces import home_force
from standto_desk.access.guard import needs
from standto_desk.access.permission import Action
from standto_desk.pages.setting_up.account_lines import lines_of, waiting_accounts
from standto_desk.pages.setting_up.kept_answers import STEPS


@needs(Action.MANAGE_SETTINGS)
@require_safe
def accounts_left(request: HttpRequest) -> HttpResponse:
    """List the first accounts: those that are there, those that wait, and those that are left to make."""
    home = home_force()
    if not home:
        return redirect("set-up")
    found = first_accounts_of(home, request.user)
    lines = lines_of(found)
    steps = list(zip(lines, found.states, strict=True))
    shown = {
        "lines": lines,
        "left": found.left,
        "next": next((line for line, state in steps if state is StepState.TO_DO), None),
        "waiting": list(waiting_accounts(found)),
        "alone": not able_administrators(home, request.user),
        "home": home,
        "step": len(STEPS) + 1,
    }
    return render(request, "setting_up/accounts.html", shown)

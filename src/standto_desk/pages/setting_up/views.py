"""The pages of setting up: the list of steps, each step, the check of all answers, and the next steps."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from standto.coverage import cover
from standto.model.scenario import Scenario
from standto.model.time import DAY
from standto.register import situation_of
from standto_desk.access.guard import needs
from standto_desk.access.permission import Action, may
from standto_desk.access.posts import author_of
from standto_desk.acts.importing import ImportChanged, import_first
from standto_desk.clock import now
from standto_desk.kit.act_forms import ActForm
from standto_desk.kit.form_views import attempted, form_page, posted
from standto_desk.pages.setting_up.assembling import assembled
from standto_desk.pages.setting_up.forms import DutiesForm, OwnForceForm, PolicyForm, PowersForm, TeamsForm
from standto_desk.pages.setting_up.kept_answers import (
    DUTIES,
    FORCE,
    POLICY,
    POWERS,
    SHEET,
    STEPS,
    TEAMS,
    SetUpAnswers,
    answers_of,
    forget_answers,
    keep_answers,
)
from standto_desk.pages.setting_up.steps import TITLES, step_lines

LOOKED_AT = 14 * DAY
"""The most time of the new plan that is looked at."""


@needs(Action.MANAGE_SETTINGS)
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """List the steps, with what has been answered; once the plan is entered, the accounts are left."""
    if not may(request.user, Action.SET_UP):
        return redirect("set-up-accounts")
    answers = answers_of(request.user)
    shown = {
        "lines": step_lines(answers),
        "next": answers.next,
        "done": sum(step in answers.steps for step in STEPS),
        "of": len(STEPS) + 1,
    }
    return render(request, "setting_up/overview.html", shown)


@needs(Action.SET_UP)
@form_page
def force(request: HttpRequest) -> HttpResponse:
    """Ask for the force."""
    given = answers_of(request.user).of(FORCE)
    form = OwnForceForm(posted(request), initial=given)
    return _asked(request, FORCE, form, lambda: dict(form.cleaned_data))


@needs(Action.SET_UP)
@form_page
def teams(request: HttpRequest) -> HttpResponse:
    """Ask for the teams."""
    form = TeamsForm(posted(request), initial={"teams": "\n".join(answers_of(request.user).of(TEAMS).get("teams", ()))})
    return _asked(request, TEAMS, form, lambda: dict(form.cleaned_data))


@needs(Action.SET_UP)
@form_page
def duties(request: HttpRequest) -> HttpResponse:
    """Ask for the duties; those that the sheet suggests are there already."""
    answers = answers_of(request.user)
    form = DutiesForm(posted(request), rows=answers.of(DUTIES).get("duties") or _suggested_duties(answers))
    skills = [row[0] for row in answers.of(SHEET).get("tables", {}).get("capabilities.csv", ())]
    return _asked(request, DUTIES, form, lambda: {"duties": form.cleaned_data["duties"]}, skills=skills)


@needs(Action.SET_UP)
@form_page
def powers(request: HttpRequest) -> HttpResponse:
    """Ask who may help."""
    given = answers_of(request.user).of(POWERS)
    known: dict[str, Any] = {"rules": "listed" if given.get("listed") else "none"}
    for one in given.get("kinds", ()):
        known |= {f"may-{one['kind']}": True, f"law-{one['kind']}": one["law"]}
    form = PowersForm(posted(request), initial=known)

    def read() -> dict[str, Any]:
        return {"listed": form.cleaned_data["rules"] == "listed", "kinds": form.cleaned_data["kinds"]}

    return _asked(request, POWERS, form, read)


@needs(Action.SET_UP)
@form_page
def policy(request: HttpRequest) -> HttpResponse:
    """Ask for the policy."""
    given = answers_of(request.user).of(POLICY)
    posts = {step: ";".join(some) for step, some in given.get("approvers", {}).items()}
    form = PolicyForm(posted(request), initial={**given, **posts})
    return _asked(request, POLICY, form, form.answers)


@needs(Action.SET_UP)
@form_page
def review(request: HttpRequest) -> HttpResponse:
    """Show everything before it is entered, and enter it."""
    answers, author = answers_of(request.user), author_of(request)
    if answers.next is not None:
        return redirect("set-up")
    scenario, faults = assembled(answers, author.force, now())
    form = ActForm(posted(request))

    def enter() -> HttpResponse:
        import_first(account=request.user, author=author, sheets=_sound(scenario))
        forget_answers(request.user)
        return redirect("set-up-accounts")

    try:
        if scenario is not None and attempted(form, enter):
            return form.result
    except ImportChanged:
        return redirect("set-up-accounts")
    shown = {
        "form": form,
        "lines": step_lines(answers),
        "wrong": faults,
        "scenario": scenario,
        "cover": _cover(scenario),
        "outside": _outside(scenario),
    }
    return render(request, "setting_up/review.html", shown, status=form.status)


def _outside(scenario: Scenario | None) -> str:
    """Return whether the present is before or after the time that is planned, in words; blank if it is within."""
    present = now()
    if scenario is not None and present >= scenario.horizon.until:
        return "is over"
    return "has not begun yet" if scenario is not None and present < scenario.horizon.start else ""


def after(step: str) -> str:
    """Return the name of the route after a step."""
    following = STEPS.index(step) + 1
    return f"set-up-{STEPS[following]}" if following < len(STEPS) else "set-up-review"


def _asked(request: HttpRequest, step: str, form: Any, read: Any, **shown: Any) -> HttpResponse:
    """Keep the answers of a step and go on, or show its form."""
    if form.is_bound and form.is_valid():
        keep_answers(request.user, answers_of(request.user).with_step(step, read()))
        return redirect("set-up" if request.POST.get("act") == "list" else after(step))
    place = STEPS.index(step)
    shown |= {"form": form, "title": TITLES[step], "number": place + 1, "of": len(STEPS) + 1}
    shown["back"] = f"set-up-{STEPS[place - 1]}" if place else "set-up"
    return render(request, f"setting_up/{step}.html", shown, status=form.status)


def _suggested_duties(answers: SetUpAnswers) -> list[dict[str, Any]]:
    """Return the duties that the sheet suggests."""
    rows = answers.of(SHEET).get("tables", {}).get("duties.csv", ())
    return [{"name": row[1] or row[0], "capability": row[4], "strength": int(row[5] or 1)} for row in rows]


def _sound(scenario: Scenario | None) -> Scenario:
    if scenario is None:
        raise ImportChanged
    return scenario


def _cover(scenario: Scenario | None) -> str:
    """Return cover in words over the first days of the plan; empty if there is no plan."""
    if scenario is None:
        return ""
    until = min(scenario.horizon.start + LOOKED_AT, scenario.horizon.until)
    return cover(situation_of(scenario), until=until).headline

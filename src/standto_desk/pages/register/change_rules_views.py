"""Views of changes of the rules that wait for a second person: the list, and one to confirm, decline or withdraw."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from standto_desk.access.guard import needs
from standto_desk.access.permission import Action, may
from standto_desk.access.posts import author_of
from standto_desk.acts.registering.change_plans import ChangePlan, plan_changes
from standto_desk.acts.registering.changing_rules import confirm_rules, decline_rules, due, withdraw_rules
from standto_desk.acts.registering.rules_proposals import (
    RULES_CONFIRMED,
    RULES_DECLINED,
    RULES_WITHDRAWN,
    RulesProposal,
    find_rules_proposal,
    open_rules_proposals,
)
from standto_desk.clock import now
from standto_desk.kit.act_forms import OnceForm
from standto_desk.kit.form_views import attempted, form_page, posted
from standto_desk.pages.register.change_effects import effect_of
from standto_desk.pages.register.change_words import changed_cells, title_of
from standto_desk.pages.register.fault_words import page_words
from standto_desk.presenting.posts import names_for, recorder_words

CONFIRM, DECLINE, WITHDRAW = "confirm", "decline", "withdraw"
ACTS: dict[str, Callable[..., Any]] = {CONFIRM: confirm_rules, DECLINE: decline_rules, WITHDRAW: withdraw_rules}
ENDED = {RULES_CONFIRMED: "Confirmed", RULES_DECLINED: "Declined", RULES_WITHDRAWN: "Withdrawn"}


class AnswerRulesForm(OnceForm):
    """The answer of a second person to a change of the rules, or of its author."""

    subjects = {"change": "This change", "entry": "This row", "register": "The register", "settings": "The settings"}
    act = forms.ChoiceField(choices=[(each, each) for each in ACTS], widget=forms.HiddenInput)


@needs(Action.KEEP_RULES)
@require_safe
def waiting(request: HttpRequest) -> HttpResponse:
    """List the changes of the rules that wait for a second person."""
    found = open_rules_proposals()
    names = names_for(request.user, {one.entry.account for one in found})
    lines = [(one.entry, [title_of(each) for each in one.changes], _by(one, names)) for one in found]
    return render(request, "register/change_waiting.html", {"lines": lines})


@needs(Action.KEEP_RULES)
@form_page
def answer(request: HttpRequest, sequence: int) -> HttpResponse:
    """Show a change of the rules; confirm or decline it as a second person, or withdraw one's own."""
    proposal = find_rules_proposal(sequence)
    if proposal is None:
        raise Http404
    form = AnswerRulesForm(posted(request))

    def act() -> Any:
        chosen = form.cleaned_data["act"]
        if chosen not in _open_to(request, proposal, ended=True):
            raise PermissionDenied
        sent = {"account": request.user, "author": author_of(request), "key": form.cleaned_data["key"]}
        return ACTS[chosen](**sent, sequence=sequence)

    if attempted(form, act):
        return redirect("register-waiting-one", sequence=sequence)
    return render(request, "register/change_answer.html", _shown(request, form, proposal), status=form.status)


def _open_to(request: HttpRequest, proposal: RulesProposal, *, ended: bool = False) -> tuple[str, ...]:
    """Return what an account may answer; `ended` also for a change that has been answered, so that it is told so."""
    if not (proposal.is_open or ended):
        return ()
    if proposal.entry.account == str(request.user.pk):
        return (WITHDRAW,)
    return (CONFIRM, DECLINE) if may(request.user, Action.CONFIRM_RULES) else ()


def _shown(request: HttpRequest, form: AnswerRulesForm, proposal: RulesProposal) -> dict[str, Any]:
    """Return what the page of a change shows: what it does now, or how it ended."""
    at = now()
    changes = due(proposal.changes, at)
    plan = plan_changes(request.user, changes, now=at)
    ends = () if proposal.end is None else (proposal.end.account,)
    names = names_for(request.user, {proposal.entry.account, *ends})
    return {
        "form": form,
        "proposal": proposal,
        "by": _by(proposal, names),
        "ended": "" if proposal.end is None else ENDED[proposal.end.sort],
        "ended_by": "" if proposal.end is None else names.get(proposal.end.account) or recorder_words(proposal.end),
        "changes": _changes(proposal, plan),
        "occurred": changes[0].occurred,
        "why": [page_words(fault.what) for fault in plan.faults] if proposal.is_open else [],
        "effect": effect_of(plan, at) if proposal.is_open and not plan.faults else None,
        "open_to": _open_to(request, proposal),
    }


def _changes(proposal: RulesProposal, plan: ChangePlan) -> list[dict[str, Any]]:
    pairs = zip(proposal.changes, proposal.before, strict=True)
    scenario = plan.after or plan.before
    return [{"title": title_of(one), "cells": changed_cells(one, before, scenario)} for one, before in pairs]


def _by(proposal: RulesProposal, names: dict[str, str]) -> str:
    """Return the author of a change: the account by name for readers who may know it, or else the post."""
    return names.get(proposal.entry.account) or recorder_words(proposal.entry)

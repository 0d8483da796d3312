"""The settings as pages: each section in words with its history, the posts, and the declarations."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from standto_desk.access.guard import needs
from standto_desk.access.permission import Action, may
from standto_desk.acts.registering.kept_tables import KEPT
from standto_desk.book.moment_tables import rows_at
from standto_desk.clock import now
from standto_desk.ledger.tables import SCENARIO
from standto_desk.pages.register.declared import declaration_lines, declared_history
from standto_desk.pages.register.moment_forms import TwoMomentsForm
from standto_desk.pages.register.posts_shown import post_histories, post_lines
from standto_desk.pages.register.thing_views import history_context
from standto_desk.presenting.registers.histories import settings_section_history
from standto_desk.presenting.registers.settings_words import SETTINGS_SECTIONS, settings_lines

CHANGED_AS = {"plan": "desk", "policy": "policy", "approvers": "policy", "rest": "rest", "words": "words"}
"""The part of the settings that a form changes, for each section."""


@require_safe
@needs(Action.READ_REGISTER)
def settings(request: HttpRequest) -> HttpResponse:
    """Show every section of the settings in words, the posts and the declarations."""
    present = now()
    text = rows_at(present, present).settings
    sections = [
        (name, one.title, one.about, _summary(settings_lines(name, text))) for name, one in SETTINGS_SECTIONS.items()
    ]
    shown = {"sections": sections, "entered": bool(text), "posts": post_lines(present)}
    shown |= {"declarations": declaration_lines(present), "may_change": may(request.user, KEPT[SCENARIO].action)}
    return render(request, "register/settings.html", {**shown, "parts": CHANGED_AS})


@require_safe
@needs(Action.READ_REGISTER)
def settings_section(request: HttpRequest, section: str) -> HttpResponse:
    """Show a section of the settings as it is, or as it was and was known, with its history."""
    if section not in SETTINGS_SECTIONS:
        raise Http404
    form, one = TwoMomentsForm(request), SETTINGS_SECTIONS[section]
    text = rows_at(form.at_shown, form.known_shown).settings
    shown = {
        "form": form,
        "at": form.at_shown,
        "known": form.known_shown,
        "title": one.title,
        "about": one.about,
        "own": reverse("register-settings-section", args=[section]),
        "summary": _summary(settings_lines(section, text)),
        **history_context(request, settings_section_history(section, form.at_shown, form.known_shown), KEPT[SCENARIO]),
    }
    return render(request, "register/section.html", shown, status=422 if form.errors else 200)


@require_safe
@needs(Action.READ_REGISTER)
def declarations(request: HttpRequest) -> HttpResponse:
    """Show the declarations that the register names, and when each was in force."""
    present = now()
    shown = {"declarations": declaration_lines(present), "history": declared_history(present)}
    return render(
        request, "register/declarations.html", {**shown, "reads_entries": may(request.user, Action.READ_ENTRIES)}
    )


@require_safe
@needs(Action.READ_REGISTER)
def posts(request: HttpRequest) -> HttpResponse:
    """Show the posts, and how many accounts held each over time."""
    shown = {"posts": post_lines(now()), "histories": post_histories()}
    return render(request, "register/posts.html", shown)


def _summary(lines: dict[str, str]) -> list[dict[str, Any]]:
    return [{"key": name, "value": words} for name, words in lines.items()]

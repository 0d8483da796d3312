"""Kept what-ifs: the list, one as it is now and as it was, several side by side, and showing them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from standto_desk.access.guard import needs
from standto_desk.access.models import Account
from standto_desk.access.permission import Action
from standto_desk.acts.kept_things import (
    WHAT_IFS,
    accounts_that_decide,
    end_kept_thing,
    kept_by_forces,
    may_end_thing,
    note_thing_looked_at,
    rename_kept_thing,
    show_kept_thing,
    waiting_for,
)
from standto_desk.acts.models import WhatIf
from standto_desk.acts.supposing.kept import find_kept
from standto_desk.kit.form_views import attempted, form_page, posted
from standto_desk.kit.kept_forms import EndKeptForm, RenameForm, ShowForm
from standto_desk.pages.supposing.effects import effect_of
from standto_desk.pages.supposing.forms import CompareForm
from standto_desk.pages.supposing.kept_answers import answer_now, answer_then, changes_since, columns_of
from standto_desk.pages.supposing.listing import kept_line, shown_lines
from standto_desk.pages.supposing.trying_views import answer_parts


@needs(Action.SUPPOSE)
@require_safe
def kept_list(request: HttpRequest) -> HttpResponse:
    """Show the kept what-ifs, and those that somebody shows to the account."""
    kept = kept_by_forces(WHAT_IFS, request.user)
    shown = {
        "lines": [kept_line(one) for one in kept],
        "shown": shown_lines(waiting_for(WHAT_IFS, request.user)),
        "form": CompareForm(kept=kept),
    }
    return render(request, "supposing/list.html", shown)


@needs(Action.SUPPOSE)
@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    """Show some kept what-ifs beside today."""
    kept = kept_by_forces(WHAT_IFS, request.user)
    form = CompareForm(request.GET or None, kept=kept)
    if not (form.is_bound and form.is_valid()):
        lines = [kept_line(one) for one in kept]
        context = {"lines": lines, "shown": shown_lines(waiting_for(WHAT_IFS, request.user)), "form": form}
        return render(request, "supposing/list.html", context, status=form.status)
    chosen = [one for one in kept if one.pk in form.cleaned_data["kept"]]
    return render(request, "supposing/compare.html", {"table": columns_of(request.user, chosen)})


@needs(Action.SUPPOSE)
@require_safe
def one(request: HttpRequest, number: int) -> HttpResponse:
    """Show a kept what-if as it is now, as it was, and the changes since."""
    kept = _found(request, number)
    now, then = answer_now(request.user, kept), answer_then(request.user, kept)
    shown: dict[str, Any] = answer_parts(request, now.answer, kept.pk) if now.answer is not None else {}
    if then.answer is not None:
        shown["then_effect"] = effect_of(then.answer)
    context = {
        **shown,
        "line": kept_line(kept),
        "faults": now.faults,
        "then": then,
        "since": changes_since(now, then, kept),
        "may_end": may_end_thing(WHAT_IFS, request.user, kept),
        "waiting": [one for one in shown_lines(waiting_for(WHAT_IFS, request.user)) if one.number == kept.pk],
    }
    return render(request, "supposing/one.html", context)


@needs(Action.SUPPOSE)
@form_page
def rename_kept(request: HttpRequest, number: int) -> HttpResponse:
    """Give a kept what-if another name."""
    kept = _found(request, number)
    form = RenameForm(posted(request), initial={"name": kept.name, "was": kept.name})
    if attempted(form, lambda: rename_kept_thing(WHAT_IFS, account=request.user, kept=kept, **form.cleaned_data)):
        return redirect("what-if-kept", number)
    return render(request, "supposing/rename.html", {"form": form, "line": kept_line(kept)}, status=form.status)


@needs(Action.SUPPOSE)
@form_page
def show_kept(request: HttpRequest, number: int) -> HttpResponse:
    """Show a kept what-if to an account that decides."""
    kept = _found(request, number)
    accounts = [one for one in accounts_that_decide(kept.force) if one.pk != request.user.pk]
    form = ShowForm(posted(request), accounts=accounts)

    def act() -> Any:
        to = Account.objects.get(pk=form.cleaned_data["to"])
        return show_kept_thing(WHAT_IFS, account=request.user, kept=kept, to=to, note=form.cleaned_data["note"])

    if attempted(form, act):
        messages.success(request, "It waits for them until they have looked at it")
        return redirect("what-if-kept", number)
    context = {"form": form, "line": kept_line(kept), "accounts": accounts}
    return render(request, "supposing/show.html", context, status=form.status)


@needs(Action.SUPPOSE)
@form_page
def end_kept(request: HttpRequest, number: int) -> HttpResponse:
    """End a kept what-if."""
    kept = _found(request, number)
    form = EndKeptForm(posted(request))
    if attempted(form, lambda: end_kept_thing(WHAT_IFS, account=request.user, kept=kept)):
        messages.success(request, "The what-if has ended")
        return redirect("what-if")
    context = {"form": form, "line": kept_line(kept), "may_end": may_end_thing(WHAT_IFS, request.user, kept)}
    return render(request, "supposing/end.html", context, status=form.status)


@needs(Action.SUPPOSE)
@require_POST
def looked(request: HttpRequest, number: int) -> HttpResponse:
    """Note that the account has looked at a what-if that was shown to it."""
    note_thing_looked_at(WHAT_IFS, account=request.user, kept=_found(request, number))
    return redirect("what-if-kept", number)


def _found(request: HttpRequest, number: int) -> WhatIf:
    kept = find_kept(request.user, number)
    if kept is None:
        raise Http404
    return kept

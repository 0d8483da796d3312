"""Sets of assumptions: the list, sending a file, one set with its author and time, and ending it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from standto_desk.access.guard import needs
from standto_desk.access.permission import Action
from standto_desk.access.posts import author_of
from standto_desk.acts.kept_sorts import SETS
from standto_desk.acts.kept_things import end_kept_thing, kept_by_forces, may_end_thing
from standto_desk.acts.looking_ahead.assumption_sets import keep_set
from standto_desk.acts.looking_ahead.outlook_answers import picture_of
from standto_desk.kit.form_views import attempted, form_page, posted
from standto_desk.kit.kept_forms import EndKeptForm
from standto_desk.kit.kept_views import found_thing
from standto_desk.pages.looking_ahead.forms import AssumptionsForm
from standto_desk.pages.looking_ahead.listing import set_line


@needs(Action.LOOK_AHEAD)
@form_page
def sets(request: HttpRequest) -> HttpResponse:
    """List the sets of assumptions, and take a file."""
    picture, sent = picture_of(None), posted(request)
    form = AssumptionsForm(sent, None if sent is None else request.FILES)
    given = {"account": request.user, "author": author_of(request), "scenario": picture.scenario, "at": picture.at}
    if attempted(form, lambda: keep_set(**given, text=form.cleaned_data["file"], key=form.cleaned_data["key"])):
        return redirect("assumptions-of", form.result.pk)
    lines = [set_line(one) for one in kept_by_forces(SETS, request.user)]
    return render(request, "looking_ahead/sets.html", {"form": form, "sets": lines}, status=form.status)


@needs(Action.LOOK_AHEAD)
@require_safe
def one(request: HttpRequest, number: int) -> HttpResponse:
    """Show a set of assumptions."""
    kept = found_thing(SETS, request, number)
    context = {"line": set_line(kept), "kept": kept, "may_end": may_end_thing(SETS, request.user, kept)}
    return render(request, "looking_ahead/set.html", context)


@needs(Action.LOOK_AHEAD)
@form_page
def end(request: HttpRequest, number: int) -> HttpResponse:
    """End a set of assumptions."""
    kept = found_thing(SETS, request, number)
    form = EndKeptForm(posted(request))
    if attempted(form, lambda: end_kept_thing(SETS, account=request.user, kept=kept)):
        messages.success(request, "The set of assumptions has ended")
        return redirect("assumptions")
    context = {"form": form, "line": set_line(kept), "may_end": may_end_thing(SETS, request.user, kept)}
    return render(request, "looking_ahead/end_set.html", context, status=form.status)

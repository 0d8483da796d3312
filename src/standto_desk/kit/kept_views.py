"""The views of things kept under a name, the same for every sort: their list, comparing, renaming, showing, ending."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path
from django.views.decorators.http import require_POST, require_safe

from standto_desk.access.guard import needs
from standto_desk.access.models import Account
from standto_desk.acts.kept_sorts import KeptSort, ShownSort
from standto_desk.acts.kept_things import (
    accounts_that_decide,
    end_kept_thing,
    find_kept_thing,
    kept_by_forces,
    may_end_thing,
    note_thing_looked_at,
    rename_kept_thing,
    show_kept_thing,
)
from standto_desk.kit.form_views import attempted, form_page, posted
from standto_desk.kit.kept_forms import CompareKeptForm, EndKeptForm, RenameForm, ShowForm
from standto_desk.kit.kept_lines import kept_thing_line, waiting_things


@dataclass(frozen=True)
class KeptPages:
    """The pages of a sort of kept things.

    Attributes
    ----------
    sort
        The sort; it names the action that every page needs.
    title
        The page under which a thing waits for a commander, in words.
    routes, list_route
        The beginning of the names of the routes, and the name of the list's.
    folder
        The folder of the templates ``list.html`` and ``compare.html``.
    table
        Returns what ``compare.html`` shows of some things, to an account.
    beside
        The words for what else stands beside them, such as `` with today``.
    """

    sort: ShownSort
    title: str
    routes: str
    list_route: str
    folder: str
    table: Callable[[Account, Sequence[Any]], Any]
    beside: str = ""

    def route(self, page: str) -> str:
        """Return the name of a page's route."""
        return f"{self.routes}-{page}"


def kept_routes(pages: KeptPages, list_address: str) -> list[URLPattern]:
    """Return the routes of a sort of kept things, each guarded by its action; the page of one is the family's own."""
    views = (
        (list_address, pages.list_route, require_safe, _kept_list),
        ("compare/", pages.route("compare"), require_safe, _compare),
        ("<int:number>/rename/", pages.route("rename"), form_page, _rename_kept),
        ("<int:number>/show/", pages.route("show"), form_page, _show_kept),
        ("<int:number>/end/", pages.route("end"), form_page, _end_kept),
        ("<int:number>/looked/", pages.route("looked"), require_POST, _looked),
    )
    guard = needs(pages.sort.action)
    return [path(address, guard(allow(partial(view, pages))), name=name) for address, name, allow, view in views]


def found_thing(sort: KeptSort, request: HttpRequest, number: int) -> Any:
    """Return a kept thing that the account may open; answer 404 if there is none."""
    kept = find_kept_thing(sort, request.user, number)
    if kept is None:
        raise Http404
    return kept


def shown_thing(sort: ShownSort, request: HttpRequest, kept: Any) -> dict[str, Any]:
    """Return what the page of every kept thing shows: its line, whether it waits, and whether it may be ended."""
    return {
        "line": kept_thing_line(sort, kept),
        "may_end": may_end_thing(sort, request.user, kept),
        "waiting": [one for one in waiting_things(sort, request.user) if one.number == kept.pk],
    }


def _kept_list(pages: KeptPages, request: HttpRequest) -> HttpResponse:
    """Show the kept things, and those that somebody shows to the account."""
    kept = kept_by_forces(pages.sort, request.user)
    return _listed(pages, request, kept, CompareKeptForm(pages.sort.noun, pages.beside, kept=kept))


def _compare(pages: KeptPages, request: HttpRequest) -> HttpResponse:
    """Show some kept things side by side."""
    kept = kept_by_forces(pages.sort, request.user)
    form = CompareKeptForm(pages.sort.noun, pages.beside, request.GET, kept=kept)
    if not form.is_valid():
        return _listed(pages, request, kept, form)
    chosen = [one for one in kept if one.pk in form.cleaned_data["kept"]]
    return render(request, f"{pages.folder}/compare.html", {"table": pages.table(request.user, chosen)})


def _rename_kept(pages: KeptPages, request: HttpRequest, number: int) -> HttpResponse:
    """Give a kept thing another name."""
    kept = found_thing(pages.sort, request, number)
    form = RenameForm(posted(request), initial={"name": kept.name, "was": kept.name})
    if attempted(form, lambda: rename_kept_thing(pages.sort, account=request.user, kept=kept, **form.cleaned_data)):
        return redirect(pages.route("kept"), number)
    return _asked(pages, request, "rename", kept, form)


def _show_kept(pages: KeptPages, request: HttpRequest, number: int) -> HttpResponse:
    """Show a kept thing to an account that decides."""
    kept = found_thing(pages.sort, request, number)
    accounts = [one for one in accounts_that_decide(kept.force) if one.pk != request.user.pk]
    form = ShowForm(posted(request), accounts=accounts)

    def act() -> Any:
        to = Account.objects.filter(pk=form.cleaned_data["to"] or None).first()
        return show_kept_thing(pages.sort, account=request.user, kept=kept, to=to, note=form.cleaned_data["note"])

    if attempted(form, act):
        messages.success(request, "It waits for them until they have looked at it")
        return redirect(pages.route("kept"), number)
    return _asked(pages, request, "show", kept, form, accounts=accounts)


def _end_kept(pages: KeptPages, request: HttpRequest, number: int) -> HttpResponse:
    """End a kept thing."""
    kept = found_thing(pages.sort, request, number)
    form = EndKeptForm(posted(request))
    if attempted(form, lambda: end_kept_thing(pages.sort, account=request.user, kept=kept)):
        messages.success(request, f"The {pages.sort.noun} has ended")
        return redirect(pages.list_route)
    return _asked(pages, request, "end", kept, form, may_end=may_end_thing(pages.sort, request.user, kept))


def _looked(pages: KeptPages, request: HttpRequest, number: int) -> HttpResponse:
    """Note that the account has looked at a thing that was shown to it."""
    kept = found_thing(pages.sort, request, number)
    note_thing_looked_at(pages.sort, account=request.user, kept=kept)
    return redirect(pages.route("kept"), number)


def _listed(pages: KeptPages, request: HttpRequest, kept: Sequence[Any], form: CompareKeptForm) -> HttpResponse:
    context = {
        "lines": [kept_thing_line(pages.sort, one) for one in kept],
        "waiting": waiting_things(pages.sort, request.user),
        "form": form,
    }
    return render(request, f"{pages.folder}/list.html", context, status=form.status)


def _asked(pages: KeptPages, request: HttpRequest, page: str, kept: Any, form: Any, **more: Any) -> HttpResponse:
    """Show the form of an act on a kept thing."""
    context = {"pages": pages, "line": kept_thing_line(pages.sort, kept), "form": form, **more}
    return render(request, f"kept/{page}.html", context, status=form.status)

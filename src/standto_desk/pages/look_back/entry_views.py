"""The pages of entries: a list to find and filter in, one entry, and the entries about one person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from standto_desk.access.guard import needs
from standto_desk.access.permission import Action, may
from standto_desk.access.reaching import may_reach
from standto_desk.acts.opening import Where, note_opened
from standto_desk.components.typed_ciphers import CipherField
from standto_desk.ledger.models import Entry
from standto_desk.ledger.reading import known_entries
from standto_desk.pages.look_back.entry_links import links_of
from standto_desk.pages.look_back.entry_words import columns_of, shown_entries
from standto_desk.pages.look_back.filters import EntryFilterForm
from standto_desk.pages.look_back.places import draw

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse

ON_A_PAGE = 50
PERSON = "look-back-person"
"""Where a session keeps whose entries were asked for: nothing of a person stands in an address."""


class PersonForm(forms.Form):
    """Whose entries."""

    cipher = CipherField(label="Cipher", max_length=100, widget=forms.TextInput(attrs={"autocomplete": "off"}))


@require_safe
@needs(Action.READ_ENTRIES)
def entries(request: HttpRequest) -> HttpResponse:
    """List the entries asked for."""
    form = EntryFilterForm(request.GET)
    context = {"form": form, "query": form.query, "sees_people": may(request.user, Action.SEE_PERSON)}
    return draw(request, "entries", {**_page(request, form.found()), **context})


@require_safe
@needs(Action.READ_ENTRIES)
def entry(request: HttpRequest, sequence: int) -> HttpResponse:
    """Show one entry, with its place in the chain."""
    found = known_entries().filter(sequence=sequence).first()
    if found is None:
        raise Http404
    (one,) = shown_entries([found], request.user)
    context = {"one": one, "columns": columns_of(one), "links": links_of(found)}
    return draw(request, "entry", context)


@needs(Action.SEE_PERSON)
def person(request: HttpRequest) -> HttpResponse:
    """Ask whose entries to list, and list them; the cipher travels in the body of the request and in the session."""
    form = PersonForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        cipher = form.cleaned_data["cipher"]
        if may_reach(request.user, Action.SEE_PERSON, cipher):
            request.session[PERSON] = cipher
            return redirect("look-back-person")
        form.add_error("cipher", "Enter the cipher of somebody whom you may see")
    cipher = "" if form.is_bound else request.session.get(PERSON, "")
    may_see = bool(cipher) and may_reach(request.user, Action.SEE_PERSON, cipher)
    found = _page(request, _about_person(cipher)) if may_see else {}
    if may_see and not found["total"]:
        # That there is no entry tells something too.
        note_opened(account=request.user, people=[cipher], where=Where.ENTRIES)
    context = {"form": form, "cipher": cipher if may_see else "", **found}
    return draw(request, "person", context, status=422 if form.errors else 200)


def _about_person(cipher: str) -> QuerySet[Entry]:
    """Return the entries about a person, and the corrections of these."""
    about = known_entries().filter(subject=cipher)
    names = [one.reference for one in about]
    return known_entries().filter(subject__in=[cipher, *names]).order_by("-sequence")


def _page(request: HttpRequest, found: Any) -> dict[str, Any]:
    """Return one page of entries, as the reader may see them."""
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    return {"page": page, "rows": shown_entries(list(page), request.user), "total": page.paginator.count}

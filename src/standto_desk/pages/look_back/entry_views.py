"""The pages of entries: a list to search and filter, one entry, and the entries about one person."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from standto_desk.access.guard import needs
from standto_desk.access.people_in_reach import may_reach
from standto_desk.access.permission import Action, may
from standto_desk.acts.record_openings import Where, note_opened
from standto_desk.components.typed_ciphers import CipherField
from standto_desk.kit.form_views import form_page, posted
from standto_desk.kit.paging import page_of
from standto_desk.ledger.chain import GENESIS
from standto_desk.ledger.drafts import REDACTION, number_reference
from standto_desk.ledger.entry_queries import Entries
from standto_desk.ledger.models import Entry
from standto_desk.ledger.reading import known_entries
from standto_desk.pages.look_back.entry_words import columns_of, shown_entries
from standto_desk.pages.look_back.filters import EntryFilterForm
from standto_desk.pages.look_back.masking import entries_referred_to
from standto_desk.pages.look_back.page import draw

ON_A_PAGE = 50
PERSON = "look-back-person"
"""The session's key for the cipher whose entries were asked for: no address holds anything about a person."""


class PersonForm(forms.Form):
    """The person whose entries to list."""

    cipher = CipherField(label="Cipher", max_length=100, widget=forms.TextInput(attrs={"autocomplete": "off"}))


@require_safe
@needs(Action.READ_ENTRIES)
def entries(request: HttpRequest) -> HttpResponse:
    """List the entries that a filter finds."""
    form = EntryFilterForm(request.GET)
    context = {"form": form, "sees_people": may(request.user, Action.SEE_PERSON)}
    return draw(request, "entries", {**_page(request, form.found(), form.query), **context})


@require_safe
@needs(Action.READ_ENTRIES)
def entry(request: HttpRequest, sequence: int) -> HttpResponse:
    """Show one entry, with its place in the chain."""
    found = known_entries().at(sequence)
    if found is None:
        raise Http404
    (one,) = shown_entries([found], request.user)
    return draw(request, "entry", {"one": one, "columns": columns_of(one), "links": _links(found)})


@needs(Action.SEE_PERSON)
@form_page
def person(request: HttpRequest) -> HttpResponse:
    """Ask for a person and list their entries; the cipher travels in the request's body and in the session."""
    form = PersonForm(posted(request))
    if form.is_valid():
        cipher = form.cleaned_data["cipher"]
        if may_reach(request.user, Action.SEE_PERSON, cipher):
            request.session[PERSON] = cipher
            return redirect("look-back-person")
        form.add_error("cipher", "Enter the cipher of a person whom you may see")
    cipher = "" if form.is_bound else request.session.get(PERSON, "")
    if not cipher or not may_reach(request.user, Action.SEE_PERSON, cipher):
        return draw(request, "person", {"form": form, "cipher": ""}, status=422 if form.errors else 200)
    found = _page(request, _about_person(cipher))
    if not found["total"]:
        # That a person has no entries tells the reader something too.
        note_opened(account=request.user, people=[cipher], where=Where.ENTRIES)
    return draw(request, "person", {"form": form, "cipher": cipher, **found})


def _about_person(cipher: str) -> Entries:
    """Return the entries about a person, and the corrections of these."""
    names = [one.reference for one in known_entries().about(cipher)]
    return known_entries().about_any([cipher, *names]).latest_first()


def _page(request: HttpRequest, found: Any, query: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Return one page of entries, as the reader may see them."""
    page = page_of(request, found, ON_A_PAGE, query)
    return {"page": page, "rows": shown_entries(list(page), request.user), "total": page.paginator.count}


def _links(entry: Entry) -> dict[str, Any]:
    """Return the numbers of the entries that an entry links to, and the hash of the one before it."""
    known, number = known_entries(), entry.sequence
    hashes = dict(known.numbered((number - 1, number + 1)).values_list("sequence", "hash"))
    corrections = known.corrections_of([entry.reference])
    redactions = known.of_sort(REDACTION).about(number_reference(number)) if entry.text_hash else known.none()
    referred_to = entries_referred_to([entry.subject]) if entry.subject else []
    return {
        "previous": GENESIS if number == 1 else hashes.get(number - 1, ""),
        "before": number - 1 if number - 1 in hashes else None,
        "after": number + 1 if number + 1 in hashes else None,
        "refers_to": next((one.sequence for one in referred_to), None),
        "corrected_by": list(corrections.values_list("sequence", flat=True)),
        "redacted_by": redactions.values_list("sequence", flat=True).first(),
    }

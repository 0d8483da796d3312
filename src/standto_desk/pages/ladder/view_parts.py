"""Parts of the ladder's views: finding the entry of an address, and the arguments of an act."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django.http import Http404, HttpRequest

from standto_desk.access.posts import author_of
from standto_desk.kit.act_forms import OnceForm
from standto_desk.ledger.drafts import Author
from standto_desk.ledger.entry_queries import Entries
from standto_desk.ledger.models import Entry
from standto_desk.ledger.refusals import Refused

Found = TypeVar("Found")


def found_or_404(find: Callable[[int], Found], number: int) -> Found:
    """Return the proposal or the offer with a number; answer 404 if there is none."""
    try:
        return find(number)
    except Refused as none:
        raise Http404 from none


def entry_or_404(found: Entries, number: int) -> Entry:
    """Return the entry with a number among some entries; answer 404 if there is none."""
    entry = found.at(number)
    if entry is None:
        raise Http404
    return entry


def sent_by(request: HttpRequest, form: OnceForm, author: Author | None = None) -> dict[str, Any]:
    """Return the account, the author and the key of a form, as every act takes them.

    Parameters
    ----------
    author
        Its author; None: the account as the post that it acts as now.
    """
    return {"account": request.user, "author": author or author_of(request), "key": form.cleaned_data["key"]}


def sent_on_base(request: HttpRequest, form: OnceForm) -> dict[str, Any]:
    """Return the same with the number of entries that the form was based on, for acts that refuse a stale form."""
    return {**sent_by(request, form), "based_on": form.cleaned_data["based_on"]}

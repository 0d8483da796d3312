"""Redacting words that should not have been written."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from django import forms
from django.http import Http404
from django.shortcuts import redirect, render

from standto_desk.access.guard import needs
from standto_desk.access.permission import Action
from standto_desk.access.posts import author_of
from standto_desk.acts.outside_words import words_outside
from standto_desk.acts.proposals import APPROVAL, PROPOSAL
from standto_desk.acts.rationales import HEADINGS, Rationale
from standto_desk.acts.texts import KINDS, may_redact, redact_text, text_of
from standto_desk.ledger.models import Entry
from standto_desk.ledger.reading import known_entries
from standto_desk.pages.ladder.attempts import attempted
from standto_desk.pages.ladder.forms import BasedForm
from standto_desk.presenting.posts import recorder_words
from standto_desk.presenting.proposal_words import event_words

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


class RedactForm(BasedForm):
    """Which kind of words they are."""

    why = forms.ChoiceField(
        label="Why they are taken out",
        choices=list(KINDS.items()),
        widget=forms.RadioSelect,
        error_messages={"required": "Choose why they are taken out"},
    )


@needs(Action.REDACT)
def redact(request: HttpRequest, number: int) -> HttpResponse:
    """Show the words of an entry once more, and take them out for good."""
    entry = known_entries().filter(sequence=number).first()
    if entry is None or not entry.text_hash:
        raise Http404
    form = RedactForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        said = {"sequence": number, "why": form.cleaned_data["why"], "key": form.cleaned_data["key"]}
        if attempted(form, partial(redact_text, account=request.user, author=author_of(request), **said)):
            return redirect("ladder-redact", number)
    context = {
        "form": form,
        "entry": entry,
        "what": event_words(entry),
        "by": recorder_words(entry),
        "words": _words(entry),
    }
    context |= {"may_redact": may_redact(request.user, author_of(request))}
    return render(request, "ladder/redact.html", context, status=form.status)


def _words(entry: Entry) -> list[tuple[str, str]] | None:
    """Return the words of an entry, each with its heading; None where they are redacted."""
    text = text_of(entry)
    if text is None:
        return None
    if entry.sort == PROPOSAL:
        rationale = Rationale.from_text(text)
        parts = {**HEADINGS, "conditions": "Conditions for standing down"}
        return [(heading, said) for part, heading in parts.items() if (said := getattr(rationale, part))]
    if entry.sort == APPROVAL:
        said = words_outside(text)
        return [("Who agreed", said["role"]), ("How", said["how"])]
    return [("Words", text)]

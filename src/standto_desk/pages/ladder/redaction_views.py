"""Redacting words that should not have been written."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from standto_desk.access.guard import needs
from standto_desk.access.permission import Action
from standto_desk.access.posts import author_of
from standto_desk.acts.redacting import may_redact, redact_text, text_of
from standto_desk.kit.form_views import attempted, form_page, posted
from standto_desk.ledger.reading import known_entries
from standto_desk.pages.ladder.forms import RedactForm
from standto_desk.pages.ladder.view_parts import entry_or_404, sent_by
from standto_desk.presenting.posts import recorder_words
from standto_desk.presenting.proposal_words import event_words
from standto_desk.presenting.text_parts import parts_of


@needs(Action.REDACT)
@form_page
def redact(request: HttpRequest, number: int) -> HttpResponse:
    """Show the words of an entry once more, and delete them for good."""
    entry = entry_or_404(known_entries(), number)
    if not entry.text_hash:
        raise Http404
    form = RedactForm(posted(request))
    if attempted(form, lambda: redact_text(sequence=number, why=form.cleaned_data["why"], **sent_by(request, form))):
        return redirect("ladder-redact", number)
    text = text_of(entry)
    context = {
        "form": form,
        "entry": entry,
        "what": event_words(entry),
        "by": recorder_words(entry),
        "words": None if text is None else parts_of(text),
        "may_redact": may_redact(request.user, author_of(request)),
    }
    return render(request, "ladder/redact.html", context, status=form.status)

"""Helpers for views with a form: allow its requests, read its answers, and try its act."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.http import HttpRequest, QueryDict
from django.views.decorators.http import require_http_methods

from standto.errors import InputError
from standto.model.event import DECISION
from standto_desk.acts.proposals import PROPOSAL
from standto_desk.acts.registering.table_nouns import NOUNS
from standto_desk.components.moments import short_moment
from standto_desk.kit.act_forms import ActForm, BasedForm
from standto_desk.ledger.drafts import ENDED, ROW
from standto_desk.ledger.models import Entry
from standto_desk.ledger.reading import head
from standto_desk.ledger.refusals import ClockAhead, Stale
from standto_desk.ledger.rehearsal import rehearse
from standto_desk.presenting.event_kinds import KINDS
from standto_desk.presenting.proposal_words import event_words
from standto_desk.presenting.subjects import names_in_force

form_page = require_http_methods(["GET", "HEAD", "POST"])
"""Decorates a view that shows a form and takes it."""


def posted(request: HttpRequest) -> QueryDict | None:
    """Return the data to bind a form to; None if the request only asks to see the form."""
    return request.POST if request.method == "POST" else None


def attempted(form: ActForm, act: Callable[[], Any]) -> bool:
    """Do the act of a form if the form was sent and is valid; return whether the act is done.

    If the act refuses, the form says why; if other entries were made meanwhile, it lists them. Then show the page
    again, with the form's ``status``. Beside the faults of fields, the form lists those that a rehearsal of the act
    finds, so that everything can be mended at once. A rehearsal is refused to an account without permission as the act
    is.

    Parameters
    ----------
    act
        Does the act; its answer becomes the ``result`` of the form.
    """
    if not form.is_bound:
        return False
    if form.is_valid():
        return _told(form, act)
    if form.may_be_rehearsed:
        with form.without_faulty_fields():
            _told(form, lambda: rehearse(act))
    return False


def _told(form: ActForm, act: Callable[[], Any]) -> bool:
    """Do an act, and let its form say why it refused; return whether it is done."""
    try:
        form.result = act()
    except Stale as stale:
        if not isinstance(form, BasedForm):
            raise
        names = names_in_force()
        form.start_over([change_line(entry, names) for entry in stale.changes], head().count)
        return False
    except ClockAhead:
        raise
    except InputError as error:
        form.take(error.faults)
        return False
    return True


def change_line(entry: Entry, names: Mapping[str, str]) -> str:
    """Return an entry in a line: its subject by name, its kind, and the time at which it was entered."""
    entered = f"entered {short_moment(entry.recorded)}"
    if entry.kind == DECISION or entry.sort == PROPOSAL:
        return f"{event_words(entry)}, {entered}"
    if entry.sort == ROW:
        what = "ended" if entry.step == ENDED else "changed"
        return f"{names.get(entry.subject, entry.subject)}: {NOUNS.get(entry.kind, entry.kind)} {what}, {entered}"
    words = KINDS[entry.kind].done if entry.kind in KINDS and entry.count is None else event_words(entry)
    return f"{names.get(entry.subject, entry.subject)}: {words[0].lower()}{words[1:]}, {entered}"

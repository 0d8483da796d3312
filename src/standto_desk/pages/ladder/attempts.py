"""Trying an act with what a form holds: what stands against it is shown in the form."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from standto_desk.ledger.reading import head
from standto_desk.ledger.refusals import Refused, Stale
from standto_desk.presenting.proposal_words import event_words

if TYPE_CHECKING:
    from collections.abc import Callable

    from standto_desk.pages.ladder.forms import BasedForm

Done = TypeVar("Done")


def attempted(form: BasedForm, act: Callable[[], Done]) -> Done | None:
    """Return what an act gives; None where it was refused, and then the form says why."""
    try:
        return act()
    except Stale as stale:
        form.start_over(stale, tuple(event_words(entry) for entry in stale.changes), head().count)
    except Refused as refused:
        form.take(refused.faults)
    return None

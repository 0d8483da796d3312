"""The board as the reader of a thing's page sees it, and the ledger's entries about the thing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import reverse

from standto.model.event import DECISION
from standto.model.time import Instant
from standto_desk.access.permission import Action, may
from standto_desk.acts.registering.row_addresses import address_of
from standto_desk.book.moment_tables import NoScenario, rows_at
from standto_desk.book.row_versions import histories_of
from standto_desk.clock import now
from standto_desk.ledger.reading import known_entries
from standto_desk.presenting.drawing import Drawing, OutlineDrawing
from standto_desk.presenting.posts import recorder_words
from standto_desk.presenting.proposal_words import decided_words
from standto_desk.presenting.readers import drawing_now
from standto_desk.presenting.registers.histories import ShownVersion, merged, shown_history
from standto_desk.presenting.registers.row_words import RowWords

LAST = 5
"""The number of past decisions and of changes that a page shows; the rest are on pages of their own."""


@dataclass(frozen=True, slots=True)
class TakenDecision:
    """A decision about a thing: its entry, when it was taken, what it was, by which post, and whether it was undone."""

    sequence: int
    at: Instant
    words: str
    by: str
    undone: bool


def board_for(account: Any) -> Drawing | OutlineDrawing:
    """Return the board of now, or its outline for a viewer.

    Raises
    ------
    Http404
        Nobody has entered a scenario yet.
    """
    try:
        return drawing_now(account)
    except NoScenario:
        raise Http404 from None


def exact_board_for(account: Any) -> Drawing:
    """Return the board of now for an account that sees numbers.

    Raises
    ------
    Http404
        Nobody has entered a scenario yet.
    """
    drawing = board_for(account)
    if isinstance(drawing, OutlineDrawing):
        raise PermissionDenied
    return drawing


def decisions_about(subject: str, called: str, steps: frozenset[str] = frozenset()) -> list[TakenDecision]:
    """Return the decisions about a subject, the latest first; about some steps alone, if any are given."""
    known = known_entries()
    entries = [one for one in known.events(DECISION).about(subject).latest_first() if not steps or one.step in steps]
    undone = set(known.corrections_of(one.reference for one in entries).values_list("subject", flat=True))
    return [
        TakenDecision(
            sequence=one.sequence,
            at=one.occurred,
            words=decided_words(one, called, one.count),
            by=recorder_words(one),
            undone=one.reference in undone,
        )
        for one in entries
    ]


def register_context(account: Any, table: str, thing: str) -> dict[str, Any]:
    """Return a thing's last changes in the register and its page there, for accounts that may read the register."""
    if not may(account, Action.READ_REGISTER):
        return {"register": "", "versions": ()}
    return {
        "register": reverse("register-thing", args=[table, address_of(table, (thing,))]),
        "versions": _versions(table, thing)[:LAST],
        "reads_entries": may(account, Action.READ_ENTRIES),
        "names": {},
    }


def _versions(table: str, thing: str) -> tuple[ShownVersion, ...]:
    present = now()
    words = RowWords(rows_at(present, present))
    return merged(shown_history(one, words, present) for one in histories_of(table, thing))

"""Checking drafts as an append would, without holding the head: nothing is written, and nobody has to wait."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from standto.model.time import Instant
from standto_desk.ledger.appending import Appender
from standto_desk.ledger.drafts import Author, Draft
from standto_desk.ledger.head_state import HeadState
from standto_desk.ledger.reading import head


def rehearse(drafts: Sequence[Draft], *, author: Author, now: Instant, progress: Callable[[float], None]) -> None:
    """Check many drafts against the ledger as it is. An append checks them again, with the head locked.

    Parameters
    ----------
    drafts, author, now
        As for `append`.
    progress
        Called with the share that is checked, from 0 to 1. What it raises stops the check.

    Raises
    ------
    Refused
        A draft has a fault; carries every fault.
    """
    state, last, total = HeadState(), head(), len(drafts)
    state.follow(last.count, last.hash)
    Appender(state, now, checked=lambda number: progress(number / total)).enter(drafts, author=author)

"""The visits of accounts to the board, and the state of the board at each."""

from __future__ import annotations

import json
from threading import Lock
from typing import TYPE_CHECKING

from standto.model.time import MINUTE
from standto_desk.caching.compiled_queries import CompiledQuery
from standto_desk.caching.unsynced_writes import unsynced
from standto_desk.pages.models import LastLook
from standto_desk.presenting.changes import Visit

if TYPE_CHECKING:
    from standto_desk.access.models import Account

VISIT = 30 * MINUTE
"""Requests no further apart than this are one visit, so that changes can still be read while a page refreshes."""
OFTEN = 5 * MINUTE
"""The age at which we write the note of a visit again."""


_LOOKS = CompiledQuery(LastLook, lambda account: LastLook.objects.filter(account=account), account="account")

_NOTING = Lock()
"""Held while the note of a visit is written."""
PATIENCE = 1
"""The seconds for which others wait for it: whoever holds it may wait for the database, and then each would in turn."""


def _look_of(account: Account) -> LastLook | None:
    return next(iter(_LOOKS(account=account.pk)), None)


def note_visit(account: Account, shown: Visit, *, live: bool = False) -> Visit:
    """Note that an account visits the board, and return its visit before.

    Parameters
    ----------
    shown
        The present state of the board.
    live
        Whether a page updates itself. Then we write its note only now and then, because many pages update at each
        entry.
    """
    last = _look_of(account)
    if last is None or _is_due(last, shown, live):
        # Requests that waited for the same drawing come together: the first of them notes the visit for all.
        mine = _NOTING.acquire(timeout=PATIENCE)
        try:
            with unsynced():
                return _noted(account, shown, live)
        finally:
            if mine:
                _NOTING.release()
    return _since(last)


def _noted(account: Account, shown: Visit, live: bool) -> Visit:
    """Write the note of a visit unless another request has; return the visit before."""
    last = _look_of(account)
    if last is None:
        note_read(account, shown)
        return shown
    if _is_due(last, shown, live):
        _note(last, shown)
    return _since(last)


def _is_due(last: LastLook, shown: Visit, live: bool) -> bool:
    """Tell whether the note of a visit has to be written again."""
    return not (live or last.seen == shown.sequence) or abs(shown.at - last.seen_at) >= OFTEN


def _note(last: LastLook, shown: Visit) -> None:
    """Write the note of a visit again; after a pause it is another visit."""
    if abs(shown.at - last.seen_at) > VISIT:
        last.since, last.since_at, last.since_numbers = last.seen, last.seen_at, last.seen_numbers
    last.seen, last.seen_at, last.seen_numbers = shown.sequence, shown.at, _kept(shown)
    last.save()


def note_read(account: Account, shown: Visit) -> None:
    """Note that an account has read the changes up to a visit."""
    kept = {"since": shown.sequence, "since_at": shown.at, "since_numbers": _kept(shown)}
    now = {"seen": shown.sequence, "seen_at": shown.at, "seen_numbers": _kept(shown)}
    LastLook.objects.update_or_create(account=account, defaults=kept | now)


def _since(last: LastLook) -> Visit:
    return Visit(last.since, last.since_at, json.loads(last.since_numbers) if last.since_numbers else None)


def _kept(shown: Visit) -> str:
    return json.dumps(shown.numbers, ensure_ascii=False) if shown.numbers is not None else ""

"""What an account had seen when it last looked at the board."""

from __future__ import annotations

from typing import TYPE_CHECKING

from standto.model.time import MINUTE
from standto_desk.pages.models import LastLook

if TYPE_CHECKING:
    from standto.model.time import Instant
    from standto_desk.access.models import Account

VISIT = 30 * MINUTE
"""Looks no further apart than this are one visit, so that what changed stays to be read while a page refreshes."""
OFTEN = 5 * MINUTE
"""How old a note of a look may be before it is written anew."""


def look(account: Account, head: int, at: Instant, *, live: bool = False) -> LastLook:
    """Note that an account looks at the board, and return what it had seen the time before.

    Parameters
    ----------
    head
        The last entry that the board shows.
    at
        The instant that it is drawn for.
    live
        Whether the page brings itself up to date: then a note is written now and then only, since many pages do so at
        each entry.
    """
    last = LastLook.objects.filter(account=account).first()
    if last is None:
        return LastLook.objects.create(account=account, since=head, since_at=at, seen=head, seen_at=at)
    if abs(at - last.seen_at) > VISIT:
        last.since, last.since_at = last.seen, last.seen_at
    elif (live or last.seen == head) and abs(at - last.seen_at) < OFTEN:
        return last
    last.seen, last.seen_at = head, at
    last.save()
    return last


def seen(account: Account, head: int, at: Instant) -> None:
    """Note that an account has read what changed up to an entry."""
    now = {"since": head, "since_at": at, "seen": head, "seen_at": at}
    LastLook.objects.update_or_create(account=account, defaults=now)

"""Sending the same twice: the ledger answers the second time with what was entered the first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from standto_desk.access.confirming import locked
from standto_desk.ledger import Entry, Refused

if TYPE_CHECKING:
    from collections.abc import Iterable

    from standto.errors import Fault
    from standto_desk.access.models import Account


def refuse(faults: Iterable[Fault], *, key: str) -> None:
    """Refuse where anything stands against it; unless it was sent before, which the ledger itself decides on.

    What was entered the first time stands against the second: a proposal is there already, a post has approved.

    Raises
    ------
    Refused
        With every fault.
    """
    found = tuple(faults)
    if found and not (key and Entry.objects.filter(key=key).exists()):
        raise Refused(found)


def sent_before(account: Account, *, sort: str, key: str) -> Entry | None:
    """Return what an account has entered under a key already, while nothing else of that account's can be.

    For acts that change more than the ledger: what changed the first time must not be changed, or checked, again. The
    ledger still decides whether the same was sent.
    """
    # Two of the same that come at once wait for each other here.
    locked(account.pk)
    return Entry.objects.filter(account=str(account.pk), sort=sort, key=key).first() if key else None


def follow(key: str, part: str) -> str:
    """Return the key of what is entered together with what has a key."""
    return f"{key}/{part}" if key else ""

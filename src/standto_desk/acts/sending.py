"""Sending the same twice: the ledger answers the second time with what was entered the first."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from standto_desk.access.confirming import locked
from standto_desk.ledger import Entry, Refused, Stale, head

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from standto.errors import Fault
    from standto_desk.access.models import Account

Made = TypeVar("Made")

TRIES = 5
"""How often something is looked at anew because another entry came in between."""


def at_the_head(enter: Callable[[int], Made], based_on: int | None) -> Made:
    """Let something be checked and entered with nothing in between that concerns the same subjects.

    What was checked rests on the head of the ledger at that time. Where another entry came in between, it is checked
    anew; where somebody's form is the older one, they are told instead.

    Parameters
    ----------
    enter
        Checks, and enters what is based on a count of the ledger.
    based_on
        The count that the form was made at; None: somebody who looked at nothing.

    Raises
    ------
    Stale
        Something has happened since the form was made.
    """
    for _ in range(TRIES - 1):
        checked = head().count
        try:
            return enter(checked if based_on is None else min(based_on, checked))
        except Stale:
            if based_on is not None and based_on < checked:
                raise
    return enter(head().count if based_on is None else min(based_on, head().count))


def refuse(faults: Iterable[Fault], *, key: str) -> None:
    """Refuse where anything stands against it; unless it was sent before, which the ledger itself decides on.

    What was entered the first time stands against the second: a proposal is there already, a post has approved.

    Raises
    ------
    Refused
        With every fault.
    """
    refuse_all([(faults, key)])


def refuse_all(several: Iterable[tuple[Iterable[Fault], str]]) -> None:
    """Refuse where anything stands against one of several things, each with its key; as `refuse`."""
    found: list[Fault] = []
    for faults, key in several:
        against = tuple(faults)
        if against and not (key and Entry.objects.filter(key=key).exists()):
            found += against
    if found:
        raise Refused(tuple(found))


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

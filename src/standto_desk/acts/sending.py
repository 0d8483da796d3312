"""Sending the same twice: the ledger answers the second time with what was entered the first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from standto_desk.ledger import Entry, Refused

if TYPE_CHECKING:
    from collections.abc import Iterable

    from standto.errors import Fault


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


def follow(key: str, part: str) -> str:
    """Return the key of what is entered together with what has a key."""
    return f"{key}/{part}" if key else ""

"""Reading the ledger."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from standto_desk.ledger.models import Entry, Head, Text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the ledger: how many entries there are up to it, and the hash of the last of them."""

    count: int
    hash: str


def head() -> Place:
    """Return how many entries there are, and the hash of the last."""
    return Place(*Head.objects.values_list("count", "hash").get())


def entries(*, after: int = 0, until: int | None = None) -> QuerySet[Entry]:
    """Return entries in their order, to be filtered on.

    Parameters
    ----------
    after
        Only those after this sequence.
    until
        Only those up to this sequence; None for all.
    """
    found = Entry.objects.filter(sequence__gt=after).order_by("sequence")
    return found if until is None else found.filter(sequence__lte=until)


def texts(sequences: Iterable[int]) -> dict[int, str]:
    """Return the free texts of some entries by sequence; those redacted are not there.

    Parameters
    ----------
    sequences
        Which entries.
    """
    wanted, found = list(sequences), dict[int, str]()
    for start in range(0, len(wanted), _AT_ONCE):
        some = Text.objects.filter(sequence__in=wanted[start : start + _AT_ONCE])
        found |= dict(some.values_list("sequence", "text"))
    return found


_AT_ONCE = 500
"""So many sequences are asked for in one question."""

"""The present, before which everything that is looked back on lies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from standto_desk.clock import now
from standto_desk.ledger import Entry, entries

if TYPE_CHECKING:
    from typing import Any

    from standto.model.time import Instant


def latest() -> Instant:
    """Return what the clock shows, or when the last entry was recorded where that is a little later."""
    last = Entry.objects.order_by("-sequence").values_list("recorded", flat=True).first()
    return now() if last is None else max(now(), int(last))


def known_entries() -> Any:
    """Return the entries that are known by now: in a demonstration, history may lie ahead of the clock."""
    return entries().filter(known__lte=latest())
